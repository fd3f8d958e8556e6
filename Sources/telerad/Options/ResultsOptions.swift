import ArgumentParser
import Experiments

/// The option that keeps results while an experiment goes on.
struct ResultsOptions: ParsableArguments {
    @Option(
        name: .customLong("results"),
        help: ArgumentHelp(
            """
            Keep the results of every replication in a folder while the experiment goes on, and do not run again what \
            the folder holds.
            """, valueName: "folder"), completion: .directory)
    var folder: String?

    /// The folder that was asked for, open for an experiment; nil when there is none.
    func open(_ plan: @autoclosure () -> ExperimentPlan) throws -> ResultsFolder? {
        guard let folder else { return nil }
        return try openResults(folder, plan: plan())
    }
}

/// Opens a folder of results; damaged files are warned of, and what can't be used ends the command.
func openResults(_ path: String, plan: ExperimentPlan) throws -> ResultsFolder {
    let folder = try rethrowing { () throws(ResultsFailure) in try ResultsFolder(path, plan: plan) }
    for each in folder.kept.unusable {
        printOnce("\(each.file): warning: \(each.problem); its replications are run again")
    }
    return folder
}

/// The value of a body; a failure of kept results ends the command with the code of its kind.
func rethrowing<Value>(_ body: () throws(ResultsFailure) -> Value) throws -> Value {
    do {
        return try body()
    } catch {
        let code: Failure.Code =
            switch error.reason {
            case .unreadable: .unreadable
            case .unwritable: .unwritable
            case .otherExperiment: .invalidScenario
            }
        throw Failure(code, error.description)
    }
}
