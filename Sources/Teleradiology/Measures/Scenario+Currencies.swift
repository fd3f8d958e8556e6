extension Scenario {
    /// The currencies of all prices and costs, of every technology described and every reader group, sorted.
    public var currencies: [String] {
        var found: Set<String> = []
        func note(_ money: Money?) { if let money { found.insert(money.currency) } }
        for plan in technologies.values {
            let costs = plan.costs
            for money in [
                costs.ingressPerGB, costs.egressPerGB, costs.workerHour, costs.perStudy, costs.capital,
            ] {
                note(money)
            }
            for tier in costs.storage { note(tier.perGBMonth) }
            for running in costs.running { note(running.perMonth) }
        }
        for group in readers {
            note(group.costs.perHour)
            for price in group.costs.perRead.values { note(price) }
        }
        for provider in providers {
            note(provider.retainer)
            for price in provider.perRead.values { note(price) }
            for promise in provider.promises.values { note(promise.penalty) }
        }
        return found.sorted()
    }
}
