import DICOMHeader
import Testing

@Suite("Bytes that mean nothing")
struct MalformedTextFacts {
    /// The expectation follows from the rule: one U+FFFD for a byte or a character without meaning, ASCII kept.
    @Test(
        "each becomes a replacement character and nothing else is lost",
        arguments: [
            ("", "61 E9 62", "a\u{FFFD}b"),
            ("ISO_IR 166", "61 FF 62", "a\u{FFFD}b"),
            ("ISO_IR 13", "61 A0 E0 62", "a\u{FFFD}\u{FFFD}b"),
            ("ISO_IR 192", "61 E7 8E 62", "a\u{FFFD}b"),
            ("ISO_IR 192", "C0 AF 61", "\u{FFFD}\u{FFFD}a"),
            // A sequence that is no designation, and ones cut short.
            ("", "61 1B 62", "a\u{FFFD}b"),
            ("", "1B 2D 5A 61", "\u{FFFD}-Za"),
            ("", "61 1B", "a\u{FFFD}"),
            ("", "61 1B 24", "a\u{FFFD}$"),
            ("", "61 1B 24 29", "a\u{FFFD}$)"),
            ("", "1B 1B 28 42 61", "\u{FFFD}a"),
            // Halves of characters of two bytes: at the end, before a line end, an escape sequence, the other element.
            ("", "1B 24 42 3B 33 3B", "山\u{FFFD}"),
            ("", "1B 24 42 3B 33 3B 0A 61", "山\u{FFFD}\na"),
            ("", "1B 24 42 3B 1B 28 42 61", "\u{FFFD}a"),
            ("", "1B 24 42 3B B3 61", "\u{FFFD}\u{FFFD}\u{FFFD}"),
            ("ISO 2022 IR 149", "B1 E6 B5", "길\u{FFFD}"),
            ("ISO 2022 IR 149", "B1 61 B1 E6", "\u{FFFD}a길"),
            ("ISO 2022 IR 149", "80 A0 FF B1 E6", "\u{FFFD}\u{FFFD}\u{FFFD}길"),
            // Characters that the set does not have: JIS X 0208 row 15, JIS X 0212 row 16 cell 0, KS X 1001 row 95.
            ("", "1B 24 42 2F 21 3B 33", "\u{FFFD}山"),
            ("", "1B 24 28 44 21 21 30 21", "\u{FFFD}丂"),
            ("ISO 2022 IR 149", "FE A1 B1 E6", "\u{FFFD}길"),
            ("ISO 2022 IR 58", "FE FE D5 C5", "\u{FFFD}张"),
            ("GBK", "CD F5 CD", "王\u{FFFD}"),
            ("GBK", "CD 0A CD F5", "\u{FFFD}\n王"),
            ("GBK", "FF CD F5", "\u{FFFD}王"),
            ("GB18030", "CD F5 81 30", "王\u{FFFD}0"),
            ("GB18030", "81 30 81", "\u{FFFD}0\u{FFFD}"),
        ])
    func replaces(declaration: String, encoded: String, expected: String) {
        let text = SpecificCharacterSet(declaration).decode(bytes(encoded))
        #expect(codePoints(text) == codePoints(expected), "\(hexadecimal(text))")
    }

    @Test("an empty value is an empty text", arguments: Terms.all)
    func decodesNothing(term: String) {
        #expect(SpecificCharacterSet(term).decode([]) == "")
        #expect(SpecificCharacterSet(term).decode(UnsafeRawBufferPointer(start: nil, count: 0)) == "")
    }

    @Test(
        "all values of one byte and of two have a text", arguments: Terms.all, [ValueRepresentation.pn, .lt])
    func decodesShortValues(term: String, representation: ValueRepresentation) {
        let set = SpecificCharacterSet(term)
        for first in UInt8.min...UInt8.max {
            let one = set.decode([first], as: representation)
            #expect(one.unicodeScalars.count == 1)
            for second in [0, 0x0A, 0x1B, 0x21, 0x5C, 0x5E, 0x7E, 0x7F, 0x80, 0xA1, 0xFE, 0xFF] as [UInt8] {
                let two = set.decode([first, second], as: representation)
                #expect(1...2 ~= two.unicodeScalars.count)
            }
        }
    }

