import SimulationKernel

/// When the readers of a group come on and go off shift, on the simulated clock.
///
/// Hours are wall time. A time that comes twice, when clocks go back, means the first; one that is skipped, when they go
/// forward, means the instant at which they do. So a shift from 22:00 to 06:00 lasts seven hours in the night in which
/// clocks go forward, and nine when they go back. Shifts that touch are one; breaks cut pieces out of them.
struct ShiftCalendar: Sendable {
    private(set) var shifts: [Shift]
    let breaks: [Shift]
    let clock: LocalClock
    /// The last day that any date of the shifts names.
    private var lastNamedDay: Int
    /// Hours outside which the shifts do not hold, by a clock of their own.
    private var limits: (hours: [Shift], clock: LocalClock)?

    init(shifts: [Shift], breaks: [Shift] = [], clock: LocalClock) {
        self.shifts = shifts
        self.breaks = breaks
        self.clock = clock
        lastNamedDay = shifts.flatMap { [$0.from, $0.until] }.compactMap { $0?.dayNumber }.max() ?? .min
    }

    /// Lets the shifts hold only where they meet some hours, by another clock; always means these hours then.
    mutating func limit(to hours: [Shift], clock: LocalClock) {
        if shifts.isEmpty { shifts = [Shift(days: Set(0...6), startMinute: 0, endMinute: 1440)] }
        limits = (hours, clock)
        let named = hours.flatMap { [$0.from, $0.until] }.compactMap { $0?.dayNumber }.max() ?? .min
        lastNamedDay = max(lastNamedDay, named)
    }

    /// Whether the group is on shift at an instant, and not in a break.
    func isOnShift(at time: SimulationTime) -> Bool {
        shifts.isEmpty || pieces(around: clock.day(at: time)).contains { $0.start <= time && time < $0.end }
    }

    /// When the shift began that an instant lies in, breaks not considered; nil outside shifts, and for shifts that
    /// leave no gap.
    func shiftStart(at time: SimulationTime) -> SimulationTime? {
        let today = clock.day(at: time)
        let spans = work(days: today - 9...today)
        guard let span = spans.first(where: { $0.start <= time && time < $0.end }) else { return nil }
        return span.start >= clock.time(day: today - 8, minute: 0) ? span.start : nil
    }

    /// Whether the shifts leave a gap at some time in the year around an instant.
    func leavesGap(around time: SimulationTime) -> Bool {
        guard !shifts.isEmpty else { return false }
        var whole = ShiftCalendar(shifts: shifts, clock: clock)
        whole.limits = limits
        return !whole.isOnShift(at: time) || whole.nextChange(after: time) != nil
    }

    /// The first instant after `time` at which the group comes on (true) or goes off shift (false), breaks included.
    ///
    /// Nil when it never changes: no shifts at all, shifts that leave no gap, or no further shift.
    func nextChange(after time: SimulationTime) -> (time: SimulationTime, isOn: Bool)? {
        guard !shifts.isEmpty else { return nil }
        var day = clock.day(at: time)
        let last = max(day, lastNamedDay) + 7 * (Shift.longestRota + 2)
        var isOn = false
        while day <= last {
            let pieces = pieces(around: day)
            // What ends at the edge of the days looked at may go on behind them.
            let edge = clock.time(day: day + Self.daysAfter + 1, minute: 0)
            for piece in pieces where piece.end > time {
                if piece.start > time, !isOn { return (piece.start, true) }
                if piece.end < edge { return (piece.end, false) }
                isOn = true
            }
            day += Self.daysAfter - 1
        }
        return nil
    }

    private struct Span: Equatable {
        var start: SimulationTime
        var end: SimulationTime
    }

    private static let daysAfter = 10

    /// The spans on shift that start on some days, breaks not considered.
    private func work(days: ClosedRange<Int>) -> [Span] {
        let work = spans(of: shifts, days: days, clock)
        guard let limits else { return work }
        // A day on one side of the world reaches into the days beside it on the other.
        let open = spans(of: limits.hours, days: days.lowerBound - 2...days.upperBound + 2, limits.clock)
        return work.flatMap { span in
            open.compactMap { hours in
                let common = Span(start: max(span.start, hours.start), end: min(span.end, hours.end))
                return common.start < common.end ? common : nil
            }
        }
    }

    /// The spans on shift and not in a break.
    private func pieces(around day: Int) -> [Span] {
        let days = day - 2...day + Self.daysAfter
        let work = work(days: days)
        guard !breaks.isEmpty else { return work }
        let pauses = spans(of: breaks, days: days, clock)
        return work.flatMap { span in
            var pieces: [Span] = []
            var start = span.start
            for pause in pauses where pause.end > span.start && pause.start < span.end {
                if pause.start > start { pieces.append(Span(start: start, end: pause.start)) }
                start = max(start, pause.end)
            }
            if start < span.end { pieces.append(Span(start: start, end: span.end)) }
            return pieces
        }
    }

    /// The spans of shifts, or of breaks, that start on some days, in order, joined where they touch.
    private func spans(of shifts: [Shift], days: ClosedRange<Int>, _ clock: LocalClock) -> [Span] {
        var spans: [Span] = []
        for day in days {
            for shift in shifts where shift.starts(onDay: day) {
                let overnight = shift.endMinute <= shift.startMinute
                spans.append(
                    Span(
                        start: clock.time(day: day, minute: shift.startMinute),
                        end: clock.time(day: overnight ? day + 1 : day, minute: shift.endMinute)))
            }
        }
        spans.sort { ($0.start, $0.end) < ($1.start, $1.end) }
        var joined: [Span] = []
        for span in spans where span.end > span.start {
            if let last = joined.last, span.start <= last.end {
                joined[joined.count - 1].end = max(last.end, span.end)
            } else {
                joined.append(span)
            }
        }
        return joined
    }
}
