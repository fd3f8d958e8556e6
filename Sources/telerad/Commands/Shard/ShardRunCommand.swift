import ArgumentParser
import Experiments
import Reports
import Teleradiology

/// `telerad shard run`: runs one shard of a plan.
struct ShardRunCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "run",
        abstract: "Run one shard of a plan, and keep what it finds in a folder.",
        discussion: """
            Shards need nothing of each other. Several may share a folder, or have one
            each. A shard that was stopped goes on from what its folder holds; one that is
            run twice changes nothing.

              telerad shard run night.plan --shard 3 --results night
              seq 8 | xargs -I{} -P 2 telerad shard run night.plan --shard {} \\
                --results night --threads 1
            """)

    @Argument(
        help: ArgumentHelp("A plan that 'telerad shard plan' wrote.", valueName: "plan"), completion: .file())
    var plan: String

    @Option(help: ArgumentHelp("Which shard to run, from 1.", valueName: "number"))
    var shard: Int

    @Option(
        name: .customLong("results"),
        help: ArgumentHelp("The folder that keeps what is found.", valueName: "folder"),
        completion: .directory)
    var folder: String

    @Option(help: "How many replications run at once (default: one for each processor).")
    var threads: Int?

    @OptionGroup var output: OutputOptions

    func validate() throws {
        try output.check([.text, .json])
        if let threads, !(1...1024).contains(threads) {
            throw ValidationError("--threads must be 1 to 1024, not \(threads)")
        }
    }

    func run() async throws {
        let file = plan
        let made = try rethrowing { () throws(ResultsFailure) in
            try ExperimentPlan(contentsOfFile: file)
        }
        guard (1...made.shards).contains(shard) else {
            throw Failure(.usage, "--shard must be 1 to \(made.shards), not \(shard)")
        }
        let designs = try PlannedCommand.parse(made.arguments, plan).designs()
        try rethrowing { () throws(ResultsFailure) in try made.check(designs, as: file) }
        let pieces = made.pieces(ofShard: shard)
        let results = try openResults(folder, plan: made)
        let interruption = Interruption(results)
        let total = pieces.reduce(0) { $0 + $1.replications.count }
        let kept = pieces.map { results.kept.count(of: designs[$0.design].fingerprint, $0.replications) }
        let progress = Progress("shard \(shard)", total: total, kept: kept.reduce(0, +), output)
        var finished = 0
        for (piece, kept) in zip(pieces, kept) {
            let design = designs[piece.design]
            let before = finished
            try await rethrowingModelErrors(design.name) { () async throws(ModelError) in
                try await Experiment(
                    design.scenario, threads: threads, folder: results,
                    ended: { progress.add(studies: $0.conservation.created) }
                ).run(piece.replications) { progress.update(before + $0) }
            }
            finished += piece.replications.count - kept
        }
        progress.finish()
        let report = ShardReport(
            plan: made, shard: shard, folder: folder, replications: total, kept: kept.reduce(0, +))
        try closing(results, interruption) {
            try output.write(output.json ? report.json.text : report.text)
        }
    }
}
