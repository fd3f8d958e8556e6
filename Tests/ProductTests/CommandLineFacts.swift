import Foundation
import ScenarioFiles
import Testing

/// A folder that is gone after the test.
final class Scratch {
    let url: URL

    init() throws {
        url = FileManager.default.temporaryDirectory.appending(path: "telerad-scratch-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
    }

    deinit { try? FileManager.default.removeItem(at: url) }

    /// Writes a file, and returns its path.
    func file(_ name: String, _ text: String) throws -> String {
        let file = url.appending(path: name)
        try Data(text.utf8).write(to: file)
        return file.path()
    }

    func path(_ name: String) -> String { url.appending(path: name).path() }

    var names: [String] {
        get throws { try FileManager.default.contentsOfDirectory(atPath: url.path()).sorted() }
    }
}

private let demo = Repository.root.appending(path: "Scenarios/demo.yaml").path()
private let samples = Repository.root.appending(path: "SampleStudies").path()
private let quick = ["--replications", "2", "--set", "length=8 d"]

@Suite("The command line")
struct CommandLineFacts {
    @Test(
        "every command teaches with --help: what it does, an example, its options",
        arguments: [
            "init", "validate", "explain", "schema", "run", "compare", "sweep", "crossover", "sensitivity",
            "staff", "warm-up", "shard plan", "shard run", "shard merge", "replay", "studies",
            "sample-studies",
        ])
    func help(command: String) throws {
        let output = try Telerad.run(command.split(separator: " ").map(String.init) + ["--help"])
        #expect(output.status == 0)
        for part in [
            "OVERVIEW:", "  telerad \(command) ", "USAGE: telerad \(command) ", "OPTIONS:", "--json",
        ] {
            #expect(output.standardOutput.contains(part), "\(part)")
        }
        let lines = output.standardOutput.split(separator: "\n").filter { !$0.hasPrefix("USAGE:") }
        #expect(lines.allSatisfy { $0.count <= 80 })
    }

    @Test("the command alone lists its commands and exit codes")
    func overview() throws {
        let output = try Telerad.run("--help")
        #expect(output.status == 0)
        for part in [
            "init", "validate", "explain", "schema", "run", "compare", "sweep", "crossover",
            "sensitivity", "staff", "warm-up", "shard", "replay", "studies", "sample-studies", "Exit codes",
        ] {
            #expect(output.standardOutput.contains(part), "\(part)")
        }
    }

    @Test("a mistyped command is 64 with the nearest one")
    func mistyped() throws {
        let output = try Telerad.run("comapre", demo)
        #expect(output.status == 64)
        #expect(output.standardError.contains("did you mean 'compare'?"))
        #expect(output.standardOutput.isEmpty)
    }

    @Test(
        "wrong arguments are 64 and say what is wrong",
        arguments: [
            (["run"], "<file>"), (["run", demo, "--sead", "3"], "--sead"),
            (["run", demo, "--replications", "0"], "--replications must be 1 to 1000000"),
            (["run", demo, "--replications", "9000000000"], "--replications must be 1 to 1000000"),
            (["run", demo, "--replications", "few"], "few"), (["run", demo, "--seed=-1"], "-1"),
            (["run", demo, "--threads", "0"], "--threads must be 1 to 1024"),
            (["studies", samples, "--csv", "--json"], "either --csv or --json"),
        ])
    func wrongArguments(arguments: [String], message: String) throws {
        let output = try Telerad.run(arguments)
        #expect(output.status == 64)
        #expect(output.standardError.contains(message), "\(output.standardError)")
        #expect(output.standardOutput.isEmpty)
    }

    @Test("a wrong key is 2, with file:line:column, what was expected and the nearest right key")
    func wrongKey() throws {
        let scratch = try Scratch()
        let text = try String(contentsOfFile: demo, encoding: .utf8)
        var lines = text.components(separatedBy: "\n")
        let index = try #require(lines.firstIndex { $0.contains("arrivals:") })
        let column = try #require(lines[index].range(of: "arrivals"))
            .lowerBound.utf16Offset(in: lines[index])
        lines[index] = lines[index].replacing("arrivals", with: "arivals")
        let file = try scratch.file("wrong.yaml", lines.joined(separator: "\n"))
        for command in ["validate", "run", "compare"] {
            let output = try Telerad.run(command, file)
            #expect(output.status == 2)
            #expect(
                output.standardError.contains("\(file):\(index + 1):\(column + 1): error: "),
                "\(output.standardError)")
            #expect(output.standardError.contains("did you mean 'arrivals'?"))
            #expect(!output.standardOutput.contains("RTAT"))
        }
    }

    @Test("a file that is not there is 66; a folder in its place too")
    func unreadable() throws {
        for arguments in [
            ["run", "/no/such.yaml"], ["run", samples], ["studies", "/no/such"], ["replay", "/no"],
        ] {
            let output = try Telerad.run(arguments)
            #expect(output.status == 66, "\(arguments)")
            #expect(!output.standardError.isEmpty)
        }
    }

