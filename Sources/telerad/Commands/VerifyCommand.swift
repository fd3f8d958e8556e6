import ArgumentParser
import Experiments
import Foundation
import Reports
import Teleradiology

/// `telerad verify`: queues with known answers, run by this very program.
struct VerifyCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "verify",
        abstract: "Run queues whose answers are known exactly, and compare.",
        discussion: """
            M/M/1, M/M/2 and M/M/4 (Erlang C), M/G/1 (Pollaczek-Khinchine), priorities
            (Cobham) and pre-emptive resume, each a scenario file like any other. Exits
            with 1 when a figure differs from its closed form.

              telerad verify
              telerad verify --replications 40 --days 2000
            """)

    @Option(help: ArgumentHelp("Replications of each queue.", valueName: "number"))
    var replications = 20

    @Option(help: ArgumentHelp("Days for which a queue with one reader is observed.", valueName: "number"))
    var days = 600

    @Option(help: ArgumentHelp("The master seed.", valueName: "number"))
    var seed: UInt64?

    @Option(
        help: ArgumentHelp(
            "How many replications run at once (default: one for each processor).", valueName: "number"))
    var threads: Int?

    @OptionGroup var output: OutputOptions

    func validate() throws {
        try output.check([.text, .json])
        if !(2...10_000).contains(replications) {
            throw ValidationError("--replications must be 2 to 10000, not \(replications)")
        }
        if !(10...100_000).contains(days) {
            throw ValidationError("--days must be 10 to 100000, not \(days)")
        }
        if let threads, !(1...1024).contains(threads) {
            throw ValidationError("--threads must be 1 to 1024, not \(threads)")
        }
    }

    func run() async throws {
        let progress = Progress("verify", total: 1, output)
        let outcomes = try await rethrowingModelErrors("verification") { () async throws(ModelError) in
            try await Verification.run(
                replications: replications, days: days, seed: seed,
                threads: threads ?? ProcessInfo.processInfo.activeProcessorCount
            ) { progress.update($0, of: $1) }
        }
        progress.finish()
        let report = VerificationReport(outcomes)
        try output.write(output.json ? report.json.text : report.text)
        if !outcomes.allSatisfy(\.agrees) { throw ExitCode(Failure.Code.runFailed.rawValue) }
    }
}
