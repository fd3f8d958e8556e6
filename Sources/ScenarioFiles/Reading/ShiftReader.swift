import SimulationKernel
import Teleradiology

/// Reads the `shifts` and `breaks` of a reader group.
struct ShiftReader {
    /// The date on which the scenario starts, in whose week a rota begins that says nothing else.
    let start: LocalDateTime?

    /// Shifts that do not overlap.
    func shifts(_ reader: NodeReader) -> [Shift] {
        var shifts: [Shift] = []
        for item in reader.items("a list of shifts such as '[ { days: daily, hours: 18:00-08:00 } ]'") ?? [] {
            guard let shift = shift(item) else { continue }
            if shifts.contains(where: { $0.overlaps(shift) }) {
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

    private func shift(_ item: NodeReader) -> Shift? {
        guard
            let map = item.map(
                "a shift such as '{ days: daily, hours: 18:00-08:00 }'",
                keys: ["days", "hours", "rota", "from", "until"])
        else { return nil }
        let days = map.required("days", "daily").flatMap(WeeklyHours.days)
        let hours = map.required("hours", "18:00-08:00").flatMap(WeeklyHours.hours)
        let rota = map.optional("rota").flatMap(rota)
        let dates = Self.dates(map)
        guard let days, let hours else { return nil }
        return Shift(
            days: days, startMinute: hours.start, endMinute: hours.end, rota: rota, from: dates.from,
            until: dates.until)
    }

    /// The dates `from` and `until` of a map, the first not behind the last.
    static func dates(_ map: MapReader) -> (from: LocalDateTime?, until: LocalDateTime?) {
        let from = map.optional("from").flatMap(date)
        let until = map.optional("until").flatMap(date)
        if let from, let until, until.isDate(before: from) {
            map.optional("until")?.error("\(map.reader.path): 'until' lies before 'from'")
            return (nil, nil)
        }
        return (from, until)
    }

    /// A date without a time of day.
    static func date(_ reader: NodeReader) -> LocalDateTime? {
        guard let text = reader.text("a date such as '2026-03-02'") else { return nil }
        if text.contains("T") || text.contains(" ") {
            reader.error("\(reader.path): '\(text)' has a time of day; write a date such as '2026-03-02'")
            return nil
        }
        return ScenarioReader.dateTime(reader)
    }

    /// `{ every: 2 w, week: 2026-03-09 }`; the week may be left out, and is then that of the scenario's start.
    private func rota(_ reader: NodeReader) -> Rota? {
        guard
            let map = reader.map(
                "a rota such as '{ every: 2 w, week: 2026-03-09 }'", keys: ["every", "week"])
        else { return nil }
        let every = map.required("every", "2 w").flatMap(weeks)
        let week = map.optional("week").flatMap(Self.date)
        if map.optional("week") != nil, week == nil { return nil }
        guard let every, let week = week ?? start else { return nil }
        return Rota(every: every, week: week)
    }

    private func weeks(_ reader: NodeReader) -> Int? {
        guard let span = reader.duration("a number of weeks such as '2 w'") else { return nil }
        let weeks = span.seconds / 604_800
        guard weeks == weeks.rounded(), (1...52).contains(weeks) else {
            reader.error("\(reader.path): '\(reader.node.shown)' is not 1 to 52 whole weeks such as '2 w'")
            return nil
        }
        return Int(weeks)
    }

    /// Breaks such as `[ 12:00-12:30, { days: Mon-Fri, hours: 15:00-15:15 } ]`, each of which meets a shift.
    func breaks(_ reader: NodeReader, within shifts: [Shift]) -> [Shift] {
        var breaks: [Shift] = []
        let expected = "breaks such as '12:00-12:30' or '[ { days: Mon-Fri, hours: 12:00-12:30 } ]'"
        for item in reader.items(expected, allowsSingle: true) ?? [] {
            var days: Set<Int>? = Set(0...6)
            var hours: (start: Int, end: Int)?
            if case .map = item.node.content {
                guard let map = item.map(expected, keys: ["days", "hours"]) else { continue }
                if let given = map.optional("days") { days = WeeklyHours.days(given) }
                hours = map.required("hours", "12:00-12:30").flatMap(WeeklyHours.hours)
            } else {
                hours = WeeklyHours.hours(item)
            }
            guard let days, let hours else { continue }
            let pause = Shift(days: days, startMinute: hours.start, endMinute: hours.end)
            if !Shift.meets(pause, anyOf: shifts) {
                item.error("\(item.path): the break lies in no shift of the group")
            }
            breaks.append(pause)
        }
        return breaks
    }
}

extension LocalDateTime {
    /// Whether its date lies before another's.
    func isDate(before other: LocalDateTime) -> Bool {
        (year, month, day) < (other.year, other.month, other.day)
    }
}
