import SimulationKernel

/// What a run has used that is paid for by use, since the warm-up.
struct CostLedger {
    /// What a hub has taken in and given out.
    private struct HubUse {
        /// What a byte of each technique becomes before it is sent and stored.
        let shares: [Double]
        var gigabytesIn = 0.0
        var gigabytesOut = 0.0
        var stored = 0

        func gigabytes(_ bytes: Double, _ modality: Modality) -> Double {
            bytes * shares[Int(modality.rawValue)] / 1e9
        }
    }

    private var hubs: [HubUse]
    /// Reports by reader group × technique.
    private var reads: [Int]

    init(groups: Int, _ hubs: [TeleradiologyModel.CompiledHub]) {
        reads = [Int](repeating: 0, count: groups * Modality.allCases.count)
        self.hubs = hubs.map { hub in
            HubUse(shares: Modality.allCases.map { 1 / (hub.plan.compression?.ratios[$0] ?? 1) })
        }
    }

    /// A study, or a copy of one, was stored at its hub.
    mutating func store(_ study: borrowing Study) {
        let hub = Int(study.hub)
        hubs[hub].gigabytesIn += hubs[hub].gigabytes(study.bytes, study.modality)
        hubs[hub].stored += 1
    }

    /// A study went out from its hub to a reader.
    mutating func retrieve(_ study: borrowing Study) {
        let hub = Int(study.hub)
        hubs[hub].gigabytesOut += hubs[hub].gigabytes(study.bytes + study.priorBytes, study.modality)
    }

    /// A study went out from a hub as a copy.
    mutating func copy(_ study: borrowing Study, from hub: Int) {
        hubs[hub].gigabytesOut += hubs[hub].gigabytes(study.bytes, study.modality)
    }

    /// A study was reported by a reader of a group.
    mutating func report(_ study: borrowing Study, group: Int) {
        reads[group * Modality.allCases.count + Int(study.modality.rawValue)] += 1
    }

    /// Forgets what was used so far.
    mutating func restart() {
        for hub in hubs.indices {
            hubs[hub].gigabytesIn = 0
            hubs[hub].gigabytesOut = 0
            hubs[hub].stored = 0
        }
        for index in reads.indices { reads[index] = 0 }
    }

    /// What each element cost; those of several hubs are named after them.
    ///
    /// - Parameters:
    ///   - observed: the time that running costs are for.
    ///   - workerHours: hours of servers of the ingest, by hub.
    ///   - hoursOnShift: hours of readers on shift, by group.
    func items(
        _ scenario: Scenario, _ compiled: [TeleradiologyModel.CompiledHub], observed: Duration,
        workerHours: [Double], hoursOnShift: [Double]
    ) -> [CostItem] {
        var items: [CostItem] = []
        func add(_ element: String, _ price: Money?, _ quantity: Double) {
            if let price { items.append(CostItem(element, Money(price.amount * quantity, price.currency))) }
        }
        let months = observed.seconds / DeliveryCosts.month.seconds
        for (index, hub) in compiled.enumerated() {
            let costs = hub.plan.costs
            let use = hubs[index]
            let prefix = compiled.count == 1 ? "" : "\(hub.technology.rawValue) "
            add("\(prefix)ingress", costs.ingressPerGB, use.gigabytesIn)
            add("\(prefix)egress", costs.egressPerGB, use.gigabytesOut)
            add("\(prefix)storage", costs.storagePerGB, use.gigabytesIn)
            add("\(prefix)ingest workers", costs.workerHour, workerHours[index])
            add("\(prefix)per study", costs.perStudy, Double(use.stored))
            add("\(prefix)capital", costs.capital, observed.seconds / costs.depreciation.seconds)
            for cost in costs.running { add("\(prefix)\(cost.name)", cost.perMonth, months) }
        }
        for (index, group) in scenario.readers.enumerated() {
            add("readers \(group.name), hours", group.costs.perHour, hoursOnShift[index])
            var perRead: [String: Double] = [:]
            for modality in Modality.allCases {
                guard let price = group.costs.perRead[modality] else { continue }
                let count = reads[index * Modality.allCases.count + Int(modality.rawValue)]
                perRead[price.currency, default: 0] += price.amount * Double(count)
            }
            let units = Modality.allCases.reduce(0.0) { sum, modality in
                sum + (scenario.relativeValues[modality] ?? 1)
                    * Double(reads[index * Modality.allCases.count + Int(modality.rawValue)])
            }
            add("readers \(group.name), RVU", group.costs.perRelativeValue, units)
            for (currency, amount) in perRead.sorted(by: { $0.key < $1.key }) {
                items.append(CostItem("readers \(group.name), reads", Money(amount, currency)))
            }
        }
        return items
    }
}
