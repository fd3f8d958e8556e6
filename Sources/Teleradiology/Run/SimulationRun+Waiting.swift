import SimulationKernel

/// What waits for a reader: the reader's own list, where there are such, and the worklist.
extension SimulationRun {
    /// The next study of the worklist among some classes of eligibility, down to a priority, that a reader may have (−1 for
    /// anybody), which stops waiting.
    mutating func takeFromWorklist(
        ofClasses classes: [Int], downTo lowest: Int = .max, for reader: Int = -1
    ) -> Int? {
        guard
            let index = worklist.takeFirst(
                ofClasses: classes, downTo: lowest, for: reader, studies, at: simulation.now, &links)
        else { return nil }
        endWaiting(index)
        return index
    }

    /// The next study of a reader's own list, which stops waiting.
    mutating func takeFromList(of reader: Int) -> Int? {
        guard
            let index = ownLists.waiting.takeFirst(
                ofClasses: ownLists.classes[reader], for: -1, studies, at: simulation.now, &links)
        else { return nil }
        endWaiting(index)
        ownLists.changeListed(reader, by: -1)
        return index
    }

    /// The next study for a reader, from the own list unless something of a higher class is on the worklist; from that
    /// down to a priority.
    ///
    /// - Parameter ahead: whether it is given ahead, for which not every task is.
    mutating func takeWaiting(for reader: Int, ahead: Bool = false, downTo lowest: Int = .max) -> Int? {
        let group = Int(readers.groupOf[reader])
        let classes = ahead ? model.eligibility.classesAhead[group] : model.eligibility.classes[group]
        if hasOwnLists, let own = highestOnList(of: reader) {
            let shared = worklist.highestPriority(ofClasses: classes, for: reader, studies, links)
            let isOutranked = worklist.isByClass && shared.map { $0 < own } ?? false
            if !isOutranked { return takeFromList(of: reader) }
        }
        if model.scenario.assignment.cherryPicking > 1 {
            return pick(ofClasses: classes, downTo: lowest, for: reader)
        }
        guard let index = takeFromWorklist(ofClasses: classes, downTo: lowest, for: reader) else {
            return nil
        }
        ownLists.give(reader, work: studies[index].expectedReading, value: relativeValue(index))
        return index
    }

    private func highestOnList(of reader: Int) -> Int? {
        ownLists.waiting.highestPriority(ofClasses: ownLists.classes[reader], for: -1, studies, links)
    }

    private func classes(for reader: Int, reportsOnly: Bool) -> [Int] {
        let group = Int(readers.groupOf[reader])
        return reportsOnly ? model.eligibility.reportClasses[group] : model.eligibility.classes[group]
    }

    /// The highest class that waits for a reader; of first reports, or of all tasks.
    func highestWaiting(for reader: Int, reportsOnly: Bool = false) -> Int? {
        let shared = worklist.highestPriority(
            ofClasses: classes(for: reader, reportsOnly: reportsOnly), for: reader, studies, links)
        guard hasOwnLists, let own = highestOnList(of: reader) else { return shared }
        return min(own, shared ?? own)
    }

    /// The first study of a class that waits for a reader.
    func firstWaiting(for reader: Int, priority: Int, reportsOnly: Bool = false) -> Int? {
        if hasOwnLists,
            let own = ownLists.waiting.first(
                ofClasses: ownLists.classes[reader], priority: priority, for: -1, studies, links)
        {
            return own
        }
        return worklist.first(
            ofClasses: classes(for: reader, reportsOnly: reportsOnly), priority: priority, for: reader,
            studies, links)
    }

    /// Whether a study that waits for a reader has waited for as long as one may.
    func isAnythingOverdue(for reader: Int) -> Bool {
        worklist.hasOverdue(
            ofClasses: classes(for: reader, reportsOnly: false), for: reader, studies, at: simulation.now,
            links)
            || hasOwnLists
                && ownLists.waiting.hasOverdue(
                    ofClasses: ownLists.classes[reader], for: -1, studies, at: simulation.now, links)
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
        endWaiting(index)
    }

    // MARK: Cherry-picking

    /// Of the first studies of the worklist the one that is worth the most a minute, of equals the first. A later task that
    /// comes first is not put off.
    private mutating func pick(ofClasses classes: [Int], downTo lowest: Int, for reader: Int) -> Int? {
        guard let first = takeFromWorklist(ofClasses: classes, downTo: lowest, for: reader) else {
            return nil
        }
        guard studies[first].task == .report else { return first }
        picked.removeAll(keepingCapacity: true)
        picked.append(first)
        while picked.count < model.scenario.assignment.cherryPicking,
            let next = takeFromWorklist(ofClasses: classes, downTo: lowest, for: reader)
        {
            picked.append(next)
        }
        var best = 0
        for place in picked.indices where isWorthMore(picked[place], than: picked[best]) { best = place }
        for place in picked.indices.reversed() where place != best {
            let index = picked[place]
            // It waits on, as if it had not been looked at.
            beginWaiting(index)
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
