import SimulationKernel

/// The studies that wait for a reader: a queue for each eligibility class, or for each reader, and priority.
///
/// Adding is O(1), in the orders by deadline, age and length O(log n); taking the next study for a group looks at the
/// first ones of its queues, O(priorities × classes the group may read).
struct Worklist {
    private var queues: [IndexQueue]
    private let priorities: Int
    private let isFifo: Bool
    private let order: WorklistOrder
    /// Whether the classes are readers, who have the study on their own lists.
    private let isByReader: Bool
    /// The queues of the orders that have keys; else empty.
    private var heaps: [WaitingHeap] = []
    /// What the classes do to keys: targets in µs, or weights.
    private let targets: [Int64]
    private let weights: [Double]
    /// The studies that wait, over time.
    var waiting = LevelTally()
    private var nextNumber: UInt64 = 0
    /// Studies that have waited for so long come first; nil for no such rule.
    private let maxWait: Duration?

    init(_ scenario: Scenario, classes: Int, isByReader: Bool = false) {
        self.isByReader = isByReader
        order = scenario.worklist
        isFifo = order == .fifo
        maxWait = order == .priority ? scenario.maxWait : nil
        priorities = isFifo ? 1 : scenario.priorities.count
        targets = scenario.priorities.map { $0.target?.microseconds ?? Self.noTarget }
        weights = scenario.priorities.enumerated().map { index, priority in
            scenario.ageWeights?[index] ?? priority.target.map { 1 / $0.seconds } ?? 0
        }
        queues = [IndexQueue](repeating: IndexQueue(), count: classes * priorities)
        if !WorklistOrder.simple.contains(order) {
            heaps = [WaitingHeap](repeating: WaitingHeap(), count: classes * priorities)
        }
    }

    /// Later than any deadline of a run.
    private static let noTarget: Int64 = 1 << 60

    /// Whether a study of a higher class always comes before one of a lower.
    var isByClass: Bool { order.isByClass }

    /// The place of a study that becomes available in the order of all.
    mutating func nextPlace() -> UInt64 {
        defer { nextNumber &+= 1 }
        return nextNumber
    }

    private func queue(of study: borrowing Study) -> Int {
        Int(isByReader ? study.reader : study.eligibility) * priorities + (isFifo ? 0 : Int(study.urgency))
    }

    /// Adds a study that just became available.
    mutating func add(_ index: Int, _ study: borrowing Study, at time: SimulationTime, _ links: inout Links) {
        if heaps.isEmpty {
            queues[queue(of: study)].append(index, &links)
        } else {
            addByKey(index, study)
        }
        waiting.add(1, at: time)
    }

    /// Puts a study that was taken before back to its old place; O(studies in its queue), or O(1) at its ends.
    mutating func putBack(
        _ index: Int, _ studies: borrowing Pool<Study>, at time: SimulationTime, _ links: inout Links
    ) {
        guard heaps.isEmpty else { return add(index, studies[index], at: time, &links) }
        let place = queue(of: studies[index])
        let number = studies[index].worklistNumber
        waiting.add(1, at: time)
        guard let first = queues[place].first, let last = queues[place].last,
            studies[last].worklistNumber > number
        else { return queues[place].append(index, &links) }
        if studies[first].worklistNumber > number { return queues[place].prepend(index, &links) }
        var isPlaced = false
        for _ in 0..<queues[place].count {
            guard let other = queues[place].popFirst(&links) else { break }
            if !isPlaced, studies[other].worklistNumber > number {
                queues[place].append(index, &links)
                isPlaced = true
            }
            queues[place].append(other, &links)
        }
    }

    /// Puts a study that was just taken as the first back to where it was; O(1), in orders with keys O(log n).
    mutating func restore(
        _ index: Int, _ study: borrowing Study, at time: SimulationTime, _ links: inout Links
    ) {
        if heaps.isEmpty {
            addFirst(index, study, at: time, &links)
        } else {
            add(index, study, at: time, &links)
        }
    }

