#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#elseif canImport(Darwin)
    import Darwin
#endif

/// The part of a file, or of its inflated data set, around the place that is being read.
///
/// It moves forward over a file without reading what is jumped over; bytes handed out are valid until it moves.
/// Bytes in memory are looked at in place. One window serves any number of files, one after the other, with the same
/// buffer.
struct ByteWindow: ~Copyable {
    // Invariant: `bytes[0..<count]` are those of the data at `start..<start + count`, and start + count <= size. `bytes`
    // is `beginning`, which is filled when a file is opened and not again; or memory of a caller who keeps it until the
    // next open; or `buffer`, which is filled anew by every move.
    private(set) var bytes: UnsafePointer<UInt8>
    /// Offset of the window's first byte in the data.
    private(set) var start = 0
    /// How many bytes it holds.
    private(set) var count = 0
    /// Length of the data; unknown and very large before the end of a deflated data set has been seen.
    private(set) var size = 0
    /// Length of the file itself.
    private(set) var fileSize = 0

    private let beginning: UnsafeMutablePointer<UInt8>
    private let buffer: UnsafeMutablePointer<UInt8>
    private var descriptor: Int32 = -1
    private var isOwner = false
    private var memory = UnsafeRawBufferPointer(start: nil, count: 0)
    private var inflater: Inflater?
    private var inflated: Inflation?

    private struct Inflation {
        let offset: Int
        let isWrapped: Bool
    }

    /// What the first read of a file brings: most headers, and whole small files.
    static let firstRead = 8_192
    /// What a read somewhere else brings at least. Headers behind it are a few dozen bytes apart, or far away.
    static let furtherRead = 4_096
    /// The most that the window can hold of a file.
    static let capacity = 16_384
    /// A value of the length field that no data reach.
    static let unknownSize = 1 << 56

    init() {
        beginning = .allocate(capacity: Self.firstRead)
        buffer = .allocate(capacity: Self.capacity)
        bytes = UnsafePointer(buffer)
    }

    deinit {
        if isOwner { closeDescriptor(descriptor) }
        beginning.deallocate()
        buffer.deallocate()
    }

    // MARK: Opening

