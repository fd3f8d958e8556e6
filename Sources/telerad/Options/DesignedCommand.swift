import ArgumentParser
import Experiments
import Reports
import Teleradiology

/// A command whose work is replications of designs that are known before the first one runs: it can be kept in a folder,
/// stopped, and cut into shards.
protocol DesignedCommand: AsyncParsableCommand {
    /// What the report needs of each design; not more than that stays in memory.
    associatedtype Outcome

    var options: ScenarioOptions { get }
    var output: OutputOptions { get }

    /// Reads everything, and checks it, before anything runs.
    func experiment() throws -> DesignedExperiment<Outcome>
}

/// What a command is to run, and what becomes of it.
struct DesignedExperiment<Outcome> {
    /// What progress is shown of.
    let title: String
    /// What is run, in this order.
    let designs: [ExperimentDesign]
    /// Why it can't be cut into shards; nil when it can.
    var undivided: String?
    /// What the report needs of the result of a design, which is named by its place.
    let outcome: (Int, ExperimentResult) -> Outcome
    /// Reports on all designs.
    let report: ([Outcome]) throws -> Void

    /// Runs all designs with what a folder keeps, and reports; their studies go to a table where there is one.
    func run(
        _ options: ScenarioOptions, _ output: OutputOptions, _ results: ResultsOptions,
        studies: StudyTable? = nil
    ) async throws {
        let folder = try results.open(ExperimentPlan(designs, arguments: []))
        let interruption = folder.map { Interruption($0) }
        // What is done is kept, too, when a later design fails.
        defer { folder?.flush() }
        let kept = designs.map { design in
            folder?.kept.count(of: design.fingerprint, 0..<design.scenario.replications) ?? 0
        }
        let progress = Progress(
            title, total: designs.reduce(0) { $0 + $1.scenario.replications }, kept: kept.reduce(0, +), output
        )
        var outcomes: [Outcome] = []
        var finished = 0
        for (index, design) in designs.enumerated() {
            let before = finished
            let result = try await rethrowingModelErrors(design.name) { () async throws(ModelError) in
                let experiment = Experiment(
                    design.scenario, threads: options.threads, studies: studies?.sink(design: index),
                    folder: folder, ended: { progress.add(studies: $0.conservation.created) })
                return try await experiment.run { progress.update(before + $0) }
            }
            finished += design.scenario.replications - kept[index]
            outcomes.append(outcome(index, result))
        }
        progress.finish()
        try rethrowing { () throws(TableFailure) in try studies?.finish() }
        try closing(folder, interruption) { try report(outcomes) }
    }

    /// Reports on what folders hold of all designs, without running anything.
    func report(on kept: KeptResults) throws {
        var outcomes: [Outcome] = []
        for (index, design) in designs.enumerated() {
            outcomes.append(
                outcome(index, try rethrowing { () throws(ResultsFailure) in try kept.result(of: design) }))
        }
        try report(outcomes)
    }
}

/// Writes what is still to be kept, then does the rest; a disk that is full costs the kept results, not the report.
func closing(_ folder: ResultsFolder?, _ interruption: Interruption?, _ rest: () throws -> Void) throws {
    let written = Result { try rethrowing { () throws(ResultsFailure) in try folder?.finish() } }
    interruption?.end()
    try rest()
    try written.get()
}
