extension CurveChart {
    package var vegaLite: JSONValue {
        let colour: [(String, JSONValue)] = [
            ("color", VegaLite.field(key, "nominal", title: "")),
            ("strokeDash", VegaLite.field(key, "nominal", title: "")),
        ]
        let horizontal = ("x", VegaLite.axis(x))
        let interpolation: JSONValue =
            series.allSatisfy { $0.shape == .steps } ? .string("step-after") : .string("linear")
        var layers: [JSONValue] = []
        if hasIntervals {
            layers.append(
                .object([
                    (
                        "mark",
                        .object([
                            ("type", .string("area")), ("opacity", .number(0.2)),
                            ("interpolate", interpolation),
                        ])
                    ),
                    (
                        "encoding",
                        .object([
                            horizontal, ("y", VegaLite.axis(y, field: "\(y.column)_lower")),
                            ("y2", .object([("field", .string("\(y.column)_upper"))])), colour[0],
                        ])
                    ),
                ]))
        }
        let hasMarkers = series.contains { $0.shape == .lineWithMarkers }
        let isScatter = !series.isEmpty && series.allSatisfy { $0.shape == .markers }
        layers.append(
            .object([
                (
                    "mark",
                    .object(
                        [
                            ("type", .string(isScatter ? "point" : "line")), ("tooltip", .bool(true)),
                        ] + (isScatter ? [] : [("interpolate", interpolation), ("point", .bool(hasMarkers))]))
                ),
                (
                    "encoding",
                    .object([horizontal, ("y", VegaLite.axis(y))] + (isScatter ? [colour[0]] : colour))
                ),
            ]))
        for mark in marks {
            layers.append(
                .object([
                    (
                        "mark",
                        .object([
                            ("type", .string("rule")), ("strokeDash", .array([.integer(6), .integer(4)])),
                        ])
                    ),
                    (
                        "encoding",
                        .object([
                            (mark.axis == .x ? "x" : "y", .object([("datum", .number(mark.value))])),
                            ("tooltip", .object([("value", .string(mark.label))])),
                        ])
                    ),
                ]))
        }
        return VegaLite.specification(self, [("layer", .array(layers))])
    }
}
