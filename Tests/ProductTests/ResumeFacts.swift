import Foundation
import Testing

/// Experiments that are stopped and go on.
@Suite("An experiment that was stopped goes on to the bytes of one that was not")
struct ResumeFacts {
    private let demo = Repository.root.appending(path: "Scenarios/demo.yaml").path()

    /// Some two seconds of work on one thread.
    private var long: [String] {
        [
            "compare", demo, "--variant", "on-premise", "--replications", "24", "--set", "length=20 d",
            "--threads", "1",
        ]
    }

    /// Starts a command, and ends it with a signal after a time; returns how it ended, and its standard error.
    private func run(
        _ arguments: [String], stoppedBy number: Int32, after seconds: Double
    ) throws -> (status: Int32, reason: Process.TerminationReason, errors: String) {
        let process = Process()
        process.executableURL = URL(filePath: Telerad.path)
        process.arguments = arguments
        let errors = FileManager.default.temporaryDirectory.appending(path: "telerad-errors-\(UUID())")
        try Data().write(to: errors)
        defer { try? FileManager.default.removeItem(at: errors) }
        process.standardInput = FileHandle.nullDevice
        process.standardOutput = FileHandle.nullDevice
        process.standardError = try FileHandle(forWritingTo: errors)
        try process.run()
        let end = ContinuousClock.now + .seconds(seconds)
        while process.isRunning, ContinuousClock.now < end { Thread.sleep(forTimeInterval: 0.005) }
        if process.isRunning { kill(process.processIdentifier, number) }
        process.waitUntilExit()
        let text = String(decoding: try Data(contentsOf: errors), as: UTF8.self)
        return (process.terminationStatus, process.terminationReason, text)
    }

    private func figures(_ folder: String) throws -> [String: Date] {
        var files: [String: Date] = [:]
        for name in try FileManager.default.contentsOfDirectory(atPath: folder)
        where name.hasSuffix(".figures") {
            let attributes = try FileManager.default.attributesOfItem(atPath: folder + "/" + name)
            files[name] = attributes[.modificationDate] as? Date
        }
        return files
    }

    /// How many times an experiment is killed: `TELERAD_KILLS`, 4 unless told otherwise (`make kill` has 50).
    private static let kills =
        ProcessInfo.processInfo.environment["TELERAD_KILLS"].flatMap { Int($0) } ?? 4

    @Test("killed at random moments, again and again")
    func killed() throws {
        var state: UInt64 = 20_260_302
        func random() -> Double {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return Double(state >> 33) / Double(1 << 31)
        }
        let begin = ContinuousClock.now
        let whole = try Telerad.run(long + ["--json"])
        let took = ContinuousClock.now - begin
        let seconds = Double(took.components.seconds) + Double(took.components.attoseconds) / 1e18
        #expect(whole.status == 0)
        // Not longer than it takes on a quiet machine, or most of them would come too late.
        let longest = min(seconds, 3)
        var killed = 0
        while killed < Self.kills {
            let scratch = try Scratch()
            let arguments = long + ["--json", "--results", scratch.path("night")]
            // Until it finishes, or often enough.
            while killed < Self.kills {
                let ended = try run(arguments, stoppedBy: SIGKILL, after: random() * longest)
                if ended.reason == .exit { break }
                killed += 1
            }
            let resumed = try Telerad.run(arguments)
            #expect(resumed.status == 0, "\(resumed.standardError)")
            #expect(resumed.standardOutput == whole.standardOutput, "after \(killed) kills")
        }
    }

