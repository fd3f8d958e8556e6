/// Horizontal bars with intervals, in groups where several designs stand beside each other: use, cost.
package struct BarChart: Chart {
    /// One bar.
    package struct Bar: Sendable, Hashable {
        /// The heading under which it stands, beside others of the same; nil for none.
        package let group: String?
        package let label: String
        package let value: Double
        package let lower: Double?
        package let upper: Double?
        /// Its place among the designs, from which its colour and texture follow.
        package let series: Int

        package init(
            group: String? = nil, _ label: String, _ value: Double, lower: Double? = nil,
            upper: Double? = nil,
            series: Int = 0
        ) {
            self.group = group
            self.label = label
            self.value = value
            self.lower = lower
            self.upper = upper
            self.series = series
        }
    }

    package let name: String
    package let title: String
    package let summary: String
    /// The axis of values.
    package let axis: ChartAxis
    package let bars: [Bar]
    /// A line across all bars, such as a target, with its label.
    package let mark: ChartAxis.Tick?
    /// The names of the table's columns for headings and bars.
    package let groupColumn: String
    package let labelColumn: String

    package init(
        name: String, title: String, summary: String, axis: ChartAxis, bars: [Bar],
        mark: ChartAxis.Tick? = nil, groupColumn: String = "group", labelColumn: String
    ) {
        self.name = name
        self.title = title
        self.summary = summary
        self.axis = axis
        self.bars = bars
        self.mark = mark
        self.groupColumn = groupColumn
        self.labelColumn = labelColumn
    }

    private var hasGroups: Bool { bars.contains { $0.group != nil } }
    private var hasIntervals: Bool { bars.contains { $0.lower != nil } }

    package var table: ChartTable {
        ChartTable(
            (hasGroups ? [groupColumn] : []) + [labelColumn, axis.column]
                + (hasIntervals ? ["\(axis.column)_lower", "\(axis.column)_upper"] : []),
            bars.map { bar in
                (hasGroups ? [.text(bar.group ?? "")] : []) + [.text(bar.label), .number(bar.value)]
                    + (hasIntervals ? [.init(bar.lower), .init(bar.upper)] : [])
            })
    }

    package var vegaLite: JSONValue {
        let label = ("y", VegaLite.field(labelColumn, "nominal", title: ""))
        var layers: [JSONValue] = [
            .object([
                ("mark", .object([("type", .string("bar")), ("tooltip", .bool(true))])),
                ("encoding", .object([("x", VegaLite.axis(axis)), label])),
            ])
        ]
        if hasIntervals {
            layers.append(
                .object([
                    ("mark", .object([("type", .string("rule"))])),
                    (
                        "encoding",
                        .object([
                            ("x", VegaLite.axis(axis, field: "\(axis.column)_lower")),
                            ("x2", .object([("field", .string(VegaLite.escaped("\(axis.column)_upper")))])),
                            label,
                        ])
                    ),
                ]))
        }
        if let mark {
            layers.append(
                .object([
                    (
                        "mark",
                        .object([
                            ("type", .string("rule")), ("strokeDash", .array([.integer(6), .integer(4)])),
                        ])
                    ),
                    (
                        "encoding",
                        .object([
                            ("x", .object([("datum", .number(mark.value))])),
                            ("tooltip", .object([("value", .string(mark.label))])),
                        ])
                    ),
                ]))
        }
        return VegaLite.layered(self, layers, rows: hasGroups ? groupColumn : nil, count: bars.count)
    }

    package var drawing: ChartDrawing {
        var svg = SVGElements()
        let rows = BarRows(
            bars.map { .init(group: $0.group, label: $0.label) },
            above: mark == nil ? 0 : ChartText.line)
        let texts = bars.map { axis.quantity.text($0.value) }
        let room = (texts.map { ChartText.width($0) }.max() ?? 0) + 14
        let frame = RowAxis(
            axis, bars.flatMap { [0, $0.value, $0.lower ?? 0, $0.upper ?? 0] } + [mark?.value ?? 0], rows,
            rightRoom: room)
        ChartTexture.patterns(chart: name, &svg)
        frame.draw(&svg)
        rows.draw(&svg)
        for (index, bar) in bars.enumerated() {
            draw(bar, texts[index], top: rows.places[index].top, frame.scale, &svg)
        }
        let zero = frame.scale.position(0)
        if frame.scale.domain.lowerBound < 0 { svg.line(zero, rows.top, zero, rows.bottom, "axis") }
        if let mark {
            let x = frame.scale.position(mark.value)
            let isLeft = x + ChartText.width(mark.label) > ChartDocument.width - 4
            svg.line(x, rows.top - 4, x, rows.bottom, "mark", title: mark.label)
            svg.label(mark.label, x, rows.top - 9, anchor: isLeft ? .end : .start)
        }
        return ChartDrawing(height: frame.end, elements: svg.text)
    }

    private func draw(_ bar: Bar, _ text: String, top: Double, _ scale: ChartScale, _ svg: inout SVGElements)
    {
        let zero = scale.position(0)
        let end = scale.position(bar.value)
        let middle = top + BarRows.barHeight / 2
        var reach = max(zero, end)
        let interval =
            if let lower = bar.lower, let upper = bar.upper {
                " (\(axis.quantity.text(lower)) to \(axis.quantity.text(upper)))"
            } else { "" }
        let place = [bar.group, bar.label].compactMap(\.self).joined(separator: ", ")
        svg.group("g", ["class": ChartStyle.colour(bar.series)], title: "\(place): \(text)\(interval)") {
            svg in
            svg.rectangle(min(zero, end), top, abs(end - zero), BarRows.barHeight, "fill bar")
            ChartTexture.draw(
                bar.series, min(zero, end), top, abs(end - zero), BarRows.barHeight, chart: name, &svg)
            if let lower = bar.lower, let upper = bar.upper {
                let (from, to) = (scale.position(lower), scale.position(upper))
                reach = max(reach, to)
                svg.line(from, middle, to, middle, "whisker")
                svg.line(from, middle - 6, from, middle + 6, "whisker")
                svg.line(to, middle - 6, to, middle + 6, "whisker")
            }
        }
        svg.label(text, reach + 8, top + 18)
    }
}
