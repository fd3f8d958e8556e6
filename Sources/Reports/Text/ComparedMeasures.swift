import Experiments
import Teleradiology

/// Measures of a comparison, a row for each: what every design has, and what it differs from the base.
///
/// Text, pages, tables and JSON all show these rows.
struct ComparedMeasures {
    /// What one design has of a measure.
    struct Cell {
        /// The name of the design.
        let design: String
        /// Its value; nil when no replication has one.
        let estimate: Estimate?
        /// Its paired difference from the base; nil for the base itself, and where one of them has no value.
        let difference: Comparison.Difference?
        /// The probability of the difference if the designs were equal, after Holm.
        let adjustedProbability: Double?
    }

    /// One measure in all designs, the base first.
    struct Row {
        /// What is measured.
        let measure: Measure
        /// The measure as options write it.
        let text: String
        /// What each design has.
        let cells: [Cell]
    }

    /// The measures in their order.
    let rows: [Row]
    private let comparison: Comparison

    /// The rows of some measures; those that the comparison was asked for unless others are given.
    init(_ comparison: Comparison, _ measures: [Measure]? = nil) {
        self.comparison = comparison
        let priorities = comparison.base.result.scenario.priorities
        rows = (measures ?? comparison.measures).map { measure in
            let probabilities = comparison.adjustedProbabilities(measure.kind, measure.group)
            let base = Cell(
                design: comparison.base.name, estimate: comparison.base.result.estimate(measure),
                difference: nil,
                adjustedProbability: nil)
            let others = zip(comparison.variants, probabilities).map { variant, probability in
                Cell(
                    design: variant.name, estimate: variant.result.estimate(measure),
                    difference: comparison.difference(variant, measure.kind, measure.group),
                    adjustedProbability: probability)
            }
            return Row(measure: measure, text: measure.text(priorities), cells: [base] + others)
        }
    }

    /// A row for each measure in each design, values in full precision.
    var table: ReportTable {
        let arms = [comparison.base] + comparison.variants
        let columns =
            [
                TableColumn("measure", .text), TableColumn("unit", .text), TableColumn("design", .text),
                TableColumn("replications", .int32),
            ] + TableColumn.estimate("value") + TableColumn.estimate("difference")
        return ReportTable(
            schema: "telerad.compare-table/1",
            arms.map { ExperimentDesign(name: $0.name, scenario: $0.result.scenario) },
            columns + [
                TableColumn("verdict", .text, isNullable: true),
                TableColumn("adjusted_probability", .double, isNullable: true),
            ],
            rows.flatMap { row in
                zip(row.cells, arms).map { Self.cells(row, $0, replications: $1.result.replications.count) }
            })
    }

    private static func cells(_ row: Row, _ cell: Cell, replications: Int) -> [String] {
        var cells = [row.text, row.measure.unitName, cell.design, "\(replications)"]
        cells += Figure.cells(cell.estimate)
        cells += Figure.cells(cell.difference?.estimate)
        cells.append(cell.difference?.verdict.rawValue ?? "")
        cells.append(cell.adjustedProbability.map { "\($0)" } ?? "")
        return cells
    }

    /// The rows for programs.
    var json: JSONValue {
        .array(
            rows.map { row in
                .object([
                    ("measure", .string(row.text)), ("unit", .string(row.measure.unitName)),
                    ("designs", .array(row.cells.map(Self.json))),
                ])
            })
    }

    private static func json(_ cell: Cell) -> JSONValue {
        let verdict: JSONValue = cell.difference.map { .string($0.verdict.rawValue) } ?? .null
        let probability: JSONValue = cell.adjustedProbability.map { .number($0) } ?? .null
        return .object([
            ("name", .string(cell.design)), ("estimate", RunJSON.estimate(cell.estimate)),
            ("difference", RunJSON.estimate(cell.difference?.estimate)), ("verdict", verdict),
            ("adjusted_probability", probability),
        ])
    }
}

extension Measure {
    /// What is said of a difference below and above zero.
    var comparatives: (lower: String, higher: String) {
        switch kind {
        case .interval(_, .sd): ("less", "more")
        case .interval(.turnaround, _): ("sooner", "later")
        case .interval: ("shorter", "longer")
        default: ("less", "more")
        }
    }
}
