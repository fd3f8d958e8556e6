import SimulationKernel
import Teleradiology

/// What one element of a design costs, estimated over replications.
public struct CostEstimate: Sendable {
    /// What it is; nil for the total in its currency.
    public let element: String?
    /// The currency of both amounts.
    public let currency: String
    /// What it costs in a month of 30.4375 days.
    public let perMonth: Estimate?
    /// What it costs for each report published in the observed time; nil without reports.
    public let perStudy: Estimate?
}

extension ExperimentResult {
    /// What the design costs by element, and behind them the total in each currency; empty without prices.
    public var costs: [CostEstimate] {
        guard let first = replications.first, !first.costs.isEmpty else { return [] }
        var estimates = first.costs.enumerated().map { index, item in
            estimate(item.element, item.money.currency) {
                index < $0.costs.count ? $0.costs[index].money.amount : 0
            }
        }
        for currency in costCurrencies {
            estimates.append(
                estimate(nil, currency) { figures in
                    figures.costs.filter { $0.money.currency == currency }.reduce(0) { $0 + $1.money.amount }
                })
        }
        return estimates
    }

    /// The currencies of the costs, in the order of their elements.
    public var costCurrencies: [String] {
        (replications.first?.costs ?? []).reduce(into: []) { known, item in
            if !known.contains(item.money.currency) { known.append(item.money.currency) }
        }
    }

    private func estimate(
        _ element: String?, _ currency: String, _ amount: (ReplicationFigures) -> Double
    ) -> CostEstimate {
        CostEstimate(
            element: element, currency: currency,
            perMonth: Estimate(
                replications.map { amount($0) * DeliveryCosts.month.seconds / $0.observed.seconds }),
            perStudy: Estimate(
                replications.map { figures in
                    let reports = figures.groups[.all]?.reported ?? 0
                    return reports > 0 ? amount(figures) / Double(reports) : nil
                }))
    }
}
