import DICOMArchives
import DICOMHeader
import Foundation
import Testing

@Suite("Archives of studies")
struct ArchiveFacts {
    private let scratch: Scratch

    init() throws { scratch = try Scratch() }

    private func read(_ path: String, threads: Int = 2, limits: ArchiveLimits = ArchiveLimits()) throws
        -> StudyFolder
    {
        try StudyFolder(atFolderOrArchive: path, threads: threads, keepsInstances: true, limits: limits)
    }

    /// Paths without that of the folder or archive.
    private func inside(_ paths: [String], _ root: String) -> [String] {
        paths.map { $0.hasPrefix(root + "/") ? String($0.dropFirst(root.count + 1)) : $0 }
    }

    // MARK: The same as a folder

    @Test(
        "a folder and an archive of it give the same studies, instances and other files",
        arguments: ArchiveKind.allCases)
    func sameAsFolder(kind: ArchiveKind) throws {
        for file in Packed.night { try scratch.write(file.bytes, to: "night/\(file.path)") }
        let folder = try read(scratch.file("night"))
        #expect(folder.studies.map(\.instances) == [3, 3])
        let path = try scratch.pack(Packed.night, as: kind, to: "night" + kind.ending)
        #expect(ArchiveKind(ofFileAt: path) == kind)
        let archive = try read(path)
        #expect(archive.studies == folder.studies)
        #expect(archive.instances.map(\.header) == folder.instances.map(\.header))
        let root = scratch.file("night")
        #expect(inside(archive.instances.map(\.path), path) == inside(folder.instances.map(\.path), root))
        #expect(inside(archive.notDICOM, path) == ["CT2/empty", "README"])
        #expect(inside(archive.broken.map(\.path), path) == ["CT1/cut.dcm"])
        #expect(archive.broken.map(\.reason) == folder.broken.map(\.reason))
        #expect(archive.broken.first?.partialHeader == folder.broken.first?.partialHeader)
    }

    @Test("archives that lie in a folder are read with it, and the number of threads changes nothing")
    func inFolder() throws {
        for (number, kind) in ArchiveKind.allCases.enumerated() {
            let image = Packed.image(study: number + 1, instance: 1)
            try scratch.write(Packed.image(study: number + 1, instance: 2), to: "sub\(number)/plain.dcm")
            try scratch.pack(
                [Packed("CT/1", image), Packed("x", [1])], as: kind, to: "sub\(number)/a" + kind.ending)
        }
        let one = try read(scratch.path, threads: 1)
        #expect(one.studies.count == ArchiveKind.allCases.count)
        #expect(one.studies.allSatisfy { $0.instances == 2 })
        #expect(one.instances.first?.path == scratch.file("sub0/a.zip/CT/1"))
        #expect(one.notDICOM.first == scratch.file("sub0/a.zip/x"))
        for threads in [2, 5, 64] {
            let many = try read(scratch.path, threads: threads)
            #expect(many.studies == one.studies)
            #expect(many.instances.map(\.path) == one.instances.map(\.path))
            #expect(many.instances.map(\.header) == one.instances.map(\.header))
            #expect(many.notDICOM == one.notDICOM && many.broken == one.broken)
        }
    }

    @Test("who reads folders alone has archives among the files that are no DICOM")
    func foldersAlone() throws {
        let path = try scratch.pack(Packed.night, as: .zip, to: "night.zip")
        let folder = try StudyFolder(at: scratch.path, threads: 1)
        #expect(folder.studies.isEmpty)
        #expect(folder.notDICOM == [path])
    }

    @Test("the files inside count as they are read, and how many there are is not known")
    func progress() throws {
        let path = try scratch.pack(Packed.night, as: .tarGzip, to: "night.tgz")
        let progress = FolderProgress()
        progress.countFiles(below: [scratch.path])
        #expect(progress.filesFound == 1)
        _ = try StudyFolder(atFolderOrArchive: path, threads: 1, progress: progress)
        #expect(progress.filesRead == Packed.night.count)
        #expect(progress.filesFound == nil)
    }

    // MARK: What is an archive

    @Test("an archive in which nothing is DICOM is one file that is not DICOM, links or not")
    func document() throws {
        let path = try scratch.pack(
            [
                Packed("[Content_Types].xml", Array("<Types/>".utf8)),
                Packed("word/document.xml", [UInt8](repeating: 0x20, count: 100_000)),
                Packed("word/link", [], linksTo: "document.xml"),
            ], as: .zip, to: "letter.docx")
        let document = try read(path)
        #expect(document.notDICOM == [path])
        #expect(document.studies.isEmpty && document.broken.isEmpty)
    }

    @Test("a zip without files is one file that is not DICOM")
    func nothingInside() throws {
        let path = try scratch.pack([], as: .zip, to: "empty.zip")
        #expect(try read(path).notDICOM == [path])
    }

