import SimulationKernel
import Teleradiology

extension ScenarioStory {
    /// Who and what is paid for.
    var costs: [String] {
        var paragraphs = scenario.delivery.hubs.compactMap { hub in
            scenario.technologies[hub].flatMap { plan in
                let prices = Self.prices(plan.costs)
                return prices.isEmpty
                    ? nil
                    : "\(PlainWords.technology(hub).capitalisedFirst) costs \(PlainWords.list(prices))."
            }
        }
        for group in scenario.readers {
            var prices: [String] = []
            if let price = group.costs.perHour {
                prices.append("\(ValueWords.money(price)) an hour on shift")
            }
            prices += Self.prices(perRead: group.costs.perRead)
            if let price = group.costs.perRelativeValue {
                prices.append("\(ValueWords.money(price)) a relative value unit")
            }
            if !prices.isEmpty { paragraphs.append("\(group.name) costs \(PlainWords.list(prices)).") }
        }
        for provider in scenario.providers {
            var prices = Self.prices(perRead: provider.perRead)
            if let retainer = provider.retainer {
                prices.append("\(ValueWords.money(retainer)) a month in any case")
            }
            if !prices.isEmpty { paragraphs.append("\(provider.name) costs \(PlainWords.list(prices)).") }
        }
        if !scenario.relativeValues.isEmpty {
            let values = scenario.relativeValues.sorted { $0.key.name < $1.key.name }.map {
                "\(PlainWords.modality($0.key)) \(PlainWords.number($0.value))"
            }
            paragraphs.append("In relative value units a report is worth: \(PlainWords.list(values)).")
        }
        return paragraphs
    }

    private static func prices(_ costs: DeliveryCosts) -> [String] {
        func price(_ money: Money?, _ per: String) -> String? {
            money.map { "\(ValueWords.money($0)) \(per)" }
        }
        var prices: [String?] = [
            price(costs.ingressPerGB, "a gigabyte in"), price(costs.egressPerGB, "a gigabyte out"),
        ]
        prices += costs.storage.map { tier in
            price(
                tier.perGBMonth,
                "a gigabyte and month"
                    + (tier.from > .zero ? " for what is older than \(ValueWords.span(tier.from))" : ""))
        }
        prices += [price(costs.workerHour, "a worker and hour"), price(costs.perStudy, "a study")]
        prices += [price(costs.capital, "once, over \(ValueWords.span(costs.depreciation))")]
        prices += costs.running.map { price($0.perMonth, "a month for \($0.name)") }
        return prices.compactMap(\.self)
    }

    private static func prices(perRead prices: [Modality: Money]) -> [String] {
        if Set(prices.values).count == 1, prices.count == Modality.allCases.count,
            let one = prices.values.first
        {
            return ["\(ValueWords.money(one)) a report"]
        }
        return prices.sorted { $0.key.name < $1.key.name }.map {
            "\(ValueWords.money($0.value)) a report of \(PlainWords.modality($0.key))"
        }
    }
}
