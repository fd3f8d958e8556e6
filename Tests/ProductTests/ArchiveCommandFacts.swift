import Foundation
import Testing

private let samples = Repository.root.appending(path: "SampleStudies").path()

/// What `telerad` makes of archives that other programs packed.
@Suite("Archives at the command line")
struct ArchiveCommandFacts {
    private let scratch: Scratch

    init() throws { scratch = try Scratch() }

    /// SampleStudies, packed by the program whose name the ending says.
    private func pack(_ name: String) throws -> String {
        let path = scratch.path(name)
        let root = Repository.root.path()
        let output =
            if name.hasSuffix(".zip") {
                try Tool.run(
                    "sh",
                    [
                        "-c",
                        "command -v zip >/dev/null || exit 127; cd '\(root)' && zip -qr '\(path)' SampleStudies",
                    ],
                    timeout: .seconds(60), package: "zip")
            } else {
                try Tool.run(
                    "tar", ["--create", "--auto-compress", "--file", path, "-C", root, "SampleStudies"],
                    timeout: .seconds(60))
            }
        #expect(output.status == 0, "\(output.standardError)")
        return path
    }

    /// The part of a listing that names no paths.
    private func studies(_ json: String) throws -> Substring {
        let end = try #require(json.range(of: "\"broken\":"))
        return json[..<end.lowerBound]
    }

    @Test(
        "telerad studies lists the same studies from SampleStudies and from its zip and tar archives",
        arguments: ["night.zip", "night.tar", "night.tar.gz", "night.tgz", "night.tar.xz"])
    func sameStudies(name: String) throws {
        let folder = try Telerad.run("studies", samples, "--json")
        let path = try pack(name)
        let archive = try Telerad.run("studies", path, "--json")
        #expect(archive.status == 0)
        #expect(archive.standardError.isEmpty)
        #expect(try studies(archive.standardOutput) == studies(folder.standardOutput))
        #expect(archive.standardOutput.contains("\"\(path)/SampleStudies/README.md\""))
        // The archive in its folder is the same again.
        let inFolder = try Telerad.run("studies", scratch.url.path(), "--json", "--threads", "3")
        #expect(inFolder.standardOutput.replacing("//night", with: "/night") == archive.standardOutput)
    }

    @Test("files inside have the archive's path in front of their own")
    func paths() throws {
        let path = try pack("night.zip")
        let listed = try Telerad.run("studies", path, "--instances", "--csv")
        #expect(listed.standardOutput.contains("\r\n\(path)/SampleStudies/01-ct-head-stat/axial/001.dcm,"))
    }

    @Test("a file that is neither folder nor archive is 66, with what was expected")
    func neither() throws {
        let readme = samples + "/README.md"
        for command in ["studies", "replay"] {
            let output = try Telerad.run(command, readme)
            #expect(output.status == 66)
            #expect(output.standardOutput.isEmpty)
            #expect(output.standardError.contains("zip or tar archive"))
        }
        let output = try Telerad.run("studies", readme)
        #expect(
            output.standardError
                == "telerad: error: \(readme): a file, where a folder, or a zip or tar archive, of DICOM files is expected\n"
        )
    }

    @Test("a damaged archive is named; it is skipped or refused as the user chose")
    func damaged() throws {
        let path = try pack("night.zip")
        let url = URL(filePath: path)
        let whole = try Data(contentsOf: url)
        try whole.prefix(whole.count / 2).write(to: url)
        let listed = try Telerad.run("studies", path)
        #expect(listed.status == 0)
        #expect(listed.standardOutput.contains("1 broken files"))
        #expect(
            listed.standardOutput.contains(
                "\n1 × damaged archive\n  \(path): at or behind \(path)/SampleStudies/"))
        for command in ["studies", "replay"] {
            let refused = try Telerad.run(command, path, "--broken", "refuse")
            #expect(refused.status == 3)
            #expect(refused.standardError.contains(path))
        }
    }

    @Test("a scenario that replays an archive runs as with the folder")
    func scenario() throws {
        let demo = try Repository.text("Scenarios/demo.yaml")
        let outputs = try [samples, pack("night.zip"), pack("night.tgz")].map { path in
            let file = try scratch.file("demo.yaml", demo.replacing("../SampleStudies", with: path))
            return try Telerad.run("run", file, "--json", "--replications", "2", "--set", "length=8 d")
        }
        #expect(outputs.allSatisfy { $0.status == 0 })
        #expect(outputs[1].standardOutput == outputs[0].standardOutput)
        #expect(outputs[2].standardOutput == outputs[0].standardOutput)
    }

    @Test("telerad replay takes an archive")
    func replay() throws {
        let folder = try Telerad.run("replay", samples)
        let archive = try Telerad.run("replay", pack("night.tar.gz"))
        #expect(archive.status == 0, "\(archive.standardError)")
        func studiesADay(_ output: Tool.Output) throws -> Substring {
            let all = try #require(
                output.standardOutput.split(separator: "\n").first { $0.hasPrefix("All ") })
            return all.split(separator: " ")[1]
        }
        #expect(try studiesADay(archive) == studiesADay(folder))
    }

    @Test("what is no DICOM in an archive takes no memory, however large it is")
    func memory() throws {
        let path = scratch.path("large.zip")
        let packed = try Tool.run(
            "sh",
            [
                "-c",
                "command -v zip >/dev/null || exit 127; head -c 300000000 /dev/zero | zip -q - - > '\(path)'",
            ],
            timeout: .seconds(60), package: "zip")
        #expect(packed.status == 0, "\(packed.standardError)")
        // No more memory for data than 200 MB (Linux: RLIMIT_DATA).
        let listed = try Tool.run(
            "sh", ["-c", "ulimit -d 200000; '\(Telerad.path)' studies --threads 1 '\(path)'"],
            timeout: .seconds(60))
        #expect(listed.status == 0, "\(listed.standardError)")
        #expect(listed.standardOutput.contains("0 broken files, 1 not DICOM"))
    }
}
