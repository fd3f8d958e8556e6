import ArgumentParser
import Experiments

/// The command that a plan holds, read from its arguments as telerad reads its own.
enum PlannedCommand {
    static let names = ["run", "compare", "sweep", "sensitivity"]

    /// Reads `run`, `compare`, `sweep` or `sensitivity` with its options; `place` is where they stand, for messages.
    static func parse(_ arguments: [String], _ place: String) throws -> any DesignedCommand {
        let options = Array(arguments.dropFirst())
        switch arguments.first {
        case "run": return try parsed(RunCommand.self, options, place)
        case "compare": return try parsed(CompareCommand.self, options, place)
        case "sweep": return try parsed(SweepCommand.self, options, place)
        case "sensitivity": return try parsed(SensitivityCommand.self, options, place)
        default:
            let given = arguments.first.map { ", not '\($0)'" } ?? ""
            throw Failure(
                .usage, "\(place): error: expected \(names.joined(separator: ", ")) with its options\(given)")
        }
    }

    private static func parsed<Command: ParsableArguments>(
        _ command: Command.Type, _ arguments: [String], _ place: String
    ) throws -> Command {
        do {
            return try Command.parse(arguments)
        } catch {
            throw Failure(.usage, "\(place): error: \(Command.message(for: error))")
        }
    }
}

extension DesignedCommand {
    /// What is run, erased of what its report needs.
    func designs() throws -> [ExperimentDesign] {
        let experiment = try experiment()
        if let reason = experiment.undivided {
            throw Failure(.usage, "\(experiment.title): error: can't be cut into shards: \(reason)")
        }
        return experiment.designs
    }

    /// Reports on what folders hold, without running anything.
    func report(on kept: KeptResults) throws { try experiment().report(on: kept) }
}
