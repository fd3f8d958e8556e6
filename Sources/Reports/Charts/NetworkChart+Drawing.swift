import Foundation

extension NetworkChart {
    private static let column = 236.0
    private static let hubLeft = 282.0
    private static let hubWidth = 156.0
    private static let lineHeight = 26.0

    package var drawing: ChartDrawing {
        var svg = SVGElements()
        let left = Self.bundles(sites)
        let right = Self.bundles(readers)
        let top = ChartText.line * 2 + 10
        let hubLines = hubs.map { hub in
            ([hub.name] + hub.details).map { ChartText.wrapped($0, Self.hubWidth - 6) }
        }
        let hubHeights = hubLines.map { Double($0.joined().count) * ChartText.line + 22 }
        let hubsHeight = hubHeights.reduce(0, +) + Double(max(0, hubs.count - 1)) * 60
        let height = [hubsHeight + 20, Self.height(left), Self.height(right)].max() ?? 0
        svg.label("Sites", 8, 22, "strong")
        svg.label(
            hubs.count > 1 ? "Hubs" : "Hub", Self.hubLeft + Self.hubWidth / 2, 22, "strong", anchor: .middle)
        svg.label("Readers", ChartDocument.width - 8, 22, "strong", anchor: .end)
        svg.label(
            "The thicker a line, the faster", ChartDocument.width / 2, 24 + ChartText.line, "soft",
            anchor: .middle)
        // The first hub, to which the lines go, and its height.
        let hubTop = top + (height - hubsHeight) / 2
        let hubHeight = hubHeights.first ?? 0
        draw(left, isLeft: true, top, height, hubTop, hubHeight, &svg)
        draw(right, isLeft: false, top, height, hubTop, hubHeight, &svg)
        var y = hubTop
        for (index, hub) in hubs.enumerated() {
            if index > 0 {
                svg.line(
                    Self.hubLeft + Self.hubWidth / 2, y - 60, Self.hubLeft + Self.hubWidth / 2, y,
                    "rule k4 d3",
                    title: "Copies, and each stands in for the other")
            }
            draw(hub, hubLines[index], y, hubHeights[index], &svg)
            y += hubHeights[index] + 60
        }
        return ChartDrawing(height: top + height + 8, elements: svg.text)
    }

    /// The room that a side needs.
    private static func height(_ bundles: [Bundle]) -> Double {
        Double(bundles.count) * (Double(bundles.map { lines($0).count }.max() ?? 0) * lineHeight + 16)
    }

    /// The text at a line's end: its name, and what it is like, in as many lines as they need.
    private static func lines(_ bundle: Bundle) -> [(text: String, kind: String)] {
        let room = column - 14
        let whole = bundle.details.joined(separator: ", ")
        let details = ChartText.width(whole) <= room ? [whole] : bundle.details
        return ChartText.wrapped(bundle.title, room).map { ($0, "") }
            + details.flatMap { ChartText.wrapped($0, room) }.map { ($0, "soft") }
    }

    private func draw(
        _ hub: Hub, _ lines: [[String]], _ y: Double, _ height: Double, _ svg: inout SVGElements
    ) {
        svg.group("g", ["class": "k4"], title: ([hub.name] + hub.details).joined(separator: ", ")) { svg in
            svg.add(
                "rect",
                [
                    "x": ChartNumber.coordinate(Self.hubLeft), "y": ChartNumber.coordinate(y),
                    "width": ChartNumber.coordinate(Self.hubWidth), "height": ChartNumber.coordinate(height),
                    "rx": "8", "class": "open",
                ])
        }
        let names = lines.first?.count ?? 0
        for (index, text) in lines.joined().enumerated() {
            svg.label(
                text, Self.hubLeft + Self.hubWidth / 2, y + 30 + Double(index) * ChartText.line,
                index < names ? "strong" : "soft", anchor: .middle)
        }
    }

    private func draw(
        _ bundles: [Bundle], isLeft: Bool, _ top: Double, _ height: Double, _ hubTop: Double,
        _ hubHeight: Double,
        _ svg: inout SVGElements
    ) {
        guard !bundles.isEmpty else { return }
        let pitch = height / Double(bundles.count)
        for (index, bundle) in bundles.enumerated() {
            let middle = top + (Double(index) + 0.5) * pitch
            let near = isLeft ? Self.column + 4 : ChartDocument.width - Self.column - 4
            let far = isLeft ? Self.hubLeft : Self.hubLeft + Self.hubWidth
            // Each line has a place of its own at the hub.
            let end = hubTop + hubHeight * (Double(index) + 1) / Double(bundles.count + 1)
            let bend = (near + far) / 2
            let point = { (x: Double, y: Double) in
                "\(ChartNumber.coordinate(x)) \(ChartNumber.coordinate(y))"
            }
            let width = bundle.megabitsPerSecond.map(Self.thickness) ?? 1.5
            svg.group(
                "g", ["class": isLeft ? "k1" : "k3"],
                title: "\(bundle.title): \(bundle.details.joined(separator: ", "))"
            ) { svg in
                svg.add(
                    "path",
                    [
                        "d":
                            "M\(point(near, middle))C\(point(bend, middle)) \(point(bend, end)) \(point(far, end))",
                        "class": bundle.megabitsPerSecond == nil ? "wire d3" : "wire",
                        "stroke-width": ChartNumber.coordinate(width),
                    ])
                svg.add(
                    "circle",
                    [
                        "cx": ChartNumber.coordinate(near), "cy": ChartNumber.coordinate(middle), "r": "5",
                        "class": "fill",
                    ])
            }
            let x = isLeft ? 8 : ChartDocument.width - 8
            let anchor: SVGElements.Anchor = isLeft ? .start : .end
            let lines = Self.lines(bundle)
            let first = middle - Double(lines.count) * Self.lineHeight / 2 + 19
            for (row, line) in lines.enumerated() {
                svg.label(line.text, x, first + Double(row) * Self.lineHeight, line.kind, anchor: anchor)
            }
        }
    }

    /// The thickness of a line: a pixel and a half more for each power of ten.
    static func thickness(_ megabits: Double) -> Double {
        max(1, min(9, 1.5 + 1.5 * log10(max(0.1, megabits))))
    }
}