    @Test("Ctrl-C keeps what is done, says so, and ends as a signal does", arguments: [SIGINT, SIGTERM])
    func interrupted(number: Int32) throws {
        let scratch = try Scratch()
        let folder = scratch.path("night")
        let arguments = long + ["--results", folder]
        // Long enough for some replications on a busy machine, too short for all of them.
        var seconds = 0.6
        var ended = try run(arguments, stoppedBy: number, after: seconds)
        while ended.reason == .uncaughtSignal, try figures(folder).isEmpty, seconds < 20 {
            seconds *= 1.5
            ended = try run(arguments, stoppedBy: number, after: seconds)
        }
        #expect(ended.reason == .uncaughtSignal)
        #expect(ended.status == number)
        #expect(ended.errors.contains("stopped; what is done is in \(folder)"))
        let kept = try figures(folder)
        #expect(!kept.isEmpty)
        let resumed = try Telerad.run(arguments)
        #expect(resumed.standardOutput == (try Telerad.run(long)).standardOutput)
        // Nothing was run twice: what was there is as it was, and no other file has its replications.
        let after = try figures(folder)
        #expect(kept.allSatisfy { after[$0.key] == $0.value })
        var seen: Set<String> = []
        for name in after.keys {
            let parts = name.dropLast(".figures".count).split(separator: "-")
            let (first, last) = (try #require(Int(parts[1])), try #require(Int(parts[2])))
            for replication in first...last { #expect(seen.insert("\(parts[0])-\(replication)").inserted) }
        }
        #expect(seen.count == 48)
    }

    @Test(
        "kept figures are the figures, to the last digit, with every feature that a scenario can have",
        arguments: ["ReaderKeys", "TriageKeys", "DeliveryKeys", "DemandKeys", "AssignmentKeys", "ReportKeys"])
    func exact(page: String) throws {
        let scratch = try Scratch()
        let text = try Repository.text("Sources/ScenarioFiles/\(page).md")
        var arguments: [String] = []
        for block in fencedBlocks("yaml", in: text) where block.contains("sites:") {
            // Traces and folders that a page names lie beside the bundled scenarios.
            let name = "kept-\(UUID().uuidString).yaml"
            let file = Repository.root.appending(path: "Scenarios/\(name)")
            try Data(block.utf8).write(to: file)
            defer { try? FileManager.default.removeItem(at: file) }
            arguments = ["run", file.path(), "--json", "--replications", "2"]
            let plain = try Telerad.run(arguments)
            #expect(plain.status != 2 && plain.status != 66, "\(plain.standardError)")
            let results = ["--results", scratch.path("night")]
            for _ in 1...2 {
                let kept = try Telerad.run(arguments + results)
                #expect(kept.standardOutput == plain.standardOutput)
                #expect(kept.status == plain.status)
            }
            break
        }
        #expect(!arguments.isEmpty)
    }

    @Test("more replications, and a precision, go on from those that are there")
    func more() throws {
        let scratch = try Scratch()
        let results = ["--set", "length=8 d", "--results", scratch.path("night")]
        #expect(try Telerad.run(["run", demo, "--replications", "3"] + results).status == 0)
        let first = try figures(scratch.path("night"))
        let more = try Telerad.run(["run", demo, "--replications", "5"] + results)
        #expect(
            more.standardOutput
                == (try Telerad.run("run", demo, "--replications", "5", "--set", "length=8 d")).standardOutput
        )
        let precise = ["run", demo, "--replications", "3", "--precision", "rtat.mean 10 %"]
        let kept = try Telerad.run(precise + results)
        #expect(kept.standardOutput == (try Telerad.run(precise + ["--set", "length=8 d"])).standardOutput)
        let after = try figures(scratch.path("night"))
        #expect(after.count > first.count && first.allSatisfy { after[$0.key] == $0.value })
    }

    @Test("a damaged file is told, and its replications are run again")
    func damaged() throws {
        let scratch = try Scratch()
        let run = ["run", demo, "--replications", "3", "--set", "length=8 d"]
        let results = ["--results", scratch.path("night")]
        let whole = try Telerad.run(run + results)
        let name = try #require(try figures(scratch.path("night")).keys.first)
        let file = scratch.path("night") + "/" + name
        let bytes = try Data(contentsOf: URL(filePath: file))
        try bytes.dropLast(5).write(to: URL(filePath: file))
        let again = try Telerad.run(run + results)
        #expect(again.standardOutput == whole.standardOutput)
        #expect(again.standardError.contains("\(file): warning: is damaged"))
        #expect(try Telerad.run(run + results).standardError.isEmpty)
    }

    @Test("results of another scenario or version, and folders of something else, are refused")
    func refused() throws {
        let scratch = try Scratch()
        let run = ["run", demo, "--replications", "2"]
        let results = ["--results", scratch.path("night")]
        #expect(try Telerad.run(run + ["--set", "length=8 d"] + results).status == 0)
        let other = try Telerad.run(run + ["--set", "length=9 d"] + results)
        #expect(other.status == 2)
        #expect(other.standardError.contains("holds results of another scenario"))
        let seed = try Telerad.run(run + ["--set", "length=8 d", "--seed", "9"] + results)
        #expect(seed.status == 2)
        let plan = scratch.path("night/experiment.json")
        let text = try String(contentsOfFile: plan, encoding: .utf8)
        try Data(text.replacing(/"version" : "[^"]*"/, with: "\"version\" : \"0.0.1\"").utf8)
            .write(to: URL(filePath: plan))
        let version = try Telerad.run(run + ["--set", "length=8 d"] + results)
        #expect(version.status == 2)
        #expect(version.standardError.contains("made by telerad 0.0.1"))
        let foreign = try Telerad.run(run + ["--results", scratch.url.path()])
        #expect(foreign.status == 2)
        #expect(foreign.standardError.contains("is no folder of results"))
        let log = try Telerad.run(run + ["--log", scratch.path("log.csv")] + results)
        #expect(log.status == 64)
        let unwritable = try Telerad.run(run + ["--results", "/dev/null/night"])
        #expect(unwritable.status == 73)
    }

