import Experiments
import Teleradiology

/// Which of several designs is the best in one measure, as far as paired differences tell.
///
/// The best is chosen after the data was seen, so each of its differences is held against the corrections for all pairs of
/// designs (Bonferroni): the chance that any claim "better than" of one ranking is false is at most 5 %.
struct DesignRanking {
    /// What the best design is ahead of another by.
    struct Lead {
        /// The other design.
        let name: String
        /// The best minus the other, paired by replication, its interval corrected for all pairs.
        let difference: Estimate
        /// Whether the interval leaves no doubt of the sign.
        let isDecided: Bool
        /// Whether both had the same value in every replication.
        let isEqual: Bool
    }

    /// What is ranked by.
    let measure: Measure
    /// The name of the design with the best mean.
    let best: String
    /// Its measure.
    let estimate: Estimate
    /// The others, in the order of the comparison.
    let leads: [Lead]

    /// Those that it is certainly better than.
    var beaten: [Lead] { leads.filter(\.isDecided) }
    /// Those about which nothing is certain.
    var rivals: [Lead] { leads.filter { !$0.isDecided && !$0.isEqual } }
    /// Those that are exactly as good.
    var equals: [Lead] { leads.filter(\.isEqual) }
    /// Whether all designs are exactly as good.
    var isEqual: Bool { !leads.isEmpty && leads.allSatisfy(\.isEqual) }
    /// Whether it is certainly better than all others.
    var hasWinner: Bool { !leads.isEmpty && leads.allSatisfy(\.isDecided) }

    /// The ranking of the designs of a comparison; nil when one of them does not have the measure.
    init?(_ comparison: Comparison, _ measure: Measure) {
        let arms = [comparison.base] + comparison.variants
        let values = arms.map { $0.result.replications.map { $0[measure] } }
        let means = values.compactMap { Estimate($0) }
        guard means.count == arms.count, arms.count > 1 else { return nil }
        var first = 0
        for index in arms.indices.dropFirst() {
            let isBetter =
                measure.isBetterWhenHigher
                ? means[index].value > means[first].value : means[index].value < means[first].value
            if isBetter { first = index }
        }
        let pairs = Double(arms.count * (arms.count - 1) / 2)
        var leads: [Lead] = []
        for index in arms.indices where index != first {
            let differences = zip(values[first], values[index]).map { best, other -> Double? in
                guard let best, let other else { return nil }
                return best - other
            }
            guard let difference = Estimate(differences, confidence: 1 - 0.05 / pairs) else { return nil }
            let half = difference.halfWidth
            leads.append(
                Lead(
                    name: arms[index].name, difference: difference,
                    isDecided: half.map { abs(difference.value) > $0 } ?? false,
                    isEqual: half == 0 && difference.value == 0))
        }
        self.measure = measure
        best = arms[first].name
        estimate = means[first]
        self.leads = leads
    }
}
