/// Draws the diagram: boxes in columns, arrows between them, in the colours of the page.
///
/// Widths of texts are estimated at 0.56 em a letter, which is generous for the fonts that browsers have; texts that would
/// not fit are broken or cut.
extension ModelDiagram {
    private static let boxWidth = 158.0
    private static let gap = 52.0
    private static let lineHeight = 15.0
    private static let spacing = 18.0
    private static let letters = 22

    private struct Place {
        var x: Double
        var y: Double
        var height: Double
        var lines: [String]
        var middle: Double { y + height / 2 }
    }

    var svg: HTML {
        let places = self.places
        let width = Double(columns.count) * (Self.boxWidth + Self.gap) - Self.gap + 4
        let height = (places.map { $0.y + $0.height }.max() ?? 0) + 4
        var parts: [HTML] = [
            .element("title", [:], HTML("The way of studies: \(summary)")),
            .element(
                "defs", [:],
                .element(
                    "marker",
                    [
                        "id": "arrow", "viewBox": "0 0 8 8", "refX": "7", "refY": "4", "markerWidth": "7",
                        "markerHeight": "7", "orient": "auto",
                    ], .element("path", ["d": "M0,0 L8,4 L0,8 z", "class": "head"]))),
        ]
        parts += arrows.map { draw($0, places) }
        for (place, box) in zip(places, boxes) { parts.append(draw(box, place)) }
        return .element(
            "svg",
            [
                "xmlns": "http://www.w3.org/2000/svg",
                "viewBox": "0 -14 \(Self.number(width)) \(Self.number(height + 14))",
                "width": Self.number(width), "height": Self.number(height + 14), "role": "img",
                "aria-label": "The way of studies: \(summary)", "class": "diagram",
            ], parts)
    }

    /// Columns side by side, each in the middle of the highest.
    private var places: [Place] {
        var places = [Place](repeating: Place(x: 0, y: 0, height: 0, lines: []), count: boxes.count)
        var heights: [Double] = []
        for (column, members) in columns.enumerated() {
            var y = 2.0
            for box in members {
                let lines = ([boxes[box].title] + boxes[box].lines).flatMap(Self.broken)
                let height = Double(lines.count) * Self.lineHeight + 14
                places[box] = Place(
                    x: 2 + Double(column) * (Self.boxWidth + Self.gap), y: y, height: height, lines: lines)
                y += height + Self.spacing
            }
            heights.append(y - Self.spacing)
        }
        let highest = heights.max() ?? 0
        for (column, members) in columns.enumerated() {
            for box in members { places[box].y += (highest - heights[column]) / 2 }
        }
        return places
    }

    private func draw(_ box: Box, _ place: Place) -> HTML {
        let titleLines = Self.broken(box.title).count
        let texts = place.lines.enumerated().map { index, line in
            HTML.element(
                "text",
                [
                    "x": Self.number(place.x + Self.boxWidth / 2),
                    "y": Self.number(place.y + 18 + Double(index) * Self.lineHeight),
                    "class": index < titleLines ? "name" : "line",
                ], HTML(line))
        }
        return .element(
            "g", [:],
            [
                .element(
                    "rect",
                    [
                        "x": Self.number(place.x), "y": Self.number(place.y),
                        "width": Self.number(Self.boxWidth),
                        "height": Self.number(place.height), "rx": "5",
                    ])
            ] + texts)
    }

    private func draw(_ arrow: Arrow, _ places: [Place]) -> HTML {
        let (from, to) = (places[arrow.from], places[arrow.to])
        let isBelow = from.x == to.x
        let start =
            isBelow
            ? (from.x + Self.boxWidth / 2, from.y + from.height) : (from.x + Self.boxWidth, from.middle)
        let end = isBelow ? (to.x + Self.boxWidth / 2, to.y) : (to.x, to.middle)
        // The way round what stands between.
        let skips = to.x - from.x > Self.boxWidth + Self.gap + 1
        let bend = start.0 + Self.gap * 0.5
        let path: String
        if isBelow {
            path =
                "M\(Self.number(start.0)),\(Self.number(start.1)) L\(Self.number(end.0)),\(Self.number(end.1))"
        } else if skips {
            let over = (places.map(\.y).min() ?? 0) + 0.5
            let last = end.0 - Self.gap * 0.5
            path =
                "M\(Self.number(start.0)),\(Self.number(start.1)) C\(Self.number(bend)),\(Self.number(start.1)) "
                + "\(Self.number(bend)),\(Self.number(over)) \(Self.number(bend + 40)),\(Self.number(over)) "
                + "L\(Self.number(last - 40)),\(Self.number(over)) C\(Self.number(last)),\(Self.number(over)) "
                + "\(Self.number(last)),\(Self.number(end.1)) \(Self.number(end.0)),\(Self.number(end.1))"
        } else {
            path =
                "M\(Self.number(start.0)),\(Self.number(start.1)) C\(Self.number(bend)),\(Self.number(start.1)) "
                + "\(Self.number(bend)),\(Self.number(end.1)) \(Self.number(end.0)),\(Self.number(end.1))"
        }
        let line = HTML.element(
            "path",
            ["d": path, "class": arrow.isDashed ? "arrow dashed" : "arrow", "marker-end": "url(#arrow)"])
        guard !arrow.label.isEmpty else { return line }
        // Above the middle of the way round, or beside the way down.
        let at =
            isBelow
            ? (start.0 + 6, (start.1 + end.1) / 2 + 4, "label start")
            : ((start.0 + end.0) / 2, (places.map(\.y).min() ?? 0) - 3, "label")
        return .joined([
            line,
            .element(
                "text",
                ["x": Self.number(at.0), "y": Self.number(at.1), "class": at.2],
                HTML(arrow.label)),
        ])
    }

    /// Lines of a text that fit into a box.
    private static func broken(_ text: String) -> [String] {
        var lines: [String] = []
        for word in text.split(whereSeparator: \.isWhitespace) {
            let word = word.count > letters ? word.prefix(letters - 1) + "…" : word
            if let line = lines.last, line.count + word.count < letters {
                lines[lines.count - 1] = "\(line) \(word)"
            } else {
                lines.append(String(word))
            }
        }
        return lines
    }

    private static func number(_ value: Double) -> String {
        let text = Figure.fixed(value, 1)
        return text.hasSuffix(".0") ? String(text.dropLast(2)) : text
    }
}
