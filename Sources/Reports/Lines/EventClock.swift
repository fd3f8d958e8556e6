import Foundation
import SimulationKernel
import Teleradiology

/// Writes instants of a run as RFC 3339 times in UTC with microseconds: `2026-03-02T00:01:40.000000Z`.
///
/// Dates of the days that were met last, and the minutes of a day, are kept ready.
struct EventClock {
    /// The date of a day, as it stands before the time.
    private struct Day {
        /// Since 1970.
        var number = Int64.min
        /// `2026-03-02T`.
        var date = SIMD16<UInt8>()
    }

    /// The start of the run in microseconds since 1970.
    private let start: Int64
    /// Each day at the place of its lowest bits.
    private var days = [Day](repeating: Day(), count: 64)
    /// By minute of the day: `00:01:`, the first in the lowest byte.
    private let minutes: [UInt64]

    private static let dayLength: Int64 = 86_400_000_000
    private static let minuteLength: Int64 = 60_000_000

    init(_ scenario: Scenario) { self.init(secondsSince1970: scenario.secondsSince1970AtStart) }

    /// A clock of times that count from an instant.
    init(secondsSince1970 start: Int64) {
        self.start = start * 1_000_000
        minutes = (0..<1440).map { minute in
            Self.word("\(Self.padded(minute / 60, 2)):\(Self.padded(minute % 60, 2)):")
        }
    }

    /// Writes an instant.
    @inline(__always)
    mutating func append(_ time: SimulationTime, to line: inout LinePen) {
        let instant = start &+ time.microseconds
        // Rounded down also before 1970.
        let day = (instant &- (instant < 0 ? Self.dayLength - 1 : 0)) / Self.dayLength
        let place = Int(day & 63)
        if days[place].number != day { days[place] = Self.day(day) }
        let (minute, micros) = (instant &- day &* Self.dayLength)
            .quotientAndRemainder(dividingBy: Self.minuteLength)
        let digits = DecimalDigits(UInt32(truncatingIfNeeded: micros)).ascii
        line.append(days[place].date, count: 11)
        line.append(minutes[Int(minute)], count: 6)
        line.append(digits, count: 2)
        line.append(UInt8(ascii: "."))
        line.append(digits >> 16, count: 6)
        line.append(UInt8(ascii: "Z"))
    }

    @inline(never)
    private static func day(_ number: Int64) -> Day {
        var calendar = Calendar(identifier: .gregorian)
        calendar.timeZone = .gmt
        let parts = calendar.dateComponents(
            [.year, .month, .day], from: Date(timeIntervalSince1970: Double(number) * 86_400))
        let date =
            "\(padded(parts.year ?? 0, 4))-\(padded(parts.month ?? 0, 2))-\(padded(parts.day ?? 0, 2))T"
        var day = Day(number: number)
        for (place, byte) in date.utf8.prefix(11).enumerated() { day.date[place] = byte }
        return day
    }

    /// The bytes of a short text, the first in the lowest byte.
    private static func word(_ text: String) -> UInt64 {
        text.utf8.reversed().reduce(0) { $0 << 8 | UInt64($1) }
    }

    private static func padded(_ value: Int, _ width: Int) -> String {
        let digits = String(value)
        return String(repeating: "0", count: max(0, width - digits.count)) + digits
    }
}

extension Scenario {
    /// The start of the run in seconds since 1970.
    var secondsSince1970AtStart: Int64 {
        start.secondsSince1970(in: TimeZone(identifier: timeZone) ?? .gmt)
    }
}
