import DICOMHeader
import Testing

/// An example printed in an annex of PS3.5: bytes, and the text that they are said to be.
struct PublishedExample: Sendable, CustomTestStringConvertible {
    let section: String
    let declaration: String
    let encoded: String
    let text: String

    var testDescription: String { "PS3.5 \(section)" }

    static let personNames = [
        PublishedExample(
            section: "H.3.1", declaration: "\\ISO 2022 IR 87",
            encoded: """
                05/09 06/01 06/13 06/01 06/04 06/01 05/14 05/04 06/01 07/02 06/15 07/05 03/13
                01/11 02/04 04/02 03/11 03/03 04/05 04/04 01/11 02/08 04/02 05/14
                01/11 02/04 04/02 04/02 04/00 04/15 03/10 01/11 02/08 04/02 03/13
                01/11 02/04 04/02 02/04 06/04 02/04 05/14 02/04 04/00 01/11 02/08 04/02 05/14
                01/11 02/04 04/02 02/04 03/15 02/04 06/13 02/04 02/06 01/11 02/08 04/02
                """,
            text: "Yamada^Tarou=山田^太郎=やまだ^たろう"),
        PublishedExample(
            section: "H.3.2", declaration: "ISO 2022 IR 13\\ISO 2022 IR 87",
            encoded: """
                13/04 12/15 12/00 13/14 05/14 12/00 13/11 11/03 03/13
                01/11 02/04 04/02 03/11 03/03 04/05 04/04 01/11 02/08 04/10 05/14
                01/11 02/04 04/02 04/02 04/00 04/15 03/10 01/11 02/08 04/10 03/13
                01/11 02/04 04/02 02/04 06/04 02/04 05/14 02/04 04/00 01/11 02/08 04/10 05/14
                01/11 02/04 04/02 02/04 03/15 02/04 06/13 02/04 02/06 01/11 02/08 04/10
                """,
            text: "ﾔﾏﾀﾞ^ﾀﾛｳ=山田^太郎=やまだ^たろう"),
        PublishedExample(
            section: "I.2", declaration: "\\ISO 2022 IR 149",
            encoded: """
                04/08 06/15 06/14 06/07 05/14 04/07 06/09 06/12 06/04 06/15 06/14 06/07 03/13
                01/11 02/04 02/09 04/03 15/11 15/03 05/14 01/11 02/04 02/09 04/03 13/01 12/14 13/04 13/07 03/13
                01/11 02/04 02/09 04/03 12/08 10/11 05/14 01/11 02/04 02/09 04/03 11/01 14/06 11/05 11/15
                """,
            text: "Hong^Gildong=洪^吉洞=홍^길동"),
        PublishedExample(
            section: "J.1", declaration: "ISO_IR 192",
            encoded: """
                0x57 0x61 0x6e 0x67 0x5e 0x58 0x69 0x61 0x6f 0x44 0x6f 0x6e 0x67 0x3d
                0xe7 0x8e 0x8b 0x5e 0xe5 0xb0 0x8f 0xe6 0x9d 0xb1 0x3d
                """,
            text: "Wang^XiaoDong=王^小東="),
        PublishedExample(
            section: "J.3", declaration: "GB18030",
            encoded: """
                0x57 0x61 0x6e 0x67 0x5e 0x58 0x69 0x61 0x6f 0x44 0x6f 0x6e 0x67 0x3d
                0xcd 0xf5 0x5e 0xd0 0xa1 0xb6 0xab 0x3d
                """,
            text: "Wang^XiaoDong=王^小东="),
        // The annex says that its example serves for both.
        PublishedExample(
            section: "J.3 as GBK", declaration: "GBK",
            encoded: """
                0x57 0x61 0x6e 0x67 0x5e 0x58 0x69 0x61 0x6f 0x44 0x6f 0x6e 0x67 0x3d
                0xcd 0xf5 0x5e 0xd0 0xa1 0xb6 0xab 0x3d
                """,
            text: "Wang^XiaoDong=王^小东="),
        PublishedExample(
            section: "K.2", declaration: "\\ISO 2022 IR 58",
            encoded: """
                0x5A 0x68 0x61 0x6E 0x67 0x5E 0x58 0x69 0x61 0x6F 0x44 0x6F 0x6E 0x67 0x3D 0x1B 0x24 0x29 0x41
                0xD5 0xC5 0x5E 0x1B 0x24 0x29 0x41 0xD0 0xA1 0xB6 0xAB 0x3D 0x20
                """,
            text: "Zhang^XiaoDong=张^小东= "),
    ]

