import DICOMHeader
import DICOMNetwork
import Foundation
import SyntheticStudies
import Testing

@Suite("Sample studies")
struct SampleStudyFacts {
    private static let repository = URL(filePath: #filePath).deletingLastPathComponent()
        .deletingLastPathComponent()
        .deletingLastPathComponent()
    private static let committed = repository.appending(path: "SampleStudies")

    /// Writes the collection of a seed into a new folder, and removes it afterwards.
    private func withCollection<Value>(seed: UInt64, _ body: (URL) throws -> Value) throws -> Value {
        let folder = FileManager.default.temporaryDirectory.appending(
            path: "telerad-samples-\(UUID().uuidString)")
        defer { try? FileManager.default.removeItem(at: folder) }
        try SampleStudyCollection(seed: seed).write(to: folder.path())
        return try body(folder)
    }

    /// All objects below a folder: relative path and bytes.
    private func objects(_ folder: URL) throws -> [String: Data] {
        var objects: [String: Data] = [:]
        let root = folder.resolvingSymlinksInPath().path()
        for case let file as URL in try #require(
            FileManager.default.enumerator(at: folder, includingPropertiesForKeys: nil))
        where file.pathExtension == "dcm" {
            objects[String(file.resolvingSymlinksInPath().path().dropFirst(root.count))] = try Data(
                contentsOf: file)
        }
        return objects
    }

    /// The output of a program of a Debian package; a missing program fails the test with the package's name.
    private func output(of name: String, _ arguments: [String], package: String) throws -> String {
        let process = Process()
        process.executableURL = URL(filePath: "/usr/bin/env")
        process.arguments = ["timeout", "60", name] + arguments
        let pipe = Pipe()
        process.standardOutput = pipe
        process.standardError = pipe
        process.standardInput = FileHandle.nullDevice
        try process.run()
        let data = pipe.fileHandleForReading.readDataToEndOfFile()
        process.waitUntilExit()
        #expect(
            process.terminationStatus != 127, "\(name) is missing; install it: apt-get install \(package)")
        return String(decoding: data, as: UTF8.self)
    }

    @Test("every committed object passes dciodvfy without an error")
    func conformance() throws {
        var checked = 0
        for path in try objects(Self.committed).keys.sorted() {
            var file = Self.committed.path() + path
            let header = try DICOMHeaderReader.readHeader(ofFileAt: file)
            if header.transferSyntax == .deflatedExplicitVRLittleEndian {
                // The checker can't read the deflated transfer syntax: it sees the same object inflated by DCMTK.
                let inflated = FileManager.default.temporaryDirectory.appending(
                    path: "\(UUID().uuidString).dcm")
                _ = try output(of: "dcmconv", ["+te", file, inflated.path()], package: "dcmtk")
                file = inflated.path()
            }
            let report = try output(of: "dciodvfy", [file], package: "dicom3tools")
            let errors = report.split(separator: "\n").filter { $0.hasPrefix("Error") }
            #expect(errors.isEmpty, "\(path): \(errors.joined(separator: "; "))")
            // Its first words name the object it recognised; without them it has checked nothing.
            #expect(report.contains("Image"), "\(path): \(report)")
            checked += 1
        }
        #expect(checked == SampleStudyCollection(seed: 1).instanceCount)
    }

    @Test("the committed folder is what its seed gives, byte for byte behind the file meta information")
    func committedFolder() throws {
        let committed = try objects(Self.committed)
        let written = try withCollection(seed: 20_260_302) { try objects($0) }
        #expect(committed.keys.sorted() == written.keys.sorted())
        for (path, data) in committed {
            // The meta information names the version of DCMTK that wrote it.
            let isSame = behindMeta(data) == written[path].map(behindMeta)
            #expect(isSame, "\(path)")
        }
    }

    /// The data set: what follows the group whose length (0002,0000) tells.
    private func behindMeta(_ data: Data) -> Data {
        let bytes = [UInt8](data.prefix(144))
        guard bytes.count == 144 else { return data }
        let length = (0..<4).reduce(0) { $0 | Int(bytes[140 + $1]) << (8 * $1) }
        return data.dropFirst(144 + length)
    }

    @Test("the same seed gives the same bytes, another seed others")
    func seeds() throws {
        let first = try withCollection(seed: 7) { try objects($0) }
        let again = try withCollection(seed: 7) { try objects($0) }
        let other = try withCollection(seed: 8) { try objects($0) }
        // Paths, not bytes: a failure has to be readable.
        let paths = first.keys.sorted()
        #expect(again.keys.sorted() == paths)
        #expect(other.keys.sorted() == paths)
        let changed = paths.filter { first[$0] != again[$0] }
        #expect(changed.isEmpty)
        let kept = paths.filter { first[$0] == other[$0] }
        #expect(kept.isEmpty)
    }

    @Test(
        "all six techniques, CR and DX, NM and PT, multi-frame CT, US and MG, and seven transfer syntaxes are there"
    )
    func coverage() throws {
        let folder = try StudyFolder(at: Self.committed.path(), threads: 2, keepsInstances: true)
        #expect(folder.broken.isEmpty)
        let headers = folder.instances.map(\.header)
        #expect(Set(headers.map(\.modality)) == ["CR", "DX", "CT", "MR", "US", "NM", "PT", "MG"])
        #expect(
            Set(headers.map(\.transferSyntax)) == [
                .implicitVRLittleEndian, .explicitVRLittleEndian, .explicitVRBigEndian,
                .deflatedExplicitVRLittleEndian,
                .rleLossless, .jpegLosslessSV1, .jpegLSLossless,
            ])
        for modality in ["CT", "US", "NM", "MG"] {
            #expect(
                headers.contains { $0.modality == modality && $0.frames > 1 }, "no multi-frame \(modality)")
        }
        #expect(Set(headers.compactMap(\.manufacturer)).count >= 3)
        #expect(folder.studies.count == 13)
    }

    @Test("every study was made in the week of Monday 2 to Sunday 8 March 2026")
    func week() throws {
        for study in try StudyFolder(at: Self.committed.path(), threads: 2).studies {
            let first = try #require(study.firstAcquisition)
            let last = try #require(study.lastAcquisition)
            #expect(first.year == 2026 && first.month == 3)
            #expect((2...8).contains(first.day ?? 0))
            #expect(first <= last)
        }
    }

    @Test("the folder is no larger than 15 MB")
    func size() throws {
        let bytes = try objects(Self.committed).values.reduce(0) { $0 + $1.count }
        #expect(bytes < 15_000_000)
    }

    @Test(
        "names beyond ASCII come back out of their character sets",
        arguments: [
            ("01-ct-head-stat/axial/001.dcm", "Müller^Jürgen"), ("02-cr-chest/ap/001.dcm", "Грачёва^Ольга"),
            ("04-mr-brain/t1/001.dcm", "Παπαδοπούλου^Ελένη"), ("05-us-abdomen/stills/001.dcm", "山田^太郎"),
        ])
    func characterSets(path: String, name: String) throws {
        let dump = try output(
            of: "dcmdump", ["+U8", "+P", "0010,0010", Self.committed.path() + "/" + path], package: "dcmtk")
        #expect(dump.contains("[\(name)]"), "\(dump)")
    }
}
