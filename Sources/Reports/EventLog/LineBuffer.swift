import Foundation

/// Bytes of lines on their way to a file, in one piece of memory that never grows.
///
/// Invariant: `count` bytes from `base` on are written, and `count ≤ capacity`. Whoever writes a line asks
/// ``isFull`` before it, which leaves room for the longest line; a piece that would not fit is dropped after an
/// assertion, so that nothing is ever written beyond the memory.
struct LineBuffer: ~Copyable {
    private let base: UnsafeMutablePointer<UInt8>
    private let capacity: Int
    private let longestLine: Int
    private(set) var count = 0

    /// A buffer that is written out every 256 KB, for lines of at most so many bytes.
    init(longestLine: Int) {
        self.longestLine = longestLine
        capacity = 1 << 18 + longestLine
        base = .allocate(capacity: capacity)
    }

    deinit { base.deallocate() }

    /// Whether the next line might not fit.
    var isFull: Bool { capacity - count < longestLine }

    /// Writes bytes.
    @inline(__always)
    mutating func append(_ bytes: UnsafeBufferPointer<UInt8>) {
        guard let from = bytes.baseAddress, reserve(bytes.count) else { return }
        (base + count - bytes.count).update(from: from, count: bytes.count)
    }

    /// Writes a piece of text that is made ready.
    @inline(__always)
    mutating func append(_ pieces: borrowing LinePieces, _ index: Int) { pieces.with(index) { append($0) } }

    /// Writes a fixed text.
    @inline(__always)
    mutating func append(_ text: StaticString) {
        append(UnsafeBufferPointer(start: text.utf8Start, count: text.utf8CodeUnitCount))
    }

    /// Writes a whole number, not negative, in decimal digits.
    mutating func append(number: Int) {
        let magnitude = UInt64(number.magnitude)
        var digits = 1
        var bound: UInt64 = 10
        while digits < 20, magnitude >= bound {
            digits += 1
            bound = digits < 20 ? bound &* 10 : .max
        }
        append(number: number, width: digits)
    }

    /// All pairs of digits, so that a division gives two.
    private static let pairs: StaticString = """
        0001020304050607080910111213141516171819202122232425262728293031323334353637383940414243444546474849\
        5051525354555657585960616263646566676869707172737475767778798081828384858687888990919293949596979899
        """

    /// Writes the last `width` digits of a whole number, with zeros before it where it has fewer.
    @inline(__always)
    mutating func append(number: Int, width: Int) {
        guard reserve(width) else { return }
        let pairs = Self.pairs.utf8Start
        var rest = UInt64(number.magnitude)
        var place = count
        var left = width
        while left >= 2 {
            let pair = 2 * Int(rest % 100)
            rest /= 100
            place -= 2
            base[place] = pairs[pair]
            base[place + 1] = pairs[pair + 1]
            left -= 2
        }
        if left == 1 { base[place - 1] = UInt8(ascii: "0") &+ UInt8(truncatingIfNeeded: rest % 10) }
    }

    @inline(__always)
    private mutating func reserve(_ more: Int) -> Bool {
        assert(count + more <= capacity)
        guard count + more <= capacity else { return false }
        count += more
        return true
    }

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

/// Pieces of text made ready for lines, one behind the other in memory.
struct LinePieces: Sendable {
    private var bytes: [UInt8] = []
    private var ends: [Int] = [0]

    /// Pieces in the order in which they are numbered.
    init(_ texts: [String]) {
        for text in texts {
            bytes.append(contentsOf: text.utf8)
            ends.append(bytes.count)
        }
    }

    var count: Int { ends.count - 1 }

    /// The bytes of the longest.
    var longest: Int { zip(ends.dropFirst(), ends).map { $0 - $1 }.max() ?? 0 }

    @inline(__always)
    func with(_ index: Int, _ body: (UnsafeBufferPointer<UInt8>) -> Void) {
        let range = ends[index]..<ends[index + 1]
        bytes.withUnsafeBufferPointer { body(UnsafeBufferPointer(rebasing: $0[range])) }
    }
}
