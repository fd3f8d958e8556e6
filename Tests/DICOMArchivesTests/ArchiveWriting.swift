import CArchive
import DICOMArchives
import DICOMHeader
import Foundation

/// A file of a test's archive.
struct Packed {
    let path: String
    let bytes: [UInt8]
    var linksTo: String?

    init(_ path: String, _ bytes: [UInt8], linksTo: String? = nil) {
        self.path = path
        self.bytes = bytes
        self.linksTo = linksTo
    }

    /// A small image; its series is the study's only one.
    static func image(study: Int, instance: Int, pixels: Int = 4) -> [UInt8] {
        func little(_ number: Int, _ count: Int) -> [UInt8] {
            (0..<count).map { UInt8(truncatingIfNeeded: number >> (8 * $0)) }
        }
        func text(_ group: Int, _ element: Int, _ vr: String, _ text: String) -> [UInt8] {
            let value = Array(text.utf8) + (text.utf8.count & 1 == 1 ? [0x20] : [])
            return little(group, 2) + little(element, 2) + Array(vr.utf8) + little(value.count, 2) + value
        }
        return [UInt8](repeating: 0, count: 128) + Array("DICM".utf8)
            + text(0x0002, 0x0010, "UI", "1.2.840.10008.1.2.1")
            + text(0x0008, 0x0018, "UI", "1.2.\(study).1.\(instance)")
            + text(0x0008, 0x0020, "DA", "2026010\(study)") + text(0x0008, 0x0030, "TM", "1200")
            + text(0x0008, 0x0060, "CS", "CT") + text(0x0020, 0x000D, "UI", "1.2.\(study)")
            + text(0x0020, 0x000E, "UI", "1.2.\(study).1") + little(0x7FE0, 2) + little(0x0010, 2)
            + Array("OW".utf8) + [0, 0] + little(pixels, 4)
            + (0..<pixels).map { UInt8(truncatingIfNeeded: $0 &* 37 ^ $0 >> 8) }
    }

    /// Two studies of three images, some larger than any buffer, and what lies beside them.
    static let night: [Packed] =
        (1...2).flatMap { study in
            (1...3).map { instance in
                Packed(
                    "CT\(study)/\(instance).dcm",
                    image(study: study, instance: instance, pixels: instance == 3 ? 300_000 : 4_000))
            }
        } + [
            Packed("CT2/empty", []), Packed("README", Array("Read me.\n".utf8)),
            Packed("CT1/cut.dcm", Array(image(study: 1, instance: 9, pixels: 9_000).prefix(5_000))),
        ]
}

/// A folder of a test's own, removed when the test lets go of it, and archives in it, written by libarchive.
final class Scratch {
    // A class, because its end removes the folder.
    let path: String

    init() throws {
        let folder = FileManager.default.temporaryDirectory.appending(
            path: "telerad-archives-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        path = folder.path()
    }

    deinit { try? FileManager.default.removeItem(atPath: path) }

    func file(_ name: String) -> String { path + "/" + name }

    @discardableResult
    func write(_ bytes: [UInt8], to name: String) throws -> String {
        let url = URL(filePath: file(name))
        try FileManager.default.createDirectory(
            at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
        try Data(bytes).write(to: url)
        return file(name)
    }

    func bytes(_ name: String) throws -> [UInt8] { try Array(Data(contentsOf: URL(filePath: file(name)))) }

    struct LibraryFailure: Error { let reason: String }

    /// Writes an archive of a kind; a zip can be encrypted.
    @discardableResult
    func pack(_ files: [Packed], as kind: ArchiveKind, to name: String, isEncrypted: Bool = false) throws
        -> String
    {
        let path = file(name)
        let archive = archive_write_new()
        defer { archive_write_free(archive) }
        func check(_ status: Int) throws {
            guard status < Int(ARCHIVE_WARN) else { return }
            throw LibraryFailure(reason: archive_error_string(archive).map { String(cString: $0) } ?? "?")
        }
        if kind == .zip {
            archive_write_set_format_zip(archive)
        } else {
            archive_write_set_format_ustar(archive)
        }
        switch kind {
        case .zip, .tar: break
        case .tarGzip: archive_write_add_filter_gzip(archive)
        case .tarBzip2: archive_write_add_filter_bzip2(archive)
        case .tarXZ: archive_write_add_filter_xz(archive)
        case .tarZstandard: archive_write_add_filter_zstd(archive)
        }
        if isEncrypted {
            try check(Int(archive_write_set_options(archive, "zip:encryption=traditional")))
            try check(Int(archive_write_set_passphrase(archive, "secret")))
        }
        try check(Int(archive_write_open_filename(archive, path)))
        for packed in files {
            let entry = archive_entry_new()
            defer { archive_entry_free(entry) }
            archive_entry_set_pathname(entry, packed.path)
            // Regular file and symbolic link of POSIX.
            archive_entry_set_filetype(entry, packed.linksTo == nil ? 0o100000 : 0o120000)
            if let target = packed.linksTo { archive_entry_set_symlink(entry, target) }
            archive_entry_set_size(entry, Int64(packed.bytes.count))
            archive_entry_set_perm(entry, 0o644)
            try check(Int(archive_write_header(archive, entry)))
            if !packed.bytes.isEmpty {
                try check(
                    packed.bytes.withUnsafeBytes { archive_write_data(archive, $0.baseAddress, $0.count) })
            }
        }
        try check(Int(archive_write_close(archive)))
        return path
    }
}

extension ArchiveKind {
    /// The usual ending of such a file's name.
    var ending: String {
        switch self {
        case .zip: ".zip"
        case .tar: ".tar"
        case .tarGzip: ".tar.gz"
        case .tarBzip2: ".tar.bz2"
        case .tarXZ: ".tar.xz"
        case .tarZstandard: ".tar.zst"
        }
    }
}
