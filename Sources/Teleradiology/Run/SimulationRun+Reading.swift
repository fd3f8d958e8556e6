import SimulationKernel

/// From the hub to the report: worklist, assignment, retrieval, reading, and the readers' shifts.
extension SimulationRun {
    mutating func becomeAvailable(_ index: Int) {
        studies[index].available = simulation.now
        studies[index].stage = .worklist
        ledger.store(studies[index])
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
        guard let timing = paths.retrievalTiming(of: studies[index], group: Int(readers.groupOf[reader]))
        else { return open(index) }
        studies[index].failures = 0
        if paths.isRetrievalShared || !model.outages.isEmpty {
            studies[index].unsentBytes = timing.bytes
            attemptRetrieval(index)
        } else {
            // The reader's line carries nothing else: no need to look at it again before the end.
            simulation.schedule(
                Event(kind: Kind.opened, index: index),
                after: timing.setUp + .seconds(timing.bytes / min(timing.cap, timing.bottleneck)))
        }
    }

    /// Opens the connection to the hub, or waits while that is out of service.
    mutating func attemptRetrieval(_ index: Int) {
        guard !faults.blockRetrievals else { return pause(index) }
        let group = Int(readers.groupOf[Int(studies[index].reader)])
        guard let timing = paths.retrievalTiming(of: studies[index], group: group) else { return open(index) }
        simulation.schedule(Event(kind: Kind.retrievalStart, index: index), after: timing.setUp)
    }

    mutating func startRetrieval(_ index: Int) {
        guard !faults.blockRetrievals else { return pause(index) }
        let group = Int(readers.groupOf[Int(studies[index].reader)])
        guard let timing = paths.retrievalTiming(of: studies[index], group: group) else { return open(index) }
        // The reader's own line carries one study at a time: its capacity is part of the cap.
        studies[index].flow = Int32(
            truncatingIfNeeded: network.start(
                bytes: studies[index].unsentBytes, cap: min(timing.cap, timing.bottleneck),
                path: paths.retrievalPath, owner: index, in: &simulation))
    }

    mutating func open(_ index: Int) {
        studies[index].opened = simulation.now
        ledger.retrieve(studies[index])
        studies[index].stage = .reading
        if isRecording { records[studies[index].number].opened = simulation.now }
        let speed = model.scenario.readers[Int(readers.groupOf[Int(studies[index].reader)])].speed
        let span = speed == 1 ? studies[index].reading : studies[index].reading * (1 / speed)
        simulation.schedule(Event(kind: Kind.readEnd, index: index), after: span)
    }

    mutating func publish(_ index: Int) {
        let study = studies[index]
        ledger.report(study, group: Int(readers.groupOf[Int(study.reader)]))
        observations.report(study, at: simulation.now, isCounted: study.imagingComplete >= warmUpEnd)
        if isRecording { records[study.number].reported = simulation.now }
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
