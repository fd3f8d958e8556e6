extension CurveChart {
    package var vegaLite: JSONValue {
        let names = series.map(\.name)
        let isSingle = names.count == 1
        let horizontal = ("x", VegaLite.axis(x, values: extent.x))
        let vertical = ("y", VegaLite.axis(y, values: extent.y))
        let quiet = ("color", VegaLite.colours(key, names, hasLegend: false))
        let interpolation: (String, JSONValue) = (
            "interpolate", series.allSatisfy { $0.shape == .steps } ? "step-after" : "linear"
        )
        var layers: [JSONValue] = []
        if hasIntervals {
            layers.append(
                VegaLite.layer(
                    "area", [("opacity", 0.2), interpolation],
                    [
                        horizontal,
                        ("y", VegaLite.axis(y, values: extent.y, field: "\(y.column)_lower")),
                        ("y2", ["field": .string(VegaLite.escaped("\(y.column)_upper"))]), quiet,
                    ], filter: "isValid(\(VegaLite.datum("\(y.column)_lower")))"))
        }
        // Below the curves, as in our own picture.
        var row = 0
        for mark in marks.sorted(by: { $0.value > $1.value }) {
            layers += VegaLite.mark(
                mark.axis == .x, mark.value, mark.label, interval: mark.interval, row: row)
            if mark.axis == .x { row += 1 }
        }
        if !isScatter {
            let dashes = names.indices.map { place in
                JSONValue.array(ChartStyle.dashes[place % ChartStyle.colours].map { .integer($0) })
            }
            layers.append(
                VegaLite.layer(
                    "line", [("strokeWidth", 2), ("tooltip", true), interpolation],
                    [
                        horizontal, vertical, ("color", VegaLite.colours(key, names, hasLegend: !isSingle)),
                        ("strokeDash", VegaLite.scale(key, names, dashes, hasLegend: !isSingle)),
                    ]))
        }
        if isScatter || series.contains(where: { $0.shape == .lineWithMarkers || $0.points.count == 1 }) {
            layers.append(
                VegaLite.layer(
                    "point", [("filled", true), ("opacity", 1), ("size", 45), ("tooltip", true)],
                    [
                        horizontal, vertical,
                        ("color", VegaLite.colours(key, names, hasLegend: isScatter && !isSingle)),
                    ]))
        }
        return VegaLite.specification(
            self, marksAbove: row,
            [("width", 640), ("height", 320), ("layer", .array(layers)), VegaLite.ownLegends])
    }

    private var isScatter: Bool { !series.isEmpty && series.allSatisfy { $0.shape == .markers } }
}
