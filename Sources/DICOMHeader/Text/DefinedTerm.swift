/// One term of Specific Character Set, gathered byte by byte (PS3.3, section C.12.1.1.2, tables C.12-2 to C.12-5).
///
/// Files spell terms in many ways: `ISO_IR 100`, `ISO-IR 100`, `ISO 2022-IR 100`. What tells them apart is letters
/// and digits, so only these are kept, in upper case.
struct DefinedTerm {
    /// The letters and digits so far. A String of up to 15 bytes needs no allocation, and no term is longer than 14.
    private var spelling = ""

    mutating func append(_ byte: UInt8) {
        switch byte {
        case 0x00, UInt8(ascii: " "), UInt8(ascii: "_"), UInt8(ascii: "-"), UInt8(ascii: "."):
            return
        default:
            guard spelling.utf8.count < 15 else { return }
            spelling.unicodeScalars.append(Self.upperCase(byte))
        }
    }

    /// The letter or digit; what no term contains becomes a question mark.
    private static func upperCase(_ byte: UInt8) -> Unicode.Scalar {
        switch byte {
        case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "A")...UInt8(ascii: "Z"):
            Unicode.Scalar(byte)
        case UInt8(ascii: "a")...UInt8(ascii: "z"): Unicode.Scalar(byte - 0x20)
        default: "?"
        }
    }

    /// What the term declares; nil for an unknown one.
    var coding: Coding? {
        switch spelling {
        case "", "ASCII", "USASCII": return .codeElements(.defaultRepertoire)
        case "UTF8": return .utf8
        case "GB18030", "ISO2022GB18030": return .standAlone(.gb18030)
        // CP-1234, which brought GBK, also shows the longer form.
        case "GBK", "ISO2022GBK": return .standAlone(.gbk)
        default: break
        }
        if spelling.hasPrefix("ISOIR") { return Self.registered(spelling.dropFirst(5)) }
        if spelling.hasPrefix("ISO2022IR") { return Self.registered(spelling.dropFirst(9)) }
        if spelling.hasPrefix("ISO2022") { return Self.registered(spelling.dropFirst(7)) }
        if spelling.hasPrefix("ISO8859") { return Self.iso8859(part: spelling.dropFirst(7)) }
        return nil
    }

    /// The set with this number in the International Register of Coded Character Sets (ISO-IR).
    private static func registered(_ number: Substring) -> Coding? {
        switch number {
        case "6": .codeElements(.defaultRepertoire)
        case "13": .codeElements(CodeElements(g0: .romaji, g1: .katakana))
        case "58": right(.gb2312)
        // Two sets that only an escape sequence brings into G0, so that the first state is ASCII.
        case "87", "159": .codeElements(.defaultRepertoire)
        case "100": right(.latin1)
        case "101": right(.latin2)
        case "109": right(.latin3)
        case "110": right(.latin4)
        case "126": right(.greek)
        case "127": right(.arabic)
        case "138": right(.hebrew)
        case "144": right(.cyrillic)
        case "148": right(.latin5)
        case "149": right(.ksX1001)
        case "166": right(.thai)
        case "192": .utf8
        case "203": right(.latin9)
        default: nil
        }
    }

    /// The set with this number in ISO/IEC 8859, which DICOM calls otherwise.
    private static func iso8859(part: Substring) -> Coding? {
        switch part {
        case "1": right(.latin1)
        case "2": right(.latin2)
        case "3": right(.latin3)
        case "4": right(.latin4)
        case "5": right(.cyrillic)
        case "6": right(.arabic)
        case "7": right(.greek)
        case "8": right(.hebrew)
        case "9": right(.latin5)
        case "11": right(.thai)
        case "15": right(.latin9)
        default: nil
        }
    }

    /// ASCII in G0 and this set in G1.
    private static func right(_ set: GraphicSet) -> Coding {
        .codeElements(CodeElements(g0: .ascii, g1: set))
    }
}
