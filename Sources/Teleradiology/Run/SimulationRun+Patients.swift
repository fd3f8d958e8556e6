import SimulationKernel

/// Studies of one patient, which a reader reads together.
extension SimulationRun {
    /// Puts a study into the ring of its patient's.
    mutating func join(_ index: Int, toPatientOf other: Int) {
        if studies[other].sibling < 0 { studies[other].sibling = Int32(truncatingIfNeeded: other) }
        studies[index].sibling = studies[other].sibling
        studies[other].sibling = Int32(truncatingIfNeeded: index)
    }

    /// Takes a study that is reported out of its ring.
    mutating func leavePatient(_ index: Int) {
        guard studies[index].sibling >= 0 else { return }
        var ahead = Int(studies[index].sibling)
        while Int(studies[ahead].sibling) != index { ahead = Int(studies[ahead].sibling) }
        studies[ahead].sibling = studies[index].sibling
    }

    /// The reader at work, of some groups, who has another study of the patient; nil when nobody has.
    func readerOfPatient(_ index: Int, among groups: [Int]) -> Int? {
        guard keepsPatients, studies[index].sibling >= 0 else { return nil }
        var other = Int(studies[index].sibling)
        while other != index {
            let reader = Int(studies[other].reader)
            if reader >= 0, readers.isAtWork(reader), groups.contains(Int(readers.groupOf[reader])) {
                return reader
            }
            other = Int(studies[other].sibling)
        }
        return nil
    }

    /// Gives the reader of a study those of the patient's that wait on the worklist.
    mutating func gatherPatient(of index: Int, for reader: Int) {
        guard keepsPatients, studies[index].sibling >= 0 else { return }
        let group = Int(readers.groupOf[reader])
        var other = Int(studies[index].sibling)
        while other != index {
            let next = Int(studies[other].sibling)
            // What is nobody's may be about to be offered, and is on no list then.
            if studies[other].isListed, studies[other].reader < 0,
                model.eligibility.groups[Int(studies[other].eligibility)].contains(group)
            {
                takeOut(other)
                give(other, to: reader)
            }
            other = next
        }
    }
}
