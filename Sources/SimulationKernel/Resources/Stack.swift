/// Elements in one growing buffer that come and go at its end, without the checks for sharing that an array makes.
///
/// It allocates only when it outgrows its buffer (it doubles), and keeps the buffer when emptied.
@usableFromInline
struct Stack<Element: BitwiseCopyable>: ~Copyable {
    // Invariant: elements 0..<count are initialised, count ≤ capacity. They are bitwise copyable and need no
    // deinitialisation.
    @usableFromInline var base: UnsafeMutablePointer<Element>
    @usableFromInline var count = 0
    @usableFromInline var capacity: Int

    @inlinable
    init(capacity: Int = 16) {
        self.capacity = max(capacity, 1)
        base = .allocate(capacity: self.capacity)
    }

    @inlinable
    init(repeating element: Element, count: Int) {
        self.init(capacity: count)
        base.initialize(repeating: element, count: count)
        self.count = count
    }

    @inlinable
    deinit { base.deallocate() }

    @inlinable @inline(__always)
    mutating func append(_ element: Element) {
        if count == capacity { grow() }
        (base + count).initialize(to: element)
        count &+= 1
    }

    @inlinable @inline(__always)
    mutating func popLast() -> Element? {
        guard count > 0 else { return nil }
        count &-= 1
        return base[count]
    }

    /// Leaves the first `length` elements.
    @inlinable @inline(__always)
    mutating func cut(to length: Int) {
        assert(length >= 0 && length <= count)
        count = length
    }

    @inlinable
    subscript(place: Int) -> Element {
        @inline(__always) _read {
            assert(place >= 0 && place < count)
            yield base[place]
        }
        @inline(__always) _modify {
            assert(place >= 0 && place < count)
            yield &base[place]
        }
    }

    @usableFromInline @inline(never)
    mutating func grow() {
        let larger = UnsafeMutablePointer<Element>.allocate(capacity: capacity * 2)
        larger.moveInitialize(from: base, count: count)
        base.deallocate()
        base = larger
        capacity *= 2
    }
}
