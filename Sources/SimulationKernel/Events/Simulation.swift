/// The clock and the future events of one run.
///
/// A model is a loop: ask for the next event, advance, act, schedule what follows.
///
///     var simulation = Simulation<LazyQuaternaryHeap>()
///     simulation.schedule(Event(kind: 0, index: 0), after: .seconds(1))
///     while let event = simulation.next(notAfter: end) {
///         switch event.kind { … }
///     }
///
/// Events of one instant come out in the order in which they were scheduled. Every event handed out goes
/// into ``fingerprint``, so that two runs that print the same fingerprint did the same things at the same
/// times. Nothing here allocates once the queue has reached its largest size.
public struct Simulation<Queue: EventQueue & ~Copyable>: ~Copyable {
    /// The present instant: that of the event handed out last.
    @inlinable
    public var now: SimulationTime { clock }
    /// The number of events handed out: all that were scheduled but those still queued or discarded.
    @inlinable
    public var eventCount: UInt64 { sequence &- UInt64(queue.count) &- discardedCount }
    /// A hash of time, kind and index of each event handed out, in order.
    @inlinable
    public var fingerprint: UInt64 { hash }

    @usableFromInline var clock = SimulationTime.zero
    @usableFromInline var hash: UInt64 = 0x9E37_79B9_7F4A_7C15
    @usableFromInline var queue: Queue
    @usableFromInline var sequence: UInt64 = 0
    @usableFromInline var timers = Pool<TimerState>()
    @usableFromInline var staleCount = 0
    /// Stale settings that have left the queue.
    @usableFromInline var discardedCount: UInt64 = 0

    /// A run at time zero without events, with room for `capacity` of them.
    @inlinable
    public init(capacity: Int = 64) { queue = Queue(capacity: capacity) }

    /// The number of events that wait for their time.
    @inlinable
    public var pendingCount: Int { queue.count &- staleCount }

    /// Schedules an event; O(log n).
    ///
    /// An instant in the past counts as the present, one beyond ``SimulationTime/latest`` as that, so the
    /// clock never runs backwards whatever a distribution yields.
    @inlinable @inline(__always)
    public mutating func schedule(_ event: Event, at time: SimulationTime) {
        queue.push(
            ScheduledEvent(
                time: reachable(time), sequence: sequence, isTimer: false, payload: event.bits))
        sequence &+= 1
    }

    /// The instant itself, or the nearest one that an event can have; a branch that is always predicted, and so
    /// delays nothing.
    @inlinable @inline(__always)
    func reachable(_ time: SimulationTime) -> SimulationTime {
        if _fastPath(time >= clock && time <= .latest) { return time }
        return max(clock, min(time, .latest))
    }

    /// Schedules an event after a span, with the bounds of ``schedule(_:at:)``; O(log n).
    @inlinable @inline(__always)
    public mutating func schedule(_ event: Event, after span: Duration) { schedule(event, at: now + span) }

    /// Advances the clock to the next event and hands it out; nil when none is left up to `limit`.
    ///
    /// Without an event the clock stays; an event later than `limit` stays scheduled.
    @inlinable @inline(__always)
    public mutating func next(notAfter limit: SimulationTime = .latest) -> Event? {
        while let scheduled = queue.pop(notAfter: limit) {
            var event = scheduled.event
            if _slowPath(scheduled.isTimer) {
                guard let fired = fire(scheduled) else { continue }
                event = fired
            }
            return handOut(event, at: scheduled.time)
        }
        return nil
    }

    @inlinable @inline(__always)
    mutating func handOut(_ event: Event, at time: SimulationTime) -> Event {
        clock = time
        hash = (hash &<< 23 | hash &>> 41) ^ UInt64(bitPattern: time.microseconds)
        hash = hash &* 0x9FB2_1C65_1E98_DF25 &+ UInt64(event.bits)
        return event
    }
}

// MARK: - Timers: events that can be moved and cancelled

/// An event that can be set, moved and cancelled; made by ``Simulation/makeTimer(for:)``.
public struct SimulationTimer: Hashable, Sendable, BitwiseCopyable {
    @usableFromInline let slot: UInt32
    @inlinable
    init(slot: UInt32) { self.slot = slot }
}

/// The present setting of a timer: settings before it are stale, and skipped when they reach the front.
@usableFromInline
struct TimerState: BitwiseCopyable {
    @usableFromInline var event: Event
    /// Sequence number of the setting in force plus 1; 0 when the timer is not set.
    @usableFromInline var setting: UInt64

    @inlinable
    init(event: Event) {
        self.event = event
        setting = 0
    }
}

extension Simulation where Queue: ~Copyable {
    /// Makes a timer, not yet set, that hands out this event when its time comes; O(1).
    @inlinable
    public mutating func makeTimer(for event: Event) -> SimulationTimer {
        SimulationTimer(slot: UInt32(truncatingIfNeeded: timers.insert(TimerState(event: event))))
    }

    /// Cancels a timer and gives its place back; it must not be used again. O(1).
    @inlinable
    public mutating func release(_ timer: SimulationTimer) {
        cancel(timer)
        timers.remove(Int(timer.slot))
    }

    /// Sets a timer, or moves it when it was set, with the bounds of ``schedule(_:at:)``; O(log n).
    @inlinable
    public mutating func set(_ timer: SimulationTimer, at time: SimulationTime) {
        cancel(timer)
        queue.push(
            ScheduledEvent(
                time: reachable(time), sequence: sequence, isTimer: true, payload: timer.slot))
        sequence &+= 1
        timers[Int(timer.slot)].setting = sequence
    }

    /// Sets a timer as ``set(_:at:)`` does, to hand out another event than the one it was made for; O(log n).
    @inlinable
    public mutating func set(_ timer: SimulationTimer, to event: Event, at time: SimulationTime) {
        timers[Int(timer.slot)].event = event
        set(timer, at: time)
    }

    /// Cancels a timer; does nothing when it is not set. O(1) amortised.
    @inlinable
    public mutating func cancel(_ timer: SimulationTimer) {
        guard timers[Int(timer.slot)].setting != 0 else { return }
        timers[Int(timer.slot)].setting = 0
        staleCount &+= 1
        if staleCount > 64 && staleCount > queue.count &>> 1 { discardStale() }
    }

    /// Whether a timer is set.
    @inlinable
    public func isSet(_ timer: SimulationTimer) -> Bool { timers[Int(timer.slot)].setting != 0 }

    /// The event of a timer whose setting came to the front; nil when that setting is stale.
    @inlinable @inline(never)
    mutating func fire(_ scheduled: ScheduledEvent) -> Event? {
        let slot = Int(scheduled.payload)
        guard timers[slot].setting == scheduled.sequence &+ 1 else {
            staleCount &-= 1
            discardedCount &+= 1
            return nil
        }
        timers[slot].setting = 0
        return timers[slot].event
    }

    /// Removes stale settings, so that they never outnumber the events that count.
    @usableFromInline
    mutating func discardStale() {
        let states = timers.base
        queue.removeAll { scheduled in
            scheduled.isTimer && states[Int(scheduled.payload)].setting != scheduled.sequence &+ 1
        }
        discardedCount &+= UInt64(staleCount)
        staleCount = 0
    }
}
