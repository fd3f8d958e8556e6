/// Differences with their intervals around a line at zero; what each says is told by shape as well as by colour.
package struct ForestChart: Chart {
    /// What an interval says of a difference.
    package enum Verdict: String, Sendable, Hashable, CaseIterable {
        case better, worse, undecided, equal

        /// The place of its colour.
        private var place: Int {
            switch self {
            case .better: 0
            case .worse: 1
            case .undecided, .equal: 6
            }
        }

        var colour: String { ChartStyle.colour(place) }
        var hue: String { ChartStyle.hues[place] }
    }

    /// One difference.
    package struct Row: Sendable, Hashable, NamedRow {
        /// The heading under which it stands; nil for none.
        package let group: String?
        package let label: String
        package let value: Double
        package let lower: Double?
        package let upper: Double?
        package let verdict: Verdict

        package init(
            group: String? = nil, _ label: String, _ value: Double, lower: Double?, upper: Double?,
            verdict: Verdict
        ) {
            self.group = group
            self.label = label
            self.value = value
            self.lower = lower
            self.upper = upper
            self.verdict = verdict
        }
    }

    package let name: String
    package let title: String
    package let summary: String
    /// The axis of differences.
    package let axis: ChartAxis
    package let rows: [Row]
    /// The names of the table's columns for headings and rows.
    package let groupColumn: String
    package let labelColumn: String

    package init(
        name: String, title: String, summary: String, axis: ChartAxis, rows: [Row],
        groupColumn: String = "group",
        labelColumn: String
    ) {
        self.name = name
        self.title = title
        self.summary = summary
        self.axis = axis
        self.rows = rows
        self.groupColumn = groupColumn
        self.labelColumn = labelColumn
    }

    /// All that the axis must show.
    var extent: [Double] {
        rows.flatMap { row -> [Double] in [0, row.value, row.lower ?? row.value, row.upper ?? row.value] }
    }

    package var table: ChartTable {
        ChartTable(
            (rows.hasGroups ? [groupColumn] : []) + [
                labelColumn, axis.column, "\(axis.column)_lower", "\(axis.column)_upper", "verdict",
            ],
            rows.map { row in
                (rows.hasGroups ? [.text(row.group ?? "")] : []) + [
                    .text(row.label), .number(row.value), .init(row.lower), .init(row.upper),
                    .text(row.verdict.rawValue),
                ]
            })
    }

    package var drawing: ChartDrawing {
        var svg = SVGElements()
        drawLegend(&svg)
        let places = BarRows(rows, above: ChartText.line + 8)
        let texts = rows.map { axis.quantity.text($0.value, signed: true, inUnitOfAxis: true) }
        let room = (texts.map { ChartText.width($0) }.max() ?? 0) + 12
        let frame = RowAxis(axis, extent, places, rightRoom: room)
        frame.draw(&svg)
        let zero = frame.scale.position(0)
        svg.line(zero, places.top, zero, places.bottom, "axis zero")
        places.draw(&svg)
        for (index, row) in rows.enumerated() {
            draw(row, texts[index], places.places[index].top + BarRows.barHeight / 2, frame.scale, &svg)
            svg.label(
                texts[index], ChartDocument.width - 4, places.places[index].top + 18,
                row.verdict == .undecided ? "soft" : "", anchor: .end)
        }
        return ChartDrawing(height: frame.end, elements: svg.text)
    }

    private func draw(
        _ row: Row, _ text: String, _ middle: Double, _ scale: ChartScale, _ svg: inout SVGElements
    ) {
        let interval =
            if let lower = row.lower, let upper = row.upper {
                " (\(axis.quantity.text(lower, signed: true)) to \(axis.quantity.text(upper, signed: true)))"
            } else { "" }
        let place = [row.group, row.label].compactMap(\.self).joined(separator: ", ")
        svg.group(
            "g", ["class": row.verdict.colour], title: "\(place): \(text)\(interval), \(row.verdict.rawValue)"
        ) { svg in
            if let lower = row.lower, let upper = row.upper {
                let (from, to) = (scale.position(lower), scale.position(upper))
                svg.line(from, middle, to, middle, "rule interval")
                svg.line(from, middle - 7, from, middle + 7, "rule")
                svg.line(to, middle - 7, to, middle + 7, "rule")
            }
            Self.symbol(row.verdict, scale.position(row.value), middle, &svg)
        }
    }

    /// A diamond for better, a square for worse, an open circle for undecided, a bar for equal.
    private static func symbol(_ verdict: Verdict, _ x: Double, _ y: Double, _ svg: inout SVGElements) {
        switch verdict {
        case .better: ChartMarker.draw(3, x, y, &svg)
        case .worse: ChartMarker.draw(1, x, y, &svg)
        case .undecided:
            svg.add(
                "circle",
                [
                    "cx": ChartNumber.coordinate(x), "cy": ChartNumber.coordinate(y), "r": "6.5",
                    "class": "open",
                ])
        case .equal: svg.rectangle(x - 2.5, y - 8, 5, 16, "fill")
        }
    }

    private func drawLegend(_ svg: inout SVGElements) {
        var x = 12.0
        for verdict in Verdict.allCases where rows.contains(where: { $0.verdict == verdict }) {
            svg.group("g", ["class": verdict.colour]) { svg in Self.symbol(verdict, x + 8, 14, &svg) }
            svg.label(verdict.rawValue, x + 24, 20)
            x += 24 + ChartText.width(verdict.rawValue) + 24
        }
    }
}
