import DICOMHeader
import DICOMNetwork
import Foundation

/// Synthetic studies of all six imaging techniques, for tests, demonstrations and replays.
///
/// Everything in them is invented; the objects conform to the standard. The same seed gives the same files:
/// noise, identifiers and nothing else depend on it.
///
///     try SampleStudyCollection(seed: 20260302).write(to: "SampleStudies")
public struct SampleStudyCollection: Sendable {
    /// The seed of noise and identifiers.
    public let seed: UInt64

    /// The collection of a seed.
    public init(seed: UInt64) { self.seed = seed }

    /// The number of instances that are written.
    public var instanceCount: Int {
        SamplePlan.studies.reduce(0) { $0 + $1.series.reduce(0) { $0 + $1.instances } }
    }

    /// Writes all studies below a folder, one folder a study and one a series; folders are made as needed.
    ///
    /// - Parameter progress: called after each instance with the number written.
    /// - Throws: what DCMTK or the file system says, with the path.
    public func write(to folder: String, progress: ((Int) -> Void)? = nil) throws(SyntheticStudiesError) {
        var written = 0
        for study in SamplePlan.studies {
            for (seriesIndex, series) in study.series.enumerated() {
                let path = "\(folder)/\(study.folder)/\(series.folder)"
                do {
                    try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
                } catch {
                    throw SyntheticStudiesError(path: path, reason: error.localizedDescription)
                }
                for instance in 0..<series.instances {
                    let image = SampleImage(
                        study: study, series: series, seriesNumber: seriesIndex + 1, instance: instance,
                        seed: seed)
                    let file = "\(path)/\(padded(instance + 1, 3)).dcm"
                    do {
                        try image.write(to: file)
                    } catch {
                        throw SyntheticStudiesError(path: file, reason: error.reason)
                    }
                    written += 1
                    progress?(written)
                }
            }
        }
    }
}

/// A number with leading zeros.
func padded(_ number: Int, _ width: Int) -> String {
    let digits = String(number)
    return String(repeating: "0", count: max(0, width - digits.count)) + digits
}
