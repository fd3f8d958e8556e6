extension HeatMapChart {
    package var vegaLite: JSONValue {
        let hasEmpty = rows.contains { $0.values.contains { $0 == nil } }
        let horizontal = VegaLite.axis(.hoursOfWeek(), values: [])
        let format = if case .share = value.quantity { ".0%" } else { "~g" }
        return VegaLite.specification(
            self, subtitle: hasEmpty ? "no colour: \(emptyLabel)" : nil,
            [
                ("width", 640), ("height", ["step": 36]),
                (
                    "transform",
                    [
                        ["filter": .string("isValid(\(VegaLite.datum(value.column)))")],
                        [
                            "filter": [
                                "field": .string(labelColumn), "oneOf": VegaLite.texts(rows.map(\.label)),
                            ]
                        ],
                        ["calculate": "datum.hour_of_week + 1", "as": "end"],
                    ]
                ),
                ("mark", ["type": "rect", "tooltip": true]),
                (
                    "encoding",
                    [
                        "x": horizontal, "x2": ["field": "end"],
                        "y": VegaLite.names(labelColumn, rows.map(\.label)),
                        "color": [
                            "field": .string(VegaLite.escaped(value.column)), "type": "quantitative",
                            "title": .string(VegaLite.title(value)),
                            "scale": [
                                "type": "quantize",
                                "domain": [.number(domain.lowerBound), .number(domain.upperBound)],
                                "range": VegaLite.texts(ChartStyle.light),
                            ], "legend": ["format": .string(format), "gradientLength": 300],
                        ],
                    ]
                ),
            ])
    }
}
