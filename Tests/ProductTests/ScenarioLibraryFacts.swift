import Foundation
import Testing

/// The pages of the scenario library, each with a planner's question and the commands that answer it. What the pages quote is
/// compared with what is printed by `Scenarios/quotes.py` (`make scenarios`); here every command runs, in reduced length.
@Suite("The scenario library")
struct ScenarioLibraryFacts {
    /// The folders of `Scenarios` that hold a scenario and a page.
    static let folders: [String] = {
        let scenarios = Repository.root.appending(path: "Scenarios")
        let found = try? FileManager.default.contentsOfDirectory(atPath: scenarios.path())
        return (found ?? []).filter {
            FileManager.default.fileExists(atPath: scenarios.appending(path: "\($0)/scenario.yaml").path())
        }.sorted()
    }()

    @Test("has a page for each of ten questions at least, and its index names them")
    func complete() throws {
        #expect(Self.folders.count >= 10)
        let index = try Repository.text("Scenarios/README.md")
        for folder in Self.folders { #expect(index.contains("](\(folder)/README.md)"), "\(folder)") }
    }

    @Test("the commands of a page run, without a warning, and a page quotes their output", arguments: folders)
    func commands(folder: String) throws {
        let page = try Repository.text("Scenarios/\(folder)/README.md")
        let commands = fencedBlocks("sh", in: page).flatMap {
            $0.replacing("\\\n", with: " ").split(separator: "\n")
        }
        #expect(commands.count >= 2, "the question, and one thing to try")
        #expect(fencedBlocks("", in: page).count >= 2)
        for command in commands {
            #expect(command.contains("Scenarios/\(folder)/scenario.yaml"), "\(command)")
            // Every run checks that no study is lost. 99 is an answer: no roster keeps the conditions.
            let searches = command.hasPrefix("telerad staff") || command.contains("--precision")
            let output = try Tool.run(
                "sh",
                [
                    "-c",
                    "cd '\(Repository.root.path())' && '\(Telerad.path)' \(command.dropFirst("telerad ".count)) "
                        + "--replications 2 --set 'length=3 d' \(searches ? "--max-replications 10" : "")",
                ], timeout: .seconds(60))
            #expect([0, 99].contains(output.status), "\(command): \(output.standardError)")
            #expect(output.standardError.isEmpty, "\(command): \(output.standardError)")
        }
    }
}
