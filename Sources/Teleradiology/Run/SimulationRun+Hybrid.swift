import SimulationKernel

/// Two hubs that stand in for each other: copies, and who sends to or is served by which.
///
/// A copy is a study of its own on the way to the second hub. It is counted in no figure but bytes and costs, and is gone
/// once it is stored.
extension SimulationRun {
    // MARK: Copies

    /// Sends a copy of a study that the first hub has stored to the second.
    mutating func startCopy(_ index: Int) {
        var copy = studies[index]
        copy.original = Int32(truncatingIfNeeded: index)
        copy.isCopy = true
        copy.stage = .transfer
        copy.hub = 1
        copy.flow = -1
        copy.failures = 0
        copy.isConnected = false
        copy.phaseStart = simulation.now
        copy.timing = paths.copyTiming(of: copy)
        copy.unsentBytes = copy.timing.bytes
        let place = studies.insert(copy)
        studies[index].copy = Int32(truncatingIfNeeded: place)
        ledger.copy(copy, from: 0)
        attemptTransfer(place)
    }

    /// The second hub has stored a copy.
    mutating func finishCopy(_ index: Int) {
        let original = Int(studies[index].original)
        if original >= 0 {
            studies[original].isKeptBySecondHub = true
            studies[original].copy = -1
        }
        studies.remove(index)
    }

    /// A study is reported and leaves; its copy, if it is still on its way, goes on alone.
    mutating func leaveCopyAlone(_ index: Int) {
        let copy = Int(studies[index].copy)
        if copy >= 0 { studies[copy].original = -1 }
    }

    // MARK: Standing in

    /// Sends a study to the other hub from now on when its own is out of service and the other is not. What the first
    /// has acknowledged is of no use to the other.
    mutating func failOver(_ index: Int) {
        guard model.hubs.count > 1, !studies[index].isCopy, isTransferBlocked(index) else { return }
        let other = 1 - studies[index].hub
        guard !faults.blockTransfers(from: Int(studies[index].site), to: Int(other)) else { return }
        observations.sentAgain(bytes: studies[index].timing.bytes - studies[index].unsentBytes)
        studies[index].hub = other
        guard let timing = paths.transferTiming(of: studies[index]) else { return }
        studies[index].timing = timing
        studies[index].unsentBytes = timing.bytes
    }

    /// The hub that a reader gets a study from: the first while it keeps it and is in service, else the second if that
    /// has it.
    func source(of index: Int) -> UInt8 {
        guard let hybrid = model.hybrid, studies[index].isKeptBySecondHub else { return studies[index].hub }
        guard studies[index].isKeptByFirstHub,
            simulation.now - studies[index].available <= hybrid.retention
        else { return 1 }
        return faults.blockRetrievals(from: 0) && !faults.blockRetrievals(from: 1) ? 1 : 0
    }

    /// Gets what a reader still needs from the other hub when that is better now; what has come stays.
    mutating func changeSource(_ index: Int) {
        let source = source(of: index)
        guard source != studies[index].hub else { return }
        let left = studies[index].unsentBytes / studies[index].timing.bytes
        studies[index].hub = source
        let group = Int(readers.groupOf[Int(studies[index].reader)])
        guard let timing = paths.retrievalTiming(of: studies[index], group: group) else { return }
        studies[index].timing = timing
        studies[index].unsentBytes = left * timing.bytes
    }
}
