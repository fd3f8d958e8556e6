import ScenarioFiles
import SimulationKernel
import Teleradiology

/// What a queue with a known answer gave in the simulator.
public struct VerificationOutcome: Sendable, Hashable {
    /// The queue: `M/M/4`.
    public let queue: String
    /// Whose formula its answer is by.
    public let formula: String
    /// What was compared: `mean wait`.
    public let figure: String
    /// The exact value in seconds.
    public let exact: Double
    /// What was simulated, in seconds, with its 95 % interval.
    public let simulated: Estimate
    /// Half the width of the interval that decides: wider than 95 %, for the number of comparisons.
    public let decidingHalfWidth: Double

    /// Whether the interval that decides holds the exact value.
    public var agrees: Bool { abs(simulated.value - exact) <= decidingHalfWidth }
}

/// Queues with known answers, run by the program at hand: what a reader of a simulation study wants to see of its engine.
///
/// M/M/c, M/G/1, M/M/c with priorities, and pre-emptive resume, at a load of 80 %. Each is a scenario file like any other.
/// The interval of a comparison is as wide as it must be for all of them to hold together with 99 % (Bonferroni), so that a
/// right program fails one time in a hundred seeds at most.
public enum Verification {
    /// The probability that all intervals hold in a right program.
    public static let confidence = 0.99

    /// Runs all queues.
    ///
    /// - Parameters:
    ///   - replications: of each queue, two at least.
    ///   - days: how long the queues with one reader are observed in each.
    ///   - progress: called with the number of queues that are done, and of all.
    public static func run(
        replications: Int = 20, days: Int = 600, seed: UInt64? = nil, threads: Int,
        progress: ((Int, Int) -> Void)? = nil
    ) async throws(ModelError) -> [VerificationOutcome] {
        let cases: [VerificationCase]
        do throws(ScenarioError) {
            cases = try VerificationCase.all(days: days)
        } catch {
            throw ModelError(.invalidScenario, error.description)
        }
        let comparisons = cases.reduce(0) { $0 + $1.figures.count }
        let single = 1 - (1 - confidence) / Double(comparisons)
        var outcomes: [VerificationOutcome] = []
        for (index, queue) in cases.enumerated() {
            var scenario = queue.scenario
            scenario.replications = replications
            if let seed { scenario.seed = seed }
            let rows = try await rows(
                of: try TeleradiologyModel(scenario), queue.figures, replications, threads)
            for (column, figure) in queue.figures.enumerated() {
                let values = rows.map { $0[column] }
                guard let estimate = Estimate(values), let deciding = Estimate(values, confidence: single),
                    let half = deciding.halfWidth
                else { continue }
                outcomes.append(
                    VerificationOutcome(
                        queue: queue.name, formula: queue.formula, figure: figure.name, exact: figure.exact,
                        simulated: estimate, decidingHalfWidth: half))
            }
            progress?(index + 1, cases.count)
        }
        return outcomes
    }

    /// The figures of each replication, in order.
    private static func rows(
        of model: TeleradiologyModel, _ figures: [VerificationCase.Figure], _ count: Int, _ threads: Int
    ) async throws(ModelError) -> [[Double?]] {
        let outcome = await withTaskGroup(of: (Int, Result<[Double?], ModelError>).self) {
            group -> Result<[[Double?]], ModelError> in
            var next = 0
            func start() {
                let replication = next
                next += 1
                group.addTask {
                    do throws(ModelError) {
                        let result = try model.run(replication: replication)
                        return (replication, .success(figures.map { $0.observed(result) }))
                    } catch {
                        return (replication, .failure(error))
                    }
                }
            }
            while next < min(max(1, threads), count) { start() }
            var rows = [[Double?]](repeating: [], count: count)
            for await (replication, result) in group {
                switch result {
                case .success(let row): rows[replication] = row
                case .failure(let error): return .failure(error)
                }
                if next < count { start() }
            }
            return .success(rows)
        }
        return try outcome.get()
    }
}
