import Experiments
import Teleradiology

/// Runs a scenario until what is asked for is known well enough, with progress; a failed run ends the command.
///
/// Without targets it makes as many replications as the scenario says.
func runExperiment(
    _ scenario: Scenario, title: String, _ options: ScenarioOptions, _ output: OutputOptions,
    until targets: [PrecisionTarget] = [], most: Int = Experiment.mostReplications,
    log: (any MilestoneSink)? = nil, studies: (any StudySink)? = nil, threads: Int? = nil,
    folder: ResultsFolder? = nil
) async throws -> ExperimentResult {
    let progress = Progress(title, total: scenario.replications, output)
    let experiment = Experiment(
        scenario, threads: threads ?? options.threads, log: log, studies: studies, folder: folder,
        ended: { progress.add(studies: $0.conservation.created) })
    try warn(of: scenario, title)
    return try await rethrowingModelErrors(title) { () async throws(ModelError) in
        defer { progress.finish() }
        guard !targets.isEmpty else { return try await experiment.run { progress.update($0) } }
        return try await experiment.run(until: targets, most: most) { progress.update($0, of: $1) }
    }
}

/// Prints what the author of a scenario should know all the same.
func warn(of scenario: Scenario, _ title: String) throws {
    let warnings = try rethrowingModelErrors(title) { () throws(ModelError) in
        try TeleradiologyModel(scenario).warnings
    }
    for warning in warnings { printOnce("\(title): warning: \(warning)") }
}

/// The value of a body; an error of the model ends the command with the code of its kind.
func rethrowingModelErrors<Value>(_ title: String, _ body: () throws(ModelError) -> Value) throws -> Value {
    do {
        return try body()
    } catch {
        throw Failure(error, title)
    }
}

/// The value of a body; an error of the model ends the command with the code of its kind.
func rethrowingModelErrors<Value: Sendable>(
    _ title: String, _ body: () async throws(ModelError) -> Value
) async throws -> Value {
    do {
        return try await body()
    } catch {
        throw Failure(error, title)
    }
}

extension Failure {
    /// What ends the command when a model can't be made or run.
    init(_ error: ModelError, _ title: String) {
        self.init(error.reason == .invariantBroken ? .runFailed : .invalidScenario, "\(title): \(error)")
    }
}
