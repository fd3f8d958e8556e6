/// Working hours that come back every week, or every few weeks, in the reader's local time.
public struct Shift: Hashable, Sendable {
    /// The days on which it starts; 0 is Monday.
    public var days: Set<Int>
    /// The minute of the day at which it starts, 0 to 1439.
    public var startMinute: Int
    /// The minute of the day at which it ends, 0 to 1440; not later than the start means on the next day.
    public var endMinute: Int
    /// The weeks in which it is worked; nil means every week.
    public var rota: Rota?
    /// The first date on which it may start; nil means that it always was.
    public var from: LocalDateTime?
    /// The last date on which it may start; nil means that it goes on.
    public var until: LocalDateTime?

    /// Working hours on some days of the week.
    public init(
        days: Set<Int>, startMinute: Int, endMinute: Int, rota: Rota? = nil, from: LocalDateTime? = nil,
        until: LocalDateTime? = nil
    ) {
        self.days = days
        self.startMinute = startMinute
        self.endMinute = endMinute
        self.rota = rota
        self.from = from
        self.until = until
    }
}

/// The weeks in which a shift is worked: every so many, from Monday to Sunday.
public struct Rota: Hashable, Sendable {
    /// Every how many weeks, 1 to 52.
    public var every: Int
    /// A date in one of the weeks in which it is worked.
    public var week: LocalDateTime

    /// Every `every` weeks, the one with the date `week` among them.
    public init(every: Int, week: LocalDateTime) {
        self.every = every
        self.week = week
    }
}

extension Shift {
    /// The largest number of weeks of a rota.
    package static let longestRota = 52

    /// Whether the shift starts on a local day (days since 1970-01-01).
    func starts(onDay day: Int) -> Bool {
        guard days.contains(LocalClock.weekday(ofDay: day)) else { return false }
        if let from, day < from.dayNumber { return false }
        if let until, day > until.dayNumber { return false }
        guard let rota else { return true }
        return (Self.week(ofDay: day) - Self.week(ofDay: rota.week.dayNumber)) % rota.every == 0
    }

    /// The minutes from start to end on a day without a change of clocks.
    var minutes: Int { (endMinute - startMinute + 1439) % 1440 + 1 }

    /// The number of the week, Monday to Sunday, since the one with 1970-01-01.
    private static func week(ofDay day: Int) -> Int {
        let shifted = day + 3
        return shifted >= 0 ? shifted / 7 : (shifted - 6) / 7
    }

    /// Whether there is a minute that belongs to this shift and to another one, rotas and dates considered.
    ///
    /// Both are looked at day by day until their rotas have met in every way that they can: up to 2652 weeks for
    /// rotas without a common divisor, and only where their hours meet at all.
    package func overlaps(_ other: Shift) -> Bool {
        guard hoursMeet(other) else { return false }
        let first = max(from?.dayNumber ?? .min, other.from?.dayNumber ?? .min)
        let last = min(until?.dayNumber ?? .max, other.until?.dayNumber ?? .max)
        let weeks = (rota?.every ?? 1) * (other.rota?.every ?? 1) + 1
        let start = first > .min ? first - 1 : last < .max ? last - 7 * weeks : 0
        for day in start...(start + 7 * weeks) where starts(onDay: day) {
            if last < .max, day > last + 1 { break }
            for next in (day - 1)...(day + 1) where other.starts(onDay: next) {
                let mine = startMinute..<startMinute + minutes
                let shift = (next - day) * 1440
                if mine.overlaps(shift + other.startMinute..<shift + other.startMinute + other.minutes) {
                    return true
                }
            }
        }
        return false
    }

    /// Whether two weekly shifts would share a minute if both were worked every week.
    private func hoursMeet(_ other: Shift) -> Bool {
        func spans(_ shift: Shift) -> [Range<Int>] {
            shift.days.map {
                $0 * 1440 + shift.startMinute..<$0 * 1440 + shift.startMinute + shift.minutes
            }
        }
        let week = 7 * 1440
        return spans(self).contains { a in
            spans(other).contains { b in
                [-week, 0, week].contains { a.overlaps(b.lowerBound + $0..<b.upperBound + $0) }
            }
        }
    }

    /// Whether a break, by its hours and days, lies at least partly in a shift.
    package static func meets(_ pause: Shift, anyOf shifts: [Shift]) -> Bool {
        shifts.contains { $0.hoursMeet(pause) }
    }
}
