/// One series of a study: how many instances of how many bytes, made when.
public struct ImagingSeries: Hashable, Sendable {
    /// Series Instance UID; nil for instances that name no series.
    public let uid: String?
    /// The imaging technique as the files write it; the most frequent one if they differ.
    public let modality: String
    /// Body Part Examined; the most frequent one if instances differ.
    public let bodyPart: String?
    /// Number of instances.
    public let instances: Int
    /// Length of all files together.
    public let bytes: Int
    /// When the first instance was acquired (`InstanceHeader.acquired`).
    public let firstAcquisition: DICOMDateTime?
    /// When the last instance was acquired.
    public let lastAcquisition: DICOMDateTime?
}
