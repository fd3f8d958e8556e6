/// An implicit heap with four children a node and a lazy root, in one aligned buffer.
///
/// Popping leaves a hole at the root that the next push fills with a single sift-down, which is the whole
/// work of the pop–push pair that most events of a simulation make. Four children of sixteen bytes fill one
/// cache line, and their minimum is found without branches. Push and pop are O(log n), the queue allocates
/// only when it outgrows its capacity (it doubles), and it is the faster queue up to some thousands of
/// pending events.
///
/// A. LaMarca and R. Ladner, "The influence of caches on the performance of heaps", ACM JEA 1 (1996).
public struct LazyQuaternaryHeap: EventQueue, ~Copyable {
    // Invariant: `nodes[0..<size]` is a heap, except that `nodes[0]` is free while `hasHole`.
    // `nodes` lies three slots behind a 64-byte boundary: the children of node i, 4i+1...4i+4, fill a line.
    @usableFromInline var nodes: UnsafeMutablePointer<ScheduledEvent>
    @usableFromInline var size = 0
    @usableFromInline var hasHole = false
    @usableFromInline var capacity: Int

    @inlinable
    public init(capacity: Int = 64) {
        self.capacity = max(capacity, 16)
        nodes = Self.allocate(self.capacity)
    }

    @inlinable
    deinit { Self.deallocate(nodes) }

    @inlinable
    public var count: Int { hasHole ? size &- 1 : size }

    @inlinable @inline(__always)
    public mutating func push(_ event: ScheduledEvent) {
        if _fastPath(hasHole) {
            hasHole = false
            if size > 2 {
                Self.sink(event, nodes, size, from: 0)
            } else if size == 2 {
                // One event besides the root, as in a queue with one server. A branch, not masks: what the model
                // does next hangs on the same question, and so is known as soon as this is.
                let other = nodes[1]
                if event.key < other.key {
                    nodes[0] = event
                } else {
                    nodes[0] = other
                    nodes[1] = event
                }
            } else {
                nodes[0] = event
            }
        } else {
            append(event)
        }
    }

    @inlinable @inline(__always)
    public mutating func pop(notAfter limit: SimulationTime) -> ScheduledEvent? {
        if hasHole { fillHole() }
        guard size > 0 else { return nil }
        let first = nodes[0]
        if first.time > limit { return nil }
        hasHole = true
        return first
    }

    /// Removes all events for which `isStale` holds; O(n).
    public mutating func removeAll(where isStale: (ScheduledEvent) -> Bool) {
        if hasHole { fillHole() }
        let previous = size
        size = 0
        for slot in 0..<previous where !isStale(nodes[slot]) {
            nodes[size] = nodes[slot]
            size += 1
        }
        // Keys are all different, so the order of events does not depend on the shape of the heap.
        order()
    }

    /// Adds an event to a heap without a hole.
    @inlinable @inline(__always)
    mutating func append(_ event: ScheduledEvent) {
        if size == capacity { grow() }
        siftUp(event, from: size)
        size &+= 1
    }

    /// Moves the last event into the hole at the root.
    @inlinable @inline(__always)
    mutating func fillHole() {
        hasHole = false
        size &-= 1
        let last = nodes[size]
        if size > 0 { Self.sink(last, nodes, size, from: 0) }
    }

    /// Puts an event at a node and lets it sink; out of line so that the loop has all registers to itself.
    ///
    /// The upper halves of the keys decide nearly always; where two of them are equal (events of one instant),
    /// the whole keys do.
    @usableFromInline @inline(never)
    static func sink(
        _ event: ScheduledEvent, _ nodes: UnsafeMutablePointer<ScheduledEvent>, _ size: Int, from node: Int
    ) {
        let high = event.high
        var hole = node
        var child = node &* 4 &+ 1
        while child &+ 3 < size {
            let family = nodes + child
            let a = family[0].high
            let b = family[1].high
            let c = family[2].high
            let d = family[3].high
            // Masks instead of conditional moves, which the compiler would turn into branches that nobody can predict.
            let abDiffer = a ^ b
            let cdDiffer = c ^ d
            let bIsLess = mask(b < a)
            let dIsLess = mask(d < c)
            let ab = a ^ abDiffer & bIsLess
            let cd = c ^ cdDiffer & dIsLess
            let cdIsLess = mask(cd < ab)
            let leastHigh = ab ^ (ab ^ cd) & cdIsLess
            let abIndex = bIsLess & 1
            let cdIndex = dIsLess & 1 | 2
            var least = Int(truncatingIfNeeded: abIndex ^ (abIndex ^ cdIndex) & cdIsLess)
            let siblingsDiffer = abDiffer ^ (abDiffer ^ cdDiffer) & cdIsLess
            if _slowPath(siblingsDiffer == 0 || ab == cd || leastHigh == high) {
                least = leastOfFamily(family)
                if event < family[least] { return nodes[hole] = event }
            } else if high < leastHigh {
                return nodes[hole] = event
            }
            nodes[hole] = family[least]
            hole = child &+ least
            child = hole &* 4 &+ 1
        }
        place(event, nodes, size, hole)
    }

