import DICOMArchives
import DICOMHeader
import Foundation
import Testing

@Suite("Damaged and hostile archives")
struct DamagedArchiveFacts {
    private let scratch: Scratch

    init() throws { scratch = try Scratch() }

    private func read(_ path: String, limits: ArchiveLimits = ArchiveLimits()) throws -> StudyFolder {
        try StudyFolder(atFolderOrArchive: path, threads: 1, keepsInstances: true, limits: limits)
    }

    @Test(
        "of an archive that is cut anywhere, what is whole counts, and the archive is broken",
        arguments: ArchiveKind.allCases)
    func cut(kind: ArchiveKind) throws {
        let path = try scratch.pack(Packed.night, as: kind, to: "night" + kind.ending)
        let whole = try scratch.bytes("night" + kind.ending)
        let all = try read(path)
        var mostInstances = 0
        for share in 1...40 {
            let length = whole.count * share / 41
            guard length >= 512 else { continue }
            try scratch.write(Array(whole[..<length]), to: "night" + kind.ending)
            let cut = try read(path)
            mostInstances = max(mostInstances, cut.instances.count)
            for instance in cut.instances {
                #expect(all.instances.contains { $0.path == instance.path && $0.header == instance.header })
            }
            // The zeros behind a tar archive, and the list behind a zip's files, are not missed.
            if cut.instances.count < all.instances.count {
                #expect(cut.broken.last?.path == path, "\(length) of \(whole.count) bytes")
                #expect(cut.broken.last?.kind == "damaged archive")
            }
        }
        if kind == .zip || kind == .tar { #expect(mostInstances > 2) }
    }

    @Test("a tar archive that is cut between two files is broken too")
    func cutBetween() throws {
        let image = Packed.image(study: 1, instance: 1)
        let path = try scratch.pack([Packed("1", image), Packed("2", image)], as: .tar, to: "a.tar")
        // A header of 512 bytes, and the file filled up to the next 512.
        let first = 512 + (image.count + 511) / 512 * 512
        try scratch.write(Array(scratch.bytes("a.tar")[..<first]), to: "a.tar")
        let cut = try read(path)
        #expect(cut.instances.map(\.path) == [path + "/1"])
        #expect(
            cut.broken.map(\.reason) == [
                "at or behind \(path)/1: the mark that ends a tar archive is missing"
            ])
    }

    @Test("of a tar archive with a damaged block between two files, those behind it count too")
    func damagedBetween() throws {
        let image = Packed.image(study: 1, instance: 1)
        let path = try scratch.pack((1...4).map { Packed("\($0)", image) }, as: .tar, to: "a.tar")
        var bytes = try scratch.bytes("a.tar")
        // The block in front of the second file.
        bytes[512 + (image.count + 511) / 512 * 512] ^= 0xFF
        try scratch.write(bytes, to: "a.tar")
        let damaged = try read(path)
        #expect(damaged.instances.map(\.path) == ["1", "3", "4"].map { "\(path)/\($0)" })
        #expect(damaged.broken.map(\.path) == [path])
        #expect(damaged.broken.first?.reason.hasPrefix("at or behind \(path)/1: ") == true)
    }

    @Test("an encrypted zip is broken, once, with the number of its files")
    func encrypted() throws {
        // An empty file has nothing to encrypt.
        let files = Packed.night.filter { !$0.bytes.isEmpty }
        let path = try scratch.pack(files, as: .zip, to: "night.zip", isEncrypted: true)
        let archive = try read(path)
        #expect(archive.studies.isEmpty && archive.notDICOM.isEmpty)
        #expect(archive.broken.map(\.path) == [path])
        #expect(archive.broken.first?.kind == "encrypted archive")
        #expect(archive.broken.first?.reason == "8 encrypted files: Passphrase required for this entry")
    }

    @Test("a file whose checksum is wrong is broken, and the others count")
    func checksum() throws {
        let path = try scratch.pack(Packed.night, as: .zip, to: "night.zip")
        var bytes = try scratch.bytes("night.zip")
        let images = try read(path).instances.count
        // In the middle of the first file's compressed bytes, or of a stored file's.
        let place = try #require(bytes.indices.first { bytes[$0...].starts(with: [0x50, 0x4B, 1, 2]) })
        bytes[place / 4] ^= 0xFF
        try scratch.write(bytes, to: "night.zip")
        let damaged = try read(path)
        #expect(damaged.instances.count == images - 1)
        let broken = damaged.broken.filter { $0.kind == "damaged in its archive" }
        #expect(broken.count == 1)
        #expect(broken.first?.path.hasPrefix(path + "/CT") == true)
    }

