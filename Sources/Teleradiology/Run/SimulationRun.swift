import SimulationKernel

/// One replication on its way: the state of sites, hub and readers, and what each event does to it.
///
/// A study's path: created → (scanner) → imaging complete → (transfer over uplink and hub line) → (ingest)
/// → available → (worklist) → assigned → (download to the reader) → opened → report published.
struct SimulationRun: ~Copyable {
    /// The kinds of events; the index says which entity is meant.
    private enum Kind {
        static let arrival: UInt32 = 0  // stream
        static let examEnd: UInt32 = 1  // study
        static let transferStart: UInt32 = 2  // study
        static let flowEnd: UInt32 = 3  // flow
        static let ingestEnd: UInt32 = 4  // study
        static let workerReady: UInt32 = 5
        static let retrievalStart: UInt32 = 6  // study
        static let opened: UInt32 = 7  // study
        static let readEnd: UInt32 = 8  // study
        static let shiftBegin: UInt32 = 9  // reader group
        static let shiftEnd: UInt32 = 10  // reader group
        static let warmUpEnd: UInt32 = 11
        static let lengthReached: UInt32 = 12
    }

    private let model: TeleradiologyModel
    private let replication: Int
    private let isRecording: Bool
    private let end: SimulationTime
    private let warmUpEnd: SimulationTime

    private var simulation = Simulation<LadderQueue>()
    private var studies = Pool<Study>(capacity: 1024)
    private var links = Links()
    private var sources: [DemandSource]
    private var network = FlowNetwork(completionKind: Kind.flowEnd)
    private var paths: DeliveryPaths
    /// Scanner stations by site × modality; nil where exams come completed.
    private var scanners: [ServerStation?]
    private var ingest: ServerStation
    private var workersStarting = 0
    private var worklist: Worklist
    private var readers: ReaderPool

    private var observations: RunObservations
    private var records: [StudyRecord] = []

    init(_ model: TeleradiologyModel, replication: Int, recordingStudies: Bool) {
        self.model = model
        self.replication = replication
        isRecording = recordingStudies
        let scenario = model.scenario
        end = .zero + scenario.length
        warmUpEnd = .zero + scenario.warmUp
        sources = model.streams.map { DemandSource($0, seed: scenario.seed, replication: replication) }
        paths = DeliveryPaths(scenario, model.plan, &network)
        scanners = scenario.sites.flatMap { site in
            Modality.allCases.map { modality in
                site.scanners[modality].map {
                    ServerStation(
                        servers: $0.count, classes: scenario.worklist == .fifo ? 1 : scenario.priorities.count
                    )
                }
            }
        }
        ingest = ServerStation(servers: model.plan.ingest.minimumWorkers)
        worklist = Worklist(
            order: scenario.worklist, classes: model.eligibility.groups.count,
            priorities: scenario.priorities.count)
        readers = ReaderPool(scenario.readers)
        observations = RunObservations(scenario)
    }

    // MARK: The loop

    mutating func execute() {
        begin()
        let finishes = model.scenario.ending == .finish
        var isRunning = true
        while isRunning, let event = simulation.next() {
            switch event.kind {
            case Kind.arrival: arrive(stream: event.index)
            case Kind.examEnd: endExam(event.index)
            case Kind.transferStart: startFlow(event.index)
            case Kind.flowEnd: endFlow(event.index)
            case Kind.ingestEnd: endIngest(event.index)
            case Kind.workerReady: addWorker()
            case Kind.retrievalStart: startRetrieval(event.index)
            case Kind.opened: open(event.index)
            case Kind.readEnd: publish(event.index)
            case Kind.shiftBegin: beginShift(event.index)
            case Kind.shiftEnd: endShift(event.index)
            case Kind.warmUpEnd: restartTallies()
            default:
                observeResources()
                isRunning = finishes
            }
            if finishes, studies.count == 0, simulation.now >= end { isRunning = false }
        }
    }

