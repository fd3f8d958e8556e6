import Teleradiology

/// Which parameters a measure depends on: one at a time, and over all of them together.
///
/// One at a time shows what each parameter does where the file stands, and misses what two do together; the rank
/// correlation over a sample sees every parameter while the others move too (A. Saltelli and others, *Sensitivity Analysis
/// in Practice*, 2004, chapters 2 and 4). All scenarios see the same random numbers, so differences are paired by
/// replication, and each interval holds with 95 % on its own.
public struct Sensitivity: Sendable {
    /// What a scenario of the design gave.
    public struct Run: Sendable {
        /// The measure in each replication; nil where there is none.
        public let values: [Double?]
        /// The fingerprints of all replications' demand.
        public let demandFingerprint: UInt64

        /// A measure of a result.
        public init(_ result: ExperimentResult, _ measure: Measure) {
            values = result.replications.map { $0[measure] }
            demandFingerprint = result.demandFingerprint
        }
    }

    /// What one parameter does.
    public struct Effect: Sendable {
        /// The parameter and its two values.
        public let factor: SensitivityDesign.Factor
        /// The measure at the lower value minus that of the file as it stands.
        public let low: Estimate?
        /// The measure at the upper value minus that of the file as it stands.
        public let high: Estimate?
        /// The measure at the upper value minus that at the lower value.
        public let swing: Estimate?
        /// How the measure goes with the parameter over the sample; nil without one, or when neither moves.
        public let correlation: RankCorrelation?
        /// Whether both values met the same studies as the file as it stands.
        public let sawSameStudies: Bool
    }

    /// What was asked.
    public let design: SensitivityDesign
    /// What is measured.
    public let measure: Measure
    /// The file as it stands.
    public let scenario: Scenario
    /// The measure of the file as it stands.
    public let base: Estimate?
    /// A parameter each, the one with the largest swing first.
    public let effects: [Effect]

    /// What runs of a design, in the order of its assignments, say.
    public init(_ design: SensitivityDesign, _ measure: Measure, _ scenario: Scenario, _ runs: [Run]) {
        precondition(runs.count == design.assignments.count, "there is a run for each scenario")
        self.design = design
        self.measure = measure
        self.scenario = scenario
        let base = runs[0]
        self.base = Estimate(base.values)
        let sample = runs.dropFirst(1 + 2 * design.factors.count).map { Estimate($0.values)?.value }
        let effects = design.factors.enumerated().map { index, factor in
            let low = runs[1 + 2 * index]
            let high = runs[2 + 2 * index]
            let pairs = sample.enumerated().compactMap { point, value in
                value.map { (design.value(of: index, at: point), $0) }
            }
            return Effect(
                factor: factor, low: Self.difference(low, base), high: Self.difference(high, base),
                swing: Self.difference(high, low), correlation: RankCorrelation(pairs),
                sawSameStudies: low.demandFingerprint == base.demandFingerprint
                    && high.demandFingerprint == base.demandFingerprint)
        }
        // Sorting is stable: equal ones stay in the order in which they were asked for.
        self.effects = effects.sorted { abs($0.swing?.value ?? 0) > abs($1.swing?.value ?? 0) }
    }

    private static func difference(_ run: Run, _ from: Run) -> Estimate? {
        Estimate(
            zip(run.values, from.values).map { value, from in
                guard let value, let from else { return nil }
                return value - from
            })
    }
}
