import Experiments
import Teleradiology

/// Runs a scenario with progress; a failed run ends the command.
func runExperiment(
    _ scenario: Scenario, title: String, _ options: ScenarioOptions, _ output: OutputOptions
) async throws -> ExperimentResult {
    let progress = Progress(title, total: scenario.replications, isQuiet: output.quiet)
    do {
        return try await Experiment(scenario, threads: options.threads).run { progress.update($0) }
    } catch {
        throw Failure(error.reason == .invariantBroken ? .runFailed : .invalidScenario, "\(title): \(error)")
    }
}
