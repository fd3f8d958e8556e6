extension CurveChart {
    /// The most points of a series that have a tooltip each; of longer ones every second, third … has.
    private static let mostTooltips = 60
    /// The most points of a series that have a marker each.
    private static let mostMarkers = 25

    package var drawing: ChartDrawing {
        var svg = SVGElements()
        let (xs, ys) = extent
        let direct = directLabels(xs, ys)
        let isMarked = series.contains { $0.shape == .lineWithMarkers || $0.shape == .markers }
        let legend = ChartLegend(
            direct == nil && series.count > 1
                ? series.enumerated().map { .init(name: $1.name, index: $0) } : [],
            isMarked ? .markedLine : .line)
        // Where the marks' labels go is known when the axis is.
        let rows = MarkRows(
            marks.filter { $0.axis == .x }, PlotArea(x, xs, y, ys, above: 0, rightRoom: direct?.room ?? 14).x
        ).rows
        let area = PlotArea(
            x, xs, y, ys, above: legend.height, marksRoom: Double(rows.count) * ChartText.line,
            rightRoom: direct?.room ?? 14)
        legend.draw(8, 0, chart: name, &svg)
        area.draw(&svg)
        draw(rows, area, &svg)
        for (index, series) in series.enumerated() {
            svg.group("g", ["class": ChartStyle.colour(index)], title: series.name) { svg in
                draw(series, index, area, &svg)
            }
        }
        if let direct {
            for (index, series) in series.enumerated() {
                svg.label(series.name, area.right + 10, direct.places[index] + area.top + 6, "strong")
            }
        }
        return ChartDrawing(height: area.end, elements: svg.text)
    }

    // MARK: Curves

    private func draw(_ series: Series, _ index: Int, _ area: PlotArea, _ svg: inout SVGElements) {
        let isStep = series.shape == .steps
        for run in series.intervalRuns {
            let upper = run.map { ($0.x, $0.upper ?? $0.y) }
            let lower = run.map { ($0.x, $0.lower ?? $0.y) }
            svg.add(
                "path",
                [
                    "d": path(upper, area, isStep) + path(lower.reversed(), area, isStep, isReversed: true)
                        + "Z",
                    "class": "band",
                ])
        }
        if series.shape != .markers {
            svg.add(
                "path",
                [
                    "d": path(series.points.map { ($0.x, $0.y) }, area, isStep),
                    "class": "line \(ChartStyle.dash(index))",
                ])
        }
        let showsMarkers =
            series.shape == .lineWithMarkers && series.points.count <= Self.mostMarkers
            || series.shape == .markers || series.points.count == 1
        let each = (series.points.count + Self.mostTooltips - 1) / Self.mostTooltips
        for (place, point) in series.points.enumerated() where showsMarkers || place % each == 0 {
            let (left, top) = (area.x.position(point.x), area.y.position(point.y))
            if showsMarkers {
                ChartMarker.draw(index, left, top, &svg, title: tooltip(series, point))
            } else {
                svg.add(
                    "circle",
                    [
                        "cx": ChartNumber.coordinate(left), "cy": ChartNumber.coordinate(top), "r": "8",
                        "class": "hit",
                    ], title: tooltip(series, point))
            }
        }
    }

    private func tooltip(_ series: Series, _ point: Point) -> String {
        let interval =
            if let lower = point.lower, let upper = point.upper {
                " (\(y.quantity.text(lower)) to \(y.quantity.text(upper)))"
            } else { "" }
        return "\(series.name), \(x.quantity.text(point.x)): \(y.quantity.text(point.y))\(interval)"
    }

    private func path(
        _ points: [(Double, Double)], _ area: PlotArea, _ isStep: Bool, isReversed: Bool = false
    ) -> String {
        var text = ""
        var previous: (x: String, y: String)?
        for (pointX, pointY) in points {
            let place = (
                x: ChartNumber.coordinate(area.x.position(pointX)),
                y: ChartNumber.coordinate(area.y.position(pointY))
            )
            if let before = previous, isStep {
                // Backwards the value changes first.
                text += isReversed ? "L\(before.x) \(place.y)" : "L\(place.x) \(before.y)"
            }
            text += "\(previous == nil && !isReversed ? "M" : "L")\(place.x) \(place.y)"
            previous = place
        }
        return text
    }

    // MARK: Labels

    /// Names at the ends of the curves, where they are short and stand apart; else there is a legend.
    private func directLabels(_ xs: [Double], _ ys: [Double]) -> (room: Double, places: [Double])? {
        let widest = series.map { ChartText.width($0.name) * 1.06 }.max() ?? 0
        guard series.count > 1, series.count <= 6, widest <= 190 else { return nil }
        let room = widest + 16
        let area = PlotArea(x, xs, y, ys, above: 0, rightRoom: room)
        let ends = series.compactMap { series in
            series.points.last.map { (area.x.position($0.x), area.y.position($0.y) - area.top) }
        }
        guard ends.count == series.count, ends.allSatisfy({ area.right - $0.0 < 30 }) else { return nil }
        let height = area.bottom - area.top
        var places = ends.map(\.1)
        let order = places.indices.sorted { (places[$0], $0) < (places[$1], $1) }
        for (one, next) in zip(order, order.dropFirst()) {
            places[next] = max(places[next], places[one] + ChartText.line - 3)
        }
        if let last = order.last, places[last] > height { places[last] = height }
        for (next, one) in zip(order.reversed(), order.reversed().dropFirst()) {
            places[one] = min(places[one], places[next] - ChartText.line + 3)
        }
        let isNear = zip(places, ends).allSatisfy { abs($0 - $1.1) < 34 }
        return isNear ? (room, places) : nil
    }

    private func draw(
        _ rows: [[MarkRows.Item]], _ area: PlotArea,
        _ svg: inout SVGElements
    ) {
        for (index, row) in rows.enumerated() {
            // The first row stands lowest, nearest to the area.
            let baseline = area.top - 8 - Double(index) * ChartText.line
            for item in row {
                if let interval = item.mark.interval {
                    let (from, to) = (
                        area.x.position(interval.lowerBound), area.x.position(interval.upperBound)
                    )
                    svg.rectangle(from, area.top, max(1, to - from), area.bottom - area.top, "zone")
                }
                svg.line(item.x, baseline + 4, item.x, area.bottom, "mark", title: item.mark.label)
                svg.label(item.mark.label, item.x, baseline, anchor: item.anchor)
            }
        }
        for mark in marks where mark.axis == .y {
            let place = area.y.position(mark.value)
            if let interval = mark.interval {
                let (from, to) = (area.y.position(interval.upperBound), area.y.position(interval.lowerBound))
                svg.rectangle(area.left, from, area.right - area.left, max(1, to - from), "zone")
            }
            svg.line(area.left, place, area.right, place, "mark", title: mark.label)
            let label = ChartText.fitted(mark.label, area.right - area.left - 8)
            let spot = quietest(label, place, area)
            svg.label(label, spot.x, spot.y, "halo", anchor: spot.anchor)
        }
    }
}