    private mutating func begin() {
        // Scheduled first, so that at one instant they come before what happens to studies.
        if model.scenario.warmUp > .zero {
            simulation.schedule(Event(kind: Kind.warmUpEnd, index: 0), at: warmUpEnd)
        }
        simulation.schedule(Event(kind: Kind.lengthReached, index: 0), at: end)
        for group in model.shifts.indices {
            if model.shifts[group].isOnShift(at: .zero) {
                beginShift(group)
            } else {
                scheduleShiftChange(of: group)
            }
        }
        for stream in model.streams.indices { scheduleArrival(of: stream) }
    }

    // MARK: Demand and scanners

    private mutating func scheduleArrival(of stream: Int) {
        if let time = sources[stream].nextArrival(model.streams[stream], after: simulation.now), time < end {
            simulation.schedule(Event(kind: Kind.arrival, index: stream), at: max(time, simulation.now))
        }
    }

    private mutating func arrive(stream: Int) {
        var study = sources[stream].drawStudy(model.streams[stream], at: simulation.now)
        study.eligibility = model.eligibility.classOf(
            stream: stream, modality: study.modality, application: study.application)
        study.number = observations.create(study, stream: stream)
        let index = studies.insert(study)
        if isRecording { records.append(record(of: study, stream: stream)) }
        scheduleArrival(of: stream)

        let scanner = Int(study.site) * Modality.allCases.count + Int(study.modality.rawValue)
        let order = model.scenario.worklist == .fifo ? 0 : Int(study.priority)
        if scanners[scanner] == nil {
            completeImaging(index)
        } else if scanners[scanner]?.seize(index, class: order, at: simulation.now, &links) == true {
            beginExam(index)
        }
    }

    private mutating func beginExam(_ index: Int) {
        simulation.schedule(Event(kind: Kind.examEnd, index: index), after: studies[index].exam)
    }

    private mutating func endExam(_ index: Int) {
        let scanner =
            Int(studies[index].site) * Modality.allCases.count + Int(studies[index].modality.rawValue)
        completeImaging(index)
        if let next = scanners[scanner]?.release(at: simulation.now, &links) { beginExam(next) }
    }

    // MARK: Delivery to the hub

    private mutating func completeImaging(_ index: Int) {
        studies[index].imagingComplete = simulation.now
        studies[index].stage = .transfer
        if isRecording { records[studies[index].number].imagingComplete = simulation.now }
        if let timing = paths.transferTiming(of: studies[index]) {
            simulation.schedule(Event(kind: Kind.transferStart, index: index), after: timing.setUp)
        } else {
            arriveAtHub(index)
        }
    }

    private mutating func startFlow(_ index: Int) {
        guard let timing = paths.transferTiming(of: studies[index]) else { return arriveAtHub(index) }
        _ = network.start(
            bytes: timing.bytes, cap: timing.cap, path: paths.transferPath(of: studies[index]), owner: index,
            in: &simulation)
    }

    private mutating func endFlow(_ flow: Int) {
        let index = network.finish(flow, in: &simulation)
        if studies[index].stage == .transfer { arriveAtHub(index) } else { open(index) }
    }

    private mutating func arriveAtHub(_ index: Int) {
        studies[index].stage = .ingest
        if ingest.seize(index, at: simulation.now, &links) {
            beginIngest(index)
        } else if ingest.servers.level + workersStarting < model.plan.ingest.maximumWorkers {
            workersStarting += 1
            simulation.schedule(Event(kind: Kind.workerReady, index: 0), after: model.plan.ingest.scaleUp)
        }
    }

    private mutating func beginIngest(_ index: Int) {
        let plan = model.plan.ingest
        let span =
            plan.perStudy
            + Duration(microseconds: plan.perInstance.microseconds * Int64(studies[index].instances))
        simulation.schedule(Event(kind: Kind.ingestEnd, index: index), after: span)
    }

