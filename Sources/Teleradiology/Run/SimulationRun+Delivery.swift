import SimulationKernel

/// From the scanner to the hub: transfer over shared lines, and ingest.
extension SimulationRun {
    mutating func completeImaging(_ index: Int) {
        studies[index].imagingComplete = simulation.now
        studies[index].phaseStart = simulation.now
        studies[index].stage = .transfer
        note(.imagingComplete, of: index)
        studies[index].isImaged = true
        observations.beginTransfer(at: simulation.now)
        if isRecording { records[studies[index].record].imagingComplete = simulation.now }
        if let forwarding = forwarding(of: index) { return endAcquisition(index, forwarding) }
        guard let timing = paths.transferTiming(of: studies[index]) else { return arriveAtHub(index) }
        studies[index].timing = timing
        studies[index].unsentBytes = timing.bytes
        enterGateway(index)
    }

    /// Whether something on the way of a study's transfer to its hub is out of service.
    func isTransferBlocked(_ index: Int) -> Bool {
        if studies[index].isCopy { return faults.blockRetrievals(from: 0) || faults.blockRetrievals(from: 1) }
        return faults.blockTransfers(from: Int(studies[index].site), to: Int(studies[index].hub))
    }

    /// Opens the connection, or waits while the way is out of service.
    mutating func attemptTransfer(_ index: Int) {
        if studies[index].failures == 0, !studies[index].isConnected { note(.transferStarted, of: index) }
        guard !isTransferBlocked(index) else { return pause(index) }
        if studies[index].isConnected { return startFlow(index) }
        simulation.schedule(
            Event(kind: Kind.transferStart, index: index), after: studies[index].timing.setUp)
    }

    /// The connection stands: the bytes flow.
    mutating func startFlow(_ index: Int) {
        settlePhase(index, .setUp)
        guard !isTransferBlocked(index) else { return pause(index) }
        let bytes = beginTurn(index)
        studies[index].flow = Int32(
            truncatingIfNeeded: network.start(
                bytes: bytes, cap: studies[index].timing.cap,
                path: paths.transferPath(of: studies[index]), owner: index, in: &simulation))
    }

    mutating func endFlow(_ flow: Int) {
        let index = network.finish(flow, in: &simulation)
        studies[index].flow = -1
        guard studies[index].stage == .transfer else { return endRetrievalFlow(index) }
        settleSending(index, sent: studies[index].unsentBytes - studies[index].restBytes)
        if studies[index].restBytes > 0 { return endTurn(index) }
        observations.received(bytes: studies[index].timing.bytes, isCopy: studies[index].isCopy)
        studies[index].unsentBytes = 0
        if !studies[index].isCopy { freeGateway(index) }
        arriveAtHub(index)
    }

    // MARK: Phases

    /// A phase of a study's transfer is over and the next begins.
    mutating func settlePhase(_ index: Int, _ part: TransferPart) {
        studies[index].parts[part] += simulation.now - studies[index].phaseStart
        studies[index].phaseStart = simulation.now
    }

    /// Parts the time in which bytes flowed: what they take on an idle line, and what sharing added.
    mutating func settleSending(_ index: Int, sent: Double) {
        let timing = studies[index].timing
        // What flowed before imaging was complete is no part of the transfer's time.
        let sent = sent - studies[index].sentBefore
        studies[index].sentBefore = 0
        let span = simulation.now - studies[index].phaseStart
        let serialisation = min(span, .seconds(sent / timing.bottleneck))
        let idle = min(span, .seconds(sent / min(timing.cap, timing.bottleneck)))
        let stalls = max(.zero, idle - serialisation)
        studies[index].parts[.serialisation] += serialisation
        studies[index].parts[.stalls] += stalls
        studies[index].parts[.sharing] += span - serialisation - stalls
        studies[index].phaseStart = simulation.now
    }

    // MARK: Ingest

    mutating func arriveAtHub(_ index: Int) {
        studies[index].stage = .ingest
        let hub = Int(studies[index].hub)
        if ingests[hub].arrive(index, at: simulation.now, &links) { beginIngest(index) }
        for _ in 0..<ingests[hub].workersToStart() {
            simulation.schedule(Event(kind: Kind.workerReady, index: hub), after: ingests[hub].scaleUp)
        }
    }

    mutating func beginIngest(_ index: Int) {
        settlePhase(index, .ingestQueue)
        let span = ingests[Int(studies[index].hub)].span(instances: studies[index].instances)
        simulation.schedule(Event(kind: Kind.ingestEnd, index: index), after: span)
    }

    mutating func endIngest(_ index: Int) {
        settlePhase(index, .ingest)
        let hub = Int(studies[index].hub)
        if let next = ingests[hub].release(at: simulation.now, &links) {
            beginIngest(next)
        } else {
            dismissWorker(of: hub)
        }
        becomeAvailable(index)
    }

    mutating func addWorker(to hub: Int) {
        guard ingests[hub].addWorker(at: simulation.now) else { return }
        if let next = ingests[hub].serveNext(at: simulation.now, &links) {
            beginIngest(next)
        } else {
            dismissWorker(of: hub)
        }
    }

    private mutating func dismissWorker(of hub: Int) {
        if ingests[hub].dismissWorker(at: simulation.now) { scheduleScaleDown(of: hub) }
    }

    mutating func scaleDown(_ hub: Int) {
        if ingests[hub].dismissSurplus(at: simulation.now) { scheduleScaleDown(of: hub) }
    }

    private mutating func scheduleScaleDown(of hub: Int) {
        simulation.schedule(Event(kind: Kind.scaleDown, index: hub), after: ingests[hub].scaleDown)
    }

    mutating func stopIngest(of hub: Int) { ingests[hub].stop(at: simulation.now) }

    mutating func resumeIngest(of hub: Int) {
        ingests[hub].resume(at: simulation.now)
        while let next = ingests[hub].serveNext(at: simulation.now, &links) { beginIngest(next) }
    }
}
