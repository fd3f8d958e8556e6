extension SchemaRule {
    private static let digits = "[-+]?[0-9_]*\\.?[0-9_]+([eE][-+]?[0-9]+)?"

    /// Numbers with units, each of a table that the readers use.
    private static func quantity(_ units: [String: Double], _ what: String, several: Bool = false)
        -> SchemaRule
    {
        // The longer ones first: 'min' begins with 'm'.
        let names = units.keys.sorted { ($1.count, $0) < ($0.count, $1) }.joined(separator: "|")
        let term = "\(digits) *(\(names))"
        return .form(several ? "^ *\(term)( *\(term))* *$" : "^ *\(term) *$", what)
    }

    static let duration = quantity(
        Quantity.durations, "A duration such as 15 min or 1 h 30 min.", several: true)
    static let bandwidth = quantity(Quantity.bandwidths, "A bandwidth such as 100 Mbit/s.")
    static let bytes = quantity(Quantity.byteCounts, "A size such as 181 MB.")
    static let speed = quantity(Quantity.speeds, "A speed such as 200 MB/s.")

    /// `30 %`, or a number between 0 and 1.
    static let share = SchemaRule.any([.form("^ *\(digits) *% *$", "A share such as 30 %."), .number(0...1)])
    /// `150 %`, or a number such as 1.5.
    static let factor = SchemaRule.any([
        .form("^ *\(digits) *% *$", "A factor such as 150 %."), .number(0...1000),
    ])
    static let growth = SchemaRule.any([
        .form("^ *\(digits) *%(/y)? *$", "A growth a year such as 8 %."), .number(-1...10),
    ])

    /// An amount, per one of some units; an empty one for a bare amount.
    static func money(per units: [String]) -> SchemaRule {
        let rest = units.map { $0.isEmpty ? "" : $0.replacing("/", with: "\\/") }.joined(separator: "|")
        return .form(
            "^ *\(digits) *[A-Z]{3}(\(rest)) *$", "An amount such as 35 USD\(units.first ?? "").")
    }

    static let dateTime = SchemaRule.form(
        "^[0-9]{4}-[0-9]{2}-[0-9]{2}([T ][0-9]{2}:[0-9]{2}(:[0-9]{2})?)?$",
        "A local date and time such as 2026-03-02T00:00.")
    static let date = SchemaRule.form("^[0-9]{4}-[0-9]{2}-[0-9]{2}$", "A date such as 2026-03-02.")
    static let hours = SchemaRule.form(
        "^ *[0-9]{1,2}:[0-9]{2} *- *[0-9]{1,2}:[0-9]{2} *$", "Hours such as 18:00-08:00.")
    static let timeOfDay = SchemaRule.form("^[0-9]{1,2}:[0-9]{2}$", "A time such as 08:20.")
    static let days = SchemaRule.oneOrMore(
        .form("^[A-Za-z]+( *- *[A-Za-z]+)?$", "Days such as daily, weekdays, Mon or Mon-Fri."))

    /// A constant, or one of the families.
    static func distribution(_ value: SchemaRule) -> SchemaRule {
        let number = SchemaRule.number(0.001...1000)
        func all(_ keys: [(String, SchemaRule)]) -> SchemaRule {
            .map(keys.map { .needs($0.0, $0.1, "The \($0.0) of the distribution.") })
        }
        func some(_ keys: [(String, SchemaRule)]) -> SchemaRule {
            .map(keys.map { .may($0.0, $0.1, "The \($0.0) of the distribution.") })
        }
        return .any([
            value,
            .choice([
                .may("constant", all([("value", value)]), "Always the same."),
                .may("uniform", all([("low", value), ("high", value)]), "Uniform between two values."),
                .may(
                    "triangular", all([("low", value), ("mode", value), ("high", value)]),
                    "Triangular, with the most likely value."),
                .may("exponential", all([("mean", value)]), "Exponential."),
                .may("normal", all([("mean", value), ("sd", value)]), "Normal, cut at zero."),
                .may(
                    "lognormal",
                    some([("mean", value), ("sd", value), ("median", value), ("sigma", number)]),
                    "Log-normal: mean and sd, or median and sigma."),
                .may(
                    "gamma", some([("mean", value), ("sd", value), ("shape", number), ("scale", value)]),
                    "Gamma: mean and sd, or shape and scale."),
                .may("weibull", all([("shape", number), ("scale", value)]), "Weibull."),
                .may("loglogistic", all([("median", value), ("shape", number)]), "Log-logistic."),
                .may(
                    "discrete",
                    all([("values", .list(value, least: 1)), ("weights", .list(.number(0...1e12), least: 1))]
                    ),
                    "Some values, each with a weight."),
            ]),
        ])
    }
}
