import SimulationKernel

/// Prefetch: a reader at work is given studies ahead, whose images come meanwhile.
///
/// Who is free reads the first of them whose images are there, unless something of a higher class waits; what is not
/// opened by the end of the shift goes back to its old place on the worklist.
extension SimulationRun {
    /// Gives a study to a reader who is at work.
    mutating func assignAhead(_ index: Int, to reader: Int) {
        beginAssignment(index, to: reader)
        studies[index].isAhead = true
        readers.ahead[reader].studies.append(index, &links)
        readers.listRoom(reader)
        if studies[index].imagesAt == studies[index].reader { return imagesAreThere(index) }
        guard let timing = paths.retrievalTiming(of: studies[index], group: Int(readers.groupOf[reader]))
        else { return imagesAreThere(index) }
        studies[index].timing = timing
        studies[index].unsentBytes = timing.bytes
        studies[index].timer = simulation.makeTimer(for: Event(kind: Kind.retry, index: index))
        attemptRetrieval(index)
    }

    /// Fills a reader's places for studies ahead from the worklist; those that stay free are offered to what comes.
    mutating func fillAhead(_ reader: Int) {
        guard readers.places > 0, readers.isAtWork(reader) else { return }
        while readers.ahead[reader].studies.count < readers.places,
            let index = takeWaiting(for: reader, ahead: true)
        {
            assignAhead(index, to: reader)
        }
        readers.listRoom(reader)
    }

    /// All images of a study ahead have come.
    mutating func imagesAreThere(_ index: Int) {
        studies[index].isReady = true
        if studies[index].imagesAt != studies[index].reader { note(.transferred, of: index) }
        studies[index].hasArrived = true
        let reader = Int(studies[index].reader)
        if readers.ahead[reader].isWaiting { openAhead(index, by: reader) }
    }

    /// Lets a free reader go on with what was given ahead; false when there is nothing, or something of a higher class
    /// waits.
    mutating func continueAhead(_ reader: Int) -> Bool {
        var best: Int?
        var isInterrupted = false
        var highest = Int.max
        forEachAhead(reader) { index, study in
            highest = min(highest, Int(study.urgency))
            guard study.isReady else { return }
            // What was interrupted goes on before what was not begun.
            if best == nil || study.interruptions > 0 && !isInterrupted { best = index }
            isInterrupted = isInterrupted || study.interruptions > 0
        }
        guard highest < .max else { return false }
        if isAnythingWaiting(for: reader, before: highest, isInterrupted) { return false }
        readers.beginWork(reader, at: simulation.now)
        if let best {
            openAhead(best, by: reader)
        } else {
            readers.ahead[reader].isWaiting = true
            readers.ahead[reader].waitingSince = simulation.now
        }
        return true
    }

    /// Whether the worklist has something that a reader must read before studies ahead whose highest class is known:
    /// of a higher class, or interrupted and of that class.
    private func isAnythingWaiting(for reader: Int, before highest: Int, _ isInterrupted: Bool) -> Bool {
        if let first = model.reporting?.firstCallClass,
            worklist.hasCall(
                ofClasses: model.eligibility.classes[Int(readers.groupOf[reader])], from: first)
        {
            return true
        }
        if !worklist.isByClass { return false }
        if isAnythingOverdue(for: reader) { return highest > 0 }
        guard let waiting = highestWaiting(for: reader), waiting <= highest else { return false }
        if waiting < highest { return true }
        guard isPreemptive, !isInterrupted,
            let first = firstWaiting(for: reader, priority: waiting)
        else { return false }
        return studies[first].interruptions > 0
    }

    /// The reader opens a study that was given ahead.
    private mutating func openAhead(_ index: Int, by reader: Int) {
        if studies[index].interruptions == 0 {
            // The reader was free for as long as there was nothing to read.
            studies[index].taken =
                readers.ahead[reader].isWaiting
                ? max(studies[index].assigned, readers.ahead[reader].waitingSince) : simulation.now
        }
        readers.ahead[reader].isWaiting = false
        takeAhead(index, of: reader)
        open(index)
        fillAhead(reader)
    }

    private mutating func takeAhead(_ index: Int, of reader: Int) {
        for _ in 0..<readers.ahead[reader].studies.count {
            guard let first = readers.ahead[reader].studies.popFirst(&links) else { break }
            if first != index { readers.ahead[reader].studies.append(first, &links) }
        }
        studies[index].isAhead = false
        studies[index].isReady = false
        if let timer = studies[index].timer { simulation.release(timer) }
        studies[index].timer = nil
    }

    private mutating func forEachAhead(_ reader: Int, _ body: (Int, borrowing Study) -> Void) {
        for _ in 0..<readers.ahead[reader].studies.count {
            guard let index = readers.ahead[reader].studies.popFirst(&links) else { break }
            body(index, studies[index])
            readers.ahead[reader].studies.append(index, &links)
        }
    }

    /// Takes from readers what they have not opened; it goes to others, or to its old place on the
    /// worklist.
    mutating func returnAhead(of leaving: Range<Int>) {
        guard readers.places > 0 else { return }
        var returned: [Int] = []
        for reader in leaving {
            var unopened: [Int] = []
            forEachAhead(reader) { index, _ in unopened.append(index) }
            for index in unopened {
                takeAhead(index, of: reader)
                takeBack(index)
            }
            returned += unopened
            if readers.ahead[reader].isWaiting {
                readers.ahead[reader].isWaiting = false
                readers.endWork(reader, at: simulation.now)
            }
        }
        returned.sort { studies[$0].worklistNumber < studies[$1].worklistNumber }
        for index in returned { offer(index) }
    }

    /// Ends a study's stay with a reader who has not opened it.
    mutating func takeBack(_ index: Int) {
        if let timer = studies[index].timer { simulation.release(timer) }
        studies[index].timer = nil
        if studies[index].flow >= 0 {
            _ = network.cancel(Int(studies[index].flow), in: &simulation)
            studies[index].flow = -1
        }
        studies[index].unsentBytes = 0
        studies[index].hasArrived = false
        studies[index].stage = .worklist
        takeFromReader(index)
        observations.endWork(after: simulation.now - studies[index].assigned, at: simulation.now)
    }
}
