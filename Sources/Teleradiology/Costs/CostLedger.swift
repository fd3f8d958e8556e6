import SimulationKernel

/// What a run has used that is paid for by use, since the warm-up.
struct CostLedger {
    /// What a byte of each technique becomes before it is sent and stored.
    private let shares: [Double]
    private var gigabytesIn = 0.0
    private var gigabytesOut = 0.0
    private var stored = 0
    /// Reports by reader group × technique.
    private var reads: [Int]

    init(groups: Int, _ compression: Compression?) {
        reads = [Int](repeating: 0, count: groups * Modality.allCases.count)
        shares = Modality.allCases.map { 1 / (compression?.ratios[$0] ?? 1) }
    }

    private func gigabytes(_ bytes: Double, _ study: borrowing Study) -> Double {
        bytes * shares[Int(study.modality.rawValue)] / 1e9
    }

    /// A study was stored at the hub.
    mutating func store(_ study: borrowing Study) {
        gigabytesIn += gigabytes(study.bytes, study)
        stored += 1
    }

    /// A study went out to a reader.
    mutating func retrieve(_ study: borrowing Study) {
        gigabytesOut += gigabytes(study.bytes + study.priorBytes, study)
    }

    /// A study was reported by a reader of a group.
    mutating func report(_ study: borrowing Study, group: Int) {
        reads[group * Modality.allCases.count + Int(study.modality.rawValue)] += 1
    }

    /// Forgets what was used so far.
    mutating func restart() {
        gigabytesIn = 0
        gigabytesOut = 0
        stored = 0
        for index in reads.indices { reads[index] = 0 }
    }

    /// What each element cost.
    ///
    /// - Parameters:
    ///   - observed: the time that running costs are for.
    ///   - workerHours: hours of servers of the ingest.
    ///   - hoursOnShift: hours of readers on shift, by group.
    func items(
        _ scenario: Scenario, _ costs: DeliveryCosts, observed: Duration, workerHours: Double,
        hoursOnShift: [Double]
    ) -> [CostItem] {
        var items: [CostItem] = []
        func add(_ element: String, _ price: Money?, _ quantity: Double) {
            if let price { items.append(CostItem(element, Money(price.amount * quantity, price.currency))) }
        }
        let months = observed.seconds / DeliveryCosts.month.seconds
        add("ingress", costs.ingressPerGB, gigabytesIn)
        add("egress", costs.egressPerGB, gigabytesOut)
        add("storage", costs.storagePerGB, gigabytesIn)
        add("ingest workers", costs.workerHour, workerHours)
        add("per study", costs.perStudy, Double(stored))
        add("capital", costs.capital, observed.seconds / costs.depreciation.seconds)
        for cost in costs.running { add(cost.name, cost.perMonth, months) }
        for (index, group) in scenario.readers.enumerated() {
            add("readers \(group.name), hours", group.costs.perHour, hoursOnShift[index])
            var perRead: [String: Double] = [:]
            for modality in Modality.allCases {
                guard let price = group.costs.perRead[modality] else { continue }
                let count = reads[index * Modality.allCases.count + Int(modality.rawValue)]
                perRead[price.currency, default: 0] += price.amount * Double(count)
            }
            for (currency, amount) in perRead.sorted(by: { $0.key < $1.key }) {
                items.append(CostItem("readers \(group.name), reads", Money(amount, currency)))
            }
        }
        return items
    }
}
