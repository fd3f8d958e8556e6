import Experiments
import Foundation
import ScenarioFiles
import Teleradiology

/// What a crossover is about, for reports: names beside the numbers.
public struct CrossoverSubject: Sendable {
    /// The names of the two designs.
    public let first: String
    public let second: String
    /// The path of the parameter that moves.
    public let path: String
    /// What it may be.
    public let range: ParameterRange
    /// What is compared.
    public let measure: Measure
    /// The scenario of the first design at the lower end.
    public let scenario: Scenario

    /// The subject of a crossover.
    public init(
        first: String, second: String, path: String, range: ParameterRange, measure: Measure,
        scenario: Scenario
    ) {
        self.first = first
        self.second = second
        self.path = path
        self.range = range
        self.measure = measure
        self.scenario = scenario
    }

    /// The measure as a person writes it.
    var measureText: String { measure.text(scenario.priorities) }

    /// The name of the better design when one of the two has the smaller measure.
    func better(smaller side: PairedPoint.Side) -> String {
        (side == .first) != measure.isBetterWhenHigher ? first : second
    }

    /// The name of the other design.
    func worse(smaller side: PairedPoint.Side) -> String {
        better(smaller: side == .first ? .second : .first)
    }
}

/// A crossover for people: the answer first, then the differences behind it.
public struct CrossoverText {
    private let crossover: Crossover
    private let subject: CrossoverSubject
    private let style: TextStyle

    /// A report of a crossover.
    public init(_ crossover: Crossover, _ subject: CrossoverSubject, style: TextStyle = .plain) {
        self.crossover = crossover
        self.subject = subject
        self.style = style
    }

    /// The whole report.
    public var text: String {
        let question = """
            Where \(subject.first) and \(subject.second) are equal in \(subject.measureText), as \(subject.path)
            goes from \(text(subject.range.lower)) to \(text(subject.range.upper))
            """
        return """
            \(style.title(subject.scenario.title))
            \(style.line(RunText.design(subject.scenario)))
            \(style.paragraphs(question))

            \(answer.split(separator: "\n").map { style.line(String($0)) }.joined(separator: "\n"))

            \(table)
            \(legend)
            """
    }

    private func text(_ value: Double) -> String { subject.range.text(value) }

    /// A value inside a crossing's interval, with the digits that the interval bears.
    private func text(_ value: Double, in crossing: Crossover.Crossing) -> String {
        let width = max(crossing.upper - crossing.lower, 1e-4 * abs(value))
        let decimals = max(0, min(9, Int((1 - log10(max(width, 1e-9))).rounded(.up))))
        let number = Figure.fixed(value, decimals)
        return subject.range.unit.isEmpty ? number : "\(number) \(subject.range.unit)"
    }

    private var answer: String {
        let ends = "between \(text(subject.range.lower)) and \(text(subject.range.upper))"
        let undecided = crossover.undecided.map { text($0.value) }.joined(separator: ", ")
        switch crossover.outcome {
        case .crossings:
            let lines = crossover.crossings.map { crossing in
                let below = subject.better(smaller: crossing.smallerBelow)
                let above = subject.worse(smaller: crossing.smallerBelow)
                let interval =
                    "95 %: \(text(crossing.lower, in: crossing)) to \(text(crossing.upper, in: crossing))"
                return
                    "Equal at \(text(crossing.value, in: crossing)) (\(interval)): below, \(below) is better; "
                    + "above, \(above) is."
            }
            let several =
                lines.count > 1 ? "The designs change places \(lines.count) times \(ends).\n" : ""
            return several + lines.joined(separator: "\n")
        case .none(let side):
            let better = subject.better(smaller: side)
            return undecided.isEmpty
                ? "No crossing \(ends): \(better) is better all the way, at every value that was tried."
                : style.prose(
                    "No crossing is shown \(ends): \(better) is better wherever the difference is decided; undecided "
                        + "at \(undecided). More replications may tell.")
        case .equal: return "No crossing \(ends): both designs have the same values everywhere."
        case .undecided:
            return subject.scenario.replications == 1
                ? "One replication decides nothing; use --replications 20."
                : "No difference is decided \(ends); more replications may tell."
        }
    }

    private var table: String {
        let values = crossover.grid.flatMap { [Estimate($0.first)?.value, Estimate($0.second)?.value] }
        let scale = Figure.MeasureScale(
            subject.measure.unit, largest: values.compactMap { $0.map(abs) }.max() ?? 0)
        var table = TextTable(
            [
                subject.path, "\(subject.first) (\(scale.name))", "\(subject.second) (\(scale.name))",
                "difference",
                "better",
            ], namesAreValues: true)
        for point in crossover.grid {
            let side = point.smaller(confidence: crossover.gridConfidence)
            let row = [
                text(point.value), Figure.estimate(Estimate(point.first), scale: scale.divisor),
                Figure.estimate(Estimate(point.second), scale: scale.divisor),
                Figure.estimate(
                    point.difference(confidence: crossover.gridConfidence), scale: scale.divisor,
                    signed: true),
                side == .undecided ? "undecided" : side == .equal ? "equal" : subject.better(smaller: side),
            ]
            table.add(row, [4: side == .undecided ? .undecided : nil])
        }
        return table.text(style) + curves(scale)
    }

    /// Both designs over the values of the table.
    private func curves(_ scale: Figure.MeasureScale) -> String {
        guard style.hasSparklines, crossover.grid.count > 2 else { return "" }
        let curves = [
            (subject.first, crossover.grid.map { Estimate($0.first)?.value }),
            (subject.second, crossover.grid.map { Estimate($0.second)?.value }),
        ]
        return "\n"
            + SparklineRows(curves.map { ($0, $1.map { $0.map { $0 / scale.divisor } }) }, unit: scale.name)
            .text(style)
    }

    private var legend: String {
        style.paragraphs(
            """
            A difference is \(subject.second) minus \(subject.first), replication by replication on the same random numbers; its
            interval is corrected for the \(crossover.grid.count) values of the table (Bonferroni). The interval of a crossing holds the
            values at which a paired t test at 5 % does not reject that the designs are equal (an inverted test, as Fieller's
            for a line). \(crossover.evaluations) values were simulated. Where the designs are nearly equal over a stretch, it is wide.

            """) + RunText.intervalLegend(replications: subject.scenario.replications, style)
    }
}
