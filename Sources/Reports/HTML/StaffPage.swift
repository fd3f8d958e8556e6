import Experiments
import Teleradiology

/// A search for a roster as a page.
public struct StaffPage {
    private let result: StaffingResult
    private let command: String
    private var question: StaffQuestion { result.question }
    private var names: [String] { question.groups.map { question.scenario.readers[$0.index].name } }
    private var priorities: [PriorityClass] { question.scenario.priorities }

    /// The page of a search; `command` makes it again.
    public init(_ result: StaffingResult, command: String) {
        self.result = result
        self.command = command
    }

    /// The charts of the page, in its order.
    package var charts: [any Chart] { StaffingFigure.charts(result) }

    /// The file.
    public var text: String {
        let scenario = question.scenario
        let confidence = Figure.fixed(question.confidence * 100, 0)
        return ReportPage(
            kind: "Staffing", scenario: scenario, headline: HTML(headline),
            answer: [
                .p(HTML("Sought: the cheapest roster that keeps, with \(confidence) % confidence,")),
                // The cards say it again where there is a roster.
                result.best != nil
                    ? .nothing
                    : .element("ul", [:], question.conditions.map { .element("li", [:], HTML(words($0))) }),
                conditions,
            ],
            sections: [
                ReportSection(
                    "rosters", "Every roster that was simulated",
                    StaffingFigure.charts(result).map(\.figure) + [candidates]),
                ReportSection("groups", "Where the search began", [groups]),
            ],
            repetition: Repetition(
                command, scenario, more: [("Rosters simulated", "\(result.candidates.count)")]
            ).html(intervals: [.p(HTML(method))])
        ).text
    }

    private var headline: String {
        guard let best = result.best else {
            return result.undecided.isEmpty
                ? "No roster within the bounds keeps what is asked."
                : "No roster within the bounds is known to keep what is asked: of \(result.undecided.count) nothing was certain."
        }
        let roster = zip(names, best.roster).map { "\($0) \($1)" }.joined(separator: ", ")
        let open =
            result.undecided.isEmpty
            ? "" : " Cheaper ones may do: of \(result.undecided.count) nothing was certain."
        return
            "The cheapest roster that keeps what is asked: \(roster), at \(cost(best.cost)) \(costName).\(open)"
    }

    private var costName: String { result.currency.map { "\($0) a week" } ?? "hours a week" }

    private func cost(_ value: Double) -> String {
        Figure.fixed(value, value >= 1000 || value == value.rounded() ? 0 : 1)
    }

    /// What became of a roster.
    private func fate(_ candidate: StaffingResult.Candidate) -> String {
        switch candidate.verdict {
        case .cheapest: "chosen"
        case .costlier: "keeps all, costs more"
        case .undecided: "not certain"
        case .infeasible:
            "breaks: "
                + zip(question.conditions, candidate.conditions).filter { $1 == .broken }
                .map { words($0.0) }.joined(separator: "; ")
        }
    }

    private var method: String {
        let skipped = result.costlier + result.fewerReaders
        let others =
            skipped == 0
            ? ""
            : """
            \(skipped) rosters were not simulated: \(result.costlier) cost as much as one that keeps the conditions, or more, \
            and \(result.fewerReaders) have no more readers in any group than one that breaks them. \

            """
        return """
            \(others)All rosters met the same studies. A replication more is made until each condition is known to be kept or \
            broken (Andradóttir and Kim's sequential test); a ± b is the 95 % interval over those replications.
            """
    }

    private func words(_ condition: StaffQuestion.Condition) -> String {
        let expectation = condition.expectation
        return "\(expectation.measure.words(priorities)) \(expectation.relation.words) "
            + Figure.measured(expectation.threshold, expectation.measure.unit)
    }

    /// What the chosen roster keeps, and how well.
    private var conditions: HTML {
        guard let best = result.best else { return .nothing }
        return RunAnswer.list(
            question.conditions.indices.map { index in
                let verdict: Claim.Verdict =
                    switch best.conditions[index] {
                    case .kept: .holds
                    case .broken: .fails
                    case .undecided: .undecided
                    }
                let found = Figure.measured(
                    best.estimates[index], question.conditions[index].expectation.measure.unit)
                return Claim(
                    title: words(question.conditions[index]), verdict: verdict, value: found,
                    finding: "With this roster: \(found), over \(best.replications) replications.")
            })
    }

    private var groups: HTML {
        var table = HTMLTable(
            "Groups of readers, and what the square-root rule says",
            ["Group", "from", "to", "hours a week each", "load (Erlang)", "square-root rule", "chosen"])
        for (index, group) in question.groups.enumerated() {
            let facts = result.groups[index]
            table.add([
                names[index], "\(group.readers.lowerBound)", "\(group.readers.upperBound)",
                Figure.fixed(facts.hoursPerWeek, 1), Figure.fixed(facts.offeredLoad, 2),
                "\(facts.squareRootRule)", result.best.map { "\($0.roster[index])" } ?? Figure.none,
            ])
        }
        return table.html
    }

    private var candidates: HTML {
        let scales = question.conditions.indices.map { index in
            Figure.MeasureScale(
                question.conditions[index].expectation.measure.unit,
                largest: result.candidates.compactMap { $0.estimates[index]?.value }.max() ?? 0)
        }
        var table = HTMLTable(
            "Rosters, the cheapest first",
            names + [costName, "replications"]
                + zip(question.conditions, scales).map {
                    "\($0.expectation.measure.words(priorities)) (\($1.name))"
                } + ["what became of it"])
        for candidate in result.candidates.sorted(by: { $0.cost < $1.cost }) {
            table.add(
                candidate.roster.map(String.init)
                    + [cost(candidate.cost), "\(candidate.replications)"]
                    + zip(candidate.estimates, scales).map { Figure.estimate($0, scale: $1.divisor) }
                    + [fate(candidate)])
        }
        return table.html
    }
}
