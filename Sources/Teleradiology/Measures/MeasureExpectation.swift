/// What a scenario's author expects of a measure: `rtat(priority: stat).p95 < 30 min`.
public struct MeasureExpectation: Hashable, Sendable {
    /// How the measure is to stand to the threshold.
    public enum Relation: String, CaseIterable, Hashable, Sendable {
        case less = "<"
        case atMost = "<="
        case greater = ">"
        case atLeast = ">="
        case equal = "=="
        case notEqual = "!="

        /// Whether `value` stands so to `threshold`.
        public func holds(_ value: Double, _ threshold: Double) -> Bool {
            switch self {
            case .less: value < threshold
            case .atMost: value <= threshold
            case .greater: value > threshold
            case .atLeast: value >= threshold
            case .equal: value == threshold
            case .notEqual: value != threshold
            }
        }
    }

    /// The expectation as its author wrote it.
    public var text: String
    /// What is measured.
    public var measure: Measure
    /// How it is to stand to the threshold.
    public var relation: Relation
    /// The threshold in the measure's unit: seconds, a share of one, studies, an amount.
    public var threshold: Double
    /// The line of the scenario file in which it stands; 0 where there is none.
    public var line: Int

    /// An expectation of a measure.
    public init(text: String, measure: Measure, relation: Relation, threshold: Double, line: Int = 0) {
        self.text = text
        self.measure = measure
        self.relation = relation
        self.threshold = threshold
        self.line = line
    }
}
