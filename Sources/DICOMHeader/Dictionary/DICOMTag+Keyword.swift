extension DICOMTag {
    /// The tag with exactly this keyword of PS3.6, such as `Modality`, of a repeating one the first
    /// (`OverlayData` is (6000,3000)); nil when the dictionary has no such keyword.
    public init?(keyword: String) {
        guard let tag = DICOMDictionary.tag(forKeyword: keyword) else { return nil }
        self = tag
    }

    /// The keyword of PS3.6, as in `DICOMDictionary.Entry`; nil for a tag that the dictionary does not know.
    public var keyword: String? { DICOMDictionary.entry(for: self)?.keyword }

    /// The tag that a person wrote: `0008,0060`, `(0008,0060)`, `00080060` or `Modality`.
    ///
    /// Digits of both cases are right, keywords must be exact; nil for all other text. Any number is a tag,
    /// whether the dictionary has it or not.
    public init?(parsing text: String) {
        if let number = DICOMTag.number(Array(text.utf8)) {
            self.init(rawValue: number)
        } else {
            self.init(keyword: text)
        }
    }

    private static func number(_ text: [UInt8]) -> UInt32? {
        var digits = text[...]
        if digits.first == UInt8(ascii: "("), digits.last == UInt8(ascii: ")"), digits.count == 11 {
            digits = digits.dropFirst().dropLast()
        }
        if digits.count == 9 {
            let comma = digits.startIndex + 4
            guard digits[comma] == UInt8(ascii: ",") else { return nil }
            digits.remove(at: comma)
        }
        guard digits.count == 8 else { return nil }
        var number: UInt32 = 0
        for digit in digits {
            // The initializer of integers would let a sign pass.
            guard let value = Character(Unicode.Scalar(digit)).hexDigitValue else { return nil }
            number = number << 4 | UInt32(value)
        }
        return number
    }
}
