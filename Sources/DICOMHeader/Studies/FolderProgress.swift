import Synchronization

/// How far the reading of a folder has come; read it from any thread while the reading goes on.
public final class FolderProgress: Sendable {
    // A class, because the reading threads and those that look on share it.
    private let files = Atomic(0)
    private let bytes = Atomic(0)
    private let total = Atomic(-1)
    private let hasMetArchive = Atomic(false)

    /// Nothing read.
    public init() {}

    /// Files read so far, sound or not; those inside archives are among them.
    public var filesRead: Int { files.load(ordering: .relaxed) }

    /// How long the DICOM files among them are together; no more than their headers is read.
    public var bytesOfFiles: Int { bytes.load(ordering: .relaxed) }

    /// Files there are; nil while they are still being counted, and from the first archive on, in which nobody knows how
    /// many there are.
    public var filesFound: Int? {
        let found = total.load(ordering: .relaxed)
        return found < 0 || hasMetArchive.load(ordering: .relaxed) ? nil : found
    }

    /// Counts the files below folders, without reading them, in a few microseconds each; on a thread of its own,
    /// while others read. Folders that can't be listed count as empty.
    public func countFiles(below paths: [String]) {
        var folders = paths
        var count = 0
        while let folder = folders.popLast() {
            let prefix = folder.hasSuffix("/") ? folder : folder + "/"
            try? FolderListing.forEachEntry(in: folder) { name, kind in
                switch kind {
                case .folder: folders.append(prefix + String(cString: name))
                case .file: count += 1
                case .linkToFolder: break
                }
            }
        }
        total.store(count, ordering: .relaxed)
    }

    func meetArchive() { hasMetArchive.store(true, ordering: .relaxed) }

    func add(_ count: Int, bytes length: Int) {
        files.add(count, ordering: .relaxed)
        bytes.add(length, ordering: .relaxed)
    }
}
