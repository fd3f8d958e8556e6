import Experiments
import Teleradiology

/// A sweep as a page.
public struct SweepPage {
    private let sweep: Sweep
    private let command: String
    private var measures: [Measure] { sweep.rows.first?.point.measures ?? [] }
    private var priorities: [PriorityClass] { sweep.rows.first?.point.scenario.priorities ?? [] }
    private var paths: [String] { sweep.design.parameters.map(\.path) }

    /// The page of a sweep; `command` makes it again.
    public init(_ sweep: Sweep, command: String) {
        self.sweep = sweep
        self.command = command
    }

    /// The charts of the page, in its order.
    package var charts: [any Chart] { SweepFigure.charts(sweep) }

    /// The file; empty for a sweep without points.
    public var text: String {
        guard let first = sweep.rows.first?.point.scenario else { return "" }
        return ReportPage(
            kind: "Sweep", scenario: first, headline: HTML(headline),
            answer: [
                .element("ul", ["class": "cards"], measures.indices.dropFirst().compactMap(card)),
                .element("p", ["class": "note"], HTML(method)),
            ],
            sections: [
                ReportSection(
                    "curves", paths.isEmpty ? "Each design" : "How measures go with parameters",
                    SweepFigure.charts(sweep).map(\.figure)),
                ReportSection("points", "Every point", [table]),
            ],
            repetition: Repetition(
                command, first,
                more: [("Points", "\(sweep.rows.count)"), ("Replications of each", "\(first.replications)")]
            ).html(intervals: [Repetition.intervals(replications: first.replications)])
        ).text
    }

    private var method: String {
        let count = sweep.rows.count
        let points = "\(count) \(count == 1 ? "point" : "points")"
        let how =
            switch sweep.design.method {
            case .fullFactorial where paths.isEmpty: "The file as it stands and variants of it."
            case .fullFactorial: "Every value was combined with every other: \(points)."
            case .latinHypercube: "The points are a Latin hypercube sample: \(points)."
            }
        return how
            + (sweep.sawSameStudies
                ? " All of them met the same studies at the same instants: they differ by "
                    + "\(paths.isEmpty ? "their design" : "the parameters"), not by luck."
                : " They use the same random numbers, but not the same studies: "
                    + "\(paths.isEmpty ? "a variant" : "a parameter") changes the demand.")
    }

    private var at: String { paths.isEmpty ? "with" : "at" }

    private var headline: String {
        guard let measure = measures.first, let (best, others) = best(0) else {
            return "No point has the measure."
        }
        let tie =
            others == 0
            ? ""
            : " \(others) other \(others == 1 ? "point has" : "points have") an interval that meets this one."
        let (row, estimate) = best
        return "\(measure.words(priorities)) is \(measure.isBetterWhenHigher ? "highest" : "lowest") \(at) "
            + "\(name(row)): \(Figure.measured(estimate, measure.unit)).\(tie)"
    }

    private func card(_ index: Int) -> HTML? {
        guard let ((row, estimate), others) = best(index) else { return nil }
        let measure = measures[index]
        let tie =
            others == 0
            ? ""
            : others == 1
                ? "; the interval of one other meets it" : "; the intervals of \(others) others meet it"
        return .element(
            "li", ["class": "card"], .element("p", ["class": "claim"], HTML(measure.words(priorities))),
            .p(
                HTML(
                    "\(measure.isBetterWhenHigher ? "Highest" : "Lowest") \(at) \(name(row)): "
                        + "\(Figure.measured(estimate, measure.unit))\(tie).")))
    }

    /// The point with the best value of a measure, and how many others have an interval that meets its interval.
    private func best(_ index: Int) -> (best: (row: Sweep.Row, estimate: Estimate), others: Int)? {
        let sign = measures[index].isBetterWhenHigher ? -1.0 : 1.0
        let known = sweep.rows.compactMap { row in row.estimates[index].map { (row: row, estimate: $0) } }
        guard let best = known.min(by: { sign * $0.estimate.value < sign * $1.estimate.value }) else {
            return nil
        }
        let others = known.count { other in
            abs(other.estimate.value - best.estimate.value)
                <= (other.estimate.halfWidth ?? 0) + (best.estimate.halfWidth ?? 0)
        }
        return (best, others - 1)
    }

    private func name(_ row: Sweep.Row) -> String {
        let values = zip(paths, row.point.values).map { "\($0) = \($1)" }.joined(separator: ", ")
        return [row.point.design, values.isEmpty ? nil : values].compactMap(\.self).joined(separator: ", ")
    }

    private var table: HTML {
        let scales = measures.indices.map { index in
            Figure.MeasureScale(
                measures[index].unit,
                largest: sweep.rows.compactMap { $0.estimates[index].map { abs($0.value) } }.max() ?? 0)
        }
        var table = HTMLTable(
            "Every point of the sweep",
            (sweep.hasDesigns ? ["design"] : []) + paths
                + zip(measures, scales).map { "\($0.words(priorities)) (\($1.name))" })
        var previous: String?
        for row in sweep.rows {
            if !paths.isEmpty, let previous, previous != row.point.design { table.addRule() }
            previous = row.point.design
            table.add(
                (sweep.hasDesigns ? [row.point.design ?? ""] : []) + row.point.values
                    + zip(row.estimates, scales).map { Figure.estimate($0, scale: $1.divisor) })
        }
        return table.html
    }
}
