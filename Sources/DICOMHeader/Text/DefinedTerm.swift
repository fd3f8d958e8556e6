/// One term of Specific Character Set, gathered byte by byte (PS3.3, section C.12.1.1.2, tables C.12-2 to C.12-5).
///
/// Files spell terms in many ways: `ISO_IR 100`, `ISO-IR 100`, `ISO 2022-IR 100`. What tells them apart is letters
/// and digits, so only these are kept, in upper case: a stem and the number behind it.
struct DefinedTerm {
    /// The letters and digits, the first one in the lowest byte. No term has more than 14; what follows is dropped.
    private var characters: UInt128 = 0
    private var count = 0

    mutating func append(_ byte: UInt8) {
        switch byte {
        case 0x00, UInt8(ascii: " "), UInt8(ascii: "_"), UInt8(ascii: "-"), UInt8(ascii: "."):
            return
        default:
            guard count < 15 else { return }
            characters |= UInt128(Self.upperCase(byte)) << UInt128(8 * count)
            count += 1
        }
    }

    /// The letter or digit; what no term contains becomes a question mark.
    private static func upperCase(_ byte: UInt8) -> UInt8 {
        switch byte {
        case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "A")...UInt8(ascii: "Z"): byte
        case UInt8(ascii: "a")...UInt8(ascii: "z"): byte - 0x20
        default: UInt8(ascii: "?")
        }
    }

    /// The letters and digits before the number, and the number; nil for none.
    private var parts: (stem: String, number: Int?) {
        withUnsafeBytes(of: characters.littleEndian) { characters in
            // `characters` holds 16 bytes and `count` is at most 15.
            let all = characters.prefix(count)
            let digits = all.reversed().prefix { UInt8(ascii: "0")...UInt8(ascii: "9") ~= $0 }.count
            // Up to 15 digits fit into an Int.
            let number = all.suffix(digits).reduce(0) { 10 * $0 + Int($1 - UInt8(ascii: "0")) }
            return (String(decoding: all.dropLast(digits), as: UTF8.self), digits == 0 ? nil : number)
        }
    }

    /// What the term declares; nil for an unknown one.
    var coding: Coding? {
        switch parts {
        case ("", nil), ("ASCII", nil), ("USASCII", nil): .codeElements(.defaultRepertoire)
        case ("ISOIR", let number?), ("ISO2022IR", let number?): Self.registered(number)
        case ("UTF", 8): .utf8
        // CP-1234, which brought GBK and GB 2312, also shows the forms with ISO 2022.
        case ("GB", 18030), ("ISO2022GB", 18030): .standAlone(.gb18030)
        case ("GBK", nil), ("ISO2022GBK", nil): .standAlone(.gbk)
        case ("ISO", 202258): Self.right(.gb2312)
        case ("ISO", let number?): Self.iso8859(number)
        default: nil
        }
    }

    /// The set with this number in the International Register of Coded Character Sets (ISO-IR).
    private static func registered(_ number: Int) -> Coding? {
        switch number {
        case 6: .codeElements(.defaultRepertoire)
        case 13: .codeElements(CodeElements(g0: .romaji, g1: .katakana))
        case 58: right(.gb2312)
        // Two sets that only an escape sequence brings into G0, so that the first state is ASCII.
        case 87, 159: .codeElements(.defaultRepertoire)
        case 100: right(.latin1)
        case 101: right(.latin2)
        case 109: right(.latin3)
        case 110: right(.latin4)
        case 126: right(.greek)
        case 127: right(.arabic)
        case 138: right(.hebrew)
        case 144: right(.cyrillic)
        case 148: right(.latin5)
        case 149: right(.ksX1001)
        case 166: right(.thai)
        case 192: .utf8
        case 203: right(.latin9)
        default: nil
        }
    }

    /// The part of ISO/IEC 8859 whose number is written behind that of the standard, as in 88591.
    private static func iso8859(_ number: Int) -> Coding? {
        switch number {
        case 88591: right(.latin1)
        case 88592: right(.latin2)
        case 88593: right(.latin3)
        case 88594: right(.latin4)
        case 88595: right(.cyrillic)
        case 88596: right(.arabic)
        case 88597: right(.greek)
        case 88598: right(.hebrew)
        case 88599: right(.latin5)
        case 885911: right(.thai)
        case 885915: right(.latin9)
        default: nil
        }
    }

    /// ASCII in G0 and this set in G1.
    private static func right(_ set: GraphicSet) -> Coding {
        .codeElements(CodeElements(g0: .ascii, g1: set))
    }
}
