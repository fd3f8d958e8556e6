public import DICOMHeader
import Dispatch
import Synchronization

/// The studies in a folder of DICOM files, and what else lies there.
///
/// ```swift
/// let folder = try StudyFolder(at: "archive", threads: 4)
/// print(folder.studies.count, "studies,", folder.broken.count, "broken files")
/// ```
///
/// What to do about broken files is the caller's choice; nothing is left out silently.
public struct StudyFolder: Sendable {
    /// A file that could be read, and its header.
    public struct Instance: Sendable {
        /// The path, beginning with that of the folder.
        public let path: String
        /// What the file says.
        public let header: InstanceHeader
    }

    /// The instances grouped to studies, ordered by first acquisition.
    public let studies: [ImagingStudy]
    /// All instances, in the order of their paths.
    public let instances: [Instance]
    /// Files that are DICOM but can't be used, and folders that can't be listed, with the reason.
    public let broken: [DICOMNetworkError]
    /// Files that are no DICOM: without the `DICM` prefix and not beginning like a data set.
    public let notDICOM: [String]
    /// DICOMDIR files: indexes that are skipped, because the files they list are read themselves.
    public let indexes: [String]

    /// Reads all files below `path` on up to `threads` threads, but no more than there are cores.
    ///
    /// Links to files are followed, links to folders are not. All lists are in the order of the
    /// paths' bytes, and the result is the same for any number of threads. Throws when the folder
    /// itself can't be listed.
    public init(at path: String, threads: Int) throws(DICOMNetworkError) {
        let tree = try FolderTree(at: path)
        let files = tree.files
        let outcomes = Mutex([DICOMHeaderReader.Outcome?](repeating: nil, count: files.count))
        let next = Atomic(0)
        DispatchQueue.concurrentPerform(iterations: max(1, min(threads, files.count))) { _ in
            while true {
                let index = next.add(1, ordering: .relaxed).oldValue
                guard index < files.count else { return }
                let outcome = DICOMHeaderReader.read(files[index])
                outcomes.withLock { $0[index] = outcome }
            }
        }

        var instances: [Instance] = []
        var broken = tree.unlisted
        var notDICOM: [String] = []
        var indexes: [String] = []
        for (file, outcome) in zip(files, outcomes.withLock { $0 }) {
            switch outcome {
            case .instance(let header): instances.append(Instance(path: file, header: header))
            case .directory: indexes.append(file)
            case .notDICOM: notDICOM.append(file)
            case .broken(let reason):
                broken.append(DICOMNetworkError(operation: .readHeader, subject: file, reason: reason))
            case nil: preconditionFailure("every file has been read")
            }
        }
        self.instances = instances
        self.broken = broken.sorted { $0.subject.utf8.lexicographicallyPrecedes($1.subject.utf8) }
        self.notDICOM = notDICOM
        self.indexes = indexes
        studies = ImagingStudy.grouping(instances.lazy.map(\.header))
    }
}
