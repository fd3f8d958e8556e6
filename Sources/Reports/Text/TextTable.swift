/// A table for a terminal: columns as wide as their widest cell, numbers to the right.
struct TextTable {
    private let header: [String]
    private var rows: [[String]?] = []

    init(_ header: [String]) { self.header = header }

    mutating func add(_ row: [String]) { rows.append(row.map(\.withoutControls)) }

    /// A line across, to part groups of rows.
    mutating func addRule() { if let last = rows.last, last != nil { rows.append(nil) } }

    /// The lines of the table; the first column stands left, the others right.
    var text: String {
        let lines = [header] + rows.compactMap(\.self)
        let widths = header.indices.map { column in lines.map { $0[column].count }.max() ?? 0 }
        let rule = widths.map { String(repeating: "─", count: $0) }.joined(separator: "  ")
        func line(_ cells: [String]) -> String {
            let padded = cells.enumerated().map { column, cell in
                let blanks = String(repeating: " ", count: widths[column] - cell.count)
                return column == 0 ? cell + blanks : blanks + cell
            }
            let joined = padded.joined(separator: "  ")
            return String(joined.reversed().drop { $0 == " " }.reversed())
        }
        return ([line(header), rule] + rows.map { $0.map(line) ?? rule }).joined(separator: "\n") + "\n"
    }
}

extension String {
    /// With a question mark for each control character, which a terminal would obey: texts come from files.
    var withoutControls: String {
        let isControl = { (scalar: Unicode.Scalar) in scalar.properties.generalCategory == .control }
        guard unicodeScalars.contains(where: isControl) else { return self }
        return String(String.UnicodeScalarView(unicodeScalars.map { isControl($0) ? "?" : $0 }))
    }
}
