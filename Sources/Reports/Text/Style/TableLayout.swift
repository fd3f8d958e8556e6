/// The lines of a table on a terminal of some width.
struct TableLayout {
    private let style: TextStyle
    private let labels: Int
    private let header: [String]
    private let rows: [TextTable.Row?]
    /// The widest cell of each column, its heading left out.
    private let cellWidths: [Int]

    init(_ table: TextTable, _ style: TextStyle) {
        self.style = style
        labels = table.labels
        header = table.header.map(style.shown)
        let rows = table.rows.map { row in
            row.map { TextTable.Row(cells: $0.cells.map(style.shown), tones: $0.tones) }
        }
        self.rows = rows
        cellWidths = header.indices.map { column in
            rows.compactMap { $0?.cells[column].displayWidth }.max() ?? 0
        }
    }

    var lines: [String] {
        let all = Array(header.indices)
        guard let columns = style.columns else { return block(all, headingLines: 1) }
        for headingLines in 1...3 where width(all, headingLines) <= columns {
            return block(all, headingLines: headingLines)
        }
        guard let blocks = blocks(columns) else { return paragraphs(columns) }
        let lines = blocks.map { block($0, headingLines: 3) }
        return Array(lines.joined(separator: [""]))
    }

    // MARK: Side by side

    /// The columns of each block, the labels first; nil where blocks would hold hardly more than their labels.
    private func blocks(_ columns: Int) -> [[Int]]? {
        guard labels > 0, labels < header.count else { return nil }
        let names = Array(0..<labels)
        var blocks: [[Int]] = []
        var current: [Int] = []
        for column in labels..<header.count {
            if width(names + [column], 3) > columns { return nil }
            if width(names + current + [column], 3) > columns {
                blocks.append(names + current)
                current = []
            }
            current.append(column)
        }
        blocks.append(names + current)
        let values = header.count - labels
        return values > 2 && blocks.count * 2 > values + 1 ? nil : blocks
    }

    private func width(_ columns: [Int], _ headingLines: Int) -> Int {
        columns.reduce(-2) { $0 + width(of: $1, headingLines) + 2 }
    }

    /// The width of a column whose heading is broken into so many lines at most.
    private func width(of column: Int, _ headingLines: Int) -> Int {
        max(cellWidths[column], headingWidth(header[column], headingLines))
    }

    /// The least width in which a heading takes so many lines at most.
    private func headingWidth(_ heading: String, _ lines: Int) -> Int {
        let whole = heading.displayWidth
        guard lines > 1 else { return whole }
        let word = heading.split(separator: " ").map { String($0).displayWidth }.max() ?? 0
        return (word..<max(word, whole)).first { style.wrapped(heading, $0).count <= lines } ?? whole
    }

    private func block(_ columns: [Int], headingLines: Int) -> [String] {
        let widths = columns.map { width(of: $0, headingLines) }
        let headings = zip(columns, widths).map { style.wrapped(header[$0], $1) }
        let height = headings.map(\.count).max() ?? 1
        // Headings end above the line.
        let head = (0..<height).map { line in
            joined(
                zip(columns, widths).enumerated().map { place, entry in
                    let lines = headings[place]
                    let index = line - (height - lines.count)
                    return cell(index < 0 ? "" : lines[index], entry.0, entry.1, nil)
                })
        }
        let rule = widths.map { String(repeating: style.isASCII ? "-" : "─", count: $0) }.joined(separator: "  ")
        let body = rows.map { row in
            guard let row else { return rule }
            return joined(zip(columns, widths).map { cell(row.cells[$0], $0, $1, row.tones[$0]) })
        }
        return head + [rule] + body
    }

    private func cell(_ text: String, _ column: Int, _ width: Int, _ tone: Tone?) -> String {
        let blanks = String(repeating: " ", count: max(0, width - text.displayWidth))
        let shown = style.coloured(text, tone)
        return column == 0 ? shown + blanks : blanks + shown
    }

    private func joined(_ cells: [String]) -> String {
        let joined = cells.joined(separator: "  ")
        return String(joined.reversed().drop { $0 == " " }.reversed())
    }

    // MARK: Below each other

    /// Every row with a line for each cell: its heading, and what it holds.
    private func paragraphs(_ columns: Int) -> [String] {
        let values = Array(labels..<header.count)
        let headingWidth = values.map { header[$0].displayWidth }.max() ?? 0
        var lines: [String] = []
        var names = [String](repeating: "", count: labels)
        for row in rows {
            guard let row else { continue }
            for column in 0..<labels where !row.cells[column].isEmpty { names[column] = row.cells[column] }
            if labels == 0, !lines.isEmpty { lines.append("") }
            let name = names.filter { !$0.isEmpty }.joined(separator: ", ")
            let indent = name.prefix { $0 == " " }.count + (labels == 0 ? 0 : 2)
            if labels > 0 {
                lines += style.wrapped(name, columns, hanging: 4).map { style.coloured($0, .heading) }
            }
            for column in values where !row.cells[column].isEmpty {
                let isAligned = indent + headingWidth + 2 + cellWidths[column] <= columns
                lines += entry(
                    header[column], isAligned ? headingWidth : 0, row.cells[column], row.tones[column], indent,
                    columns)
            }
        }
        return lines
    }

    private func entry(
        _ heading: String, _ headingWidth: Int, _ cell: String, _ tone: Tone?, _ indent: Int, _ columns: Int
    ) -> [String] {
        let blanks = String(repeating: " ", count: indent)
        let begin = blanks + (heading.isEmpty ? "" : heading.padded(to: headingWidth) + "  ")
        if begin.displayWidth + cell.displayWidth <= columns { return [begin + style.coloured(cell, tone)] }
        let below = style.wrapped("\(blanks)  \(cell)", columns).map { style.coloured($0, tone) }
        return style.wrapped(blanks + heading, columns, hanging: 2) + below
    }
}
