import Experiments
import Teleradiology

/// What a month costs, by item; a chart for each currency.
enum CostFigure {
    private static let mostParts = 8

    static func charts(_ result: ExperimentResult) -> [BarChart] {
        result.costCurrencies.compactMap { currency in
            let costs = result.costs.filter { $0.currency == currency && $0.element != nil }
            let unit = MeasureQuantity(.money(currency: currency), largest: 0)
            let items = costs.compactMap { cost in
                cost.perMonth.flatMap { $0.value == 0 ? nil : (cost.element ?? "", $0) }
            }
            guard !items.isEmpty else { return nil }
            let total = result.costs.first { $0.element == nil && $0.currency == currency }?.perMonth
            let largest = items.max { $0.1.value < $1.1.value }
            return BarChart(
                name: "cost-\(ChartName.slug(currency))", title: "What a month costs by item (\(currency))",
                summary: "A month costs \(total.map { unit.text($0.value) } ?? "an unknown amount"); "
                    + "the largest item is \(largest.map { "\($0.0), \(unit.text($0.1.value))" } ?? "unknown").",
                axis: ChartAxis(
                    "\(currency) a month", column: "cost_\(currency)_per_month", quantity: unit.quantity,
                    includesZero: true),
                bars: items.map { unit.bar($0.0, $0.1) }, labelColumn: "item")
        }
    }

    /// A bar for each design, made of its items.
    static func charts(_ comparison: Comparison) -> [StackedBarChart] {
        let arms = [comparison.base] + comparison.variants
        var currencies: [String] = []
        for currency in arms.flatMap(\.result.costCurrencies) where !currencies.contains(currency) {
            currencies.append(currency)
        }
        return currencies.compactMap { chart(arms, $0) }
    }

    private static func chart(_ arms: [Comparison.Arm], _ currency: String) -> StackedBarChart? {
        var names: [String] = []
        var amounts: [String: [Double]] = [:]
        for (index, arm) in arms.enumerated() {
            for cost in arm.result.costs where cost.currency == currency {
                guard let element = cost.element, let amount = cost.perMonth?.value, amount != 0 else {
                    continue
                }
                if amounts[element] == nil {
                    names.append(element)
                    amounts[element] = [Double](repeating: 0, count: arms.count)
                }
                amounts[element]?[index] += amount
            }
        }
        guard !names.isEmpty else { return nil }
        // The small ones together, so that colours and textures suffice.
        func largest(_ name: String) -> Double { (amounts[name] ?? []).map(abs).max() ?? 0 }
        let ranked = names.sorted { largest($0) > largest($1) }
        let kept = ranked.count > mostParts ? Set(ranked.prefix(mostParts - 1)) : Set(ranked)
        let parts = names.filter { kept.contains($0) }
        let others = names.filter { !kept.contains($0) }
        let bars = arms.indices.map { index -> StackedBarChart.Bar in
            let rest = others.reduce(0.0) { $0 + (amounts[$1]?[index] ?? 0) }
            return .init(
                arms[index].name, parts.map { amounts[$0]?[index] } + (others.isEmpty ? [] : [rest]))
        }
        let unit = MeasureQuantity(.money(currency: currency), largest: 0)
        return StackedBarChart(
            name: "cost-\(ChartName.slug(currency))",
            title: "What a month costs, by design and item (\(currency))",
            summary: "A month costs "
                + bars.map { "\(unit.text($0.total)) with \($0.label)" }.joined(separator: ", ") + ".",
            axis: ChartAxis(
                "\(currency) a month", column: "cost_\(currency)_per_month", quantity: unit.quantity,
                includesZero: true),
            parts: parts + (others.isEmpty ? [] : ["\(others.count) others"]), bars: bars,
            labelColumn: "design",
            partColumn: "item")
    }
}
