/// The links that a flow goes over, up to four, each at most once.
public struct FlowPath: Sendable, Hashable, BitwiseCopyable {
    // Links first, then -1.
    @usableFromInline var first: Int32 = -1
    @usableFromInline var second: Int32 = -1
    @usableFromInline var third: Int32 = -1
    @usableFromInline var fourth: Int32 = -1

    /// A path over the given links; nil stands for no link.
    @inlinable
    public init(_ first: Int? = nil, _ second: Int? = nil, _ third: Int? = nil, _ fourth: Int? = nil) {
        if let fourth { prepend(fourth) }
        if let third { prepend(third) }
        if let second { prepend(second) }
        if let first { prepend(first) }
    }

    @inlinable
    mutating func prepend(_ link: Int) {
        let index = Int32(truncatingIfNeeded: link)
        assert(index >= 0 && !contains(index), "a flow goes over a link once")
        (first, second, third, fourth) = (index, first, second, third)
    }

    @inlinable
    subscript(place: Int) -> Int32 {
        switch place {
        case 0: first
        case 1: second
        case 2: third
        default: fourth
        }
    }

    @inlinable
    func contains(_ link: Int32) -> Bool {
        first == link || second == link || third == link || fourth == link
    }

    @inline(__always)
    func forEachLink(_ body: (Int32) -> Void) {
        if first < 0 { return }
        body(first)
        if second < 0 { return }
        body(second)
        if third < 0 { return }
        body(third)
        if fourth >= 0 { body(fourth) }
    }
}

/// A link, the bundles on it, and the clock of those that it holds back.
@usableFromInline
struct LinkState: BitwiseCopyable {
    // What solving for a change reads and writes comes first, to lie in one cache line.

    var capacity: Double
    /// The rate of the flows that the link holds back; infinite while it has capacity to spare.
    var level = Double.infinity
    /// The sum of the rates on the link.
    var load = 0.0
    /// While a change is solved: the load to come.
    var newLoad = 0.0
    /// While a change is solved: the level to come.
    var newLevel = Double.infinity
    /// While a change is solved: capacity not given away.
    var residual = 0.0
    /// While a change is solved: flows without a rate.
    var unfixed: Int32 = 0
    var firstMember: Int32 = -1
    /// Whether the level is being solved for.
    var isActive = false
    /// Whether the link is listed among those with capacity to spare whose load changes.
    var isLight = false

    /// The bytes that every flow held back has sent since the first of them came, up to `since`.
    var service = 0.0
    var since = SimulationTime.zero
    /// The root of the heap of the bundles held back, by the service after which their first flow is done.
    var heldBack: Int32 = -1
    /// Bytes of flows that have ended since the tallies were restarted, less what running ones had sent by then.
    var carried = 0.0
    var running = LevelTally()

    init(capacity: Double) { self.capacity = capacity }

    /// Whether the link holds flows back.
    @inline(__always)
    var isFull: Bool { level < .infinity }

    /// Whether a sum of rates leaves nothing of the capacity, or so little that rounding may have made it.
    @inline(__always)
    func isFilled(by load: Double) -> Bool { load >= capacity * (1 - 1e-9) }
}

/// A running transfer.
@usableFromInline
struct FlowState: InHeap, BitwiseCopyable {
    /// Its place in the heap of its bundle; the key is the bundle's service after which it is done.
    var node: HeapNode
    @usableFromInline let volume: Double
    /// -1 once it has ended.
    var bundle: Int32 = -1
    @usableFromInline let owner: Int32

    init(node: HeapNode, volume: Double, owner: Int32) {
        self.node = node
        self.volume = volume
        self.owner = owner
    }
}

/// The flows of one path and one cap, which always have the same rate.
@usableFromInline
struct FlowBundle: InHeap, BitwiseCopyable {
    // What solving for a change reads and writes comes first, to lie in one cache line.

    let path: FlowPath
    let cap: Double
    var rate = 0.0
    /// While a change is solved: the bound, then the rate to come.
    var newRate = 0.0
    /// The link that holds it back; -1 when its cap does.
    var limit: Int32 = -1
    /// While a change is solved: the limit to come.
    var newLimit: Int32 = -1
    /// The number of its flows.
    var count: Int32 = 0
    /// The root of the heap of its flows.
    var firstDone: Int32 = -1
    /// Whether its rate is being solved for.
    var isActive = false

    /// The bytes that each of its flows has sent since the first came: at `since`, or if a link holds it back, in
    /// excess of that link's service.
    var base = 0.0
    var since: SimulationTime
    var tablePlace: Int32 = -1
    /// Its place in the heap of the link that holds it back; the key is the link's service after which its first
    /// flow is done.
    var node = HeapNode(order: 0)

    init(path: FlowPath, cap: Double, since: SimulationTime) {
        self.path = path
        self.cap = cap
        self.since = since
    }
}

/// The completion that the timer of a bundle or link is set for.
@usableFromInline
struct Alarm: BitwiseCopyable {
    /// -1 when the timer is not set.
    @usableFromInline var flow: Int32 = -1
    @usableFromInline var time = SimulationTime.zero
    /// Whether it may have to be moved.
    var isListed = false

    /// Takes over another completion; false if it is the same.
    @inline(__always)
    mutating func becomes(_ other: Alarm) -> Bool {
        let isSame = other.flow == flow && (flow < 0 || other.time == time)
        self = other
        return !isSame
    }
}

/// A bundle's place in the doubly linked list of one of its links; its index is 4 × bundle + place.
struct Membership: BitwiseCopyable {
    var next: Int32 = -1
    var previous: Int32 = -1
}

extension Pool {
    @inlinable
    subscript(index: Int32) -> Element {
        @inline(__always) _read {
            assert(index >= 0 && index < used)
            yield base[Int(index)]
        }
        @inline(__always) _modify {
            assert(index >= 0 && index < used)
            yield &base[Int(index)]
        }
    }
}
