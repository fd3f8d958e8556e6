#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#elseif canImport(Darwin)
    import Darwin
#endif

/// Memory for one file after the other, which grows as bytes come and not as they are announced.
struct FileMemory: ~Copyable {
    // Invariant: `bytes` has `capacity` bytes of malloc's, and is this value's alone. Growing moves it, so that what was
    // handed out is valid until then.
    private var bytes: UnsafeMutableRawPointer?
    private(set) var capacity = 0

    deinit { free(bytes) }

    /// Makes room for so many bytes and keeps those that are there; false when the system has no more.
    mutating func grow(to wanted: Int) -> Bool {
        guard wanted > capacity else { return true }
        guard let grown = realloc(bytes, wanted) else { return false }
        bytes = grown
        capacity = wanted
        return true
    }

    /// The memory from one place to another.
    func part(_ range: Range<Int>) -> UnsafeMutableRawBufferPointer {
        precondition(range.lowerBound >= 0 && range.upperBound <= capacity, "beyond the memory")
        return UnsafeMutableRawBufferPointer(start: bytes.map { $0 + range.lowerBound }, count: range.count)
    }
}