    @Test("a report that can't be written is 73, and leaves nothing behind")
    func unwritable() throws {
        let scratch = try Scratch()
        let missing = scratch.path("no-such-folder/report.txt")
        let output = try Telerad.run(["run", demo, "--output", missing] + quick)
        #expect(output.status == 73)
        #expect(output.standardError.contains(missing))
        #expect(try scratch.names == [])
    }

    @Test("a full disk is 73, not a crash")
    func fullDisk() throws {
        let output = try Tool.run(
            "sh", ["-c", "'\(Telerad.path)' run '\(demo)' --replications 2 > /dev/full"],
            timeout: .seconds(60))
        #expect(output.status == 73)
        #expect(output.standardError.contains("standard output"))
    }

    @Test("a reader that goes away ends the command quietly")
    func closedPipe() throws {
        let output = try Tool.run(
            "sh", ["-c", "'\(Telerad.path)' studies --json '\(samples)' | head -n 1"], timeout: .seconds(60))
        #expect(output.standardOutput == "{\n")
        #expect(output.standardError.isEmpty)
    }

    @Test("--output replaces a file as a whole, with what would have been printed")
    func output() throws {
        let scratch = try Scratch()
        let file = try scratch.file("report.json", "old")
        let printed = try Telerad.run(["run", demo, "--json"] + quick)
        let written = try Telerad.run(["run", demo, "--json", "--output", file] + quick)
        #expect(written.status == 0)
        #expect(written.standardOutput.isEmpty)
        #expect(try String(contentsOfFile: file, encoding: .utf8) == printed.standardOutput)
        #expect(try scratch.names == ["report.json"])
    }

    @Test("the same seed gives the same bytes with 1 and 2 threads; another seed gives others")
    func sameBytes() throws {
        for form in [[], ["--json"]] {
            let one = try Telerad.run(["compare", demo, "--threads", "1"] + form + quick)
            let two = try Telerad.run(["compare", demo, "--threads", "2"] + form + quick)
            let other = try Telerad.run(["compare", demo, "--seed", "7"] + form + quick)
            #expect(one.status == 0)
            #expect(one.standardOutput == two.standardOutput)
            #expect(one.standardOutput != other.standardOutput)
            #expect(one.standardError.isEmpty)
        }
    }

    @Test("--set does what the line in the file does")
    func set() throws {
        let scratch = try Scratch()
        let text = try String(contentsOfFile: demo, encoding: .utf8)
            .replacing("delivery: cloud", with: "delivery: on-premise")
            .replacing("../SampleStudies", with: samples)
        let file = try scratch.file("edited.yaml", text)
        let edited = try Telerad.run(["run", file, "--json"] + quick)
        let set = try Telerad.run(["run", demo, "--json", "--set", "delivery=on-premise"] + quick)
        let variant = try Telerad.run(["run", demo, "--json", "--variant", "on-premise"] + quick)
        #expect(edited.status == 0)
        #expect(set.standardOutput == edited.standardOutput)
        #expect(variant.standardOutput == edited.standardOutput)
    }

    @Test("a mistake in --set is 2 and named by its path")
    func wrongSet() throws {
        let output = try Telerad.run("run", demo, "--set", "readers.Nihgt team.count=3")
        #expect(output.status == 2)
        #expect(output.standardError.contains("--set readers.Nihgt team.count=3: error: "))
        #expect(output.standardError.contains("did you mean 'Night team'?"))
    }

    @Test("an unknown variant is 2 and names those there are")
    func unknownVariant() throws {
        let output = try Telerad.run("compare", demo, "--variant", "on-premises")
        #expect(output.status == 2)
        #expect(output.standardError.contains("on-premise"))
    }

    @Test("a broken DICOM file is named; it is skipped or refused as the user chose")
    func brokenFile() throws {
        let scratch = try Scratch()
        let folder = scratch.url.appending(path: "studies")
        try FileManager.default.copyItem(atPath: samples, toPath: folder.path())
        let files = try FileManager.default.subpathsOfDirectory(atPath: folder.path()).filter {
            $0.hasSuffix(".dcm")
        }
        let name = try #require(files.sorted().first)
        let victim = folder.appending(path: name)
        try Data(contentsOf: victim).prefix(300).write(to: victim)

        let listed = try Telerad.run("studies", folder.path())
        #expect(listed.status == 0)
        #expect(listed.standardOutput.contains("1 broken files"))
        // Behind the listing, by reason.
        #expect(listed.standardOutput.contains("\n1 × ends inside the header\n  \(folder.path())/\(name): "))
        let warned = try Telerad.run("studies", folder.path(), "--json")
        #expect(warned.standardError.contains(name))
        let refused = try Telerad.run("studies", folder.path(), "--broken", "refuse")
        #expect(refused.status == 3)
        #expect(refused.standardError.contains(name))
        #expect(refused.standardOutput.isEmpty)

        let replayed = try Telerad.run("replay", folder.path())
        #expect(replayed.status == 3)
        #expect(replayed.standardError.contains(name))
        let skipping = try Telerad.run("replay", folder.path(), "--broken", "skip", "--json")
        #expect(skipping.status == 0)
        #expect(skipping.standardError.contains(name))
        #expect(skipping.standardOutput.contains("telerad.run/1"))
    }

