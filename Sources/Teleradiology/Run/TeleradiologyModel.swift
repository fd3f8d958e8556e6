import SimulationKernel

/// A scenario compiled to flat arrays, ready to run any replication.
public struct TeleradiologyModel: Sendable {
    /// The scenario that the model was compiled from.
    public let scenario: Scenario

    /// Compiles a scenario; throws when it can't be run, naming what is wrong.
    public init(_ scenario: Scenario) throws(ModelError) {
        self.scenario = scenario
    }

    /// Runs one replication.
    ///
    /// The result depends on the scenario and the replication number alone.
    /// - Parameter recordingStudies: whether to keep every study's timeline in the result.
    public func run(replication: Int, recordingStudies: Bool = false) throws(ModelError) -> RunResult {
        throw ModelError(.invalidScenario, "not compiled yet")
    }
}