    /// Takes a study out from wherever it stands; O(its place in its queue), in orders with keys O(studies in it).
    mutating func remove(
        _ index: Int, _ study: borrowing Study, at time: SimulationTime, _ links: inout Links
    ) {
        if heaps.isEmpty {
            queues[queue(of: study)].remove(index, &links)
        } else {
            heaps[queue(of: study)].remove(index)
        }
        waiting.add(-1, at: time)
    }

    /// The highest class (the lowest number) that waits among the given classes of eligibility.
    func highestPriority(ofClasses classes: [Int]) -> Int? {
        guard waiting.level > 0 else { return nil }
        return (0..<priorities).first { priority in
            classes.contains { eligibility in
                let place = eligibility * priorities + priority
                return heaps.isEmpty ? queues[place].count > 0 : heaps[place].count > 0
            }
        }
    }

    /// The study that comes first in the queue of a class of eligibility and a priority.
    func head(_ eligibility: Int, _ priority: Int) -> Int? {
        queues[eligibility * priorities + priority].first
    }

    /// Takes the study that comes first among those of the given classes, down to the priority `lowest` in an order by
    /// priority.
    mutating func takeFirst(
        ofClasses classes: [Int], downTo lowest: Int = .max, _ studies: borrowing Pool<Study>,
        at time: SimulationTime, _ links: inout Links
    ) -> Int? {
        guard waiting.level > 0 else { return nil }
        if !heaps.isEmpty { return takeByKey(ofClasses: classes, at: time) }
        let count = lowest < priorities ? lowest + 1 : priorities
        if let queue = overdueQueue(ofClasses: classes, first: count, studies, at: time) {
            waiting.add(-1, at: time)
            return queues[queue].popFirst(&links)
        }
        for priority in 0..<count {
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

// MARK: - Orders with keys

extension Worklist {
    private mutating func addByKey(_ index: Int, _ study: borrowing Study) {
        let key: Int64 =
            switch order {
            case .deadline: study.imagingComplete.microseconds &+ targets[Int(study.urgency)]
            case .shortest: study.expectedReading.microseconds
            case .age, .fifo, .priority: study.available.microseconds
            }
        heaps[queue(of: study)].add(
            WaitingHeap.Entry(
                key: key, number: study.worklistNumber, study: Int32(truncatingIfNeeded: index)))
    }

    private mutating func takeByKey(ofClasses classes: [Int], at time: SimulationTime) -> Int? {
        var best: (place: Int, entry: WaitingHeap.Entry, score: Double)?
        for priority in 0..<priorities {
            if order == .shortest, best != nil { break }
            for eligibility in classes {
                let place = eligibility * priorities + priority
                guard let entry = heaps[place].first else { continue }
                // Ages grow while studies wait, but within a class the oldest stays the oldest.
                let score =
                    order == .age ? weights[priority] * Double(time.microseconds - entry.key) : 0
                if let known = best {
                    let isBetter =
                        score == known.score ? entry.comes(before: known.entry) : score > known.score
                    if !isBetter { continue }
                }
                best = (place, entry, score)
            }
        }
        guard let best else { return nil }
        waiting.add(-1, at: time)
        return heaps[best.place].takeFirst().map { Int($0.study) }
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
        overdueQueue(ofClasses: classes, first: priorities, studies, at: time) != nil
    }

    /// The queue whose first study has waited the longest of those that waited as long as one may, among those of the
    /// first so many priorities.
    ///
    /// The first study of a queue is its oldest, so looking at the first ones is enough: O(priorities × classes), and
    /// nothing has to be scheduled.
    private func overdueQueue(
        ofClasses classes: [Int], first count: Int, _ studies: borrowing Pool<Study>, at time: SimulationTime
    ) -> Int? {
        guard let maxWait else { return nil }
        var best: Int?
        var earliest = SimulationTime.latest
        for eligibility in classes {
            for queue in eligibility * priorities..<eligibility * priorities + count {
                guard let first = queues[queue].first else { continue }
                let available = studies[first].available
                if time - available >= maxWait, available < earliest { (best, earliest) = (queue, available) }
            }
        }
        return best
    }
}
