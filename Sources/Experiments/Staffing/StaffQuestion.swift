import SimulationKernel
import Teleradiology

/// What a staffing search is asked: which groups, within what bounds, and what a roster must keep.
public struct StaffQuestion: Sendable {
    /// A reader group whose number is searched.
    public struct Group: Hashable, Sendable {
        /// Its place in the scenario.
        public let index: Int
        /// The fewest and the most readers.
        public let readers: ClosedRange<Int>

        /// A group of the scenario and the numbers it may have.
        public init(index: Int, readers: ClosedRange<Int>) {
            self.index = index
            self.readers = readers
        }
    }

    /// A condition that a roster must keep.
    public struct Condition: Sendable {
        /// What is expected; its relation is one of less, at most, greater and at least.
        public let expectation: MeasureExpectation
        /// How far from the threshold a roster is told apart for sure, in the measure's unit.
        public let tolerance: Double

        /// A condition; nil when the relation is equality, which no interval can show.
        public init?(_ expectation: MeasureExpectation, tolerance: Double) {
            guard expectation.relation != .equal, expectation.relation != .notEqual, tolerance > 0 else {
                return nil
            }
            self.expectation = expectation
            self.tolerance = tolerance
        }

        /// How far a value lies on the wrong side of the threshold; negative on the right side.
        func excess(_ value: Double) -> Double {
            switch expectation.relation {
            case .greater, .atLeast: expectation.threshold - value
            default: value - expectation.threshold
            }
        }
    }

    /// The most rosters that are considered.
    public static let mostRosters = 10_000

    /// The file as it stands.
    public let scenario: Scenario
    /// The groups, one at least.
    public let groups: [Group]
    /// The conditions, one at least.
    public let conditions: [Condition]
    /// The probability of a correct selection.
    public let confidence: Double
    /// The most replications of one roster.
    public let mostReplications: Int

    /// A question.
    public init(
        _ scenario: Scenario, groups: [Group], conditions: [Condition], confidence: Double = 0.95,
        mostReplications: Int = Experiment.mostReplications
    ) {
        self.scenario = scenario
        self.groups = groups
        self.conditions = conditions
        self.confidence = confidence
        self.mostReplications = mostReplications
    }

    /// How many rosters there are; nil beyond ``mostRosters``.
    public var rosterCount: Int? {
        var count = 1
        for group in groups {
            let (product, overflows) = count.multipliedReportingOverflow(by: group.readers.count)
            if overflows || product > Self.mostRosters { return nil }
            count = product
        }
        return count
    }

    /// Every roster: readers of each group, the last group changing fastest.
    var rosters: [[Int]] {
        groups.reduce([[]]) { rosters, group in
            rosters.flatMap { roster in group.readers.map { roster + [$0] } }
        }
    }

    /// The scenario with a roster.
    func scenario(_ roster: [Int]) -> Scenario {
        var scenario = scenario
        for (group, count) in zip(groups, roster) { scenario.readers[group.index].count = count }
        return scenario
    }
}
