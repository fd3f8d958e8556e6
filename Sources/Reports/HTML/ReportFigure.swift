/// A chart on a page: the picture, its caption, and its data as a table for those who can't see it.
enum ReportFigure {
    static func html(_ chart: any Chart) -> HTML {
        .element(
            "figure", ["id": "figure-\(chart.name)"],
            .element("figcaption", [:], .element("strong", [:], HTML(chart.title))),
            .element("div", ["class": "chart"], HTML(made: chart.svg())),
            .element("p", ["class": "note"], HTML(chart.summary)), numbers(chart))
    }

    /// The data, which can be opened; numbers have four digits, as the file of the chart has all of them.
    private static func numbers(_ chart: any Chart) -> HTML {
        guard !chart.table.rows.isEmpty else { return .nothing }
        var table = HTMLTable(chart.title, chart.table.columns.map(\.name))
        for row in chart.table.rows { table.add(row.map { HTML(text($0)) }) }
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
