extension StackedBarChart {
    package var vegaLite: JSONValue {
        let bar: [(String, JSONValue)] = [
            ("x", VegaLite.axis(axis, values: bars.map(\.total) + [0])),
            ("y", VegaLite.names(labelColumn, bars.map(\.label))),
            ("color", VegaLite.colours(partColumn, parts)),
            ("order", ["field": "part_rank", "type": "quantitative"]),
        ]
        return VegaLite.rows(
            self,
            [VegaLite.layer("bar", [("tooltip", true), ("stroke", "white"), ("strokeWidth", 0.5)], bar)],
            groupColumn, bars,
            // Parts that a bar does not have are no marks.
            transform: [
                ["filter": .string(VegaLite.datum(axis.column))],
                VegaLite.rank(of: partColumn, parts, as: "part_rank"),
            ])
    }
}
