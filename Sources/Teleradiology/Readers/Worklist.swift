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

    init(order: WorklistOrder, classes: Int, priorities: Int) {
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
        Int(study.eligibility) * priorities + (isFifo ? 0 : Int(study.priority))
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

    /// The study that comes first in the queue of a class of eligibility and a priority.
    func head(_ eligibility: Int, _ priority: Int) -> Int? {
        queues[eligibility * priorities + priority].first
    }

    /// Takes the study that comes first among those of the given classes.
    mutating func takeFirst(
        ofClasses classes: [Int], _ studies: borrowing Pool<Study>, at time: SimulationTime,
        _ links: inout Links
    ) -> Int? {
        guard waiting.level > 0 else { return nil }
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