    /// Puts an event into a hole whose children, if any, are leaves that may be fewer than four.
    ///
    /// With a handful of events it is the whole sift-down.
    @inline(__always)
    private static func place(
        _ event: ScheduledEvent, _ nodes: UnsafeMutablePointer<ScheduledEvent>, _ size: Int, _ hole: Int
    ) {
        let child = hole &* 4 &+ 1
        guard child < size else { return nodes[hole] = event }
        var least = child
        var other = child &+ 1
        while other < size {
            if nodes[other] < nodes[least] { least = other }
            other &+= 1
        }
        exchange(event, nodes, hole, least)
    }

    /// Puts the earlier of an event and a child into the hole, and the later into the child's place.
    ///
    /// By masks: which of two events comes first is what no branch predictor knows.
    @inlinable @inline(__always)
    static func exchange(
        _ event: ScheduledEvent, _ nodes: UnsafeMutablePointer<ScheduledEvent>, _ hole: Int, _ child: Int
    ) {
        let below = nodes[child].key
        let differ = (below ^ event.key) & wideMask(below < event.key)
        nodes[hole] = ScheduledEvent(key: event.key ^ differ)
        nodes[child] = ScheduledEvent(key: below ^ differ)
    }

    /// All ones when the condition holds, else zero.
    @inlinable @inline(__always)
    static func mask(_ condition: Bool) -> UInt64 { 0 &- (condition ? 1 : 0) }

    @inlinable @inline(__always)
    static func wideMask(_ condition: Bool) -> UInt128 {
        let half = mask(condition)
        return UInt128(half) &<< 64 | UInt128(half)
    }

    /// The least of four events by their whole keys.
    private static func leastOfFamily(_ family: UnsafeMutablePointer<ScheduledEvent>) -> Int {
        let first = family[0] < family[1] ? 0 : 1
        let second = family[2] < family[3] ? 2 : 3
        return family[first] < family[second] ? first : second
    }

    /// Puts an event at a leaf and lets it rise.
    @inlinable
    mutating func siftUp(_ event: ScheduledEvent, from leaf: Int) {
        var hole = leaf
        while hole > 0 {
            let parent = (hole &- 1) &>> 2
            let above = nodes[parent]
            if above.key < event.key { break }
            nodes[hole] = above
            hole = parent
        }
        nodes[hole] = event
    }

    @usableFromInline
    mutating func grow() {
        let larger = Self.allocate(capacity * 2)
        larger.update(from: nodes, count: size)
        Self.deallocate(nodes)
        nodes = larger
        capacity *= 2
    }

    @usableFromInline
    static func allocate(_ capacity: Int) -> UnsafeMutablePointer<ScheduledEvent> {
        let buffer = UnsafeMutableRawPointer.allocate(byteCount: (capacity + 8) * 16, alignment: 64)
        return buffer.bindMemory(to: ScheduledEvent.self, capacity: capacity + 8) + 3
    }

    @usableFromInline
    static func deallocate(_ nodes: UnsafeMutablePointer<ScheduledEvent>) {
        UnsafeMutableRawPointer(nodes - 3).deallocate()
    }
}

// MARK: - Whole contents at once

extension LazyQuaternaryHeap {
    /// Adds an event without keeping the order, which ``order()`` restores afterwards; O(1) amortised.
    @inline(__always)
    mutating func appendUnordered(_ event: ScheduledEvent) {
        if hasHole { fillHole() }
        if size == capacity { grow() }
        nodes[size] = event
        size &+= 1
    }

    /// Makes a heap of events in any order; O(n) (R. W. Floyd, "Treesort 3", 1964).
    mutating func order() {
        guard size > 1 else { return }
        for node in stride(from: (size - 2) >> 2, through: 0, by: -1) {
            Self.sink(nodes[node], nodes, size, from: node)
        }
    }

    /// Shows each event, in no particular order; O(n).
    @inline(__always)
    mutating func forEach(_ body: (ScheduledEvent) -> Void) {
        if hasHole { fillHole() }
        for slot in 0..<size { body(nodes[slot]) }
    }

    /// Hands each event out, in no particular order, and empties the heap; O(n).
    @inline(__always)
    mutating func drain(_ body: (ScheduledEvent) -> Void) {
        forEach(body)
        size = 0
    }
}
