import ScenarioFiles

/// Where two designs are equal in a measure as one parameter moves.
public struct Crossover: Sendable {
    /// A value of the parameter at which the designs change places.
    public struct Crossing: Hashable, Sendable {
        /// Where the mean difference is zero; between two whole numbers for a parameter that counts.
        public let value: Double
        /// The lower end of the 95 % interval of the crossing.
        public let lower: Double
        /// The upper end of the 95 % interval of the crossing.
        public let upper: Double
        /// Which design has the smaller measure below the crossing: `first` or `second`.
        public let smallerBelow: PairedPoint.Side
    }

    /// What was found.
    public enum Outcome: Hashable, Sendable {
        /// The designs change places, once or several times.
        case crossings
        /// Wherever the difference is decided, this design has the smaller measure.
        case none(smaller: PairedPoint.Side)
        /// Both designs have the same values everywhere.
        case equal
        /// No difference is decided anywhere; more replications may tell.
        case undecided
    }

    /// What was found.
    public let outcome: Outcome
    /// The crossings, in the order of the parameter.
    public let crossings: [Crossing]
    /// The points of the grid, at which the designs were compared first.
    public let grid: [PairedPoint]
    /// The confidence of each difference on the grid, so that all of them together hold with 95 % (Bonferroni).
    public let gridConfidence: Double
    /// How many values of the parameter were simulated, those between the grid's points included.
    public let evaluations: Int

    /// The points of the grid at which no difference is decided.
    public var undecided: [PairedPoint] {
        grid.filter { $0.smaller(confidence: gridConfidence) == .undecided }
    }
}
