import SimulationKernel

/// Finding a reader for a study that some may not have, because they read it before.
extension ReaderPool {
    /// Takes the reader of the given groups who has been idle the longest of those who may have a study.
    ///
    /// O(groups), and in each group as many readers as may not have it.
    mutating func takeIdle(ofGroups candidates: [Int], for study: borrowing Study) -> Int? {
        var best: Int?
        var bestSince = UInt64.max
        for group in candidates {
            var next = groups[group].idle.first
            while let reader = next, study.isBarred(reader) {
                next = groups[group].idle.next(after: reader, links)
            }
            guard let reader = next, idleSince[reader] < bestSince else { continue }
            best = reader
            bestSince = idleSince[reader]
        }
        if let best { _ = takeIdle(best) }
        return best
    }

    /// Takes a certain reader; false when that reader is not idle. O(idle readers of the group).
    mutating func takeIdle(_ reader: Int) -> Bool {
        let group = Int(groupOf[reader])
        guard groups[group].idle.remove(reader, &links) else { return false }
        if groups[group].idle.first == nil { dropFromIdle(group) }
        return true
    }

    /// Takes the reader of the given groups who has had room for the longest of those who may have a study.
    mutating func takeRoom(ofGroups candidates: [Int], for study: borrowing Study) -> Int? {
        guard places > 0 else { return nil }
        var best: Int?
        var bestSince = UInt64.max
        for group in candidates {
            var next = groups[group].room.first
            while let reader = next {
                if hasRoom(reader), !study.isBarred(reader) { break }
                next = groups[group].room.next(after: reader, roomLinks)
            }
            guard let reader = next, ahead[reader].since < bestSince else { continue }
            best = reader
            bestSince = ahead[reader].since
        }
        if let best, groups[Int(groupOf[best])].room.remove(best, &roomLinks) { ahead[best].isListed = false }
        return best
    }
}

extension SimulationRun {
    /// An idle reader who may have a study, taken from those who are idle; by day first, where that is asked for.
    mutating func takeIdleReader(for index: Int, among groups: [Int]) -> Int? {
        if daylight.select(from: groups, at: simulation.now),
            let reader = takeIdle(ofGroups: daylight.groups, for: index)
        {
            return reader
        }
        return takeIdle(ofGroups: groups, for: index)
    }

    private mutating func takeIdle(ofGroups groups: [Int], for index: Int) -> Int? {
        studies[index].bars
            ? readers.takeIdle(ofGroups: groups, for: studies[index]) : readers.takeIdle(ofGroups: groups)
    }

    /// A reader at work who may have a study ahead, taken off the list of those with room.
    mutating func takeReaderWithRoom(for index: Int, among groups: [Int]) -> Int? {
        guard studies[index].task.goesAhead else { return nil }
        return studies[index].bars
            ? readers.takeRoom(ofGroups: groups, for: studies[index]) : readers.takeRoom(ofGroups: groups)
    }
}
