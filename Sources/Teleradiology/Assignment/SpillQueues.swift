import SimulationKernel

/// Studies that more readers may take if they still wait after a while: by wait a queue, the first one due first.
///
/// Every study waits the same time in a queue, so its entries are in order of time, and one event for the first is enough.
struct SpillQueues {
    /// A study, and the class of eligibility that it belongs to from then on.
    struct Entry: BitwiseCopyable {
        let due: SimulationTime
        let index: Int32
        let eligibility: Int32
        /// The number of the study, by which an entry of one that has left since is known.
        let number: Int
    }

    /// A queue in an array whose taken entries are dropped when they are the half of it; O(1) amortised.
    private struct Queue {
        var entries: [Entry] = []
        var head = 0
    }

    private var queues: [Queue]

    init(_ count: Int) { queues = [Queue](repeating: Queue(), count: count) }

    /// Adds a study to a queue; true when it is the first, for which an event is to be scheduled.
    mutating func add(_ entry: Entry, to queue: Int) -> Bool {
        queues[queue].entries.append(entry)
        return queues[queue].entries.count - queues[queue].head == 1
    }

    /// The first study of a queue.
    func first(of queue: Int) -> Entry? {
        let place = queues[queue].head
        return place < queues[queue].entries.count ? queues[queue].entries[place] : nil
    }

    /// Drops the first study of a queue.
    mutating func dropFirst(of queue: Int) {
        queues[queue].head += 1
        let head = queues[queue].head
        guard head * 2 >= queues[queue].entries.count, head >= 64 || head == queues[queue].entries.count
        else { return }
        queues[queue].entries.removeFirst(head)
        queues[queue].head = 0
    }
}
