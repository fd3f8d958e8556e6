import Foundation

/// How many readers a load needs, in closed form: the load and a safety margin that grows with its root.
///
/// With c = R + β√R servers for an offered load of R Erlang, the probability of a wait tends to
/// 1/(1 + βΦ(β)/φ(β)) (S. Halfin, W. Whitt, "Heavy-traffic limits for queues with many exponential servers", Operations
/// Research 29, 1981; S. Borst, A. Mandelbaum, M. I. Reiman, "Dimensioning large call centers", Operations Research 52,
/// 2004). It supposes one group, one class and memoryless demand, so it is where a search begins, not its answer.
public enum SquareRootRule {
    /// The whole number of readers whose studies wait with a probability of at most `waitProbability`, 1 at least.
    ///
    /// - Parameters:
    ///   - load: readers busy on average, in Erlang, not negative.
    ///   - waitProbability: between 0 and 1.
    public static func readers(load: Double, waitProbability: Double) -> Int {
        guard load > 0 else { return 1 }
        let safety = margin(waitProbability: waitProbability) * load.squareRoot()
        return max(1, Int((load + safety).rounded(.up)))
    }

    /// The margin β at which the probability of a wait is `waitProbability`, by bisection.
    static func margin(waitProbability: Double) -> Double {
        var (low, high) = (0.0, 10.0)
        for _ in 0..<100 {
            let middle = (low + high) / 2
            if delay(middle) > waitProbability { low = middle } else { high = middle }
        }
        return high
    }

    /// The limit of the probability of a wait with a margin.
    private static func delay(_ margin: Double) -> Double {
        let density = exp(-margin * margin / 2) / (2 * Double.pi).squareRoot()
        let probability = erfc(-margin / 2.0.squareRoot()) / 2
        return 1 / (1 + margin * probability / density)
    }
}
