/// The time average and the maximum of a whole-number level, such as a queue's length or the busy servers.
///
/// The level is state, not a difference of counts: forgetting the warm-up leaves it as it is. The integral
/// is an exact integer, so conservation laws (Little's, busy time) can be checked without tolerance.
public struct LevelTally: Sendable, Hashable, BitwiseCopyable {
    /// The present level.
    public private(set) var level: Int = 0
    /// The highest level since the last ``restart(at:)``.
    public private(set) var maximum: Int = 0
    private var integral: Int128 = 0
    private var since = SimulationTime.zero
    private var start = SimulationTime.zero

    /// A level of zero from time zero on.
    public init() {}

    /// Changes the level by `difference` at an instant not before the last change.
    public mutating func add(_ difference: Int, at time: SimulationTime) {
        settle(at: time)
        level &+= difference
        if level > maximum { maximum = level }
    }

    /// Forgets the past, keeps the level.
    public mutating func restart(at time: SimulationTime) {
        settle(at: time)
        integral = 0
        maximum = level
        start = time
    }

    /// The integral of the level since the last restart, in level × µs.
    public func integral(until time: SimulationTime) -> Int128 {
        integral + Int128(level) * Int128((time - since).microseconds)
    }

    /// The time average of the level since the last restart; 0 over no time.
    public func mean(until time: SimulationTime) -> Double {
        let span = (time - start).microseconds
        return span > 0 ? Double(integral(until: time)) / Double(span) : 0
    }

    private mutating func settle(at time: SimulationTime) {
        integral &+= Int128(level) &* Int128((time - since).microseconds)
        since = time
    }
}
