import SimulationKernel
import Teleradiology

/// Reads the `worklist` of a scenario: the order of work, what interrupts, and how long a study may wait at most.
struct WorklistReader {
    let priorities: [PriorityClass]

    /// What a worklist says.
    struct Rules {
        var order = WorklistOrder.priority
        var preemption = Preemption.none
        var maxWait: Duration?
    }

    func worklist(_ reader: NodeReader) -> Rules? {
        guard
            let map = reader.map(
                "a worklist such as '{ order: priority }'", keys: ["order", "max_wait"], later: ["assign"])
        else { return nil }
        var rules = Rules()
        if let order = map.optional("order") {
            if case .map = order.node.content {
                rules.preemption = preemption(order)
            } else {
                let choices = WorklistOrder.allCases.map { ($0.rawValue, $0) }
                rules.order = order.choice("order", choices) ?? .priority
            }
        }
        if let place = map.optional("max_wait") {
            rules.maxWait = place.duration("a duration such as '6 h'")
            if rules.order == .fifo {
                place.error(
                    "\(place.path): in the order 'fifo' the longest wait comes first anyway; remove it")
            }
        }
        return rules
    }

    /// `{ priority: { preempt: stat, interrupted: head } }`.
    private func preemption(_ reader: NodeReader) -> Preemption {
        guard
            let order = reader.map(
                "an order: 'priority', 'fifo' or '{ priority: { preempt: stat } }'", keys: ["priority"]),
            let rules = order.required("priority", "{ preempt: stat }")?.map(
                "what interrupts, such as '{ preempt: stat }'", keys: ["preempt", "interrupted"])
        else { return .none }
        let classes = rules.required("preempt", priorities[0].name).flatMap(interrupting)
        let returning = rules.optional("interrupted")?.choice(
            "place for the interrupted", Preemption.Return.allCases.map { ($0.rawValue, $0) })
        return Preemption(classes: classes ?? [], returning: returning ?? .head)
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
