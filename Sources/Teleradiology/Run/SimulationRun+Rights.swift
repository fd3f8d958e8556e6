import SimulationKernel

/// Licences and credentials that begin or end during a run.
///
/// From its first day on, readers take what waits; from its end on they take no more. What they were given before stays
/// with them.
extension SimulationRun {
    mutating func scheduleRightsChanges() {
        for (index, time) in model.rights.changes.enumerated() {
            simulation.schedule(Event(kind: Kind.rightsChange, index: index), at: time)
        }
    }

    /// Another table of who may read what holds from now on.
    mutating func changeRights(_ index: Int) {
        let before = model.eligibility.classes
        model.eligibility = model.rights.tables[index + 1]
        for group in before.indices where model.eligibility.classes[group] != before[group] {
            if isPush {
                distribute(ofClasses: model.eligibility.classes[group])
                continue
            }
            // Who may not have what waits is idle again behind the others.
            for _ in 0..<readers.groups[group].idle.count {
                guard
                    worklist.highestPriority(
                        ofClasses: model.eligibility.classes[group], for: -1, studies, links) != nil,
                    let reader = readers.takeIdle(ofGroups: [group])
                else { break }
                employ(reader)
                fillAhead(reader)
            }
        }
        watchOnCall()
    }
}
