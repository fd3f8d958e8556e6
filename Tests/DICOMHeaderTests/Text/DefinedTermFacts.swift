import DICOMHeader
import Testing

/// The defined terms of PS3.3, tables C.12-2 to C.12-5.
enum Terms {
    static let singleByte = [
        "", "ISO_IR 6", "ISO_IR 100", "ISO_IR 101", "ISO_IR 109", "ISO_IR 110", "ISO_IR 144", "ISO_IR 127",
        "ISO_IR 126", "ISO_IR 138", "ISO_IR 148", "ISO_IR 203", "ISO_IR 13", "ISO_IR 166",
    ]
    static let standAlone = ["ISO_IR 192", "GB18030", "GBK"]
    static let extended = [
        "ISO 2022 IR 6", "ISO 2022 IR 100", "ISO 2022 IR 101", "ISO 2022 IR 109", "ISO 2022 IR 110",
        "ISO 2022 IR 144", "ISO 2022 IR 127", "ISO 2022 IR 126", "ISO 2022 IR 138", "ISO 2022 IR 148",
        "ISO 2022 IR 203", "ISO 2022 IR 13", "ISO 2022 IR 166", "ISO 2022 IR 87", "ISO 2022 IR 159",
        "ISO 2022 IR 149", "ISO 2022 IR 58",
    ]
    static let all = singleByte + standAlone + extended
}

@Suite("Defined terms of Specific Character Set")
struct DefinedTermFacts {
    @Test("every term of the standard is known", arguments: Terms.all)
    func knowsTerm(term: String) {
        #expect(SpecificCharacterSet(term).isKnown)
        #expect(SpecificCharacterSet(declaration: Array("\\\(term)".utf8)).isKnown)
    }

    @Test(
        "nothing declared is ASCII",
        arguments: ["", " ", "\\", "ISO_IR 6", "ISO 2022 IR 6", "\\ISO 2022 IR 87"])
    func nothingIsASCII(declaration: String) {
        #expect(SpecificCharacterSet(declaration) == .ascii)
    }

    @Test(
        "a term is known by its letters and digits",
        arguments: [
            ("ISO_IR 100 ", "ISO_IR 100"), (" ISO_IR 100", "ISO_IR 100"), ("ISO_IR 100\0", "ISO_IR 100"),
            ("ISO_IR_100", "ISO_IR 100"), ("ISO IR 100", "ISO_IR 100"), ("ISO-IR 100", "ISO_IR 100"),
            ("ISO-IR-100", "ISO_IR 100"), ("ISO_IR100", "ISO_IR 100"), ("iso_ir 100", "ISO_IR 100"),
            ("ISO 2022-IR 100", "ISO_IR 100"), ("ISO2022 IR 100", "ISO_IR 100"),
            ("ISO_2022_IR_100", "ISO_IR 100"),
            ("ISO 2022 IR100", "ISO_IR 100"), ("ISO8859-1", "ISO_IR 100"), ("ISO 8859-1", "ISO_IR 100"),
            ("ISO_8859-15", "ISO_IR 203"), ("iso8859_5", "ISO_IR 144"), ("ISO-8859-7", "ISO_IR 126"),
            ("UTF-8", "ISO_IR 192"), ("utf8", "ISO_IR 192"), ("ISO IR 192", "ISO_IR 192"),
            ("ISO 2022 IR 192", "ISO_IR 192"), ("GB 18030", "GB18030"), ("gb18030", "GB18030"),
            ("ISO 2022 GBK", "GBK"), ("ISO 2022 58", "ISO 2022 IR 58"), ("ISO_IR 149", "ISO 2022 IR 149"),
            ("ASCII", "ISO_IR 6"),
        ])
    func toleratesSpelling(spelling: String, term: String) {
        #expect(SpecificCharacterSet(spelling) == SpecificCharacterSet(term))
        #expect(SpecificCharacterSet(spelling).isKnown)
    }

    @Test(
        "an unknown term counts as the default repertoire and is told",
        arguments: [
            "ISO_IR 999", "ISO_IR", "ISO 2022 IR", "KOI8-R", "ISO_IR 1000", "ISO_IR 100é", "ISO_IR 100\n",
            "?",
            "ISO 8859-12", "ISO_IR 100 ISO_IR 101", String(repeating: "ISO_IR 100", count: 1000),
        ])
    func tellsUnknownTerm(term: String) {
        let set = SpecificCharacterSet(term)
        #expect(!set.isKnown)
        #expect(set.decode(latin1("a\u{E9}")) == "a\u{FFFD}")
    }

    @Test("an unknown term after the first is told and changes nothing")
    func tellsUnknownLaterTerm() {
        let set = SpecificCharacterSet("ISO 2022 IR 100\\ISO 2022 IR 999")
        #expect(!set.isKnown)
        #expect(set.decode(latin1("\u{E9}\u{1B}$B;3")) == "é山")
    }

    @Test("a set that stands alone counts only as the first term")
    func ignoresTermsBesideStandAlone() {
        #expect(SpecificCharacterSet("ISO_IR 192\\ISO 2022 IR 87") == .utf8)
        #expect(SpecificCharacterSet("ISO 2022 IR 100\\ISO_IR 192") == SpecificCharacterSet("ISO_IR 100"))
    }

    @Test("declarations that decode differently are not equal")
    func tellsSetsApart() {
        let sets = Set((Terms.singleByte + Terms.standAlone).map { SpecificCharacterSet($0) })
        // The empty term and ISO_IR 6 are one.
        #expect(sets.count == Terms.singleByte.count + Terms.standAlone.count - 1)
    }
}
