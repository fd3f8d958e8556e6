import SimulationKernel

/// Spill-over and overflow: after a while more readers may take a study.
extension SimulationRun {
    /// A study can be read: notes when more readers may, if it still waits then.
    mutating func watchForSpill(_ index: Int) {
        var eligibility = Int(studies[index].eligibility)
        while let next = model.rights.next[eligibility] {
            let entry = SpillQueues.Entry(
                due: simulation.now + model.rights.waits[next.queue], index: Int32(truncatingIfNeeded: index),
                eligibility: next.eligibility, number: studies[index].number)
            if spills.add(entry, to: next.queue) { scheduleSpill(of: next.queue) }
            eligibility = Int(next.eligibility)
        }
    }

    private mutating func scheduleSpill(of queue: Int) {
        guard let first = spills.first(of: queue) else { return }
        simulation.schedule(Event(kind: Kind.spill, index: queue), at: first.due)
    }

    /// More readers may take the studies of a queue that are due.
    mutating func spill(_ queue: Int) {
        while let entry = spills.first(of: queue), entry.due <= simulation.now {
            spills.dropFirst(of: queue)
            let index = Int(entry.index)
            guard studies[index].number == entry.number, studies[index].task == .report,
                !studies[index].isCopy
            else { continue }
            widen(index, to: entry.eligibility)
        }
        scheduleSpill(of: queue)
    }

    /// More readers may take a study.
    ///
    /// One that is on a reader's list goes to one of those who may take it only now, if there is one.
    private mutating func widen(_ index: Int, to eligibility: Int32) {
        let before = model.eligibility.groups[Int(studies[index].eligibility)]
        guard studies[index].isListed else {
            studies[index].eligibility = eligibility
            return
        }
        if studies[index].reader >= 0 {
            studies[index].eligibility = eligibility
            let added = model.eligibility.groups[Int(eligibility)].filter { !before.contains($0) }
            guard isPush, ownLists.next(ofGroups: added, priority: Int(studies[index].priority)) != nil else {
                return
            }
            takeOut(index)
            takeFromReader(index)
            _ = push(index, among: added)
        } else {
            takeOut(index)
            studies[index].eligibility = eligibility
            offer(index)
        }
    }
}
