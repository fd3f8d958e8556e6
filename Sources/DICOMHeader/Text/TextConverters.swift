// The C library's converters, opened when needed and closed with their owner.

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#elseif canImport(Darwin)
    import Darwin
#endif

/// An encoding that the C library converts; the raw value is its name there.
enum TextEncoding: String, Hashable, Sendable {
    case iso8859Part2 = "ISO-8859-2"
    case iso8859Part3 = "ISO-8859-3"
    case iso8859Part4 = "ISO-8859-4"
    case iso8859Part5 = "ISO-8859-5"
    case iso8859Part6 = "ISO-8859-6"
    case iso8859Part7 = "ISO-8859-7"
    case iso8859Part8 = "ISO-8859-8"
    case iso8859Part9 = "ISO-8859-9"
    case iso8859Part15 = "ISO-8859-15"
    case tis620 = "TIS-620"
    case eucJP = "EUC-JP"
    case eucKR = "EUC-KR"
    case eucCN = "EUC-CN"
    case gbk = "GBK"
    case gb18030 = "GB18030"

    /// The encoding whose upper half is this set of G1; nil for none or for a set that needs no tables.
    init?(of set: GraphicSet?) {
        switch set {
        case .latin2: self = .iso8859Part2
        case .latin3: self = .iso8859Part3
        case .latin4: self = .iso8859Part4
        case .cyrillic: self = .iso8859Part5
        case .arabic: self = .iso8859Part6
        case .greek: self = .iso8859Part7
        case .hebrew: self = .iso8859Part8
        case .latin5: self = .iso8859Part9
        case .latin9: self = .iso8859Part15
        case .thai: self = .tis620
        case .ksX1001: self = .eucKR
        case .gb2312: self = .eucCN
        case nil, .ascii, .romaji, .katakana, .latin1, .jisX0208, .jisX0212: return nil
        }
    }

    /// How many bytes to replace together where a character can't be converted: at least one, at most all.
    ///
    /// An ASCII byte is never replaced with what stands before it, so that no delimiter is lost.
    func malformedLength(_ bytes: UnsafeRawBufferPointer) -> Int {
        let longest =
            switch (self, bytes.first) {
            case (.eucJP, 0x8F): 3
            // No character begins with these bytes.
            case (.gbk, 0x80), (.gbk, 0xFF), (.gb18030, 0x80), (.gb18030, 0xFF): 1
            case (.eucJP, _), (.eucKR, _), (.eucCN, _), (.gbk, _), (.gb18030, _): 2
            default: 1
            }
        return max(1, bytes.prefix(longest).prefix { $0 >= 0x80 }.count)
    }
}

/// The converters that one text needs.
///
/// Invariant: `descriptors` holds what `iconv_open` returned, each exactly once and only open ones; nobody else
/// sees them, and `deinit` closes them.
struct TextConverters: ~Copyable {
    private var descriptors: [TextEncoding: iconv_t] = [:]

    deinit {
        for descriptor in descriptors.values { iconv_close(descriptor) }
    }

    /// The open converter from this encoding to UTF-8; nil where the C library has none.
    private mutating func descriptor(for encoding: TextEncoding) -> iconv_t? {
        if let open = descriptors[encoding] { return open }
        // (iconv_t)-1 is the C library's failure.
        guard let new = iconv_open("UTF-8", encoding.rawValue), new != iconv_t(bitPattern: -1) else {
            return nil
        }
        descriptors[encoding] = new
        return new
    }

    /// Appends bytes of one encoding as UTF-8, U+FFFD for each malformed or unassigned character.
    ///
    /// Linear: every turn of the loop leaves fewer bytes than it found.
    mutating func append(
        _ bytes: UnsafeRawBufferPointer, in encoding: TextEncoding, to text: inout [UInt8]
    ) {
        var rest = bytes[...]
        guard let descriptor = descriptor(for: encoding) else {
            while !rest.isEmpty {
                rest = rest.dropFirst(encoding.malformedLength(UnsafeRawBufferPointer(rebasing: rest)))
                text.append(contentsOf: Unicode.Scalar.replacement.utf8)
            }
            return
        }
        withUnsafeTemporaryAllocation(byteCount: 512, alignment: 1) { chunk in
            while !rest.isEmpty {
                let (consumed, written, isStuck) = convert(
                    UnsafeRawBufferPointer(rebasing: rest), into: chunk, with: descriptor)
                text.append(contentsOf: chunk.prefix(written))
                rest = rest.dropFirst(consumed)
                if isStuck {
                    rest = rest.dropFirst(encoding.malformedLength(UnsafeRawBufferPointer(rebasing: rest)))
                    text.append(contentsOf: Unicode.Scalar.replacement.utf8)
                }
            }
        }
    }

    /// Converts as much as goes. Stuck means that the next character is at fault, not the room for it.
    ///
    /// Safe because `iconv` reads and writes only within the lengths it is given, and does not write to its input
    /// although its C signature would let it.
    private func convert(
        _ input: UnsafeRawBufferPointer, into output: UnsafeMutableRawBufferPointer, with descriptor: iconv_t
    ) -> (consumed: Int, written: Int, isStuck: Bool) {
        var source = UnsafeMutableRawPointer(mutating: input.baseAddress)?.assumingMemoryBound(to: CChar.self)
        var sourceLeft = input.count
        var target = output.baseAddress?.assumingMemoryBound(to: CChar.self)
        var targetLeft = output.count
        let isFailure = iconv(descriptor, &source, &sourceLeft, &target, &targetLeft) == -1
        let isFull = isFailure && errno == E2BIG
        let consumed = input.count - sourceLeft
        // Without progress it is stuck whatever it says: the loop around it must end.
        let isStuck = isFailure && !isFull || consumed == 0
        if isStuck { iconv(descriptor, nil, nil, nil, nil) }
        assert(0...input.count ~= consumed && 0...output.count ~= targetLeft)
        return (consumed, output.count - targetLeft, isStuck)
    }
}
