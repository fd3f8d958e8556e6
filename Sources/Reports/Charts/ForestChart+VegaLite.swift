extension ForestChart {
    package var vegaLite: JSONValue {
        let label = ("y", VegaLite.names(labelColumn, rows.map(\.label)))
        let shown = Verdict.allCases.filter { verdict in rows.contains { $0.verdict == verdict } }
        let names = shown.map(\.rawValue)
        let hues: [JSONValue] = shown.map { .string($0.hue) }
        // By conditions, not by a scale, which would have a legend of its own.
        let colour: (String, JSONValue) = (
            "color",
            [
                "condition": .array(
                    shown.map {
                        [
                            "test": .string(
                                "\(VegaLite.datum("verdict")) == \(VegaLite.quoted($0.rawValue))"),
                            "value": .string($0.hue),
                        ]
                    }), "value": "black",
            ]
        )
        var layers = [
            VegaLite.single("rule", [("color", "#1a1a1a"), ("opacity", 0.65)], [("x", ["datum": 0])])
        ]
        // Of one replication there are none.
        if rows.contains(where: { $0.lower != nil }) {
            layers.append(
                VegaLite.layer(
                    "rule", [("strokeWidth", 2)],
                    [
                        ("x", VegaLite.axis(axis, values: extent, field: "\(axis.column)_lower")),
                        ("x2", ["field": .string(VegaLite.escaped("\(axis.column)_upper"))]), label, colour,
                    ]))
        }
        layers.append(
            VegaLite.layer(
                "point", [("filled", true), ("size", 90), ("opacity", 1), ("tooltip", true)],
                [
                    ("x", VegaLite.axis(axis, values: extent)), label,
                    ("color", VegaLite.scale("verdict", names, hues)),
                    ("shape", VegaLite.scale("verdict", names, shown.map { .string($0.shape) })),
                ]))
        return VegaLite.rows(
            self, layers, groupColumn, rows)
    }
}

extension ForestChart.Verdict {
    /// Its shape as Vega-Lite has it.
    fileprivate var shape: String {
        switch self {
        case .better: "diamond"
        case .worse: "square"
        case .undecided: "circle"
        case .equal: "stroke"
        }
    }
}
