/// A row of a chart with names on the left.
protocol NamedRow {
    /// The heading under which it stands, beside others of the same; nil for none.
    var group: String? { get }
    var label: String { get }
}

extension Sequence where Element: NamedRow {
    /// Whether some row stands under a heading.
    var hasGroups: Bool { contains { $0.group != nil } }
}

/// Where the rows of a chart with names on the left lie: names in a column, or above their rows where they are long.
struct BarRows {
    /// Where one row lies.
    struct Place {
        /// The heading and its baseline; nil where no group begins.
        let heading: (text: String, baseline: Double)?
        let label: String
        let labelBaseline: Double
        /// The top of its bar.
        let top: Double
    }

    static let barHeight = 24.0
    private static let widestColumn = 215.0

    let places: [Place]
    /// Where bars begin.
    let left: Double
    let top: Double
    let bottom: Double
    private let labelsAbove: Bool

    /// Rows below `above`.
    init(_ rows: [some NamedRow], above: Double) {
        let widest = rows.map { ChartText.width($0.label) }.max() ?? 0
        labelsAbove = widest > Self.widestColumn
        left = labelsAbove ? 12 : widest + 16
        var y = above + 6
        top = above
        var group: String?
        var places: [Place] = []
        for row in rows {
            var heading: (String, Double)?
            if let name = row.group, name != group {
                y += group == nil ? 0 : 12
                heading = (ChartText.fitted(name, ChartDocument.width - 16), y + 22)
                y += ChartText.line + 3
            }
            group = row.group
            if labelsAbove {
                places.append(
                    Place(
                        heading: heading, label: ChartText.fitted(row.label, ChartDocument.width - 24),
                        labelBaseline: y + 20, top: y + ChartText.line))
                y += ChartText.line + Self.barHeight + 10
            } else {
                places.append(
                    Place(heading: heading, label: row.label, labelBaseline: y + 18, top: y))
                y += Self.barHeight + 10
            }
        }
        self.places = places
        bottom = y + 2
    }

    /// Draws headings and names.
    func draw(_ svg: inout SVGElements) {
        for place in places {
            if let heading = place.heading { svg.label(heading.text, 4, heading.baseline, "strong halo") }
            if labelsAbove {
                svg.label(place.label, left, place.labelBaseline, "halo")
            } else {
                svg.label(place.label, left - 9, place.labelBaseline, anchor: .end)
            }
        }
    }
}

/// The axis below rows: grid, ticks and title.
struct RowAxis {
    let scale: ChartScale
    private let ticks: [ChartAxis.Tick]
    private let title: AxisTitle
    private let rows: BarRows
    /// Where the picture ends.
    let end: Double

    /// An axis from the rows' left end on, with room on its right.
    init(_ axis: ChartAxis, _ values: [Double], _ rows: BarRows, rightRoom: Double) {
        self.rows = rows
        var ticks: [ChartAxis.Tick] = []
        var scale = ChartScale(domain: 0...1, from: 0, to: 1)
        for most in (2...7).reversed() {
            let plan = ChartTicks(axis, values: values, most: most)
            let last = plan.ticks.last.map { ChartText.width($0.label) / 2 } ?? 0
            let first = plan.ticks.first.map { ChartText.width($0.label) / 2 } ?? 0
            scale = ChartScale(
                domain: plan.domain, isLogarithmic: axis.spacing == .logarithmic,
                from: max(rows.left, first + 2),
                to: ChartDocument.width - max(rightRoom, last + 2))
            ticks = plan.ticks
            if PlotArea.fit(ticks, scale) { break }
        }
        self.ticks = ticks
        self.scale = scale
        title = AxisTitle(axis.title)
        end = rows.bottom + 34 + title.height
    }

    func draw(_ svg: inout SVGElements) {
        for tick in ticks {
            let place = scale.position(tick.value)
            svg.line(place, rows.top, place, rows.bottom, "grid")
            svg.line(place, rows.bottom, place, rows.bottom + 6, "axis")
            svg.label(tick.label, place, rows.bottom + 29, anchor: .middle)
        }
        svg.line(scale.from, rows.bottom, scale.to, rows.bottom, "axis")
        title.draw(below: rows.bottom, from: scale.from, to: scale.to, &svg)
    }
}
