/// How the data set of a file is encoded, named by its UID (PS3.5, section 10; PS3.6, annex A).
///
/// Any UID is allowed: an unknown one counts as encapsulated little-endian with explicit VR, which
/// is what the standard demands of every syntax to come.
public struct TransferSyntax: Hashable, Sendable {
    /// The unique identifier, such as `1.2.840.10008.1.2.1`.
    public let uid: String

    /// The transfer syntax of that UID.
    public init(uid: String) {
        self.uid = uid
    }

    /// Implicit VR Little Endian: DICOM's default.
    public static let implicitVRLittleEndian = TransferSyntax(uid: "1.2.840.10008.1.2")
    /// Explicit VR Little Endian.
    public static let explicitVRLittleEndian = TransferSyntax(uid: "1.2.840.10008.1.2.1")
    /// Deflated Explicit VR Little Endian: the whole data set compressed by zlib.
    public static let deflatedExplicitVRLittleEndian = TransferSyntax(uid: "1.2.840.10008.1.2.1.99")
    /// Explicit VR Big Endian, retired.
    public static let explicitVRBigEndian = TransferSyntax(uid: "1.2.840.10008.1.2.2")
    /// JPEG Baseline (process 1): lossy, 8 bits.
    public static let jpegBaseline = TransferSyntax(uid: "1.2.840.10008.1.2.4.50")
    /// JPEG Extended (processes 2 and 4): lossy, 12 bits.
    public static let jpegExtended = TransferSyntax(uid: "1.2.840.10008.1.2.4.51")
    /// JPEG Lossless, any predictor (process 14).
    public static let jpegLossless = TransferSyntax(uid: "1.2.840.10008.1.2.4.57")
    /// JPEG Lossless, first-order prediction (process 14, selection value 1): the usual one.
    public static let jpegLosslessSV1 = TransferSyntax(uid: "1.2.840.10008.1.2.4.70")
    /// JPEG-LS Lossless.
    public static let jpegLSLossless = TransferSyntax(uid: "1.2.840.10008.1.2.4.80")
    /// JPEG-LS Near-Lossless.
    public static let jpegLSNearLossless = TransferSyntax(uid: "1.2.840.10008.1.2.4.81")
    /// JPEG 2000, lossless only.
    public static let jpeg2000Lossless = TransferSyntax(uid: "1.2.840.10008.1.2.4.90")
    /// JPEG 2000.
    public static let jpeg2000 = TransferSyntax(uid: "1.2.840.10008.1.2.4.91")
    /// JPEG XL, lossless.
    public static let jpegXLLossless = TransferSyntax(uid: "1.2.840.10008.1.2.4.110")
    /// JPEG XL.
    public static let jpegXL = TransferSyntax(uid: "1.2.840.10008.1.2.4.112")
    /// High-Throughput JPEG 2000, lossless only.
    public static let htj2kLossless = TransferSyntax(uid: "1.2.840.10008.1.2.4.201")
    /// High-Throughput JPEG 2000.
    public static let htj2k = TransferSyntax(uid: "1.2.840.10008.1.2.4.203")
    /// RLE Lossless.
    public static let rleLossless = TransferSyntax(uid: "1.2.840.10008.1.2.5")

    /// Whether pixel data are kept as a sequence of compressed fragments.
    public var isEncapsulated: Bool {
        switch self {
        case .implicitVRLittleEndian, .explicitVRLittleEndian, .explicitVRBigEndian,
            .deflatedExplicitVRLittleEndian:
            false
        default:
            true
        }
    }

    /// Whether numbers of the data set have their most significant byte first.
    public var isBigEndian: Bool { self == .explicitVRBigEndian }

    /// Whether the data set is compressed as a whole.
    public var isDeflated: Bool { self == .deflatedExplicitVRLittleEndian }

    /// Whether elements carry their value representation.
    public var isExplicitVR: Bool { self != .implicitVRLittleEndian }

    /// The standard's name; nil for a UID that has no constant here.
    public var name: String? {
        switch self {
        case .implicitVRLittleEndian: "Implicit VR Little Endian"
        case .explicitVRLittleEndian: "Explicit VR Little Endian"
        case .deflatedExplicitVRLittleEndian: "Deflated Explicit VR Little Endian"
        case .explicitVRBigEndian: "Explicit VR Big Endian"
        case .jpegBaseline: "JPEG Baseline"
        case .jpegExtended: "JPEG Extended"
        case .jpegLossless: "JPEG Lossless"
        case .jpegLosslessSV1: "JPEG Lossless SV1"
        case .jpegLSLossless: "JPEG-LS Lossless"
        case .jpegLSNearLossless: "JPEG-LS Near-Lossless"
        case .jpeg2000Lossless: "JPEG 2000 Lossless"
        case .jpeg2000: "JPEG 2000"
        case .jpegXLLossless: "JPEG XL Lossless"
        case .jpegXL: "JPEG XL"
        case .htj2kLossless: "HTJ2K Lossless"
        case .htj2k: "HTJ2K"
        case .rleLossless: "RLE Lossless"
        default: nil
        }
    }
}

extension TransferSyntax: CustomStringConvertible {
    /// The standard's name, or the UID where there is none.
    public var description: String { name ?? uid }
}
