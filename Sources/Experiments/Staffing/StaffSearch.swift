import SimulationKernel
import Teleradiology

/// Finds the cheapest roster that keeps its conditions, with a stated probability of being right.
///
/// What a roster costs is known without simulation, so selection is a matter of feasibility: every roster that is looked
/// at is tested, condition by condition (``FeasibilityTest``), with the error probability α/(k·s) for k rosters in bounds
/// and s conditions. By Bonferroni's inequality all answers about rosters outside of the tolerances are right together
/// with 1 − α, whatever the common random numbers do. Then the roster selected keeps every condition to within its
/// tolerance, and no cheaper one keeps all of them with the tolerance to spare.
///
/// The search begins with the largest roster, whose load gives the square-root rule's (``SquareRootRule``), goes on with
/// that one, and then takes the one in the middle, by cost, of what is left. A roster that keeps the conditions rules out
/// all that cost as much; one that breaks them rules out all that have no more readers in any group, on the supposition
/// that readers do no harm.
public struct StaffSearch: Sendable {
    private let question: StaffQuestion
    private let threads: Int?
    private let firstStage: Int
    private let errorProbability: Double

    /// A search for the answer to a question with at most ``StaffQuestion/mostRosters`` rosters.
    public init(_ question: StaffQuestion, threads: Int? = nil) {
        self.question = question
        self.threads = threads
        // Ten at least, for a variance that can be relied upon.
        firstStage = max(10, min(question.scenario.replications, question.mostReplications))
        let tests = (question.rosterCount ?? StaffQuestion.mostRosters) * question.conditions.count
        errorProbability = (1 - question.confidence) / Double(max(1, tests))
    }

    /// Searches; the same answer for any number of threads.
    ///
    /// - Parameter progress: called after each replication with the number made, and about how many there will be.
    public func run(
        progress: (@Sendable (Int, Int) -> Void)? = nil
    ) async throws(ModelError) -> StaffingResult {
        var made = 0
        var times: [[ReaderTime]] = []
        let largest = question.groups.map(\.readers.upperBound)
        var candidates = [
            try await judge(largest, cost: 0, { progress?($0, $0 * 4) }) { times.append($0.readerTimes) }
        ]
        made += candidates[0].replications
        let (groups, prices, currency) = facts(times)
        let cost = { (roster: [Int]) in zip(roster, prices).reduce(0) { $0 + Double($1.0) * $1.1 } }
        candidates[0] = candidates[0].costing(cost(largest))

        var open = question.rosters.filter { $0 != largest }.map { (roster: $0, cost: cost($0)) }
        // Sorting is stable: of those that cost the same the one with fewer readers in the first groups comes first.
        open.sort { $0.cost < $1.cost }
        var best: Int?
        var costlier = 0
        var fewerReaders = 0
        /// What the last candidate rules out.
        func conclude() {
            let last = candidates.count - 1
            let candidate = candidates[last]
            let before = open.count
            switch candidate.verdict {
            case .cheapest:
                if let best { candidates[best].verdict = .costlier }
                best = last
                open.removeAll { $0.cost >= candidate.cost }
                costlier += before - open.count
            case .infeasible:
                open.removeAll { zip($0.roster, candidate.roster).allSatisfy { $0 <= $1 } }
                fewerReaders += before - open.count
            case .costlier, .undecided: break
            }
        }
        conclude()
        let start = zip(question.groups, groups).map { group, facts in
            min(max(facts.squareRootRule, group.readers.lowerBound), group.readers.upperBound)
        }
        var isFirst = true
        while !open.isEmpty {
            let index = (isFirst ? open.firstIndex { $0.roster == start } : nil) ?? open.count / 2
            isFirst = false
            let next = open.remove(at: index)
            let before = made
            let each = before / candidates.count
            let left = Int.bitWidth - open.count.leadingZeroBitCount
            candidates.append(
                try await judge(
                    next.roster, cost: next.cost,
                    { progress?(before + $0, before + max($0, each) + left * each) }
                ) { _ in })
            made += candidates[candidates.count - 1].replications
            conclude()
        }
        return StaffingResult(
            question: question, groups: groups, currency: currency, candidates: candidates,
            costlier: costlier, fewerReaders: fewerReaders)
    }

