/// A span of simulated time: whole microseconds, negative for the past.
///
/// It takes the place of the standard library's `Duration`, whose 128-bit attoseconds
/// have no use in a simulation of days and cost twice the memory in every event.
public struct Duration: Hashable, Comparable, Sendable, BitwiseCopyable {
    /// The span in microseconds.
    public var microseconds: Int64

    /// A span of whole microseconds.
    @inlinable
    public init(microseconds: Int64) { self.microseconds = microseconds }

    /// A span of seconds, rounded to the nearest microsecond, halves to the even one.
    ///
    /// Values beyond ±142 years, and NaN, are clamped to that range (NaN to zero).
    @inlinable @inline(__always)
    public init(seconds: Double) { self.init(roundedMicroseconds: seconds * 1_000_000) }

    @inlinable @inline(__always)
    init(roundedMicroseconds exact: Double) {
        if _fastPath(abs(exact) < 0x1p51) {
            // Adding 1.5 × 2^52 leaves the nearest integer in the low bits: a tenth of the cost of the C library's
            // rounding, and no trap to check for.
            let magic = 0x1.8p52
            microseconds = Int64(bitPattern: (exact + magic).bitPattern &- magic.bitPattern)
        } else {
            let limit = 4_503_599_627_370_495.0
            microseconds =
                exact.isNaN ? 0 : Int64(Swift.max(-limit, Swift.min(limit, exact.rounded(.toNearestOrEven))))
        }
    }

    /// No time at all.
    @inlinable
    public static var zero: Duration { Duration(microseconds: 0) }

    /// A span of `count` seconds.
    @inlinable
    public static func seconds(_ count: Double) -> Duration { Duration(seconds: count) }

    /// A span of `count` minutes.
    @inlinable
    public static func minutes(_ count: Double) -> Duration { Duration(seconds: count * 60) }

    /// A span of `count` hours.
    @inlinable
    public static func hours(_ count: Double) -> Duration { Duration(seconds: count * 3600) }

    /// A span of `count` days of 24 hours.
    @inlinable
    public static func days(_ count: Double) -> Duration { Duration(seconds: count * 86_400) }

    /// The span in seconds.
    @inlinable
    public var seconds: Double { Double(microseconds) / 1_000_000 }

    @inlinable
    public static func < (left: Self, right: Self) -> Bool { left.microseconds < right.microseconds }

    /// The sum of two spans.
    @inlinable
    public static func + (left: Self, right: Self) -> Self {
        Self(microseconds: left.microseconds &+ right.microseconds)
    }

    /// The difference of two spans.
    @inlinable
    public static func - (left: Self, right: Self) -> Self {
        Self(microseconds: left.microseconds &- right.microseconds)
    }

    /// The span multiplied by a factor, rounded to the nearest microsecond and clamped as
    /// ``init(seconds:)`` does.
    @inlinable
    public static func * (span: Self, factor: Double) -> Self {
        Self(roundedMicroseconds: Double(span.microseconds) * factor)
    }

    /// Adds a span.
    @inlinable
    public static func += (left: inout Self, right: Self) { left = left + right }
}

extension Duration: CustomStringConvertible {
    /// The span in the unit a person would choose: `850 ms`, `12.5 s`, `3.2 min`, `7.5 h`, `12 d`.
    public var description: String {
        let magnitude = abs(seconds)
        func rounded(_ value: Double) -> String {
            let text = String((value * 100).rounded() / 100)
            return text.hasSuffix(".0") ? String(text.dropLast(2)) : text
        }
        return switch magnitude {
        case 0: "0 s"
        case ..<0.001: "\(microseconds) µs"
        case ..<1: "\(rounded(seconds * 1000)) ms"
        case ..<120: "\(rounded(seconds)) s"
        case 3600..<7200 where microseconds % 3_600_000_000 == 0: "\(rounded(seconds / 3600)) h"
        case ..<7200: "\(rounded(seconds / 60)) min"
        case ..<172_800: "\(rounded(seconds / 3600)) h"
        default: "\(rounded(seconds / 86_400)) d"
        }
    }
}
