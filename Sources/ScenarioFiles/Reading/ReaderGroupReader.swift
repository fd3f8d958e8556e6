import SimulationKernel
import Teleradiology

/// Reads the `readers` of a scenario.
struct ReaderGroupReader {
    let timeZone: String
    /// The date on which the scenario starts; nil when that has an error.
    let start: LocalDateTime?
    let sites: [Site]
    let priorities: [PriorityClass]

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

    private static let keys =
        [
            "group", "count", "time_zone", "shifts", "breaks", "reads", "downlink", "cost", "on_call",
        ] + PaceReader.keys + RightsReader.keys
    private static let later = ["provider"]

    private func group(_ item: NodeReader) -> ReaderGroup? {
        guard
            let map = item.map(
                "a reader group such as '{ group: Night team, count: 4 }'", keys: Self.keys, later: Self.later
            )
        else { return nil }
        let name = map.required("group", "Night team")?.name()
        let count = map.required("count", "4")?.count("a number of readers", in: 0...100_000)
        let zone =
            map.optional("time_zone").flatMap(SiteReader.timeZone) ?? map.fallback("time_zone", timeZone)
        let hours = ShiftReader(start: start)
        let shifts =
            map.optional("shifts").map(hours.shifts)
            ?? map.fallback("shifts", [], as: { _ in "always there" })
        let breaks = map.optional("breaks").map { hours.breaks($0, within: shifts) } ?? []
        var modalities = Set(Modality.allCases)
        var applications = Set(Application.allCases)
        if let reads = map.mapOrDefaults("reads").map(
            "what they read, such as '{ modalities: [ ct, mr ], applications: all }'",
            keys: ["modalities", "applications"])
        {
            modalities =
                reads.optional("modalities").flatMap(Self.modalities)
                ?? reads.fallback("modalities", modalities, as: { _ in "all" })
            applications =
                reads.optional("applications").flatMap(Self.applications)
                ?? reads.fallback("applications", applications, as: { _ in "all" })
        }
        let rights = RightsReader(sites: sites).rights(map)
        let downlink = map.optional("downlink").flatMap(downlink)
        guard let name, let count else { return nil }
        var group = ReaderGroup(
            name: name, count: count, timeZone: zone, shifts: shifts, modalities: modalities,
            applications: applications, rights: rights, downlink: downlink, speed: 1,
            costs: map.optional("cost").flatMap(CostReader.readers) ?? .none)
        group.breaks = breaks
        PaceReader.read(map, into: &group)
        group.onCall = map.optional("on_call").flatMap(onCall)
        return group
    }

    /// `{ for: stat, after: 20 min, response: 15 min }`
    private func onCall(_ reader: NodeReader) -> OnCall? {
        guard
            let map = reader.map(
                "readers on call such as '{ for: stat, after: 20 min, response: 15 min }'",
                keys: ["for", "after", "response"])
        else { return nil }
        let priority = map.required("for", priorities.first?.name ?? "stat")?.choice(
            "priority class", priorities.enumerated().map { ($0.element.name, $0.offset) })
        let after = map.required("after", "20 min")?.duration("a wait such as '20 min'")
        let response = map.required("response", "15 min")?.duration("a time such as '15 min'")
        guard let priority, let after, let response else { return nil }
        return OnCall(priority: priority, after: after, response: response)
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

    private func downlink(_ reader: NodeReader) -> Downlink? {
        guard
            let map = reader.map(
                "a line such as '{ bandwidth: 200 Mbit/s, round_trip: 20 ms }'",
                keys: ["bandwidth", "round_trip", "loss"], later: ["outages", "background"])
        else { return nil }
        let bandwidth = map.required("bandwidth", "200 Mbit/s")?.bandwidth()
        let trips = map.required("round_trip", "20 ms").flatMap(LineReader.roundTrips)
        let loss = map.optional("loss")?.loss() ?? map.fallback("loss", 0, as: NumberShown.share)
        guard let bandwidth, let trips else { return nil }
        return Downlink(bandwidth: bandwidth, roundTrip: trips, lossProbability: loss)
    }
}
