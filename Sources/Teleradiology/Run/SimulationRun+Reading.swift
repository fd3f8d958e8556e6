import SimulationKernel

/// From the hub to the report: worklist, assignment, retrieval, reading, and the readers' shifts.
extension SimulationRun {
    mutating func becomeAvailable(_ index: Int) {
        ledger.store(studies[index])
        if studies[index].isCopy { return finishCopy(index) }
        studies[index].available = simulation.now
        studies[index].stage = .worklist
        observations.stored(at: Int(studies[index].hub))
        if studies[index].hub == 0 {
            studies[index].isKeptByFirstHub = true
            if model.hybrid != nil { startCopy(index) }
        } else {
            studies[index].isKeptBySecondHub = true
        }
        if isRecording {
            records[studies[index].number].available = simulation.now
            records[studies[index].number].parts = studies[index].parts
        }
        if let reader = readers.takeIdle(ofGroups: model.eligibility.groups[Int(studies[index].eligibility)])
        {
            assign(index, to: reader)
        } else {
            worklist.add(index, &studies[index], at: simulation.now, &links)
            observations.beginWaiting(at: simulation.now)
        }
    }

    /// Gives a reader the next study, or lets the reader be idle.
    mutating func employ(_ reader: Int) {
        let classes = model.eligibility.classes[Int(readers.groupOf[reader])]
        if let index = worklist.takeFirst(ofClasses: classes, studies, at: simulation.now, &links) {
            observations.endWaiting(after: simulation.now - studies[index].available, at: simulation.now)
            assign(index, to: reader)
        } else {
            readers.makeIdle(reader)
        }
    }

    mutating func assign(_ index: Int, to reader: Int) {
        readers.beginWork(reader, at: simulation.now)
        observations.beginWork(at: simulation.now)
        studies[index].reader = Int32(reader)
        studies[index].assigned = simulation.now
        studies[index].stage = .retrieval
        if isRecording {
            records[studies[index].number].assigned = simulation.now
            records[studies[index].number].readerGroup = Int(readers.groupOf[reader])
        }
        studies[index].hub = source(of: index)
        guard let timing = paths.retrievalTiming(of: studies[index], group: Int(readers.groupOf[reader]))
        else { return open(index) }
        studies[index].timing = timing
        studies[index].failures = 0
        if paths.isRetrievalShared(from: Int(studies[index].hub)) || !model.outages.isEmpty {
            studies[index].unsentBytes = timing.bytes
            attemptRetrieval(index)
        } else {
            // The reader's line carries nothing else: no need to look at it again before the end.
            let rate = min(timing.cap, timing.bottleneck)
            let all = timing.setUp + .seconds(timing.bytes / rate)
            studies[index].imagesComplete = simulation.now + all
            let first = timing.setUp + .seconds(firstImage(index) / rate)
            simulation.schedule(
                Event(kind: Kind.opened, index: index), after: isStreaming(index) ? first : all)
        }
    }

    private func isStreaming(_ index: Int) -> Bool {
        model.hubs[Int(studies[index].hub)].plan.retrieval == .streaming
    }

    /// The bytes on the wire of the first image.
    private func firstImage(_ index: Int) -> Double {
        studies[index].timing.bytes
            / Double(max(1, Int(studies[index].instances) + Int(studies[index].priorInstances)))
    }

    /// Opens the connection to the hub, or waits while that is out of service.
    mutating func attemptRetrieval(_ index: Int) {
        guard !faults.blockRetrievals(from: Int(studies[index].hub)) else { return pause(index) }
        simulation.schedule(
            Event(kind: Kind.retrievalStart, index: index), after: studies[index].timing.setUp)
    }

    mutating func startRetrieval(_ index: Int) {
        guard !faults.blockRetrievals(from: Int(studies[index].hub)) else { return pause(index) }
        let unsent = studies[index].unsentBytes
        guard isStreaming(index), studies[index].stage == .retrieval else {
            return startRetrievalFlow(index, bytes: unsent, rest: 0)
        }
        if unsent < studies[index].timing.bytes {
            // What came before an outage is enough to begin with.
            startRetrievalFlow(index, bytes: unsent, rest: 0)
            open(index)
        } else {
            let first = firstImage(index)
            startRetrievalFlow(index, bytes: first, rest: unsent - first)
        }
    }

    private mutating func startRetrievalFlow(_ index: Int, bytes: Double, rest: Double) {
        let timing = studies[index].timing
        studies[index].restBytes = rest
        // The reader's own line carries one study at a time: its capacity is part of the cap.
        studies[index].flow = Int32(
            truncatingIfNeeded: network.start(
                bytes: bytes, cap: min(timing.cap, timing.bottleneck),
                path: paths.retrievalPath(from: Int(studies[index].hub)), owner: index, in: &simulation))
    }

    /// A transfer to a reader is over: of the first image, or of all.
    mutating func endRetrievalFlow(_ index: Int) {
        if studies[index].restBytes > 0 {
            studies[index].unsentBytes = studies[index].restBytes
            startRetrievalFlow(index, bytes: studies[index].restBytes, rest: 0)
            return open(index)
        }
        studies[index].unsentBytes = 0
        if studies[index].stage == .retrieval {
            open(index)
        } else if studies[index].isRead {
            publish(index)
        }
    }

    mutating func open(_ index: Int) {
        studies[index].opened = simulation.now
        ledger.retrieve(studies[index])
        observations.served(from: Int(studies[index].hub))
        studies[index].stage = .reading
        if isRecording { records[studies[index].number].opened = simulation.now }
        let speed = model.scenario.readers[Int(readers.groupOf[Int(studies[index].reader)])].speed
        let span = speed == 1 ? studies[index].reading : studies[index].reading * (1 / speed)
        simulation.schedule(
            Event(kind: Kind.readEnd, index: index),
            at: max(simulation.now + span, studies[index].imagesComplete))
    }

    /// The reader has read what there is; the report waits for images that are still on their way.
    mutating func endReading(_ index: Int) {
        if studies[index].unsentBytes > 0 {
            studies[index].isRead = true
        } else {
            publish(index)
        }
    }

    private mutating func publish(_ index: Int) {
        let study = studies[index]
        ledger.report(study, group: Int(readers.groupOf[Int(study.reader)]))
        observations.report(study, at: simulation.now, isCounted: study.imagingComplete >= warmUpEnd)
        if isRecording { records[study.number].reported = simulation.now }
        leaveCopyAlone(index)
        studies.remove(index)
        let reader = Int(study.reader)
        readers.endWork(reader, at: simulation.now)
        if readers.groups[Int(readers.groupOf[reader])].isOnShift { employ(reader) }
    }

    // MARK: Shifts

    mutating func scheduleShiftChange(of group: Int) {
        guard let change = model.shifts[group].nextChange(after: simulation.now) else { return }
        simulation.schedule(
            Event(kind: change.isOn ? Kind.shiftBegin : Kind.shiftEnd, index: group), at: change.time)
    }

    mutating func beginShift(_ group: Int) {
        for reader in readers.beginShift(group, at: simulation.now) { employ(reader) }
        scheduleShiftChange(of: group)
    }

    mutating func endShift(_ group: Int) {
        readers.endShift(group, at: simulation.now)
        scheduleShiftChange(of: group)
    }
}
