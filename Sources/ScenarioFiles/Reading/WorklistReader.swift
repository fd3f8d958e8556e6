import SimulationKernel
import Teleradiology

/// Reads the `worklist` of a scenario: the order of work, what interrupts, how long a study may wait at most, and how
/// studies find a reader.
struct WorklistReader {
    let priorities: [PriorityClass]
    /// The names of the sites, in order.
    let sites: [String]
    let groups: [ReaderGroup]
    let providers: [Provider]

    /// What a worklist says.
    struct Rules {
        var order = WorklistOrder.priority
        /// By class, in the order 'age'.
        var ageWeights: [Double]?
        var preemption = Preemption.none
        var maxWait: Duration?
        var assignment = Assignment.pull
    }

    func worklist(_ reader: NodeReader) -> Rules? {
        guard
            let map = reader.map(
                "a worklist such as '{ order: priority }'",
                keys: ["order", "max_wait", "assign", "shift_end", "spill_over", "overflow"])
        else { return nil }
        var rules = Rules()
        if let order = map.optional("order") {
            if case .map = order.node.content {
                readRules(order, into: &rules)
            } else {
                let choices = WorklistOrder.allCases.map { ($0.rawValue, $0) }
                rules.order = order.choice("order", choices) ?? .priority
            }
        } else {
            rules.order = map.fallback("order", rules.order)
        }
        if let place = map.optional("max_wait") {
            rules.maxWait = place.duration("a duration such as '6 h'")
            if rules.order == .fifo {
                place.error(
                    "\(place.path): in the order 'fifo' the longest wait comes first anyway; remove it")
            } else if rules.order != .priority {
                place.error("\(place.path): it goes with the order 'priority'")
            }
        }
        rules.assignment = AssignmentReader(
            priorities: priorities, sites: sites, groups: groups, providers: providers
        ).assignment(map)
        return rules
    }

    /// An order with what goes with it.
    private func readRules(_ reader: NodeReader, into rules: inout Rules) {
        let names = WorklistOrder.allCases.map { "'\($0.rawValue)'" }.joined(separator: ", ")
        guard
            let order = reader.map(
                "an order: \(names), '{ priority: { preempt: stat } }' or '{ age: { stat: 48, routine: 1 } }'",
                keys: ["priority", "age"])
        else { return }
        if let weights = order.optional("age") {
            if order.optional("priority") != nil { reader.error("give one order, 'priority' or 'age'") }
            rules.order = .age
            rules.ageWeights = ageWeights(weights)
        } else if let priority = order.required("priority", "{ preempt: stat }") {
            rules.preemption = preemption(priority)
        }
    }

    /// A weight for each class.
    private func ageWeights(_ reader: NodeReader) -> [Double]? {
        guard
            let map = reader.map(
                "weights by priority class such as '{ stat: 48, routine: 1 }'",
                keys: priorities.map(\.name), areNames: true)
        else { return nil }
        let weights = priorities.map { priority in
            map.required(priority.name, "1")?.number("a weight such as 48", in: 0...1e9)
        }
        let known = weights.compactMap(\.self)
        return known.count == weights.count ? known : nil
    }

    /// `{ preempt: stat, interrupted: head }`.
    private func preemption(_ reader: NodeReader) -> Preemption {
        guard
            let rules = reader.map(
                "what interrupts, such as '{ preempt: stat }'", keys: ["preempt", "interrupted"])
        else { return .none }
        let classes = rules.required("preempt", priorities[0].name).flatMap(interrupting)
        let returning = rules.optional("interrupted")?.choice(
            "place for the interrupted", Preemption.Return.allCases.map { ($0.rawValue, $0) })
        return Preemption(
            classes: classes ?? [], returning: returning ?? rules.fallback("interrupted", .head))
    }

    /// One class, a list of them, or `all`.
    private func interrupting(_ reader: NodeReader) -> Set<Int>? {
        if case .scalar("all") = reader.node.content, !priorities.contains(where: { $0.name == "all" }) {
            return Set(priorities.indices)
        }
        let items = reader.items("'all', a priority class or a list of them", allowsSingle: true)
        return items.map { Set($0.compactMap { $0.priority(of: priorities) }) }
    }
}

extension NodeReader {
    /// The index of a priority class of the scenario.
    func priority(of priorities: [PriorityClass]) -> Int? {
        choice("priority class", priorities.enumerated().map { ($0.element.name, $0.offset) })
    }
}
