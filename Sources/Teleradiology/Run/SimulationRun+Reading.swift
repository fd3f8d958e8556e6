import SimulationKernel

/// From the hub to the report: worklist, assignment, reading, and the readers' shifts.
extension SimulationRun {
    mutating func becomeAvailable(_ index: Int) {
        ledger.store(studies[index])
        if studies[index].isCopy { return finishCopy(index) }
        studies[index].available = simulation.now
        note(.stored, of: index)
        studies[index].stage = .worklist
        observations.endTransfer(at: simulation.now, hub: Int(studies[index].hub))
        if studies[index].hub == 0 {
            studies[index].isKeptByFirstHub = true
            if model.hybrid != nil { startCopy(index) }
        } else {
            studies[index].isKeptBySecondHub = true
        }
        if isRecording {
            records[studies[index].record].available = simulation.now
            records[studies[index].record].hub = model.hubs[Int(studies[index].hub)].technology
            records[studies[index].record].parts = studies[index].parts
        }
        goToTriage(index)
    }

    /// Gives a study to an idle reader, to one whose reading it interrupts, or to one at work as a study ahead; false
    /// when nobody can take it now.
    mutating func giveToReader(_ index: Int, ahead: Bool = true) -> Bool {
        let groups = model.eligibility.groups[Int(studies[index].eligibility)]
        if let reader = readerOfPatient(index, among: groups) {
            give(index, to: reader)
            return true
        }
        if isPush { return push(index, among: groups) }
        if let reader = takeIdleReader(for: index, among: groups) {
            assign(index, to: reader)
            fillAhead(reader)
        } else if giveByInterrupting(index, among: groups) {
            return true
        } else if ahead, let reader = takeReaderWithRoom(for: index, among: groups) {
            assignAhead(index, to: reader)
        } else {
            return false
        }
        return true
    }

    /// A study that a reader had to give back goes to another, or to its old place on the worklist.
    mutating func offer(_ index: Int) {
        if giveToReader(index) { return }
        beginWaiting(index)
        worklist.putBack(index, studies, at: simulation.now, &links)
        watchOnCall()
    }

    mutating func beginWaiting(_ index: Int) {
        studies[index].queued = simulation.now
        studies[index].isListed = true
        observations.beginWaiting(at: simulation.now)
    }

    mutating func endWaiting(_ index: Int) {
        studies[index].isListed = false
        observations.endWaiting(after: simulation.now - studies[index].queued, at: simulation.now)
    }

    /// Gives a reader the next study, or lets the reader be idle.
    mutating func employ(_ reader: Int) {
        if let plan = model.scenario.readers[Int(readers.groupOf[reader])].onCall {
            return employOnCall(reader, plan)
        }
        if let index = takeWaiting(for: reader) {
            assign(index, to: reader)
            fillList(reader)
        } else if !isPush {
            readers.makeIdle(reader)
        }
    }

    /// Gives a study to a reader who opens it as soon as its images are there.
    mutating func assign(_ index: Int, to reader: Int) {
        readers.beginWork(reader, at: simulation.now)
        beginAssignment(index, to: reader)
        if handsOver { retrieving[reader] = Int32(truncatingIfNeeded: index) }
        retrieve(index, group: Int(readers.groupOf[reader]))
        gatherPatient(of: index, for: reader)
    }

    /// From now on a study is a reader's.
    mutating func beginAssignment(_ index: Int, to reader: Int) {
        observations.beginWork(at: simulation.now)
        if studies[index].reader < 0 { noteAssignment(index, to: reader) }
        studies[index].assigned = simulation.now
        if studies[index].interruptions == 0 { studies[index].taken = simulation.now }
        studies[index].stage = .retrieval
        studies[index].failures = 0
        studies[index].hub = source(of: index)
    }

    /// A study is a reader's from now on, who may not have taken it up yet.
    mutating func noteAssignment(_ index: Int, to reader: Int) {
        studies[index].reader = Int32(reader)
        note(studies[index].wasAssigned ? .reassigned : .assigned, of: index)
        studies[index].wasAssigned = true
        // A call needs no images.
        if studies[index].task == .call { studies[index].imagesAt = Int32(reader) }
        if isRecording, studies[index].task == .report {
            records[studies[index].record].assigned = simulation.now
            records[studies[index].record].readerGroup = Int(readers.groupOf[reader])
        }
    }

