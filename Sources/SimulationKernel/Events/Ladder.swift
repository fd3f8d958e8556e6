/// The events behind the front of a ``LadderQueue``: rungs of buckets, and the top beyond them.
///
/// Each rung divides a span of time into buckets of equal, power-of-two width; each rung but the first
/// divides one bucket of the rung above it that held too many events. Events beyond the first rung lie in the
/// top, unsorted, until the rungs are used up and a new first rung is made of them.
@usableFromInline
struct Ladder: ~Copyable {
    @usableFromInline
    struct Rung: BitwiseCopyable {
        /// The first instant of bucket 0.
        var start: Int64
        /// The first instant that belongs to the rung above or to the top.
        var end: Int64
        /// The first instant of the buckets not yet used up.
        var open: Int64
        /// Buckets are 2^shift µs wide.
        var shift: Int64
        /// The place of bucket 0 among the buckets of all rungs, and how many there are.
        var firstBucket: Int
        var bucketCount: Int
        /// The first bucket not yet used up.
        var current: Int
        /// How many events the rung holds.
        var count: Int

        /// The number of the bucket for an instant.
        @inline(__always)
        func place(of time: Int64) -> Int { Int(truncatingIfNeeded: (time &- start) &>> shift) }
    }

    /// How many events the rungs and the top hold.
    @usableFromInline private(set) var count = 0

    // Invariants: rungs 0..<rungCount are in use, spans nested so that rung r + 1 ends where rung r is open;
    // rung 0 ends at `topStart`. Buckets of the rungs lie one rung behind the other in `buckets`.
    @usableFromInline var chunks: EventChunks
    @usableFromInline var rungs: UnsafeMutablePointer<Rung>
    private var rungCount = 0
    @usableFromInline var buckets: UnsafeMutablePointer<EventChunks.List>
    private var bucketCapacity: Int
    private var top = EventChunks.List()
    private var topStart: Int64 = 0
    private var topMinimum = Int64.max
    private var topMaximum = Int64.min

    // Measured with hold models of 1,000 to 1,000,000 events under exponential, bimodal and nearly constant
    // increments: half or twice of each costs a few per cent.

    /// More events than this in a bucket are divided further.
    private static var largestBucket: Int { 128 }
    /// How many events a bucket should hold on average.
    private static var meanBucket: Int { 16 }
    /// With this many rungs in use, a bucket goes to the heap whole, whatever it holds.
    private static var largestRungCount: Int { 8 }

    init(capacity: Int) {
        chunks = EventChunks(capacity: capacity)
        rungs = .allocate(capacity: Self.largestRungCount)
        bucketCapacity = 64
        buckets = .allocate(capacity: bucketCapacity)
    }

    @inlinable
    deinit {
        rungs.deallocate()
        buckets.deallocate()
    }

    /// Adds an event that is not earlier than where the ladder begins; O(1) amortised.
    @usableFromInline
    mutating func push(_ event: ScheduledEvent) {
        count &+= 1
        let time = event.time.microseconds
        if time >= topStart {
            topMinimum = min(topMinimum, time)
            topMaximum = max(topMaximum, time)
            chunks.append(event, to: &top)
            return
        }
        var rung = rungs
        while time < rung.pointee.open { rung += 1 }
        assert(rung < rungs + rungCount)
        let place = rung.pointee.place(of: time)
        let buckets = self.buckets
        chunks.append(event, to: &buckets[rung.pointee.firstBucket &+ place])
        rung.pointee.count &+= 1
    }

    /// Moves the earliest events into an empty heap.
    ///
    /// Returns the instant where the ladder begins then: the heap has every event before it. It is nil when
    /// the ladder is empty, because no more than `few` events were left and all of them moved.
    mutating func refill(_ front: inout LazyQuaternaryHeap, allOf few: Int) -> Int64? {
        while true {
            if rungCount == 0 {
                if top.count <= few {
                    moveToFront(top, &front)
                    forgetTop()
                    front.order()
                    return nil
                }
                layRung(from: topMinimum, until: nil, last: topMaximum, count: Int(top.count))
                topStart = rungs[0].end
                moveToLastRung(top)
                forgetTop()
            }
            let rung = rungs + (rungCount &- 1)
            if rung.pointee.count == 0 {
                rungCount &-= 1
                continue
            }
            let first = rung.pointee.firstBucket
            var current = rung.pointee.current
            while buckets[first &+ current].count == 0 { current &+= 1 }
            let opened = rung.pointee.start &+ Int64(current) &<< rung.pointee.shift
            let next = min(rung.pointee.end, opened &+ 1 &<< rung.pointee.shift)
            let list = buckets[first &+ current]
            buckets[first &+ current] = EventChunks.List()
            rung.pointee.current = current &+ 1
            rung.pointee.open = next
            rung.pointee.count &-= Int(list.count)
            if Int(list.count) > Self.largestBucket, next &- opened > 1, rungCount < Self.largestRungCount {
                layRung(from: opened, until: next, last: next &- 1, count: Int(list.count))
                moveToLastRung(list)
            } else {
                moveToFront(list, &front)
                front.order()
                return next
            }
        }
    }

