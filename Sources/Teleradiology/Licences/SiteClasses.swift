import SimulationKernel

/// The rules of waits, as far as classes of eligibility depend on them.
struct AccessDelays {
    /// How many priorities classes differ by.
    let priorities: Int
    private let all: [(rule: DelayedAccess, groups: Set<Int>)]
    /// By epoch and group: the groups of the same pool, the group itself among them.
    private let pools: [[[Int]]]

    init(
        _ scenario: Scenario, _ mergers: [(time: SimulationTime, groups: Set<String>)],
        _ epochs: [SimulationTime]
    ) {
        let names = scenario.readers.map(\.name)
        pools = epochs.map { start in
            var pools = names.indices.map { [$0] }
            for merger in mergers where merger.time <= start {
                // What one of them was merged with before comes along.
                let joined = Set(
                    names.indices.filter { merger.groups.contains(names[$0]) }.flatMap { pools[$0] }
                ).sorted()
                for group in joined { pools[group] = joined }
            }
            return pools
        }
        all = scenario.assignment.delayed.map { rule in
            (rule, Set(scenario.readers.indices.filter { rule.groups.contains(scenario.readers[$0].name) }))
        }
        priorities = all.contains { $0.rule.studies.priorities != nil } ? scenario.priorities.count : 1
    }

    /// The rules that hold at a site, by index.
    func rules(at site: Int) -> [Int] {
        all.indices.filter { all[$0].rule.studies.sites?.contains(site) ?? true }
    }

    /// How long a group must wait in an epoch for a kind of study by some rules: as long as the one of its pool that
    /// waits the least.
    func wait(
        _ group: Int, epoch: Int, _ rules: [Int], _ modality: Modality, _ application: Application,
        _ priority: Int
    ) -> Duration {
        if rules.isEmpty { return .zero }
        return pools[epoch][group].map { wait($0, rules, modality, application, priority) }.min() ?? .zero
    }

    /// How long a group by itself must wait, the longest of the rules that hold.
    private func wait(
        _ group: Int, _ rules: [Int], _ modality: Modality, _ application: Application, _ priority: Int
    ) -> Duration {
        var wait = Duration.zero
        for (rule, groups) in rules.map({ all[$0] })
        where groups.contains(group) && rule.studies.includes(modality, application, priority: priority) {
            wait = max(wait, rule.after)
        }
        return wait
    }
}

/// What the classes of a site's studies depend on.
struct SiteAccess: Hashable {
    /// By epoch: the groups that may read, as far as rights go.
    let rights: [[Int]]
    /// The rules of waits that hold.
    let delays: [Int]
}

/// The classes of a site's studies.
struct SiteClasses {
    /// By modality × application × priority; −1 where nobody ever may read.
    var numbers: [Int32] = []
    /// By modality × application, and by epoch: who may read sooner or later; empty where nobody ever may.
    var eligible: [[[Int]]] = []

    init(_ kind: SiteAccess, _ readers: [ReaderGroup], _ delays: AccessDelays, _ classes: inout ClassNumbers)
    {
        for modality in Modality.allCases {
            for application in Application.allCases {
                let groups = kind.rights.map { groups in
                    groups.filter {
                        readers[$0].modalities.contains(modality)
                            && readers[$0].applications.contains(application)
                    }
                }
                guard groups.contains(where: { !$0.isEmpty }) else {
                    eligible.append([])
                    numbers += [Int32](repeating: -1, count: delays.priorities)
                    continue
                }
                eligible.append(groups)
                for priority in 0..<delays.priorities {
                    let steps = ClassNumbers.steps(groups) { group, epoch in
                        delays.wait(group, epoch: epoch, kind.delays, modality, application, priority)
                    }
                    numbers.append(Int32(classes.number(of: steps)))
                }
            }
        }
    }
}
