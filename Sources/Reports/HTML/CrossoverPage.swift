import Experiments
import Teleradiology

/// A crossover as a page.
public struct CrossoverPage {
    private let crossover: Crossover
    private let subject: CrossoverSubject
    private let command: String

    /// The page of a crossover; `command` makes it again.
    public init(_ crossover: Crossover, _ subject: CrossoverSubject, command: String) {
        self.crossover = crossover
        self.subject = subject
        self.command = command
    }

    /// The charts of the page, in its order.
    package var charts: [any Chart] { CrossoverFigure.charts(crossover, subject) }

    /// The file.
    public var text: String {
        let scenario = subject.scenario
        let question =
            "\(subject.measure.words(scenario.priorities)) with \(subject.first) and with \(subject.second), as "
            + "\(subject.path) goes from \(subject.range.text(subject.range.lower)) to "
            + "\(subject.range.text(subject.range.upper)):"
        return ReportPage(
            kind: "Crossover", scenario: scenario, question: question,
            headline: HTML(CrossoverAnswer(crossover: crossover, subject: subject).sentences),
            answer: [],
            sections: [
                ReportSection(
                    "curves", "The two designs", CrossoverFigure.charts(crossover, subject).map(\.figure)),
                ReportSection("points", "Every value of the grid", [table, note]),
            ],
            repetition: Repetition(
                command, scenario,
                more: [
                    ("Replications of each value", "\(scenario.replications)"),
                    ("Values simulated", "\(crossover.evaluations)"),
                ]
            ).html(intervals: [Repetition.intervals(replications: scenario.replications)])
        ).text
    }

    private var table: HTML {
        let values = crossover.grid.flatMap { [Estimate($0.first)?.value, Estimate($0.second)?.value] }
        let scale = Figure.MeasureScale(
            subject.measure.unit, largest: values.compactMap { $0.map(abs) }.max() ?? 0)
        var table = HTMLTable(
            "\(subject.measure.words(subject.scenario.priorities)) (\(scale.name))",
            [subject.path, subject.first, subject.second, "\(subject.second) − \(subject.first)", "better"])
        for point in crossover.grid {
            let side = point.smaller(confidence: crossover.gridConfidence)
            table.add([
                subject.range.text(point.value),
                Figure.estimate(Estimate(point.first), scale: scale.divisor),
                Figure.estimate(Estimate(point.second), scale: scale.divisor),
                Figure.estimate(
                    point.difference(confidence: crossover.gridConfidence), scale: scale.divisor,
                    signed: true
                ).withMinus,
                side == .undecided ? "undecided" : side == .equal ? "equal" : subject.better(smaller: side),
            ])
        }
        return table.html
    }

    private var note: HTML {
        .element(
            "p", ["class": "note"],
            HTML(
                """
                Differences are paired by replication on the same random numbers, and their intervals are corrected for the \
                \(crossover.grid.count) values (Bonferroni). The interval of a crossing holds the values at which a paired t test \
                at 5 % does not reject that the designs are equal (an inverted test, as Fieller's for a line).
                """))
    }
}
