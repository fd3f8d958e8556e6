/// What opens files in which other files lie. A module above this one brings it, so that reading folders alone needs no
/// library for archives.
package protocol ArchiveReader: Sendable {
    /// What a path to read may lead to, for the message when it leads to something else.
    var expectation: String { get }

    /// Whether a file that is no DICOM may be an archive; a short read.
    func recognizes(_ path: String) -> Bool

    /// Calls `body` with each file inside an archive, in the order of the archive, on the calling thread.
    ///
    /// What can't be read is handed out too, with its reason; an archive that can't be read to its end is itself the
    /// last. Folders inside are left out.
    func forEachFile(in path: String, _ body: (ArchivedFile) -> Void)
}

/// A file inside an archive.
package enum ArchivedFile {
    /// A file and its bytes, valid during the call. Of a file that does not begin like DICOM
    /// (``HeaderScanner/canBegin(_:)``) they may be the first few thousand only.
    case bytes(path: String, UnsafeRawBufferPointer)
    /// A link, which is not followed: what it leads to is read itself, or lies outside.
    case link(path: String)
    /// A file, or the archive itself, that can't be read.
    case unreadable(UnreadableFile)
}
