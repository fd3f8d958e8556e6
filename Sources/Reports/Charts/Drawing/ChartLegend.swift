/// Names of series beside a sample of each, in as many rows as they need.
struct ChartLegend {
    /// What a sample looks like.
    enum Sample { case line, markedLine, bar }

    /// A series in a legend.
    struct Entry {
        let name: String
        /// Its place among the series, from which colour, dash, marker and texture follow.
        let index: Int
    }

    private let rows: [[(entry: Entry, x: Double)]]
    private let sample: Sample
    private static let sampleWidth = 46.0

    init(_ entries: [Entry], _ sample: Sample, width: Double = ChartDocument.width - 16) {
        self.sample = sample
        var rows: [[(entry: Entry, x: Double)]] = []
        var x = Double.infinity
        for entry in entries {
            let name = ChartText.fitted(entry.name, width - Self.sampleWidth - 12)
            let needed = Self.sampleWidth + 8 + ChartText.width(name) + 22
            if x + needed - 22 > width {
                rows.append([])
                x = 0
            }
            rows[rows.count - 1].append((Entry(name: name, index: entry.index), x))
            x += needed
        }
        self.rows = rows
    }

    /// The room it takes, a gap below it included.
    var height: Double { rows.isEmpty ? 0 : Double(rows.count) * ChartText.line + 8 }

    /// Draws it with its upper left corner at a place.
    func draw(_ x: Double, _ y: Double, chart: String, _ svg: inout SVGElements) {
        for (index, row) in rows.enumerated() {
            let middle = y + Double(index) * ChartText.line + 14
            for (entry, offset) in row {
                let left = x + offset
                svg.group("g", ["class": ChartStyle.colour(entry.index)]) { svg in
                    switch sample {
                    case .line, .markedLine:
                        svg.line(
                            left, middle, left + Self.sampleWidth, middle,
                            "line \(ChartStyle.dash(entry.index))")
                        if sample == .markedLine {
                            ChartMarker.draw(entry.index, left + Self.sampleWidth / 2, middle, &svg)
                        }
                    case .bar:
                        svg.rectangle(left, middle - 10, Self.sampleWidth, 20, "fill")
                        ChartTexture.draw(
                            entry.index, left, middle - 10, Self.sampleWidth, 20, chart: chart, &svg)
                    }
                }
                svg.label(entry.name, left + Self.sampleWidth + 8, middle + 6)
            }
        }
    }
}

/// Shapes at the points of a line, one for each series.
enum ChartMarker {
    /// Draws the marker of the series at a place.
    static func draw(_ index: Int, _ x: Double, _ y: Double, _ svg: inout SVGElements, title: String? = nil) {
        func point(_ dx: Double, _ dy: Double) -> String {
            "\(ChartNumber.coordinate(x + dx)) \(ChartNumber.coordinate(y + dy))"
        }
        let path: String
        switch index % 5 {
        case 0:
            svg.add(
                "circle",
                [
                    "cx": ChartNumber.coordinate(x), "cy": ChartNumber.coordinate(y), "r": "6",
                    "class": "fill",
                ], title: title)
            return
        case 1: path = "M\(point(-6, -6))L\(point(6, -6))L\(point(6, 6))L\(point(-6, 6))Z"
        case 2: path = "M\(point(0, -7.5))L\(point(7.5, 6))L\(point(-7.5, 6))Z"
        case 3: path = "M\(point(0, -8.5))L\(point(8.5, 0))L\(point(0, 8.5))L\(point(-8.5, 0))Z"
        default: path = "M\(point(0, 7.5))L\(point(7.5, -6))L\(point(-7.5, -6))Z"
        }
        svg.add("path", ["d": path, "class": "fill"], title: title)
    }
}

/// Textures over the colours of bars, one for each series: plain, strokes one way, dots, strokes the other way.
enum ChartTexture {
    private static let count = 4

    /// The patterns that bars of a chart use; ids begin with the chart's name.
    static func patterns(chart: String, _ svg: inout SVGElements) {
        svg.group("defs", [:]) { svg in
            for index in 1..<count {
                svg.group(
                    "pattern",
                    [
                        "id": "\(chart)-texture-\(index)", "width": "10", "height": "10",
                        "patternUnits": "userSpaceOnUse",
                    ]
                ) { svg in
                    switch index {
                    case 1: svg.add("path", ["d": "M-2 2L2 -2M0 10L10 0M8 12L12 8", "class": "texture"])
                    case 2: svg.add("circle", ["cx": "5", "cy": "5", "r": "2.2", "class": "dots"])
                    default: svg.add("path", ["d": "M0 5L10 5", "class": "texture"])
                    }
                }
            }
        }
    }

    static func draw(
        _ index: Int, _ x: Double, _ y: Double, _ width: Double, _ height: Double, chart: String,
        _ svg: inout SVGElements
    ) {
        guard index % count > 0 else { return }
        svg.rectangle(x, y, width, height, "", fill: "url(#\(chart)-texture-\(index % count))")
    }
}
