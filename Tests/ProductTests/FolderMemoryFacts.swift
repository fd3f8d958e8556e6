import Foundation
import Testing

@Suite("Memory for folders of DICOM files")
struct FolderMemoryFacts {
    private static func little(_ number: Int, _ count: Int) -> [UInt8] {
        (0..<count).map { UInt8(truncatingIfNeeded: number >> (8 * $0)) }
    }

    /// An element with a text or with bytes of a length that need not be the value's.
    private static func head(_ group: Int, _ element: Int, _ vr: String, _ length: Int) -> [UInt8] {
        let isLong = ["OB", "SQ", "UN"].contains(vr)
        return little(group, 2) + little(element, 2) + Array(vr.utf8) + (isLong ? [0, 0] : [])
            + little(length, isLong ? 4 : 2)
    }

    private static func text(_ group: Int, _ element: Int, _ vr: String, _ text: String) -> [UInt8] {
        head(group, element, vr, text.utf8.count) + Array(text.utf8)
    }

    private static let modality = text(0x0008, 0x0060, "CS", "CT")
    private static let study = text(0x0020, 0x000D, "UI", "1.2.3 ")

    private static func file(_ syntax: String, _ dataset: [UInt8]) -> Data {
        Data(
            [UInt8](repeating: 0, count: 128) + Array("DICM".utf8) + text(0x0002, 0x0010, "UI", syntax)
                + dataset)
    }

    /// A deflated data set with so many megabytes of zeros in front of the study.
    private static func bomb(_ megabytes: Int, in scratch: Scratch) throws -> Data {
        let start = modality + head(0x0009, 0x1001, "OB", megabytes << 20)
        try Data(start).write(to: scratch.url.appending(path: "start"))
        try Data(study).write(to: scratch.url.appending(path: "end"))
        let command = "(cat start; head -c \(megabytes << 20) /dev/zero; cat end) | gzip -9n > bomb.gz"
        let outcome = try Tool.run(
            "sh", ["-c", "cd '\(scratch.url.path())' && \(command)"], timeout: .seconds(60))
        #expect(outcome.status == 0, "\(outcome.standardError)")
        // gzip wraps a plain deflate stream in 10 bytes before and 8 behind.
        let stream = try Data(contentsOf: scratch.url.appending(path: "bomb.gz")).dropFirst(10).dropLast(8)
        return file("1.2.840.10008.1.2.1.99", Array(stream))
    }

    /// Lists a folder with no more memory for data (Linux: RLIMIT_DATA) than that.
    private func list(_ folder: String, megabytes: Int) throws -> Tool.Output {
        try Tool.run(
            "sh",
            ["-c", "ulimit -d \(megabytes << 10); '\(Telerad.path)' studies --json --threads 1 '\(folder)'"],
            timeout: .seconds(60))
    }

    @Test("the files of a folder are read with the same memory, whatever they declare or inflate to")
    func flat() throws {
        let scratch = try Scratch()
        let folder = scratch.url.appending(path: "folder")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        let small = Self.file("1.2.840.10008.1.2.1 ", Self.modality + Self.study)
        try small.write(to: folder.appending(path: "small"))
        // The least that one ordinary file needs, to the next 16 MB.
        let least = try #require(
            try stride(from: 16, through: 512, by: 16).first {
                try list(folder.path(), megabytes: $0).status == 0
            })

        try Self.bomb(60, in: scratch).write(to: folder.appending(path: "large"))
        try Self.bomb(200, in: scratch).write(to: folder.appending(path: "bomb"))
        for (name, length) in [("two", 0x7FFF_FFFE), ("four", 0xFFFF_FFFE)] {
            let huge = Self.modality + Self.head(0x0009, 0x1001, "OB", length) + Self.study
            try Self.file("1.2.840.10008.1.2.1 ", huge).write(to: folder.appending(path: name))
        }
        let item: [UInt8] = [0xFE, 0xFF, 0x00, 0xE0, 0xFF, 0xFF, 0xFF, 0xFF]
        let sequence = Self.head(0x0008, 0x1140, "SQ", 0xFFFF_FFFF) + item
        let open = Array(repeatElement(sequence, count: 500_000).joined())
        try Self.file("1.2.840.10008.1.2.1 ", Self.modality + Self.study + open)
            .write(to: folder.appending(path: "nested"))
        let listed = try list(folder.path(), megabytes: least + 16)
        #expect(listed.status == 0, "\(listed.standardError)")
        // The 60 MB are read: two instances in the one study; all others are named as broken.
        #expect(listed.standardOutput.contains("\"instances\": 2"), "\(listed.standardOutput)")
        for name in ["bomb", "two", "four", "nested"] {
            #expect(listed.standardError.contains(name), "\(listed.standardError)")
        }
    }
}
