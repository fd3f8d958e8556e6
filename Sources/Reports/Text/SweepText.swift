import Experiments
import Teleradiology

/// A sweep for people (text) and for spreadsheets (CSV): one row for each point.
public struct SweepText {
    private let sweep: Sweep
    private let style: TextStyle

    /// A report of a sweep.
    public init(_ sweep: Sweep, style: TextStyle = .plain) {
        self.sweep = sweep
        self.style = style
    }

    private var paths: [String] { sweep.design.parameters.map(\.path) }
    private var measures: [Measure] { sweep.rows.first?.point.measures ?? [] }
    private var priorities: [PriorityClass] { sweep.rows.first?.point.scenario.priorities ?? [] }

    /// The whole report for people.
    public var text: String {
        guard let first = sweep.rows.first?.point.scenario else { return "" }
        let scales = measures.indices.map { index in
            Figure.MeasureScale(
                measures[index].unit,
                largest: sweep.rows.compactMap { $0.estimates[index].map { abs($0.value) } }.max() ?? 0)
        }
        var table = TextTable(
            (sweep.hasDesigns ? ["design"] : []) + paths
                + zip(measures, scales).map { "\($0.text(priorities)) (\($1.name))" },
            labels: (sweep.hasDesigns ? 1 : 0) + paths.count, namesAreValues: true)
        var previous: String?
        for row in sweep.rows {
            if !paths.isEmpty, let previous, previous != row.point.design { table.addRule() }
            previous = row.point.design
            table.add(
                (sweep.hasDesigns ? [row.point.design ?? ""] : []) + row.point.values
                    + zip(row.estimates, scales).map { Figure.estimate($0, scale: $1.divisor) })
        }
        return """
            \(style.title(first.title))
            \(style.line(RunText.design(first)))
            \(style.line(method))

            \(table.text(style))
            \(SweepCurves(sweep, scales, style).text)\(sameStudies)
            \(RunText.intervalLegend(replications: first.replications, style))
            """
    }

    private var method: String {
        if paths.isEmpty {
            return "Sweep: the file as it stands and variants of it, \(sweep.rows.count) designs"
        }
        let count = sweep.design.points.count
        return switch sweep.design.method {
        case .fullFactorial:
            "Sweep: every value with every other, \(count) \(count == 1 ? "point" : "points")"
        case .latinHypercube: "Sweep: a Latin hypercube sample of \(count) \(count == 1 ? "point" : "points")"
        }
    }

    private var causes: String { paths.isEmpty ? "their design" : "the parameters" }
    private var cause: String { paths.isEmpty ? "a variant" : "a parameter" }

    private var sameStudies: String {
        style.prose(
            sweep.sawSameStudies
                ? "All points met the same studies at the same instants: rows differ by \(causes), not by luck."
                : "Points use the same random numbers, but not the same studies: \(cause) changes the demand."
        )
    }

    /// The table for spreadsheets: values and half-widths in full precision, units at the ends of the headings.
    public var table: ReportTable {
        let parameters = paths.indices.map { index in
            TableColumn(paths[index], of: sweep.rows.map { $0.point.values[index] })
        }
        let columns =
            (sweep.hasDesigns ? [TableColumn("design", .text, isNullable: true)] : []) + parameters
            + [TableColumn("replications", .int32)]
            + measures.flatMap { TableColumn.estimate($0.text(priorities) + $0.unitSuffix) }
        let designs = sweep.rows.prefix(1).map { ExperimentDesign(name: "", scenario: $0.point.scenario) }
        return ReportTable(
            schema: "telerad.sweep-table/1", designs, columns,
            sweep.rows.map { row in
                (sweep.hasDesigns ? [row.point.design ?? ""] : []) + row.point.values
                    + ["\(row.point.scenario.replications)"] + row.estimates.flatMap(Figure.cells)
            })
    }
}
