/// Follows the code elements through a text and gathers it in UTF-8 (PS3.5, section 6.1.2.5).
///
/// Bytes of one encoding that follow one another are converted together. Every step reads at least one byte and
/// writes at most three for each one read, so time and memory are linear.
struct CodeExtensionDecoder: ~Copyable {
    private let initial: CodeElements
    private let delimiters: TextDelimiters
    private var elements: CodeElements
    private var converters = TextConverters()
    /// The text so far, without the run.
    private var utf8: [UInt8] = []
    /// Bytes not yet converted, all in `runEncoding`.
    private var run: [UInt8] = []
    private var runEncoding = TextEncoding.eucJP

    init(initial: CodeElements, delimiters: TextDelimiters) {
        self.initial = initial
        self.delimiters = delimiters
        elements = initial
    }

    /// The text decoded.
    var text: String { String(decoding: utf8, as: UTF8.self) }

    /// Decodes a text from its first byte to its last.
    mutating func decode(_ bytes: UnsafeRawBufferPointer) {
        utf8.reserveCapacity(2 * bytes.count)
        var next = 0
        while next < bytes.count {
            let byte = bytes[next]
            switch byte {
            case 0x1B:
                if let designation = Designation(at: next, in: bytes) {
                    if designation.isRight {
                        elements.g1 = designation.set
                    } else {
                        elements.g0 = designation.set
                    }
                    next += designation.length
                } else {
                    appendReplacement()
                    next += 1
                }
            case 0x00..<0x20:
                elements = initial
                append(ascii: byte)
                next += 1
            case 0x20, 0x7F:
                // Space and DEL are in no set of 94 characters: they are themselves in all of G0.
                append(ascii: byte)
                next += 1
            case 0x21..<0x7F:
                next += decodeLeft(byte, follower: next + 1 < bytes.count ? bytes[next + 1] : nil)
            default:
                next += decodeRight(byte, follower: next + 1 < bytes.count ? bytes[next + 1] : nil)
            }
        }
        flush()
    }

    /// Decodes a character of G0 and returns its length.
    private mutating func decodeLeft(_ byte: UInt8, follower: UInt8?) -> Int {
        if elements.g0.isTwoByte, let follower, 0x21..<0x7F ~= follower {
            // Within EUC-JP, G0 lies in the upper half, and 0x8F announces JIS X 0212.
            if elements.g0 == .jisX0212 { append(0x8F, in: .eucJP) }
            append(byte | 0x80, in: .eucJP)
            append(follower | 0x80, in: .eucJP)
            return 2
        }
        // A delimiter that is no half of a character is one, even where the way back to ASCII was forgotten.
        if delimiters.contains(byte) {
            elements = initial
            append(ascii: byte)
            return 1
        }
        switch (elements.g0, byte) {
        case (.ascii, _): append(ascii: byte)
        // ISO-IR 14 is ASCII but for two characters (PS3.5, section H.1.1).
        case (.romaji, UInt8(ascii: "\\")): append("¥")
        case (.romaji, UInt8(ascii: "~")): append("\u{203E}")
        case (.romaji, _): append(ascii: byte)
        default: appendReplacement()
        }
        return 1
    }

    /// Decodes a character of G1 and returns its length.
    private mutating func decodeRight(_ byte: UInt8, follower: UInt8?) -> Int {
        switch elements.g1 {
        case .latin1?:
            append(Unicode.Scalar(byte))
        case .katakana? where 0xA1...0xDF ~= byte:
            append(Unicode.Scalar(0xFF61 + UInt32(byte - 0xA1)) ?? .replacement)
        case .ksX1001?, .gb2312?:
            guard let encoding = TextEncoding(of: elements.g1), 0xA1..<0xFF ~= byte,
                let follower, 0xA1..<0xFF ~= follower
            else {
                appendReplacement()
                return 1
            }
            append(byte, in: encoding)
            append(follower, in: encoding)
            return 2
        case let set:
            if let encoding = TextEncoding(of: set) {
                append(byte, in: encoding)
            } else {
                appendReplacement()
            }
        }
        return 1
    }

    private mutating func append(ascii byte: UInt8) {
        flush()
        utf8.append(byte)
    }

    private mutating func append(_ character: Unicode.Scalar) {
        flush()
        utf8.append(contentsOf: character.utf8)
    }

    private mutating func appendReplacement() {
        append(.replacement)
    }

    private mutating func append(_ byte: UInt8, in encoding: TextEncoding) {
        if encoding != runEncoding {
            flush()
            runEncoding = encoding
        }
        run.append(byte)
    }

    private mutating func flush() {
        if run.isEmpty { return }
        run.withUnsafeBytes { converters.append($0, in: runEncoding, to: &utf8) }
        run.removeAll(keepingCapacity: true)
    }
}

extension Unicode.Scalar {
    /// What stands for bytes without a meaning.
    static let replacement: Unicode.Scalar = "\u{FFFD}"
}