    private mutating func endIngest(_ index: Int) {
        if let next = ingest.release(at: simulation.now, &links) {
            beginIngest(next)
        } else if ingest.servers.level > model.plan.ingest.minimumWorkers {
            // A worker beyond the minimum with nothing to do goes.
            ingest.changeServers(by: -1, at: simulation.now)
        }
        becomeAvailable(index)
    }

    private mutating func addWorker() {
        workersStarting -= 1
        ingest.changeServers(by: 1, at: simulation.now)
        if let next = ingest.serveNext(at: simulation.now, &links) {
            beginIngest(next)
        } else if ingest.servers.level > model.plan.ingest.minimumWorkers {
            ingest.changeServers(by: -1, at: simulation.now)
        }
    }

    // MARK: Worklist and readers

    private mutating func becomeAvailable(_ index: Int) {
        studies[index].available = simulation.now
        studies[index].stage = .worklist
        if isRecording { records[studies[index].number].available = simulation.now }
        if let reader = readers.takeIdle(ofGroups: model.eligibility.groups[Int(studies[index].eligibility)])
        {
            assign(index, to: reader)
        } else {
            worklist.add(index, &studies[index], at: simulation.now, &links)
            observations.beginWaiting(at: simulation.now)
        }
    }

    /// Gives a reader the next study, or lets the reader be idle.
    private mutating func employ(_ reader: Int) {
        let classes = model.eligibility.classes[Int(readers.groupOf[reader])]
        if let index = worklist.takeFirst(ofClasses: classes, studies, at: simulation.now, &links) {
            observations.endWaiting(after: simulation.now - studies[index].available, at: simulation.now)
            assign(index, to: reader)
        } else {
            readers.makeIdle(reader)
        }
    }

    private mutating func assign(_ index: Int, to reader: Int) {
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
        else {
            return open(index)
        }
        if paths.isRetrievalShared {
            simulation.schedule(Event(kind: Kind.retrievalStart, index: index), after: timing.setUp)
        } else {
            // The reader's line carries nothing else: no need to look at it again before the end.
            simulation.schedule(
                Event(kind: Kind.opened, index: index),
                after: timing.setUp + .seconds(timing.bytes / min(timing.cap, timing.bottleneck)))
        }
    }

    private mutating func startRetrieval(_ index: Int) {
        let group = Int(readers.groupOf[Int(studies[index].reader)])
        guard let timing = paths.retrievalTiming(of: studies[index], group: group) else { return open(index) }
        // The reader's own line carries one study at a time: its capacity is part of the cap.
        _ = network.start(
            bytes: timing.bytes, cap: min(timing.cap, timing.bottleneck), path: paths.retrievalPath,
            owner: index,
            in: &simulation)
    }

    private mutating func open(_ index: Int) {
        studies[index].opened = simulation.now
        studies[index].stage = .reading
        if isRecording { records[studies[index].number].opened = simulation.now }
        let speed = model.scenario.readers[Int(readers.groupOf[Int(studies[index].reader)])].speed
        let span = speed == 1 ? studies[index].reading : studies[index].reading * (1 / speed)
        simulation.schedule(Event(kind: Kind.readEnd, index: index), after: span)
    }

    private mutating func publish(_ index: Int) {
        let study = studies[index]
        observations.report(study, at: simulation.now, isCounted: study.imagingComplete >= warmUpEnd)
        if isRecording { records[study.number].reported = simulation.now }
        studies.remove(index)
        let reader = Int(study.reader)
        readers.endWork(reader, at: simulation.now)
        if readers.groups[Int(readers.groupOf[reader])].isOnShift { employ(reader) }
    }

    // MARK: Shifts

    private mutating func scheduleShiftChange(of group: Int) {
        guard let change = model.shifts[group].nextChange(after: simulation.now) else { return }
        simulation.schedule(
            Event(kind: change.isOn ? Kind.shiftBegin : Kind.shiftEnd, index: group), at: change.time)
    }

