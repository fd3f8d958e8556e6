import SimulationKernel

/// The studies that wait for a reader: a queue for each eligibility class, or for each reader, and priority.
///
/// Adding is O(1), in the orders by deadline, age and length O(log n); taking the next study for a group looks at the
/// first ones of its queues, O(priorities × classes the group may read).
struct Worklist {
    private var queues: [IndexQueue]
    /// The classes of each queue; the last is that of reviews, where there are any.
    private let priorities: Int
    /// Whether some readers may not have some studies, because they read them before.
    private let bars: Bool
    private let hasReviews: Bool
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
    /// Places of studies, and of calls, which come before all of them.
    private var nextNumber: UInt64 = 1 << 48
    private var nextCall: UInt64 = 0
    /// Studies that have waited for so long come first; nil for no such rule.
    private let maxWait: Duration?

    init(_ scenario: Scenario, classes: Int, isByReader: Bool = false) {
        self.isByReader = isByReader
        order = scenario.worklist
        isFifo = order == .fifo
        maxWait = order == .priority ? scenario.maxWait : nil
        bars = scenario.reporting != nil
        hasReviews = scenario.reporting?.peerReview != nil
        priorities = (isFifo ? 1 : scenario.priorities.count) + (hasReviews ? 1 : 0)
        targets =
            scenario.priorities.map { $0.target?.microseconds ?? Self.noTarget }
            + (hasReviews ? [2 * Self.noTarget] : [])
        let weights = scenario.priorities.enumerated().map { index, priority in
            scenario.ageWeights?[index] ?? priority.target.map { 1 / $0.seconds } ?? 0
        }
        self.weights = weights + (hasReviews ? [0] : [])
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

    /// The place of a call, before every study's.
    mutating func nextCallPlace() -> UInt64 {
        defer { nextCall &+= 1 }
        return nextCall
    }

    private func queue(of study: borrowing Study) -> Int {
        let isReview = study.task == .peerReview
        return Int(isByReader ? study.reader : study.eligibility) * priorities
            + (isReview ? priorities - 1 : isFifo ? 0 : Int(study.urgency))
    }

    /// The first of a queue that a reader may have (−1 for anybody).
    private func first(
        _ queue: Int, for reader: Int, _ studies: borrowing Pool<Study>, _ links: borrowing Links
    ) -> Int? {
        guard bars else { return queues[queue].first }
        var next = queues[queue].first
        while let index = next, studies[index].isBarred(reader) {
            next = queues[queue].next(after: index, links)
        }
        return next
    }

    /// The same where the order has keys.
    private func firstEntry(
        _ heap: Int, for reader: Int, _ studies: borrowing Pool<Study>
    ) -> WaitingHeap.Entry? {
        guard let first = heaps[heap].first else { return nil }
        guard bars else { return first }
        if !studies[Int(first.study)].isBarred(reader) { return first }
        return heaps[heap].first(for: reader, studies)
    }

    private mutating func take(_ index: Int, from queue: Int, at time: SimulationTime, _ links: inout Links)
        -> Int
    {
        waiting.add(-1, at: time)
        queues[queue].remove(index, &links)
        return index
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

    /// The highest class (the lowest number) that waits among the given classes of eligibility, and that a reader may have
    /// (−1 for anybody).
    func highestPriority(
        ofClasses classes: [Int], for reader: Int, _ studies: borrowing Pool<Study>, _ links: borrowing Links
    ) -> Int? {
        guard waiting.level > 0 else { return nil }
        for priority in 0..<priorities {
            for eligibility in classes {
                let place = eligibility * priorities + priority
                let waits =
                    heaps.isEmpty
                    ? first(place, for: reader, studies, links) != nil
                    : firstEntry(place, for: reader, studies) != nil
                if waits { return priority }
            }
        }
        return nil
    }

    /// Whether a call waits among the given classes of eligibility, where those of calls begin at `first`.
    func hasCall(ofClasses classes: [Int], from first: Int) -> Bool {
        guard waiting.level > 0 else { return false }
        return classes.contains { eligibility in
            let place = eligibility * priorities
            return eligibility >= first && (heaps.isEmpty ? queues[place].count > 0 : heaps[place].count > 0)
        }
    }

    /// The study that comes first in the queue of a class of eligibility and a priority.
    func head(_ eligibility: Int, _ priority: Int) -> Int? {
        queues[eligibility * priorities + priority].first
    }

    /// Takes the study that comes first among those of the given classes that a reader may have, down to the priority
    /// `lowest` in an order by priority.
    mutating func takeFirst(
        ofClasses classes: [Int], downTo lowest: Int = .max, for reader: Int,
        _ studies: borrowing Pool<Study>, at time: SimulationTime,
        _ links: inout Links
    ) -> Int? {
        guard waiting.level > 0 else { return nil }
        if !heaps.isEmpty { return takeByKey(ofClasses: classes, for: reader, studies, at: time) }
        let count = lowest < priorities ? lowest + 1 : priorities
        if let overdue = overdue(ofClasses: classes, first: count, for: reader, studies, at: time, links) {
            return take(overdue.study, from: overdue.queue, at: time, &links)
        }
        for priority in 0..<count {
            var best = -1
            var bestStudy = -1
            var bestNumber = UInt64.max
            for eligibility in classes {
                let queue = eligibility * priorities + priority
                guard let first = first(queue, for: reader, studies, links) else { continue }
                let number = studies[first].worklistNumber
                if number < bestNumber {
                    bestNumber = number
                    bestStudy = first
                    best = queue
                }
            }
            if best >= 0 { return take(bestStudy, from: best, at: time, &links) }
        }
        return nil
    }
}

// MARK: - Orders with keys

extension Worklist {
    private mutating func addByKey(_ index: Int, _ study: borrowing Study) {
        let key: Int64 =
            switch order {
            case _ where study.task == .call: Self.atOnce
            case .deadline:
                (study.task == .report ? study.imagingComplete : study.due).microseconds
                    &+ targets[Int(study.urgency)]
            case .shortest: study.expectedReading.microseconds
            case .age, .fifo, .priority: study.offeredSince.microseconds
            }
        heaps[queue(of: study)].add(
            WaitingHeap.Entry(
                key: key, number: study.worklistNumber, study: Int32(truncatingIfNeeded: index)))
    }

    /// The key of what comes before everything.
    private static let atOnce = Int64(-1)

    private mutating func takeByKey(
        ofClasses classes: [Int], for reader: Int, _ studies: borrowing Pool<Study>, at time: SimulationTime
    ) -> Int? {
        var best: (place: Int, entry: WaitingHeap.Entry, score: Double)?
        for priority in 0..<priorities {
            if order == .shortest, best != nil { break }
            for eligibility in classes {
                let place = eligibility * priorities + priority
                guard let entry = firstEntry(place, for: reader, studies) else { continue }
                // Ages grow while studies wait, but within a class the oldest stays the oldest.
                var score =
                    order == .age ? weights[priority] * Double(time.microseconds - entry.key) : 0
                if entry.key == Self.atOnce {
                    score = .infinity
                } else if hasReviews, priority == priorities - 1 {
                    score = -1
                }
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
        heaps[best.place].remove(Int(best.entry.study))
        return Int(best.entry.study)
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
    func first(
        ofClasses classes: [Int], priority: Int, for reader: Int, _ studies: borrowing Pool<Study>,
        _ links: borrowing Links
    ) -> Int? {
        var best: Int?
        for eligibility in classes {
            guard let first = first(eligibility * priorities + priority, for: reader, studies, links) else {
                continue
            }
            if let known = best, studies[known].worklistNumber < studies[first].worklistNumber { continue }
            best = first
        }
        return best
    }

    /// Whether a study of the given classes has waited for as long as one may.
    func hasOverdue(
        ofClasses classes: [Int], for reader: Int, _ studies: borrowing Pool<Study>, at time: SimulationTime,
        _ links: borrowing Links
    ) -> Bool {
        overdue(ofClasses: classes, first: priorities, for: reader, studies, at: time, links) != nil
    }

    /// The study, and its queue, that has waited the longest of those that waited as long as one may, among those of the
    /// first so many priorities; a review waits for as long as there is anything else.
    ///
    /// The first study of a queue is its oldest, so looking at the first ones is enough: O(priorities × classes), and
    /// nothing has to be scheduled.
    private func overdue(
        ofClasses classes: [Int], first count: Int, for reader: Int, _ studies: borrowing Pool<Study>,
        at time: SimulationTime,
        _ links: borrowing Links
    ) -> (study: Int, queue: Int)? {
        guard let maxWait else { return nil }
        var best: (study: Int, queue: Int)?
        var earliest = SimulationTime.latest
        for eligibility in classes {
            for priority in 0..<min(count, priorities - (hasReviews ? 1 : 0)) {
                let queue = eligibility * priorities + priority
                guard let first = first(queue, for: reader, studies, links) else { continue }
                let since = studies[first].offeredSince
                if time - since >= maxWait, since < earliest { (best, earliest) = ((first, queue), since) }
            }
        }
        return best
    }
}
