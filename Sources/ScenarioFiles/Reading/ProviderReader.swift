import SimulationKernel
import Teleradiology

/// Reads the `providers` of a scenario.
struct ProviderReader {
    let groups: [ReaderGroup]
    let priorities: [PriorityClass]
    let timeZone: String
    let start: LocalDateTime?

    private static let keys = [
        "provider", "kind", "groups", "hours", "time_zone", "per_read", "retainer", "promises", "clock",
    ]

    func providers(_ reader: NodeReader) -> [Provider] {
        var providers: [Provider] = []
        for item in reader.items("a list of providers") ?? [] {
            guard let provider = provider(item) else { continue }
            if providers.contains(where: { $0.name == provider.name }) {
                item.error("there are two providers named '\(provider.name)'")
            }
            for other in providers {
                if let shared = other.groups.intersection(provider.groups).min() {
                    item.error("\(item.path): '\(shared)' belongs to provider '\(other.name)' already")
                }
            }
            providers.append(provider)
        }
        return providers
    }

    private func provider(_ item: NodeReader) -> Provider? {
        guard
            let map = item.map(
                "a provider such as '{ provider: Night Reads, kind: outside, groups: [ Night team ] }'",
                keys: Self.keys)
        else { return nil }
        let name = map.required("provider", "Night Reads")?.name()
        let kind = map.optional("kind")?.choice(
            "kind of provider", Provider.Kind.allCases.map { ($0.rawValue, $0) })
        let members = map.required("groups", "[ Night team ]")?.items(
            "a list of reader groups such as '[ Night team ]'", allowsSingle: true)
        let names = members?.compactMap {
            $0.choice("reader group", groups.map { ($0.name, $0.name) })
        }
        let zone =
            map.optional("time_zone").flatMap(SiteReader.timeZone) ?? map.fallback("time_zone", timeZone)
        let hours =
            map.optional("hours").map(ShiftReader(start: start).shifts)
            ?? map.fallback("hours", [], as: { _ in "always" })
        let perRead = map.optional("per_read").map(CostReader.perRead) ?? [:]
        let retainer = map.optional("retainer")?.money(
            "an amount such as '5000 EUR/month'", per: ["/month": 1, "/y": 1.0 / 12])
        let promises = map.optional("promises").map(promises) ?? [:]
        let clock = map.optional("clock")?.choice(
            "clock of promises", PromiseClock.allCases.map { ($0.rawValue, $0) })
        guard let name, let names else { return nil }
        return Provider(
            name: name, kind: kind ?? map.fallback("kind", .inHouse), groups: Set(names), hours: hours,
            timeZone: zone,
            perRead: perRead, retainer: retainer, promises: promises,
            clock: clock ?? map.fallback("clock", .available))
    }

    /// `{ stat: { target: 30 min, penalty: 50 EUR }, routine: 24 h }`, by class.
    private func promises(_ reader: NodeReader) -> [Int: Promise] {
        var promises: [Int: Promise] = [:]
        let names = priorities.map(\.name)
        for entry in reader.entries(
            "promises by class such as '{ stat: { target: 30 min, penalty: 50 EUR } }'") ?? []
        {
            guard let index = names.firstIndex(of: entry.key) else {
                reader.problems.noSuch("priority class", entry.key, among: names, at: entry.keyPlace)
                continue
            }
            if case .scalar = entry.value.node.content {
                promises[index] = entry.value.duration("a target such as '30 min'").map {
                    Promise(target: $0)
                }
                continue
            }
            guard
                let map = entry.value.map(
                    "a promise such as '{ target: 30 min, penalty: 50 EUR }'", keys: ["target", "penalty"])
            else { continue }
            let own = priorities[index].target
            let target =
                map.optional("target")?.duration("a target such as '30 min'")
                ?? own.map { map.fallback("target", $0) }
            let penalty = map.optional("penalty")?.money(
                "an amount a late report such as '50 EUR'", per: ["": 1])
            guard let target else {
                if map.optional("target") == nil {
                    entry.value.error(
                        "\(entry.value.path): class '\(entry.key)' has no target; write 'target: 30 min'")
                }
                continue
            }
            promises[index] = Promise(target: target, penalty: penalty)
        }
        return promises
    }
}
