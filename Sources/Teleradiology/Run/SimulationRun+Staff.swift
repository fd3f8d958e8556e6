import SimulationKernel

/// Readers who join a group or leave it at a date.
extension SimulationRun {
    mutating func scheduleStaffChanges() {
        for (index, change) in model.staff.changes.enumerated() where change.time < end || isFinishing {
            simulation.schedule(Event(kind: Kind.staffChange, index: index), at: change.time)
        }
    }

    /// A group has another number of readers from now on.
    mutating func changeStaff(_ index: Int) {
        let change = model.staff.changes[index]
        let (joined, left) = readers.change(change.group, toCount: change.count, at: simulation.now)
        noteWhoIsAtWork(change.group)
        handOver(of: left)
        returnAhead(of: left)
        returnLists(of: left)
        if isPush { return distribute(ofClasses: model.eligibility.classes[change.group]) }
        // Nobody is given anything ahead while another has nothing.
        for reader in joined { employ(reader) }
        for reader in joined { fillAhead(reader) }
        watchOnCall()
    }
}