extension CurveChart {
    /// Where the label of a horizontal mark covers the fewest points: left or right, above or below.
    private func quietest(_ label: String, _ place: Double, _ area: PlotArea)
        -> (x: Double, y: Double, anchor: SVGElements.Anchor)
    {
        let width = ChartText.width(label)
        let points = series.flatMap { series in
            series.points.map { (area.x.position($0.x), area.y.position($0.y)) }
        }
        var best: (count: Int, spot: (x: Double, y: Double, anchor: SVGElements.Anchor))?
        for (isRight, isBelow) in [(true, false), (false, false), (true, true), (false, true)] {
            let left = isRight ? area.right - 6 - width : area.left + 6
            let top = isBelow ? place : place - ChartText.line
            guard top > area.top - 4, top + ChartText.line < area.bottom else { continue }
            let covered = points.count { x, y in
                x > left - 8 && x < left + width + 8 && y > top - 8 && y < top + ChartText.line + 8
            }
            if covered < best?.count ?? .max {
                best = (
                    covered,
                    (
                        isRight ? area.right - 6 : area.left + 6, isBelow ? place + 22 : place - 8,
                        isRight ? .end : .start
                    )
                )
            }
        }
        return best?.spot ?? (area.left + 6, place - 8, .start)
    }
}

extension CurveChart.Series {
    /// Stretches of points that have intervals, each of two points at least.
    var intervalRuns: [[CurveChart.Point]] {
        var runs: [[CurveChart.Point]] = [[]]
        for point in points {
            if point.lower != nil, point.upper != nil {
                runs[runs.count - 1].append(point)
            } else if runs[runs.count - 1] != [] {
                runs.append([])
            }
        }
        return runs.filter { $0.count > 1 }
    }
}
