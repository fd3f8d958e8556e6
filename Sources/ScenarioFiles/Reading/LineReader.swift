import SimulationKernel
import Teleradiology

/// Reads what all lines have: round trips by technology, and other traffic.
enum LineReader {
    /// One round trip to every hub, or one for each technology; nil when one of them is no duration.
    static func roundTrips(_ reader: NodeReader) -> [DeliveryTechnology: Duration]? {
        let example = "a round trip such as '18 ms'"
        guard case .map = reader.node.content else { return reader.duration(example).map { .toEveryHub($0) } }
        let names = DeliveryTechnology.single.map(\.rawValue)
        guard let map = reader.map("round trips such as '{ cloud: 18 ms, on-premise: 6 ms }'", keys: names)
        else { return nil }
        var trips: [DeliveryTechnology: Duration] = [:]
        for technology in DeliveryTechnology.single {
            guard let entry = map.optional(technology.rawValue) else { continue }
            guard let trip = entry.duration(example) else { return nil }
            trips[technology] = trip
        }
        return trips
    }

    /// A mean share, alone for one that is always the same, or with the profile of its week.
    static func background(_ reader: NodeReader) -> BackgroundTraffic? {
        guard case .map = reader.node.content else {
            return reader.share().flatMap {
                checked(
                    BackgroundTraffic(share: $0, profile: WeeklyProfilePreset.flat.profile), reader)
            }
        }
        guard
            let map = reader.map(
                "other traffic such as '30 %' or '{ share: 30 %, profile: outpatient }'",
                keys: ["share", "profile"])
        else { return nil }
        let share = map.required("share", "30 %")?.share()
        let profile =
            map.optional("profile").map(DemandReader.profile)
            ?? map.fallback("profile", WeeklyProfilePreset.flat.profile, as: { _ in "flat" })
        guard let share, let profile else { return nil }
        return checked(BackgroundTraffic(share: share, profile: profile), reader)
    }

    private static func checked(_ traffic: BackgroundTraffic, _ reader: NodeReader) -> BackgroundTraffic? {
        if traffic.peak <= BackgroundTraffic.largestPeak { return traffic }
        let percent = ((traffic.peak * 1000).rounded() / 10).plain
        reader.error(
            "\(reader.path): other traffic would take \(percent) % of the line in its busiest hour; at most 99 % is possible"
        )
        return nil
    }
}
