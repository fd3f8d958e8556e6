import SimulationKernel
import Teleradiology

/// Reads what is planned by the clock: booked lists and surges.
enum ScheduleReader {
    private static let slotExample =
        "appointments such as '{ days: Mon-Fri, at: [ 08:00, 08:20 ] }' or '{ days: Mon-Fri, hours: 08:00-17:00, every: 20 min }'"

    /// `schedule:`, one map or a list of them; shares of no-shows and lateness are those of the whole book.
    static func book(_ reader: NodeReader) -> AppointmentBook? {
        let items: [NodeReader]
        if case .map = reader.node.content {
            items = [reader]
        } else {
            items = reader.items(slotExample) ?? []
        }
        var book = AppointmentBook(slots: [])
        for (index, item) in items.enumerated() {
            guard
                let map = item.map(
                    slotExample, keys: ["days", "at", "hours", "every", "no_show", "lateness"])
            else { continue }
            if index > 0 {
                for key in ["no_show", "lateness"] {
                    map.optional(key)?.error(
                        "'\(key)' holds for all appointments of a stream: it goes with the first")
                }
            }
            if index == 0 {
                book.noShowShare =
                    map.optional("no_show")?.share()
                    ?? map.fallback("no_show", book.noShowShare, as: NumberShown.share)
            }
            if let lateness = map.optional("lateness")?.distribution(.seconds) {
                book.latenessSeconds = lateness
            }
            if let slots = slots(map) { book.slots.append(slots) }
        }
        return book.slots.isEmpty ? nil : book
    }

    private static func slots(_ map: MapReader) -> AppointmentSlots? {
        let days = map.optional("days").map(WeeklyHours.days) ?? map.everyDay("days")
        var minutes: [Int]?
        if let times = map.optional("at") {
            for key in ["hours", "every"] { map.optional(key)?.error("'\(key)' does not go with 'at'") }
            minutes = times.items("times such as '[ 08:00, 08:20 ]'", allowsSingle: true)?.compactMap(minute)
            if minutes?.isEmpty == true {
                times.error("\(times.path): there must be a time such as '08:00'")
                return nil
            }
        } else {
            let hours = map.required("hours", "08:00-17:00").flatMap(WeeklyHours.hours)
            let every = map.required("every", "20 min")
            let span = every?.duration("a time between appointments such as '20 min'")
            guard let hours, let every, let span else { return nil }
            let step = Int((span.seconds / 60).rounded())
            guard step >= 1, abs(span.seconds - Double(step) * 60) < 1e-9 else {
                every.error("\(every.path): appointments are whole minutes apart, such as '20 min'")
                return nil
            }
            guard hours.end > hours.start else {
                map.optional("hours")?.error(
                    "\(map.reader.path).hours: appointments lie within a day, such as '08:00-17:00'")
                return nil
            }
            minutes = Array(stride(from: hours.start, to: hours.end, by: step))
        }
        guard let days, let minutes else { return nil }
        return AppointmentSlots(days: days, minutes: minutes)
    }

    private static func minute(_ reader: NodeReader) -> Int? {
        guard let text = reader.text("a time such as '08:20'") else { return nil }
        if let minute = WeeklyHours.minute(text[...]), minute < 1440 { return minute }
        reader.error("'\(reader.node.shown)' is no time such as '08:20'")
        return nil
    }

    /// `surge:`, one or a list.
    static func surges(_ reader: NodeReader) -> [Surge] {
        let example = "a surge such as '{ at: 2026-03-04T18:00, for: 6 h, factor: 200 % }'"
        let items: [NodeReader]
        if case .map = reader.node.content { items = [reader] } else { items = reader.items(example) ?? [] }
        return items.compactMap { item in
            guard let map = item.map(example, keys: ["at", "for", "factor"]) else { return nil }
            let start = map.required("at", "2026-03-04T18:00").flatMap(ScenarioReader.dateTime)
            let length = map.required("for", "6 h")?.duration("a duration such as '6 h'")
            let factor = map.required("factor", "200 %")?.factor()
            guard let start, let length, let factor else { return nil }
            guard length > .zero else {
                map.optional("for")?.error("\(item.path): 'for' must be above zero")
                return nil
            }
            return Surge(start: start, length: length, factor: factor)
        }
    }
}
