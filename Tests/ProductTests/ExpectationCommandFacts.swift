import Foundation
import Testing

@Suite("Expectations, precision and warm-up from the command line")
struct ExpectationCommandFacts {
    private func file(_ scratch: Scratch, _ lines: String) throws -> String {
        var queue = QueueingScenario.poisson(load: 0.5, readers: 1)
        queue.length = "40 d"
        queue.warmUp = "2 d"
        return try scratch.file("queue.yaml", queue.text + "\nreplications: 20\n" + lines)
    }

    @Test("a failed expectation is 99, behind the whole report; passed and undecided ones are 0")
    func exitCodes() throws {
        let scratch = try Scratch()
        // M/M/1 at ρ = 0.5 waits 10 minutes on average.
        let good = try file(scratch, "expect:\n  - wait(modality: ct).mean < 20 min\n  - lost == 0\n")
        let passed = try Telerad.run("run", good)
        #expect(passed.status == 0)
        #expect(passed.standardOutput.contains("pass       wait(modality: ct).mean < 20 min"))
        let undecided = try file(scratch, "expect:\n  - wait.mean < 10 min\n")
        let open = try Telerad.run("run", undecided)
        #expect(open.status == 0)
        #expect(open.standardOutput.contains("undecided  wait.mean < 10 min"), "\(open.standardOutput)")
        #expect(open.standardOutput.contains("would decide"))
        let wrong = try file(scratch, "expect:\n  - wait.mean < 5 min\n")
        let junit = scratch.path("junit.xml")
        let failed = try Telerad.run("run", wrong, "--json", "--junit", junit)
        #expect(failed.status == 99)
        #expect(failed.standardError.isEmpty)
        #expect(failed.standardOutput.hasSuffix("}\n"))
        #expect(try String(contentsOfFile: junit, encoding: .utf8).contains("failures=\"1\""))
    }

    @Test("an expectation that can't be read is 2, with file:line:column")
    func unreadable() throws {
        let scratch = try Scratch()
        let path = try file(scratch, "expect:\n  - wait.mean < 5\n")
        let lines = try String(contentsOfFile: path, encoding: .utf8).components(separatedBy: "\n")
        let line = try #require(lines.firstIndex { $0.contains("wait.mean") })
        for command in ["run", "validate"] {
            let output = try Telerad.run(command, path)
            #expect(output.status == 2)
            #expect(
                output.standardError.contains("\(path):\(line + 1):17: error: expect[1]: '5' has no unit"))
        }
    }

    @Test("a precision decides the number of replications: the same bytes for 1 and 2 threads")
    func precision() throws {
        let scratch = try Scratch()
        let path = try file(scratch, "")
        let arguments = ["run", path, "--precision", "wait.mean 4 %", "--json"]
        let one = try Telerad.run(arguments + ["--threads", "1"])
        let two = try Telerad.run(arguments + ["--threads", "2"])
        #expect(one.status == 0, "\(one.standardError)")
        #expect(one.standardOutput == two.standardOutput)
        #expect(one.standardOutput.contains("\"reached\": true"))
        let key = try file(scratch, "precision: [ wait.mean 4 % ]\n")
        #expect(try Telerad.run("run", key, "--json").standardOutput == one.standardOutput)
        let stopped = try Telerad.run(
            "run", path, "--precision", "wait.mean 0.1 %", "--max-replications", "30")
        #expect(stopped.standardOutput.contains("not reached  wait.mean 0.1 %"))
        let wrong = try Telerad.run("run", path, "--precision", "wait.maen 5 %")
        #expect(wrong.status == 64)
        #expect(wrong.standardError.contains("did you mean 'mean'?"))
    }

    @Test("warm-up proposes a line for the file, and CSV has every study")
    func warmUp() throws {
        let scratch = try Scratch()
        let path = try file(scratch, "")
        let text = try Telerad.run("warm-up", path, "--measure", "wait.mean")
        #expect(text.status == 0)
        #expect(text.standardOutput.contains("\nwarm_up: "), "\(text.standardOutput)")
        let csv = try Telerad.run("warm-up", path, "--csv")
        #expect(csv.standardOutput.hasPrefix("study,imaging_complete_s,mean_s,welch_s\r\n1,"))
        let wrong = try Telerad.run("warm-up", path, "--measure", "wait.p95")
        #expect(wrong.status == 64)
        #expect(wrong.standardError.contains("the mean of an interval"))
    }
}
