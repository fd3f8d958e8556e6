import ArgumentParser
import Experiments
import Reports

/// `telerad shard plan`: writes the plan of an experiment.
struct ShardPlanCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "plan",
        abstract:
            "Write a plan: the command to be answered, its designs, and how many shards it is cut into.",
        discussion: """
            Behind '--' stands the command as it would be given to telerad, with the
            options of its report. The plan is JSON (schema telerad.plan/1). It holds no
            results, and the scenario file itself stays where it is.

              telerad shard plan night.plan --shards 8 -- compare Scenarios/demo.yaml \\
                --replications 1000
              telerad shard plan lines.plan --shards 100 -- sweep Scenarios/demo.yaml \\
                --csv --over "sites.*.uplink.bandwidth=10 Mbit/s..1 Gbit/s in 50 log"
            """)

    @Argument(help: ArgumentHelp("The plan to write.", valueName: "plan"), completion: .file())
    var plan: String

    @Option(help: ArgumentHelp("Into how many shards the experiment is cut.", valueName: "number"))
    var shards: Int

    @Flag(help: "Print the plan as JSON too.")
    var json = false

    @OptionGroup var console: ConsoleOptions

    @Argument(
        parsing: .postTerminator,
        help: ArgumentHelp("The command and its options, behind '--'.", valueName: "command"))
    var command: [String] = []

    func validate() throws {
        if !(1...100_000).contains(shards) {
            throw ValidationError("--shards must be 1 to 100000, not \(shards)")
        }
        if command.isEmpty {
            throw ValidationError("say behind '--' what is to be run: -- compare Scenarios/demo.yaml")
        }
    }

    func run() async throws {
        let designs = try PlannedCommand.parse(command, "--").designs()
        let made = ExperimentPlan(designs, arguments: command, shards: shards)
        if shards > made.replications {
            throw Failure(
                .usage, "--shards \(shards): there are \(made.replications) replications only")
        }
        try rethrowing { () throws(ResultsFailure) in try made.write(to: plan) }
        try printReport(json ? made.text : ShardText.plan(made, file: plan))
    }
}
