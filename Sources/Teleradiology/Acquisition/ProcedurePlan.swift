import SimulationKernel

/// The pools and procedures of a scenario, compiled; shared by all replications.
struct ProcedurePlan: Sendable {
    /// A pool, and how many of it there are when.
    struct Pool: Sendable {
        let site: Int
        let name: String
        let count: Int
        let hours: [(calendar: ShiftCalendar, count: Int)]

        /// How many there are at an instant.
        func count(at time: SimulationTime) -> Int {
            hours.last { $0.calendar.isOnShift(at: time) }?.count ?? count
        }

        /// When that may next change; nil for never.
        func nextChange(after time: SimulationTime) -> SimulationTime? {
            hours.compactMap { $0.calendar.nextChange(after: time)?.time }.min()
        }
    }
    struct Need: Sendable {
        /// The pools that will do, by index; those that never have enough are left out.
        let pools: [Int]
        let amount: Int
    }
    struct Step: Sendable {
        let needs: [Need]
    }

    private(set) var pools: [Pool] = []
    /// By procedure, those of all sites one after the other.
    private(set) var procedures: [[Step]] = []
    /// By site: the index of its first procedure.
    private(set) var firsts: [Int] = []
    /// The most steps of a procedure, and needs of a step.
    private(set) var mostSteps = 0
    private(set) var mostNeeds = 0
    /// What the author should know: procedures that may wait for each other.
    private(set) var warnings: [String] = []

    init(_ sites: [Site], clock: (String) throws(ModelError) -> LocalClock) throws(ModelError) {
        for (index, site) in sites.enumerated() {
            firsts.append(procedures.count)
            guard !site.procedures.isEmpty else { continue }
            let first = pools.count
            let siteClock = try clock(site.timeZone)
            for pool in site.pools {
                pools.append(
                    Pool(
                        site: index, name: pool.name, count: pool.count,
                        hours: pool.hours.map {
                            (ShiftCalendar(shifts: [$0.shift], clock: siteClock), $0.count)
                        }))
            }
            func places(_ need: ProcedureNeed) -> [Int] {
                need.pools.compactMap { name in
                    site.pools.firstIndex { $0.name == name && $0.most >= need.amount }.map { first + $0 }
                }
            }
            for procedure in site.procedures {
                procedures.append(
                    procedure.steps.map { step in
                        Step(
                            needs: step.needs.map { Need(pools: places($0), amount: $0.amount) })
                    })
                mostSteps = max(mostSteps, procedure.steps.count)
                mostNeeds = max(mostNeeds, procedure.steps.map(\.needs.count).max() ?? 0)
            }
            if let warning = Self.circle(in: site) { warnings.append(warning) }
        }
    }

    /// Two pools that steps of a site take in both orders.
    private static func circle(in site: Site) -> String? {
        var orders: Set<[String]> = []
        for procedure in site.procedures {
            for step in procedure.steps {
                for (place, need) in step.needs.enumerated() {
                    for later in step.needs[(place + 1)...] {
                        for first in need.pools {
                            for second in later.pools where first != second {
                                if orders.contains([second, first]) {
                                    return """
                                        site \(site.name), procedure \(procedure.name): it takes '\(first)' before \
                                        '\(second)', and elsewhere they are taken the other way round; patients \
                                        who each hold one of them can wait for each other
                                        """
                                }
                                orders.insert([first, second])
                            }
                        }
                    }
                }
            }
        }
        return nil
    }
}
