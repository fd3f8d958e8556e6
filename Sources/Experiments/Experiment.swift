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
    /// Takes the milestones of the replications that it wants; nil when nobody does.
    public let log: (any MilestoneSink)?
    /// Takes the studies of the replications that it wants; nil when nobody does.
    public let studies: (any StudySink)?
    /// Keeps the figures of replications, and has those of earlier ones, which are not run again; nil for neither.
    public let folder: ResultsFolder?
    /// Called with the figures of each replication that was run, as it ends; nil when nobody asks.
    public let ended: (@Sendable (ReplicationFigures) -> Void)?

    /// An experiment on a scenario; one thread for each processor unless told otherwise.
    public init(
        _ scenario: Scenario, threads: Int? = nil, log: (any MilestoneSink)? = nil,
        studies: (any StudySink)? = nil, folder: ResultsFolder? = nil,
        ended: (@Sendable (ReplicationFigures) -> Void)? = nil
    ) {
        self.ended = ended
        self.log = log
        self.studies = studies
        self.folder = folder
        self.scenario = scenario
        self.threads = max(1, threads ?? ProcessInfo.processInfo.activeProcessorCount)
    }

    /// Runs all replications.
    ///
    /// - Parameter progress: called after each replication with the number finished, kept ones left out.
    /// - Throws: what compiling the scenario or an invariant says; nothing partial is returned.
    public func run(progress: (@Sendable (Int) -> Void)? = nil) async throws(ModelError) -> ExperimentResult {
        let model = try TeleradiologyModel(scenario)
        let figures = try await replicate(model, 0..<scenario.replications, progress: progress)
        return ExperimentResult(scenario: scenario, replications: figures)
    }

    /// Runs a stretch of the replications for the folder that keeps them, and nothing else.
    ///
    /// - Parameter progress: called after each replication with the number finished, kept ones left out.
    /// - Throws: what compiling the scenario or an invariant says.
    public func run(
        _ replications: Range<Int>, progress: (@Sendable (Int) -> Void)? = nil
    ) async throws(ModelError) {
        _ = try await replicate(try TeleradiologyModel(scenario), replications, progress: progress)
    }

    /// Runs some of the replications, and returns their figures in order.
    ///
    /// - Parameter progress: called after each that was not kept, with the number finished of them.
    func replicate(
        _ model: TeleradiologyModel, _ replications: Range<Int>, progress: (@Sendable (Int) -> Void)? = nil
    ) async throws(ModelError) -> [ReplicationFigures] {
        let design = folder == nil ? 0 : ExperimentDesign.fingerprint(of: scenario)
        let kept = folder?.kept.figures(of: design, replications) ?? [:]
        let missing = replications.filter { kept[$0] == nil }
        let outcome = await withTaskGroup(of: (Int, Result<ReplicationFigures, ModelError>).self) {
            group -> Result<[ReplicationFigures], ModelError> in
            var next = missing.startIndex
            func start() {
                let replication = missing[next]
                next += 1
                group.addTask { (replication, Self.replicate(model, replication, log, studies)) }
            }
            while next < min(threads, missing.count) { start() }
            var figures = replications.map { kept[$0] }
            var failure: (replication: Int, error: ModelError)?
            var finished = 0
            for await (replication, result) in group {
                switch result {
                case .success(let value):
                    figures[replication - replications.lowerBound] = value
                    folder?.keep(design, replication, value)
                    ended?(value)
                case .failure(let error):
                    if replication < failure?.replication ?? .max { failure = (replication, error) }
                }
                finished += 1
                progress?(finished)
                if failure == nil, next < missing.count { start() }
            }
            if let failure { return .failure(failure.error) }
            return .success(figures.compactMap(\.self))
        }
        return try outcome.get()
    }

    private static func replicate(
        _ model: TeleradiologyModel, _ replication: Int, _ log: (any MilestoneSink)?,
        _ studies: (any StudySink)?
    ) -> Result<ReplicationFigures, ModelError> {
        do {
            return .success(
                ReplicationFigures(try model.run(replication: replication, log: log, studies: studies)))
        } catch {
            return .failure(error)
        }
    }
}
