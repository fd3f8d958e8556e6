import DICOMHeader
import DICOMNetwork
import Foundation
import Testing

@Suite("Folders of studies")
struct StudyFolderTests {
    /// Two studies of two series of three images, and everything else that lies about in folders.
    static func archive() throws -> ScratchFolder {
        let folder = try ScratchFolder()
        let files = FileManager.default
        for study in 1...2 {
            for series in 1...2 {
                let path = "study\(study)/series\(series)"
                try files.createDirectory(atPath: folder.file(path), withIntermediateDirectories: true)
                for instance in 1...3 {
                    var image = try SampleImage.ct(
                        study: "1.2.\(study)", series: "1.2.\(study).\(series)", instance: instance,
                        modality: series == 1 ? "CT" : "MR", date: "2024010\(3 - study)",
                        time: "1\(series)000\(instance)")
                    try image.write(
                        to: folder.file("\(path)/\(instance)"), transferSyntax: .explicitVRLittleEndian)
                }
            }
        }
        let image = try bytes(ofFile: folder.file("study1/series1/1"))
        try folder.write(Array(image[..<700]), to: "study1/cut.dcm")
        try folder.write(Array("Read me.\n".utf8), to: "README")
        try folder.write([], to: "study2/empty")
        var index = try DICOMDataset()
        try index.set(.sopClassUID, "1.2.840.10008.1.3.10")
        try index.set(.sopInstanceUID, "1.2.9")
        try index.setEmptySequence(DICOMTag(0x0004, 0x1220))
        try index.write(to: folder.file("DICOMDIR"), transferSyntax: .explicitVRLittleEndian)
        try files.createSymbolicLink(
            atPath: folder.file("study2/up"), withDestinationPath: folder.path)
        return folder
    }

    @Test("studies are found in all folders, and everything else is listed with its reason")
    func readsAll() throws {
        let folder = try Self.archive()
        let read = try StudyFolder(at: folder.path, threads: 2, keepsInstances: true)
        // Study 2 was acquired a day before study 1.
        #expect(read.studies.map(\.uid) == ["1.2.2", "1.2.1"])
        #expect(read.studies.map(\.instances) == [6, 6])
        #expect(read.studies[0].modalities == ["CT", "MR"])
        #expect(read.studies[0].series.map(\.uid) == ["1.2.2.1", "1.2.2.2"])
        let sizes = try read.instances.map { try bytes(ofFile: $0.path).count }
        #expect(read.instances.map(\.header.fileSize) == sizes)
        #expect(read.studies.map(\.bytes).reduce(0, +) == sizes.reduce(0, +))
        #expect(read.indexes == [folder.file("DICOMDIR")])
        #expect(read.notDICOM == [folder.file("README"), folder.file("study2/empty")])
        #expect(read.broken.map(\.path) == [folder.file("study1/cut.dcm"), folder.file("study2/up")])
        #expect(read.broken.last?.reason == "a link to a folder, which is not followed")
    }

    @Test("the number of threads changes nothing", arguments: [-1, 0, 2, 3, 64])
    func threads(count: Int) throws {
        let folder = try Self.archive()
        let one = try StudyFolder(at: folder.path, threads: 1, keepsInstances: true)
        let many = try StudyFolder(at: folder.path, threads: count, keepsInstances: true)
        #expect(one.studies == many.studies)
        #expect(one.instances.map(\.path) == many.instances.map(\.path))
        #expect(one.instances.map(\.header) == many.instances.map(\.header))
        #expect(one.broken == many.broken)
        #expect(one.notDICOM == many.notDICOM)
    }

    @Test("a DICOMDIR is no instance")
    func index() throws {
        let folder = try Self.archive()
        #expect(
            Reader.native.failure(folder.file("DICOMDIR"))
                == "a DICOMDIR, which is an index and no instance")
    }

    @Test("an empty folder has no studies, a folder that is none is an error")
    func noFolder() throws {
        let folder = try ScratchFolder()
        let empty = try StudyFolder(at: folder.path, threads: 2)
        #expect(empty.studies.isEmpty && empty.broken.isEmpty && empty.notDICOM.isEmpty)
        for (path, reason) in [
            (folder.file("none"), "No such file or directory"),
            (try folder.write([1], to: "file"), "Not a directory"),
        ] {
            let error = #expect(throws: UnreadableFile.self) { try StudyFolder(at: path, threads: 2) }
            #expect(error?.path == path)
            #expect(error?.reason == reason)
        }
    }
}
