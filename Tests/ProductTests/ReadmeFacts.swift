import Foundation
import ScenarioFiles
import Teleradiology
import Testing

/// What the README shows is what happens.
@Suite("The README is true")
struct ReadmeFacts {
    private let text: String

    init() throws {
        text = try String(contentsOf: Repository.root.appending(path: "README.md"), encoding: .utf8)
    }

    private func blocks(_ language: String) -> [String] { fencedBlocks(language, in: text) }

    @Test("its scenario runs, with every variant")
    func scenario() throws {
        let block = try #require(blocks("yaml").first)
        let path = Repository.root.appending(path: "Scenarios/readme.yaml").path()
        let file = try ScenarioFile(text: block, path: path)
        #expect(file.variantNames == ["on-premise", "two night readers"])
        for name in [nil] + file.variantNames {
            let scenario = try (name.map { try file.variant($0) } ?? file).scenario()
            let result = try TeleradiologyModel(scenario).run(replication: 0)
            #expect(result.conservation.reported > 1000)
        }
    }

    @Test("its expectations can stand in its scenario")
    func expectations() throws {
        let scenario = try #require(blocks("yaml").first)
        let expectations = try #require(blocks("").first { $0.hasPrefix("expect:") })
        let path = Repository.root.appending(path: "Scenarios/readme.yaml").path()
        let file = try ScenarioFile(text: scenario + "\n" + expectations + "\n", path: path)
        #expect(try file.scenario().expectations.count == 3)
    }

    @Test("its commands of sweeps and crossovers run")
    func commands() throws {
        let block = try #require(blocks("sh").first { $0.contains("telerad sweep") })
        let commands = block.replacing("\\\n", with: " ").split(separator: "\n")
        #expect(commands.count == 3)
        for command in commands {
            let output = try Tool.run(
                "sh",
                [
                    "-c",
                    "cd '\(Repository.root.path())' && '\(Telerad.path)' \(command.dropFirst("telerad ".count)) "
                        + "--replications 2 --set 'length=8 d'",
                ], timeout: .seconds(60))
            #expect(output.status == 0, "\(command): \(output.standardError)")
        }
    }

    @Test(
        "its commands of sensitivity, staffing, kept results and shards run", arguments: ["staff", "shard"])
    func planning(word: String) throws {
        let block = try #require(blocks("sh").first { $0.contains("telerad \(word) ") })
        let scratch = try Scratch()
        for command in block.replacing("\\\n", with: " ").split(separator: "\n") {
            let isWhole = !command.hasPrefix("telerad shard run") && !command.hasPrefix("telerad shard merge")
            let arguments = command.dropFirst("telerad ".count)
                .replacing("Scenarios/", with: "'\(Repository.root.path())'/Scenarios/")
                .replacing("--shards 8", with: "--shards 1").replacing("--replications 5000", with: "")
                .replacing("--samples 40", with: "--samples 4")
            let output = try Tool.run(
                "sh",
                [
                    "-c",
                    "cd '\(scratch.url.path())' && '\(Telerad.path)' \(arguments) "
                        + (isWhole ? "--replications 2 --set 'length=8 d'" : ""),
                ], timeout: .seconds(60))
            #expect(output.status == 0, "\(command): \(output.standardError)")
        }
    }

