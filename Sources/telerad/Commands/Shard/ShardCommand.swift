import ArgumentParser

/// `telerad shard`: an experiment cut into pieces that processes on any machines run by themselves.
struct ShardCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "shard",
        abstract: "Cut a long experiment into pieces, run them anywhere, and merge what they found.",
        discussion: """
            A plan names the command that is to be answered; every shard is an equal part
            of its replications. Shards are run in any order, anywhere the scenario file
            can be read, as often as need be. What they found is merged to exactly the
            report that one process would have given.

              telerad shard plan night.plan --shards 8 -- compare Scenarios/demo.yaml \\
                --replications 1000
              telerad shard run night.plan --shard 3 --results night
              telerad shard merge night.plan night

            The scenario and telerad's version are checked against the plan each time.
            """,
        subcommands: [ShardPlanCommand.self, ShardRunCommand.self, ShardMergeCommand.self])
}
