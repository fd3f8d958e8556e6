import Foundation

/// Decides, replication by replication, whether the mean of a figure lies below a threshold, and stops as soon as that is
/// certain enough.
///
/// The summed excess over the threshold is compared with a triangle that narrows as replications come: h²S²/(2ε) − εr/2
/// after r of them, with the variance S² of the first n. A mean at least ε below the threshold is called feasible, one at
/// least ε above it infeasible, each with the error probability β at most; within ε either answer is right. Figures are
/// taken to be normal and independent, as means over the studies of independent replications nearly are.
///
/// S. Andradóttir, S.-H. Kim, "Fully sequential procedures for comparing constrained systems via simulation", Naval
/// Research Logistics 57, 2010 (procedure F with c = 1); the triangle is that of S.-H. Kim, B. L. Nelson, "A fully
/// sequential procedure for indifference-zone selection in simulation", ACM TOMACS 11, 2001.
public struct FeasibilityTest: Sendable {
    /// What is decided.
    public enum Decision: Hashable, Sendable {
        case feasible, infeasible
    }

    /// What was decided; nil while more replications are needed.
    public private(set) var decision: Decision?
    /// The replications so far that had the figure.
    public private(set) var count = 0

    private let tolerance: Double
    private let firstStage: Int
    /// η(n − 1), half of the factor h².
    private let factor: Double
    private var first: [Double] = []
    private var variance = 0.0
    private var sum = 0.0

    /// A test.
    ///
    /// - Parameters:
    ///   - tolerance: how far from the threshold a mean must lie to be told apart for sure, above 0; in the figure's unit.
    ///   - errorProbability: the probability of a wrong answer outside of that, between 0 and 1/2.
    ///   - firstStage: the replications from which the variance is estimated, 2 at least.
    public init(tolerance: Double, errorProbability: Double, firstStage: Int) {
        precondition(
            tolerance > 0 && errorProbability > 0 && errorProbability < 0.5 && firstStage >= 2,
            "a test needs a tolerance, an error probability below one half and two replications")
        self.tolerance = tolerance
        self.firstStage = firstStage
        let degrees = Double(firstStage - 1)
        // g(η) = (1 + 2η)^(−(n − 1)/2) / 2 = β
        let eta = (pow(2 * errorProbability, -2 / degrees) - 1) / 2
        factor = eta * degrees
    }

    /// Takes the next replication's figure minus the threshold; above zero it breaks the condition.
    public mutating func add(_ excess: Double) {
        guard decision == nil else { return }
        count += 1
        sum += excess
        if count <= firstStage { first.append(excess) }
        guard count >= firstStage else { return }
        if count == firstStage {
            let mean = sum / Double(count)
            variance = first.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(count - 1)
        }
        let width = max(0, factor * variance / tolerance - tolerance * Double(count) / 2)
        if sum <= -width {
            decision = .feasible
        } else if sum >= width {
            decision = .infeasible
        }
    }
}
