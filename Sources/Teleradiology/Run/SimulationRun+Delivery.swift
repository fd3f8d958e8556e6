import SimulationKernel

/// From the scanner to the hub: transfer over shared lines, and ingest.
extension SimulationRun {
    mutating func completeImaging(_ index: Int) {
        studies[index].imagingComplete = simulation.now
        studies[index].stage = .transfer
        if isRecording { records[studies[index].number].imagingComplete = simulation.now }
        if let timing = paths.transferTiming(of: studies[index]) {
            simulation.schedule(Event(kind: Kind.transferStart, index: index), after: timing.setUp)
        } else {
            arriveAtHub(index)
        }
    }

    mutating func startFlow(_ index: Int) {
        guard let timing = paths.transferTiming(of: studies[index]) else { return arriveAtHub(index) }
        _ = network.start(
            bytes: timing.bytes, cap: timing.cap, path: paths.transferPath(of: studies[index]), owner: index,
            in: &simulation)
    }

    mutating func endFlow(_ flow: Int) {
        let index = network.finish(flow, in: &simulation)
        if studies[index].stage == .transfer { arriveAtHub(index) } else { open(index) }
    }

    mutating func arriveAtHub(_ index: Int) {
        studies[index].stage = .ingest
        if ingest.seize(index, at: simulation.now, &links) {
            beginIngest(index)
        } else if ingest.servers.level + workersStarting < model.plan.ingest.maximumWorkers {
            workersStarting += 1
            simulation.schedule(Event(kind: Kind.workerReady, index: 0), after: model.plan.ingest.scaleUp)
        }
    }

    mutating func beginIngest(_ index: Int) {
        let plan = model.plan.ingest
        let span =
            plan.perStudy
            + Duration(microseconds: plan.perInstance.microseconds * Int64(studies[index].instances))
        simulation.schedule(Event(kind: Kind.ingestEnd, index: index), after: span)
    }

    mutating func endIngest(_ index: Int) {
        if let next = ingest.release(at: simulation.now, &links) {
            beginIngest(next)
        } else if ingest.servers.level > model.plan.ingest.minimumWorkers {
            // A worker beyond the minimum with nothing to do goes.
            ingest.changeServers(by: -1, at: simulation.now)
        }
        becomeAvailable(index)
    }

    mutating func addWorker() {
        workersStarting -= 1
        ingest.changeServers(by: 1, at: simulation.now)
        if let next = ingest.serveNext(at: simulation.now, &links) {
            beginIngest(next)
        } else if ingest.servers.level > model.plan.ingest.minimumWorkers {
            ingest.changeServers(by: -1, at: simulation.now)
        }
    }
}
