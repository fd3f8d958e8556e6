import SimulationKernel

/// The studies that wait for a reader: a queue for each eligibility class and priority.
///
/// Adding is O(1); taking the next study for a group is O(priorities × classes the group may read).
struct Worklist {
    private var queues: [IndexQueue]
    private let priorities: Int
    private let isFifo: Bool
    /// The studies that wait, over time.
    var waiting = LevelTally()
    private var nextNumber: UInt64 = 0

    init(order: WorklistOrder, classes: Int, priorities: Int) {
        isFifo = order == .fifo
        self.priorities = isFifo ? 1 : priorities
        queues = [IndexQueue](repeating: IndexQueue(), count: classes * self.priorities)
    }

    /// Adds a study that just became available.
    mutating func add(_ index: Int, _ study: inout Study, at time: SimulationTime, _ links: inout Links) {
        study.worklistNumber = nextNumber
        nextNumber &+= 1
        queues[Int(study.eligibility) * priorities + (isFifo ? 0 : Int(study.priority))].append(index, &links)
        waiting.add(1, at: time)
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
