import SimulationKernel

/// Studies that are given to readers: who is given one, and what happens to it on the reader's own list.
///
/// A reader's list is read in the order of the worklist. What is not taken up by the end of the shift goes to others, or
/// back to the worklist. A study for which nobody is at work, or nobody has room, waits on the worklist.
extension SimulationRun {
    /// What the study counts in relative value units, in millionths.
    func relativeValue(_ index: Int) -> Int64 { model.relativeValues[Int(studies[index].modality.rawValue)] }

    /// Gives a study to the reader whom the policy of its class chooses; false when there is none.
    mutating func push(_ index: Int, among groups: [Int]) -> Bool {
        let priority = Int(studies[index].priority)
        var chosen: Int?
        if daylight.select(from: groups, at: simulation.now) {
            chosen = ownLists.next(ofGroups: daylight.groups, priority: priority)
        }
        guard let reader = chosen ?? ownLists.next(ofGroups: groups, priority: priority) else { return false }
        give(index, to: reader)
        return true
    }

    /// Gives a study to a reader, who takes it up at once, interrupts another for it, or has it on the list.
    mutating func give(_ index: Int, to reader: Int) {
        ownLists.give(reader, work: studies[index].expectedReading, value: relativeValue(index))
        if readers.isBusy(reader) {
            if isPreemptive, giveByInterrupting(index, reader) { return }
            noteAssignment(index, to: reader)
            list(index, of: reader)
            ownLists.waiting.add(index, studies[index], at: simulation.now, &links)
            fillAhead(reader)
        } else {
            assign(index, to: reader)
            fillAhead(reader)
        }
    }

    /// A study begins to wait for a reader who was given it.
    mutating func list(_ index: Int, of reader: Int) {
        studies[index].reader = Int32(truncatingIfNeeded: reader)
        studies[index].stage = .worklist
        beginWaiting(index)
        ownLists.changeListed(reader, by: 1)
    }

    /// Gives what waits, and somebody who came may read, to those who are at work.
    mutating func distribute(ofClasses classes: [Int]) {
        while let index = takeFromWorklist(ofClasses: classes) {
            if push(index, among: model.eligibility.groups[Int(studies[index].eligibility)]) { continue }
            beginWaiting(index)
            return worklist.restore(index, studies[index], at: simulation.now, &links)
        }
    }

    /// Fills the room on a reader's list from the worklist.
    mutating func fillList(_ reader: Int) {
        guard ownLists.isLimited, readers.isAtWork(reader) else { return }
        let classes = model.eligibility.classes[Int(readers.groupOf[reader])]
        while ownLists.hasRoom(reader), let index = takeFromWorklist(ofClasses: classes) {
            give(index, to: reader)
        }
    }

    /// Those of a group who are at work may be given studies from now on, and nobody else of it; what was given before a
    /// shift counts no more. O(readers of the group).
    mutating func noteWhoIsAtWork(_ group: Int) {
        guard isPush else { return }
        for reader in readers.groups[group].members { ownLists.setAtWork(reader, readers.isAtWork(reader)) }
    }

    /// Takes from readers who leave what is on their lists; it goes to others, or to its old place on the worklist.
    mutating func returnLists(of leaving: Range<Int>) {
        guard hasOwnLists else { return }
        var returned: [Int] = []
        for reader in leaving {
            while let index = takeFromList(of: reader) {
                takeFromReader(index)
                returned.append(index)
            }
        }
        returned.sort { studies[$0].worklistNumber < studies[$1].worklistNumber }
        for index in returned { offer(index) }
    }

    /// A study that was given to a reader is nobody's again.
    mutating func takeFromReader(_ index: Int) {
        let reader = Int(studies[index].reader)
        if reader >= 0 {
            ownLists.takeBack(reader, work: studies[index].expectedReading, value: relativeValue(index))
        }
        studies[index].reader = -1
    }
}
