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
    /// All instances, in the order of their paths; empty unless they were asked for.
    public let instances: [Instance]
    /// Files that are DICOM but can't be used, folders that can't be listed and archives that can't be read to their end,
    /// with the reason.
    public let broken: [UnreadableFile]
    /// Files that are no DICOM: without the `DICM` prefix and not beginning like a data set. Archives are among them where
    /// archives are not read, or hold nothing but such files.
    public let notDICOM: [String]
    /// DICOMDIR files: indexes that are skipped, because the files they list are read themselves.
    public let indexes: [String]

    /// Reads all files below `path` on up to `threads` threads.
    ///
    /// Links to files are followed, links to folders are not. All lists are in the order of the
    /// paths' bytes, and the result is the same for any number of threads. Throws when the folder
    /// itself can't be listed.
    ///
    /// Memory does not grow with the number of sound files but for 16 bytes an instance, by which files that hold the
    /// same instance are found. With `keepsInstances` every header is kept.
    public init(
        at path: String, threads: Int, keepsInstances: Bool = false, progress: FolderProgress? = nil
    ) throws(UnreadableFile) {
        try self.init(
            at: path, archives: nil, threads: threads, keepsInstances: keepsInstances, progress: progress)
    }

    /// As ``init(at:threads:keepsInstances:progress:)``, and reads the archives that `archives` opens, whether `path` is
    /// one or they lie below it. What is in an archive has its path behind the archive's.
    package init(
        at path: String, archives: (any ArchiveReader)?, threads: Int, keepsInstances: Bool,
        progress: FolderProgress?
    ) throws(UnreadableFile) {
        let walk = FolderWalk(keepsInstances: keepsInstances, progress: progress, archives: archives)
        var findings = try walk.findings(below: path, threads: threads)
        studies = findings.studies.finish()
        instances = findings.instances.sorted { isBefore($0.path, $1.path) }
        broken = findings.broken.sorted { isBefore($0.path, $1.path) }
        notDICOM = findings.notDICOM.sorted(by: isBefore)
        indexes = findings.indexes.sorted(by: isBefore)
    }
}

/// The order of the bytes of two paths.
private func isBefore(_ one: String, _ other: String) -> Bool {
    one.utf8.lexicographicallyPrecedes(other.utf8)
}

/// A file or folder that can't be used, and why.
public struct UnreadableFile: Error, Hashable, Sendable, CustomStringConvertible {
    /// Its path.
    public let path: String
    /// A few words for counting files by what is wrong with them, such as `ends inside the header`.
    public let kind: String
    /// What is wrong with it.
    public let reason: String
    /// What was read in front of the defect; kept only where instances are.
    public let partialHeader: InstanceHeader?

    /// A file and what is wrong with it.
    package init(path: String, kind: String, reason: String, partialHeader: InstanceHeader? = nil) {
        self.path = path
        self.kind = kind
        self.reason = reason
        self.partialHeader = partialHeader
    }

    /// `path: reason`.
    public var description: String { "\(path): \(reason)" }
}
