/// Entities in one growing buffer, addressed by index, with a free list.
///
/// Inserting and removing are O(1) and allocate only when the pool outgrows its buffer (it doubles).
/// An index stays valid until its entity is removed.
public struct Pool<Element: BitwiseCopyable>: ~Copyable {
    // Invariant: slots 0..<used were handed out at least once; the removed ones among them are in `free`.
    // Elements are bitwise copyable, so slots need no deinitialisation.
    @usableFromInline var base: UnsafeMutablePointer<Element>
    @usableFromInline var capacity: Int
    @usableFromInline var used = 0
    @usableFromInline var free = Stack<Int32>()

    /// An empty pool.
    @inlinable
    public init(capacity: Int = 16) {
        self.capacity = max(capacity, 1)
        base = .allocate(capacity: self.capacity)
    }

    @inlinable
    deinit { base.deallocate() }

    /// The number of entities in the pool.
    @inlinable
    public var count: Int { used &- free.count }

    /// Puts an entity into the pool and returns its index.
    @inlinable
    public mutating func insert(_ element: Element) -> Int {
        if let slot = free.popLast() {
            base[Int(slot)] = element
            return Int(slot)
        }
        if used == capacity { grow() }
        (base + used).initialize(to: element)
        used &+= 1
        return used &- 1
    }

    /// Takes an entity out of the pool; its index may be handed out again.
    @inlinable
    public mutating func remove(_ index: Int) {
        assert(index >= 0 && index < used)
        free.append(Int32(truncatingIfNeeded: index))
    }

    /// The entity at an index that ``insert(_:)`` returned and that was not removed since.
    @inlinable
    public subscript(index: Int) -> Element {
        _read {
            assert(index >= 0 && index < used)
            yield base[index]
        }
        _modify {
            assert(index >= 0 && index < used)
            yield &base[index]
        }
    }

    /// Calls `body` with each entity in the pool, in order of index; O(n), for ends of runs.
    public func forEach(_ body: (borrowing Element) -> Void) {
        for slot in takenSlots { body(base[slot]) }
    }

    /// The indices of the entities for which a condition holds, in order; O(n), for rare events.
    public func indices(where holds: (borrowing Element) -> Bool) -> [Int] {
        takenSlots.filter { holds(base[$0]) }
    }

    private var takenSlots: [Int] {
        var isFree = [Bool](repeating: false, count: used)
        for place in 0..<free.count { isFree[Int(free[place])] = true }
        return (0..<used).filter { !isFree[$0] }
    }

    @usableFromInline
    mutating func grow() {
        let larger = UnsafeMutablePointer<Element>.allocate(capacity: capacity * 2)
        larger.moveInitialize(from: base, count: used)
        base.deallocate()
        base = larger
        capacity *= 2
    }
}
