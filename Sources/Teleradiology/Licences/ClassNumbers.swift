import SimulationKernel

/// Numbers for classes of eligibility, while a model is compiled: studies that the same groups may read, at the same times
/// and after the same waits, have one.
struct ClassNumbers {
    /// Who may read at first, or from some wait on.
    struct Step: Hashable {
        /// How long a study has waited when the step begins; zero for the first.
        var after: Duration
        /// By epoch: the groups.
        var groups: [[Int]]
    }

    /// What a study that still waits becomes.
    struct Next: Sendable, Hashable {
        /// The wait, as an index among all waits.
        var queue: Int
        /// The class with more groups.
        var eligibility: Int32
    }

    /// By class and epoch: the groups.
    private(set) var groups: [[[Int]]] = []
    /// By class: the next one; nil for those that have none.
    private(set) var next: [Next?] = []
    /// The different waits.
    private(set) var waits: [Duration] = []
    private var known: [[Step]: Int] = [:]

    /// The class of studies with these steps, the first one at once.
    mutating func number(of steps: [Step]) -> Int {
        var own = steps
        own[0].after = .zero
        if let number = known[own] { return number }
        var next: Next?
        if steps.count > 1 {
            let after = steps[1].after
            let queue = waits.firstIndex(of: after) ?? waits.count
            if queue == waits.count { waits.append(after) }
            next = Next(queue: queue, eligibility: Int32(number(of: Array(steps.dropFirst()))))
        }
        known[own] = groups.count
        groups.append(steps[0].groups)
        self.next.append(next)
        return groups.count - 1
    }

    /// The steps of studies that some groups may read, by epoch, given how long a group must wait in an epoch.
    static func steps(_ eligible: [[Int]], wait: (_ group: Int, _ epoch: Int) -> Duration) -> [Step] {
        let waits = eligible.enumerated().map { epoch, groups in groups.map { wait($0, epoch) } }
        return Set(waits.joined()).sorted().map { limit in
            Step(
                after: limit,
                groups: zip(eligible, waits).map { groups, waits in
                    zip(groups, waits).filter { $1 <= limit }.map(\.0)
                })
        }
    }
}
