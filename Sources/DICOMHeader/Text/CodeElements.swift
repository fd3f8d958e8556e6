/// A set of graphic characters that DICOM brings into a code element (PS3.3, tables C.12-2 to C.12-4).
enum GraphicSet: UInt8, Hashable, Sendable {
    // In G0, one byte a character.
    case ascii, romaji
    // In G0, two bytes a character.
    case jisX0208, jisX0212
    // In G1, one byte a character.
    case katakana, latin1, latin2, latin3, latin4, latin5, latin9, cyrillic, arabic, greek, hebrew, thai
    // In G1, two bytes a character.
    case ksX1001, gb2312

    /// Whether a character takes two bytes.
    var isTwoByte: Bool {
        switch self {
        case .jisX0208, .jisX0212, .ksX1001, .gb2312: true
        default: false
        }
    }
}

/// The two sets in force: G0 for bytes below 0x80, G1 for those above (PS3.5, section 6.1.2.5.1).
struct CodeElements: Hashable, Sendable {
    var g0: GraphicSet
    /// Nil for none, in which bytes above 0x80 have no meaning.
    var g1: GraphicSet?

    /// ASCII and nothing else.
    static let defaultRepertoire = CodeElements(g0: .ascii, g1: nil)

    /// Whether a byte is the character ASCII gives it and changes nothing, in these elements as first state.
    func isPlain(_ byte: UInt8) -> Bool {
        byte < 0x80 && byte != 0x1B
            && (g0 == .ascii || byte != UInt8(ascii: "~") && byte != UInt8(ascii: "\\"))
    }
}

/// An escape sequence that brings a set into a code element (PS3.3, tables C.12-3 and C.12-4).
struct Designation {
    let set: GraphicSet
    /// Whether it goes into G1.
    let isRight: Bool
    /// Bytes of the sequence, ESC included.
    let length: Int

    /// The sequence that starts with the ESC at `start`; nil when it is none of the standard's.
    init?(at start: Int, in bytes: UnsafeRawBufferPointer) {
        func letter(_ offset: Int) -> Unicode.Scalar {
            // NUL is in no sequence.
            offset < bytes.count - start ? Unicode.Scalar(bytes[start + offset]) : "\0"
        }
        switch (letter(1), letter(2), letter(3)) {
        case ("(", "B", _): self.init(.ascii, length: 3)
        case ("(", "J", _): self.init(.romaji, length: 3)
        case (")", "I", _): self.init(right: .katakana, length: 3)
        case ("-", "A", _): self.init(right: .latin1, length: 3)
        case ("-", "B", _): self.init(right: .latin2, length: 3)
        case ("-", "C", _): self.init(right: .latin3, length: 3)
        case ("-", "D", _): self.init(right: .latin4, length: 3)
        case ("-", "F", _): self.init(right: .greek, length: 3)
        case ("-", "G", _): self.init(right: .arabic, length: 3)
        case ("-", "H", _): self.init(right: .hebrew, length: 3)
        case ("-", "L", _): self.init(right: .cyrillic, length: 3)
        case ("-", "M", _): self.init(right: .latin5, length: 3)
        case ("-", "T", _): self.init(right: .thai, length: 3)
        case ("-", "b", _): self.init(right: .latin9, length: 3)
        case ("$", "B", _): self.init(.jisX0208, length: 3)
        case ("$", "(", "D"): self.init(.jisX0212, length: 4)
        case ("$", ")", "A"): self.init(right: .gb2312, length: 4)
        case ("$", ")", "C"): self.init(right: .ksX1001, length: 4)
        default: return nil
        }
    }

    private init(_ set: GraphicSet, length: Int) {
        self.set = set
        isRight = false
        self.length = length
    }

    private init(right set: GraphicSet, length: Int) {
        self.set = set
        isRight = true
        self.length = length
    }
}
