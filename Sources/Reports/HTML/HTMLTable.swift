/// A table of a page: a caption, columns, and rows that begin with their heading.
struct HTMLTable {
    /// One row.
    struct Row {
        /// The heading, and the cells behind it.
        let cells: [HTML]
        /// Whether it is part of the row above it, such as a priority of a modality.
        var isPart = false
        /// Whether a line above parts it from the others.
        var isApart = false
    }

    /// What it shows.
    let caption: String
    /// The headings of the columns, that of the rows first.
    let columns: [String]
    private(set) var rows: [Row] = []
    private var isParted = false

    init(_ caption: String, _ columns: [String]) {
        self.caption = caption
        self.columns = columns
    }

    mutating func add(_ cells: [HTML], isPart: Bool = false) {
        rows.append(Row(cells: cells, isPart: isPart, isApart: isParted))
        isParted = false
    }

    mutating func add(_ cells: [String], isPart: Bool = false) {
        add(cells.map { HTML($0) }, isPart: isPart)
    }

    /// A line before the next row.
    mutating func addRule() { isParted = !rows.isEmpty }

    /// The table; it scrolls inside the page where the page is narrow.
    var html: HTML {
        let head = HTML.element("tr", [:], columns.map { .element("th", ["scope": "col"], HTML($0)) })
        let body = rows.map { row -> HTML in
            let cells = row.cells.enumerated().map { index, cell in
                index == 0 ? HTML.element("th", ["scope": "row"], cell) : .element("td", [:], cell)
            }
            let kind = (row.isPart ? ["part"] : []) + (row.isApart ? ["apart"] : [])
            return kind.isEmpty
                ? .element("tr", [:], cells) : .element("tr", ["class": kind.joined(separator: " ")], cells)
        }
        return .element(
            "div", ["class": "scroll", "role": "region", "tabindex": "0", "aria-label": caption],
            .element(
                "table", [:], .element("caption", [:], .element("span", [:], HTML(caption))),
                .element("thead", [:], head),
                .element("tbody", [:], body)))
    }
}
