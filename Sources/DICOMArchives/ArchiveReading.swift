import DICOMHeader

/// One archive on its way from the first file to the last.
struct ArchiveReading: ~Copyable {
    private let path: String
    private let limits: ArchiveLimits
    /// What it may unpack to, and what of that is left.
    private let allowance: Int
    private var left: Int
    private var memory = FileMemory()
    /// Files met.
    private var count = 0
    /// The path of the one being read.
    private var place: String
    private var encrypted: (count: Int, reason: String)?
    private var damage: String?

    init(_ path: String, size: Int, _ limits: ArchiveLimits) {
        self.path = path
        place = path
        self.limits = limits
        allowance = limits.allowance(forSize: size)
        left = allowance
    }

    /// Calls `body` with each file, and at the end with what is wrong with the archive as a whole.
    mutating func read(_ kind: ArchiveKind, _ body: (ArchivedFile) -> Void) {
        do throws(ArchiveDefect) {
            var archive = try OpenArchive(path, kind)
            while try readFile(&archive, body) {}
        } catch {
            note(error)
        }
        if let (count, reason) = encrypted {
            body(
                .unreadable(
                    UnreadableFile(
                        path: path, kind: "encrypted archive",
                        reason: "\(count) encrypted file\(count == 1 ? "" : "s"): \(reason)")))
        }
        if let damage { body(.unreadable(.damagedArchive(path, damage))) }
    }

    /// Reads the next file; false behind the last. Throws when nothing behind it can be read.
    private mutating func readFile(
        _ archive: inout OpenArchive, _ body: (ArchivedFile) -> Void
    ) throws(ArchiveDefect) -> Bool {
        try spend(ArchiveLimits.costOfFile)
        let entry: ArchiveEntry
        do throws(ArchiveDefect) {
            guard let next = try archive.next() else { return false }
            entry = next
        } catch {
            if error.isFatal { throw error }
            // The library looks for the next file behind the damage.
            note(error)
            return true
        }
        count += 1
        place = inside(entry.path)
        try spend(max(0, entry.declaredSize ?? 0))
        switch entry.kind {
        case .folder: break
        case .link: body(.link(path: place))
        case .other:
            body(
                .unreadable(
                    UnreadableFile(path: place, kind: "not a regular file", reason: "not a regular file")))
        case .file:
            do throws(ArchiveDefect) {
                if entry.isEncrypted { try probeEncrypted(&archive) }
                body(try contents(entry, &archive))
            } catch {
                if error.isFatal { throw error }
                if entry.isEncrypted {
                    encrypted = ((encrypted?.count ?? 0) + 1, encrypted?.reason ?? error.reason)
                } else {
                    body(
                        .unreadable(
                            UnreadableFile(
                                path: place, kind: "damaged in its archive",
                                reason: "damaged in its archive: \(error.reason)")))
                }
            }
        }
        return true
    }

    /// The bytes of the present file, or why there are none.
    private mutating func contents(
        _ entry: ArchiveEntry, _ archive: inout OpenArchive
    ) throws(ArchiveDefect) -> ArchivedFile {
        var length = 0
        var wanted = Self.firstLook
        while true {
            guard memory.grow(to: wanted) else {
                throw ArchiveDefect(reason: "there is no memory for it", isFatal: false)
            }
            let free = memory.part(length..<memory.capacity)
            // Of the first look no more is read than is needed, of what follows as much as there is room for.
            let part = length == 0 ? UnsafeMutableRawBufferPointer(rebasing: free[..<Self.firstLook]) : free
            let got = try archive.read(into: part)
            let isFirst = length == 0
            length += got
            let bytes = UnsafeRawBufferPointer(memory.part(0..<length))
            // What is no DICOM is not unpacked.
            if got < part.count || (isFirst && !HeaderScanner.canBegin(bytes)) {
                try spend(max(0, length - (entry.declaredSize ?? 0)))
                return .bytes(path: place, bytes)
            }
            guard length <= limits.largestFile, entry.declaredSize ?? 0 <= limits.largestFile else {
                return .unreadable(
                    UnreadableFile(
                        path: place, kind: "too large in its archive",
                        reason:
                            "unpacks to more than the \(limits.largestFile) bytes that a file in an archive may have"
                    ))
            }
            if entry.declaredSize == nil, length > left { try spend(length) }
            wanted = length == memory.capacity ? min(2 * length - 1, limits.largestFile) + 1 : memory.capacity
        }
    }

    /// A file's beginning, enough to see whether it is DICOM.
    private static let firstLook = 8_192

    /// Throws with the library's words for a file that is encrypted.
    private mutating func probeEncrypted(_ archive: inout OpenArchive) throws(ArchiveDefect) {
        guard memory.grow(to: Self.firstLook) else { return }
        _ = try archive.read(into: memory.part(0..<1))
        throw ArchiveDefect(reason: "the file is encrypted", isFatal: false)
    }

    /// Takes bytes from what the archive may unpack to; throws when it is used up.
    private mutating func spend(_ bytes: Int) throws(ArchiveDefect) {
        guard bytes <= left else {
            throw ArchiveDefect(
                reason:
                    "unpacks to more than \(allowance) bytes, which is more than an archive of its size may",
                isFatal: true)
        }
        left -= bytes
    }

    /// Keeps what is wrong with the archive; of several defects the first.
    private mutating func note(_ defect: ArchiveDefect) {
        guard damage == nil else { return }
        damage = count == 0 ? defect.reason : "at or behind \(place): \(defect.reason)"
    }

    /// The path shown for a file inside: the archive's, and what the archive says without `./` and `/` in front.
    private func inside(_ name: String?) -> String {
        guard var name = name.map({ Substring($0) }) else { return "\(path)/(file \(count))" }
        while name.hasPrefix("./") || name.hasPrefix("/") { name = name.drop { $0 == "." }.dropFirst() }
        return "\(path)/\(name)"
    }
}

extension UnreadableFile {
    /// An archive that can't be read to its end.
    static func damagedArchive(_ path: String, _ reason: String) -> UnreadableFile {
        UnreadableFile(path: path, kind: "damaged archive", reason: reason)
    }
}
