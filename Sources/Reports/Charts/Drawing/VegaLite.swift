/// The parts that specifications of all charts share (Vega-Lite v5).
enum VegaLite {
    /// A specification that reads the chart's table from the CSV file beside it.
    static func specification(_ chart: some Chart, _ body: [(String, JSONValue)], height: Int = 320)
        -> JSONValue
    {
        .object(
            [
                ("$schema", .string("https://vega.github.io/schema/vega-lite/v5.json")),
                ("title", .string(chart.title)), ("description", .string(chart.summary)),
                ("data", .object([("url", .string("\(chart.name).csv"))])),
                ("width", .integer(640)), ("height", .integer(height)),
            ] + body)
    }

    /// A column of the table.
    static func field(_ name: String, _ type: String, title: String? = nil, sort: Bool = true) -> JSONValue {
        var parts: [(String, JSONValue)] = [("field", .string(escaped(name))), ("type", .string(type))]
        if let title { parts.append(("title", title.isEmpty ? .null : .string(title))) }
        // As the table has it, not by the alphabet.
        if sort { parts.append(("sort", .null)) }
        return .object(parts)
    }

    /// A column of numbers along an axis.
    static func axis(_ axis: ChartAxis, field: String? = nil) -> JSONValue {
        var scale: [(String, JSONValue)] = [
            ("type", .string(axis.spacing == .logarithmic ? "log" : "linear"))
        ]
        if let domain = axis.domain {
            scale.append(("domain", .array([.number(domain.lowerBound), .number(domain.upperBound)])))
        } else if axis.spacing == .linear {
            scale.append(("zero", .bool(axis.includesZero ?? true)))
        }
        let unit = axis.quantity.columnSuffix
        let title = axis.title.isEmpty ? axis.column : axis.title
        var parts: [(String, JSONValue)] = [
            ("field", .string(escaped(field ?? axis.column))), ("type", .string("quantitative")),
            ("scale", .object(scale)),
            ("title", .string(unit.isEmpty || unit == "share" ? title : "\(title) (\(unit))")),
        ]
        if case .share = axis.quantity { parts.append(("axis", .object([("format", .string("%"))]))) }
        return .object(parts)
    }

    /// A name of a column as a field: dots and brackets lead into objects unless they are escaped.
    static func escaped(_ name: String) -> String {
        var text = ""
        for character in name {
            if ".[]\\".contains(character) { text += "\\" }
            text.append(character)
        }
        return text
    }
}

extension VegaLite {
    /// A specification of layers with rows of bars; in panels below each other where they stand in groups.
    static func layered(_ chart: some Chart, _ layers: [JSONValue], rows: String?, count: Int) -> JSONValue {
        guard let rows else {
            return specification(chart, [("layer", .array(layers))], height: 40 + 34 * count)
        }
        return .object([
            ("$schema", .string("https://vega.github.io/schema/vega-lite/v5.json")),
            ("title", .string(chart.title)), ("description", .string(chart.summary)),
            ("data", .object([("url", .string("\(chart.name).csv"))])),
            ("facet", .object([("row", field(rows, "nominal", title: ""))])),
            ("spec", .object([("width", .integer(560)), ("layer", .array(layers))])),
        ])
    }
}
