import Experiments
import Teleradiology

/// A report as a table, one row for each of what it tells of: for spreadsheets and programs.
public struct ReportTable: Sendable {
    private let schema: String
    private let designs: [ExperimentDesign]
    private let columns: [TableColumn]
    /// The cells of each row as CSV shows them; an empty one is no value.
    private let rows: [[String]]

    /// - Parameters:
    ///   - schema: the name and version of the columns.
    ///   - designs: what was run.
    init(schema: String, _ designs: [ExperimentDesign], _ columns: [TableColumn], _ rows: [[String]]) {
        self.schema = schema
        self.designs = designs
        self.columns = columns
        self.rows = rows
    }

    /// The table as CSV (RFC 4180): values in full precision, units at the ends of the headings.
    public var csv: String { CSV.table(header: columns.map(\.name), rows: rows) }

    /// Writes the table, whole or not at all.
    public func write(to file: String, _ format: TableFormat) throws(TableFailure) {
        if format == .csv {
            var target = try UnfinishedFile(file)
            target.write(Array(csv.utf8))
            return try target.finish()
        }
        var table = try TableFile(
            columns, to: file, format, metadata: TableMetadata(schema: schema, designs).pairs,
            rowsPerBlock: max(1, rows.count))
        for index in columns.indices {
            let column = columns[index]
            let bits = rows.map { row in
                column.kind == .text && !(column.isNullable && row[index].isEmpty)
                    ? table.block.columns[index].place(of: row[index]) : column.bits(row[index])
            }
            table.block.columns[index].fill(at: 0, count: rows.count) { bits[$0] }
        }
        table.block.add(rows: rows.count)
        try table.finish()
    }
}

extension TableColumn {
    /// A column of what somebody wrote: numbers where all of it are, else texts.
    init(_ name: String, of cells: [String]) {
        self.init(
            name, cells.allSatisfy { $0.isEmpty || Double($0) != nil } ? .double : .text, isNullable: true)
    }

    /// A value and the half-width of its interval.
    static func estimate(_ name: String) -> [TableColumn] {
        [
            TableColumn(name, .double, isNullable: true),
            TableColumn("\(name)_half_width", .double, isNullable: true),
        ]
    }

    /// The value that a cell shows; nil for none.
    fileprivate func bits(_ cell: String) -> Int64? {
        switch kind {
        case .double: Double(cell).map { Int64(bitPattern: $0.bitPattern) }
        case .int32, .int64, .seconds, .timestamp: Int64(cell)
        case .boolean: cell.isEmpty ? nil : cell == "true" ? 1 : 0
        case .text: nil
        }
    }
}
