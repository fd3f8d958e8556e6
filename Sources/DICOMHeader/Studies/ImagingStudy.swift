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
        Dictionary(grouping: headers, by: \.studyInstanceUID)
            .map { ImagingStudy(uid: $0.key, allHeaders: $0.value) }
            .sorted { isOrdered(($0.firstAcquisition, $0.uid), ($1.firstAcquisition, $1.uid)) }
    }

    private init(uid: String, allHeaders: [InstanceHeader]) {
        let headers = ImagingStudy.withoutDuplicates(allHeaders)
        self.uid = uid
        series = Dictionary(grouping: headers, by: \.seriesInstanceUID)
            .map { ImagingSeries(uid: $0.key, headers: $0.value) }
            .sorted { isOrdered(($0.firstAcquisition, $0.uid ?? ""), ($1.firstAcquisition, $1.uid ?? "")) }
        modalities = Set(headers.map(\.modality)).sorted()
        bodyPart = headers.mostFrequent { $0.bodyPart }
        description = headers.mostFrequent { $0.studyDescription }
        requestedPriority = headers.mostFrequent { $0.requestedProcedurePriority }
        firstAcquisition = series.lazy.compactMap(\.firstAcquisition).min()
        lastAcquisition = series.lazy.compactMap(\.lastAcquisition).max()
        duplicates = allHeaders.count - headers.count
    }

    private struct Instance: Hashable {
        let series: String?
        let uid: String
    }

    private static func withoutDuplicates(_ headers: [InstanceHeader]) -> [InstanceHeader] {
        var kept: [InstanceHeader] = []
        var places: [Instance: Int] = [:]
        for header in headers {
            guard let uid = header.sopInstanceUID else {
                kept.append(header)
                continue
            }
            let instance = Instance(series: header.seriesInstanceUID, uid: uid)
            if let place = places[instance] {
                if isPreferred(header, to: kept[place]) { kept[place] = header }
            } else {
                places[instance] = kept.count
                kept.append(header)
            }
        }
        return kept
    }

    /// The larger file; of equally large ones the earlier acquisition, then a fixed order of what
    /// else goes into a study, so that the choice does not hang on the order of the files.
    private static func isPreferred(_ one: InstanceHeader, to other: InstanceHeader) -> Bool {
        if one.fileSize != other.fileSize { return one.fileSize > other.fileSize }
        func key(_ header: InstanceHeader) -> String {
            [
                header.modality, header.bodyPart ?? "", header.studyDescription ?? "",
                header.requestedProcedurePriority ?? "",
            ].joined(separator: "\n")
        }
        return isOrdered((one.acquired, key(one)), (other.acquired, key(other)))
    }
}
