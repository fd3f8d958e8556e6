/// Compressing instances before they are sent, and the time it takes.
public struct Compression: Hashable, Sendable {
    /// How many times smaller the instances of a modality become; a modality without one is sent as it is.
    public var ratios: [Modality: Double]
    /// Bytes a second that are compressed, or decompressed, for each association or request; infinite is no time.
    /// An instance is compressed before it is sent, not meanwhile.
    public var codecBytesPerSecond: Double

    /// Compression by ratios (above zero) at a codec's speed.
    public init(ratios: [Modality: Double], codecBytesPerSecond: Double = .infinity) {
        self.ratios = ratios
        self.codecBytesPerSecond = codecBytesPerSecond
    }
}