    @Test("--instances lists every file once, as table, JSON and CSV, for any number of threads")
    func instances() throws {
        let files = try FileManager.default.subpathsOfDirectory(atPath: samples).filter {
            $0.hasSuffix(".dcm")
        }
        let json = try Telerad.run("studies", samples, "--instances", "--json", "--threads", "1")
        #expect(json.status == 0)
        #expect(json.standardOutput.components(separatedBy: "\"file\": ").count - 1 == files.count)
        let again = try Telerad.run("studies", samples, "--instances", "--json", "--threads", "7")
        #expect(again.standardOutput == json.standardOutput)
        let csv = try Telerad.run("studies", samples, "--instances", "--csv").standardOutput
        #expect(csv.components(separatedBy: "\r\n").count == files.count + 2)
        let table = try Telerad.run("studies", samples, "--instances").standardOutput
        #expect(table.contains("\n\(files.count) instances\n"))
    }

    @Test("sample-studies writes what it lists, and writes over nothing unasked")
    func sampleStudies() throws {
        let scratch = try Scratch()
        let folder = scratch.path("samples")
        let written = try Telerad.run("sample-studies", folder, "--json")
        #expect(written.status == 0)
        let listed = try Telerad.run("studies", folder, "--json")
        #expect(written.standardOutput == listed.standardOutput)
        let again = try Telerad.run("sample-studies", folder)
        #expect(again.status == 73)
        #expect(again.standardError.contains("--force"))
    }

    @Test("validate checks every file and variant, and tells programs where")
    func validate() throws {
        let scratch = try Scratch()
        let text = try String(contentsOfFile: demo, encoding: .utf8)
            .replacing("../SampleStudies", with: samples)
            .replacing("readers.Night team.count: 2", with: "readers.Night team.count: none")
        let wrong = try scratch.file("wrong.yaml", text)
        let output = try Telerad.run("validate", demo, wrong, "--json")
        #expect(output.status == 2)
        let report = try #require(
            try JSONSerialization.jsonObject(with: Data(output.standardOutput.utf8)) as? [String: Any])
        #expect(report["valid"] as? Bool == false)
        let files = try #require(report["files"] as? [[String: Any]])
        #expect(files.map { $0["valid"] as? Bool } == [true, false])
        let diagnostics = try #require(files[1]["diagnostics"] as? [[String: Any]])
        let line = text.split(separator: "\n", omittingEmptySubsequences: false)
            .firstIndex { $0.contains("count: none") }
        #expect(diagnostics.first?["line"] as? Int == line.map { $0 + 1 })
    }

    @Test("no report names a patient")
    func privacy() throws {
        for arguments in [
            ["studies", samples], ["studies", samples, "--json"], ["replay", samples, "--json"],
            ["studies", samples, "--instances"], ["studies", samples, "--instances", "--json"],
            ["studies", samples, "--instances", "--csv"],
        ] {
            let output = try Telerad.run(arguments).standardOutput
            for name in ["Müller", "Yamada", "山田", "^"] { #expect(!output.contains(name)) }
        }
    }

    @Test("any bytes in place of a scenario give an error, never a crash", arguments: 0..<40)
    func garbage(seed: Int) throws {
        let scratch = try Scratch()
        var state = UInt64(seed) &* 0x9E37_79B9_7F4A_7C15 &+ 1
        func next(_ bound: Int) -> Int {
            state ^= state << 13
            state ^= state >> 7
            state ^= state << 17
            return Int(state % UInt64(bound))
        }
        var bytes = try Array(Data(contentsOf: URL(filePath: demo)))
        if seed % 4 == 0 {
            bytes = (0..<next(4000)).map { _ in UInt8(next(256)) }
        } else {
            for _ in 0...seed { bytes[next(bytes.count)] = UInt8(next(256)) }
            if seed % 4 == 1 { bytes.removeLast(next(bytes.count)) }
        }
        let file = scratch.url.appending(path: "garbage.yaml")
        try Data(bytes).write(to: file)
        let output = try Telerad.run("validate", file.path())
        #expect([0, 2, 66].contains(output.status), "\(output.status): \(output.standardError)")
        if output.status != 0 { #expect(output.standardError.contains("garbage.yaml")) }
    }
}