    // MARK: Reading

    mutating func open(_ index: Int) {
        if studies[index].imagesAt != studies[index].reader {
            ledger.retrieve(studies[index])
            observations.served(from: Int(studies[index].hub))
            if !studies[index].hasArrived { note(.transferred, of: index) }
        }
        studies[index].hasArrived = false
        if handsOver { retrieving[Int(studies[index].reader)] = -1 }
        note(.opened, of: index)
        studies[index].stage = .reading
        if studies[index].interruptions == 0 {
            studies[index].opened = simulation.now
            if isRecording, studies[index].task == .report {
                records[studies[index].record].opened = simulation.now
                records[studies[index].record].taken = studies[index].taken
            }
        } else {
            studies[index].interrupted += simulation.now - studies[index].interruptedSince
        }
        beginReading(index)
        if isPreemptive { yieldToWaiting(index) }
    }

    /// The reader has read what there is; what follows waits for images that are still on their way.
    mutating func endReading(_ index: Int) {
        if studies[index].unsentBytes > 0 {
            studies[index].isRead = true
        } else {
            publish(index)
        }
    }

    /// The reading, or call, that a reader has is over.
    mutating func publish(_ index: Int) {
        if isInterruptible { forgetReading(of: index) }
        let reader = Int(studies[index].reader)
        observations.endWork(after: simulation.now - studies[index].assigned, at: simulation.now)
        ownLists.finish(reader, work: studies[index].expectedReading)
        if model.reporting != nil {
            if let call = endTask(index) { return goOn(with: call, reader) }
        } else {
            note(.reported, of: index)
            publishReport(of: index)
            leave(index)
        }
        readers.endWork(reader, at: simulation.now)
        guard readers.isAtWork(reader) else { return }
        if readers.places > 0, continueAhead(reader) { return fillList(reader) }
        employ(reader)
        fillAhead(reader)
    }

    /// The first report of a study is published, by the reader who has it.
    mutating func publishReport(of index: Int) {
        let group = Int(readers.groupOf[Int(studies[index].reader)])
        let isCounted = studies[index].imagingComplete >= warmUpEnd
        ledger.report(studies[index], group: group)
        contracts.report(studies[index], group: group, at: simulation.now)
        observations.report(studies[index], at: simulation.now, isCounted: isCounted)
        if isRecording {
            records[studies[index].record].reported = simulation.now
            records[studies[index].record].interruptions = Int(studies[index].interruptions)
            records[studies[index].record].interrupted = studies[index].interrupted
        }
    }

    /// A study, or a later task for one, is done.
    mutating func leave(_ index: Int) {
        leaveCopyAlone(index)
        leavePatient(index)
        if isRecording { records.leave(studies[index].record) }
        // Whoever still has its place knows by that.
        studies[index].number = -1
        studies.remove(index)
    }

    // MARK: Shifts

    mutating func scheduleShiftChange(of group: Int) {
        guard let change = model.shifts[group].nextChange(after: simulation.now) else { return }
        simulation.schedule(
            Event(kind: change.isOn ? Kind.shiftBegin : Kind.shiftEnd, index: group), at: change.time)
    }

    mutating func beginShift(_ group: Int) {
        if model.scenario.readers[group].onCall != nil {
            changeReachability(of: group, to: true)
            return scheduleShiftChange(of: group)
        }
        // Nobody is given anything ahead while another has nothing.
        let begun = readers.beginShift(group, at: simulation.now)
        if model.scenario.readers[group].fatigue != nil {
            readers.groups[group].shiftStart = model.shifts[group].shiftStart(at: simulation.now)
        }
        noteWhoIsAtWork(group)
        if isPush {
            distribute(ofClasses: model.eligibility.classes[group])
        } else {
            for reader in begun { employ(reader) }
            for reader in begun { fillAhead(reader) }
        }
        scheduleShiftChange(of: group)
    }

    mutating func endShift(_ group: Int) {
        if model.scenario.readers[group].onCall != nil {
            changeReachability(of: group, to: false)
            return scheduleShiftChange(of: group)
        }
        readers.endShift(group, at: simulation.now)
        noteWhoIsAtWork(group)
        handOver(of: readers.groups[group].members)
        returnAhead(of: readers.groups[group].members)
        returnLists(of: readers.groups[group].members)
        watchOnCall()
        scheduleShiftChange(of: group)
    }
}
