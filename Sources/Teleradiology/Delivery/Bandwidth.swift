/// The capacity of a line or the rate of a transfer.
public struct Bandwidth: Hashable, Comparable, Sendable {
    /// Bits a second.
    public var bitsPerSecond: Double

    /// A rate of so many bits a second.
    public init(bitsPerSecond: Double) { self.bitsPerSecond = bitsPerSecond }

    /// A rate of so many million bits a second.
    public static func megabits(_ perSecond: Double) -> Bandwidth {
        Bandwidth(bitsPerSecond: perSecond * 1e6)
    }

    /// No limit, where a finite number is needed: 10 Tbit/s.
    static let widest = Bandwidth(bitsPerSecond: 1e13)

    /// Bytes a second.
    public var bytesPerSecond: Double { bitsPerSecond / 8 }

    public static func < (left: Self, right: Self) -> Bool { left.bitsPerSecond < right.bitsPerSecond }
}
