import SimulationKernel
import Teleradiology

/// Reads the `readers` of a scenario.
struct ReaderGroupReader {
    let timeZone: String

    func groups(_ reader: NodeReader) -> [ReaderGroup] {
        var groups: [ReaderGroup] = []
        for item in reader.items("a list of reader groups") ?? [] {
            guard let group = group(item) else { continue }
            if groups.contains(where: { $0.name == group.name }) {
                item.error("there are two reader groups named '\(group.name)'")
            }
            groups.append(group)
        }
        if case .list(let items) = reader.node.content, items.isEmpty {
            reader.error("there must be a reader group")
        }
        return groups
    }

    private static let keys = [
        "group", "count", "time_zone", "shifts", "reads", "licences", "downlink", "speed", "cost",
    ]
    private static let later = ["breaks", "fatigue", "interruptions", "credentials", "provider"]

    private func group(_ item: NodeReader) -> ReaderGroup? {
        guard
            let map = item.map(
                "a reader group such as '{ group: Night team, count: 4 }'", keys: Self.keys, later: Self.later
            )
        else { return nil }
        let name = map.required("group", "Night team")?.name()
        let count = map.required("count", "4")?.count("a number of readers", in: 1...100_000)
        let zone = map.optional("time_zone").flatMap(SiteReader.timeZone) ?? timeZone
        let shifts = map.optional("shifts").map(shifts) ?? []
        var modalities = Set(Modality.allCases)
        var applications = Set(Application.allCases)
        if let reads = map.optional("reads")?.map(
            "what they read, such as '{ modalities: [ ct, mr ], applications: all }'",
            keys: ["modalities", "applications"])
        {
            if let given = reads.optional("modalities") { modalities = Self.modalities(given) ?? modalities }
            if let given = reads.optional("applications") {
                applications = Self.applications(given) ?? applications
            }
        }
        let licences = map.optional("licences").flatMap(Self.licences)
        let downlink = map.optional("downlink").flatMap(downlink)
        let speed = map.optional("speed")?.number("a speed factor such as 1.2", in: 0.01...100)
        guard let name, let count else { return nil }
        return ReaderGroup(
            name: name, count: count, timeZone: zone, shifts: shifts, modalities: modalities,
            applications: applications, licences: licences, downlink: downlink, speed: speed ?? 1,
            costs: map.optional("cost").flatMap(CostReader.readers) ?? .none)
    }

    private static func isAll(_ reader: NodeReader) -> Bool {
        if case .scalar("all") = reader.node.content { return true }
        return false
    }

    private static func modalities(_ reader: NodeReader) -> Set<Modality>? {
        if isAll(reader) { return Set(Modality.allCases) }
        guard
            let items = reader.items("'all' or a list of modalities such as '[ ct, mr ]'", allowsSingle: true)
        else { return nil }
        if items.isEmpty { reader.error("\(reader.path): they must read something") }
        return Set(items.compactMap(DemandReader.modality))
    }

    private static func applications(_ reader: NodeReader) -> Set<Application>? {
        if isAll(reader) { return Set(Application.allCases) }
        guard
            let items = reader.items(
                "'all' or a list of applications such as '[ neurology ]'", allowsSingle: true)
        else { return nil }
        if items.isEmpty { reader.error("\(reader.path): they must read something") }
        return Set(items.compactMap { $0.choice("application", Application.allCases.map { ($0.name, $0) }) })
    }

    private static func licences(_ reader: NodeReader) -> Set<String>? {
        if isAll(reader) { return nil }
        guard
            let items = reader.items("'all' or a list of countries such as '[ DE, FR ]'", allowsSingle: true)
        else {
            return nil
        }
        if items.isEmpty {
            reader.error("\(reader.path): they must be licensed somewhere; write 'all' for no limit")
        }
        return Set(items.compactMap(SiteReader.country))
    }

    private func downlink(_ reader: NodeReader) -> Downlink? {
        guard
            let map = reader.map(
                "a line such as '{ bandwidth: 200 Mbit/s, round_trip: 20 ms }'",
                keys: ["bandwidth", "round_trip", "loss"], later: ["outages", "background"])
        else { return nil }
        let bandwidth = map.required("bandwidth", "200 Mbit/s")?.bandwidth()
        let trips = map.required("round_trip", "20 ms").flatMap(LineReader.roundTrips)
        let loss = map.optional("loss")?.loss()
        guard let bandwidth, let trips else { return nil }
        return Downlink(bandwidth: bandwidth, roundTrip: trips, lossProbability: loss ?? 0)
    }

    // MARK: Shifts

    private func shifts(_ reader: NodeReader) -> [Shift] {
        var shifts: [Shift] = []
        for item in reader.items("a list of shifts such as '[ { days: daily, hours: 18:00-08:00 } ]'") ?? [] {
            guard
                let map = item.map(
                    "a shift such as '{ days: daily, hours: 18:00-08:00 }'", keys: ["days", "hours"],
                    later: ["from", "until", "rota"])
            else { continue }
            let days = map.required("days", "daily").flatMap(WeeklyHours.days)
            let hours = map.required("hours", "18:00-08:00").flatMap(WeeklyHours.hours)
            guard let days, let hours else { continue }
            let shift = Shift(days: days, startMinute: hours.start, endMinute: hours.end)
            if shifts.contains(where: { Self.overlap($0, shift) }) {
                item.error("\(item.path): the shift overlaps an earlier one of the group")
            }
            shifts.append(shift)
        }
        if case .list(let items) = reader.node.content, items.isEmpty {
            reader.error(
                "\(reader.path): a list of shifts must not be empty; leave it out for readers who are always there"
            )
        }
        return shifts
    }

    /// Whether two weekly shifts share a minute.
    private static func overlap(_ first: Shift, _ second: Shift) -> Bool {
        func spans(_ shift: Shift) -> [Range<Int>] {
            let length = (shift.endMinute - shift.startMinute + 1439) % 1440 + 1
            return shift.days.map { $0 * 1440 + shift.startMinute..<$0 * 1440 + shift.startMinute + length }
        }
        let week = 7 * 1440
        return spans(first).contains { a in
            spans(second).contains { b in
                [-week, 0, week].contains { a.overlaps(b.lowerBound + $0..<b.upperBound + $0) }
            }
        }
    }
}