    @Test(
        "a file larger than the limit is broken, and the others count", arguments: [ArchiveKind.zip, .tarXZ])
    func tooLarge(kind: ArchiveKind) throws {
        let path = try scratch.pack(
            Packed.night + [Packed("movie", [UInt8](repeating: 7, count: 900_000))], as: kind,
            to: "night" + kind.ending)
        var limits = ArchiveLimits()
        limits.largestFile = 200_000
        let archive = try read(path, limits: limits)
        #expect(archive.instances.count == 4)
        let large = archive.broken.filter { $0.kind == "too large in its archive" }
        #expect(large.map(\.path) == [path + "/CT1/3.dcm", path + "/CT2/3.dcm"])
        #expect(
            large.first?.reason
                == "unpacks to more than the 200000 bytes that a file in an archive may have")
        // It is no DICOM, however large.
        #expect(archive.notDICOM.contains(path + "/movie"))
        limits.largestFile = try #require(
            Packed.night.map(\.bytes.count).max())
        #expect(try read(path, limits: limits).instances.count == 6)
    }

    @Test(
        "an archive that unpacks to far more than its size is read no further",
        arguments: ArchiveKind.allCases)
    func bomb(kind: ArchiveKind) throws {
        let image = Packed.image(study: 1, instance: 1)
        let zeros = [UInt8](repeating: 0, count: 4 << 20)
        let path = try scratch.pack(
            [Packed("1", image)] + (1...8).map { Packed("zeros\($0)", zeros) } + [Packed("2", image)],
            as: kind,
            to: "bomb" + kind.ending)
        var limits = ArchiveLimits()
        limits.leastAllowance = 16 << 20
        limits.largestExpansion = 0
        let archive = try read(path, limits: limits)
        #expect(archive.instances.map(\.path) == [path + "/1"])
        #expect(archive.broken.map(\.path) == [path])
        #expect(
            archive.broken.first?.reason.hasSuffix(
                "unpacks to more than 16777216 bytes, which is more than an archive of its size may") == true)
    }

    @Test("a million empty files have an end")
    func emptyFiles() throws {
        let path = try scratch.pack((1...3_000).map { Packed("\($0)", []) }, as: .tarXZ, to: "many.tar.xz")
        var limits = ArchiveLimits()
        limits.leastAllowance = 4 << 20
        #expect(try read(path).notDICOM == [path])
        limits.largestExpansion = 0
        #expect(try read(path, limits: limits).broken.count == 1)
    }

    @Test("archives with any byte changed end with instances or reasons", arguments: ArchiveKind.allCases)
    func mutated(kind: ArchiveKind) throws {
        let small = [
            Packed("1", Packed.image(study: 1, instance: 1)),
            Packed("2", Packed.image(study: 2, instance: 1)),
            Packed("x", [1, 2, 3]),
        ]
        let path = try scratch.pack(small, as: kind, to: "a" + kind.ending)
        let whole = try scratch.bytes("a" + kind.ending)
        var limits = ArchiveLimits()
        limits.leastAllowance = 1 << 20
        limits.largestExpansion = 0
        for place in stride(from: 0, to: min(whole.count, 4_096), by: 11) {
            for change: UInt8 in [0x01, 0x80, 0xFF] {
                var bytes = whole
                bytes[place] ^= change
                try scratch.write(bytes, to: "a" + kind.ending)
                // The beginning may no longer be that of an archive.
                guard let archive = try? read(path, limits: limits) else { continue }
                #expect(archive.instances.count <= 2)
            }
        }
    }

    @Test(
        "a file that is an archive by its first bytes only is broken, with the library's reason",
        arguments: [
            ("a.zip", [0x50, 0x4B, 3, 4] as [UInt8]), ("a.tgz", [0x1F, 0x8B]),
            ("a.txz", [0xFD, 0x37, 0x7A, 0x58, 0x5A, 0]),
            ("a.tbz", Array("BZh9".utf8)), ("a.tzst", [0x28, 0xB5, 0x2F, 0xFD]),
        ])
    func onlyTheBeginning(name: String, beginning: [UInt8]) throws {
        let path = try scratch.write(beginning + [UInt8](repeating: 0x5A, count: 4_000), to: name)
        let archive = try read(scratch.path)
        #expect(archive.broken.map(\.path) == [path])
        #expect(archive.broken.first?.reason.isEmpty == false)
    }
}
