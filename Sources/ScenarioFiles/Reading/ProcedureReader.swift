import SimulationKernel
import Teleradiology

/// Reads the `pools` and `procedures` of a site.
enum ProcedureReader {
    // MARK: Pools

    /// The pools of a site, by name: `{ Suite: 1, Nurses: { count: 3, hours: [ … ] } }`.
    static func pools(_ reader: NodeReader) -> [ResourcePool] {
        (reader.entries("rooms and people such as '{ Suite 1: 1, Nurses: 6 }'") ?? []).compactMap {
            pool($0.key, $0.value)
        }
    }

    private static let howMany = "how many there are, such as '2'"

    private static func pool(_ name: String, _ reader: NodeReader) -> ResourcePool? {
        if case .scalar = reader.node.content {
            return reader.count(howMany, in: 0...1_000_000).map { ResourcePool(name: name, count: $0) }
        }
        guard
            let map = reader.map(
                "how many there are, such as '{ count: 3, hours: [ { hours: 08:00-17:00, count: 6 } ] }'",
                keys: ["count", "hours"])
        else { return nil }
        let count = map.required("count", "3")?.count(howMany, in: 0...1_000_000)
        var hours: [NodeReader] = []
        if let given = map.optional("hours") {
            if case .map = given.node.content {
                hours = [given]
            } else {
                hours = given.items(someHours) ?? []
            }
        }
        guard let count else { return nil }
        return ResourcePool(name: name, count: count, hours: hours.compactMap(Self.hours))
    }

    private static let someHours = "hours such as '{ days: Mon-Fri, hours: 08:00-17:00, count: 6 }'"

    private static func hours(_ reader: NodeReader) -> ResourcePool.Hours? {
        guard
            let map = reader.map(someHours, keys: ["days", "hours", "count"])
        else { return nil }
        let days = map.optional("days").map(WeeklyHours.days) ?? map.everyDay("days")
        let hours = map.required("hours", "08:00-17:00").flatMap(WeeklyHours.hours)
        let count = map.required("count", "6")?.count(howMany, in: 0...1_000_000)
        guard let days, let hours, let count else { return nil }
        return ResourcePool.Hours(
            shift: Shift(days: days, startMinute: hours.start, endMinute: hours.end), count: count)
    }

    // MARK: Procedures

    /// The procedures of a site, by name, each a list of steps.
    static func procedures(_ reader: NodeReader, _ pools: [ResourcePool]) -> [Procedure] {
        (reader.entries("procedures such as '{ elective: [ { take: [ Suite 1 ], time: 60 min } ] }'") ?? [])
            .compactMap { entry in
                let items = entry.value.items("steps such as '{ take: [ Suite 1, Nurses ], time: 60 min }'")
                guard let items else { return nil }
                if items.isEmpty { entry.value.error("\(entry.value.path): there must be a step") }
                let steps = items.compactMap { step($0, pools) }
                guard steps.count == items.count, !steps.isEmpty else { return nil }
                return Procedure(name: entry.key, steps: steps)
            }
    }

    private static func step(_ reader: NodeReader, _ pools: [ResourcePool]) -> ProcedureStep? {
        guard
            let map = reader.map(
                "a step such as '{ take: [ Suite 1, { Nurses: 3 } ], time: 60 min }'", keys: ["take", "time"])
        else { return nil }
        let time = map.required("time", "60 min")?.distribution(.seconds)
        var needs: [ProcedureNeed] = []
        var seen: Set<String> = []
        for item in map.optional("take").map(items) ?? [] {
            guard let need = need(item, pools) else { continue }
            if need.pools.contains(where: { !seen.insert($0).inserted }) {
                item.error("\(item.path): it is taken twice in this step; ask for the sum at once")
            }
            needs.append(need)
        }
        return time.map { ProcedureStep(needs: needs, seconds: $0) }
    }

    /// A list, or one thing alone.
    private static func items(_ reader: NodeReader) -> [NodeReader] {
        if case .map = reader.node.content { return [reader] }
        return reader.items(
            "what it takes such as '[ Suite 1, { Nurses: 3 }, { one_of: [ Suite 1, Suite 2 ] } ]'",
            allowsSingle: true) ?? []
    }

    /// `Suite`, `{ Nurses: 3 }` or `{ one_of: [ Suite 1, Suite 2 ] }`.
    private static func need(_ reader: NodeReader, _ pools: [ResourcePool]) -> ProcedureNeed? {
        if case .scalar = reader.node.content { return pool(reader, pools).map { ProcedureNeed([$0]) } }
        guard let entries = reader.entries("a pool such as 'Suite 1' or '{ Nurses: 3 }'") else { return nil }
        guard entries.count == 1, let entry = entries.first else {
            reader.error(
                "\(reader.path): expected one thing to take, found \(entries.count); write '[ Suite 1, { Nurses: 3 } ]'"
            )
            return nil
        }
        if entry.key == "one_of" {
            let items = entry.value.items("pools such as '[ Suite 1, Suite 2 ]'") ?? []
            if items.isEmpty { entry.value.error("\(entry.value.path): there must be one to choose") }
            // One that is never there does no harm while another is.
            let known = items.compactMap { Self.known($0, pools) }
            guard known.count == items.count, !known.isEmpty else { return nil }
            if known.allSatisfy({ $0.most == 0 }) {
                entry.value.error("\(entry.value.path): there is never any of these")
                return nil
            }
            return ProcedureNeed(known.map(\.name))
        }
        guard let known = pools.first(where: { $0.name == entry.key }) else {
            reader.problems.error(unknown(entry.key, pools), at: entry.keyPlace)
            return nil
        }
        guard let amount = entry.value.count("how many it takes", in: 1...1_000_000) else { return nil }
        if amount > known.most {
            entry.value.error(
                "\(entry.value.path): it takes \(amount) of '\(known.name)', and there are never more than \(known.most)"
            )
            return nil
        }
        return ProcedureNeed([known.name], amount: amount)
    }

    private static func pool(_ reader: NodeReader, _ pools: [ResourcePool]) -> String? {
        guard let known = Self.known(reader, pools) else { return nil }
        if known.most == 0 {
            reader.error("\(reader.path): it takes one of '\(known.name)', and there is never any")
            return nil
        }
        return known.name
    }

    private static func known(_ reader: NodeReader, _ pools: [ResourcePool]) -> ResourcePool? {
        guard let name = reader.text("the name of a pool") else { return nil }
        let known = pools.first { $0.name == name }
        if known == nil { reader.error("\(reader.path): \(unknown(name, pools))") }
        return known
    }

    private static func unknown(_ name: String, _ pools: [ResourcePool]) -> String {
        let names = pools.map(\.name)
        return "'\(name.shortened)' is none of the site's pools"
            + (names.isEmpty ? "; name it under 'pools'" : NearestName.choice(name, among: names))
    }

    // MARK: Streams

    /// The procedure that a stream names.
    static func procedure(_ reader: NodeReader, of stream: DemandStream?, _ names: [String])
        -> String?
    {
        if stream?.isReplay == true || stream?.arrivals.comesCompleted == true {
            reader.error("\(reader.path): these studies come completed; a procedure is for patients who come")
            return nil
        }
        guard let name = reader.text("the name of a procedure") else { return nil }
        if names.contains(name) { return name }
        reader.error(
            "\(reader.path): '\(name.shortened)' is none of the site's procedures"
                + (names.isEmpty
                    ? "; describe it under 'procedures'" : NearestName.choice(name, among: names)))
        return nil
    }
}
