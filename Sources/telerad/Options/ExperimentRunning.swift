import Experiments
import Teleradiology

/// Runs a scenario with progress; a failed run ends the command.
func runExperiment(
    _ scenario: Scenario, title: String, _ options: ScenarioOptions, _ output: OutputOptions,
    until targets: [PrecisionTarget] = [], most: Int = Experiment.mostReplications,
    log: (any MilestoneSink)? = nil, threads: Int? = nil
) async throws -> ExperimentResult {
    let progress = Progress(title, total: scenario.replications, isQuiet: output.quiet)
    let experiment = Experiment(scenario, threads: threads ?? options.threads, log: log)
    do {
        for warning in try TeleradiologyModel(scenario).warnings {
            printError("\(title): warning: \(warning)")
        }
        if !targets.isEmpty {
            let result = try await experiment.run(
                until: targets, most: most
            ) {
                progress.update($0, of: $1)
            }
            progress.finish()
            return result
        }
        return try await experiment.run { progress.update($0) }
    } catch {
        throw Failure(error.reason == .invariantBroken ? .runFailed : .invalidScenario, "\(title): \(error)")
    }
}
