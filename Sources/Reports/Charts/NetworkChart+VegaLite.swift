extension NetworkChart {
    /// Wires, hubs and names where our own picture has them. The places stand in the specification itself: the table
    /// tells what lines are like, not where they are drawn.
    package var vegaLite: JSONValue {
        let layout = NetworkLayout(self)
        let sides = ["sites", "readers"]
        let hues: [JSONValue] = [.string(ChartStyle.hues[0]), .string(ChartStyle.hues[2])]
        let colour = ("color", VegaLite.scale("side", sides, hues, hasLegend: false))
        let x = ("x", Self.axis("x", end: ChartDocument.width, isDown: false))
        let y = ("y", Self.axis("y", end: layout.height, isDown: true))
        var layers: [JSONValue] = [
            Self.layer(
                layout.wires.enumerated().flatMap(Self.course), "line",
                [("opacity", 0.85), ("tooltip", true)],
                [
                    x, y, colour, ("detail", ["field": "wire", "type": "nominal"]),
                    ("strokeWidth", ["field": "thickness", "type": "quantitative", "scale": nil]),
                    (
                        "strokeDash",
                        [
                            "condition": ["test": "datum.bandwidth_mbps == null", "value": [3, 4]],
                            "value": [1, 0],
                        ]
                    ),
                ]),
            Self.layer(
                layout.wires.map { .object(Self.facts($0, $0.near)) }, "circle",
                [("size", 80), ("opacity", 1), ("tooltip", true)], [x, y, colour]),
        ]
        if layout.boxes.count > 1 {
            layers.append(
                Self.layer(
                    zip(layout.boxes, layout.boxes.dropFirst()).map { above, below in
                        [
                            "x": .number(NetworkLayout.hubMiddle), "y": .number(above.bottom),
                            "y2": .number(below.top),
                        ]
                    }, "rule",
                    [("color", .string(ChartStyle.hues[3])), ("strokeWidth", 2.5), ("strokeDash", [3, 4])],
                    [x, y, ("y2", ["field": "y2"])]))
        }
        layers.append(
            Self.layer(
                layout.boxes.map { box in
                    [
                        "x": .number(NetworkLayout.hubLeft),
                        "x2": .number(NetworkLayout.hubLeft + NetworkLayout.hubWidth),
                        "y": .number(box.top), "y2": .number(box.bottom), "hub": .string(box.hub.name),
                        "what": .string(box.hub.details.joined(separator: ", ")),
                    ]
                }, "rect",
                [
                    ("fill", "white"), ("stroke", .string(ChartStyle.hues[3])), ("strokeWidth", 2.5),
                    ("cornerRadius", 8), ("tooltip", true),
                ], [x, ("x2", ["field": "x2"]), y, ("y2", ["field": "y2"])]))
        for (anchor, align) in [(SVGElements.Anchor.start, "left"), (.middle, "center"), (.end, "right")] {
            let labels = layout.labels.filter { $0.anchor == anchor }
            layers.append(
                Self.layer(
                    labels.map { label in
                        [
                            "x": .number(label.place.x), "y": .number(label.place.y),
                            "text": .string(label.text), "kind": .string(label.kind),
                        ]
                    }, "text",
                    [("align", .string(align)), ("baseline", "alphabetic"), ("fontSize", 14)],
                    [
                        x, y, ("text", ["field": "text"]),
                        (
                            "opacity",
                            ["condition": ["test": "datum.kind == 'soft'", "value": 0.78], "value": 1]
                        ),
                    ]))
        }
        return VegaLite.specification(
            self, data: ["values": []],
            [
                ("width", .number(ChartDocument.width)), ("height", .number(layout.height)),
                ("layer", .array(layers)),
            ])
    }

    private static func axis(_ field: String, end: Double, isDown: Bool) -> JSONValue {
        [
            "field": .string(field), "type": "quantitative", "axis": nil,
            "scale": [
                "domain": [0, .number(end)], "nice": false, "zero": false, "reverse": .bool(isDown),
            ],
        ]
    }

    private static func layer(
        _ values: [JSONValue], _ mark: String, _ options: [(String, JSONValue)],
        _ encoding: [(String, JSONValue)]
    ) -> JSONValue {
        [
            "data": ["values": .array(values)], "mark": .object([("type", .string(mark))] + options),
            "encoding": .object(encoding),
        ]
    }

    /// Places along a wire, near enough to look like its curve.
    private static func course(_ index: Int, _ wire: NetworkLayout.Wire) -> [JSONValue] {
        wire.places(16).map { .object([("wire", .integer(index + 1))] + facts(wire, $0)) }
    }

    /// A place of a wire with what it is like.
    private static func facts(_ wire: NetworkLayout.Wire, _ place: NetworkLayout.Place) -> [(
        String, JSONValue
    )] {
        [
            ("x", .number(place.x)), ("y", .number(place.y)), ("side", wire.isSite ? "sites" : "readers"),
            ("name", .string(wire.bundle.title)),
            ("what", .string(wire.bundle.details.joined(separator: ", "))),
            ("bandwidth_mbps", wire.bundle.megabitsPerSecond.map { .number($0) } ?? .null),
            ("thickness", .number(wire.thickness)),
        ]
    }
}
