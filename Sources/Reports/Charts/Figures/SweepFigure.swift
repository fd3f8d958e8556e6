import Experiments
import ScenarioFiles
import Teleradiology

/// How measures go with swept parameters: curves with bands; points for a sample, bars for values that are no numbers.
enum SweepFigure {
    private static let mostSeries = 8
    private static let mostBars = 40

    /// A chart for each measure; of a sample one for each measure and parameter.
    static func charts(_ sweep: Sweep) -> [any Chart] {
        guard let measures = sweep.rows.first?.point.measures else { return [] }
        return measures.indices.flatMap { charts(sweep, measure: $0) }
    }

    private static func charts(_ sweep: Sweep, measure index: Int) -> [any Chart] {
        let rows = sweep.rows.filter { $0.estimates.indices.contains(index) && $0.estimates[index] != nil }
        guard let first = rows.first else { return [] }
        let priorities = first.point.scenario.priorities
        let measure = first.point.measures[index]
        let largest = rows.compactMap { $0.estimates[index].map { abs($0.value) } }.max() ?? 0
        let unit = MeasureQuantity(measure.unit, largest: largest)
        let subject = Subject(
            measure: measure, index: index, title: measure.title(priorities), slug: measure.slug(priorities),
            unit: unit)
        let parameters = sweep.design.parameters
        let numbers = parameters.indices.map { place in
            SweptNumbers(parameters[place], texts: rows.map { $0.point.values[place] })
        }
        if case .latinHypercube = sweep.design.method {
            return parameters.indices.compactMap { place in
                numbers[place].map { scatter(rows, subject, place, $0, parameters[place].path) }
            }
        }
        // Along the parameter with the most numbers; every value of the others has a curve.
        let along = parameters.indices.max { (numbers[$0]?.count ?? 0, $1) < (numbers[$1]?.count ?? 0, $0) }
        guard let along, let values = numbers[along], values.count > 1 else {
            return [bars(rows, subject, parameters)]
        }
        return [curves(rows, subject, parameters, along, values)]
    }

    private struct Subject {
        let measure: Measure
        let index: Int
        let title: String
        let slug: String
        let unit: MeasureQuantity

        var axis: ChartAxis {
            ChartAxis(
                title.prefix(1).uppercased() + title.dropFirst(), column: unit.column(slug),
                quantity: unit.quantity)
        }

        /// The best and the worst point.
        func summary(_ rows: [Sweep.Row], _ name: (Sweep.Row) -> String) -> String {
            let known = rows.compactMap { row in row.estimates[index].map { (row, $0.value) } }
            guard let low = known.min(by: { $0.1 < $1.1 }), let high = known.max(by: { $0.1 < $1.1 }) else {
                return ""
            }
            return "From \(unit.text(low.1)) at \(name(low.0)) to \(unit.text(high.1)) at \(name(high.0))."
        }
    }

    private static func name(_ row: Sweep.Row) -> String {
        ([row.point.design].compactMap(\.self) + row.point.values).joined(separator: ", ")
    }

    private static func curves(
        _ rows: [Sweep.Row], _ subject: Subject, _ parameters: [SweptParameter], _ along: Int,
        _ values: SweptNumbers
    ) -> any Chart {
        var order: [String] = []
        var points: [String: [CurveChart.Point]] = [:]
        for row in rows {
            guard let x = values[row.point.values[along]], let estimate = row.estimates[subject.index] else {
                continue
            }
            let others = parameters.indices.filter { $0 != along }.map {
                "\(parameters[$0].path.split(separator: ".").last ?? "") \(row.point.values[$0])"
            }
            let key = ([row.point.design].compactMap(\.self) + others).joined(separator: ", ")
            if points[key] == nil { order.append(key) }
            points[key, default: []].append(subject.unit.point(x, estimate))
        }
        guard order.count <= mostSeries else { return bars(rows, subject, parameters) }
        let path = parameters[along].path
        return CurveChart(
            name: "sweep-\(subject.slug)", title: "How \(path) moves the \(subject.title)",
            summary: subject.summary(rows, name), x: values.axis(path), y: subject.axis, key: "design",
            series: order.map { key in
                .init(
                    key.isEmpty ? subject.title : key, (points[key] ?? []).sorted { $0.x < $1.x },
                    shape: .lineWithMarkers)
            })
    }

    private static func scatter(
        _ rows: [Sweep.Row], _ subject: Subject, _ place: Int, _ values: SweptNumbers, _ path: String
    ) -> any Chart {
        var order: [String] = []
        var points: [String: [CurveChart.Point]] = [:]
        for row in rows {
            guard let x = values[row.point.values[place]], let estimate = row.estimates[subject.index] else {
                continue
            }
            let key = row.point.design ?? subject.title
            if points[key] == nil { order.append(key) }
            points[key, default: []].append(.init(x, estimate.value / subject.unit.divisor))
        }
        return CurveChart(
            name: "sweep-\(subject.slug)-\(ChartName.slug(path))",
            title: "The \(subject.title) over \(path), the other parameters moving too",
            summary: subject.summary(rows, name), x: values.axis(path), y: subject.axis, key: "design",
            series: order.map { .init($0, points[$0] ?? [], shape: .markers) })
    }

    private static func bars(_ rows: [Sweep.Row], _ subject: Subject, _ parameters: [SweptParameter])
        -> any Chart
    {
        let shown = rows.prefix(mostBars)
        let paths = parameters.isEmpty ? "design" : parameters.map(\.path).joined(separator: ", ")
        return BarChart(
            name: "sweep-\(subject.slug)",
            title: "The \(subject.title) "
                + (parameters.isEmpty ? "of each design" : "at each value of \(paths)")
                + (shown.count < rows.count ? ": the first \(shown.count) of \(rows.count)" : ""),
            summary: subject.summary(rows, name), axis: subject.axis,
            bars: shown.compactMap { row in
                row.estimates[subject.index].map {
                    parameters.isEmpty
                        ? subject.unit.bar(group: nil, row.point.design ?? "", $0)
                        : subject.unit.bar(
                            group: row.point.design, row.point.values.joined(separator: ", "), $0)
                }
            }, groupColumn: "design", labelColumn: ChartName.column(paths))
    }
}