    /// Random bytes of which half are those that steer the decoder.
    static func randomValue(_ random: inout SplitMix64) -> [UInt8] {
        let steering: [[UInt8]] =
            ["\u{1B}", "\u{1B}(B", "\u{1B}(J", "\u{1B})I", "\u{1B}$B", "\u{1B}$(D", "\u{1B}$)C", "\u{1B}$)A"]
            .map(latin1)
            + ["-A", "-B", "-C", "-D", "-F", "-G", "-H", "-L", "-M", "-T", "-b"]
            .map { latin1("\u{1B}" + $0) } + [
                [0x5C], [0x5E], [0x3D], [0x0D, 0x0A], [0x8F], [0x8E], [0x24], [0x28],
            ]
        var value: [UInt8] = []
        for _ in 0..<Int.random(in: 0...64, using: &random) {
            if Bool.random(using: &random), let part = steering.randomElement(using: &random) {
                value += part
            } else {
                value.append(.random(in: .min ... .max, using: &random))
            }
        }
        return value
    }

    @Test("random bytes have a text of at most one character for each byte", arguments: Terms.all)
    func decodesRandomBytes(term: String) {
        let seed: UInt64 = 20_261_124
        var random = SplitMix64(state: seed)
        let set = SpecificCharacterSet("\(term)\\ISO 2022 IR 87\\ISO 2022 IR 149")
        for round in 0..<100 {
            let value = Self.randomValue(&random)
            for text in [
                set.decode(value), set.decode(value, isPersonName: true), set.decode(value, as: .ut),
            ] {
                #expect(text.unicodeScalars.count <= value.count, "seed \(seed), round \(round): \(value)")
            }
        }
    }

    @Test("random declarations are read")
    func readsRandomDeclarations() {
        var random = SplitMix64(state: 20_261_125)
        for _ in 0..<2000 {
            let length = Int.random(in: 0...40, using: &random)
            let declaration = (0..<length).map { _ in UInt8.random(in: .min ... .max, using: &random) }
            let set = SpecificCharacterSet(declaration: declaration)
            #expect(set.decode(latin1("abc")) == "abc")
        }
    }

    @Test("a long value that changes sets at every character is read to its end")
    func decodesLongValue() {
        let part = latin1(
            "\u{1B}$B;3\u{1B}(B.\u{1B}$)C\u{B1}\u{E6}\u{1B}-F\u{E9}\u{1B}-A\u{FF}\u{1B}-T\u{FF}")
        let times = 20_000
        let text = SpecificCharacterSet("\\ISO 2022 IR 87").decode(
            Array(repeatElement(part, count: times).joined()))
        #expect(text == String(repeating: "山.길ιÿ\u{FFFD}", count: times))
    }

    @Test("a long run in one set is converted whole, whatever its length")
    func decodesLongRuns() {
        for length in [1, 127, 128, 169, 170, 171, 255, 256, 257, 511, 512, 513, 4096] {
            let korean = Array(repeatElement([0xB1, 0xE6] as [UInt8], count: length).joined())
            #expect(
                SpecificCharacterSet("ISO 2022 IR 149").decode(korean)
                    == String(repeating: "길", count: length))
            let greek = [UInt8](repeating: 0xE9, count: length)
            #expect(SpecificCharacterSet("ISO_IR 126").decode(greek) == String(repeating: "ι", count: length))
            let unassigned = [UInt8](repeating: 0xFF, count: length)
            #expect(
                SpecificCharacterSet("ISO_IR 126").decode(unassigned)
                    == String(repeating: "\u{FFFD}", count: length))
        }
    }
}
