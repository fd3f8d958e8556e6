import Foundation

/// The character sets of DICOM (PS3.3, C.12.1.1.2) that the sample studies use.
enum CharacterSet: String, CaseIterable {
    /// Western European.
    case latin1 = "ISO_IR 100"
    /// Cyrillic.
    case cyrillic = "ISO_IR 144"
    /// Greek.
    case greek = "ISO_IR 126"
    /// Unicode in UTF-8.
    case utf8 = "ISO_IR 192"

    /// The bytes of a text; a character that the set does not have becomes a question mark.
    func encode(_ text: String) -> [UInt8] {
        switch self {
        case .utf8: Array(text.utf8)
        case .latin1: text.unicodeScalars.map { $0.value < 0x100 ? UInt8($0.value) : UInt8(ascii: "?") }
        // ISO 8859-5 and 8859-7 are Unicode's blocks moved down, but for a few marks that no name has.
        case .cyrillic: text.unicodeScalars.map { Self.move($0, block: 0x0400...0x045F, by: 0x0360) }
        case .greek: text.unicodeScalars.map { Self.move($0, block: 0x0384...0x03CE, by: 0x02D0) }
        }
    }

    private static func move(_ scalar: Unicode.Scalar, block: ClosedRange<UInt32>, by distance: UInt32)
        -> UInt8
    {
        if scalar.value < 0x80 { return UInt8(scalar.value) }
        return block.contains(scalar.value)
            ? UInt8(truncatingIfNeeded: scalar.value - distance) : UInt8(ascii: "?")
    }
}
