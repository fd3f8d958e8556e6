extension BarChart {
    package var vegaLite: JSONValue {
        let label = ("y", VegaLite.names(labelColumn, bars.map(\.label)))
        var bar: [(String, JSONValue)] = [("x", VegaLite.axis(axis, values: extent)), label]
        if let colours { bar.append(("color", colours)) }
        var layers = [
            VegaLite.layer(
                "bar", [("tooltip", true)] + (colours == nil ? [("color", .string(ChartStyle.hues[0]))] : []),
                bar)
        ]
        if hasIntervals {
            layers.append(
                VegaLite.layer(
                    "rule", [("strokeWidth", 1.5), ("color", "#1a1a1a")],
                    [
                        ("x", VegaLite.axis(axis, values: extent, field: "\(axis.column)_lower")),
                        ("x2", ["field": .string(VegaLite.escaped("\(axis.column)_upper"))]), label,
                    ]))
        }
        if let mark { layers += VegaLite.mark(true, mark.value, mark.label) }
        return VegaLite.rows(
            self, layers, groupColumn, bars,
            marksAbove: mark == nil ? 0 : 1)
    }

    /// Colours by what tells the bars apart; nil where all have the same.
    private var colours: JSONValue? {
        let places = Set(bars.map(\.series)).sorted()
        if let kinds {
            return VegaLite.colours(kinds.column, places.map { kinds.names[$0] }, places: places)
        }
        guard places.count > 1 else { return nil }
        let names = places.map { place in bars.first { $0.series == place }?.label ?? "" }
        return VegaLite.colours(labelColumn, names, places: places, hasLegend: false)
    }
}