    /// Takes all events of a heap, which come before those of the ladder, into a new last rung.
    ///
    /// `end` is where the ladder began, nil when it was empty. Returns where it begins now, or nil when the
    /// events can't be divided: their times are equal, or the rungs are too many.
    mutating func takeAll(of front: inout LazyQuaternaryHeap, before end: Int64?) -> Int64? {
        guard rungCount < Self.largestRungCount else { return nil }
        var first = Int64.max
        var last = Int64.min
        front.forEach { event in
            first = min(first, event.time.microseconds)
            last = max(last, event.time.microseconds)
        }
        guard first < last else { return nil }
        layRung(from: first, until: end, last: last, count: front.count)
        if end == nil { topStart = rungs[0].end }
        let rung = rungs[rungCount &- 1]
        let buckets = self.buckets + rung.firstBucket
        rungs[rungCount &- 1].count = front.count
        count &+= front.count
        front.drain { event in
            chunks.append(event, to: &buckets[rung.place(of: event.time.microseconds)])
        }
        return first
    }

    /// Moves all events behind those of a heap, and puts it in order.
    mutating func moveAll(_ front: inout LazyQuaternaryHeap) {
        for rung in 0..<rungCount {
            let first = rungs[rung].firstBucket
            for bucket in first..<first + rungs[rung].bucketCount { moveToFront(buckets[bucket], &front) }
        }
        moveToFront(top, &front)
        rungCount = 0
        forgetTop()
        front.order()
    }

    private mutating func forgetTop() {
        top = EventChunks.List()
        topMinimum = .max
        topMaximum = .min
    }

    private mutating func moveToFront(_ list: EventChunks.List, _ front: inout LazyQuaternaryHeap) {
        count &-= Int(list.count)
        chunks.drain(list) { event, _ in front.appendUnordered(event) }
    }

    private mutating func moveToLastRung(_ list: EventChunks.List) {
        let rung = rungs[rungCount &- 1]
        let buckets = self.buckets + rung.firstBucket
        chunks.drain(list) { event, chunks in
            chunks.append(event, to: &buckets[rung.place(of: event.time.microseconds)])
        }
        rungs[rungCount &- 1].count = Int(list.count)
    }

    /// Adds an empty rung for `count` events between two instants, the end being chosen when it is nil.
    private mutating func layRung(from start: Int64, until end: Int64?, last: Int64, count: Int) {
        let span = UInt64((end ?? last &+ 1) &- start &- 1)
        let wanted = UInt64(max(2, count / Self.meanBucket))
        // The span's bits less those of the number of buckets: no more buckets than wanted, rounded down.
        let shift = max(0, Int64(wanted.leadingZeroBitCount) &+ 1 &- Int64(span.leadingZeroBitCount))
        let bucketCount = Int(span >> UInt64(shift)) &+ 1
        let above =
            rungCount == 0 ? 0 : rungs[rungCount &- 1].firstBucket &+ rungs[rungCount &- 1].bucketCount
        if above &+ bucketCount > bucketCapacity { growBuckets(to: above + bucketCount, keeping: above) }
        (buckets + above).initialize(repeating: EventChunks.List(), count: bucketCount)
        (rungs + rungCount).initialize(
            to: Rung(
                start: start, end: end ?? start &+ Int64(bucketCount) &<< shift, open: start, shift: shift,
                firstBucket: above, bucketCount: bucketCount, current: 0, count: 0))
        rungCount &+= 1
    }

    private mutating func growBuckets(to needed: Int, keeping kept: Int) {
        bucketCapacity = max(needed, bucketCapacity * 2)
        let larger = UnsafeMutablePointer<EventChunks.List>.allocate(capacity: bucketCapacity)
        larger.moveInitialize(from: buckets, count: kept)
        buckets.deallocate()
        buckets = larger
    }
}
