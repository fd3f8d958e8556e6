import ScenarioFiles

/// The values of a swept parameter as numbers in one unit, where they are that: `10 Mbit/s` and `1 Gbit/s`.
struct SweptNumbers {
    /// The unit of all numbers; empty for plain ones.
    let unit: String
    private let numbers: [String: Double]
    /// Whether values grow by factors, so that a logarithmic axis shows them apart.
    let isLogarithmic: Bool

    /// The numbers of texts as a scenario file has them; nil when some is none, or their units don't go together.
    init?(_ parameter: SweptParameter, texts: [String]) {
        let terms = texts.map(Self.term)
        guard let first = terms.first ?? nil else { return nil }
        var numbers: [String: Double] = [:]
        for (text, term) in zip(texts, terms) {
            guard let term, let factor = Self.factor(from: term.unit, to: first.unit) else { return nil }
            numbers[text] = term.number * factor
        }
        self.numbers = numbers
        unit = first.unit
        let sorted = Set(numbers.values).sorted()
        let isNamed =
            if case .range(let range) = parameter.values { range.scale == .logarithmic } else { false }
        let spread = sorted.first.flatMap { low in sorted.last.map { $0 / low } } ?? 1
        isLogarithmic = (sorted.first ?? 0) > 0 && (isNamed || spread >= 50)
    }

    /// The number of a text.
    subscript(text: String) -> Double? { numbers[text] }

    /// How many different numbers there are.
    var count: Int { Set(numbers.values).count }

    /// The values themselves as ticks where they are a few plain whole numbers, such as readers: between them is nothing.
    private var counts: [ChartAxis.Tick]? {
        let sorted = Set(numbers.values).sorted()
        guard unit.isEmpty, sorted.count <= 12, sorted.allSatisfy({ $0 == $0.rounded() && abs($0) < 1000 })
        else { return nil }
        return sorted.map { .init($0, ChartNumber.label($0)) }
    }

    private static func term(_ text: String) -> (number: Double, unit: String)? {
        let end = text.firstIndex { !"0123456789.+-eE".contains($0) } ?? text.endIndex
        guard let number = Double(text[..<end]) else { return nil }
        return (number, text[end...].split(separator: " ").joined(separator: " "))
    }

    private static func factor(from unit: String, to other: String) -> Double? {
        if unit == other { return 1 }
        let families: [[String: Double]] = [
            ["bit/s": 1, "kbit/s": 1e3, "Mbit/s": 1e6, "Gbit/s": 1e9, "Tbit/s": 1e12],
            ["ms": 1e-3, "s": 1, "min": 60, "h": 3600, "d": 86_400],
        ]
        for family in families {
            if let one = family[unit], let two = family[other] { return one / two }
        }
        return nil
    }

    /// An axis of the parameter.
    func axis(_ path: String) -> ChartAxis {
        let times = [
            "ms": ChartQuantity.TimeUnit.milliseconds, "s": .seconds, "min": .minutes, "h": .hours,
            "d": .days,
        ]
        let quantity = times[unit].map { ChartQuantity.time($0) } ?? .number(unit: unit)
        let column = ChartName.column(unit.isEmpty ? path : "\(path) \(unit)")
        let isTime = times[unit] != nil
        return ChartAxis(
            unit.isEmpty || isTime ? path : "\(path) (\(unit))", column: column, quantity: quantity,
            spacing: isLogarithmic ? .logarithmic : .linear, includesZero: false, ticks: counts)
    }
}
