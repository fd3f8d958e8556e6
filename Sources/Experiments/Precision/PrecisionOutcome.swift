import Teleradiology

/// How well a measure is known in the end.
public struct PrecisionOutcome: Sendable, Hashable {
    /// What was asked for.
    public let target: PrecisionTarget
    /// What is known; nil when no replication had the measure.
    public let estimate: Estimate?

    /// The half-width that would meet the target; nil without an estimate.
    public var largestHalfWidth: Double? { estimate.map { target.largestHalfWidth(at: $0.value) } }

    /// Whether the interval is narrow enough.
    public var isReached: Bool {
        guard let half = estimate?.halfWidth, let largest = largestHalfWidth else { return false }
        return half <= largest
    }

    /// About how many replications the target takes, as the half-width falls with their square root; nil when it is
    /// reached, or nothing can be said.
    public var replicationsNeeded: Int? {
        guard !isReached, let estimate, let half = estimate.halfWidth, let largest = largestHalfWidth,
            largest > 0
        else { return nil }
        let ratio = half / largest
        let needed = Double(estimate.replications) * ratio * ratio
        return needed < 1e12 ? Int(needed.rounded(.up)) : nil
    }
}

extension Experiment {
    /// The most replications that are made for a precision unless told otherwise.
    public static let mostReplications = 1000

    /// Runs replications until every target is met (``StoppingRule``) or there are `most`.
    ///
    /// Which replication is the last depends on their figures alone: the same for any number of threads. Some that
    /// were begun beyond it are thrown away.
    /// - Parameter progress: called with the number finished and the number expected by now.
    public func run(
        until targets: [PrecisionTarget], most: Int = Experiment.mostReplications,
        progress: (@Sendable (Int, Int) -> Void)? = nil
    ) async throws(ModelError) -> ExperimentResult {
        let model = try TeleradiologyModel(scenario)
        var rule = StoppingRule(targets, minimum: scenario.replications)
        var figures: [ReplicationFigures] = []
        while !rule.isSatisfied, figures.count < most {
            // The first stretch up to where the rule can stop at the earliest, then a tenth more at a time.
            let made = figures.count
            let first = max(StoppingRule.fewest, scenario.replications) + StoppingRule.lookAhead(after: 1)
            let end = min(most, made == 0 ? first : made + max(threads, made / 10))
            let kept = folder?.kept.count(of: ExperimentDesign.fingerprint(of: scenario), made..<end) ?? 0
            let batch = try await replicate(model, made..<end) { progress?(made + kept + $0, end) }
            for each in batch where !rule.isSatisfied {
                figures.append(each)
                rule.add(targets.map { each[$0.measure] })
            }
        }
        var made = scenario
        made.replications = figures.count
        return ExperimentResult(
            scenario: made, replications: figures,
            precision: targets.map { target in
                PrecisionOutcome(target: target, estimate: Estimate(figures.map { $0[target.measure] }))
            })
    }
}
