import SimulationKernel

/// Who may read what as time goes by, compiled: a table from the start on, and one from each change of rights on.
struct RightsPlan: Sendable {
    /// The tables, one more than changes.
    let tables: [EligibilityTable]
    /// When the next table begins to hold.
    let changes: [SimulationTime]
    /// Studies that nobody may read for a time.
    let warnings: [String]
    /// By class: what a study becomes that waits for long; nil for those that stay what they are.
    let next: [ClassNumbers.Next?]
    /// The different waits after which that happens.
    let waits: [Duration]

    /// Notes the studies of streams that nobody may ever read, or that nobody will ever read in a run that goes on until
    /// all is read.
    ///
    /// - Parameters:
    ///   - clocks: the clock of each reader group.
    ///   - mergers: when which groups become one pool.
    ///   - places: the most readers that each group ever has; one without any is as good as left out.
    init(
        _ scenario: Scenario, streams: [CompiledStream], clocks: [LocalClock],
        mergers: [(time: SimulationTime, groups: Set<String>)], places: [Int],
        _ problems: inout ModelProblems
    ) {
        let epochs = Epochs(scenario, clocks, mergers.map(\.time))
        changes = Array(epochs.starts.dropFirst())

        /// By site: the groups that may read its studies, by epoch, as far as rights go.
        let rights = scenario.sites.map { site in epochs.groups(at: site, scenario.readers, places) }
        let delays = AccessDelays(scenario, mergers, epochs.starts)
        var classes = ClassNumbers()
        /// What was found for sites with the same rights and waits, by modality, application and priority.
        var classesOfRights: [SiteAccess: SiteClasses] = [:]
        var classOf: [Int32] = []
        var warnings: [String] = []
        for stream in streams {
            let site = scenario.sites[stream.site]
            let kind = SiteAccess(rights: rights[stream.site], delays: delays.rules(at: stream.site))
            let own: SiteClasses
            if let found = classesOfRights[kind] {
                own = found
            } else {
                own = SiteClasses(kind, scenario.readers, delays, &classes)
                classesOfRights[kind] = own
            }
            for modality in Modality.allCases {
                for application in Application.allCases
                where EligibilityTable.produces(stream, modality, application) {
                    let place =
                        Int(modality.rawValue) * EligibilityTable.applications + Int(application.rawValue)
                    let what =
                        "\(modality.name) \(application.name) studies of stream \(site.demand[stream.index].name) at "
                        + "site \(site.name)"
                    let eligible = own.eligible[place]
                    guard !eligible.isEmpty else {
                        problems.add(
                            .unreadableStream,
                            "nobody may read \(what)\(epochs.missing(at: site, scenario.readers, places))")
                        continue
                    }
                    if let name = Self.classWithoutReader(stream, eligible, scenario) {
                        problems.add(
                            .unreadableStream,
                            "nobody may read \(what) of class \(name): all who may are on call, for higher classes"
                        )
                    }
                    if let gap = epochs.gap(in: eligible, of: scenario, clocks) {
                        warnings.append("nobody may read \(what) \(gap)")
                    }
                    if scenario.ending == .finish, Self.ends(eligible.last ?? [], scenario.readers) {
                        problems.add(
                            .unreadableStream,
                            "in the end nobody is left who reads \(what): a run that goes on until all is read would "
                                + "never end")
                    }
                }
            }
            classOf += own.numbers
        }
        self.warnings = warnings
        waits = classes.waits
        // A class of later tasks for each of first reports: what one group of readers may do for its studies.
        var groups = classes.groups
        let reports = groups.count
        let tasks = scenario.reporting?.laterTasks ?? []
        for task in tasks {
            for eligible in classes.groups {
                groups.append(
                    eligible.map { groups in
                        scenario.reporting?.groups(for: task, among: groups, scenario.readers) ?? []
                    })
            }
        }
        next = classes.next + [ClassNumbers.Next?](repeating: nil, count: groups.count - reports)
        let ahead = reports * (1 + tasks.filter(\.goesAhead).count)
        tables = epochs.starts.indices.map { epoch in
            EligibilityTable(
                groups: groups.map { $0[epoch] }, groupCount: scenario.readers.count, classOf: classOf,
                priorities: delays.priorities, reports: reports, ahead: ahead)
        }
    }

    /// The class that studies of a class belong to when they have waited for as long as makes a difference.
    func last(_ eligibility: Int32) -> Int32 {
        var last = eligibility
        while let next = next[Int(last)] { last = next.eligibility }
        return last
    }

