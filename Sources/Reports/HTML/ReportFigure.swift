/// A chart on a page: the picture, its caption, and its data as a table for those who can't see it.
enum ReportFigure {
    /// The most rows of a table on a page, so that a page stays one that can be sent.
    private static let mostRows = 2_500

    static func html(_ chart: any Chart) -> HTML {
        let document = ChartDocument(chart)
        return .element(
            "figure", ["id": "figure-\(chart.name)"],
            .element("figcaption", [:], .element("strong", [:], HTML(chart.title))),
            .element(
                "div", ["class": "chart\(document.sheetClass)"],
                HTML(made: document.text(hasHeading: false))),
            .element("p", ["class": "note"], HTML(chart.summary)), numbers(chart))
    }

    /// The data, which can be opened; numbers have four digits, as the file of the chart has all of them.
    private static func numbers(_ chart: any Chart) -> HTML {
        let whole = chart.table
        guard !whole.rows.isEmpty else { return .nothing }
        let shown = whole.rows.count <= mostRows ? whole : chart.shortTable
        guard shown.rows.count <= mostRows else {
            return .element(
                "p", ["class": "note"],
                HTML(
                    "The \(whole.rows.count) numbers are too many for a page; --figures writes them to \(chart.name).csv."
                ))
        }
        var table = HTMLTable(chart.title, shown.columns.map(\.name))
        for row in shown.rows { table.add(row.map { HTML(text($0)) }) }
        return .element(
            "details", [:], .element("summary", [:], HTML("The numbers: \(chart.title)")), table.html)
    }

    private static func text(_ cell: ChartTable.Cell) -> String {
        guard case .number(let value) = cell, value.isFinite else { return cell.text }
        if value == value.rounded(), abs(value) < 1e9 { return Figure.fixed(value, 0) }
        let magnitude = abs(value)
        let decimals =
            magnitude >= 1000 ? 0 : magnitude >= 100 ? 1 : magnitude >= 10 ? 2 : magnitude >= 1 ? 3 : 4
        return Figure.fixed(value, decimals)
    }
}

extension Chart {
    /// The chart on a page.
    var figure: HTML { ReportFigure.html(self) }
}

extension [any Chart] {
    /// Charts that stand side by side where there is room.
    var grid: HTML {
        isEmpty ? .nothing : .element("div", ["class": "figures"], map(\.figure))
    }
}
