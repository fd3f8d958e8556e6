/// A table for people: columns as wide as their widest cell, numbers to the right.
///
/// Where it is wider than the terminal, first its headings are broken, then its columns stand in several blocks below
/// each other, each with the labels of the rows; where even that is too wide, every row becomes a paragraph.
struct TextTable {
    /// The headings.
    let header: [String]
    /// How many of the first columns name the row; they stand in every block. None, where rows have no names.
    let labels: Int
    /// Whether what names a row is a value, which says nothing without its heading.
    let namesAreValues: Bool
    /// The rows; nil for a line across.
    private(set) var rows: [Row?] = []

    /// Cells, and what colour says of some of them.
    struct Row {
        let cells: [String]
        let tones: [Int: Tone]
    }

    init(_ header: [String], labels: Int = 1, namesAreValues: Bool = false) {
        self.header = header.map(\.withoutControls)
        self.labels = labels
        self.namesAreValues = namesAreValues
    }

    /// A row; verdicts among its cells by column.
    mutating func add(_ row: [String], _ tones: [Int: Tone?] = [:]) {
        rows.append(Row(cells: row.map(\.withoutControls), tones: tones.compactMapValues(\.self)))
    }

    /// A line across, to part groups of rows.
    mutating func addRule() { if let last = rows.last, last != nil { rows.append(nil) } }

    /// The lines of the table for a file; the first column stands left, the others right.
    var text: String { text(.plain) }

    /// The lines of the table in a style.
    func text(_ style: TextStyle) -> String {
        TableLayout(self, style).lines.map { $0 + "\n" }.joined()
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
