/// An instant of simulated time: whole microseconds since the start of the run.
///
/// Integers keep a run identical on every machine and make equal times exactly equal.
/// The event queue stores 52 bits of it, enough for 142 years.
public struct SimulationTime: Hashable, Comparable, Sendable, BitwiseCopyable {
    /// Microseconds since the start of the run.
    public var microseconds: Int64

    /// The instant that lies `microseconds` after the start of the run.
    @inlinable
    public init(microseconds: Int64) { self.microseconds = microseconds }

    /// The start of the run.
    @inlinable
    public static var zero: SimulationTime { SimulationTime(microseconds: 0) }

    /// The last instant that an event can have (2^52 − 1 µs, about 142 years).
    @inlinable
    public static var latest: SimulationTime { SimulationTime(microseconds: (1 << 52) - 1) }

    @inlinable
    public static func < (left: Self, right: Self) -> Bool { left.microseconds < right.microseconds }

    /// The instant `duration` later.
    @inlinable
    public static func + (time: Self, duration: Duration) -> Self {
        Self(microseconds: time.microseconds &+ duration.microseconds)
    }

    /// The instant `duration` earlier.
    @inlinable
    public static func - (time: Self, duration: Duration) -> Self {
        Self(microseconds: time.microseconds &- duration.microseconds)
    }

    /// The time from `earlier` to `later`.
    @inlinable
    public static func - (later: Self, earlier: Self) -> Duration {
        Duration(microseconds: later.microseconds &- earlier.microseconds)
    }
}

extension SimulationTime: CustomStringConvertible {
    public var description: String { "t+\(Duration(microseconds: microseconds))" }
}
