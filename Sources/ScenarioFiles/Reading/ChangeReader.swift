import SimulationKernel
import Teleradiology

/// Reads `events`: what is another way from some date on.
struct ChangeReader {
    let sites: [Site]
    let readers: [ReaderGroup]
    let providers: [Provider]

    private static let example =
        "an event such as '{ at: 2026-04-01T00:00, site: St Anna, volume: 120 % }', '{ at: 2026-04-01T00:00, opens: St Anna }', "
        + "'{ at: 2026-04-01T00:00, readers: Night team, count: 5 }' or '{ at: 2026-04-01T00:00, leaves: Night Reads }'"
    private static let keys = [
        "at", "opens", "closes", "site", "stream", "volume", "readers", "count", "joins", "leaves", "merge",
    ]

    func changes(_ reader: NodeReader) -> [PlannedChange] {
        (reader.items(Self.example) ?? []).compactMap(change)
    }

    private func change(_ item: NodeReader) -> PlannedChange? {
        guard let map = item.map(Self.example, keys: Self.keys) else { return nil }
        let time = map.required("at", "2026-04-01T00:00").flatMap(ScenarioReader.dateTime)
        let given = Set(map.entries.map(\.key)).subtracting(["at"]).filter { !$0.hasPrefix("x-") }
        guard let subject = subject(map, given, item), let time else { return nil }
        return PlannedChange(time: time, subject: subject)
    }

    private func subject(_ map: MapReader, _ given: Set<String>, _ item: NodeReader) -> PlannedChange.Subject?
    {
        if given == ["opens"] { return map.optional("opens").flatMap(site).map { .opens(site: $0.name) } }
        if given == ["closes"] { return map.optional("closes").flatMap(site).map { .closes(site: $0.name) } }
        if given.contains("site"), given.isSubset(of: ["site", "stream", "volume"]) { return volume(map) }
        if given.contains("readers"), given.isSubset(of: ["readers", "count"]) {
            let group = map.optional("readers").flatMap(group)
            let count = map.required("count", "5")?.count("a number of readers", in: 0...100_000)
            guard let group, let count else { return nil }
            return .readers(group: group.name, count: count)
        }
        if given == ["joins"] {
            return map.optional("joins").flatMap(provider).map { .joins(provider: $0) }
        }
        if given == ["leaves"] {
            return map.optional("leaves").flatMap(provider).map { .leaves(provider: $0) }
        }
        if given == ["merge"] {
            let names = map.optional("merge").flatMap { place -> Set<String>? in
                let items = place.items("providers such as '[ Department, Night Reads ]'")
                let names = items.map { Set($0.compactMap(provider)) }
                if let items, let names, names.count < 2, items.count < 2 {
                    place.error("\(place.path): two providers or more are merged")
                }
                return names
            }
            return names.map { .merge(providers: $0) }
        }
        // A wrong key has been complained about already.
        if given.isSubset(of: Self.keys) {
            item.error("\(item.path): expected \(Self.example)")
        }
        return nil
    }

    private func volume(_ map: MapReader) -> PlannedChange.Subject? {
        let factor = map.required("volume", "120 %")?.factor()
        guard let site = map.optional("site").flatMap(site) else { return nil }
        if let item = map.optional("stream") {
            guard let stream = named(item, "stream of \(site.name)", site.demand, \.name) else { return nil }
            if !stream.arrivals.hasRate {
                item.error(
                    "the times of stream '\(stream.name.shortened)' are given: its volume can't be changed; a site can close"
                )
            }
            return factor.map { .volume(site: site.name, stream: stream.name, factor: $0) }
        }
        if site.demand.allSatisfy({ !$0.arrivals.hasRate }) {
            map.optional("volume")?.error(
                "the times of all studies of '\(site.name.shortened)' are given: its volume can't be changed; it can close"
            )
        }
        return factor.map { .volume(site: site.name, stream: nil, factor: $0) }
    }

    private func site(_ reader: NodeReader) -> Site? { named(reader, "site", sites, \.name) }

    private func group(_ reader: NodeReader) -> ReaderGroup? {
        named(reader, "reader group", readers, \.name)
    }

    private func provider(_ reader: NodeReader) -> String? {
        guard !providers.isEmpty else {
            reader.error("\(reader.path): there are no providers; describe them in 'providers'")
            return nil
        }
        return named(reader, "provider", providers, \.name)?.name
    }

    private func named<Thing>(
        _ reader: NodeReader, _ what: String, _ things: [Thing], _ name: (Thing) -> String
    ) -> Thing? {
        reader.choice(what, things.map { (name($0), $0) })
    }
}
