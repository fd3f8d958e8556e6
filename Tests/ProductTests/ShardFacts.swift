import Foundation
import Testing

/// Experiments cut into shards, from the command line.
@Suite("Shards merge to what one process gives")
struct ShardFacts {
    private let demo = Repository.root.appending(path: "Scenarios/demo.yaml").path()
    private let quick = ["--replications", "7", "--set", "length=8 d"]

    private func plan(_ scratch: Scratch, _ shards: Int, _ command: [String]) throws -> String {
        let file = scratch.path("night.plan")
        let output = try Telerad.run(
            ["shard", "plan", file, "--shards", "\(shards)", "--"] + command + quick)
        #expect(output.status == 0, "\(output.standardError)")
        return file
    }

    private func run(_ plan: String, _ shard: Int, _ folder: String) throws {
        let output = try Telerad.run(
            "shard", "run", plan, "--shard", "\(shard)", "--results", folder, "--threads",
            "\(1 + shard % 2)")
        #expect(output.status == 0, "\(output.standardError)")
        #expect(output.standardOutput.hasPrefix("shard \(shard) of "))
    }

    @Test(
        "in any order and grouping, some of them twice, to the same bytes",
        arguments: [
            ["run", "--json", "--variant", "on-premise"], ["compare"],
            ["sweep", "--csv", "--over", "readers.Night team.count=1..3"],
            ["sensitivity", "--csv", "--over", "readers.Night team.count=1..3", "--samples", "4"],
        ])
    func anyOrder(command: [String]) throws {
        let scratch = try Scratch()
        let full = [command[0], demo] + command.dropFirst()
        let plan = try plan(scratch, 5, full)
        for (shard, folder) in [(5, "a"), (2, "b"), (3, "a"), (1, "b"), (4, "a"), (3, "b"), (5, "a")] {
            try run(plan, shard, scratch.path(folder))
        }
        let whole = try Telerad.run(full + quick)
        #expect(whole.status == 0)
        let (one, two, both) = (scratch.path("a"), scratch.path("b"), scratch.path("both"))
        #expect(try Telerad.run("shard", "merge", plan, two, "--into", both).status == 0)
        #expect(try Telerad.run("shard", "merge", plan, one, "--into", both).status == 0)
        for folders in [[one, two], [two, one], [both]] {
            let merged = try Telerad.run(["shard", "merge", plan] + folders)
            #expect(merged.status == 0, "\(merged.standardError)")
            #expect(merged.standardOutput == whole.standardOutput)
        }
    }

    @Test("options of the report can be added to a merge")
    func moreOptions() throws {
        let scratch = try Scratch()
        let plan = try plan(scratch, 1, ["run", demo])
        try run(plan, 1, scratch.path("a"))
        let json = try Telerad.run(["run", demo, "--json"] + quick).standardOutput
        #expect(try Telerad.run("shard", "merge", plan, scratch.path("a"), "--json").standardOutput == json)
        let file = scratch.path("report.json")
        let written = try Telerad.run(
            "shard", "merge", plan, scratch.path("a"), "--", "--json", "--output", file)
        #expect(written.status == 0)
        #expect(try String(contentsOfFile: file, encoding: .utf8) == json)
    }