    @Test("the page of delivery keys is a scenario that runs, by cloud and on premise")
    func deliveryKeys() throws {
        let page = try Repository.text("Sources/ScenarioFiles/DeliveryKeys.md")
        let file = try ScenarioFile(
            text: try #require(fencedBlocks("yaml", in: page).first), path: "keys.yaml")
        for scenario in [file, try file.variant("on-premise")] {
            let result = try TeleradiologyModel(scenario.scenario()).run(replication: 0)
            #expect(result.conservation.reported > 300)
            #expect(!result.costs.isEmpty)
        }
    }

    @Test("the page of demand keys is a scenario that runs")
    func demandKeys() throws {
        let page = try Repository.text("Sources/ScenarioFiles/DemandKeys.md")
        let path = Repository.root.appending(path: "Scenarios/keys.yaml").path()
        let file = try ScenarioFile(text: try #require(fencedBlocks("yaml", in: page).first), path: path)
        for name in [nil] + file.variantNames {
            let scenario = try (name.map { try file.variant($0) } ?? file).scenario()
            let result = try TeleradiologyModel(scenario).run(replication: 0)
            // 840 CT, 500 films and 180 MR, more by volume and the surge.
            #expect(result.conservation.created > 1400, "\(name ?? "as it stands")")
        }
    }

    @Test("the page of reader keys is a scenario that runs, and everybody in it has something to do")
    func readerKeys() throws {
        let page = try Repository.text("Sources/ScenarioFiles/ReaderKeys.md")
        let file = try ScenarioFile(
            text: try #require(fencedBlocks("yaml", in: page).first), path: "keys.yaml")
        let model = try TeleradiologyModel(file.scenario())
        #expect(model.warnings.isEmpty)
        let result = try model.run(replication: 0)
        #expect(result.conservation.reported > 1000)
        #expect(result.readerTimes.allSatisfy { $0.reading > 0 && $0.onShift > 0 })
        #expect(result.readerTimes.prefix(2).allSatisfy { $0.interrupted > 0 && $0.idle > 0 })
        #expect(result.providers.allSatisfy { $0.reads > 0 && $0.promised <= $0.reads })
        #expect(
            result.costs.contains { $0.element == "provider Night Reads, penalties" && $0.money.amount < 0 })
    }

    @Test("the page of assignment keys is a scenario that runs, in each of its variants")
    func assignmentKeys() throws {
        let page = try Repository.text("Sources/ScenarioFiles/AssignmentKeys.md")
        let file = try ScenarioFile(
            text: try #require(fencedBlocks("yaml", in: page).first), path: "keys.yaml")
        for name in [nil] + file.variantNames {
            let scenario = try (name.map { try file.variant($0) } ?? file).scenario()
            let result = try TeleradiologyModel(scenario).run(replication: 0)
            // 1,008 CT and 1,260 films.
            #expect(result.conservation.created > 2000, "\(name ?? "as it stands")")
            #expect(result.readerTimes.allSatisfy { $0.reading > 0 }, "\(name ?? "as it stands")")
        }
    }

    @Test("the page of report keys is a scenario that runs, and everything in it happens")
    func reportKeys() throws {
        let page = try Repository.text("Sources/ScenarioFiles/ReportKeys.md")
        let file = try ScenarioFile(
            text: try #require(fencedBlocks("yaml", in: page).first), path: "keys.yaml")
        for scenario in [file] + (try file.variantNames.map { try file.variant($0) }) {
            let result = try TeleradiologyModel(scenario.scenario()).run(replication: 0)
            let tally = try #require(result.reporting)
            for task in ReportingTask.allCases where task != .report && task != .addendum {
                #expect(tally[task].finished > 0, "\(task)")
            }
            #expect(tally[.communicated] > 0 && tally[.attempts] > tally[.communicated])
        }
    }

    @Test("the errors it shows are the errors that come")
    func errors() throws {
        let demo = try String(
            contentsOf: Repository.root.appending(path: "Scenarios/demo.yaml"), encoding: .utf8)
        let wrong = demo.replacing("arrivals: { per_day: 64", with: "arivals: { per_day: 64")
            .replacing("round_trip: 8 ms", with: "round_trip: 8")
        do {
            _ = try ScenarioFile(text: wrong, path: "demo.yaml").scenario()
            Issue.record("the wrong scenario was accepted")
        } catch {
            let shown = try #require(blocks("").first { $0.contains("did you mean 'arrivals'?") })
            // The folder to replay lies beside the real file, not beside this text.
            let found = error.diagnostics.filter { !$0.message.contains("SampleStudies") }
            #expect(found.map(\.description).joined(separator: "\n") == shown)
        }
    }

    @Test("the answer it shows is the demo's")
    func answer() throws {
        let output = try Tool.run(
            "make", ["-s", "-C", Repository.root.path(), "--no-print-directory", "help"],
            timeout: .seconds(60))
        for target in ["demo", "test", "bench", "sanitize", "lint"] {
            #expect(output.standardOutput.contains("make \(target) "), "\(target)")
        }
        let report = try Telerad.run(
            "compare", Repository.root.appending(path: "Scenarios/demo.yaml").path())
        let shown = try #require(blocks("").first { $0.contains("two night readers instead of cloud, one") })
        for line in shown.split(separator: "\n") where line != "…" {
            #expect(report.standardOutput.contains(line), "\(line)")
        }
    }

    @Test("its links lead to files, and its table names every command")
    func links() throws {
        for match in text.matches(of: /\]\(([^)#:]+)\)/) {
            let file = Repository.root.appending(path: String(match.1)).path()
            #expect(FileManager.default.fileExists(atPath: file), "\(match.1)")
        }
        for command in [
            "validate", "run", "compare", "sweep", "crossover", "warm-up", "replay", "studies",
            "sample-studies",
        ] {
            #expect(text.contains("| `telerad \(command) "))
        }
    }
}
