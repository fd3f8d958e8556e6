import SimulationKernel

/// The studies that wait for a reader: a queue for each eligibility class and priority.
///
/// Adding is O(1); taking the next study for a group is O(priorities × classes the group may read).
struct Worklist {
    private var queues: [IndexQueue]
    private let priorities: Int
    let isFifo: Bool
    /// The studies that wait, over time.
    var waiting = LevelTally()
    private var nextNumber: UInt64 = 0
    /// Studies that have waited for so long come first; nil for no such rule.
    private let maxWait: Duration?

    init(order: WorklistOrder, classes: Int, priorities: Int, maxWait: Duration? = nil) {
        self.maxWait = order == .fifo ? nil : maxWait
        isFifo = order == .fifo
        self.priorities = isFifo ? 1 : priorities
        queues = [IndexQueue](repeating: IndexQueue(), count: classes * self.priorities)
    }

    /// The place of a study that becomes available in the order of all.
    mutating func nextPlace() -> UInt64 {
        defer { nextNumber &+= 1 }
        return nextNumber
    }

    private func queue(of study: borrowing Study) -> Int {
        Int(study.eligibility) * priorities + (isFifo ? 0 : Int(study.urgency))
    }

    /// Adds a study that just became available.
    mutating func add(_ index: Int, _ study: borrowing Study, at time: SimulationTime, _ links: inout Links) {
        queues[queue(of: study)].append(index, &links)
        waiting.add(1, at: time)
    }

    /// Puts a study that was taken before back to its old place; O(studies in its queue).
    mutating func putBack(
        _ index: Int, _ studies: borrowing Pool<Study>, at time: SimulationTime, _ links: inout Links
    ) {
        let place = queue(of: studies[index])
        let number = studies[index].worklistNumber
        var isPlaced = false
        for _ in 0..<queues[place].count {
            guard let other = queues[place].popFirst(&links) else { break }
            if !isPlaced, studies[other].worklistNumber > number {
                queues[place].append(index, &links)
                isPlaced = true
            }
            queues[place].append(other, &links)
        }
        if !isPlaced { queues[place].append(index, &links) }
        waiting.add(1, at: time)
    }

    /// The highest class (the lowest number) that waits among the given classes of eligibility.
    func highestPriority(ofClasses classes: [Int]) -> Int? {
        guard waiting.level > 0 else { return nil }
        return (0..<priorities).first { priority in
            classes.contains { queues[$0 * priorities + priority].count > 0 }
        }
    }

    /// Takes the study that comes first among those of the given classes.
    mutating func takeFirst(
        ofClasses classes: [Int], _ studies: borrowing Pool<Study>, at time: SimulationTime,
        _ links: inout Links
    ) -> Int? {
        guard waiting.level > 0 else { return nil }
        if let queue = overdueQueue(ofClasses: classes, studies, at: time) {
            waiting.add(-1, at: time)
            return queues[queue].popFirst(&links)
        }
        for priority in 0..<priorities {
            var best = -1
            var bestNumber = UInt64.max
            for eligibility in classes {
                let queue = eligibility * priorities + priority
                guard let first = queues[queue].first else { continue }
                let number = studies[first].worklistNumber
                if number < bestNumber {
                    bestNumber = number
                    best = queue
                }
            }
            if best >= 0 {
                waiting.add(-1, at: time)
                return queues[best].popFirst(&links)
            }
        }
        return nil
    }
}

// MARK: - Interrupted and overdue studies

extension Worklist {
    /// Puts an interrupted study before all others of its class; O(1).
    mutating func addFirst(
        _ index: Int, _ study: borrowing Study, at time: SimulationTime, _ links: inout Links
    ) {
        queues[queue(of: study)].prepend(index, &links)
        waiting.add(1, at: time)
    }

    /// The first study of a priority class among the given classes of eligibility.
    func first(ofClasses classes: [Int], priority: Int, _ studies: borrowing Pool<Study>) -> Int? {
        var best: Int?
        for eligibility in classes {
            guard let first = queues[eligibility * priorities + priority].first else { continue }
            if let known = best, studies[known].worklistNumber < studies[first].worklistNumber { continue }
            best = first
        }
        return best
    }

    /// Takes a study that is the first of its queue.
    mutating func take(_ index: Int, _ study: borrowing Study, at time: SimulationTime, _ links: inout Links)
    {
        let first = queues[queue(of: study)].popFirst(&links)
        assert(first == index)
        waiting.add(-1, at: time)
    }

    /// Whether a study of the given classes has waited for as long as one may.
    func hasOverdue(ofClasses classes: [Int], _ studies: borrowing Pool<Study>, at time: SimulationTime)
        -> Bool
    {
        overdueQueue(ofClasses: classes, studies, at: time) != nil
    }

    /// The queue whose first study has waited the longest of those that waited as long as one may.
    ///
    /// The first study of a queue is its oldest, so looking at the first ones is enough: O(priorities × classes), and
    /// nothing has to be scheduled.
    private func overdueQueue(
        ofClasses classes: [Int], _ studies: borrowing Pool<Study>, at time: SimulationTime
    ) -> Int? {
        guard let maxWait else { return nil }
        var best: Int?
        var earliest = SimulationTime.latest
        for eligibility in classes {
            for queue in eligibility * priorities..<(eligibility + 1) * priorities {
                guard let first = queues[queue].first else { continue }
                let available = studies[first].available
                if time - available >= maxWait, available < earliest { (best, earliest) = (queue, available) }
            }
        }
        return best
    }
}
