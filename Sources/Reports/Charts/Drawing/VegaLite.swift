/// The parts that specifications of all charts share (Vega-Lite v5).
///
/// A specification draws what our own picture draws: the same marks, on axes with the same ends and ticks, in the same
/// order and colours. It reads the chart's table from the CSV file beside it; a network has its places in itself.
enum VegaLite {
    /// How wide a line of a title is, as ``ChartText`` measures it; twice of what our own pictures have.
    private static let titleWidth = 1400.0

    /// A specification; `marksAbove` is how many rows of labels stand between the title and the plot.
    static func specification(
        _ chart: some Chart, subtitle: String? = nil, marksAbove: Int = 0, data: JSONValue? = nil,
        _ body: [(String, JSONValue)]
    ) -> JSONValue {
        var title: [(String, JSONValue)] = [
            ("text", texts(ChartText.wrapped(chart.title, titleWidth))), ("anchor", "start"),
            ("offset", .integer(12 + 15 * marksAbove)),
        ]
        if let subtitle { title.append(("subtitle", .string(subtitle))) }
        return .object(
            [
                ("$schema", "https://vega.github.io/schema/vega-lite/v5.json"),
                ("title", .object(title)), ("description", .string(chart.summary)),
                ("data", data ?? table(chart)), ("config", config),
            ] + body)
    }

    /// The table from its file; its columns are read as what they hold, so that a name such as `10` stays a name.
    private static func table(_ chart: some Chart) -> JSONValue {
        let table = chart.table
        let kinds = table.columns.indices.map { index -> (String, JSONValue) in
            let isNumber = table.rows.allSatisfy { row in
                if case .text = row[index] { false } else { true }
            }
            return (table.columns[index].name, isNumber ? "number" : "string")
        }
        return ["url": "\(chart.name).csv", "format": ["type": "csv", "parse": .object(kinds)]]
    }

    private static let config: JSONValue = [
        "background": "white", "view": ["stroke": nil],
        "title": ["fontSize": 14, "subtitleFontSize": 12],
        "axis": ["titleFontWeight": "normal", "labelLimit": 380, "titleLimit": 640, "labelOverlap": true],
        "legend": ["orient": "bottom", "labelLimit": 320, "titleLimit": 320, "symbolStrokeWidth": 2],
        "header": [
            "labelAngle": 0, "labelOrient": "top", "labelAnchor": "start", "labelFontWeight": "bold",
            "labelLimit": 640, "labelPadding": 4,
        ],
    ]

    // MARK: Columns

    /// A column of numbers along an axis on which these values are drawn, or another column of the same quantity.
    static func axis(_ axis: ChartAxis, values: [Double], field: String? = nil) -> JSONValue {
        let plan = ChartTicks(axis, values: values, most: 7)
        let each = max(1, (plan.ticks.count + 11) / 12)
        let ticks = plan.ticks.enumerated().filter { $0.offset % each == 0 }.map(\.element)
        let label =
            if axis.ticks != nil {
                "{\(ticks.map { "'\(ChartNumber.shortest($0.value))': \(quoted($0.label))" }.joined(separator: ", "))}"
                    + "[datum.value]"
            } else { number(axis.quantity, "datum.value") }
        return [
            "field": .string(escaped(field ?? axis.column)), "type": "quantitative",
            "title": .string(title(axis)),
            "scale": [
                "type": axis.spacing == .logarithmic ? "log" : "linear", "nice": false, "zero": false,
                "domain": [.number(plan.domain.lowerBound), .number(plan.domain.upperBound)],
            ],
            "axis": ["values": .array(ticks.map { .number($0.value) }), "labelExpr": .string(label)],
        ]
    }

    /// What an axis shows, with its unit.
    static func title(_ axis: ChartAxis) -> String {
        // Labels of their own need no unit.
        guard axis.ticks == nil else { return axis.title.isEmpty ? "Day of the week" : axis.title }
        let title = axis.title.isEmpty ? axis.column : axis.title
        let unit =
            switch axis.quantity {
            case .time(let unit): unit.rawValue
            case .share: "%"
            case .points: "points"
            case .number(let unit): unit
            }
        let isSaid =
            if case .time = axis.quantity { false } else { unit.isEmpty || title.contains(unit) }
        if isSaid { return title }
        // One pair of brackets: `(logarithmic, min)`.
        return title.hasSuffix(")") ? "\(title.dropLast()), \(unit))" : "\(title) (\(unit))"
    }

    /// An expression for a value as an axis labels it; its title says the unit.
    private static func number(_ quantity: ChartQuantity, _ value: String) -> String {
        switch quantity {
        case .share, .points: "format(\(value) * 100, ',.12~g')"
        case .time, .number: "format(\(value), ',.12~g')"
        }
    }

    /// A column of names along the vertical axis, in this order.
    static func names(_ column: String, _ order: [String]) -> JSONValue {
        [
            "field": .string(escaped(column)), "type": "nominal", "title": nil,
            "sort": texts(distinct(order)),
            "axis": ["ticks": false, "domain": false], "scale": ["paddingInner": 0.3, "paddingOuter": 0.2],
        ]
    }

