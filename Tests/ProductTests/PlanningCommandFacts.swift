import Foundation
import Testing

@Suite("Sensitivity and staffing from the command line")
struct PlanningCommandFacts {
    private let demo = Repository.root.appending(path: "Scenarios/demo.yaml").path()
    private let quick = ["--replications", "3", "--set", "length=8 d"]

    private func report(_ output: Tool.Output) throws -> [String: Any] {
        try #require(
            JSONSerialization.jsonObject(with: Data(output.standardOutput.utf8)) as? [String: Any])
    }

    private func value(_ estimate: Any?) throws -> Double {
        try #require((estimate as? [String: Any])?["value"] as? Double)
    }

    @Test("D/D/1: a reader who is twice as fast reads in half the time, and a second one changes nothing")
    func deterministic() throws {
        var queue = QueueingScenario(arrivals: "{ interarrival: 10 min }", reading: "8 min", readers: 1)
        queue.length = "10 d"
        queue.warmUp = "0 s"
        let scratch = try Scratch()
        let file = try scratch.file("queue.yaml", queue.text)
        let output = try Telerad.run([
            "sensitivity", file, "--json", "--measure", "read.mean", "--replications", "2", "--samples", "20",
            "--over", "readers.Readers.count=1..3", "--over", "readers.Readers.speed=0.8..2.0",
        ])
        #expect(output.status == 0, "\(output.standardError)")
        let report = try report(output)
        #expect(try value(report["base"]) == 480)
        let parameters = try #require(report["parameters"] as? [[String: Any]])
        #expect(
            parameters.map { $0["path"] as? String } == ["readers.Readers.speed", "readers.Readers.count"])
        // 8 minutes over 0.8, 1 and 2.
        #expect(try abs(value(parameters[0]["low_difference"]) - 120) < 1e-6)
        #expect(try abs(value(parameters[0]["high_difference"]) + 240) < 1e-6)
        #expect(try abs(value(parameters[0]["swing"]) + 360) < 1e-6)
        #expect(try value(parameters[1]["swing"]) == 0)
        let correlation = try #require(parameters[0]["rank_correlation"] as? [String: Any])
        #expect(correlation["value"] as? Double == -1)
    }

    @Test(
        "a sensitivity analysis has the same bytes with 1 and 2 threads",
        arguments: [[], ["--csv"], ["--json"]])
    func sameBytes(format: [String]) throws {
        let arguments =
            ["sensitivity", demo, "--over", "readers.Night team.count=1..2", "--samples", "4"] + quick
            + format
        let one = try Telerad.run(arguments + ["--threads", "1"])
        let two = try Telerad.run(arguments + ["--threads", "2"])
        #expect(one.status == 0, "\(one.standardError)")
        #expect(one.standardOutput == two.standardOutput)
        #expect(one.standardOutput.contains("readers.Night team.count"))
    }

    @Test(
        "mistakes of a sensitivity analysis say what is wrong, before anything runs",
        arguments: [
            ([], 64, "say which parameters"), (["--over", "delivery=cloud"], 64, "two values at least"),
            (
                ["--over", "readers.Night team.count=1..2", "--over", "readers.Night team.count=2..3"], 64,
                "twice"
            ),
            (["--over", "readers.Nihgt team.count=1..2"], 2, "did you mean 'Night team'?"),
            (["--over", "readers.Night team.count=-1..2"], 2, "'-1' is not a number of readers"),
            (["--over", "seed=1..3", "--measure", "rtta.mean"], 64, "did you mean 'rtat'?"),
            (["--over", "seed=1..3", "--samples", "3"], 64, "--samples must be 4 to 10000"),
        ])
    func sensitivityMistakes(arguments: [String], status: Int32, message: String) throws {
        let output = try Telerad.run(["sensitivity", demo] + arguments)
        #expect(output.status == status, "\(output.standardError)")
        #expect(output.standardError.contains(message), "\(output.standardError)")
        #expect(output.standardOutput.isEmpty)
    }

    /// M/M/c with 4 Erlang and 10 minutes a study: P(W > t) = C(c, 4) exp(−(c − 4) t / 10 min), with Erlang's
    /// C(5, 4) = 0.5541, C(6, 4) = 0.2848 and C(7, 4) = 0.1351 (Gross and others, section 2.3). Nine in ten wait for 17.1
    /// minutes at most with 5 readers, for 5.2 with 6, for 1.0 with 7.
    @Test(
        "one group is staffed as Erlang C says: the fewest readers with whom nine in ten wait no longer",
        arguments: [("22 min", 5), ("10 min", 6), ("3 min", 7)])
    func erlangC(wait: String, readers: Int) throws {
        var queue = QueueingScenario.poisson(load: 1, readers: 4)
        queue.length = "60 d"
        queue.warmUp = "2 d"
        let scratch = try Scratch()
        let file = try scratch.file("queue.yaml", queue.text)
        let output = try Telerad.run([
            "staff", file, "--group", "Readers=5..9", "--keep", "wait.p90 <= \(wait)", "--json",
            "--tolerance",
            "5",
        ])
        #expect(output.status == 0, "\(output.standardError)")
        let report = try report(output)
        #expect(report["roster"] as? [Int] == [readers])
        let groups = try #require(report["groups"] as? [[String: Any]])
        // Always on shift; 4 Erlang, to what ten replications of 58 days leave to chance: some 0.8 %.
        #expect(groups[0]["hours_per_week"] as? Double == 168)
        #expect(abs((groups[0]["offered_load"] as? Double ?? 0) - 4) < 0.1)
        let candidates = try #require(report["candidates"] as? [[String: Any]])
        #expect(candidates.count <= 4)
        #expect(candidates.contains { $0["roster"] as? [Int] == [readers - 1] } || readers == 5)
    }

    @Test("targets of the file are kept unless conditions are given; none that can be kept is 99")
    func conditions() throws {
        let arguments = ["staff", demo, "--group", "Night team=1..3", "--max-replications", "40"] + quick
        let targets = try Telerad.run(arguments)
        #expect(targets.standardOutput.contains("within_target(priority: stat) >= 95 %"))
        #expect(targets.standardOutput.contains("within_target(priority: routine) >= 95 %"))
        let impossible = try Telerad.run(arguments + ["--keep", "rtat.mean < 10 s"])
        #expect(impossible.status == 99)
        #expect(impossible.standardOutput.contains("No roster within the bounds keeps them."))
        let csv = try Telerad.run(arguments + ["--keep", "rtat.mean < 2 h", "--csv"])
        #expect(csv.status == 0)
        #expect(csv.standardOutput.hasPrefix("Night team,cost,replications,rtat.mean_s,"))
    }

    @Test(
        "mistakes of a staffing search say what is wrong, before anything runs",
        arguments: [
            ([], 64, "say whose number is searched"),
            (["--group", "Nihgt team=1..3"], 64, "did you mean 'Night team'?"),
            (["--group", "Night team=0..3"], 64, "expected the fewest and the most readers"),
            (["--group", "Night team=2"], 64, "expected the fewest and the most readers"),
            (["--group", "Night team=1..3", "--group", "Night team=1..2"], 64, "given twice"),
            (["--group", "Night team=1..200", "--group", "Day team=1..200"], 64, "more than 10000 rosters"),
            (["--group", "Night team=1..3", "--keep", "rtat.p95 < 30"], 64, "has no unit"),
            (["--group", "Night team=1..3", "--keep", "lost == 0"], 64, "expected <, <=, > or >="),
            (["--group", "Night team=1..3", "--confidence", "100"], 64, "--confidence must be"),
        ])
    func staffMistakes(arguments: [String], status: Int32, message: String) throws {
        let output = try Telerad.run(["staff", demo] + arguments)
        #expect(output.status == status, "\(output.standardError)")
        #expect(output.standardError.contains(message), "\(output.standardError)")
        #expect(output.standardOutput.isEmpty)
    }
}
