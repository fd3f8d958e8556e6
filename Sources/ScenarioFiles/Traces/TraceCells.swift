import Teleradiology

/// The cells of one row of a trace, by the names of their columns; each is read as a scenario's value is.
struct TraceCells {
    let row: [CSVRows.Field]
    let columns: [String: Int]
    let problems: ProblemCollector

    /// The cell of a column; nil when there is no such column, or nothing in the cell.
    subscript(column: String) -> NodeReader? {
        guard let index = columns[column], !row[index].text.isEmpty else { return nil }
        return reader(index, column)
    }

    private func reader(_ index: Int, _ column: String) -> NodeReader {
        let node = ScenarioNode(content: .scalar(row[index].text), place: row[index].place)
        return NodeReader(node: node, path: column, problems: problems)
    }

    /// The date and time in the column at an index.
    func time(at index: Int) -> LocalDateTime? { ScenarioReader.dateTime(reader(index, "time")) }

    /// The size: a number of bytes, or one with its unit.
    var bytes: Double? {
        guard let cell = self["bytes"] else { return nil }
        guard case .scalar(let text) = cell.node.content, let plain = Double(text) else {
            return cell.bytes()
        }
        if (1...1e15).contains(plain) { return plain }
        cell.error("bytes: a size lies between 1 B and 1000 TB")
        return nil
    }

    /// Notes that something is missing.
    func missing(_ column: String) {
        let place = columns[column].map { row[$0].place } ?? row[0].place
        problems.error("missing \(column) of a study", at: place)
    }
}
