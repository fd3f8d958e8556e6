import SimulationKernel

/// When the readers of a group come on and go off shift, on the simulated clock.
struct ShiftCalendar: Sendable {
    let shifts: [Shift]
    let clock: LocalClock

    /// Whether the group is on shift at an instant.
    func isOnShift(at time: SimulationTime) -> Bool {
        shifts.isEmpty || spans(around: time).contains { $0.start <= time && time < $0.end }
    }

    /// The first instant after `time` at which the group comes on (true) or goes off shift (false).
    ///
    /// Nil when it never changes: no shifts at all, or shifts that leave no gap.
    func nextChange(after time: SimulationTime) -> (time: SimulationTime, isOn: Bool)? {
        guard !shifts.isEmpty else { return nil }
        let spans = spans(around: time)
        for span in spans {
            if span.start > time { return (span.start, true) }
            // The last span may go on beyond the days looked at: it has no end that is known yet.
            if span.end > time, span != spans.last { return (span.end, false) }
        }
        return nil
    }

    private struct Span: Equatable {
        var start: SimulationTime
        var end: SimulationTime
    }

    /// The spans on shift of the days around an instant, in order, joined where they touch.
    private func spans(around time: SimulationTime) -> [Span] {
        let today = clock.day(at: time)
        var spans: [Span] = []
        for day in (today - 2)...(today + 10) {
            for shift in shifts where shift.days.contains(LocalClock.weekday(ofDay: day)) {
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
