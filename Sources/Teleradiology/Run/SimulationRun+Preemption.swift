import SimulationKernel

/// Pre-emptive resume: a study interrupts the reading of a lower class, whose work is kept.
///
/// Interrupted is, among the readers who may read the study, the one who reads the lowest class, and of those the one
/// who began latest. The interrupted study goes back to the head of its class; any reader may go on with it. Its first
/// reader still has the images if all had come; another, or who had only a part, gets them anew. A reader who waits for
/// images is not interrupted, but turns to the other study as soon as they are there.
extension SimulationRun {
    /// Schedules the end of a reading that may be interrupted.
    mutating func scheduleReadEnd(of index: Int, at time: SimulationTime) {
        let reader = Int(studies[index].reader)
        simulation.set(readTimers[reader], to: Event(kind: Kind.readEnd, index: index), at: time)
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
        guard studies[index].interrupts,
            let reader = readings.reader(
                toInterruptFor: studies[index].urgency, among: groups,
                isOnShift: { readers.groups[$0].isOnShift })
        else { return false }
        let interrupted = interrupt(reader)
        assign(index, to: reader)
        giveBack(interrupted)
        return true
    }

    /// Lets a reader who just opened a study turn to one that came while the images were on their way.
    mutating func yieldToWaiting(_ index: Int) {
        let reader = Int(studies[index].reader)
        let classes = model.eligibility.reportClasses[Int(readers.groupOf[reader])]
        guard readers.groups[Int(readers.groupOf[reader])].isOnShift,
            let urgency = worklist.highestPriority(ofClasses: classes, for: reader, studies, links),
            urgency < Int(studies[index].urgency),
            let first = worklist.first(ofClasses: classes, priority: urgency, for: reader, studies, links),
            studies[first].interrupts
        else { return }
        worklist.take(first, studies[first], at: simulation.now, &links)
        observations.endWaiting(after: simulation.now - studies[first].queued, at: simulation.now)
        let interrupted = interrupt(reader)
        assign(first, to: reader)
        giveBack(interrupted)
    }

    /// Takes the open study from a reader, and returns it.
    private mutating func interrupt(_ reader: Int) -> Int {
        let now = simulation.now
        let index = readings.end(reader)
        simulation.cancel(readTimers[reader])
        releaseTimer(of: index)
        // What was read is the share of the time that the whole would have taken this reader.
        let (left, span) = (studies[index].readingLeft, studies[index].leftToRead)
        let elapsed = now - studies[index].begun
        let worked =
            span == left || span <= .zero ? elapsed : left * (elapsed.seconds / span.seconds)
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

    /// An interrupted study goes to another reader who is free or reads something lower, or back to the worklist.
    private mutating func giveBack(_ index: Int) {
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
