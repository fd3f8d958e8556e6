import DICOMHeader

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#elseif canImport(Darwin)
    import Darwin
#endif

/// Opens zip and tar archives while folders are read.
struct ZipAndTar: ArchiveReader {
    let limits: ArchiveLimits

    var expectation: String { "a folder, or a zip or tar archive, of DICOM files" }

    func recognizes(_ path: String) -> Bool { ArchiveKind(ofFileAt: path) != nil }

    func forEachFile(in path: String, _ body: (ArchivedFile) -> Void) {
        var status = stat()
        guard stat(path, &status) == 0, let kind = ArchiveKind(ofFileAt: path) else {
            // It was an archive a moment ago.
            return body(.unreadable(.damagedArchive(path, "it changed while it was read")))
        }
        TextLocale.withUTF8 {
            var reading = ArchiveReading(path, size: Int(status.st_size), limits)
            reading.read(kind, body)
        }
    }
}
