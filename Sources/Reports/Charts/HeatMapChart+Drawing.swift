extension HeatMapChart {
    /// With more rows than this, hours of one colour are drawn as one, so that the picture stays small.
    private static let mostRowsWithTooltips = 12
    private static let cellHeight = 34.0

    package var drawing: ChartDrawing {
        var svg = SVGElements()
        let isEmpty = rows.contains { $0.values.contains { $0 == nil } }
        let legendEnd = drawLegend(hasEmpty: isEmpty, &svg)
        let widest = rows.map { ChartText.width($0.label) }.max() ?? 0
        let isAbove = Self.isAbove(rows.map(\.label))
        let left = isAbove ? 4.0 : widest + 14
        let right = ChartDocument.width - 4
        let pitch = (isAbove ? ChartText.line : 0) + Self.cellHeight + 6
        let top = legendEnd + 12
        let scale = ChartScale(domain: 0...Double(Self.hours), from: left, to: right)
        let domain = domain
        for (index, row) in rows.enumerated() {
            let y = top + Double(index) * pitch + (isAbove ? ChartText.line : 0)
            draw(row, y, scale, domain, &svg)
        }
        let bottom = top + Double(rows.count) * pitch - 4
        for (day, weekday) in ChartAxis.weekdays.enumerated() {
            let x = scale.position(Double(day * 24))
            svg.line(x, top, x, bottom + 8, "axis")
            svg.label(weekday, scale.position(Double(day * 24 + 12)), bottom + 27, anchor: .middle)
        }
        svg.line(right, top, right, bottom + 8, "axis")
        svg.line(left, bottom, right, bottom, "axis")
        // Over the lines of days where they stand above their rows.
        for (index, row) in rows.enumerated() {
            let y = top + Double(index) * pitch + (isAbove ? ChartText.line : 0)
            if isAbove {
                svg.label(ChartText.fitted(row.label, ChartDocument.width - 8), left, y - 8, "halo")
            } else {
                svg.label(row.label, left - 9, y + 24, anchor: .end)
            }
        }
        return ChartDrawing(height: bottom + 38, elements: svg.text)
    }

    private func draw(
        _ row: Row, _ y: Double, _ scale: ChartScale, _ domain: ClosedRange<Double>, _ svg: inout SVGElements
    ) {
        let hasTooltips = rows.count <= Self.mostRowsWithTooltips
        var hour = 0
        while hour < Self.hours {
            let step = row.values[hour].map { self.step($0) }
            var end = hour + 1
            while end < Self.hours, row.values[end].map({ self.step($0) }) == step,
                !hasTooltips || row.values[end] == row.values[hour]
            {
                end += 1
            }
            let (from, to) = (scale.position(Double(hour)), scale.position(Double(end)))
            let moment = "\(ChartAxis.weekdays[hour / 24]) \(hour % 24 < 10 ? "0" : "")\(hour % 24):00"
            if let step {
                let text = row.values[hour].map { value.quantity.text($0) } ?? ""
                svg.rectangle(
                    from, y, to - from, Self.cellHeight, "cell h\(step)",
                    title: hasTooltips ? "\(row.label), \(moment): \(text)" : nil)
            } else {
                svg.line(from, y + Self.cellHeight / 2, to, y + Self.cellHeight / 2, "grid")
            }
            hour = end
        }
    }

    /// Nine boxes between the ends of the scale; returns where the legend ends.
    private func drawLegend(hasEmpty: Bool, _ svg: inout SVGElements) -> Double {
        let count = ChartStyle.light.count
        let low = value.quantity.text(domain.lowerBound)
        let high = value.quantity.text(domain.upperBound)
        svg.label(ChartText.fitted(value.title, ChartDocument.width - 16), 8, 20, "soft")
        let y = ChartText.line + 4
        var x = 8 + ChartText.width(low) + 8
        svg.label(low, x - 8, y + 18, anchor: .end)
        for step in 0..<count {
            svg.rectangle(x, y, 22, 24, "cell h\(step)")
            x += 22
        }
        svg.label(high, x + 8, y + 18)
        x += 8 + ChartText.width(high) + 22
        guard hasEmpty else { return y + 30 }
        var end = y
        let room = x + 40 + ChartText.width(emptyLabel)
        if room > ChartDocument.width {
            x = 8
            end += ChartText.line + 2
        }
        svg.line(x, end + 12, x + 30, end + 12, "axis")
        svg.label(ChartText.fitted(emptyLabel, ChartDocument.width - 50), x + 38, end + 18)
        return end + 30
    }
}
