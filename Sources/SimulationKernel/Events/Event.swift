/// What happens at an instant: one of 64 kinds that the model chooses, and the index of what it happens to.
///
/// An event is four bytes, so that a scheduled one fits in sixteen and four siblings of a heap in a cache line.
public struct Event: Hashable, Sendable, BitwiseCopyable {
    /// Kind in the upper 6 bits, index in the lower 26.
    @usableFromInline let bits: UInt32

    @inlinable
    init(bits: UInt32) { self.bits = bits }

    /// An event of the given kind (0..<64) that concerns the entity with this index (0..<2^26).
    @inlinable
    public init(kind: UInt32, index: Int) {
        assert(kind < 64 && index >= 0 && index <= Event.largestIndex)
        bits = kind &<< 26 | UInt32(truncatingIfNeeded: index)
    }

    /// The kind, 0..<64.
    @inlinable
    public var kind: UInt32 { bits &>> 26 }

    /// The index of the entity concerned.
    @inlinable
    public var index: Int { Int(bits & 0x3FF_FFFF) }

    /// The largest index an event can carry.
    @inlinable
    public static var largestIndex: Int { 0x3FF_FFFF }
}

/// An event with its place in the order of all events, as one number that queues compare.
///
/// From the highest bit: time in microseconds (52 bits), sequence number (43 bits, so equal times come out
/// in the order of scheduling), whether a timer set it (1 bit), event or timer number (32 bits).
public struct ScheduledEvent: Comparable, Sendable, BitwiseCopyable {
    /// The number that orders events.
    public let key: UInt128

    @inlinable
    init(key: UInt128) { self.key = key }

    @inlinable
    init(time: SimulationTime, sequence: UInt64, isTimer: Bool, payload: UInt32) {
        let low = sequence &<< 33 | (isTimer ? 1 &<< 32 : 0) | UInt64(payload)
        let high = UInt64(bitPattern: time.microseconds) &<< 12 | sequence &>> 31
        key = UInt128(high) &<< 64 | UInt128(low)
    }

    /// An event for use with a queue alone, without a ``Simulation``; `sequence` is taken modulo 2^43.
    @inlinable
    public init(time: SimulationTime, sequence: UInt64, event: Event) {
        self.init(time: time, sequence: sequence & (1 &<< 43 - 1), isTimer: false, payload: event.bits)
    }

    /// When it happens.
    @inlinable
    public var time: SimulationTime {
        SimulationTime(microseconds: Int64(truncatingIfNeeded: UInt64(truncatingIfNeeded: key &>> 64) &>> 12))
    }

    /// The sequence number, modulo 2^43.
    @inlinable
    public var sequence: UInt64 {
        UInt64(truncatingIfNeeded: key &>> 33) & (1 &<< 43 - 1)
    }

    /// Time and the upper bits of the sequence number: equal only for events of one instant.
    @inlinable
    var high: UInt64 { UInt64(truncatingIfNeeded: key &>> 64) }

    @inlinable
    var isTimer: Bool { UInt64(truncatingIfNeeded: key) & 1 &<< 32 != 0 }

    @inlinable
    var payload: UInt32 { UInt32(truncatingIfNeeded: key) }

    /// What happens.
    @inlinable
    public var event: Event { Event(bits: payload) }

    @inlinable
    public static func < (left: Self, right: Self) -> Bool { left.key < right.key }
    @inlinable
    public static func == (left: Self, right: Self) -> Bool { left.key == right.key }
}
