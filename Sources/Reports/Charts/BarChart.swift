/// Horizontal bars with intervals, in groups where several designs stand beside each other: use, cost.
package struct BarChart: Chart {
    /// One bar.
    package struct Bar: Sendable, Hashable, NamedRow {
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
    /// What colours and textures tell apart, where labels don't say it.
    package let kinds: Kinds?

    /// What a bar's place among the series means.
    package struct Kinds: Sendable, Hashable {
        /// The name of the table's column.
        package let column: String
        /// A name for each place.
        package let names: [String]

        package init(_ column: String, _ names: [String]) {
            self.column = column
            self.names = names
        }
    }

    package init(
        name: String, title: String, summary: String, axis: ChartAxis, bars: [Bar],
        mark: ChartAxis.Tick? = nil, groupColumn: String = "group", labelColumn: String,
        kinds: Kinds? = nil
    ) {
        precondition(
            kinds.map { kinds in bars.allSatisfy { kinds.names.indices.contains($0.series) } } ?? true,
            "each series has a name")
        self.name = name
        self.title = title
        self.summary = summary
        self.axis = axis
        self.bars = bars
        self.mark = mark
        self.groupColumn = groupColumn
        self.labelColumn = labelColumn
        self.kinds = kinds
    }

    var hasIntervals: Bool { bars.contains { $0.lower != nil } }

    /// All that the axis must show.
    var extent: [Double] {
        bars.flatMap { [0, $0.value, $0.lower ?? 0, $0.upper ?? 0] } + [mark?.value ?? 0]
    }

    package var table: ChartTable {
        ChartTable(
            (bars.hasGroups ? [groupColumn] : []) + [labelColumn]
                + (kinds.map { [$0.column] } ?? []) + [axis.column]
                + (hasIntervals ? ["\(axis.column)_lower", "\(axis.column)_upper"] : []),
            bars.map { bar in
                (bars.hasGroups ? [.text(bar.group ?? "")] : []) + [.text(bar.label)]
                    + (kinds.map { [.text($0.names[bar.series])] } ?? []) + [.number(bar.value)]
                    + (hasIntervals ? [.init(bar.lower), .init(bar.upper)] : [])
            })
    }

    package var drawing: ChartDrawing {
        var svg = SVGElements()
        let rows = BarRows(
            bars,
            above: mark == nil ? 0 : ChartText.line)
        let texts = bars.map { axis.quantity.text($0.value) }
        let room = (texts.map { ChartText.width($0) }.max() ?? 0) + 14
        let frame = RowAxis(
            axis, extent, rows, rightRoom: room)
        ChartTexture.patterns(chart: name, &svg)
        frame.draw(&svg)
        rows.draw(&svg)
        var reaches: [Double] = []
        for (bar, place) in zip(bars, rows.places) {
            reaches.append(draw(bar, top: place.top, frame.scale, &svg))
        }
        let zero = frame.scale.position(0)
        if frame.scale.domain.lowerBound < 0 { svg.line(zero, rows.top, zero, rows.bottom, "axis") }
        if let mark {
            let x = frame.scale.position(mark.value)
            let isLeft = x + ChartText.width(mark.label) > ChartDocument.width - 4
            svg.line(x, rows.top - 4, x, rows.bottom, "mark", title: mark.label)
            svg.label(mark.label, x, rows.top - 9, anchor: isLeft ? .end : .start)
        }
        // Over the mark, where it goes through them.
        for (index, place) in rows.places.enumerated() {
            svg.label(texts[index], reaches[index] + 8, place.top + 18, "halo")
        }
        return ChartDrawing(height: frame.end, elements: svg.text)
    }

    /// Draws a bar with its interval; returns how far to the right both reach.
    private func draw(_ bar: Bar, top: Double, _ scale: ChartScale, _ svg: inout SVGElements) -> Double {
        let text = axis.quantity.text(bar.value)
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
        return reach
    }
}
