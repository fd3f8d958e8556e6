/// How well a measure is to be known: `rtat.p95 5 %`, `within_target(priority: stat) 0.5 points`, `wait.mean 30 s`.
public struct PrecisionTarget: Hashable, Sendable {
    /// The largest error that is allowed, with the confidence of the interval.
    public enum Tolerance: Hashable, Sendable {
        /// A share of the measure's true value, above 0 and below 1.
        case relative(Double)
        /// So much in the measure's unit, above 0.
        case absolute(Double)
    }

    /// The target as its author wrote it.
    public var text: String
    /// What is to be known.
    public var measure: Measure
    /// How well.
    public var tolerance: Tolerance

    /// A target for a measure.
    public init(text: String, measure: Measure, tolerance: Tolerance) {
        self.text = text
        self.measure = measure
        self.tolerance = tolerance
    }

    /// The largest half-width of an interval about `value` that meets the target.
    ///
    /// A relative error of γ against the true value needs a half-width of γ/(1 + γ) of the estimate, because the
    /// estimate may lie off the true value itself (A. M. Law, *Simulation Modeling and Analysis*, 5th ed., 9.4.1).
    public func largestHalfWidth(at value: Double) -> Double {
        switch tolerance {
        case .relative(let share): abs(value) * share / (1 + share)
        case .absolute(let amount): amount
        }
    }
}
