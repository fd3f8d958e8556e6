import Experiments
import Foundation
import Teleradiology

/// A search for a roster for people (text) and for spreadsheets (CSV): one row for each roster that was simulated.
public struct StaffText {
    private let result: StaffingResult
    private let style: TextStyle

    /// A report of a search.
    public init(_ result: StaffingResult, style: TextStyle = .plain) {
        self.result = result
        self.style = style
    }

    private var question: StaffQuestion { result.question }
    private var names: [String] {
        question.groups.map { question.scenario.readers[$0.index].name }
    }
    private var costName: String { result.currency.map { "\($0) a week" } ?? "hours a week" }

    /// The whole report for people.
    public var text: String {
        let scenario = question.scenario
        let confidence = Figure.fixed(question.confidence * 100, 0)
        return """
            \(style.title(scenario.title))
            \(style.line(RunText.design(scenario)))
            \(style.line("The cheapest roster that keeps, with \(confidence) % confidence"))
            \(conditions)

            \(answer)

            \(groups)
            \(candidates)
            \(legend)
            """
    }

    private var conditions: String {
        question.conditions.map { condition in
            let unit = condition.expectation.measure.unit
            let tolerance =
                unit == .share
                ? "\(Figure.fixed(condition.tolerance * 100, 1)) points"
                : Figure.measured(condition.tolerance, unit)
            return style.line(
                "  \(condition.expectation.text.withoutControls)   (told apart where it differs by \(tolerance))"
            )
        }.joined(separator: "\n")
    }

    private var answer: String {
        guard let best = result.best else {
            return result.undecided.isEmpty
                ? style.coloured(style.line("No roster within the bounds keeps them."), .bad)
                : style.coloured(
                    style.line("No roster within the bounds is known to keep them; \(undecided)"), .undecided)
        }
        let roster = zip(names, best.roster).map { "\($0) \($1)" }.joined(separator: ", ")
        let cheaper =
            result.undecided.isEmpty ? "" : "\n" + style.line("Cheaper ones may do: \(undecided)")
        return style.coloured(
            style.line("\(roster): \(cost(best.cost)) \(costName)".withoutControls), .good) + cheaper
    }

    private var undecided: String {
        let rosters = result.undecided.map { $0.roster.map(String.init).joined(separator: " + ") }
        return
            "of \(rosters.joined(separator: ", ")) nothing was certain after \(question.mostReplications) replications"
    }

    private func cost(_ value: Double) -> String { Figure.fixed(value, value >= 1000 ? 0 : 1) }

    private var groups: String {
        var table = TextTable([
            "group", "from", "to", "hours a week each", "load (Erlang)", "square-root rule", "chosen",
        ])
        for (index, group) in question.groups.enumerated() {
            let facts = result.groups[index]
            table.add([
                names[index], "\(group.readers.lowerBound)", "\(group.readers.upperBound)",
                Figure.fixed(facts.hoursPerWeek, 1), Figure.fixed(facts.offeredLoad, 2),
                "\(facts.squareRootRule)", result.best.map { "\($0.roster[index])" } ?? Figure.none,
            ])
        }
        return table.text(style)
    }

    private var candidates: String {
        let scales = question.conditions.indices.map { index in
            Figure.MeasureScale(
                question.conditions[index].expectation.measure.unit,
                largest: result.candidates.compactMap { $0.estimates[index]?.value }.max() ?? 0)
        }
        let measures = zip(question.conditions, scales).map { condition, scale in
            "\(condition.expectation.measure.text(question.scenario.priorities)) (\(scale.name))"
        }
        var table = TextTable(
            names + [costName, "replications"] + measures + ["why it lost"], labels: names.count,
            namesAreValues: true)
        for candidate in result.candidates.sorted(by: { $0.cost < $1.cost }) {
            table.add(
                candidate.roster.map(String.init) + [cost(candidate.cost), "\(candidate.replications)"]
                    + zip(candidate.estimates, scales).map { Figure.estimate($0, scale: $1.divisor) }
                    + [reason(candidate)],
                [names.count + 2 + measures.count: candidate.verdict.tone])
        }
        return style.section("Every roster that was simulated", table)
    }

    private func reason(_ candidate: StaffingResult.Candidate) -> String {
        switch candidate.verdict {
        case .cheapest: "chosen"
        case .costlier: "costs more"
        case .undecided: "not certain"
        case .infeasible:
            zip(question.conditions, candidate.conditions).filter { $1 == .broken }
                .map { "breaks \($0.0.expectation.text)" }.joined(separator: "; ")
        }
    }

    private var legend: String {
        let skipped = result.costlier + result.fewerReaders
        let others =
            skipped == 0
            ? ""
            : """
            \(skipped) rosters were not simulated: \(result.costlier) cost as much as one that keeps the conditions, or \
            more, and \(result.fewerReaders) have no more readers in any group than one that breaks them. \

            """
        return style.prose(
            """
            \(others)All rosters met the same studies. A replication more is made until each condition is known to be kept \
            or broken (Andradóttir and Kim's sequential test); a ± b is the 95 % interval over those replications.
            """) + "\n"
    }

    /// The table for spreadsheets: values and half-widths in full precision, units at the ends of the headings.
    public var table: ReportTable {
        let measures = question.conditions.flatMap { condition in
            let measure = condition.expectation.measure
            let name = measure.text(question.scenario.priorities) + measure.unitSuffix
            return TableColumn.estimate(name) + [TableColumn("\(name)_verdict", .text)]
        }
        let columns =
            names.map { TableColumn($0, .int32) }
            + [TableColumn("cost", .double), TableColumn("replications", .int32)]
            + measures + [TableColumn("verdict", .text)]
        return ReportTable(
            schema: "telerad.staff-table/1", [ExperimentDesign(name: "", scenario: question.scenario)],
            columns,
            result.candidates.map { candidate in
                candidate.roster.map(String.init) + ["\(candidate.cost)", "\(candidate.replications)"]
                    + zip(candidate.estimates, candidate.conditions).flatMap { estimate, verdict in
                        Figure.cells(estimate) + [verdict.rawValue]
                    } + [candidate.verdict.rawValue]
            })
    }
}
