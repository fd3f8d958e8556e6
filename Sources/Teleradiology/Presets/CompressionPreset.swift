/// How many times smaller lossless JPEG-LS makes the instances of a modality.
public struct CompressionPreset: Sendable, Hashable {
    /// Bytes before over bytes after.
    public let ratio: Double
    /// Where the figure comes from.
    public let source: PresetSource

    /// The preset of a modality.
    public static func of(_ modality: Modality) -> CompressionPreset {
        let (ratio, group) =
            switch modality {
            case .xray: (2.43, "DX; CR 3.64")
            case .ct: (4.00, "CT")
            case .mr: (3.59, "MR")
            case .ultrasound: (3.4, "US")
            case .nuclear: (5.98, "NM")
            case .mammography: (2.62, "MG")
            }
        return CompressionPreset(
            ratio: ratio,
            source: .seen(
                "D. A. Clunie, Lossless compression of grayscale medical images, Proc. SPIE 3980 (2000), JPEG-LS, \(group)"
            ))
    }

    /// The ratios of all modalities.
    public static var ratios: [Modality: Double] {
        Dictionary(uniqueKeysWithValues: Modality.allCases.map { ($0, of($0).ratio) })
    }
}
