import ArgumentParser
import Experiments
import Reports

/// `telerad shard merge`: reports on what the shards of a plan found.
struct ShardMergeCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "merge",
        abstract: "Report on what the shards of a plan found, as one process would have.",
        discussion: """
            Folders are taken in any order, and a replication that several hold counts
            once. The report has the bytes that the planned command would have given;
            options of its report can be added behind '--'. What is missing or damaged is
            named, with the shard to run again.

              telerad shard merge night.plan night
              telerad shard merge night.plan machine-a machine-b -- --json \\
                --output night.json
              telerad shard merge night.plan machine-a machine-b --into both

            With --into nothing is reported: everything goes into one folder, complete or
            not.
            """)

    @Argument(
        help: ArgumentHelp("A plan that 'telerad shard plan' wrote.", valueName: "plan"), completion: .file())
    var plan: String

    @Argument(
        help: ArgumentHelp("Folders that shards kept their results in.", valueName: "folders"),
        completion: .directory)
    var folders: [String]

    @Option(
        help: ArgumentHelp("Put everything into one folder instead of a report.", valueName: "folder"),
        completion: .directory)
    var into: String?

    @Flag(help: "Print JSON for programs instead of text for people.")
    var json = false

    @OptionGroup var console: ConsoleOptions

    @Argument(
        parsing: .postTerminator,
        help: ArgumentHelp("More options of the report, behind '--'.", valueName: "options"))
    var more: [String] = []

    func run() async throws {
        let file = plan
        let made = try rethrowing { () throws(ResultsFailure) in
            try ExperimentPlan(contentsOfFile: file)
        }
        let command = try PlannedCommand.parse(
            made.arguments + more + (json ? ["--json"] : []), more.isEmpty ? plan : "--")
        let designs = try command.designs()
        try rethrowing { () throws(ResultsFailure) in try made.check(designs, as: file) }
        let kept = try rethrowing { () throws(ResultsFailure) in
            try KeptResults(folders: folders, designs: Set(designs.map(\.fingerprint)))
        }
        for each in kept.unusable { printOnce("\(each.file): warning: \(each.problem)") }
        if let into {
            return try rethrowing { () throws(ResultsFailure) in try kept.write(made, to: into) }
        }
        let missing = ShardText.missing(made, designs, kept)
        if !missing.isEmpty {
            throw Failure(.unreadable, "\(file): error: results are missing\n\(missing)")
        }
        try command.report(on: kept)
    }
}
