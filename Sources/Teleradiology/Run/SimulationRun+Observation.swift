import SimulationKernel

/// What a run observes, and the checks at its end.
extension SimulationRun {
    mutating func restartTallies() {
        let now = simulation.now
        bytesBeforeRestart = paths.bytesSent(network, until: now)
        network.restartTallies(at: now)
        faults.restartTallies(at: now)
        callDesk?.restartTallies(at: now)
        ledger.restart()
        contracts.restart()
        observations.restartHubs()
        for index in gateways.indices { gateways[index]?.restartTallies(at: now) }
        for index in scanners.indices { scanners[index]?.restartTallies(at: now) }
        procedures.restartTallies(at: now)
        for hub in ingests.indices { ingests[hub].restartTallies(at: now) }
        for index in triageStations.indices { triageStations[index].restartTallies(at: now) }
        worklist.waiting.restart(at: now)
        ownLists.waiting.waiting.restart(at: now)
        for group in readers.groups.indices {
            readers.groups[group].restartTallies(at: now)
        }
        restartWeek()
    }

    /// A step of the backlog's curve is over.
    mutating func noteBacklog() {
        observations.noteBacklog(at: simulation.now)
        scheduleBacklogStep()
    }

    mutating func scheduleBacklogStep() {
        let next = simulation.now + observations.backlog.step
        if next < end { simulation.schedule(Event(kind: Kind.backlogStep, index: 0), at: next) }
    }

    mutating func observeResources() {
        let now = simulation.now
        // The step that ends with the run has no event of its own, which would come too late.
        if model.scenario.length.microseconds % observations.backlog.step.microseconds == 0 {
            observations.noteBacklog(at: now)
        }
        let scenario = model.scenario
        observations.week = hourlyWeek()
        var uses: [ResourceUse] = []
        for (siteIndex, site) in scenario.sites.enumerated() {
            for modality in Modality.allCases {
                let place = siteIndex * Modality.allCases.count + Int(modality.rawValue)
                guard let room = scanners[place] else { continue }
                var use = room.use("\(modality.name) \(site.name)", until: now)
                use.availability = scannerAvailability(place, room)
                uses.append(use)
            }
            uses += procedures.uses(site: siteIndex, named: site.name, until: now)
        }
        for (gateway, site) in zip(gateways, scenario.sites) {
            if let gateway { uses.append(gateway.use(site.name, until: now)) }
        }
        uses += paths.uses(&network, observed: scenario.length - scenario.warmUp, faults, until: now)
        for (hub, compiled) in model.hubs.enumerated() {
            let name = compiled.technology.rawValue
            var use = ingests[hub].use("ingest \(name)", until: now)
            use.availability = faults.availability(of: .ingest(hub), until: now)
            uses.append(use)
            if let availability = faults.availability(of: .hub(hub), until: now) {
                uses.append(
                    ResourceUse(
                        kind: .hub, name: "hub \(name)", utilisation: nil, capacity: 1,
                        meanQueue: 0, maximumQueue: 0, availability: availability))
            }
        }
        for (station, program) in zip(triageStations, model.triage) {
            uses.append(ResourceUse(.triage, program.plan.name, station, until: now))
        }
        uses.append(
            ResourceUse(
                kind: .worklist, name: "worklist", utilisation: nil, capacity: 0,
                meanQueue: worklist.waiting.mean(until: now), maximumQueue: worklist.waiting.maximum))
        if hasOwnLists {
            let waiting = ownLists.waiting.waiting
            uses.append(
                ResourceUse(
                    kind: .worklist, name: "readers' own lists", utilisation: nil, capacity: 0,
                    meanQueue: waiting.mean(until: now), maximumQueue: waiting.maximum))
        }
        if let callDesk {
            uses.append(ResourceUse(.coordinators, "coordinators", callDesk, until: now))
        }
        for (group, name) in zip(readers.groups, scenario.readers.map(\.name)) {
            let offered = group.onShift.mean(until: now)
            uses.append(
                ResourceUse(
                    kind: .readers, name: name,
                    utilisation: offered > 0 ? group.busy.mean(until: now) / offered : nil, capacity: offered,
                    meanQueue: 0, maximumQueue: 0))
        }
        observations.resources = uses
        observations.readerTimes = zip(scenario.readers, readers.groups).map {
            ReaderTime($0.name, $1, until: now)
        }
        let observed = scenario.length - scenario.warmUp
        let hours = observed.seconds / 3600
        observations.costs = ledger.items(
            scenario, model.hubs, observed: observed,
            workerHours: ingests.map { $0.meanWorkers(until: now) * hours },
            hoursOnShift: readers.groups.map { $0.onShift.mean(until: now) * hours })
        observations.costs += contracts.items(scenario, observed: observed)
        observations.providers = contracts.uses(scenario)
    }