    /// Looks at the beginning of a file relative to a folder (`AT_FDCWD` for the working folder).
    mutating func open(_ path: UnsafePointer<CChar>, in folder: Int32) throws(HeaderError) {
        close()
        // Without O_NONBLOCK the opening of a named pipe would wait for its writer.
        let opened = openat(folder, path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
        guard opened >= 0 else { throw HeaderError(.system(errno), at: 0) }
        descriptor = opened
        isOwner = true
        let got = pread(opened, beginning, Self.firstRead, 0)
        guard got >= 0 else { throw unreadable(errno) }
        bytes = UnsafePointer(beginning)
        start = 0
        count = got
        // A file that ends inside the first read has told its size; a longer one, or a device, has to be asked.
        if got < Self.firstRead {
            if got == 0 { try requireRegularFile() }
            fileSize = got
        } else {
            // Where it ends is asked at half the cost of fstat; what has no end there is no file.
            fileSize = Int(lseek(opened, 0, SEEK_END))
            if fileSize < got { fileSize = try requireRegularFile() }
        }
        size = max(fileSize, got)
    }

    /// Looks at bytes in memory, which must stay where they are until the next opening.
    mutating func open(_ bytes: UnsafeRawBufferPointer) {
        close()
        memory = bytes
        lookAtMemory()
        fileSize = size
    }

    /// Lets go of the present file.
    mutating func close() {
        if isOwner { closeDescriptor(descriptor) }
        isOwner = false
        descriptor = -1
        memory = UnsafeRawBufferPointer(start: nil, count: 0)
        inflater = nil
        inflated = nil
        (start, count, size) = (0, 0, 0)
        bytes = UnsafePointer(buffer)
    }

    private mutating func lookAtMemory() {
        if let base = memory.baseAddress, memory.count > 0 {
            bytes = base.assumingMemoryBound(to: UInt8.self)
        } else {
            bytes = UnsafePointer(buffer)
        }
        (start, count, size) = (0, memory.count, memory.count)
    }

    @discardableResult
    private func requireRegularFile() throws(HeaderError) -> Int {
        var status = stat()
        guard fstat(descriptor, &status) == 0 else { throw HeaderError(.system(errno), at: 0) }
        switch status.st_mode & S_IFMT {
        case S_IFREG: return Int(status.st_size)
        case S_IFDIR: throw HeaderError(.system(EISDIR), at: 0)
        default: throw HeaderError(.notRegularFile, at: 0)
        }
    }

    private func unreadable(_ code: Int32) -> HeaderError {
        HeaderError(code == ESPIPE ? .notRegularFile : .system(code), at: 0)
    }

    // MARK: Moving

    /// Makes `length` bytes (at most ``capacity``) from `offset` on available; false when the data end before.
    ///
    /// A failing disk ends the data.
    @inline(__always)
    mutating func load(_ offset: Int, _ length: Int) -> Bool {
        if offset >= start && offset &+ length <= start &+ count { return true }
        return move(to: offset, length)
    }

    @inline(never)
    private mutating func move(to offset: Int, _ length: Int, atLeast least: Int = furtherRead) -> Bool {
        if inflated != nil { return inflate(to: offset, length) }
        guard memory.baseAddress == nil, descriptor >= 0, length <= Self.capacity, offset <= size - length
        else { return false }
        let wanted = min(max(length, least), size - offset)
        var got = 0
        while got < wanted {
            let more = pread(descriptor, buffer + got, wanted - got, off_t(offset + got))
            if more <= 0 { break }
            got += more
        }
        bytes = UnsafePointer(buffer)
        start = offset
        count = got
        return got >= length
    }

    /// As ``load(_:_:)``, for a few bytes far from others.
    mutating func loadSparsely(_ offset: Int, _ length: Int) -> Bool {
        if offset >= start && offset &+ length <= start &+ count { return true }
        return move(to: offset, length, atLeast: 256)
    }

    /// What may be looked at without asking until the window moves: heads of 12 bytes at `origin + place` for places from
    /// `first` to `last`.
    @inline(__always)
    var reach: (origin: UnsafePointer<UInt8>, first: Int, last: Int) {
        (bytes - start, start, start &+ count &- 12)
    }

    /// The address of a byte that ``load(_:_:)`` made available.
    @inline(__always)
    func address(of offset: Int) -> UnsafePointer<UInt8> {
        assert(offset >= start && offset <= start + count)
        return bytes + (offset &- start)
    }

    /// Whether what it shows now stays where it is until the next opening, however it moves.
    @inline(__always)
    var isLasting: Bool { bytes != UnsafePointer(buffer) }

    /// Whether `length` bytes at `offset` can exist; no read.
    @inline(__always)
    func holds(_ offset: Int, _ length: Int) -> Bool { length <= size &- offset }

    /// Copies `length` bytes at `offset`, however many; false when the data end before.
    mutating func copy(_ offset: Int, _ length: Int, to target: UnsafeMutablePointer<UInt8>) -> Bool {
        var done = 0
        while done < length {
            let part = min(length - done, Self.capacity / 2)
            guard load(offset + done, part) else { return false }
            (target + done).update(from: address(of: offset + done), count: part)
            done += part
        }
        return true
    }

    /// Copies bytes of the file itself, inflated or not, past the window; false when it ends before.
    func copyFromFile(_ offset: Int, _ length: Int, to target: UnsafeMutablePointer<UInt8>) -> Bool {
        guard offset >= 0, length <= fileSize - offset else { return false }
        if let base = memory.baseAddress {
            target.update(from: base.assumingMemoryBound(to: UInt8.self) + offset, count: length)
            return true
        }
        var done = 0
        while done < length {
            let got = pread(descriptor, target + done, length - done, off_t(offset + done))
            if got <= 0 { return false }
            done += got
        }
        return true
    }

    // MARK: Deflated data sets

    /// From here on the data are what the file's bytes from `offset` on inflate to.
    ///
    /// Throws when not one byte can be inflated.
    mutating func inflate(from offset: Int) throws(HeaderError) {
        for isWrapped in [false, true] {
            inflated = Inflation(offset: offset, isWrapped: isWrapped)
            restart()
            if load(0, 1) { return }
        }
        throw HeaderError(.badDeflate, at: 0)
    }

    private mutating func restart() {
        guard let inflated else { return }
        let descriptor = descriptor
        let memory = memory
        inflater = Inflater(from: inflated.offset, isWrapped: inflated.isWrapped) { target, offset in
            guard let base = target.baseAddress else { return 0 }
            if descriptor >= 0 { return max(0, pread(descriptor, base, target.count, off_t(offset))) }
            let rest = memory.dropFirst(offset).prefix(target.count)
            target.copyBytes(from: rest)
            return rest.count
        }
        bytes = UnsafePointer(buffer)
        (start, count, size) = (0, 0, Self.unknownSize)
    }

    /// Inflates and forgets until the window reaches `offset`, then fills it.
    private mutating func inflate(to offset: Int, _ length: Int) -> Bool {
        guard length <= Self.capacity, offset <= size - length else { return false }
        let largest = HeaderScanner.largestInflatedHeader
        guard offset <= largest - length else {
            // Nothing behind the limit is looked at; mostly the data end long before.
            if inflate(to: largest - 1, 1) { size = largest }
            return false
        }
        if offset < start { restart() }
        // What is wanted and already there moves to the front.
        if offset < start + count {
            let kept = start + count - offset
            buffer.update(from: buffer + (offset - start), count: kept)
            (start, count) = (offset, kept)
        }
        while start + count < offset + length {
            if start + count <= offset { (start, count) = (start + count, 0) }
            let free = UnsafeMutableRawBufferPointer(start: buffer + count, count: Self.capacity - count)
            guard let got = inflater?.read(into: free), got > 0 else {
                size = start + count
                return false
            }
            if start + count + got <= offset { start += got } else { count += got }
            if start < offset, count > 0 {
                let passed = min(count, offset - start)
                buffer.update(from: buffer + passed, count: count - passed)
                start += passed
                count -= passed
            }
        }
        return true
    }

    /// Whether the data are inflated ones.
    var isInflated: Bool { inflated != nil }

    /// Whether the data are inflated ones that end, as far as is known, where their stream does not.
    var isCutShort: Bool { inflater.map { !$0.isAtEnd } ?? false }

    /// Inflates to the end; false when the stream ends before its own end.
    mutating func inflatesToItsEnd() -> Bool {
        guard let inflater else { return true }
        let scrap = UnsafeMutableRawBufferPointer(start: buffer, count: Self.capacity)
        (start, count) = (start + count, 0)
        while !inflater.isAtEnd {
            guard let got = inflater.read(into: scrap), got > 0 || inflater.isAtEnd else { return false }
            start += got
        }
        return true
    }
}

/// The system's `close`, out of the way of the method of that name.
private func closeDescriptor(_ descriptor: Int32) { _ = close(descriptor) }
