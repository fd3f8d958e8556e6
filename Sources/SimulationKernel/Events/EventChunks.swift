/// Unsorted lists of events in chunks of eight, taken from one growing buffer with a free list.
///
/// A chunk fills two cache lines, so that walking a list reads memory in order, and appending writes to one
/// place. Nothing is allocated per event: the buffer doubles when it is used up.
@usableFromInline
struct EventChunks: ~Copyable {
    /// A list: its youngest chunk, the only one that may be part full, and how many events it has in all.
    @usableFromInline
    struct List: BitwiseCopyable {
        var chunk: Int32 = -1
        var count: Int32 = 0
    }

    // Invariant: every chunk 0..<used is in exactly one list or in the free list. `links[c]` is the chunk
    // behind c in either, −1 at the end. Events of a chunk beyond a list's count are not initialised.
    @usableFromInline var events: UnsafeMutablePointer<ScheduledEvent>
    @usableFromInline var links: UnsafeMutablePointer<Int32>
    private var capacity: Int
    private var used = 0
    private var free: Int32 = -1

    private static var chunkSize: Int { 8 }

    init(capacity events: Int) {
        capacity = max(8, events / Self.chunkSize)
        self.events = Self.allocate(capacity)
        links = .allocate(capacity: capacity)
    }

    @inlinable
    deinit {
        UnsafeMutableRawPointer(events).deallocate()
        links.deallocate()
    }

    /// Adds an event to a list; O(1) amortised.
    @inline(__always)
    mutating func append(_ event: ScheduledEvent, to list: inout List) {
        let place = Int(list.count) & (Self.chunkSize - 1)
        if place == 0 { addChunk(to: &list) }
        (events + (Int(list.chunk) &* Self.chunkSize &+ place)).initialize(to: event)
        list.count &+= 1
    }

    /// Hands every event of a list out, in no particular order; the list must not be used again.
    ///
    /// `body` may append to other lists of the same chunks.
    @inline(__always)
    mutating func drain(
        _ list: List, _ body: (ScheduledEvent, inout EventChunks) -> Void
    ) {
        var chunk = list.chunk
        var remaining = Int(list.count)
        while remaining > 0 {
            let inChunk = (remaining &- 1) & (Self.chunkSize - 1) &+ 1
            let first = Int(chunk) &* Self.chunkSize
            for place in 0..<inChunk { body(events[first &+ place], &self) }
            remaining &-= inChunk
            let next = links[Int(chunk)]
            links[Int(chunk)] = free
            free = chunk
            chunk = next
        }
    }

    private mutating func addChunk(to list: inout List) {
        let chunk: Int32
        if free >= 0 {
            chunk = free
            free = links[Int(chunk)]
        } else {
            if used == capacity { grow() }
            chunk = Int32(truncatingIfNeeded: used)
            used &+= 1
        }
        (links + Int(chunk)).initialize(to: list.chunk)
        list.chunk = chunk
    }

    @inline(never)
    private mutating func grow() {
        let larger = Self.allocate(capacity * 2)
        larger.moveInitialize(from: events, count: used * Self.chunkSize)
        UnsafeMutableRawPointer(events).deallocate()
        events = larger
        let moreLinks = UnsafeMutablePointer<Int32>.allocate(capacity: capacity * 2)
        moreLinks.moveInitialize(from: links, count: used)
        links.deallocate()
        links = moreLinks
        capacity *= 2
    }

    private static func allocate(_ chunks: Int) -> UnsafeMutablePointer<ScheduledEvent> {
        let events = chunks * chunkSize
        let buffer = UnsafeMutableRawPointer.allocate(byteCount: events * 16, alignment: 64)
        return buffer.bindMemory(to: ScheduledEvent.self, capacity: events)
    }
}
