import Foundation
import Testing

@Suite("Model reports from the command line")
struct ModelCommandFacts {
    private let demo = Repository.root.appending(path: "Scenarios/demo.yaml").path()

    @Test("the report beside the study of cloud and on-premise is what its scenario gives, and has no gaps")
    func current() throws {
        let output = try Tool.run(
            "env",
            ["-C", Repository.root.path(), Telerad.path, "model", "Scenarios/cloud-vs-on-premise/cut.yaml"],
            timeout: .seconds(60))
        #expect(output.status == 0, "\(output.standardError)")
        let kept = try Repository.text("Scenarios/cloud-vs-on-premise/MODEL.md")
        #expect(output.standardOutput == kept, "run 'make model'")
        #expect(kept.contains("Every item of the checklist is answered."))
        #expect(!kept.contains("Not answered"))
    }

    @Test("the ending of the output decides between Markdown and HTML; others are refused")
    func endings() throws {
        let scratch = try Scratch()
        let markdown = try Telerad.run("model", demo)
        #expect(markdown.standardOutput.hasPrefix("# A hub in the basement"))
        for (name, start) in [("model.md", "# A hub"), ("model.html", "<!DOCTYPE html>")] {
            let path = scratch.url.appending(path: name).path()
            let output = try Telerad.run("model", demo, "--output", path)
            #expect(output.status == 0 && output.standardOutput.isEmpty)
            #expect(try String(contentsOfFile: path, encoding: .utf8).hasPrefix(start))
        }
        let refused = try Telerad.run(
            "model", demo, "--output", scratch.url.appending(path: "model.pdf").path())
        #expect(refused.status == 64)
        #expect(refused.standardError.contains(".md or .html"))
    }

    @Test("settings, seed and variant are in the report and in the commands that repeat it")
    func options() throws {
        let output = try Telerad.run(
            "model", demo, "--set", "readers.Night team.count=3", "--seed", "77", "--variant", "on-premise")
        #expect(output.status == 0, "\(output.standardError)")
        #expect(output.standardOutput.contains("| Night team | readers | 3 | file |"))
        #expect(output.standardOutput.contains("Seed 77."))
        #expect(output.standardOutput.contains("DICOM C-STORE"))
        #expect(
            output.standardOutput.contains(
                "--set 'readers.Night team.count=3' --variant on-premise --seed 77\n"))
        // A variant alone has no variants.
        #expect(output.standardOutput.contains("There is one design; nothing differs from the base."))
    }

    @Test("the commands of the report give what they were written for")
    func repeats() throws {
        let output = try Telerad.run("model", demo, "--set", "length=4 d")
        let command = try #require(
            output.standardOutput.split(separator: "\n").first { $0.hasPrefix("telerad model ") })
        let again = try Tool.run(
            "sh", ["-c", "'\(Telerad.path)' " + command.dropFirst("telerad ".count)], timeout: .seconds(60))
        #expect(again.standardOutput == output.standardOutput)
    }

    @Test("measuring tells processor, threads, time and the half-widths reached")
    func measured() throws {
        let output = try Telerad.run(
            "model", demo, "--measure", "--threads", "2", "--replications", "3", "--set", "length=4 d")
        #expect(output.status == 0, "\(output.standardError)")
        #expect(output.standardOutput.contains("| threads | 2 |"))
        #expect(output.standardOutput.contains("Reached with 3 replications"))
        #expect(output.standardOutput.contains(" s of processors |"))
    }

    @Test("kept results tell their half-widths; a folder without them is an error")
    func results() throws {
        let scratch = try Scratch()
        let folder = scratch.url.appending(path: "kept").path()
        let few = ["--set", "length=4 d", "--replications", "3"]
        _ = try Telerad.run(["run", demo, "--results", folder, "--quiet"] + few)
        let output = try Telerad.run(["model", demo, "--results", folder] + few)
        #expect(output.status == 0, "\(output.standardError)")
        #expect(output.standardOutput.contains("Reached with 3 replications"))
        let other = try Telerad.run("model", demo, "--results", folder)
        #expect(other.status != 0)
        #expect(!other.standardError.isEmpty)
    }

    @Test("a broken scenario is told at its place, and nothing is written")
    func broken() throws {
        let scratch = try Scratch()
        let path = scratch.url.appending(path: "model.html").path()
        let output = try Telerad.run(
            "model", demo, "--set", "readers.Night team.count=none", "--output", path)
        #expect(output.status == 2)
        #expect(!FileManager.default.fileExists(atPath: path))
    }

    @Test("queues with known answers agree, with any number of threads")
    func verify() throws {
        let arguments = ["verify", "--days", "60", "--replications", "6"]
        let one = try Telerad.run(arguments + ["--threads", "1"])
        let two = try Telerad.run(arguments + ["--threads", "2"])
        #expect(one.status == 0, "\(one.standardOutput)")
        #expect(one.standardOutput == two.standardOutput)
        #expect(one.standardOutput.hasPrefix("All 18 figures agree"))
        let json = try Telerad.run(arguments + ["--json"])
        let value = try #require(
            JSONSerialization.jsonObject(with: Data(json.standardOutput.utf8)) as? [String: Any])
        let figures = try #require(value["figures"] as? [[String: Any]])
        // Gross and others, Fundamentals of Queueing Theory: M/M/1 at a load of 0.8 waits 4 services.
        let exact = try #require(figures.first?["exact_s"] as? Double)
        #expect(abs(exact - 2400) < 1e-9)
    }
}
