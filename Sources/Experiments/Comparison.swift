import Teleradiology

/// Designs run on the same studies, and their differences from the first.
///
/// All designs share the random streams of demand (common random numbers), so a difference is taken
/// replication by replication, and what luck does to both cancels. With more than one variant each interval
/// is corrected after Bonferroni: together they hold with at least 95 %.
public struct Comparison: Sendable {
    /// One design with its name.
    public struct Arm: Sendable {
        /// The name of the design.
        public let name: String
        /// What it gave.
        public let result: ExperimentResult

        /// A design and its result.
        public init(name: String, result: ExperimentResult) {
            self.name = name
            self.result = result
        }
    }

    /// The measures that reports show of every group.
    public static let reported: [Measure.Kind] = [
        .interval(.turnaround, .mean), .interval(.turnaround, .p95), .interval(.transfer, .mean),
        .interval(.wait, .mean), .withinTarget,
    ]

    /// A variant's difference from the base in one measure of one group.
    public struct Difference: Sendable {
        /// Variant minus base; its interval is corrected for the number of variants.
        public let estimate: Estimate
        /// The variance of the paired difference over that of independent runs; nil where undefined.
        public let varianceRatio: Double?
        /// How many replications of independent runs would know the difference as well; nil where undefined.
        public var independentReplications: Double? {
            varianceRatio.flatMap { $0 > 0 ? Double(estimate.replications) / $0 : nil }
        }
        /// The probability of a paired difference at least so far from zero if the designs are equal (Student's t,
        /// two-sided); nil with a single replication. Not corrected for the number of variants: see
        /// ``Comparison/adjustedProbabilities(_:_:)``.
        public let probability: Double?

        /// What the interval says of the sign.
        public var verdict: Verdict {
            guard let half = estimate.halfWidth else { return .undecided }
            if half == 0, estimate.value == 0 { return .equal }
            if abs(estimate.value) <= half { return .undecided }
            return estimate.value < 0 ? .lower : .higher
        }
    }

    /// What an interval of a difference says.
    public enum Verdict: String, Sendable {
        /// The whole interval is below zero.
        case lower
        /// The whole interval is above zero.
        case higher
        /// Base and variant had the same value in every replication.
        case equal
        /// The interval holds zero, or a single replication gives none.
        case undecided
    }

    /// The design that the others are compared with.
    public let base: Arm
    /// The others.
    public let variants: [Arm]
    /// What was asked for beside the measures that reports show of every group.
    public let measures: [Measure]

    /// Designs with equal numbers of replications.
    public init(base: Arm, variants: [Arm], measures: [Measure] = []) {
        self.base = base
        self.variants = variants
        self.measures = measures
    }

    /// The techniques that any design reported studies of: a variant may bring one that the base has not.
    public var modalities: [Modality] {
        let known = Set(([base] + variants).flatMap(\.result.modalities))
        return Modality.allCases.filter(known.contains)
    }

    /// The confidence of each single interval, so that all variants' intervals together hold with 95 %.
    public var confidence: Double { 1 - 0.05 / Double(max(1, variants.count)) }

    /// Whether every replication of a variant met the same studies as the base.
    public func sawSameStudies(_ variant: Arm) -> Bool {
        variant.result.replications.map(\.demandFingerprint)
            == base.result.replications.map(\.demandFingerprint)
    }

    /// A variant's difference from the base; nil when a measure is missing in one of them.
    public func difference(_ variant: Arm, _ kind: Measure.Kind, _ group: StudyGroup) -> Difference? {
        let measure = Measure(kind, group)
        let pairs = zip(base.result.replications, variant.result.replications).map { base, variant in
            (base[measure], variant[measure])
        }
        let differences = pairs.map { base, variant -> Double? in
            guard let base, let variant else { return nil }
            return variant - base
        }
        guard let estimate = Estimate(differences, confidence: confidence) else { return nil }
        let independent = Self.variance(pairs.map(\.0)) + Self.variance(pairs.map(\.1))
        return Difference(
            estimate: estimate,
            varianceRatio: independent > 0 ? Self.variance(differences) / independent : nil,
            probability: Self.probability(differences))
    }

    /// The probability of each variant's difference, corrected for the number of variants after Holm; in their order,
    /// nil where there is none.
    ///
    /// A variant with less than 0.05 differs from the base; the chance of one false claim among all variants is at most
    /// 5 %. Holm's step-down decides at least as often as Bonferroni's intervals do, but gives no intervals itself, so
    /// verdicts go by the intervals that stand beside them (S. Holm, "A simple sequentially rejective multiple test
    /// procedure", Scandinavian Journal of Statistics 6, 1979).
    public func adjustedProbabilities(_ kind: Measure.Kind, _ group: StudyGroup) -> [Double?] {
        Self.holm(variants.map { difference($0, kind, group)?.probability })
    }

    /// Probabilities after Holm's correction, in their order: the i-th smallest of m times m − i + 1, never less than the ones before.
    public static func holm(_ probabilities: [Double?]) -> [Double?] {
        let order = probabilities.indices.filter { probabilities[$0] != nil }
            .sorted { (probabilities[$0] ?? 1) < (probabilities[$1] ?? 1) }
        var adjusted = [Double?](repeating: nil, count: probabilities.count)
        var largest = 0.0
        for (rank, index) in order.enumerated() {
            largest = max(largest, min(1, (probabilities[index] ?? 1) * Double(order.count - rank)))
            adjusted[index] = largest
        }
        return adjusted
    }

    private static func probability(_ differences: [Double?]) -> Double? {
        let known = differences.compactMap(\.self)
        guard known.count > 1 else { return nil }
        let mean = known.reduce(0, +) / Double(known.count)
        let error = (variance(differences) / Double(known.count)).squareRoot()
        guard error > 0 else { return mean == 0 ? 1 : 0 }
        return 2 * StudentT.upperTail(abs(mean) / error, degrees: Double(known.count - 1))
    }

    /// What a variant costs more in a month than the base, in one currency, paired by replication.
    public func costDifference(_ variant: Arm, _ currency: String) -> Estimate? {
        difference(variant, .costPerMonth(currency: currency), .all)?.estimate
    }

    private static func variance(_ values: [Double?]) -> Double {
        let known = values.compactMap(\.self)
        guard known.count > 1 else { return 0 }
        let mean = known.reduce(0, +) / Double(known.count)
        return known.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(known.count - 1)
    }
}
