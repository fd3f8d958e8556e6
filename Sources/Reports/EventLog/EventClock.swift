import Foundation
import SimulationKernel
import Teleradiology

/// Writes instants of a run as RFC 3339 times in UTC with microseconds: `2026-03-02T00:01:40.000000Z`.
///
/// The date is kept until the day is over; hours and minutes are made ready.
struct EventClock {
    /// The start of the run in seconds since 1970.
    private let start: Int64
    private var day = Int64.min
    private var date = LinePieces([""])
    /// By minute of the day: `00:01:`.
    private let minutes: LinePieces

    /// The bytes of an instant.
    static let length = 27

    init(_ scenario: Scenario) { self.init(secondsSince1970: scenario.secondsSince1970AtStart) }

    /// A clock of times that count from an instant.
    init(secondsSince1970 start: Int64) {
        self.start = start
        minutes = LinePieces(
            (0..<1440).map { "\(Self.padded($0 / 60, 2)):\(Self.padded($0 % 60, 2)):" })
    }

    /// Writes an instant.
    mutating func append(_ time: SimulationTime, to line: inout LineBuffer) {
        var (second, micros) = time.microseconds.quotientAndRemainder(dividingBy: 1_000_000)
        if micros < 0 {
            second -= 1
            micros += 1_000_000
        }
        let seconds = start + second
        // Rounded down also before 1970.
        let day = (seconds - (seconds < 0 ? 86_399 : 0)) / 86_400
        if day != self.day {
            self.day = day
            date = LinePieces([Self.date(day)])
        }
        let ofDay = Int(seconds - day * 86_400)
        line.append(date, 0)
        line.append(minutes, ofDay / 60)
        line.append(number: ofDay % 60, width: 2)
        line.append(".")
        line.append(number: Int(micros), width: 6)
        line.append("Z")
    }

    /// `2026-03-02T`, for a day counted from 1970.
    private static func date(_ day: Int64) -> String {
        var calendar = Calendar(identifier: .gregorian)
        calendar.timeZone = .gmt
        let parts = calendar.dateComponents(
            [.year, .month, .day], from: Date(timeIntervalSince1970: Double(day) * 86_400))
        return "\(padded(parts.year ?? 0, 4))-\(padded(parts.month ?? 0, 2))-\(padded(parts.day ?? 0, 2))T"
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
