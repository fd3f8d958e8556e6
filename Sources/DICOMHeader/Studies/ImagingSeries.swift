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

    init(uid: String?, headers: [InstanceHeader]) {
        self.uid = uid
        modality = headers.mostFrequent { $0.modality } ?? ""
        bodyPart = headers.mostFrequent { $0.bodyPart }
        instances = headers.count
        bytes = headers.reduce(0) { $0 + $1.fileSize }
        firstAcquisition = headers.lazy.compactMap(\.acquired).min()
        lastAcquisition = headers.lazy.compactMap(\.acquired).max()
    }
}

extension [InstanceHeader] {
    /// The most frequent value; of equally frequent ones the first in the alphabet.
    func mostFrequent(_ value: (InstanceHeader) -> String?) -> String? {
        var counts: [String: Int] = [:]
        for header in self {
            if let found = value(header) { counts[found, default: 0] += 1 }
        }
        return counts.min { ($1.value, $0.key) < ($0.value, $1.key) }?.key
    }
}

/// Earlier first, unknown times last, equal times by UID.
func isOrdered(
    _ left: (time: DICOMDateTime?, uid: String), _ right: (time: DICOMDateTime?, uid: String)
) -> Bool {
    switch (left.time, right.time) {
    case (let earlier?, let later?) where earlier != later: earlier < later
    case (_?, nil): true
    case (nil, _?): false
    default: left.uid < right.uid
    }
}
