import Foundation
import Testing

@Suite("Sweeps and crossovers from the command line")
struct SweepCommandFacts {
    private let demo = Repository.root.appending(path: "Scenarios/demo.yaml").path()
    private let quick = ["--replications", "3", "--set", "length=8 d"]

    @Test(
        "a sweep has the same bytes with 1 and 2 threads, in each format",
        arguments: [[], ["--csv"], ["--json"]])
    func sameBytes(format: [String]) throws {
        let arguments =
            [
                "sweep", demo, "--over", "readers.Night team.count=1..2", "--over",
                "sites.*.uplink.loss=0 %, 0.1 %",
                "--variant", "on-premise",
            ] + quick + format
        let one = try Telerad.run(arguments + ["--threads", "1"])
        let two = try Telerad.run(arguments + ["--threads", "2"])
        #expect(one.status == 0, "\(one.standardError)")
        #expect(one.standardOutput == two.standardOutput)
        #expect(one.standardOutput.components(separatedBy: "on-premise").count - 1 >= 4)
    }

    @Test("a point of a sweep is what --set gives")
    func sameAsSet() throws {
        let swept = try Telerad.run(
            ["sweep", demo, "--over", "readers.Night team.count=2", "--measure", "rtat.p95", "--csv"] + quick)
        let run = try Telerad.run(["run", demo, "--set", "readers.Night team.count=2", "--json"] + quick)
        let report = try JSONSerialization.jsonObject(with: Data(run.standardOutput.utf8)) as? [String: Any]
        let all = try #require(report?["all"] as? [String: Any])
        let p95 = try #require((all["rtat_s"] as? [String: Any])?["p95"] as? [String: Any])
        let value = try #require(p95["value"] as? Double)
        #expect(swept.standardOutput.contains("\r\n2,3,\(value),"), "\(swept.standardOutput)")
    }

    @Test(
        "mistakes say what is wrong, before anything runs",
        arguments: [
            (["--over", "readers.Nihgt team.count=1..3"], 2, "did you mean 'Night team'?"),
            (["--over", "readers.Night team.count=-1..3"], 2, "'-1' is not a number of readers"),
            (["--over", "readers.Nihgt team.speed=0.5..2"], 2, "did you mean 'Night team'?"),
            (["--samples", "3", "--all-variants"], 64, "--samples needs parameters"),
            (["--over", "readers.Day team.speed=0.5..2"], 64, "say how many values"),
            (["--over", "seed=1..3", "--measure", "rtat(modality: tc).p95"], 64, "did you mean 'ct'?"),
            (["--over", "seed=1..3", "--csv", "--json"], 64, "either --csv or --json"), ([], 64, "--over"),
            (["--over", "seed=1..9999", "--over", "replications=1..9"], 64, "more than 10000 points"),
            (["--over", "seed=1..3", "--samples", "0"], 64, "--samples must be 1 to 10000"),
        ])
    func mistakes(arguments: [String], status: Int32, message: String) throws {
        let output = try Telerad.run(["sweep", demo] + arguments)
        #expect(output.status == status)
        #expect(output.standardError.contains(message), "\(output.standardError)")
        #expect(output.standardOutput.isEmpty)
    }

    /// Rates at which a fast reader and two slow ones are equal, with μ = 6 reads an hour, in reads a day (144 = 1/μ).
    ///
    /// Gross and others, *Fundamentals of Queueing Theory*, section 2.3: with λ in units of μ, M/M/1 of rate s has
    /// Wq = λ/(s(s − λ)) and W = 1/(s − λ); M/M/2 has Wq = λ²/(4 − λ²) and W = 4/(4 − λ²). Equal waits for s = 2.2:
    /// 1.2λ² − 4.84λ + 4 = 0, λ = 1.160145. Equal times in system for s = 1.6: λ² − 4λ + 2.4 = 0, λ = 2 − √1.6.
    @Test(
        "the rate at which two slow readers stop beating a fast one is inside the interval",
        arguments: [
            ("wait.mean", 2.2, "130.0..205.0 in 4", 144 * 1.160145, "base case"),
            ("rtat.mean", 1.6, "70.0..150.0 in 4", 144 * (2 - 1.6.squareRoot()), "two slow ones"),
        ])
    func closedForm(measure: String, speed: Double, range: String, exact: Double, above: String) throws {
        var queue = QueueingScenario(
            arrivals: "{ per_day: 100, profile: flat }", reading: "{ exponential: { mean: 10 min } }",
            readers: 1)
        queue.length = "120 d"
        queue.warmUp = "10 d"
        let scratch = try Scratch()
        let file = try scratch.file(
            "queue.yaml",
            queue.text
                + "\nvariants: { two slow ones: { readers.Readers.count: 2, readers.Readers.speed: 1 } }\n")
        let output = try Telerad.run([
            "crossover", file, "--measure", measure, "--set", "readers.Readers.speed=\(speed)", "--over",
            "sites.Source.demand.ct.arrivals.per_day=\(range)", "--json",
        ])
        #expect(output.status == 0, "\(output.standardError)")
        let report =
            try JSONSerialization.jsonObject(with: Data(output.standardOutput.utf8)) as? [String: Any]
        let crossings = try #require(report?["crossings"] as? [[String: Any]])
        #expect(crossings.count == 1)
        let value = try #require(crossings.first?["value"] as? Double)
        let lower = try #require(crossings.first?["lower"] as? Double)
        let upper = try #require(crossings.first?["upper"] as? Double)
        // The 95 % interval holds the exact rate for this seed; how often it does for any is tested in CrossoverFacts.
        #expect(lower <= exact && exact <= upper, "\(lower) … \(upper), exact \(exact)")
        #expect(upper - lower < 0.05 * exact)
        #expect(value > lower && value < upper)
        #expect(crossings.first?["better_above"] as? String == above)
    }

    @Test("a crossover that is not there is said not to be there")
    func noCrossing() throws {
        let output = try Telerad.run(
            ["crossover", demo, "--over", "readers.Night team.count=1..2", "--measure", "transfer.mean"]
                + quick)
        #expect(output.status == 0)
        #expect(output.standardOutput.contains("No crossing"), "\(output.standardOutput)")
        let list = try Telerad.run(["crossover", demo, "--over", "readers.Night team.count=1, 2"])
        #expect(list.status == 64)
        #expect(list.standardError.contains("expected a range"))
    }
}
