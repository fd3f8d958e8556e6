import Teleradiology

/// The cheapest roster that was found, and why every other one lost.
public struct StaffingResult: Sendable {
    /// What is known of a group before any roster is judged.
    public struct GroupFacts: Hashable, Sendable {
        /// Hours on shift of one reader in a week, breaks left out.
        public let hoursPerWeek: Double
        /// Readers busy on average while on shift, with as many readers as may be (Erlang).
        public let offeredLoad: Double
        /// Readers by the square-root rule.
        public let squareRootRule: Int
    }

    /// Whether a condition is kept.
    public enum ConditionVerdict: String, Hashable, Sendable {
        case kept, broken, undecided
    }

    /// What became of a roster.
    public enum Verdict: String, Hashable, Sendable {
        /// It keeps every condition, and no cheaper one was found that does.
        case cheapest
        /// It keeps every condition, and so does a cheaper one.
        case costlier
        /// It breaks a condition.
        case infeasible
        /// Neither was certain within the replications allowed.
        case undecided
    }

    /// A roster that was simulated.
    public struct Candidate: Sendable {
        /// Readers of each group.
        public let roster: [Int]
        /// Its cost in a week.
        public let cost: Double
        /// What became of it.
        public var verdict: Verdict
        /// The replications that were made of it.
        public let replications: Int
        /// The measure of each condition; nil when no replication had it.
        public let estimates: [Estimate?]
        /// Whether each condition is kept.
        public let conditions: [ConditionVerdict]
    }

    /// What was asked.
    public let question: StaffQuestion
    /// What is known of each group.
    public let groups: [GroupFacts]
    /// The currency of costs; nil when they are hours on shift.
    public let currency: String?
    /// Every roster that was simulated, in this order.
    public let candidates: [Candidate]
    /// Rosters that were not simulated, because one that keeps the conditions is as cheap.
    public let costlier: Int
    /// Rosters that were not simulated, because none of their groups has more readers than in one that breaks a condition.
    public let fewerReaders: Int

    /// The roster that was selected; nil when none keeps the conditions.
    public var best: Candidate? { candidates.first { $0.verdict == .cheapest } }

    /// Cheaper rosters about which nothing was certain; one of them may be the better answer.
    public var undecided: [Candidate] { candidates.filter { $0.verdict == .undecided } }
}
