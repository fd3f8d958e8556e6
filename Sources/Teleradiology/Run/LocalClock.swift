import Foundation
import SimulationKernel

/// The wall clock of a time zone over simulated time: offsets from UTC as a short sorted table.
///
/// Made once when a model is compiled; reading it needs no calendar. Behind the horizon the last offset stays.
struct LocalClock: Sendable {
    private struct Period {
        /// When the offset begins to hold.
        let start: SimulationTime
        /// Local time minus UTC.
        let offset: Duration
    }

    private static let microsecondsPerDay: Int64 = 86_400_000_000

    private let periods: [Period]
    /// Simulated time zero, in microseconds since 1970-01-01 UTC.
    private let origin: Int64

    /// The clock of `timeZone` for a run that begins at `start` UTC (seconds since 1970).
    ///
    /// Offsets are looked up until `horizon` and a year beyond.
    init(timeZone: TimeZone, startSeconds: Int64, horizon: Duration) {
        origin = startSeconds * 1_000_000
        func offset(_ second: Int64) -> Int {
            timeZone.secondsFromGMT(for: Date(timeIntervalSince1970: Double(second)))
        }
        // Days before the start matter to shifts that began the evening before.
        var second = startSeconds - 8 * 86_400
        let end = startSeconds + Int64(horizon.seconds) + 400 * 86_400
        var present = offset(second)
        var periods = [
            Period(
                start: SimulationTime(microseconds: (second - startSeconds) * 1_000_000),
                offset: .seconds(Double(present)))
        ]
        while second < end {
            let next = second + 43_200
            if offset(next) != present {
                var low = second
                var high = next
                while high - low > 1 {
                    let middle = (low + high) / 2
                    if offset(middle) == present { low = middle } else { high = middle }
                }
                present = offset(next)
                periods.append(
                    Period(
                        start: SimulationTime(microseconds: (high - startSeconds) * 1_000_000),
                        offset: .seconds(Double(present))))
            }
            second = next
        }
        self.periods = periods
    }

    /// The offset that holds at an instant, and when the next one begins.
    private func period(at time: SimulationTime) -> (offset: Duration, end: SimulationTime) {
        var low = 0
        var high = periods.count
        while high - low > 1 {
            let middle = (low + high) / 2
            if periods[middle].start <= time { low = middle } else { high = middle }
        }
        return (periods[low].offset, high < periods.count ? periods[high].start : .latest)
    }

    /// The hour of the local week at an instant (0 is Monday 00:00 to 01:00), and when it ends.
    func hourOfWeek(at time: SimulationTime) -> (hour: Int, end: SimulationTime) {
        let (offset, periodEnd) = period(at: time)
        // 1970-01-01 was a Thursday.
        let local = origin + time.microseconds + offset.microseconds + 3 * Self.microsecondsPerDay
        let hours = Int64((Double(local) / 3.6e9).rounded(.down))
        let hourEnd = time + Duration(microseconds: (hours + 1) * 3_600_000_000 - local)
        return (Int(((hours % 168) + 168) % 168), min(hourEnd, periodEnd))
    }

    /// The local day (days since 1970-01-01) at an instant.
    func day(at time: SimulationTime) -> Int {
        let local = origin + time.microseconds + period(at: time).offset.microseconds
        return Int((Double(local) / Double(Self.microsecondsPerDay)).rounded(.down))
    }

    /// The time since local midnight by the wall clock at an instant.
    func timeOfDay(at time: SimulationTime) -> Duration {
        let local = origin + time.microseconds + period(at: time).offset.microseconds
        let inDay = local % Self.microsecondsPerDay
        return Duration(microseconds: inDay < 0 ? inDay + Self.microsecondsPerDay : inDay)
    }

    /// The instant of a local day and minute.
    ///
    /// A wall time that comes twice, when clocks go back, means the first; one that is skipped, when they go
    /// forward, means the instant at which they do.
    func time(day: Int, minute: Int) -> SimulationTime {
        let local = Int64(day) * Self.microsecondsPerDay + Int64(minute) * 60_000_000 - origin
        for (index, period) in periods.enumerated() {
            let candidate = SimulationTime(microseconds: local - period.offset.microseconds)
            if candidate < period.start, index > 0 { return period.start }
            if index + 1 == periods.count || candidate < periods[index + 1].start { return candidate }
        }
        return .zero
    }

    /// The day of the week of a local day; 0 is Monday.
    static func weekday(ofDay day: Int) -> Int { (((day + 3) % 7) + 7) % 7 }
}

extension LocalDateTime {
    /// Days since 1970-01-01 of the date.
    ///
    /// H. Hinnant's civil calendar arithmetic.
    var dayNumber: Int {
        let shiftedYear = month <= 2 ? year - 1 : year
        let era = (shiftedYear >= 0 ? shiftedYear : shiftedYear - 399) / 400
        let yearOfEra = shiftedYear - era * 400
        let dayOfYear = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1
        let dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
        return era * 146_097 + dayOfEra - 719_468
    }

    /// Seconds since 1970-01-01 UTC of this wall time in a time zone.
    package func secondsSince1970(in timeZone: TimeZone) -> Int64 {
        let local = Int64(dayNumber) * 86_400 + Int64(hour * 3600 + minute * 60 + second)
        var seconds = local
        for _ in 0..<2 {
            seconds =
                local - Int64(timeZone.secondsFromGMT(for: Date(timeIntervalSince1970: Double(seconds))))
        }
        return seconds
    }
}
