import Experiments
import ScenarioFiles
import Teleradiology

/// Where two designs change places: both measures over the parameter, and their difference with the crossing.
enum CrossoverFigure {
    static func charts(_ crossover: Crossover, _ subject: CrossoverSubject) -> [CurveChart] {
        [measures(crossover, subject), difference(crossover, subject)].compactMap(\.self)
    }

    private static func measures(_ crossover: Crossover, _ subject: CrossoverSubject) -> CurveChart? {
        let arms = [(subject.first, \PairedPoint.first), (subject.second, \PairedPoint.second)]
        let estimates = arms.map { name, side in
            (
                name,
                crossover.grid.compactMap { point in Estimate(point[keyPath: side]).map { (point.value, $0) }
                }
            )
        }
        let largest = estimates.flatMap { $0.1.map { abs($0.1.value) } }.max() ?? 0
        guard largest > 0 else { return nil }
        let unit = MeasureQuantity(subject.measure.unit, largest: largest)
        let title = subject.measure.title(subject.scenario.priorities)
        return CurveChart(
            name: "crossover-designs", title: "How \(subject.path) moves the \(title)",
            summary: answer(crossover, subject), x: axis(subject),
            y: ChartAxis(
                title.prefix(1).uppercased() + title.dropFirst(), column: unit.column(subject.measureText),
                quantity: unit.quantity), key: "design",
            series: estimates.map { name, points in
                .init(name, points.map { unit.point($0.0, $0.1) }, shape: .lineWithMarkers)
            }, marks: marks(crossover, subject))
    }

    private static func difference(_ crossover: Crossover, _ subject: CrossoverSubject) -> CurveChart? {
        let found = crossover.grid.compactMap { point in
            point.difference(confidence: crossover.gridConfidence).map { (point.value, $0) }
        }
        guard !found.isEmpty else { return nil }
        let largest = found.map { abs($0.1.value) }.max() ?? 0
        let unit = MeasureQuantity(subject.measure.unit, largest: largest, isDifference: true)
        let title = subject.measure.title(subject.scenario.priorities)
        let confidence = ChartNumber.label(crossover.gridConfidence * 100)
        let points = if case .points = unit.quantity { ", points" } else { "" }
        return CurveChart(
            name: "crossover-difference", title: "\(subject.second) minus \(subject.first) in the \(title)",
            summary: answer(crossover, subject), x: axis(subject),
            y: ChartAxis(
                "Difference\(points); \(confidence) % intervals",
                column: unit.column("\(subject.measureText)_difference"), quantity: unit.quantity,
                includesZero: true),
            key: "difference",
            series: [
                .init(
                    "\(subject.second) minus \(subject.first)", found.map { unit.point($0.0, $0.1) },
                    shape: .lineWithMarkers)
            ], marks: [.init(.y, 0, "equal")] + marks(crossover, subject))
    }

    private static func axis(_ subject: CrossoverSubject) -> ChartAxis {
        let unit = subject.range.unit
        let time = ChartQuantity.TimeUnit(rawValue: unit)
        return ChartAxis(
            unit.isEmpty || time != nil ? subject.path : "\(subject.path) (\(unit))",
            column: ChartName.column(unit.isEmpty ? subject.path : "\(subject.path) \(unit)"),
            quantity: time.map { .time($0) } ?? .number(unit: unit),
            spacing: subject.range.scale == .logarithmic ? .logarithmic : .linear, includesZero: false)
    }

    private static func marks(_ crossover: Crossover, _ subject: CrossoverSubject) -> [CurveChart.Mark] {
        crossover.crossings.map { crossing in
            .init(
                .x, crossing.value, "equal at \(axis(subject).quantity.text(crossing.value))",
                interval: crossing.lower...crossing.upper)
        }
    }

    private static func answer(_ crossover: Crossover, _ subject: CrossoverSubject) -> String {
        func text(_ value: Double) -> String { axis(subject).quantity.text(value) }
        switch crossover.outcome {
        case .crossings:
            return crossover.crossings.map { crossing in
                "Equal at \(text(crossing.value)) (95 %: \(text(crossing.lower)) to "
                    + "\(text(crossing.upper))): below, \(subject.better(smaller: crossing.smallerBelow)) is better; "
                    + "above, \(subject.worse(smaller: crossing.smallerBelow)) is."
            }.joined(separator: " ")
        case .none(let side):
            return
                "No crossing: \(subject.better(smaller: side)) is better wherever the difference is decided."
        case .equal: return "Both designs have the same values everywhere."
        case .undecided: return "No difference is decided anywhere."
        }
    }
}
