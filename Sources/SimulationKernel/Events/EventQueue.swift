/// A priority queue of scheduled events, the earliest first.
///
/// Every conforming queue hands the same events out in the same order: by time, then by sequence.
/// A ``Simulation`` is generic over its queue, so the choice costs no dispatch.
public protocol EventQueue: ~Copyable {
    /// An empty queue with room for `capacity` events before it must grow.
    init(capacity: Int)

    /// The number of events in the queue.
    var count: Int { get }

    /// Adds an event.
    mutating func push(_ event: ScheduledEvent)

    /// Removes the earliest event, or returns nil when the queue is empty or its earliest event is later than
    /// `limit`, which leaves the queue as it is.
    mutating func pop(notAfter limit: SimulationTime) -> ScheduledEvent?

    /// Removes all events for which `isStale` holds; O(n).
    mutating func removeAll(where isStale: (ScheduledEvent) -> Bool)
}