    /// Whether a class is one in which studies wait for good.
    func isLast(_ eligibility: Int) -> Bool { next[eligibility] == nil }

    /// The name of the lowest class of a stream if only readers on call may read it, for higher classes; else nil.
    private static func classWithoutReader(
        _ stream: CompiledStream, _ eligible: [[Int]], _ scenario: Scenario
    ) -> String? {
        var lowest = -1
        for group in eligible.joined() {
            guard let plan = scenario.readers[group].onCall else { return nil }
            lowest = max(lowest, plan.priority)
        }
        for priority in scenario.priorities.indices.reversed() where priority > lowest {
            let share = stream.priorities[priority] - (priority > 0 ? stream.priorities[priority - 1] : 0)
            let isDrawn = share > 1e-12
            let comes = stream.lists { _, _, known in known.map { $0 == priority } ?? isDrawn } ?? isDrawn
            if comes { return scenario.priorities[priority].name }
        }
        return nil
    }

    /// Whether the last of the groups' shifts has a last date.
    private static func ends(_ eligible: [Int], _ groups: [ReaderGroup]) -> Bool {
        eligible.allSatisfy { group in
            let shifts = groups[group].shifts
            return !shifts.isEmpty && shifts.allSatisfy { $0.until != nil }
        }
    }
}

/// The times between changes of rights.
private struct Epochs {
    /// When each begins, the first at the start of the run.
    let starts: [SimulationTime]
    /// By epoch and group: the local day.
    private let days: [[Int]]

    /// - Parameter others: further instants at which it changes who may read what.
    init(_ scenario: Scenario, _ clocks: [LocalClock], _ others: [SimulationTime]) {
        var instants = Set(
            others.filter { $0 > .zero && ($0 < .zero + scenario.length || scenario.ending == .finish) })
        for (group, clock) in zip(scenario.readers, clocks) {
            for day in group.rights.changes {
                let instant = clock.time(day: day, minute: 0)
                if instant > .zero, instant < .zero + scenario.length || scenario.ending == .finish {
                    instants.insert(instant)
                }
            }
        }
        starts = [.zero] + instants.sorted()
        days = starts.map { start in clocks.map { $0.day(at: start) } }
    }

    /// By epoch: the groups with readers whose rights suffice for a site.
    func groups(at site: Site, _ readers: [ReaderGroup], _ places: [Int]) -> [[Int]] {
        days.map { days in
            readers.indices.filter {
                places[$0] > 0 && readers[$0].rights.obstacle(at: site, day: days[$0]) == nil
            }
        }
    }

    /// What all readers lack at a site at the start, in brackets; empty when it is not their number or their rights.
    func missing(at site: Site, _ readers: [ReaderGroup], _ places: [Int]) -> String {
        let obstacles = readers.indices.map {
            places[$0] == 0
                ? "nobody in \(readers[$0].name)" : readers[$0].rights.obstacle(at: site, day: days[0][$0])
        }
        var kinds: [String] = []
        for case let obstacle? in obstacles where !kinds.contains(obstacle) { kinds.append(obstacle) }
        return kinds.isEmpty ? "" : " (\(kinds.joined(separator: "; ")))"
    }

    /// The first time in which nobody may read, in words; nil when there is none.
    func gap(in eligible: [[Int]], of scenario: Scenario, _ clocks: [LocalClock]) -> String? {
        guard let first = eligible.firstIndex(where: \.isEmpty) else { return nil }
        let next = eligible[first...].firstIndex { !$0.isEmpty }
        func date(_ epoch: Int) -> String { clocks.isEmpty ? "" : LocalClock.date(ofDay: days[epoch][0]) }
        let until = next.map { " until \(date($0))" } ?? ""
        return first == 0 ? "at first,\(until)" : "from \(date(first)) on\(until.isEmpty ? "" : ",\(until)")"
    }
}

extension LocalClock {
    /// A local day (days since 1970-01-01) as `2026-03-02`.
    ///
    /// H. Hinnant's civil calendar arithmetic.
    static func date(ofDay day: Int) -> String {
        let shifted = day + 719_468
        let era = (shifted >= 0 ? shifted : shifted - 146_096) / 146_097
        let dayOfEra = shifted - era * 146_097
        let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let monthIndex = (5 * dayOfYear + 2) / 153
        let date = dayOfYear - (153 * monthIndex + 2) / 5 + 1
        let month = monthIndex < 10 ? monthIndex + 3 : monthIndex - 9
        let year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0)
        func two(_ value: Int) -> String { value < 10 ? "0\(value)" : "\(value)" }
        return "\(year)-\(two(month))-\(two(date))"
    }
}