    /// Colours by a column, those of our own pictures; `places` are those of the names among the series.
    static func colours(_ column: String, _ names: [String], places: [Int]? = nil, hasLegend: Bool = true)
        -> JSONValue
    {
        let places = places ?? Array(names.indices)
        return scale(
            column, names, places.map { .string(ChartStyle.hues[$0 % ChartStyle.colours]) },
            hasLegend: hasLegend)
    }

    /// Something seen by a column: for each of its names a colour, a dash or a shape.
    static func scale(_ column: String, _ names: [String], _ range: [JSONValue], hasLegend: Bool = true)
        -> JSONValue
    {
        var parts: [(String, JSONValue)] = [
            ("field", .string(escaped(column))), ("type", "nominal"), ("title", nil), ("sort", texts(names)),
            ("scale", ["domain": texts(names), "range": .array(range)]),
        ]
        if !hasLegend { parts.append(("legend", nil)) }
        return .object(parts)
    }

    /// An order by a column whose names stand in this one: with `calculate` as a step before, the field of that name.
    static func rank(of column: String, _ names: [String], as field: String) -> JSONValue {
        [
            "calculate": .string("indexof([\(names.map(quoted).joined(separator: ", "))], \(datum(column)))"),
            "as": .string(field),
        ]
    }

    // MARK: Layers

    /// A layer of one kind of mark; with a value for `filter`, of the rows of which it is true.
    static func layer(
        _ mark: String, _ options: [(String, JSONValue)] = [], _ encoding: [(String, JSONValue)],
        filter: String? = nil
    ) -> JSONValue {
        .object(
            (filter.map { [("transform", [["filter": .string($0)]])] } ?? []) + [
                ("mark", .object([("type", .string(mark))] + options)), ("encoding", .object(encoding)),
            ])
    }

    /// A layer of one mark, which is no row of the table.
    static func single(
        _ mark: String, _ options: [(String, JSONValue)] = [], _ encoding: [(String, JSONValue)]
    ) -> JSONValue {
        [
            "transform": [["aggregate": [["op": "count", "as": "count"]]]],
            "mark": .object([("type", .string(mark))] + options), "encoding": .object(encoding),
        ]
    }

    /// Each layer says by itself whether it has a legend.
    static let ownLegends: (String, JSONValue) = (
        "resolve", ["legend": ["color": "independent", "shape": "independent", "strokeDash": "independent"]]
    )

    /// A line across at a value, with its interval shaded and its label in a row above the plot or at its right end.
    static func mark(
        _ isVertical: Bool, _ value: Double, _ label: String, interval: ClosedRange<Double>? = nil,
        row: Int = 0
    ) -> [JSONValue] {
        let channel = isVertical ? "x" : "y"
        let place = (channel, JSONValue.object([("datum", .number(value))]))
        var layers: [JSONValue] = []
        if let interval {
            layers.append(
                single(
                    "rect", [("color", "black"), ("opacity", 0.1)],
                    [
                        (channel, ["datum": .number(interval.lowerBound)]),
                        ("\(channel)2", ["datum": .number(interval.upperBound)]),
                    ]))
        }
        layers.append(
            single("rule", [("strokeDash", [7, 5]), ("strokeWidth", 1.5), ("color", "#1a1a1a")], [place]))
        let text: [(String, JSONValue)] = [
            ("text", .string(label)), ("align", isVertical ? "left" : "right"), ("dx", isVertical ? 2 : -4),
            ("dy", .integer(isVertical ? -7 - 15 * row : -6)), ("fontSize", 11),
        ]
        let other: (String, JSONValue) = isVertical ? ("y", ["value": 0]) : ("x", ["value": "width"])
        return layers + [single("text", text, [place, other])]
    }

    /// A specification of layers with rows of marks; in panels below each other where they stand in groups.
    static func rows(
        _ chart: some Chart, _ layers: [JSONValue], _ groupColumn: String, _ rows: [some NamedRow],
        marksAbove: Int = 0, transform: [JSONValue] = []
    ) -> JSONValue {
        let steps: [(String, JSONValue)] =
            transform.isEmpty ? [] : [("transform", .array(transform))]
        let panel: [(String, JSONValue)] = [
            ("width", 560), ("height", ["step": 28]), ("layer", .array(layers)),
        ]
        guard rows.hasGroups else { return specification(chart, marksAbove: marksAbove, steps + panel) }
        let order = texts(distinct(rows.map { $0.group ?? "" }))
        return specification(
            chart, marksAbove: marksAbove,
            steps + [
                (
                    "facet",
                    [
                        "row": [
                            "field": .string(escaped(groupColumn)), "type": "nominal", "title": nil,
                            "sort": order,
                        ]
                    ]
                ), ("spacing", 10), ("spec", .object(panel)),
                ("resolve", ["scale": ["y": "independent"]]),
            ])
    }

    // MARK: Texts

    static func texts(_ texts: [String]) -> JSONValue { .array(texts.map { .string($0) }) }

    /// Each text where it comes first.
    static func distinct(_ texts: [String]) -> [String] {
        var seen: Set<String> = []
        return texts.filter { seen.insert($0).inserted }
    }

    /// A column's value in an expression.
    static func datum(_ column: String) -> String { "datum[\(quoted(column))]" }

    /// A text in an expression.
    static func quoted(_ text: String) -> String { JSONValue.quoted(text) }

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
