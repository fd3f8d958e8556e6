/// Writes texts and numbers of a line, one behind the other.
///
/// A place in a ``LineBuffer`` that a loop over cells can keep in a register; it is good until the buffer changes. What would
/// not fit is dropped after an assertion, so that nothing is written beyond the memory.
/// Short pieces are copied as a whole word: the bytes that are too many are written over by the next, or never looked at.
struct LinePen {
    /// Where the next byte goes.
    private(set) var place: UnsafeMutablePointer<UInt8>
    private let end: UnsafeMutablePointer<UInt8>

    /// The bytes behind the end of memory, and behind texts that are copied, that a word may touch.
    static let slack = 16

    init(at place: UnsafeMutablePointer<UInt8>, end: UnsafeMutablePointer<UInt8>) {
        self.place = place
        self.end = end
    }

    @inline(__always)
    private func hasRoom(_ count: Int) -> Bool {
        assert(count <= end - place)
        return count <= end - place
    }

    // MARK: Texts

    /// Writes one byte.
    @inline(__always)
    mutating func append(_ byte: UInt8) {
        guard hasRoom(1) else { return }
        place.pointee = byte
        place += 1
    }

    /// Writes another byte over the last one.
    @inline(__always)
    mutating func replaceLast(with byte: UInt8) { (place - 1).pointee = byte }

    /// Writes bytes.
    @inline(__always)
    mutating func append(_ bytes: UnsafeBufferPointer<UInt8>) {
        guard let from = bytes.baseAddress, hasRoom(bytes.count) else { return }
        place.update(from: from, count: bytes.count)
        place += bytes.count
    }

    /// Writes a fixed text.
    @inline(__always)
    mutating func append(_ text: StaticString) {
        append(UnsafeBufferPointer(start: text.utf8Start, count: text.utf8CodeUnitCount))
    }

    /// Writes a text.
    mutating func append(text: String) {
        var text = text
        text.withUTF8 { append($0) }
    }

    /// Writes a piece of text that is made ready.
    @inline(__always)
    mutating func append(_ pieces: borrowing LinePieces, _ index: Int) {
        pieces.with(index) { from, count in
            guard hasRoom(count) else { return }
            if count <= MemoryLayout<SIMD16<UInt8>>.size {
                let word = UnsafeRawPointer(from).loadUnaligned(as: SIMD16<UInt8>.self)
                UnsafeMutableRawPointer(place).storeBytes(of: word, as: SIMD16<UInt8>.self)
            } else {
                place.update(from: from, count: count)
            }
            place += count
        }
    }

    /// Writes the first bytes of a word.
    @inline(__always)
    mutating func append(_ word: SIMD16<UInt8>, count: Int) {
        guard hasRoom(count) else { return }
        UnsafeMutableRawPointer(place).storeBytes(of: word, as: SIMD16<UInt8>.self)
        place += count
    }

    /// Writes the first bytes of a word, the lowest first.
    @inline(__always)
    mutating func append(_ word: UInt64, count: Int) {
        guard hasRoom(count) else { return }
        UnsafeMutableRawPointer(place).storeBytes(of: word.littleEndian, as: UInt64.self)
        place += count
    }

    // MARK: Numbers

    private static let hundredMillion: UInt64 = 100_000_000

    /// Writes a whole number in decimal digits.
    @inline(__always)
    mutating func append(number: UInt64) {
        // Many are: counts, and spans of nothing.
        if number < 10 { return append(UInt8(ascii: "0") &+ UInt8(truncatingIfNeeded: number)) }
        guard number >= Self.hundredMillion else {
            let digits = DecimalDigits(UInt32(truncatingIfNeeded: number))
            return append(digits.ascii >> UInt64(8 * digits.leadingZeros), count: 8 - digits.leadingZeros)
        }
        appendLong(number)
    }

    @inline(never)
    private mutating func appendLong(_ number: UInt64) {
        let (upper, lower) = number.quotientAndRemainder(dividingBy: Self.hundredMillion)
        if upper < Self.hundredMillion {
            append(number: upper)
        } else {
            append(number: upper / Self.hundredMillion)
            append(DecimalDigits(UInt32(upper % Self.hundredMillion)).ascii, count: 8)
        }
        append(DecimalDigits(UInt32(lower)).ascii, count: 8)
    }

    /// Writes a whole number, with its sign when it is negative.
    @inline(__always)
    mutating func append(number: Int) {
        if number < 0 { append(UInt8(ascii: "-")) }
        append(number: UInt64(number.magnitude))
    }

    /// Writes microseconds as seconds: `12.5`, without zeros at the end.
    @inline(__always)
    mutating func append(microsecondsAsSeconds span: Int64) {
        if span < 0 { append(UInt8(ascii: "-")) }
        let (seconds, micros) = span.magnitude.quotientAndRemainder(dividingBy: 1_000_000)
        append(number: seconds)
        guard micros != 0 else { return }
        append(UInt8(ascii: "."))
        let digits = DecimalDigits(UInt32(truncatingIfNeeded: micros * 100))
        append(digits.ascii, count: 8 - digits.trailingZeros)
    }
}

/// The eight decimal digits of a whole number below 100,000,000, one for each byte, the highest digit in the lowest byte.
///
/// Eight digits come of one division and two multiplications, in lanes of one word: first four digits a lane, then two, then
/// one. A hundredth and a tenth of what a lane has are exact as products, for a lane is small.
struct DecimalDigits {
    /// The digits as numbers.
    let values: UInt64

    @inline(__always)
    init(_ number: UInt32) {
        let upper = number / 10_000
        let fours = UInt64(upper) | UInt64(number - upper * 10_000) << 32
        let hundredths = (fours &* 5243) >> 19 & 0x0000_007F_0000_007F
        let twos = hundredths | (fours &- hundredths &* 100) << 16
        let tenths = (twos &* 103) >> 10 & 0x000F_000F_000F_000F
        values = tenths | (twos &- tenths &* 10) << 8
    }

    /// The digits as text.
    @inline(__always)
    var ascii: UInt64 { values | 0x3030_3030_3030_3030 }

    /// The zeros before the number; seven at most.
    @inline(__always)
    var leadingZeros: Int { min(values.trailingZeroBitCount >> 3, 7) }

    /// The zeros at its end; seven at most.
    @inline(__always)
    var trailingZeros: Int { min(values.leadingZeroBitCount >> 3, 7) }
}