    @Test(
        "a change of any value of the scenario is noticed",
        arguments: [
            "readers.Night team.speed=1.000001", "sites.*.uplink.loss=0.002 %", "worklist={ order: fifo }",
            "readers.Day team.shifts=[ { days: daily, hours: 08:00-20:01 } ]", "delivery=on-premise",
            "sites.St Anna.demand.ct.priority={ stat: 21 %, urgent: 39 %, routine: 40 % }",
            "technologies.on-premise.ingest.workers=5", "priorities.stat.target=31 min",
        ])
    func change(assignment: String) throws {
        let scratch = try Scratch()
        let run = [
            "run", demo, "--replications", "1", "--set", "length=8 d", "--results", scratch.path("night"),
        ]
        #expect(try Telerad.run(run).status == 0)
        let other = try Telerad.run(run + ["--set", assignment])
        #expect(other.status == 2)
        #expect(other.standardError.contains("another scenario"), "\(other.standardError)")
    }

    @Test("progress is shown when asked for, and without a terminal only then")
    func progress() throws {
        let run = ["run", demo, "--replications", "3", "--set", "length=8 d"]
        #expect(try Telerad.run(run).standardError.isEmpty)
        let shown = try Telerad.run(run + ["--progress"])
        let lines = shown.standardError.split(separator: "\n")
        #expect(lines.count == 3)
        #expect(lines.last?.hasPrefix("\(demo): 3 of 3 replications, ") == true, "\(lines)")
        #expect(shown.standardOutput == (try Telerad.run(run)).standardOutput)
        #expect(try Telerad.run(run + ["--progress", "--quiet"]).standardError.isEmpty)
        let terminal = try Tool.run(
            "script", ["-qec", "'\(Telerad.path)' run '\(demo)' --replications 40 --threads 1", "/dev/null"],
            timeout: .seconds(60), package: "bsdutils")
        #expect(terminal.standardOutput.contains(" of 40 replications, "))
        #expect(terminal.standardOutput.contains(" s left"))
    }
}
