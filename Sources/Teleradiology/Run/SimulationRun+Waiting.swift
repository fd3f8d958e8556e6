import SimulationKernel

/// What waits for a reader: the reader's own list, where there are such, and the worklist.
extension SimulationRun {
    /// The next study of the worklist among some classes of eligibility, down to a priority, which stops waiting.
    mutating func takeFromWorklist(ofClasses classes: [Int], downTo lowest: Int = .max) -> Int? {
        guard
            let index = worklist.takeFirst(
                ofClasses: classes, downTo: lowest, studies, at: simulation.now, &links)
        else { return nil }
        observations.endWaiting(after: simulation.now - studies[index].queued, at: simulation.now)
        return index
    }

    /// The next study of a reader's own list, which stops waiting.
    mutating func takeFromList(of reader: Int) -> Int? {
        guard
            let index = ownLists.waiting.takeFirst(
                ofClasses: ownLists.classes[reader], studies, at: simulation.now, &links)
        else { return nil }
        observations.endWaiting(after: simulation.now - studies[index].queued, at: simulation.now)
        ownLists.changeListed(reader, by: -1)
        return index
    }

    /// The next study for a reader, from the own list unless something of a higher class is on the worklist; from that
    /// down to a priority.
    mutating func takeWaiting(for reader: Int, downTo lowest: Int = .max) -> Int? {
        let classes = model.eligibility.classes[Int(readers.groupOf[reader])]
        if hasOwnLists, let own = ownLists.waiting.highestPriority(ofClasses: ownLists.classes[reader]) {
            let isOutranked =
                worklist.isByClass && worklist.highestPriority(ofClasses: classes).map { $0 < own } ?? false
            if !isOutranked { return takeFromList(of: reader) }
        }
        if model.scenario.assignment.cherryPicking > 1 {
            return pick(ofClasses: classes, downTo: lowest)
        }
        guard let index = takeFromWorklist(ofClasses: classes, downTo: lowest) else { return nil }
        ownLists.give(reader, work: studies[index].expectedReading, value: relativeValue(index))
        return index
    }

    /// The highest class that waits for a reader.
    func highestWaiting(for reader: Int) -> Int? {
        let shared = worklist.highestPriority(
            ofClasses: model.eligibility.classes[Int(readers.groupOf[reader])])
        guard hasOwnLists, let own = ownLists.waiting.highestPriority(ofClasses: ownLists.classes[reader])
        else { return shared }
        return min(own, shared ?? own)
    }

    /// The first study of a class that waits for a reader.
    func firstWaiting(for reader: Int, priority: Int) -> Int? {
        if hasOwnLists,
            let own = ownLists.waiting.first(
                ofClasses: ownLists.classes[reader], priority: priority, studies)
        {
            return own
        }
        return worklist.first(
            ofClasses: model.eligibility.classes[Int(readers.groupOf[reader])], priority: priority, studies)
    }

    /// Whether a study that waits for a reader has waited for as long as one may.
    func isAnythingOverdue(for reader: Int) -> Bool {
        worklist.hasOverdue(
            ofClasses: model.eligibility.classes[Int(readers.groupOf[reader])], studies, at: simulation.now)
            || hasOwnLists
                && ownLists.waiting.hasOverdue(
                    ofClasses: ownLists.classes[reader], studies, at: simulation.now)
    }

    /// A study stops waiting, wherever it does.
    mutating func takeOut(_ index: Int) {
        let reader = Int(studies[index].reader)
        if reader >= 0 {
            ownLists.waiting.remove(index, studies[index], at: simulation.now, &links)
            ownLists.changeListed(reader, by: -1)
        } else {
            worklist.remove(index, studies[index], at: simulation.now, &links)
        }
        observations.endWaiting(after: simulation.now - studies[index].queued, at: simulation.now)
    }

    // MARK: Cherry-picking

    /// Of the first studies of the worklist the one that is worth the most a minute, of equals the first.
    private mutating func pick(ofClasses classes: [Int], downTo lowest: Int) -> Int? {
        guard let first = takeFromWorklist(ofClasses: classes, downTo: lowest) else { return nil }
        picked.removeAll(keepingCapacity: true)
        picked.append(first)
        while picked.count < model.scenario.assignment.cherryPicking,
            let next = takeFromWorklist(ofClasses: classes, downTo: lowest)
        {
            picked.append(next)
        }
        var best = 0
        for place in picked.indices where isWorthMore(picked[place], than: picked[best]) { best = place }
        for place in picked.indices.reversed() where place != best {
            let index = picked[place]
            // It waits on, as if it had not been looked at.
            observations.beginWaiting(at: simulation.now)
            studies[index].queued = simulation.now
            worklist.restore(index, studies[index], at: simulation.now, &links)
        }
        return picked[best]
    }

    private func isWorthMore(_ one: Int, than other: Int) -> Bool {
        let (work, rival) = (studies[one].expectedReading, studies[other].expectedReading)
        // Value over time, without the division.
        return Double(relativeValue(one)) * rival.seconds > Double(relativeValue(other)) * work.seconds
    }
}
