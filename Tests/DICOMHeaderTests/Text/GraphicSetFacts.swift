import DICOMHeader
import Testing

/// All characters of rows 16 to 94 of a two-byte set: how many CPython knows, and a checksum of their code points.
struct TwoByteTable: Sendable, CustomTestStringConvertible {
    let term: String
    /// The escape sequence that brings it in.
    let designation: String
    /// What is added to row and cell in the text: 0x20 in G0, 0xA0 in G1.
    let base: UInt8
    let codec: String
    let assigned: Int
    let checksum: UInt64

    var testDescription: String { "\(term) (\(codec))" }

    // Made with CPython 3.11: for every row and cell from 0x30 and 0x21 to 0x7E, bytes([row | 0x80, cell | 0x80])
    // (behind 0x8F for JIS X 0212) decoded by the codec, U+FFFD where that raises; then the 64-bit FNV-1a hash of
    // the code points, three bytes each, low one first.
    static let all = [
        TwoByteTable(
            term: "ISO 2022 IR 87", designation: "1B 24 42", base: 0x20, codec: "euc_jp",
            assigned: 6355, checksum: 0x5B24_194E_642B_132F),
        TwoByteTable(
            term: "ISO 2022 IR 159", designation: "1B 24 28 44", base: 0x20, codec: "euc_jp",
            assigned: 5801, checksum: 0xBF40_F6DF_00A6_222B),
        TwoByteTable(
            term: "ISO 2022 IR 149", designation: "1B 24 29 43", base: 0xA0, codec: "euc_kr",
            assigned: 7238, checksum: 0x78DC_E7E9_40FF_FED9),
        TwoByteTable(
            term: "ISO 2022 IR 58", designation: "1B 24 29 41", base: 0xA0, codec: "gb2312",
            assigned: 6763, checksum: 0x6A63_C44C_50E9_6583),
    ]

    static func checksum(_ codePoints: [UInt32]) -> UInt64 {
        var hash: UInt64 = 0xCBF2_9CE4_8422_2325
        for code in codePoints {
            for shift: UInt32 in [0, 8, 16] {
                hash = (hash ^ UInt64(code >> shift & 0xFF)) &* 0x100_0000_01B3
            }
        }
        return hash
    }
}

@Suite("Sets of characters")
struct GraphicSetFacts {
    @Test(
        "the bytes A0 to FF of a single-byte set are what CPython makes of them",
        arguments: SingleByteTable.all)
    func decodesUpperHalf(table: SingleByteTable) {
        let text = SpecificCharacterSet(table.term).decode(Array(0xA0...0xFF))
        #expect(codePoints(text) == table.codePoints, "\(hexadecimal(text))")
    }

    @Test("a term with code extensions begins like the one without", arguments: SingleByteTable.all)
    func beginsAlike(table: SingleByteTable) {
        let number = table.term.dropFirst("ISO_IR ".count)
        let extended = SpecificCharacterSet("ISO 2022 IR \(number)\\ISO 2022 IR 87")
        #expect(codePoints(extended.decode(Array(0xA0...0xFF))) == table.codePoints)
    }

    @Test(
        "the escape sequence of a single-byte set brings it in",
        arguments: zip(
            SingleByteTable.all, ["-A", "-B", "-C", "-D", "-L", "-G", "-F", "-H", "-M", "-b", "-T", ")I"]))
    func designatesSingleByteSet(table: SingleByteTable, final: String) {
        let text = SpecificCharacterSet.ascii.decode(latin1("\u{1B}" + final) + Array(0xA0...0xFF))
        #expect(codePoints(text) == table.codePoints, "\(hexadecimal(text))")
    }

    @Test(
        "ideographs and syllables of a two-byte set are what CPython makes of them",
        arguments: TwoByteTable.all)
    func decodesTwoByteSet(table: TwoByteTable) {
        var text = bytes(table.designation)
        for row: UInt8 in 16...94 {
            for cell: UInt8 in 1...94 { text += [table.base + row, table.base + cell] }
        }
        // As ST, so that bytes like a delimiter would do no harm if they were taken for one.
        for decoded in [
            SpecificCharacterSet("\\\(table.term)").decode(text, as: .st),
            SpecificCharacterSet("\\\(table.term)").decode(text, isPersonName: true),
        ] {
            let found = codePoints(decoded)
            #expect(found.count == 79 * 94)
            #expect(found.count { $0 != 0xFFFD } == table.assigned)
            #expect(TwoByteTable.checksum(found) == table.checksum)
        }
    }

    // From CPython: text.encode("gb18030"), and "gbk" for what that has.
    @Test(
        "GB18030 has characters of one, two and four bytes",
        arguments: [
            ("41 81 40 5C", "A丂\\"),
            ("D0 5C", "衆"),
            ("95 32 82 36 2E", "𠀀."),
            ("81 30 B2 35 A8 A6", "ʖé"),
        ])
    func decodesGB18030(encoded: String, expected: String) {
        let text = SpecificCharacterSet("GB18030").decode(bytes(encoded))
        #expect(codePoints(text) == codePoints(expected), "\(hexadecimal(text))")
    }

    @Test("a GBK character may end in the byte of a backslash")
    func decodesGBKBackslash() {
        #expect(SpecificCharacterSet("GBK").decode(bytes("D0 5C 5C D0 5C")) == "衆\\衆")
    }

    @Test("JIS X 0201 has an overline where ASCII has a tilde")
    func decodesOverline() {
        // PS3.5, section H.1.1.
        #expect(codePoints(SpecificCharacterSet("ISO_IR 13").decode(latin1("a~b"))) == [0x61, 0x203E, 0x62])
    }

    @Test("the yen sign of JIS X 0201 is a separator, except in texts of one value")
    func decodesYenSign() {
        // PS3.5, section H.1.1, note 3.
        let japanese = SpecificCharacterSet("ISO_IR 13")
        #expect(japanese.decode(latin1("a\\b")) == "a\\b")
        #expect(japanese.decode(latin1("a\\b"), as: .lo) == "a\\b")
        #expect(japanese.decode(latin1("a\\b"), as: .pn) == "a\\b")
        #expect(japanese.decode(latin1("a\\b"), as: .lt) == "a¥b")
        #expect(japanese.decode(latin1("a\\b"), as: .st) == "a¥b")
        #expect(japanese.decode(latin1("a\\b"), as: .ut) == "a¥b")
    }

    @Test("no character of two bytes becomes a backslash, so text can be split at it")
    func keepsBackslashForSeparator() {
        // JIS X 0208, 1-32, is the full-width reverse solidus.
        let text = SpecificCharacterSet("\\ISO 2022 IR 87").decode(latin1("\u{1B}$B!@\u{1B}(B"))
        #expect(codePoints(text) == [0xFF3C])
    }

    @Test("ASCII is itself in every set but JIS X 0201", arguments: Terms.all.filter { !$0.hasSuffix(" 13") })
    func keepsASCII(term: String) {
        let all = (0..<0x80).filter { $0 != 0x1B }.map { UInt8($0) }
        #expect(codePoints(SpecificCharacterSet(term).decode(all)) == all.map { UInt32($0) })
        #expect(
            codePoints(SpecificCharacterSet(term).decode(all + [0xFF])).starts(with: all.map { UInt32($0) }))
    }
}
