import ArgumentParser
import Experiments
import Foundation
import Reports

/// What the commands that run a scenario do with its expectations.
struct ExpectationOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "Write the expectations of the scenario and what became of them to a file, as JUnit's XML.",
            valueName: "file"), completion: .file())
    var junit: String?

    /// Writes the file that was asked for, and ends the command with 99 when an expectation failed.
    func check(_ result: ExperimentResult, file: String) throws {
        if let junit { try writeReport(JUnitReport(result, file: file).text, to: junit) }
        if result.expectations.contains(where: { $0.verdict == .fail }) {
            throw ExitCode(Failure.Code.expectationFailed.rawValue)
        }
    }
}