    @Test("a shard that is missing is 66 and named with what it lacks")
    func missing() throws {
        let scratch = try Scratch()
        let plan = try plan(scratch, 4, ["compare", demo, "--variant", "on-premise"])
        for shard in [1, 3, 4] { try run(plan, shard, scratch.path("a")) }
        let output = try Telerad.run("shard", "merge", plan, scratch.path("a"))
        #expect(output.status == 66)
        #expect(output.standardOutput.isEmpty)
        // Fourteen replications in four shards: 0–2, 3–6, 7–9 and 10–13.
        #expect(
            output.standardError
                == "\(plan): error: results are missing\n  shard 2: cloud, one night reader, replications 4 to 7\n"
        )
        try run(plan, 2, scratch.path("b"))
        let merged = try Telerad.run("shard", "merge", plan, scratch.path("a"), scratch.path("b"))
        #expect(merged.status == 0)
    }

    @Test("a file that is damaged anywhere is named, and the shard can be run again")
    func damaged() throws {
        let scratch = try Scratch()
        let plan = try plan(scratch, 2, ["run", demo])
        for shard in [1, 2] { try run(plan, shard, scratch.path("a")) }
        let whole = try Telerad.run("shard", "merge", plan, scratch.path("a")).standardOutput
        let folder = scratch.url.appending(path: "a")
        let names = try FileManager.default.contentsOfDirectory(atPath: folder.path())
        let file = folder.appending(path: try #require(names.first { $0.contains("-1-") }))
        let bytes = try Array(Data(contentsOf: file))
        for place in [0, 17, 20, bytes.count / 2, bytes.count - 1] {
            var other = bytes
            other[place] ^= 0x10
            try Data(other).write(to: file)
            try expectNamed(plan, file.path(), scratch.path("a"))
        }
        for length in [0, 10, 30, bytes.count - 1] {
            try Data(bytes.prefix(length)).write(to: file)
            try expectNamed(plan, file.path(), scratch.path("a"))
        }
        let again = try Telerad.run("shard", "run", plan, "--shard", "1", "--results", scratch.path("a"))
        #expect(again.status == 0)
        #expect(again.standardError.contains("\(file.path()): warning: "))
        #expect(try Telerad.run("shard", "merge", plan, scratch.path("a")).standardOutput == whole)
    }

    private func expectNamed(_ plan: String, _ file: String, _ folder: String) throws {
        let output = try Telerad.run("shard", "merge", plan, folder)
        #expect(output.status == 66)
        #expect(output.standardError.contains("\(file): warning: "), "\(output.standardError)")
        #expect(output.standardError.contains("shard 1: "))
        #expect(output.standardOutput.isEmpty)
    }

    @Test("two different results of one replication are an error, not a choice")
    func conflict() throws {
        let scratch = try Scratch()
        let plan = try plan(scratch, 1, ["run", demo])
        try run(plan, 1, scratch.path("a"))
        let folder = scratch.url.appending(path: "a")
        // Which replications lie in one file depends on how quick the machine is.
        let name = try #require(
            FileManager.default.contentsOfDirectory(atPath: folder.path()).first {
                $0.hasSuffix("-7.figures")
            })
        var bytes = try Array(Data(contentsOf: folder.appending(path: name)))
        // The demand's fingerprint stands last, before the checksum.
        bytes[bytes.count - 9] ^= 1
        bytes.replaceSubrange((bytes.count - 8)..., with: littleEndian(fnv1a(bytes.dropLast(8))))
        let other = scratch.url.appending(path: "b")
        try FileManager.default.createDirectory(at: other, withIntermediateDirectories: true)
        try Data(bytes).write(to: other.appending(path: name))
        let output = try Telerad.run("shard", "merge", plan, folder.path(), other.path())
        #expect(output.status == 66)
        #expect(output.standardError.contains("replication 7 is not what it is in"))
    }

    @Test("the checksum of a file is FNV-1a, by its published vectors")
    func checksum() throws {
        // draft-eastlake-fnv, appendix C: 64-bit FNV-1a of "", "a" and "foobar".
        #expect(fnv1a([]) == 0xCBF2_9CE4_8422_2325)
        #expect(fnv1a(Array("a".utf8)) == 0xAF63_DC4C_8601_EC8C)
        #expect(fnv1a(Array("foobar".utf8)) == 0x8594_4171_F739_67E8)
        let scratch = try Scratch()
        let plan = try plan(scratch, 3, ["run", demo])
        try run(plan, 2, scratch.path("a"))
        let names = try FileManager.default.contentsOfDirectory(atPath: scratch.path("a"))
        for name in names where name.hasSuffix(".figures") {
            let bytes = try Array(Data(contentsOf: scratch.url.appending(path: "a/\(name)")))
            #expect(Array(bytes.suffix(8)) == littleEndian(fnv1a(bytes.dropLast(8))))
        }
    }

    private func fnv1a(_ bytes: some Sequence<UInt8>) -> UInt64 {
        bytes.reduce(0xCBF2_9CE4_8422_2325) { ($0 ^ UInt64($1)) &* 0x100_0000_01B3 }
    }

    private func littleEndian(_ value: UInt64) -> [UInt8] {
        (0..<8).map { UInt8(truncatingIfNeeded: value >> (8 * UInt64($0))) }
    }

    @Test("a scenario or a version that has changed since the plan is 2 and named")
    func changed() throws {
        let scratch = try Scratch()
        let samples = Repository.root.appending(path: "SampleStudies").path()
        let text = try String(contentsOfFile: demo, encoding: .utf8)
            .replacing("../SampleStudies", with: samples)
        let file = try scratch.file("night.yaml", text)
        let plan = try plan(scratch, 2, ["compare", file])
        try run(plan, 1, scratch.path("a"))
        _ = try scratch.file("night.yaml", text.replacing("per_day: 64", with: "per_day: 65"))
        for arguments in [
            ["run", plan, "--shard", "2", "--results", scratch.path("a")],
            ["merge", plan, scratch.path("a")],
        ] {
            let output = try Telerad.run(["shard"] + arguments)
            #expect(output.status == 2)
            #expect(output.standardError.contains("the scenario has changed since: cloud"))
        }
        // A comment is no part of a scenario.
        _ = try scratch.file("night.yaml", "# Checked.\n" + text)
        try run(plan, 2, scratch.path("a"))
        #expect(try Telerad.run("shard", "merge", plan, scratch.path("a")).status == 0)
        let old = try String(contentsOfFile: plan, encoding: .utf8).replacing(
            /"version" : "[^"]*"/, with: "\"version\" : \"0.0.1\"")
        let oldPlan = try scratch.file("old.plan", old)
        let output = try Telerad.run("shard", "merge", oldPlan, scratch.path("a"))
        #expect(output.status == 2)
        #expect(output.standardError.contains("made by telerad 0.0.1"))
    }

    @Test("mistakes are named, before anything runs")
    func mistakes() throws {
        let scratch = try Scratch()
        let file = scratch.path("x.plan")
        func expect(_ arguments: [String], _ status: Int32, _ message: String) throws {
            let output = try Telerad.run(["shard"] + arguments)
            #expect(output.status == status, "\(arguments): \(output.standardError)")
            #expect(output.standardError.contains(message), "\(output.standardError)")
            #expect(output.standardOutput.isEmpty)
        }
        try expect(["plan", file, "--shards", "2"], 64, "say behind '--' what is to be run")
        try expect(["plan", file, "--shards", "0", "--", "run", demo], 64, "--shards must be 1 to 100000")
        try expect(["plan", file, "--shards", "2", "--", "replay", demo], 64, "expected run, compare, sweep")
        try expect(["plan", file, "--shards", "2", "--", "run", demo, "--sead", "3"], 64, "--sead")
        try expect(["plan", file, "--shards", "2", "--", "run", "/no/such.yaml"], 66, "no such file")
        try expect(["plan", file, "--shards", "99", "--", "run", demo] + quick, 64, "7 replications only")
        try expect(
            ["plan", file, "--shards", "2", "--", "run", demo, "--precision", "rtat.mean 5 %"], 64,
            "precision")
        try expect(["plan", scratch.path("gone/x.plan"), "--shards", "2", "--", "run", demo], 73, "gone")
        try expect(["merge", file, scratch.path("a")], 66, "no such plan")
        try expect(["merge", try scratch.file("bad.plan", "{}"), scratch.path("a")], 66, "no plan")
        let plan = try plan(scratch, 2, ["run", demo])
        try expect(
            ["run", plan, "--shard", "3", "--results", scratch.path("a")], 64, "--shard must be 1 to 2")
        try expect(["merge", plan, scratch.path("none")], 66, "no such folder of results")
        #expect(try scratch.names == ["bad.plan", "night.plan"])
    }

    @Test("plans and shards for programs keep to the keys of the committed schema")
    func schema() throws {
        let root = try #require(
            JSONSerialization.jsonObject(
                with: Data(try Repository.text("Sources/Reports/Schemas/telerad.schema.json").utf8))
                as? [String: Any])
        let definitions = try #require(root["$defs"] as? [String: Any])
        func keys(_ kind: String) throws -> [String] {
            let schema = try #require(definitions[kind] as? [String: Any])
            return try #require(schema["properties"] as? [String: Any]).keys.sorted()
        }
        let scratch = try Scratch()
        let plan = try plan(scratch, 2, ["run", demo])
        let text = try String(contentsOfFile: plan, encoding: .utf8)
        let written = try #require(JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any])
        #expect(written.keys.sorted() == (try keys("plan")))
        let shard = try Telerad.run(
            "shard", "run", plan, "--shard", "1", "--results", scratch.path("a"), "--json")
        let report = try #require(
            JSONSerialization.jsonObject(with: Data(shard.standardOutput.utf8)) as? [String: Any])
        #expect(report.keys.sorted() == (try keys("shard")))
        #expect(report["replications"] as? Int == 3)
    }
}
