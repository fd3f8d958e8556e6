/// Two designs at one value of a parameter, on the same random numbers.
public struct PairedPoint: Sendable {
    /// The value of the parameter, in its unit.
    public let value: Double
    /// The first design's measure in each replication; nil where a replication has none.
    public let first: [Double?]
    /// The second design's measure in each replication.
    public let second: [Double?]

    /// Two designs' measures, replication by replication.
    public init(value: Double, first: [Double?], second: [Double?]) {
        self.value = value
        self.first = first
        self.second = second
    }

    /// Which design has the smaller measure, as far as an interval tells.
    public enum Side: String, Hashable, Sendable {
        /// The first design has the smaller measure: the whole interval of the difference is above zero.
        case first
        /// The second design has the smaller measure.
        case second
        /// Both had the same value in every replication.
        case equal
        /// The interval holds zero, or there is none.
        case undecided
    }

    /// Second minus first, paired by replication; nil when no replication has both.
    public func difference(confidence: Double = 0.95) -> Estimate? {
        Estimate(
            zip(first, second).map { first, second in
                guard let first, let second else { return nil }
                return second - first
            }, confidence: confidence)
    }

    /// Which design's measure is smaller, at a confidence.
    public func smaller(confidence: Double = 0.95) -> Side {
        guard let difference = difference(confidence: confidence), let half = difference.halfWidth else {
            return .undecided
        }
        if half == 0, difference.value == 0 { return .equal }
        if abs(difference.value) <= half { return .undecided }
        return difference.value > 0 ? .first : .second
    }
}
