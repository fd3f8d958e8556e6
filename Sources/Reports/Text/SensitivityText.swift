import Experiments
import Foundation
import Teleradiology

/// A sensitivity analysis for people (text) and for spreadsheets (CSV): one row for each parameter.
public struct SensitivityText {
    private let sensitivity: Sensitivity
    private let style: TextStyle

    /// A report of a sensitivity analysis.
    public init(_ sensitivity: Sensitivity, style: TextStyle = .plain) {
        self.sensitivity = sensitivity
        self.style = style
    }

    private var measure: Measure { sensitivity.measure }
    private var measureText: String { measure.text(sensitivity.scenario.priorities) }

    /// The whole report for people.
    public var text: String {
        let base = Figure.measured(sensitivity.base, measure.unit)
        return """
            \(style.title(sensitivity.scenario.title))
            \(style.line(RunText.design(sensitivity.scenario)))
            \(style.line("What moves \(measureText), which is \(base) as the file stands"))

            \(style.heading("One parameter at a time, the others as the file stands"))
            \(tornado)
            \(correlations)\(legend)
            \(RunText.intervalLegend(replications: sensitivity.scenario.replications, style))
            """
    }

    private var tornado: String {
        let largest =
            sensitivity.effects.flatMap { [$0.low, $0.high, $0.swing] }
            .compactMap { $0.map { abs($0.value) } }.max() ?? 0
        let scale = Figure.MeasureScale(measure.unit, largest: largest)
        // A difference of shares counts points, not a share of a share.
        let unit = measure.unit == .share ? "points" : scale.name
        let hasBars = style.hasSparklines
        var table = TextTable(
            ["parameter", "from", "to", "low − base (\(unit))", "high − base (\(unit))", "swing (\(unit))"]
                + (hasBars ? [""] : []))
        for effect in sensitivity.effects {
            table.add(
                [effect.factor.path, effect.factor.low, effect.factor.high]
                    + [effect.low, effect.high, effect.swing].map {
                        Figure.estimate($0, scale: scale.divisor, signed: true)
                    } + (hasBars ? [Self.bar(effect, largest)] : []))
        }
        return table.text(style)
    }

    /// Low as ░ and high as █, to the left where they are below the base and to the right where they are above.
    private static func bar(_ effect: Sensitivity.Effect, _ largest: Double) -> String {
        let half = 12
        func blocks(_ estimate: Estimate?) -> Int {
            guard let estimate, largest > 0 else { return 0 }
            return Int((estimate.value / largest * Double(half)).rounded())
        }
        let (low, high) = (blocks(effect.low), blocks(effect.high))
        func mark(_ place: Int) -> Character {
            let reaches = { (end: Int) in place < 0 ? end <= place : end >= place }
            return reaches(high) ? "█" : reaches(low) ? "░" : " "
        }
        let left = String((-half...(-1)).map(mark))
        return left + "│" + String((1...half).map(mark))
    }

    private var correlations: String {
        guard sensitivity.design.samples > 0 else { return "" }
        var table = TextTable(["parameter", "rank correlation", "95 % interval", "p"])
        let sorted = sensitivity.effects.sorted {
            abs($0.correlation?.value ?? 0) > abs($1.correlation?.value ?? 0)
        }
        for effect in sorted {
            guard let correlation = effect.correlation else {
                table.add([effect.factor.path, Figure.none, Figure.none, Figure.none])
                continue
            }
            let interval = [correlation.lower, correlation.upper].map { end in
                end.map { Figure.fixed($0, 2) } ?? Figure.none
            }
            let probability = correlation.probability.map { $0 < 0.001 ? "< 0.001" : Figure.fixed($0, 3) }
            table.add([
                effect.factor.path, Figure.fixed(correlation.value, 2),
                "\(interval[0]) to \(interval[1])", probability ?? Figure.none,
            ])
        }
        return """
            \(style.heading("All parameters together, over \(sensitivity.design.samples) points of a Latin hypercube"))
            \(table.text(style))

            """
    }

    private var legend: String {
        let others = sensitivity.effects.filter { !$0.sawSameStudies }.map(\.factor.path)
        let studies =
            others.isEmpty
            ? "All of them met the same studies at the same instants."
            : "These change the demand, and met other studies: \(others.joined(separator: ", "))."
        return style.prose(
            "Differences are paired by replication, and each interval holds with 95 % on its own. \(studies)")
    }

    /// The table for spreadsheets: values and half-widths in full precision, units at the ends of the headings.
    public var table: ReportTable {
        let name = measureText + measure.unitSuffix
        let columns =
            [TableColumn("parameter", .text), TableColumn("low", .text), TableColumn("high", .text)]
            + ["base", "low_difference", "high_difference", "swing"].flatMap {
                [
                    TableColumn("\($0) \(name)", .double, isNullable: true),
                    TableColumn("\($0)_half_width", .double, isNullable: true),
                ]
            }
            + [
                "rank_correlation", "rank_correlation_lower", "rank_correlation_upper", "probability",
            ].map { TableColumn($0, .double, isNullable: true) }
        return ReportTable(
            schema: "telerad.sensitivity-table/1",
            [ExperimentDesign(name: "", scenario: sensitivity.scenario)], columns,
            sensitivity.effects.map { effect in
                [effect.factor.path, effect.factor.low, effect.factor.high]
                    + [sensitivity.base, effect.low, effect.high, effect.swing].flatMap(Figure.cells)
                    + [
                        effect.correlation?.value, effect.correlation?.lower, effect.correlation?.upper,
                        effect.correlation?.probability,
                    ].map { $0.map { "\($0)" } ?? "" }
            })
    }
}
