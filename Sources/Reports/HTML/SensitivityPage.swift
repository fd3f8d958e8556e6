import Experiments
import Teleradiology

/// A sensitivity analysis as a page.
public struct SensitivityPage {
    private let sensitivity: Sensitivity
    private let command: String
    private var measure: Measure { sensitivity.measure }
    private var words: String { measure.words(sensitivity.scenario.priorities) }

    /// The page of an analysis; `command` makes it again.
    public init(_ sensitivity: Sensitivity, command: String) {
        self.sensitivity = sensitivity
        self.command = command
    }

    /// The charts of the page, in its order.
    package var charts: [any Chart] { SensitivityFigure.charts(sensitivity) }

    /// The file.
    public var text: String {
        let scenario = sensitivity.scenario
        return ReportPage(
            kind: "Sensitivity", scenario: scenario, headline: HTML(headline),
            answer: [
                .element(
                    "p", ["class": "note"],
                    HTML("\(words) is \(Figure.measured(sensitivity.base, measure.unit)) as the file stands.")
                )
            ],
            sections: [
                ReportSection(
                    "tornado", "One parameter at a time",
                    SensitivityFigure.charts(sensitivity).map(\.figure) + [table, note]),
                ReportSection("ranks", "All parameters together", [correlations]),
            ],
            repetition: Repetition(
                command, scenario, more: [("Replications of each scenario", "\(scenario.replications)")]
            ).html(intervals: [Repetition.intervals(replications: scenario.replications)])
        ).text
    }

    private var headline: String {
        guard let first = sensitivity.effects.first, let swing = first.swing else {
            return "No study has the measure."
        }
        let change = difference(Estimate(magnitudeOf: swing), signed: false)
        guard let half = swing.halfWidth else {
            return
                "One replication decides nothing; in it, \(first.factor.path) moved the measure the most, by \(change)."
        }
        if abs(swing.value) <= half {
            return
                "Nothing is certain: no parameter moves the \(words.lowercasedFirst) by more than its interval."
        }
        let decided = sensitivity.effects.count { effect in
            effect.swing.map { abs($0.value) > ($0.halfWidth ?? .infinity) } ?? false
        }
        let others = sensitivity.effects.count - decided
        return
            "\(first.factor.path) moves the \(words.lowercasedFirst) the most: by \(change) between \(first.factor.low) and "
            + "\(first.factor.high)."
            + (others == 0
                ? ""
                : " \(others) of \(sensitivity.effects.count) parameters \(others == 1 ? "has" : "have") no effect that is "
                    + "certain.")
    }

    private func difference(_ estimate: Estimate?, signed: Bool = true) -> String {
        guard let estimate else { return Figure.none }
        let text = Figure.measured(estimate, measure.unit, signed: signed)
        return measure.unit == .share ? text.replacing(" %", with: " points") : text
    }

    private var table: HTML {
        var table = HTMLTable(
            "Changes of \(words.lowercasedFirst), the other parameters as the file stands",
            ["Parameter", "from", "to", "at the lower value", "at the upper value", "swing"])
        for effect in sensitivity.effects {
            table.add(
                [effect.factor.path, effect.factor.low, effect.factor.high]
                    + [effect.low, effect.high, effect.swing].map { difference($0) })
        }
        return table.html
    }

    private var note: HTML {
        let others = sensitivity.effects.filter { !$0.sawSameStudies }.map(\.factor.path)
        let studies =
            others.isEmpty
            ? "All of them met the same studies at the same instants."
            : "These change the demand, and met other studies: \(others.joined(separator: ", "))."
        return .element(
            "p", ["class": "note"],
            HTML(
                "Differences are paired by replication, and each interval holds with 95 % on its own. \(studies)"
            ))
    }

    private var correlations: HTML {
        guard sensitivity.design.samples > 0 else { return .nothing }
        var table = HTMLTable(
            "Spearman's rank correlation over \(sensitivity.design.samples) points of a Latin hypercube",
            ["Parameter", "correlation", "95 % interval", "p"])
        let sorted = sensitivity.effects.sorted {
            abs($0.correlation?.value ?? 0) > abs($1.correlation?.value ?? 0)
        }
        for effect in sorted {
            let ends = [effect.correlation?.lower, effect.correlation?.upper].map { end in
                end.map { Figure.fixed($0, 2) } ?? Figure.none
            }
            let probability = effect.correlation?.probability
                .map { $0 < 0.001 ? "< 0.001" : Figure.fixed($0, 3) }
            table.add([
                effect.factor.path, effect.correlation.map { Figure.fixed($0.value, 2) } ?? Figure.none,
                "\(ends[0]) to \(ends[1])", probability ?? Figure.none,
            ])
        }
        return table.html
    }
}
