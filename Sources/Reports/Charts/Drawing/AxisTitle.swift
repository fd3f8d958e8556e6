/// The title below a horizontal axis, in as many lines as it needs, each as near to the middle of the axis as it has room.
struct AxisTitle {
    private let lines: [String]

    init(_ title: String) { lines = ChartText.wrapped(title, ChartDocument.width - 8) }

    /// What it takes below the labels of the ticks.
    var height: Double { Double(lines.count) * ChartText.line + 4 }

    /// Draws it below the labels of an axis whose line stands at `y`.
    func draw(below y: Double, from left: Double, to right: Double, _ svg: inout SVGElements) {
        for (index, line) in lines.enumerated() {
            let half = ChartText.width(line) / 2
            let middle = max(half + 4, min(ChartDocument.width - half - 4, (left + right) / 2))
            svg.label(line, middle, y + 29 + Double(index + 1) * ChartText.line, "soft", anchor: .middle)
        }
    }
}
