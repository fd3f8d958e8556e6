/// The frame in which marks are drawn: two axes with grid, ticks and titles, with room for their labels.
struct PlotArea {
    let x: ChartScale
    let y: ChartScale
    private let xTicks: [ChartAxis.Tick]
    private let yTicks: [ChartAxis.Tick]
    private let xTitle: AxisTitle
    private let yTitle: [String]
    private let titleEnd: Double
    let left: Double
    let right: Double
    let top: Double
    let bottom: Double
    /// Where the whole picture ends below.
    let end: Double

    /// An area below `above`, as high as said, with room above it for labels of marks and on its right for names.
    init(
        _ horizontal: ChartAxis, _ xs: [Double], _ vertical: ChartAxis, _ ys: [Double], above: Double,
        marksRoom: Double = 0, height: Double = 300, rightRoom: Double = 14
    ) {
        let yPlan = ChartTicks(vertical, values: ys, most: 6)
        yTicks = yPlan.ticks
        let widest = yPlan.ticks.map { ChartText.width($0.label) }.max() ?? 0
        left = widest + 14
        yTitle = vertical.title.isEmpty ? [] : ChartText.wrapped(vertical.title, ChartDocument.width - 16)
        titleEnd = above + Double(yTitle.count) * ChartText.line
        top = titleEnd + marksRoom + 16
        bottom = top + height
        var plan = ChartTicks(horizontal, values: xs, most: 7)
        var right = ChartDocument.width - rightRoom
        var ticks = plan.ticks
        for most in (2...7).reversed() {
            plan = ChartTicks(horizontal, values: xs, most: most)
            ticks = plan.ticks
            // The last label stays inside the picture.
            let last = plan.ticks.last.map { ChartText.width($0.label) / 2 } ?? 0
            right = min(ChartDocument.width - rightRoom, ChartDocument.width - last - 2)
            if horizontal.ticks != nil {
                ticks = Self.thinned(ticks, domain: plan.domain, left, right)
                break
            }
            if Self.fit(ticks, Self.scale(horizontal, plan.domain, left, right)) { break }
        }
        self.right = right
        xTicks = ticks
        x = Self.scale(horizontal, plan.domain, left, right)
        y = ChartScale(
            domain: yPlan.domain, isLogarithmic: vertical.spacing == .logarithmic, from: bottom, to: top)
        xTitle = AxisTitle(horizontal.title)
        end = bottom + 34 + xTitle.height
    }

    private static func scale(
        _ axis: ChartAxis, _ domain: ClosedRange<Double>, _ left: Double, _ right: Double
    )
        -> ChartScale
    {
        ChartScale(domain: domain, isLogarithmic: axis.spacing == .logarithmic, from: left, to: right)
    }

    /// Whether labels stand apart.
    static func fit(_ ticks: [ChartAxis.Tick], _ scale: ChartScale) -> Bool {
        zip(ticks, ticks.dropFirst()).allSatisfy { one, next in
            abs(scale.position(next.value) - scale.position(one.value))
                >= (ChartText.width(one.label) + ChartText.width(next.label)) / 2 + 10
        }
    }

    /// Every second, third … of given ticks, so that labels stand apart.
    private static func thinned(
        _ ticks: [ChartAxis.Tick], domain: ClosedRange<Double>, _ left: Double, _ right: Double
    ) -> [ChartAxis.Tick] {
        let scale = ChartScale(domain: domain, from: left, to: right)
        let inside = ticks.filter { domain.contains($0.value) }
        for each in 1...max(1, inside.count) {
            let kept = inside.enumerated().filter { $0.offset % each == 0 }.map(\.element)
            if fit(kept, scale) { return kept }
        }
        return Array(inside.prefix(1))
    }

    /// Draws grid, ticks and titles.
    func draw(_ svg: inout SVGElements) {
        for (index, line) in yTitle.enumerated() {
            svg.label(line, 8, titleEnd - Double(yTitle.count - 1 - index) * ChartText.line - 8, "soft")
        }
        for tick in yTicks {
            let place = y.position(tick.value)
            svg.line(left, place, right, place, "grid")
            svg.label(tick.label, left - 9, place + 6, anchor: .end)
        }
        for tick in xTicks {
            let place = x.position(tick.value)
            svg.line(place, top, place, bottom, "grid")
            svg.line(place, bottom, place, bottom + 6, "axis")
            svg.label(tick.label, place, bottom + 29, anchor: .middle)
        }
        svg.line(left, bottom, right, bottom, "axis")
        xTitle.draw(below: bottom, from: left, to: right, &svg)
    }
}
