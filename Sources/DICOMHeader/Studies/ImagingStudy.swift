/// One study as it leaves a scanner: its series, its size, and when it was made.
///
/// ```swift
/// for study in ImagingStudy.grouping(headers) {
///     print(study.modalities, study.instances, study.bytes)
/// }
/// ```
public struct ImagingStudy: Hashable, Sendable {
    /// Study Instance UID.
    public let uid: String
    /// The series, ordered by first acquisition, then UID; those without a time come last.
    public let series: [ImagingSeries]
    /// The imaging techniques of all instances, each once, sorted.
    public let modalities: [String]
    /// Body Part Examined; the most frequent one if instances differ.
    public let bodyPart: String?
    /// Study Description; the most frequent one if instances differ.
    public let description: String?
    /// Requested Procedure Priority as the files write it; the most frequent one if they differ.
    public let requestedPriority: String?
    /// When the first instance was acquired (`InstanceHeader.acquired`).
    public let firstAcquisition: DICOMDateTime?
    /// When the last instance was acquired.
    public let lastAcquisition: DICOMDateTime?
    /// Files left out because another file holds the same SOP Instance UID.
    public let duplicates: Int

    /// Number of instances.
    public var instances: Int { series.reduce(0) { $0 + $1.instances } }
    /// Length of all files together.
    public var bytes: Int { series.reduce(0) { $0 + $1.bytes } }

    /// Groups instances by study and series.
    ///
    /// The result does not depend on the order of the headers: studies are ordered by first
    /// acquisition, then UID, those without a time last. Of several files with the same SOP
    /// Instance UID in a series the largest counts and the others are `duplicates`.
    public static func grouping(_ headers: some Sequence<InstanceHeader>) -> [ImagingStudy] {
        var tally = StudyTally()
        for header in headers { tally.add(header) }
        return tally.finish()
    }
}