    /// The result, once every invariant has been checked.
    consuming func result() throws(ModelError) -> RunResult {
        var inSystem = [Int](repeating: 0, count: Conservation.stages.count)
        var stillWaiting: Int128 = 0
        var stillBusy: Int128 = 0
        var outstanding = [Int](repeating: 0, count: ReportingTask.allCases.count)
        studies.forEach { study in
            if study.isCopy { return }
            // What is sent while the exam still runs is at the scanner.
            let isScanned = study.stage == .transfer && !study.isImaged
            if study.task == .report {
                inSystem[Int((isScanned ? .scanner : study.stage).rawValue)] += 1
            } else {
                outstanding[Int(study.task.rawValue)] += 1
            }
            if study.stage == .worklist {
                stillWaiting += Int128((simulation.now - study.queued).microseconds)
            }
            if study.stage == .retrieval || study.stage == .reading, !study.isAside {
                stillBusy += Int128((simulation.now - study.assigned).microseconds)
            }
        }
        try observations.checkBytes(
            sent: bytesBeforeRestart + paths.bytesSent(network, until: simulation.now),
            onTheirWay: bytesOnTheirWay())
        return try observations.result(
            of: model.scenario, replication: replication, inSystem: inSystem, outstanding: outstanding,
            stillWaiting: stillWaiting, stillBusy: stillBusy, at: simulation.now,
            events: simulation.eventCount, fingerprint: simulation.fingerprint, records: records.all)
    }

    /// What of the studies and copies in transfer has left and was not lost to an outage.
    private mutating func bytesOnTheirWay() -> Double {
        var bytes = 0.0
        for index in studies.indices(where: { $0.stage == .transfer }) {
            bytes += studies[index].timing.bytes - studies[index].unsentBytes
            if studies[index].flow >= 0 {
                bytes +=
                    studies[index].unsentBytes - studies[index].restBytes
                    - network.remainingBytes(of: Int(studies[index].flow), at: simulation.now)
            }
        }
        return bytes
    }

    func record(of study: Study, stream: Int) -> StudyRecord {
        let compiled = model.streams[stream]
        var uid: String?
        if study.replayed >= 0, case .replay(let replayed) = compiled.arrivals {
            uid = replayed[Int(study.replayed)].studyInstanceUID
        }
        var record = StudyRecord(
            number: study.number, site: compiled.site, stream: compiled.index, modality: study.modality,
            application: Application(rawValue: study.application) ?? .other, priority: Int(study.priority),
            instances: Int(study.instances), bytes: study.bytes, studyInstanceUID: uid, created: study.created
        )
        record.bodyRegion = UInt8(exactly: study.bodyRegion).flatMap { BodyRegion(rawValue: $0) }
        record.isCritical = study.isCritical
        return record
    }
}

extension ResourceUse {
    init(_ kind: Kind, _ name: String, _ station: ServerStation, until now: SimulationTime) {
        let offered = station.servers.mean(until: now)
        self.init(
            kind: kind, name: name, utilisation: offered > 0 ? station.busy.mean(until: now) / offered : nil,
            capacity: offered, meanQueue: station.waiting.mean(until: now),
            maximumQueue: station.waiting.maximum)
    }
}
