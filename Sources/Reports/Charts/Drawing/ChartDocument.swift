/// A chart as an SVG element: its marks with title, description, style and textures.
struct ChartDocument {
    /// The width of every chart in its own units; shown at 720 px on a screen, at half of it on a phone.
    static let width = 720.0

    private let chart: any Chart
    private let drawing: ChartDrawing

    init(_ chart: any Chart) {
        self.chart = chart
        drawing = chart.drawing
    }

    /// How much room of a sheet of paper it wants, as a class of the page's style; empty for a picture of usual height.
    var sheetClass: String {
        drawing.height > 1.3 * Self.width ? " whole" : drawing.height > 0.75 * Self.width ? " half" : ""
    }

    /// The element; with the title drawn above the marks when the picture is to stand alone.
    func text(hasHeading: Bool) -> String {
        // Bold letters are some eighth wider.
        let heading = hasHeading ? ChartText.wrapped(chart.title, (Self.width - 16) / 1.13) : []
        let top = Double(heading.count) * ChartText.line + (heading.isEmpty ? 0 : 14)
        var svg = SVGElements()
        let height = ChartNumber.coordinate(drawing.height + top)
        svg.group(
            "svg",
            [
                "xmlns": "http://www.w3.org/2000/svg", "class": "telerad-chart", "role": "img",
                "aria-labelledby": "\(chart.name)-title \(chart.name)-desc",
                "width": ChartNumber.coordinate(Self.width), "height": height,
                "viewBox":
                    "0 \(ChartNumber.coordinate(-top)) \(ChartNumber.coordinate(Self.width)) \(height)",
            ]
        ) { svg in
            svg.add("title", ["id": "\(chart.name)-title"], text: chart.title)
            svg.add("desc", ["id": "\(chart.name)-desc"], text: chart.summary)
            svg.add("<style>\(ChartStyle.sheet)</style>\n")
            for (index, line) in heading.enumerated() {
                svg.label(line, 8, -top + 28 + Double(index) * ChartText.line, "strong")
            }
            svg.add(drawing.elements)
        }
        return String(svg.text.dropLast())
    }
}
