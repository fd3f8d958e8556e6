/// The lines of a table on a terminal of some width.
struct TableLayout {
    private let style: TextStyle
    private let labels: Int
    private let namesAreValues: Bool
    private let header: [String]
    private let rows: [TextTable.Row?]
    /// The widest cell of each column, its heading left out.
    private let cellWidths: [Int]

    init(_ table: TextTable, _ style: TextStyle) {
        self.style = style
        labels = table.labels
        namesAreValues = table.namesAreValues
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
        // Columns that stand closer are read more easily than two tables.
        if width(all, 3, gap: 1) <= columns { return block(all, headingLines: 3, gap: 1) }
        guard let blocks = blocks(columns) else { return paragraphs(columns) }
        let lines = blocks.map { block($0, headingLines: 3) }
        return Array(lines.joined(separator: [""]))
    }

    // MARK: Side by side

    /// The columns of each block, the labels first; nil where blocks would hold hardly more than their labels.
    private func blocks(_ columns: Int) -> [[Int]]? {
        guard labels > 0, labels < header.count else { return nil }
        let names = Array(0..<labels)
        /// Blocks of as many columns as fit, and no more than so many.
        func packed(atMost most: Int) -> [[Int]] {
            var blocks: [[Int]] = [[]]
            for column in labels..<header.count {
                let last = blocks[blocks.count - 1]
                if last.count == most || width(names + last + [column], 3) > columns { blocks.append([]) }
                blocks[blocks.count - 1].append(column)
            }
            return blocks.filter { !$0.isEmpty }
        }
        let values = header.count - labels
        let count = packed(atMost: values).count
        if values > 2, count * 2 > values + 1 { return nil }
        // Rather three and two than four and one.
        let even = packed(atMost: (values + count - 1) / count)
        let blocks = even.count == count ? even : packed(atMost: values)
        return blocks.allSatisfy { width(names + $0, 3) <= columns } ? blocks.map { names + $0 } : nil
    }

    private func width(_ columns: [Int], _ headingLines: Int, gap: Int = 2) -> Int {
        columns.reduce(-gap) { $0 + width(of: $1, headingLines) + gap }
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

    private func block(_ columns: [Int], headingLines: Int, gap: Int = 2) -> [String] {
        let blanks = String(repeating: " ", count: gap)
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
                }, blanks)
        }
        let rule = widths.map { String(repeating: style.isASCII ? "-" : "─", count: $0) }.joined(
            separator: blanks)
        let body = rows.map { row in
            guard let row else { return rule }
            return joined(zip(columns, widths).map { cell(row.cells[$0], $0, $1, row.tones[$0]) }, blanks)
        }
        return head + [rule] + body
    }

    private func cell(_ text: String, _ column: Int, _ width: Int, _ tone: Tone?) -> String {
        let blanks = String(repeating: " ", count: max(0, width - text.displayWidth))
        let shown = style.coloured(text, tone)
        return column == 0 ? shown + blanks : blanks + shown
    }

    private func joined(_ cells: [String], _ blanks: String) -> String {
        let joined = cells.joined(separator: blanks)
        return String(joined.reversed().drop { $0 == " " }.reversed())
    }

    // MARK: Below each other

    /// Every row with a line for each cell: its heading, and what it holds.
    private func paragraphs(_ columns: Int) -> [String] {
        let values = Array(labels..<header.count)
        let widest = values.map { header[$0].displayWidth }.max() ?? 0
        let headingWidth = widest * 2 > columns ? 0 : widest
        var lines: [String] = []
        var names = [String](repeating: "", count: labels)
        for row in rows {
            guard let row else { continue }
            for column in 0..<labels where !row.cells[column].isEmpty { names[column] = row.cells[column] }
            if labels == 0, !lines.isEmpty { lines.append("") }
            let name = zip(header, names).filter { !$0.1.isEmpty }
                .map { namesAreValues ? "\($0) \($1)" : $1 }.joined(separator: ", ")
            let indent = name.prefix { $0 == " " }.count + (labels == 0 ? 0 : 2)
            if labels > 0 {
                lines += style.wrapped(name, columns, hanging: 4).map { style.coloured($0, .heading) }
            }
            for column in values where !row.cells[column].isEmpty {
                lines += entry(
                    header[column], headingWidth, row.cells[column], row.tones[column], indent, columns)
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
        return (heading.isEmpty ? [] : style.wrapped(blanks + heading, columns, hanging: 2)) + below
    }
}
