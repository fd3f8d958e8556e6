import CArchive

/// What the library says is wrong with an archive or with a file in it.
struct ArchiveDefect: Error {
    let reason: String
    /// Whether nothing behind it can be read.
    let isFatal: Bool
}

/// What an archive says of a file in it.
struct ArchiveEntry {
    enum Kind { case file, folder, link, other }

    /// As it is written; nil when it is not text.
    let path: String?
    let kind: Kind
    /// Bytes, as far as the archive says.
    let declaredSize: Int?
    let isEncrypted: Bool
}

/// An open archive, whose files are read one behind the other (libarchive).
///
/// Opened for exactly one kind: the library looks for no other format or compression, and starts no program to unpack
/// with.
struct OpenArchive: ~Copyable {
    // Invariant: `handle` is the library's from init to deinit, used by one thread at a time. An entry of the library is
    // looked at in `next` only and never kept, because the next one takes its place.
    private let handle: OpaquePointer
    private let kind: ArchiveKind
    /// Bytes of the tar archive up to the end of the last file; 0 in front of the first.
    private var endOfFile: Int64 = 0
    /// Whether there is a present file, the rest of which can be passed over.
    private var isInFile = false

    /// What one read of the archive brings, in bytes.
    private static let blockSize = 128 << 10

    /// Throws when the archive can't be opened or does not begin like its kind.
    init(_ path: String, _ kind: ArchiveKind) throws(ArchiveDefect) {
        guard let handle = archive_read_new() else {
            throw ArchiveDefect(reason: "no memory to open it", isFatal: true)
        }
        if let defect = Self.open(handle, path, kind) {
            archive_read_free(handle)
            throw defect
        }
        self.handle = handle
        self.kind = kind
    }

    private static func open(
        _ handle: OpaquePointer, _ path: String, _ kind: ArchiveKind
    ) -> ArchiveDefect? {
        let support =
            switch kind {
            case .zip: archive_read_support_format_zip(handle)
            case .tar: archive_read_support_format_tar(handle)
            case .tarGzip: archive_read_support_filter_gzip(handle)
            case .tarBzip2: archive_read_support_filter_bzip2(handle)
            case .tarXZ: archive_read_support_filter_xz(handle)
            case .tarZstandard: archive_read_support_filter_zstd(handle)
            }
        // A warning says that the library would start a program for it.
        guard support == ARCHIVE_OK else {
            return ArchiveDefect(
                reason: "the installed libarchive can't unpack this compression", isFatal: true)
        }
        if kind != .zip { archive_read_support_format_tar(handle) }
        let status = archive_read_open_filename(handle, path, Self.blockSize)
        return status == ARCHIVE_OK ? nil : defect(handle, isFatal: true)
    }

    deinit { archive_read_free(handle) }

    /// The next file; nil behind the last. The rest of the present one is passed over.
    mutating func next() throws(ArchiveDefect) -> ArchiveEntry? {
        if kind != .zip, isInFile {
            isInFile = false
            guard archive_read_data_skip(handle) > ARCHIVE_FATAL else {
                throw Self.defect(handle, isFatal: true)
            }
            endOfFile = archive_filter_bytes(handle, 0)
        }
        var entry: OpaquePointer?
        let status = archive_read_next_header(handle, &entry)
        if status == ARCHIVE_EOF {
            // A tar archive ends with a block of zeros; the library does not miss it.
            if kind != .zip, archive_filter_bytes(handle, 0) == endOfFile {
                throw ArchiveDefect(reason: "the mark that ends a tar archive is missing", isFatal: true)
            }
            return nil
        }
        // A warning is about names and times.
        guard status == ARCHIVE_OK || status == ARCHIVE_WARN, let entry else {
            throw Self.defect(handle, isFatal: status == ARCHIVE_FATAL)
        }
        isInFile = true
        return ArchiveEntry(
            path: archive_entry_pathname(entry).map { String(cString: $0) }, kind: Self.kind(of: entry),
            declaredSize: archive_entry_size_is_set(entry) != 0 ? Int(archive_entry_size(entry)) : nil,
            isEncrypted: archive_entry_is_encrypted(entry) != 0)
    }

    private static func kind(of entry: OpaquePointer) -> ArchiveEntry.Kind {
        if archive_entry_hardlink(entry) != nil { return .link }
        // The library's own numbers, which are those of POSIX; its macros for them don't reach Swift.
        return switch UInt32(archive_entry_filetype(entry)) {
        case 0o100000: .file
        case 0o040000: .folder
        case 0o120000: .link
        default: .other
        }
    }

    /// Fills memory with the next bytes of the present file, and returns how many there were: fewer only at its end.
    mutating func read(into memory: UnsafeMutableRawBufferPointer) throws(ArchiveDefect) -> Int {
        guard let base = memory.baseAddress, memory.count > 0 else { return 0 }
        let got = archive_read_data(handle, base, memory.count)
        guard got >= 0 else { throw Self.defect(handle, isFatal: got == Int(ARCHIVE_FATAL)) }
        return got
    }

    private static func defect(_ handle: OpaquePointer, isFatal: Bool) -> ArchiveDefect {
        let reason = archive_error_string(handle).map { String(cString: $0) }
        return ArchiveDefect(reason: reason ?? "the archive ends early", isFatal: isFatal)
    }
}
