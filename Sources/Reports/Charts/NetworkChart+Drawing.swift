extension NetworkChart {
    package var drawing: ChartDrawing {
        let layout = NetworkLayout(self)
        var svg = SVGElements()
        for wire in layout.wires { Self.draw(wire, &svg) }
        for (above, below) in zip(layout.boxes, layout.boxes.dropFirst()) {
            svg.line(
                NetworkLayout.hubMiddle, above.bottom, NetworkLayout.hubMiddle, below.top, "rule k4 d3",
                title: "Copies, and each stands in for the other")
        }
        for box in layout.boxes {
            let title = ([box.hub.name] + box.hub.details).joined(separator: ", ")
            svg.group("g", ["class": "k4"], title: title) { svg in
                svg.add(
                    "rect",
                    [
                        "x": ChartNumber.coordinate(NetworkLayout.hubLeft),
                        "y": ChartNumber.coordinate(box.top),
                        "width": ChartNumber.coordinate(NetworkLayout.hubWidth),
                        "height": ChartNumber.coordinate(box.height), "rx": "8", "class": "open hub",
                    ])
            }
        }
        for label in layout.labels {
            svg.label(label.text, label.place.x, label.place.y, label.kind, anchor: label.anchor)
        }
        return ChartDrawing(height: layout.height, elements: svg.text)
    }

    private static func draw(_ wire: NetworkLayout.Wire, _ svg: inout SVGElements) {
        func point(_ place: NetworkLayout.Place) -> String {
            "\(ChartNumber.coordinate(place.x)) \(ChartNumber.coordinate(place.y))"
        }
        let (one, two) = wire.bends
        svg.group(
            "g", ["class": wire.isSite ? "k1" : "k3"],
            title: "\(wire.bundle.title): \(wire.bundle.details.joined(separator: ", "))"
        ) { svg in
            svg.add(
                "path",
                [
                    "d": "M\(point(wire.near))C\(point(one)) \(point(two)) \(point(wire.far))",
                    "class": wire.isLine ? "wire" : "wire d3",
                    "stroke-width": ChartNumber.coordinate(wire.thickness),
                ])
            svg.add(
                "circle",
                [
                    "cx": ChartNumber.coordinate(wire.near.x), "cy": ChartNumber.coordinate(wire.near.y),
                    "r": "5", "class": "fill",
                ])
        }
    }
}