    @Test("a DICOM file stays one, whatever its preamble looks like, and with another name")
    func disguised() throws {
        var image = Packed.image(study: 1, instance: 1)
        image.replaceSubrange(0..<4, with: [0x50, 0x4B, 3, 4])
        try scratch.write(image, to: "preamble.zip")
        // Without the preamble, and with the word of tar where tar has it.
        var old = Array(Packed.image(study: 1, instance: 2, pixels: 600).dropFirst(132))
        old.replaceSubrange(257..<262, with: Array("ustar".utf8))
        try scratch.write(old, to: "old.tar")
        let folder = try read(scratch.path)
        #expect(folder.instances.map(\.path) == [scratch.file("old.tar"), scratch.file("preamble.zip")])
    }

    @Test("the word ustar alone makes no archive, nor does compression without a name that says tar")
    func noArchive() throws {
        var text = [UInt8](repeating: 0x41, count: 2_000)
        text.replaceSubrange(257..<262, with: Array("ustar".utf8))
        let word = try scratch.write(text, to: "a.tar")
        let packed = try scratch.pack(Packed.night, as: .tarGzip, to: "b.gz")
        let folder = try read(scratch.path)
        #expect(folder.notDICOM == [word, packed])
        for path in [word, packed] {
            let error = #expect(throws: UnreadableFile.self) { try read(path) }
            #expect(
                error?.reason == "a file, where a folder, or a zip or tar archive, of DICOM files is expected"
            )
        }
    }

    @Test("archives inside archives are files that are not DICOM")
    func nested() throws {
        try scratch.pack(Packed.night, as: .zip, to: "inner.zip")
        let path = try scratch.pack(
            [
                Packed("inner.zip", scratch.bytes("inner.zip")),
                Packed("1", Packed.image(study: 1, instance: 1)),
            ],
            as: .tar, to: "outer.tar")
        let outer = try read(path)
        #expect(outer.instances.map(\.path) == [path + "/1"])
        #expect(outer.notDICOM == [path + "/inner.zip"])
    }

    // MARK: Names

    @Test(
        "paths inside are shown as they are written, without ./ and / in front",
        arguments: [ArchiveKind.zip, .tar])
    func names(kind: ArchiveKind) throws {
        let names = ["../up.dcm", "./dot.dcm", "/root.dcm", "Schädel/ü.dcm"]
        let files = names.enumerated().map { Packed($1, Packed.image(study: 1, instance: $0)) }
        let path = try scratch.pack(files, as: kind, to: "a" + kind.ending)
        let shown = ["../up.dcm", "Schädel/ü.dcm", "dot.dcm", "root.dcm"]
        #expect(try inside(read(path).instances.map(\.path), path) == shown)
        // Nothing is written.
        #expect(try FileManager.default.contentsOfDirectory(atPath: scratch.path) == ["a" + kind.ending])
    }

    @Test("names that a zip says are UTF-8 are not lost, whatever the locale")
    func namesInUTF8() throws {
        let path = try scratch.pack(
            [Packed("Schädel/ü.dcm", Packed.image(study: 1, instance: 1))], as: .zip, to: "a.zip")
        var bytes = try scratch.bytes("a.zip")
        // Bit 11 of the flags (APPNOTE 6.3, section 4.4.4), in front of the file and in the list at the end.
        for (mark, flags) in [([0x50, 0x4B, 3, 4], 7), ([0x50, 0x4B, 1, 2], 9)] as [([UInt8], Int)] {
            let place = try #require(bytes.indices.first { bytes[$0...].starts(with: mark) })
            bytes[place + flags] |= 0x08
        }
        try scratch.write(bytes, to: "a.zip")
        #expect(try read(path).instances.map(\.path) == [path + "/Schädel/ü.dcm"])
    }

    @Test("links inside are named and not followed", arguments: [ArchiveKind.zip, .tar])
    func links(kind: ArchiveKind) throws {
        let image = Packed.image(study: 1, instance: 1)
        let path = try scratch.pack(
            [Packed("1", image), Packed("2", [], linksTo: "1"), Packed("3", [], linksTo: "/etc/passwd")],
            as: kind, to: "a" + kind.ending)
        let archive = try read(path)
        #expect(archive.instances.count == 1)
        #expect(archive.broken.map(\.path) == [path + "/2", path + "/3"])
        #expect(archive.broken.first?.reason == "a link inside an archive, which is not followed")
    }

    @Test("a DICOMDIR inside is an index")
    func index() throws {
        var index = Packed.image(study: 1, instance: 1)
        // The SOP class of PS3.4 that makes a file an index, in place of the transfer syntax.
        let media = Array("1.2.840.10008.1.3.10".utf8)
        index.replaceSubrange(
            132..., with: [2, 0, 2, 0] + Array("UI".utf8) + [UInt8(media.count), 0] + media)
        let path = try scratch.pack(
            [Packed("DICOMDIR", index), Packed("1", Packed.image(study: 1, instance: 1))], as: .zip,
            to: "cd.zip")
        let disc = try read(path)
        #expect(disc.indexes == [path + "/DICOMDIR"])
        #expect(disc.instances.count == 1)
    }
}