    private mutating func beginShift(_ group: Int) {
        for reader in readers.beginShift(group, at: simulation.now) { employ(reader) }
        scheduleShiftChange(of: group)
    }

    private mutating func endShift(_ group: Int) {
        readers.endShift(group, at: simulation.now)
        scheduleShiftChange(of: group)
    }

    // MARK: Observation

    private mutating func restartTallies() {
        let now = simulation.now
        network.restartTallies(at: now)
        for index in scanners.indices { scanners[index]?.restartTallies(at: now) }
        ingest.restartTallies(at: now)
        worklist.waiting.restart(at: now)
        for group in readers.groups.indices {
            readers.groups[group].onShift.restart(at: now)
            readers.groups[group].busy.restart(at: now)
        }
    }

    private mutating func observeResources() {
        let now = simulation.now
        let scenario = model.scenario
        var uses: [ResourceUse] = []
        for (siteIndex, site) in scenario.sites.enumerated() {
            for modality in Modality.allCases {
                guard let station = scanners[siteIndex * Modality.allCases.count + Int(modality.rawValue)]
                else {
                    continue
                }
                uses.append(ResourceUse(.scanners, "\(modality.name) \(site.name)", station, until: now))
            }
        }
        uses += paths.uses(&network, observed: scenario.length - scenario.warmUp, until: now)
        uses.append(ResourceUse(.ingest, "ingest \(scenario.delivery.rawValue)", ingest, until: now))
        uses.append(
            ResourceUse(
                kind: .worklist, name: "worklist", utilisation: nil, capacity: 0,
                meanQueue: worklist.waiting.mean(until: now), maximumQueue: worklist.waiting.maximum))
        for (group, name) in zip(readers.groups, scenario.readers.map(\.name)) {
            let offered = group.onShift.mean(until: now)
            uses.append(
                ResourceUse(
                    kind: .readers, name: name,
                    utilisation: offered > 0 ? group.busy.mean(until: now) / offered : nil, capacity: offered,
                    meanQueue: 0, maximumQueue: 0))
        }
        observations.resources = uses
    }

    /// The result, once every invariant has been checked.
    consuming func result() throws(ModelError) -> RunResult {
        var inSystem = [Int](repeating: 0, count: Conservation.stages.count)
        var stillWaiting: Int128 = 0
        var stillBusy: Int128 = 0
        studies.forEach { study in
            inSystem[Int(study.stage.rawValue)] += 1
            if study.stage == .worklist {
                stillWaiting += Int128((simulation.now - study.available).microseconds)
            }
            if study.stage == .retrieval || study.stage == .reading {
                stillBusy += Int128((simulation.now - study.assigned).microseconds)
            }
        }
        return try observations.result(
            of: model.scenario, replication: replication, inSystem: inSystem, stillWaiting: stillWaiting,
            stillBusy: stillBusy, at: simulation.now, events: simulation.eventCount,
            fingerprint: simulation.fingerprint, records: records)
    }

    private func record(of study: Study, stream: Int) -> StudyRecord {
        let compiled = model.streams[stream]
        var uid: String?
        if study.replayed >= 0, case .replay(let replayed) = compiled.arrivals {
            uid = replayed[Int(study.replayed)].studyInstanceUID
        }
        return StudyRecord(
            number: study.number, site: compiled.site, stream: compiled.index, modality: study.modality,
            application: Application(rawValue: study.application) ?? .other, priority: Int(study.priority),
            instances: Int(study.instances), bytes: study.bytes, studyInstanceUID: uid, created: study.created
        )
    }
}

extension ResourceUse {
    fileprivate init(_ kind: Kind, _ name: String, _ station: ServerStation, until now: SimulationTime) {
        let offered = station.servers.mean(until: now)
        self.init(
            kind: kind, name: name, utilisation: offered > 0 ? station.busy.mean(until: now) / offered : nil,
            capacity: offered, meanQueue: station.waiting.mean(until: now),
            maximumQueue: station.waiting.maximum)
    }
}
