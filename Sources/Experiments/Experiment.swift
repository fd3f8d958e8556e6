import Foundation
import Teleradiology

/// Independent replications of one scenario, on as many threads as asked for.
///
/// Results are kept in the order of replications; neither their number of threads nor the order in which they
/// finish changes anything.
public struct Experiment: Sendable {
    /// The scenario; its `replications` and `seed` say what is run.
    public let scenario: Scenario
    /// The most replications that run at the same time.
    public let threads: Int

    /// An experiment on a scenario; one thread for each processor unless told otherwise.
    public init(_ scenario: Scenario, threads: Int? = nil) {
        self.scenario = scenario
        self.threads = max(1, threads ?? ProcessInfo.processInfo.activeProcessorCount)
    }

    /// Runs all replications.
    ///
    /// - Parameter progress: called after each replication with the number finished.
    /// - Throws: what compiling the scenario or an invariant says; nothing partial is returned.
    public func run(progress: (@Sendable (Int) -> Void)? = nil) async throws(ModelError) -> ExperimentResult {
        let model = try TeleradiologyModel(scenario)
        let count = scenario.replications
        let outcome = await withTaskGroup(of: (Int, Result<ReplicationFigures, ModelError>).self) {
            group -> Result<[ReplicationFigures], ModelError> in
            var next = 0
            func start() {
                let replication = next
                next += 1
                group.addTask { (replication, Self.replicate(model, replication)) }
            }
            while next < min(threads, count) { start() }
            var figures = [ReplicationFigures?](repeating: nil, count: count)
            var failure: (replication: Int, error: ModelError)?
            var finished = 0
            for await (replication, result) in group {
                switch result {
                case .success(let value): figures[replication] = value
                case .failure(let error):
                    if replication < failure?.replication ?? .max { failure = (replication, error) }
                }
                finished += 1
                progress?(finished)
                if failure == nil, next < count { start() }
            }
            if let failure { return .failure(failure.error) }
            return .success(figures.compactMap(\.self))
        }
        return ExperimentResult(scenario: scenario, replications: try outcome.get())
    }

    private static func replicate(_ model: TeleradiologyModel, _ replication: Int) -> Result<
        ReplicationFigures, ModelError
    > {
        do {
            return .success(ReplicationFigures(try model.run(replication: replication)))
        } catch {
            return .failure(error)
        }
    }
}
