import SimulationKernel
import Teleradiology

/// Reads how studies find a reader: `assign`, `shift_end`, `spill_over` and `overflow` of a worklist.
struct AssignmentReader {
    let priorities: [PriorityClass]
    /// The names of the sites, in order.
    let sites: [String]
    let groups: [ReaderGroup]
    let providers: [Provider]

    func assignment(_ worklist: MapReader) -> Assignment {
        var assignment =
            worklist.optional("assign").map(assign)
            ?? worklist.fallback("assign", .pull, as: { _ in "pull" })
        assignment.shiftEnd =
            worklist.optional("shift_end")?.choice(
                "end of shifts", ShiftEnd.allCases.map { ($0.rawValue, $0) })
            ?? worklist.fallback("shift_end", .finish)
        if let rules = worklist.optional("spill_over") {
            assignment.delayed += delays(rules, "{ to: General, after: 15 min }", spillOver)
        }
        if let rules = worklist.optional("overflow") {
            assignment.delayed += delays(rules, "{ to: Night Reads, after: 20 min }", overflow)
        }
        if assignment.isPush {
            for group in groups where group.onCall != nil {
                worklist.optional("assign")?.error(
                    "\(group.name.shortened) are on call: they take studies themselves, so 'assign: pull' goes with that"
                )
            }
        }
        return assignment
    }

    // MARK: Who is given a study

    private static let policies = PushPolicy.allCases.map { ($0.rawValue, $0) }

    /// `pull`, a policy, or a map with more.
    private func assign(_ reader: NodeReader) -> Assignment {
        var assignment = Assignment.pull
        guard case .map = reader.node.content else {
            let choices = [("pull", PushPolicy?.none)] + Self.policies.map { ($0.0, PushPolicy?.some($0.1)) }
            if let choice = reader.choice("way to assign studies", choices), let policy = choice {
                assignment.push = priorities.map { _ in policy }
            }
            return assignment
        }
        guard
            let map = reader.map(
                "a way to assign studies such as 'pull', 'least-work' or '{ push: least-rvu, limit: 5 }'",
                keys: ["push", "limit", "cherry_picking", "same_patient", "follow_the_sun"])
        else { return assignment }
        if let push = map.optional("push") { assignment.push = policies(push) ?? [] }
        if let limit = map.optional("limit") {
            assignment.limit = limit.count("a number of studies on a reader's list", in: 1...100_000)
            if map.optional("push") == nil {
                limit.error(
                    "\(limit.path): lists of their own have readers who are given studies; write 'push: least-work'"
                )
            }
        }
        if let picking = map.optional("cherry_picking") {
            let choice = picking.map(
                "the first studies that a reader chooses from, such as '{ top: 5 }'", keys: ["top"])
            let top = choice?.required("top", "5")?.count("a number of studies to choose from", in: 1...1000)
            assignment.cherryPicking = top ?? 1
            if map.optional("push") != nil {
                picking.error("\(picking.path): readers who are given studies do not choose; remove 'push'")
            }
        }
        assignment.keepsPatients =
            map.optional("same_patient")?.flag() ?? map.fallback("same_patient", false)
        assignment.daytime = map.optional("follow_the_sun").flatMap(WeeklyHours.hours).map {
            Daytime(startMinute: $0.start, endMinute: $0.end)
        }
        return assignment
    }

    /// One policy, or one for each class.
    private func policies(_ reader: NodeReader) -> [PushPolicy]? {
        guard case .map = reader.node.content else {
            return reader.choice("policy", Self.policies).map { policy in priorities.map { _ in policy } }
        }
        guard
            let map = reader.map(
                "a policy, or policies by class such as '{ stat: least-work, routine: least-rvu }'",
                keys: priorities.map(\.name), areNames: true)
        else { return nil }
        let policies = priorities.map { priority in
            map.required(priority.name, "least-work")?.choice("policy", Self.policies)
        }
        let known = policies.compactMap(\.self)
        return known.count == policies.count ? known : nil
    }

    // MARK: Who may take a study only later

    /// One rule or a list of them.
    private func delays(
        _ reader: NodeReader, _ example: String, _ groups: (NodeReader) -> Set<String>?
    ) -> [DelayedAccess] {
        var items = [reader]
        if case .list = reader.node.content { items = reader.items("rules such as '\(example)'") ?? [] }
        return items.compactMap { item in
            guard
                let map = item.map(
                    "a rule such as '\(example)'",
                    keys: ["to", "after", "applies_to"])
            else { return nil }
            let names = map.required("to", "General").flatMap(groups)
            let after = map.required("after", "15 min")?.duration("a wait such as '15 min'")
            guard let names, let after else { return nil }
            let studies = map.optional("applies_to").map(
                StudyFilterReader(priorities: priorities, sites: sites).studies)
            let rule = DelayedAccess(groups: names, after: after, studies: studies ?? .all)
            checkReading(rule, item)
            return rule
        }
    }

    /// Groups, by name.
    private func spillOver(_ reader: NodeReader) -> Set<String>? {
        let items = reader.items("a reader group, or a list of them", allowsSingle: true)
        let names = items?.compactMap { $0.choice("reader group", groups.map { ($0.name, $0.name) }) }
        return names.flatMap { $0.isEmpty ? nil : Set($0) }
    }

    /// The groups of a provider.
    private func overflow(_ reader: NodeReader) -> Set<String>? {
        guard !providers.isEmpty else {
            reader.error(
                "\(reader.path): there are no providers; describe them in 'providers', or write 'spill_over' with a reader group"
            )
            return nil
        }
        return reader.choice("provider", providers.map { ($0.name, $0.groups) })
    }

    /// Who is to wait for studies must be able to read some of them.
    private func checkReading(_ rule: DelayedAccess, _ item: NodeReader) {
        for group in groups.filter({ rule.groups.contains($0.name) })
        where group.modalities.isDisjoint(with: rule.studies.modalities)
            || group.applications.isDisjoint(with: rule.studies.applications)
        {
            item.error("\(item.path): \(group.name.shortened) read none of these studies, sooner or later")
        }
    }
}
