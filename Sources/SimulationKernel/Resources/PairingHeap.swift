/// A place in a pairing heap, kept by the entity itself.
struct HeapNode: BitwiseCopyable {
    var key = 0.0
    /// Orders entities with equal keys.
    var order: UInt64
    var child: Int32 = -1
    var next: Int32 = -1
    /// The sibling before it, the parent if it is the first child, -1 if it is a root.
    var previous: Int32 = -1

    init(order: UInt64) { self.order = order }
}

protocol InHeap {
    var node: HeapNode { get set }
}

/// Heaps of the entities of a pool, each known by its root (-1 when empty): least key first, then least order.
///
/// The links lie in the entities, so nothing is allocated, and any entity can be taken out. Inserting is O(1),
/// taking out O(log n) amortised.
///
/// M. L. Fredman, R. Sedgewick, D. D. Sleator, R. E. Tarjan, "The pairing heap: a new form of self-adjusting heap",
/// Algorithmica 1 (1986).
extension Pool where Element: InHeap {
    /// Adds an entity with its key to the heap with this root.
    @inline(__always)
    mutating func insert(_ entity: Int32, into root: inout Int32) {
        self[entity].node.child = -1
        self[entity].node.next = -1
        self[entity].node.previous = -1
        root = root < 0 ? entity : meld(root, entity)
    }

    /// Takes an entity out of the heap with this root.
    @inline(__always)
    mutating func remove(_ entity: Int32, from root: inout Int32) {
        let node = self[entity].node
        let children = node.child < 0 ? -1 : meldChildren(from: node.child)
        if entity == root {
            root = children
            return
        }
        if self[node.previous].node.child == entity {
            self[node.previous].node.child = node.next
        } else {
            self[node.previous].node.next = node.next
        }
        if node.next >= 0 { self[node.next].node.previous = node.previous }
        if children >= 0 { root = meld(root, children) }
    }

    /// Makes one heap of two roots.
    @inline(__always)
    private mutating func meld(_ one: Int32, _ other: Int32) -> Int32 {
        let a = self[one].node
        let b = self[other].node
        let otherIsFirst = b.key < a.key || b.key == a.key && b.order < a.order
        let winner = otherIsFirst ? other : one
        let loser = otherIsFirst ? one : other
        let child = self[winner].node.child
        self[loser].node.previous = winner
        self[loser].node.next = child
        if child >= 0 { self[child].node.previous = loser }
        self[winner].node.child = loser
        self[winner].node.next = -1
        self[winner].node.previous = -1
        return winner
    }

    /// Makes one heap of siblings: in pairs from the left, and those from the right.
    private mutating func meldChildren(from first: Int32) -> Int32 {
        var pairs: Int32 = -1
        var sibling = first
        while sibling >= 0 {
            let second = self[sibling].node.next
            let rest = second < 0 ? -1 : self[second].node.next
            let pair = second < 0 ? sibling : meld(sibling, second)
            self[pair].node.next = pairs
            pairs = pair
            sibling = rest
        }
        var root = pairs
        var rest = self[root].node.next
        while rest >= 0 {
            let after = self[rest].node.next
            root = meld(root, rest)
            rest = after
        }
        self[root].node.next = -1
        self[root].node.previous = -1
        return root
    }
}
