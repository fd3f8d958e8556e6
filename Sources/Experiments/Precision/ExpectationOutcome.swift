import Teleradiology

/// Whether what a scenario's author expects is so.
public struct ExpectationOutcome: Sendable, Hashable {
    /// What can be said of an expectation.
    public enum Verdict: String, Hashable, Sendable {
        /// It holds, for every value in the measure's interval.
        case pass
        /// It holds for no value in the measure's interval, or no replication had the measure.
        case fail
        /// It holds for some values of the interval and not for others.
        case undecided
    }

    /// What is expected.
    public let expectation: MeasureExpectation
    /// What was found; nil when no replication had the measure.
    public let estimate: Estimate?
    /// Whether it holds.
    public let verdict: Verdict

    /// The outcome for an estimate.
    ///
    /// With one replication there is no interval, and the value alone decides.
    public init(_ expectation: MeasureExpectation, _ estimate: Estimate?) {
        self.expectation = expectation
        self.estimate = estimate
        guard let estimate else {
            verdict = .fail
            return
        }
        let half = estimate.halfWidth ?? 0
        let lower = estimate.value - half
        let upper = estimate.value + half
        let threshold = expectation.threshold
        let isInside = lower <= threshold && threshold <= upper
        if half > 0, isInside {
            verdict = .undecided
        } else {
            verdict = expectation.relation.holds(estimate.value, threshold) ? .pass : .fail
        }
    }

    /// About how many more replications would decide it, if the estimate stays where it is; nil when it is decided, or
    /// nothing can be said because the estimate lies on the threshold.
    public var furtherReplications: Int? {
        guard verdict == .undecided, let estimate, let half = estimate.halfWidth else { return nil }
        let distance = abs(estimate.value - expectation.threshold)
        guard distance > 0 else { return nil }
        let ratio = half / distance
        let needed = Double(estimate.replications) * ratio * ratio
        return needed < 1e9 ? max(1, Int(needed.rounded(.up)) - estimate.replications) : nil
    }
}

extension ExperimentResult {
    /// What became of each expectation of the scenario, in the order of the file.
    public var expectations: [ExpectationOutcome] {
        scenario.expectations.map { ExpectationOutcome($0, estimate($0.measure)) }
    }
}
