import SimulationKernel

/// Studies that a reader was given ahead: their images come while another is read.
extension ReaderPool {
    /// The places of one reader for studies ahead.
    struct Ahead {
        /// The studies in the order in which they were given.
        var studies = IndexQueue()
        /// Whether the reader is listed among those with room; who has none any more is dropped when met.
        var isListed = false
        /// Since when, in the order of listing.
        var since: UInt64 = 0
        /// Whether the reader has nothing to read until images come.
        var isWaiting = false
        /// Since when.
        var waitingSince = SimulationTime.zero
    }

    /// Whether a reader has room for another study ahead.
    func hasRoom(_ reader: Int) -> Bool {
        isBusy(reader) && isAtWork(reader) && ahead[reader].studies.count < places
    }

    /// Lists a reader who has room for a study ahead.
    mutating func listRoom(_ reader: Int) {
        guard !ahead[reader].isListed, hasRoom(reader) else { return }
        ahead[reader].isListed = true
        ahead[reader].since = listings
        listings &+= 1
        groups[Int(groupOf[reader])].room.append(reader, &roomLinks)
    }

    /// Takes the reader of the given groups who has had room for the longest off the list.
    mutating func takeRoom(ofGroups candidates: [Int]) -> Int? {
        guard places > 0 else { return nil }
        var best = -1
        var bestSince = UInt64.max
        for group in candidates {
            while let reader = groups[group].room.first, !hasRoom(reader) { takeFirstListed(group) }
            guard let reader = groups[group].room.first, ahead[reader].since < bestSince else { continue }
            best = group
            bestSince = ahead[reader].since
        }
        return best < 0 ? nil : takeFirstListed(best)
    }

    @discardableResult
    private mutating func takeFirstListed(_ group: Int) -> Int? {
        guard let reader = groups[group].room.popFirst(&roomLinks) else { return nil }
        ahead[reader].isListed = false
        return reader
    }
}
