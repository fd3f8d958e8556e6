import SimulationKernel

/// From the scanner to the hub: transfer over shared lines, and ingest.
extension SimulationRun {
    mutating func completeImaging(_ index: Int) {
        studies[index].imagingComplete = simulation.now
        studies[index].phaseStart = simulation.now
        studies[index].stage = .transfer
        if isRecording { records[studies[index].number].imagingComplete = simulation.now }
        guard let timing = paths.transferTiming(of: studies[index]) else { return arriveAtHub(index) }
        studies[index].unsentBytes = timing.bytes
        enterGateway(index)
    }

    /// Opens the connection, or waits while the way is out of service.
    mutating func attemptTransfer(_ index: Int) {
        guard !faults.blockTransfers(from: Int(studies[index].site)) else { return pause(index) }
        guard let timing = paths.transferTiming(of: studies[index]) else { return arriveAtHub(index) }
        simulation.schedule(Event(kind: Kind.transferStart, index: index), after: timing.setUp)
    }

    /// The connection stands: the bytes flow.
    mutating func startFlow(_ index: Int) {
        settlePhase(index, .setUp)
        guard !faults.blockTransfers(from: Int(studies[index].site)) else { return pause(index) }
        guard let timing = paths.transferTiming(of: studies[index]) else { return arriveAtHub(index) }
        studies[index].flow = Int32(
            truncatingIfNeeded: network.start(
                bytes: studies[index].unsentBytes, cap: timing.cap,
                path: paths.transferPath(of: studies[index]),
                owner: index, in: &simulation))
    }

    mutating func endFlow(_ flow: Int) {
        let index = network.finish(flow, in: &simulation)
        studies[index].flow = -1
        guard studies[index].stage == .transfer else { return endRetrievalFlow(index) }
        if let timing = paths.transferTiming(of: studies[index]) {
            settleSending(index, timing, sent: studies[index].unsentBytes)
            observations.received(bytes: timing.bytes)
        }
        studies[index].unsentBytes = 0
        freeGateway(index)
        arriveAtHub(index)
    }

    // MARK: Phases

    /// A phase of a study's transfer is over and the next begins.
    mutating func settlePhase(_ index: Int, _ part: TransferPart) {
        studies[index].parts[part] += simulation.now - studies[index].phaseStart
        studies[index].phaseStart = simulation.now
    }

    /// Parts the time in which bytes flowed: what they take on an idle line, and what sharing added.
    mutating func settleSending(_ index: Int, _ timing: TransferTiming, sent: Double) {
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
        if ingest.seize(index, at: simulation.now, &links) { beginIngest(index) }
        guard !faults.stopIngest else { return }
        let load = ingest.busy.level + ingest.waiting.level
        peakLoad = max(peakLoad, load)
        let wanted = model.plan.ingest.workers(forLoad: load)
        while ingest.servers.level + workersStarting < wanted {
            workersStarting += 1
            simulation.schedule(Event(kind: Kind.workerReady, index: 0), after: model.plan.ingest.scaleUp)
        }
    }

    mutating func beginIngest(_ index: Int) {
        settlePhase(index, .ingestQueue)
        let plan = model.plan.ingest
        let span =
            plan.perStudy
            + Duration(microseconds: plan.perInstance.microseconds * Int64(studies[index].instances))
        simulation.schedule(Event(kind: Kind.ingestEnd, index: index), after: span)
    }

    mutating func endIngest(_ index: Int) {
        settlePhase(index, .ingest)
        if let next = ingest.release(at: simulation.now, &links) {
            beginIngest(next)
        } else {
            dismissWorker()
        }
        becomeAvailable(index)
    }

    mutating func addWorker() {
        workersStarting -= 1
        guard !faults.stopIngest else {
            heldWorkers += 1
            return
        }
        ingest.changeServers(by: 1, at: simulation.now)
        if let next = ingest.serveNext(at: simulation.now, &links) {
            beginIngest(next)
        } else {
            dismissWorker()
        }
    }

    /// A worker with nothing to do goes, at once or once it has been too many for long enough.
    private mutating func dismissWorker() {
        guard ingest.servers.level > model.plan.ingest.minimumWorkers, !faults.stopIngest else { return }
        if model.plan.ingest.scaleDown == .zero {
            let wanted = model.plan.ingest.workers(forLoad: ingest.busy.level + ingest.waiting.level)
            if ingest.servers.level > wanted { ingest.changeServers(by: -1, at: simulation.now) }
        } else if !isScaleDownScheduled {
            isScaleDownScheduled = true
            peakLoad = ingest.busy.level + ingest.waiting.level
            simulation.schedule(Event(kind: Kind.scaleDown, index: 0), after: model.plan.ingest.scaleDown)
        }
    }

    /// Lets the workers go that the peak of the load did not ask for.
    mutating func scaleDown() {
        isScaleDownScheduled = false
        guard !faults.stopIngest else { return }
        let surplus = ingest.servers.level - model.plan.ingest.workers(forLoad: peakLoad)
        if surplus > 0 { ingest.changeServers(by: -surplus, at: simulation.now) }
        dismissWorker()
    }
}
