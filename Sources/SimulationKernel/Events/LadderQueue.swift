/// A heap while events are few, a ladder queue when they are many: O(1) amortised, whatever their times.
///
/// The earliest events lie in a ``LazyQuaternaryHeap``, and while no more than some two thousand are pending
/// that is all there is. Beyond, later events lie unsorted in rungs of buckets, and the latest unsorted
/// in the top; an event moves down at most once for each rung, and only events of one bucket are compared.
/// The heap takes the place of the paper's sorted list because many equal times, which no bucket can divide,
/// then cost O(log n) instead of O(n).
///
/// Beside the heap alone it costs one to three nanoseconds an event while events are few, saves a third of the
/// time with 30,000 of them and four fifths with a million.
///
/// W. T. Tang, R. S. M. Goh, I. L.-J. Thng, "Ladder queue: an O(1) priority queue structure for large-scale
/// discrete event simulation", ACM TOMACS 15 (2005).
public struct LadderQueue: EventQueue, ~Copyable {
    @usableFromInline var front: LazyQuaternaryHeap
    @usableFromInline var ladder: Ladder
    /// The front holds all events before this instant, in microseconds, the ladder the others;
    /// `.max` while the ladder is empty and not in use.
    @usableFromInline var ladderStart = Int64.max
    /// With more events than this, the front is divided.
    @usableFromInline var frontLimit: Int
    /// How many events it takes to use the ladder. Below a quarter of them it is given up again.
    let threshold: Int

    /// Fewer events in the front are not divided while the ladder is in use.
    private static var leastFrontLimit: Int { 512 }

    /// An empty queue with room for `capacity` events before it must grow.
    public init(capacity: Int = 64) { self.init(capacity: capacity, threshold: 2048) }

    /// An empty queue that is a heap alone up to `threshold` events (2048 unless told: where the ladder
    /// becomes the faster one in hold models).
    package init(capacity: Int, threshold: Int) {
        self.threshold = threshold
        frontLimit = threshold
        front = LazyQuaternaryHeap(capacity: min(capacity, threshold))
        ladder = Ladder(capacity: capacity > threshold ? capacity : 0)
    }

    /// The number of events in the queue.
    @inlinable
    public var count: Int { front.count &+ ladder.count }

    /// Adds an event; O(1) amortised.
    @inlinable
    public mutating func push(_ event: ScheduledEvent) {
        if event.time.microseconds < ladderStart {
            front.push(event)
            if front.size > frontLimit { divideFront() }
        } else {
            ladder.push(event)
        }
    }

    /// Removes the earliest event unless there is none up to `limit`; O(1) amortised.
    @inlinable
    public mutating func pop(notAfter limit: SimulationTime) -> ScheduledEvent? {
        if let event = front.pop(notAfter: limit) { return event }
        guard front.size == 0, ladder.count > 0 else { return nil }
        refillFront()
        return front.pop(notAfter: limit)
    }

    /// Removes all events for which `isStale` holds; O(n).
    public mutating func removeAll(where isStale: (ScheduledEvent) -> Bool) {
        ladder.moveAll(&front)
        front.removeAll(where: isStale)
        ladderStart = .max
        frontLimit = threshold
        if front.size > frontLimit { divideFront() }
    }

    @usableFromInline @inline(never)
    mutating func refillFront() {
        ladderStart = ladder.refill(&front, allOf: threshold / 4) ?? .max
        frontLimit = ladderStart == .max ? threshold : max(Self.leastFrontLimit, front.size * 2)
    }

    @usableFromInline @inline(never)
    mutating func divideFront() {
        if let start = ladder.takeAll(of: &front, before: ladderStart == .max ? nil : ladderStart) {
            ladderStart = start
            frontLimit = Self.leastFrontLimit
        } else {
            // To try again at each event would cost O(n) each time.
            frontLimit = front.size * 2
        }
    }
}
