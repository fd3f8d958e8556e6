import SimulationKernel

/// What each provider did since the warm-up, and what that costs under its contract.
struct ContractLedger {
    /// The provider of each reader group; −1 for none.
    private let providerOf: [Int32]
    private let priorities: Int
    /// By provider × class: the promised time in µs (the largest number for no promise).
    private let targets: [Int64]
    private let clocks: [PromiseClock]
    /// By provider × technique, and by provider × class.
    private var reads: [Int]
    private var late: [Int]
    private var inTime: [Int]

    init(_ scenario: Scenario) {
        let providers = scenario.providers
        let classes = scenario.priorities.count
        priorities = classes
        providerOf = scenario.readers.map { group in
            Int32(providers.firstIndex { $0.groups.contains(group.name) } ?? -1)
        }
        targets = providers.flatMap { provider in
            (0..<classes).map { provider.promises[$0]?.target.microseconds ?? .max }
        }
        clocks = providers.map(\.clock)
        reads = [Int](repeating: 0, count: providers.count * Modality.allCases.count)
        late = [Int](repeating: 0, count: providers.count * classes)
        inTime = late
    }

    /// A study was read by a reader of a group. Promises are about the first report of a study; other readings are paid
    /// for, and no more.
    mutating func report(
        _ study: borrowing Study, group: Int, at time: SimulationTime, isFirst: Bool = true
    ) {
        let provider = Int(providerOf[group])
        guard provider >= 0 else { return }
        reads[provider * Modality.allCases.count + Int(study.modality.rawValue)] += 1
        guard isFirst else { return }
        let place = provider * priorities + Int(study.priority)
        guard targets[place] < .max else { return }
        let start = clocks[provider] == .available ? study.available : study.imagingComplete
        if (time - start).microseconds <= targets[place] { inTime[place] += 1 } else { late[place] += 1 }
    }

    /// Forgets what was done so far.
    mutating func restart() {
        for index in reads.indices { reads[index] = 0 }
        for index in late.indices {
            late[index] = 0
            inTime[index] = 0
        }
    }

    /// What each provider did.
    func uses(_ scenario: Scenario) -> [ProviderUse] {
        scenario.providers.enumerated().map { index, provider in
            let own = index * priorities..<(index + 1) * priorities
            let inTime = inTime[own].reduce(0, +)
            let perRead = index * Modality.allCases.count..<(index + 1) * Modality.allCases.count
            return ProviderUse(
                provider: provider.name, reads: reads[perRead].reduce(0, +),
                promised: inTime + late[own].reduce(0, +), inTime: inTime,
                penalties: penalties(of: provider, index))
        }
    }

    private func penalties(of provider: Provider, _ index: Int) -> [Money] {
        var sums: [String: Double] = [:]
        for (priority, promise) in provider.promises {
            guard let penalty = promise.penalty else { continue }
            sums[penalty.currency, default: 0] +=
                penalty.amount * Double(late[index * priorities + priority])
        }
        return sums.sorted { $0.key < $1.key }.map { Money($0.value, $0.key) }
    }

    /// What each contract costs; penalties are paid by the provider, and so are negative.
    func items(_ scenario: Scenario, observed: Duration) -> [CostItem] {
        var items: [CostItem] = []
        for (index, provider) in scenario.providers.enumerated() {
            if let retainer = provider.retainer {
                let months = observed.seconds / DeliveryCosts.month.seconds
                items.append(
                    CostItem(
                        "provider \(provider.name), retainer",
                        Money(retainer.amount * months, retainer.currency)))
            }
            var sums: [String: Double] = [:]
            for modality in Modality.allCases {
                guard let price = provider.perRead[modality] else { continue }
                let count = reads[index * Modality.allCases.count + Int(modality.rawValue)]
                sums[price.currency, default: 0] += price.amount * Double(count)
            }
            for (currency, amount) in sums.sorted(by: { $0.key < $1.key }) {
                items.append(CostItem("provider \(provider.name), reads", Money(amount, currency)))
            }
            for penalty in penalties(of: provider, index) {
                items.append(
                    CostItem(
                        "provider \(provider.name), penalties", Money(-penalty.amount, penalty.currency)))
            }
        }
        return items
    }
}
