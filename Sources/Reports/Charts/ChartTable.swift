/// The numbers of a chart, in rows and columns.
package struct ChartTable: Sendable, Hashable {
    /// What a column holds.
    package struct Column: Sendable, Hashable {
        /// The name, with the unit at its end: `rtat_min`, `share`, `queue_studies`.
        package let name: String

        package init(_ name: String) { self.name = name }
    }

    /// What stands at one place.
    package enum Cell: Sendable, Hashable {
        case text(String)
        case number(Double)
        case empty

        package init(_ number: Double?) { self = number.map { .number($0) } ?? .empty }

        /// The shortest text that reads back as the same value; empty where there is none.
        package var text: String {
            switch self {
            case .text(let text): text
            case .number(let value): value.isFinite ? ChartNumber.shortest(value) : ""
            case .empty: ""
            }
        }
    }

    package let columns: [Column]
    package let rows: [[Cell]]

    package init(columns: [Column], rows: [[Cell]]) {
        precondition(rows.allSatisfy { $0.count == columns.count }, "every row has a cell for each column")
        self.columns = columns
        self.rows = rows
    }

    init(_ columns: [String], _ rows: [[Cell]]) {
        self.init(columns: columns.map { Column($0) }, rows: rows)
    }

    /// The table for spreadsheets (RFC 4180), in full precision.
    package var csv: String {
        CSV.table(header: columns.map(\.name), rows: rows.map { $0.map(\.text) })
    }
}
