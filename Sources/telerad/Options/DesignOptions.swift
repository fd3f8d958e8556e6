import ArgumentParser
import ScenarioFiles
import Teleradiology

/// The parameter of `telerad crossover` and those of `telerad sweep`, read from an option.
func sweptParameter(_ text: String) throws -> SweptParameter {
    try ScenarioOptions.rethrowing { () throws(ScenarioError) in
        try SweptParameter(text, option: "--over")
    }
}

extension ScenarioOptions {
    /// Ends the command when the path of a parameter leads nowhere: whoever misspelt it need not hear of its values first.
    func checkPath(of parameter: SweptParameter, in file: ScenarioFile) throws {
        _ = try scenario(file, at: ["\(parameter.path)=\(parameter.text(at: 0))"])
    }

    /// The scenario of a file with a point's values, read and checked before anything runs.
    func scenario(_ file: ScenarioFile, at assignments: [String]) throws -> Scenario {
        let set = try Self.rethrowing { () throws(ScenarioError) in
            try file.setting(assignments, option: "--over")
        }
        let read = try scenario(set)
        do throws(ModelError) {
            _ = try TeleradiologyModel(read)
        } catch {
            throw Failure(.invalidScenario, "--over \(assignments.joined(separator: ", ")): error: \(error)")
        }
        return read
    }
}
