import Foundation

/// Lines on their way to a file, in one piece of memory that never grows.
///
/// Whoever writes a line asks ``isFull`` before it, which leaves room for the longest line, writes with a ``pen``, and gives
/// that back.
struct LineBuffer: ~Copyable {
    private let base: UnsafeMutablePointer<UInt8>
    private let capacity: Int
    private let longestLine: Int
    private(set) var count = 0

    /// A buffer that is written out every 256 KB, for lines of at most so many bytes.
    init(longestLine: Int) {
        self.longestLine = longestLine
        capacity = 1 << 18 + longestLine
        base = .allocate(capacity: capacity + LinePen.slack)
    }

    deinit { base.deallocate() }

    /// Whether the next line might not fit.
    var isFull: Bool { capacity - count < longestLine }

    /// A pen for the next line; what it writes is kept by ``keep(_:)``.
    @inline(__always)
    var pen: LinePen { LinePen(at: base + count, end: base + capacity) }

    /// Keeps what the pen wrote that was lent last.
    @inline(__always)
    mutating func keep(_ pen: LinePen) { count = pen.place - base }

    /// Hands over everything, and empties the buffer.
    mutating func take(_ body: (UnsafeRawBufferPointer) -> Void) {
        body(UnsafeRawBufferPointer(start: base, count: count))
        count = 0
    }

    /// Writes everything to a file and empties the buffer; returns the number of the system's error, 0 for none.
    mutating func flush(to file: Int32) -> Int32 {
        defer { count = 0 }
        var written = 0
        while written < count {
            let sent = write(file, base + written, count - written)
            if sent < 0 {
                if errno == EINTR { continue }
                return errno
            }
            written += sent
        }
        return 0
    }
}
