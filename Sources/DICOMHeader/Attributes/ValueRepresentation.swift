/// A value representation: what kind of value an element holds, as two letters (PS3.5, section 6.2).
///
/// Any two bytes can be one, because files contain any two bytes; the constants are those of the standard.
public struct ValueRepresentation: RawRepresentable, Hashable, Sendable, BitwiseCopyable {
    /// The two bytes as they stand in a file, the first one low: `CS` is 0x5343.
    public let rawValue: UInt16

    /// The value representation of those two bytes, the first one low.
    @inlinable
    public init(rawValue: UInt16) { self.rawValue = rawValue }

    /// The value representation with this name; nil when it has not exactly two ASCII characters.
    public init?(_ name: some StringProtocol) {
        let letters = Array(name.utf8.prefix(3))
        guard letters.count == 2, letters.allSatisfy({ $0 < 0x80 }) else { return nil }
        self.init(letters[0], letters[1])
    }

    @inlinable
    init(_ first: UInt8, _ second: UInt8) {
        self.init(rawValue: UInt16(first) | UInt16(second) &<< 8)
    }

    /// Application Entity.
    public static let ae = Self(0x41, 0x45)
    /// Age String.
    public static let `as` = Self(0x41, 0x53)
    /// Attribute Tag.
    public static let at = Self(0x41, 0x54)
    /// Code String.
    public static let cs = Self(0x43, 0x53)
    /// Date.
    public static let da = Self(0x44, 0x41)
    /// Decimal String.
    public static let ds = Self(0x44, 0x53)
    /// Date Time.
    public static let dt = Self(0x44, 0x54)
    /// Floating Point Double.
    public static let fd = Self(0x46, 0x44)
    /// Floating Point Single.
    public static let fl = Self(0x46, 0x4C)
    /// Integer String.
    public static let `is` = Self(0x49, 0x53)
    /// Long String.
    public static let lo = Self(0x4C, 0x4F)
    /// Long Text.
    public static let lt = Self(0x4C, 0x54)
    /// Other Byte.
    public static let ob = Self(0x4F, 0x42)
    /// Other Double.
    public static let od = Self(0x4F, 0x44)
    /// Other Float.
    public static let of = Self(0x4F, 0x46)
    /// Other Long.
    public static let ol = Self(0x4F, 0x4C)
    /// Other 64-bit Very Long.
    public static let ov = Self(0x4F, 0x56)
    /// Other Word.
    public static let ow = Self(0x4F, 0x57)
    /// Person Name.
    public static let pn = Self(0x50, 0x4E)
    /// Short String.
    public static let sh = Self(0x53, 0x48)
    /// Signed Long.
    public static let sl = Self(0x53, 0x4C)
    /// Sequence of Items.
    public static let sq = Self(0x53, 0x51)
    /// Signed Short.
    public static let ss = Self(0x53, 0x53)
    /// Short Text.
    public static let st = Self(0x53, 0x54)
    /// Signed 64-bit Very Long.
    public static let sv = Self(0x53, 0x56)
    /// Time.
    public static let tm = Self(0x54, 0x4D)
    /// Unlimited Characters.
    public static let uc = Self(0x55, 0x43)
    /// Unique Identifier.
    public static let ui = Self(0x55, 0x49)
    /// Unsigned Long.
    public static let ul = Self(0x55, 0x4C)
    /// Unknown.
    public static let un = Self(0x55, 0x4E)
    /// Universal Resource Identifier or Locator.
    public static let ur = Self(0x55, 0x52)
    /// Unsigned Short.
    public static let us = Self(0x55, 0x53)
    /// Unlimited Text.
    public static let ut = Self(0x55, 0x54)
    /// Unsigned 64-bit Very Long.
    public static let uv = Self(0x55, 0x56)
}

extension ValueRepresentation: CustomStringConvertible {
    /// The two letters; what is no printable ASCII as a question mark.
    public var description: String {
        let letters = [UInt8(truncatingIfNeeded: rawValue), UInt8(truncatingIfNeeded: rawValue >> 8)]
        return String(
            decoding: letters.map { (0x20...0x7E).contains($0) ? $0 : 0x3F }, as: Unicode.ASCII.self)
    }
}
