import SimulationKernel

/// Pre-emptive resume: a study interrupts the reading of a lower class, whose work is kept.
///
/// Interrupted is, among the readers who may read the study, the one who reads the lowest class, and of those the one
/// who began latest. The interrupted study goes back to the head of its class; any reader may go on with it. Its first
/// reader still has the images if all had come; another, or who had only a part, gets them anew. A reader who waits for
/// images is not interrupted, but turns to the other study as soon as they are there.
extension SimulationRun {
    /// Schedules the end of a reading, or of a stretch of one, that may be interrupted.
    mutating func scheduleInterruptibly(_ event: Event, at time: SimulationTime) {
        let index = event.index
        let reader = Int(studies[index].reader)
        simulation.set(readTimers[reader], to: event, at: time)
        readings.begin(
            reader, group: readers.groupOf[reader], urgency: studies[index].urgency, study: index)
    }

    /// A reading that could be interrupted is over.
    mutating func forgetReading(of index: Int) {
        readings.end(Int(studies[index].reader))
        releaseTimer(of: index)
    }

    /// A timer for the steps of a transfer that goes on while the study is read, and ends with an interruption.
    mutating func makeStreamingTimer(for index: Int) {
        guard studies[index].timer == nil else { return }
        studies[index].timer = simulation.makeTimer(for: Event(kind: Kind.retry, index: index))
    }

    private mutating func releaseTimer(of index: Int) {
        if let timer = studies[index].timer { simulation.release(timer) }
        studies[index].timer = nil
    }

    /// Gives a study that interrupts to a reader of a lower class; false when there is none.
    mutating func giveByInterrupting(_ index: Int, among groups: [Int]) -> Bool {
        guard isPreemptive, studies[index].interrupts,
            let reader = readings.reader(
                toInterruptFor: studies[index].urgency, among: groups,
                isOnShift: { readers.groups[$0].isOnShift }, isAtWork: { readers.isAtWork($0) })
        else { return false }
        takeTurns(index, reader)
        return true
    }

    /// Gives a study that interrupts to a reader who was chosen, if that one reads a lower class; false when not.
    mutating func giveByInterrupting(_ index: Int, _ reader: Int) -> Bool {
        guard studies[index].interrupts, readings.isOpen(reader, below: studies[index].urgency),
            readers.isAtWork(reader)
        else { return false }
        takeTurns(index, reader)
        return true
    }

    private mutating func takeTurns(_ index: Int, _ reader: Int) {
        let interrupted = interrupt(reader)
        assign(index, to: reader)
        giveBack(interrupted, from: reader)
    }

    /// Lets a reader who just opened a study turn to one that came while the images were on their way.
    mutating func yieldToWaiting(_ index: Int) {
        let reader = Int(studies[index].reader)
        guard readers.isAtWork(reader),
            let urgency = highestWaiting(for: reader, reportsOnly: true),
            urgency < Int(studies[index].urgency),
            let first = firstWaiting(for: reader, priority: urgency, reportsOnly: true),
            studies[first].interrupts
        else { return }
        takeOut(first)
        takeTurns(first, reader)
    }

    /// Takes the open study from a reader, and returns it.
    mutating func interrupt(_ reader: Int) -> Int {
        let now = simulation.now
        let index = readings.end(reader)
        simulation.cancel(readTimers[reader])
        releaseTimer(of: index)
        // What was read is the share of the time that the whole would have taken this reader.
        let (left, span) = (studies[index].readingLeft, studies[index].span)
        let unread = max(.zero, studies[index].stretchEnd - now)
        if !interruptions.isEmpty, studies[index].task != .call {
            interruptions[reader].leave(unread: unread)
        }
        let read = span - studies[index].leftToRead - unread
        let worked = span == left || span <= .zero ? read : left * (read.seconds / span.seconds)
        studies[index].leftToRead = .zero
        studies[index].readingLeft = max(.zero, studies[index].readingLeft - worked)
        let hasImages = studies[index].unsentBytes <= 0 && studies[index].imagesComplete <= now
        studies[index].imagesAt = hasImages ? Int32(truncatingIfNeeded: reader) : -1
        if studies[index].flow >= 0 {
            _ = network.cancel(Int(studies[index].flow), in: &simulation)
            studies[index].flow = -1
        }
        studies[index].unsentBytes = 0
        studies[index].restBytes = 0
        studies[index].isRead = false
        studies[index].interruptions += 1
        studies[index].interruptedSince = now
        note(.interrupted, of: index)
        studies[index].stage = .worklist
        studies[index].reader = -1
        observations.endWork(after: now - studies[index].assigned, at: now)
        readers.endWork(reader, at: now)
        return index
    }

    /// An interrupted study goes to another reader who is free or reads something lower, or back to the worklist; where
    /// studies are given to readers, it stays with its reader.
    private mutating func giveBack(_ index: Int, from reader: Int) {
        if isPush {
            list(index, of: reader)
            if model.scenario.preemption.returning == .head {
                ownLists.waiting.addFirst(index, studies[index], at: simulation.now, &links)
            } else {
                studies[index].worklistNumber = worklist.nextPlace()
                ownLists.waiting.add(index, studies[index], at: simulation.now, &links)
            }
            return
        }
        if giveToReader(index, ahead: false) { return }
        beginWaiting(index)
        if model.scenario.preemption.returning == .head {
            worklist.addFirst(index, studies[index], at: simulation.now, &links)
        } else {
            studies[index].worklistNumber = worklist.nextPlace()
            worklist.add(index, studies[index], at: simulation.now, &links)
        }
        watchOnCall()
    }
}
