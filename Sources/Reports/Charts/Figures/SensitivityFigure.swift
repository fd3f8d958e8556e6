import Experiments
import Teleradiology

/// Which parameters move a measure: each at both ends of its range (a tornado), and over a sample of all of them.
enum SensitivityFigure {
    static func charts(_ sensitivity: Sensitivity) -> [BarChart] {
        [tornado(sensitivity), correlations(sensitivity)].compactMap(\.self)
    }

    private static func tornado(_ sensitivity: Sensitivity) -> BarChart? {
        let ends = sensitivity.effects.flatMap { [$0.low, $0.high] }.compactMap(\.self)
        let largest = ends.map { abs($0.value) }.max() ?? 0
        guard !ends.isEmpty else { return nil }
        let measure = sensitivity.measure
        let unit = MeasureQuantity(measure.unit, largest: largest, isDifference: true)
        let base = MeasureQuantity(measure.unit, largest: abs(sensitivity.base?.value ?? 0))
        let title = measure.title(sensitivity.scenario.priorities)
        let bars = sensitivity.effects.flatMap { effect in
            [
                effect.low.map { unit.bar(group: effect.factor.path, effect.factor.low, $0) },
                effect.high.map { unit.bar(group: effect.factor.path, effect.factor.high, $0, series: 1) },
            ].compactMap(\.self)
        }
        let stands = sensitivity.base.map { base.text($0.value) } ?? "unknown"
        let first = sensitivity.effects.first.flatMap { effect in
            effect.swing.map {
                "\(effect.factor.path) moves it most: \(unit.text($0.value, signed: true)) from \(effect.factor.low) to \(effect.factor.high)."
            }
        }
        let points = if case .points = unit.quantity { ", points" } else { "" }
        return BarChart(
            name: "tornado", title: "What moves the \(title), which is \(stands) as the file stands",
            summary: "As the file stands it is \(stands). \(first ?? "")",
            axis: ChartAxis(
                "Change from the file as it stands\(points)",
                column: unit.column("\(measure.slug(sensitivity.scenario.priorities)) change"),
                quantity: unit.quantity, includesZero: true), bars: bars, groupColumn: "parameter",
            labelColumn: "value", kinds: .init("end", ["lower", "upper"]))
    }

    private static func correlations(_ sensitivity: Sensitivity) -> BarChart? {
        let known = sensitivity.effects.compactMap { effect in
            effect.correlation.map { (effect.factor.path, $0) }
        }.sorted { abs($0.1.value) > abs($1.1.value) }
        guard let first = known.first else { return nil }
        let title = sensitivity.measure.title(sensitivity.scenario.priorities)
        return BarChart(
            name: "rank-correlation",
            title: "How the \(title) goes with each parameter while all of them move",
            summary: "Over \(first.1.pairs) points, \(first.0) goes with it most: rank correlation "
                + "\(ChartNumber.signedLabel(first.1.value)).",
            axis: ChartAxis(
                "Rank correlation (Spearman), 95 % intervals", column: "rank_correlation",
                quantity: .number(unit: ""), domain: -1...1),
            bars: known.map { .init($0.0, $0.1.value, lower: $0.1.lower, upper: $0.1.upper) },
            labelColumn: "parameter")
    }
}