    /// Loads and hours of the groups, what one reader of each costs a week, and in what currency.
    private func facts(
        _ times: [[ReaderTime]]
    ) -> (groups: [StaffingResult.GroupFacts], prices: [Double], currency: String?) {
        let share = question.conditions.map(\.strictness).max() ?? 0.95
        let groups = question.groups.map { group in
            func mean(_ part: (ReaderTime) -> Double) -> Double {
                times.reduce(0) { $0 + part($1[group.index]) } / Double(max(1, times.count))
            }
            let onShift = mean(\.onShift)
            let busy = mean { $0.reading + $0.interrupted }
            let most = Double(group.readers.upperBound)
            let load = onShift > 0 ? busy / onShift * most : 0
            return StaffingResult.GroupFacts(
                hoursPerWeek: question.scenario.readers[group.index].weeklyHours ?? onShift / most * 168,
                offeredLoad: load,
                squareRootRule: SquareRootRule.readers(load: load, waitProbability: 1 - share))
        }
        let pay = question.groups.map { question.scenario.readers[$0.index].costs.perHour }
        guard let currency = pay[0]?.currency, pay.allSatisfy({ $0?.currency == currency }) else {
            return (groups, groups.map(\.hoursPerWeek), nil)
        }
        return (groups, zip(groups, pay).map { $0.hoursPerWeek * ($1?.amount ?? 0) }, currency)
    }

    /// Replicates a roster until it is certain whether it keeps the conditions, or there are no more replications.
    private func judge(
        _ roster: [Int], cost: Double, _ progress: @escaping @Sendable (Int) -> Void,
        observe: (ReplicationFigures) -> Void
    ) async throws(ModelError) -> StaffingResult.Candidate {
        let scenario = question.scenario(roster)
        let model = try TeleradiologyModel(scenario)
        let experiment = Experiment(scenario, threads: threads)
        var tests = question.conditions.map { condition in
            FeasibilityTest(
                tolerance: condition.tolerance, errorProbability: errorProbability, firstStage: firstStage)
        }
        var values = question.conditions.map { _ in [Double?]() }
        var made = 0
        var isOpen: Bool {
            !tests.contains { $0.decision == .infeasible }
                && !tests.allSatisfy { $0.decision == .feasible }
                // What no replication has, no further one is likely to have.
                && !(made >= firstStage && tests.contains { $0.count == 0 })
        }
        while isOpen, made < question.mostReplications || made < firstStage {
            let begin = made
            let more = begin == 0 ? firstStage : max(experiment.threads, begin / 4)
            let end = max(firstStage, min(question.mostReplications, begin + more))
            let batch = try await experiment.replicate(model, begin..<end) { progress(begin + $0) }
            for figures in batch where isOpen {
                made += 1
                observe(figures)
                for (index, condition) in question.conditions.enumerated() {
                    let value = figures[condition.expectation.measure]
                    values[index].append(value)
                    if let value { tests[index].add(condition.excess(value)) }
                }
            }
        }
        let conditions = tests.map { test -> StaffingResult.ConditionVerdict in
            switch test.decision {
            case .feasible: .kept
            case .infeasible: .broken
            case nil: test.count == 0 ? .broken : .undecided
            }
        }
        let verdict: StaffingResult.Verdict =
            conditions.contains(.broken)
            ? .infeasible : conditions.contains(.undecided) ? .undecided : .cheapest
        return StaffingResult.Candidate(
            roster: roster, cost: cost, verdict: verdict, replications: made,
            estimates: values.map { Estimate($0) }, conditions: conditions)
    }
}

extension StaffingResult.Candidate {
    /// The same with a cost.
    fileprivate func costing(_ cost: Double) -> Self {
        Self(
            roster: roster, cost: cost, verdict: verdict, replications: replications, estimates: estimates,
            conditions: conditions)
    }
}

extension StaffQuestion.Condition {
    /// The share of studies that are to be in time, as far as a condition says; it chooses where a search begins.
    fileprivate var strictness: Double {
        switch expectation.measure.kind {
        case .withinTarget: min(0.999, max(0.5, expectation.threshold))
        case .interval(_, .p50): 0.5
        case .interval(_, .p90): 0.9
        case .interval(_, .p99): 0.99
        default: 0.95
        }
    }
}
