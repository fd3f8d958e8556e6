/// One line of the registry's text.
///
/// Unsafe inside. `start` is where a line of `DICOMRegistry.rows` begins, which lives as long as the program.
/// Only places out of the two indices become rows, and the generator writes into these nothing but starts of
/// lines, each of at least 12 bytes and closed by a line break.
struct RegistryRow {
    private let start: UnsafePointer<UInt8>

    /// Places in a line; a tag is 8 digits, a value representation 2 letters.
    private static var vrPlace: Int { 8 }
    private static var flagPlace: Int { 10 }
    private static var keywordPlace: Int { 11 }
    /// Digits that an index has for each row.
    private static var indexWidth: Int { 5 }

    private init(_ place: Int, of index: StaticString) {
        precondition(place >= 0 && place < DICOMRegistry.count, "no entry at this place in the dictionary")
        assert(index.utf8CodeUnitCount == DICOMRegistry.count * Self.indexWidth)
        assert(DICOMRegistry.rows.utf8CodeUnitCount == DICOMRegistry.length)
        let digits = index.utf8Start + place * Self.indexWidth
        var offset = 0
        for digit in 0..<Self.indexWidth {
            offset = offset << 4 | Int(Self.number(ofDigit: digits[digit]))
        }
        assert(offset + Self.keywordPlace < DICOMRegistry.length)
        start = DICOMRegistry.rows.utf8Start + offset
    }

    /// The row at a place in the order of tags.
    init(inTagOrder place: Int) {
        self.init(place, of: DICOMRegistry.byTag)
    }

    /// The number of the tag.
    var tag: DICOMTag {
        var number: UInt32 = 0
        for digit in 0..<Self.vrPlace {
            number = number << 4 | UInt32(Self.number(ofDigit: start[digit]))
        }
        return DICOMTag(rawValue: number)
    }

    var vr: ValueRepresentation {
        ValueRepresentation(start[Self.vrPlace], start[Self.vrPlace + 1])
    }

    var isRetired: Bool { start[Self.flagPlace] == UInt8(ascii: "R") }

    var keyword: String { String(decoding: keywordBytes, as: Unicode.UTF8.self) }

    /// The keyword's ASCII, up to the line break.
    var keywordBytes: UnsafeBufferPointer<UInt8> {
        let first = start + Self.keywordPlace
        var count = 0
        while first[count] != UInt8(ascii: "\n") { count += 1 }
        return UnsafeBufferPointer(start: first, count: count)
    }
}

extension RegistryRow {
    /// The row of that tag, exactly.
    static func find(_ tag: DICOMTag) -> RegistryRow? {
        let wanted = digits(of: tag.rawValue)
        let row = first(in: DICOMRegistry.byTag) { $0.tagDigits >= wanted }
        return row?.tagDigits == wanted ? row : nil
    }

    /// The row of that keyword, exactly.
    static func find(keyword: String) -> RegistryRow? {
        let row = first(in: DICOMRegistry.byKeyword) {
            !$0.keywordBytes.lexicographicallyPrecedes(keyword.utf8)
        }
        guard let row, row.keywordBytes.elementsEqual(keyword.utf8) else { return nil }
        return row
    }

    /// The eight digits of the tag, the first most significant, so that they compare as one number.
    private var tagDigits: UInt64 {
        UnsafeRawPointer(start).loadUnaligned(as: UInt64.self).bigEndian
    }

    /// The first row that has reached what is looked for; all rows after it have as well.
    @inline(__always)
    private static func first(in index: StaticString, hasReached: (RegistryRow) -> Bool) -> RegistryRow? {
        var first = 0
        var count = DICOMRegistry.count
        while count > 0 {
            let half = count / 2
            let isAfter = !hasReached(RegistryRow(first + half, of: index))
            first = isAfter ? first + half + 1 : first
            count = isAfter ? count - half - 1 : half
        }
        return first < DICOMRegistry.count ? RegistryRow(first, of: index) : nil
    }

    /// The value of one of `0…9A…F`.
    private static func number(ofDigit digit: UInt8) -> UInt8 {
        // Letters have bit 6 and end in 1 to 6.
        digit & 0xF + (digit >> 6) * 9
    }

    /// The eight hexadecimal digits of a number, the first in the most significant byte, as in `tagDigits`.
    private static func digits(of number: UInt32) -> UInt64 {
        var digits: UInt64 = 0
        for place in 0..<8 {
            let value = UInt64(number >> UInt32(28 - 4 * place) & 0xF)
            digits = digits << 8 | (value < 10 ? 0x30 + value : 0x37 + value)
        }
        return digits
    }
}
