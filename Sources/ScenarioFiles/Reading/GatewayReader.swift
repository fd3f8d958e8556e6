import SimulationKernel
import Teleradiology

/// Reads the gateway of a site.
enum GatewayReader {
    static func gateway(_ reader: NodeReader, _ priorities: [PriorityClass]) -> Gateway? {
        guard
            let map = reader.map(
                "a gateway such as '{ concurrency: 2, order: priority, capacity: 100, windows: { routine: 22:00-06:00 } }'",
                keys: ["concurrency", "order", "capacity", "windows", "shaping"])
        else { return nil }
        let concurrency = map.required("concurrency", "2")?.count(
            "a number of studies sent at once", in: 1...10_000)
        let order = map.optional("order")?.choice("order", WorklistOrder.simple.map { ($0.rawValue, $0) })
        let capacity = map.optional("capacity")?.count("a number of studies", in: 1...100_000_000)
        var windows: [Int: [Shift]] = [:]
        for entry in map.optional("windows")?.entries("hours by priority class") ?? [] {
            guard let index = priorities.firstIndex(where: { $0.name == entry.key }) else {
                entry.value.problems.noSuch(
                    "priority class", entry.key, among: priorities.map(\.name), at: entry.keyPlace)
                continue
            }
            if let shifts = shifts(entry.value) { windows[index] = shifts }
        }
        guard let concurrency else { return nil }
        if let capacity, capacity < concurrency {
            map.optional("capacity")?.error(
                "'capacity' (\(capacity)) is less than 'concurrency' (\(concurrency)): a gateway holds what it sends"
            )
        }
        return Gateway(
            concurrency: concurrency, order: order ?? map.fallback("order", .priority),
            capacity: capacity.map { max($0, concurrency) },
            windows: windows, shaping: map.optional("shaping").map(shaping) ?? [])
    }

    /// Limits in some hours, one or a list.
    private static func shaping(_ reader: NodeReader) -> [ShapingWindow] {
        let example = "a limit such as '{ days: Mon-Fri, hours: 08:00-18:00, limit: 20 Mbit/s }'"
        let items: [NodeReader]
        if case .map = reader.node.content { items = [reader] } else { items = reader.items(example) ?? [] }
        return items.compactMap { item in
            guard let map = item.map(example, keys: ["days", "hours", "limit"]) else { return nil }
            let days = map.optional("days").map(WeeklyHours.days) ?? map.everyDay("days")
            let hours =
                map.optional("hours").map(WeeklyHours.hours)
                ?? map.fallback("hours", (0, 1440), as: { _ in "00:00-24:00" })
            let limit = map.required("limit", "20 Mbit/s")?.bandwidth()
            guard let days, let hours, let limit else { return nil }
            return ShapingWindow(
                hours: Shift(days: days, startMinute: hours.start, endMinute: hours.end), limit: limit)
        }
    }

    /// Hours of every day, such as `22:00-06:00`, or a list of days and hours as shifts are.
    private static func shifts(_ reader: NodeReader) -> [Shift]? {
        if case .scalar = reader.node.content {
            guard let hours = WeeklyHours.hours(reader) else { return nil }
            return [Shift(days: Set(0...6), startMinute: hours.start, endMinute: hours.end)]
        }
        var shifts: [Shift] = []
        for item in reader.items(
            "hours such as '22:00-06:00', or a list of '{ days: Mon-Fri, hours: 22:00-06:00 }'") ?? []
        {
            guard
                let map = item.map(
                    "a window such as '{ days: Mon-Fri, hours: 22:00-06:00 }'", keys: ["days", "hours"])
            else { continue }
            let days = map.required("days", "daily").flatMap(WeeklyHours.days)
            let hours = map.required("hours", "22:00-06:00").flatMap(WeeklyHours.hours)
            guard let days, let hours else { continue }
            shifts.append(Shift(days: days, startMinute: hours.start, endMinute: hours.end))
        }
        if case .list(let items) = reader.node.content, items.isEmpty {
            reader.error(
                "\(reader.path): a class that is never sent would wait for ever; leave it out for no limit")
        }
        return shifts.isEmpty ? nil : shifts
    }
}
