/// Horizontal bars of parts that add up to a whole, one for each category: where the time goes, what a month costs.
package struct StackedBarChart: Chart {
    /// One bar.
    package struct Bar: Sendable, Hashable, NamedRow {
        /// The heading under which it stands, beside others of the same; nil for none.
        package let group: String?
        package let label: String
        /// A value for each part; nil or 0 for one that it doesn't have.
        package let values: [Double?]

        package init(group: String? = nil, _ label: String, _ values: [Double?]) {
            self.group = group
            self.label = label
            self.values = values
        }

        /// All parts together.
        package var total: Double { values.reduce(0) { $0 + ($1 ?? 0) } }
    }

    package let name: String
    package let title: String
    package let summary: String
    /// The axis of values.
    package let axis: ChartAxis
    package let parts: [String]
    package let bars: [Bar]
    /// The names of the table's columns for headings, bars and parts.
    package let groupColumn: String
    package let labelColumn: String
    package let partColumn: String

    /// Bars of parts; parts that no bar has are left out.
    package init(
        name: String, title: String, summary: String, axis: ChartAxis, parts: [String], bars: [Bar],
        groupColumn: String = "group", labelColumn: String, partColumn: String = "part"
    ) {
        precondition(bars.allSatisfy { $0.values.count == parts.count }, "a bar has a value for each part")
        self.name = name
        self.title = title
        self.summary = summary
        self.axis = axis
        let shown = parts.indices.filter { part in bars.contains { ($0.values[part] ?? 0) != 0 } }
        self.parts = shown.map { parts[$0] }
        self.bars = bars.map { bar in Bar(group: bar.group, bar.label, shown.map { bar.values[$0] }) }
        self.groupColumn = groupColumn
        self.labelColumn = labelColumn
        self.partColumn = partColumn
    }

    package var table: ChartTable {
        ChartTable(
            (bars.hasGroups ? [groupColumn] : []) + [labelColumn, partColumn, axis.column],
            bars.flatMap { bar in
                zip(parts, bar.values).map { part, value in
                    (bars.hasGroups ? [.text(bar.group ?? "")] : []) + [
                        .text(bar.label), .text(part), .init(value),
                    ]
                }
            })
    }

    package var drawing: ChartDrawing {
        var svg = SVGElements()
        let legend = ChartLegend(parts.enumerated().map { .init(name: $1, index: $0) }, .bar)
        let rows = BarRows(bars, above: legend.height)
        let totals = bars.map { axis.quantity.text($0.total) }
        let room = (totals.map { ChartText.width($0) }.max() ?? 0) + 14
        let frame = RowAxis(axis, bars.map(\.total) + [0], rows, rightRoom: room)
        ChartTexture.patterns(chart: name, &svg)
        legend.draw(8, 0, chart: name, &svg)
        frame.draw(&svg)
        rows.draw(&svg)
        for (index, bar) in bars.enumerated() {
            draw(bar, totals[index], top: rows.places[index].top, frame.scale, &svg)
        }
        return ChartDrawing(height: frame.end, elements: svg.text)
    }

    private func draw(
        _ bar: Bar, _ total: String, top: Double, _ scale: ChartScale, _ svg: inout SVGElements
    ) {
        var sum = 0.0
        for (part, value) in bar.values.enumerated() {
            guard let value, value != 0 else { continue }
            let from = scale.position(sum)
            sum += value
            let to = scale.position(sum)
            let text = axis.quantity.text(value)
            let place = [bar.group, bar.label, parts[part]].compactMap(\.self).joined(separator: ", ")
            svg.group("g", ["class": ChartStyle.colour(part)], title: "\(place): \(text)") { svg in
                svg.rectangle(from, top, to - from, BarRows.barHeight, "fill part")
                ChartTexture.draw(part, from, top, to - from, BarRows.barHeight, chart: name, &svg)
            }
            if part > 0, to - from > 3 { svg.line(from, top, from, top + BarRows.barHeight, "gap") }
        }
        svg.label(total, scale.position(sum) + 8, top + 18)
    }
}
