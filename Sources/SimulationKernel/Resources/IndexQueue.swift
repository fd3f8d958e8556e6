/// A FIFO queue of entity indices, linked through a ``Links`` table that many queues share.
///
/// An entity can stand in one queue at a time. Adding and removing are O(1) without allocation.
public struct IndexQueue: Sendable, BitwiseCopyable {
    private var head: Int32 = -1
    private var tail: Int32 = -1
    /// The number of entities in the queue.
    public private(set) var count = 0

    /// An empty queue.
    public init() {}

    /// The entity that has been in the queue the longest.
    public var first: Int? { head < 0 ? nil : Int(head) }

    /// The entity that was added last, or is at the tail for another reason.
    public var last: Int? { tail < 0 ? nil : Int(tail) }

    /// Adds an entity at the tail.
    public mutating func append(_ index: Int, _ links: inout Links) {
        let entity = Int32(truncatingIfNeeded: index)
        links[index] = -1
        if tail < 0 { head = entity } else { links[Int(tail)] = entity }
        tail = entity
        count &+= 1
    }

    /// Adds an entity at the head, before all others.
    public mutating func prepend(_ index: Int, _ links: inout Links) {
        let entity = Int32(truncatingIfNeeded: index)
        links[index] = head
        if head < 0 { tail = entity }
        head = entity
        count &+= 1
    }

    /// Removes the entity at the head.
    public mutating func popFirst(_ links: inout Links) -> Int? {
        guard head >= 0 else { return nil }
        let entity = Int(head)
        head = links[entity]
        if head < 0 { tail = -1 }
        count &-= 1
        return entity
    }

    /// The entity behind one that stands in the queue; nil behind the last.
    public func next(after index: Int, _ links: borrowing Links) -> Int? {
        let entity = links[index]
        return entity < 0 ? nil : Int(entity)
    }

    /// Removes an entity from wherever it stands in the queue; false when it is not in it. O(place in the queue).
    @discardableResult
    public mutating func remove(_ index: Int, _ links: inout Links) -> Bool {
        let entity = Int32(truncatingIfNeeded: index)
        if head == entity { return popFirst(&links) != nil }
        var ahead = head
        while ahead >= 0 {
            let next = links[Int(ahead)]
            if next == entity {
                links[Int(ahead)] = links[index]
                if tail == entity { tail = ahead }
                count &-= 1
                return true
            }
            ahead = next
        }
        return false
    }
}

/// For each entity, the one behind it in its queue.
public struct Links: Sendable {
    private var behind: [Int32] = []

    /// A table without entities; it grows with the largest index used.
    public init() {}

    subscript(index: Int) -> Int32 {
        get { behind[index] }
        set {
            if index >= behind.count {
                behind.append(contentsOf: repeatElement(-1, count: max(64, index + 1 - behind.count)))
            }
            behind[index] = newValue
        }
    }
}
