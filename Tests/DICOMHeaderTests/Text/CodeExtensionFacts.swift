import DICOMHeader
import Testing

// PS3.5, section 6.1.2.5: what brings a set in, and where the first state comes back.
@Suite("Code extensions")
struct CodeExtensionFacts {
    /// 山, as it is in G0 after its escape sequence.
    static let mountain = "\u{1B}$B;3"
    /// 길, after its escape sequence.
    static let road = "\u{1B}$)C\u{B1}\u{E6}"

    @Test("sets in G0 and G1 change independently")
    func keepsElementsApart() {
        let text = SpecificCharacterSet("ISO 2022 IR 100\\ISO 2022 IR 87\\ISO 2022 IR 126")
            .decode(latin1("\u{E9}\u{1B}$B;3\u{E9}\u{1B}-F\u{E9};3\u{1B}(B;3\u{E9}"))
        #expect(text == "é山éι山;3ι")
    }

    @Test("JIS X 0208 and JIS X 0212 follow one another")
    func mixesJapaneseSets() {
        // From CPython: "漢字丂字".encode("iso2022_jp_2").
        let text = SpecificCharacterSet("\\ISO 2022 IR 87\\ISO 2022 IR 159")
            .decode(latin1("\u{1B}$B4A;z\u{1B}$(D0!\u{1B}$B;z\u{1B}(B"))
        #expect(text == "漢字丂字")
    }

    @Test(
        "control characters bring back the first state",
        arguments: ["\r", "\n", "\u{0C}", "\t", "\0", "\r\n"])
    func resetsAtControlCharacter(control: String) {
        let text = SpecificCharacterSet("\\ISO 2022 IR 87\\ISO 2022 IR 149")
            .decode(latin1(Self.mountain + Self.road + control + ";3\u{B1}"))
        #expect(text == "山길" + control + ";3\u{FFFD}")
    }

    @Test("the first state that comes back is the declared one")
    func resetsToDeclaredSet() {
        let greek = SpecificCharacterSet("ISO 2022 IR 126\\ISO 2022 IR 100")
        #expect(greek.decode(latin1("\u{E9}\u{1B}-A\u{E9}\n\u{E9}")) == "ιé\nι")
    }

    @Test("the backslash between values brings back the first state")
    func resetsAtBackslash() {
        let text = SpecificCharacterSet("\\ISO 2022 IR 149").decode(latin1(Self.road + "\\\u{B1}\u{E6}"))
        #expect(text == "길\\\u{FFFD}\u{FFFD}")
    }

    @Test(
        "the backslash within a text of one value changes nothing",
        arguments: [ValueRepresentation.lt, .st, .ut])
    func keepsStateAtBackslashOfText(representation: ValueRepresentation) {
        let text = SpecificCharacterSet("\\ISO 2022 IR 149")
            .decode(latin1(Self.road + "\\\u{B1}\u{E6}"), as: representation)
        #expect(text == "길\\길")
    }

    @Test("the parts of a person name begin in the first state", arguments: ["^", "="])
    func resetsAtPartsOfName(delimiter: String) {
        let encoded = latin1(Self.road + delimiter + "\u{B1}\u{E6}")
        let korean = SpecificCharacterSet("\\ISO 2022 IR 149")
        #expect(korean.decode(encoded, isPersonName: true) == "길\(delimiter)\u{FFFD}\u{FFFD}")
        #expect(korean.decode(encoded, as: .pn) == "길\(delimiter)\u{FFFD}\u{FFFD}")
    }

    @Test("caret and equals sign change nothing outside of person names", arguments: ["^", "="])
    func keepsStateAtCaret(character: String) {
        let encoded = latin1(Self.road + character + "\u{B1}\u{E6}")
        let korean = SpecificCharacterSet("\\ISO 2022 IR 149")
        #expect(korean.decode(encoded) == "길\(character)길")
        #expect(korean.decode(encoded, as: .lo) == "길\(character)길")
    }

    // From CPython: bytes.decode("iso2022_jp"). Each has the byte of a delimiter as first or second half.
    @Test(
        "bytes like delimiters within a character of two bytes are no delimiters",
        arguments: [("=P", "出"), ("^R", "渙"), ("\\!", "棔"), (";=", "蚕"), ("5^", "急"), ("2\\", "蝦")])
    func readsDelimiterBytesInPairs(pair: String, expected: String) {
        let text = SpecificCharacterSet("\\ISO 2022 IR 87")
            .decode(latin1("\u{1B}$B" + pair + pair + "\u{1B}(B"), isPersonName: true)
        #expect(text == expected + expected)
    }

    @Test("a delimiter before an escape sequence is one even where the way back to ASCII was forgotten")
    func readsDelimiterWithoutWayBack() {
        let text = SpecificCharacterSet("\\ISO 2022 IR 87")
            .decode(latin1(Self.mountain + "^" + Self.mountain + "\u{1B}(B"), isPersonName: true)
        #expect(text == "山^山")
    }

    @Test("a space among characters of two bytes is a space")
    func readsSpaceAmongPairs() {
        #expect(SpecificCharacterSet("\\ISO 2022 IR 87").decode(latin1("\u{1B}$B;3 ;3\u{1B}(B ")) == "山 山 ")
    }

    @Test("a set that is used without being declared is read all the same")
    func readsUndeclaredSet() {
        #expect(SpecificCharacterSet("ISO_IR 100").decode(latin1("\u{E9}\u{1B}$B;3\u{1B}(B\u{E9}")) == "é山é")
    }

    @Test("a two-byte set declared first is there without an escape sequence")
    func beginsWithTwoByteSet() {
        #expect(SpecificCharacterSet("ISO 2022 IR 149").decode(bytes("B1 E6 B5 BF")) == "길동")
        #expect(SpecificCharacterSet("ISO 2022 IR 58").decode(bytes("D5 C5")) == "张")
    }

    @Test("a set that stands alone knows no escape sequences", arguments: ["ISO_IR 192", "GB18030", "GBK"])
    func leavesEscapeAlone(term: String) {
        #expect(SpecificCharacterSet(term).decode(latin1("a\u{1B}$B;3")) == "a\u{1B}$B;3")
    }
}