    static let longTexts = [
        // I.3 prints the text only; the Hangul are from CPython: "한글".encode("euc_kr").
        PublishedExample(
            section: "I.3", declaration: "\\ISO 2022 IR 149",
            encoded: """
                1B 24 29 43 54 68 65 20 66 69 72 73 74 20 C7 D1 B1 DB 20 2E 0D 0A
                1B 24 29 43 54 68 65 20 73 65 63 6F 6E 64 20 C7 D1 B1 DB 20 2C 20 74 6F 6F 2E 0D 0A
                54 68 65 20 74 68 69 72 64
                """,
            text: "The first 한글 .\r\nThe second 한글 , too.\r\nThe third"),
        PublishedExample(
            section: "K.3", declaration: "\\ISO 2022 IR 58",
            encoded: """
                0x31 0x2e 0x1B 0x24 0x29 0x41 0xB5 0xDA 0xD2 0xBB 0xD0 0xD0 0xCE 0xC4 0xD7 0xD6 0xA1 0xA3 0x0D 0x0A
                0x32 0x2e 0x1B 0x24 0x29 0x41 0xB5 0xDA 0xB6 0xFE 0xD0 0xD0 0xCE 0xC4 0xD7 0xD6 0xA1 0xA3 0x0D 0x0A
                0x33 0x2e 0x1B 0x24 0x29 0x41 0xB5 0xDA 0xC8 0xFD 0xD0 0xD0 0xCE 0xC4 0xD7 0xD6 0xA1 0xA3 0x0D 0x0A
                """,
            text: "1.第一行文字。\r\n2.第二行文字。\r\n3.第三行文字。\r\n"),
    ]
}

@Suite("Examples of PS3.5, annexes H to K")
struct PublishedExampleFacts {
    @Test(
        "a published person name is the text that the standard prints",
        arguments: PublishedExample.personNames)
    func decodesPersonName(example: PublishedExample) {
        let text = SpecificCharacterSet(example.declaration).decode(
            bytes(example.encoded), isPersonName: true)
        #expect(codePoints(text) == codePoints(example.text), "\(text)")
    }

    @Test("a published long text is the text that the standard prints", arguments: PublishedExample.longTexts)
    func decodesLongText(example: PublishedExample) {
        let text = SpecificCharacterSet(example.declaration).decode(bytes(example.encoded), as: .lt)
        #expect(codePoints(text) == codePoints(example.text), "\(text)")
    }

    // The names of the files in pydicom 3.0.2, pydicom/data/charset_files, and what FileInfo.txt there says of them.
    @Test(
        "names in one single-byte set are read",
        arguments: [
            ("ISO_IR 100", "42 75 63 5E 4A E9 72 F4 6D 65", "Buc^Jérôme"),
            ("ISO_IR 100", "C4 6E 65 61 73 5E 52 FC 64 69 67 65 72", "Äneas^Rüdiger"),
            ("ISO_IR 127", "E2 C8 C7 E6 EA 5E E4 E6 D2 C7 D1", "قباني^لنزار"),
            ("ISO_IR 126", "C4 E9 EF ED F5 F3 E9 EF F2", "Διονυσιος"),
            ("ISO_IR 138", "F9 F8 E5 EF 5E E3 E1 E5 F8 E4", "שרון^דבורה"),
            ("ISO_IR 144", "BB EE DA 63 65 DC D1 79 70 D3", "Люкceмбypг"),
            // From CPython: "สมชาย".encode("tis_620").
            ("ISO_IR 166", "CA C1 AA D2 C2", "สมชาย"),
        ])
    func decodesSingleByteName(term: String, encoded: String, expected: String) {
        let text = SpecificCharacterSet(term).decode(bytes(encoded), isPersonName: true)
        #expect(codePoints(text) == codePoints(expected), "\(text)")
    }
}
