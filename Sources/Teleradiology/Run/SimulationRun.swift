import SimulationKernel

/// One replication on its way: the state of sites, hub and readers, and what each event does to it.
///
/// A study's path: created → (scanner) → imaging complete → (transfer over uplink and hub line) → (ingest)
/// → available → (worklist) → assigned → (download to the reader) → opened → report published.
struct SimulationRun: ~Copyable {
    /// The kinds of events; the index says which entity is meant.
    enum Kind {
        static let arrival: UInt32 = 0  // stream
        static let examEnd: UInt32 = 1  // study
        static let transferStart: UInt32 = 2  // study
        static let flowEnd: UInt32 = 3  // flow
        static let ingestEnd: UInt32 = 4  // study
        static let workerReady: UInt32 = 5  // hub
        static let retrievalStart: UInt32 = 6  // study
        static let opened: UInt32 = 7  // study
        static let readEnd: UInt32 = 8  // study
        static let shiftBegin: UInt32 = 9  // reader group
        static let shiftEnd: UInt32 = 10  // reader group
        static let warmUpEnd: UInt32 = 11
        static let lengthReached: UInt32 = 12
        static let outageChange: UInt32 = 13  // cause
        static let retry: UInt32 = 14  // study
        static let gatewayWindow: UInt32 = 15  // window
        static let scaleDown: UInt32 = 16  // hub
        static let capacityChange: UInt32 = 17  // schedule
        static let backlogStep: UInt32 = 18
        static let appointment: UInt32 = 20  // stream
        static let lateArrival: UInt32 = 21  // stream
        static let staffChange: UInt32 = 22  // change
        static let scannerHours: UInt32 = 23  // hours of a room
        static let images: UInt32 = 24  // study
        static let seriesComplete: UInt32 = 25  // study
        static let stepEnd: UInt32 = 26  // course of a procedure
        static let poolChange: UInt32 = 27  // pool
        static let triageEnd: UInt32 = 30  // study
        static let rightsChange: UInt32 = 40  // change
        static let interruption: UInt32 = 41  // study
        static let interruptionEnd: UInt32 = 42  // study
        static let onCallWatch: UInt32 = 43  // reader group
        static let onCallArrival: UInt32 = 44  // reader group
        static let spill: UInt32 = 60  // wait
        static let callRetry: UInt32 = 50  // call
        static let callEnd: UInt32 = 51  // call
    }

    var model: TeleradiologyModel
    let replication: Int
    let end: SimulationTime
    let warmUpEnd: SimulationTime

    var simulation = Simulation<LadderQueue>()
    var studies = Pool<Study>(capacity: 1024)
    var links = Links()
    /// Those of the scanners, where a study that is sent while its exam runs may wait too.
    var scannerLinks = Links()
    var sources: [DemandSource]
    var network = FlowNetwork(completionKind: Kind.flowEnd)
    var paths: DeliveryPaths
    /// Scanner stations by site × modality; nil where exams come completed.
    var scanners: [ScannerRoom?]
    /// By scanner that can break down.
    var scannerTimers: [SimulationTimer] = []
    /// Patients in procedures, and the pools of rooms and people.
    var procedures: ProcedureCourses
    /// By site; nil where every study is sent at once.
    var gateways: [GatewayQueue?]
    /// By hub.
    var ingests: [IngestStage]
    /// What the sites had sent when the tallies were restarted.
    var bytesBeforeRestart = 0.0
    var faults: Faults
    /// By program of triage; by demand stream where there is any.
    var triageStations: [ServerStation]
    var triageSources: [TriageSource]
    var worklist: Worklist
    var readers: ReaderPool
    /// Studies that were given to a reader who has not taken them up; without lists where readers take studies themselves.
    var ownLists: ReaderLists
    let hasOwnLists: Bool
    let isPush: Bool
    let keepsPatients: Bool
    /// The studies that more readers may take if they still wait after a while.
    var spills: SpillQueues
    var daylight: Daylight
    /// The studies that a free reader chooses from.
    var picked: [Int] = []
    /// Whether studies interrupt readings.
    let isPreemptive: Bool
    /// Whether a reading may end before the study is read.
    let isInterruptible: Bool
    /// Whether who goes off shift leaves the open study to another; by reader, the study whose images are on their way.
    let handsOver: Bool
    var retrieving: [Int32]
    /// What can be interrupted, and by reader what ends it; empty where nothing interrupts.
    var readings: OpenReadings
    var readTimers: [SimulationTimer] = []
    /// By reader group; empty where nobody is on call.
    var onCalls: [OnCallState]
    /// By reader; empty where nobody is interrupted.
    var interruptions: [InterruptionSource]

    /// By demand stream; empty where every study has one report and no more.
    var reportingSources: [ReportingSource]
    /// The coordinators who tell critical results; nil where there are none.
    var callDesk: ServerStation?

    /// The random streams of the run; empty unless they were to be listed.
    let randomStreams: [RandomStreamUse]

    var ledger: CostLedger
    var contracts: ContractLedger
    var observations: RunObservations
    var records: StudyRecords
    var log: MilestoneBuffer
    /// What each hour of the week holds.
    var week: WeekTally

    init(
        _ model: TeleradiologyModel, replication: Int, recordingStudies: Bool,
        sink: (any MilestoneSink)? = nil, studySink: (any StudySink)? = nil, listsStreams: Bool = false
    ) {
        self.model = model
        self.replication = replication
        records = StudyRecords(keepsAll: recordingStudies, sink: studySink, replication: replication)
        log = MilestoneBuffer(sink, replication: replication)
        let scenario = model.scenario
        end = .zero + scenario.length
        warmUpEnd = .zero + scenario.warmUp
        week = Self.weekTally(model)
        var keys = RandomStreamKeys(
            seed: scenario.seed, replication: replication, isListing: listsStreams)
        sources = model.streams.map { DemandSource($0, &keys) }
        paths = DeliveryPaths(model, &network)
        scanners = scenario.sites.flatMap { site in
            Modality.allCases.map { modality in
                site.scanners[modality].map {
                    ScannerRoom($0, classes: scenario.worklist == .fifo ? 1 : scenario.priorities.count)
                }
            }
        }
        procedures = ProcedureCourses(
            model.procedurePlan, classes: scenario.worklist == .fifo ? 1 : scenario.priorities.count)
        gateways = scenario.sites.map { site in
            site.gateway.map { GatewayQueue($0, priorities: scenario.priorities.count) }
        }
        faults = Faults(model, &keys)
        ingests = model.hubs.map { IngestStage($0.plan.ingest) }
        worklist = Worklist(scenario, classes: model.eligibility.groups.count)
        triageStations = model.triageStations()
        triageSources =
            model.triage.isEmpty
            ? [] : model.streams.map { TriageSource($0, model.triage, &keys) }
        readers = ReaderPool(model.staff, studiesAhead: model.studiesAhead)
        let assignment = scenario.assignment
        ownLists = ReaderLists(scenario, readers)
        hasOwnLists = assignment.hasLists
        isPush = assignment.isPush
        keepsPatients = assignment.keepsPatients
        spills = SpillQueues(model.rights.waits.count)
        daylight = Daylight(assignment.daytime, clocks: model.shifts.map(\.clock))
        handsOver = assignment.shiftEnd == .handOver
        retrieving = [Int32](repeating: -1, count: handsOver ? readers.groupOf.count : 0)
        isPreemptive = scenario.isPreemptive
        isInterruptible = scenario.isInterruptible
        let interruptible = isInterruptible ? readers.groupOf.count : 0
        readings = OpenReadings(
            groups: scenario.readers.count, classes: scenario.worklistClasses, readers: interruptible)
        reportingSources =
            model.reporting == nil
            ? [] : model.streams.map { ReportingSource($0, &keys) }
        if case .coordinators(let count)? = scenario.reporting?.criticalCalls?.caller {
            callDesk = ServerStation(servers: count)
        }
        onCalls = [OnCallState](
            repeating: OnCallState(), count: model.onCallGroups.isEmpty ? 0 : scenario.readers.count)
        interruptions = Self.interruptions(model, &keys)
        randomStreams = keys.uses
        contracts = ContractLedger(scenario)
        ledger = CostLedger(groups: scenario.readers.count, model.hubs)
        observations = RunObservations(scenario, model.hubs, model.clock)
        for _ in 0..<interruptible {
            readTimers.append(simulation.makeTimer(for: Event(kind: Kind.readEnd, index: 0)))
        }
    }

    /// Whether timelines of studies are wanted.
    var isRecording: Bool { records.isOn }

    /// Whether the run goes on until every study is reported, and nothing is left to do for any.
    var isFinishing: Bool { model.scenario.ending == .finish }

    // MARK: The loop

    mutating func execute() {
        begin()
        let finishes = isFinishing
        var isRunning = true
        while isRunning, let event = simulation.next() {
            if simulation.now >= week.hourEnd { endHours() }
            switch event.kind {
            case Kind.arrival: arrive(stream: event.index)
            case Kind.examEnd: endExam(event.index)
            case Kind.transferStart: startFlow(event.index)
            case Kind.flowEnd: endFlow(event.index)
            case Kind.ingestEnd: endIngest(event.index)
            case Kind.workerReady: addWorker(to: event.index)
            case Kind.retrievalStart: startRetrieval(event.index)
            case Kind.opened: open(event.index)
            case Kind.readEnd: endReading(event.index)
            case Kind.shiftBegin: beginShift(event.index)
            case Kind.shiftEnd: endShift(event.index)
            case Kind.warmUpEnd: restartTallies()
            case Kind.outageChange: changeOutage(event.index)
            case Kind.retry: retry(event.index)
            case Kind.gatewayWindow: changeWindow(event.index)
            case Kind.scaleDown: scaleDown(event.index)
            case Kind.capacityChange: changeCapacity(event.index)
            case Kind.backlogStep: noteBacklog()
            case Kind.appointment: keepAppointment(stream: event.index)
            case Kind.images: imagesCome(event.index)
            case Kind.seriesComplete: completeSeries(event.index)
            case Kind.stepEnd: endStep(event.index)
            case Kind.poolChange: changePool(event.index)
            case Kind.scannerHours: changeScannerHours(event.index)
            case Kind.staffChange: changeStaff(event.index)
            case Kind.lateArrival: arrive(stream: event.index, isLast: true)
            case Kind.triageEnd: endTriage(event.index)
            case Kind.rightsChange: changeRights(event.index)
            case Kind.interruption: beginInterruption(event.index)
            case Kind.interruptionEnd: endInterruption(event.index)
            case Kind.onCallWatch: endWatch(event.index)
            case Kind.onCallArrival: arriveOnCall(event.index)
            case Kind.spill: spill(event.index)
            case Kind.callRetry: retryCall(event.index)
            case Kind.callEnd: endCoordinatorAttempt(event.index)
            default:
                observeResources()
                isRunning = finishes
            }
            if finishes, studies.count == 0, simulation.now >= end { isRunning = false }
        }
    }

    mutating func begin() {
        // Scheduled first, so that at one instant they come before what happens to studies.
        if model.scenario.warmUp > .zero {
            simulation.schedule(Event(kind: Kind.warmUpEnd, index: 0), at: warmUpEnd)
        }
        scheduleBacklogStep()
        simulation.schedule(Event(kind: Kind.lengthReached, index: 0), at: end)
        beginLines()
        beginScanners()
        beginProcedures()
        beginOutages()
        beginGateways()
        scheduleStaffChanges()
        scheduleRightsChanges()
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

    mutating func scheduleArrival(of stream: Int) {
        if let time = sources[stream].nextArrival(after: simulation.now), time < end {
            let kind = sources[stream].stream.isBooked ? Kind.appointment : Kind.arrival
            simulation.schedule(Event(kind: kind, index: stream), at: max(time, simulation.now))
        }
    }

    /// A patient comes; unless it `isLast`, the next of the stream is scheduled.
    mutating func arrive(stream: Int, isLast: Bool = false) {
        let first = createStudy(of: stream)
        var last = first
        for _ in 1..<sources[stream].drawStudiesOfPatient() {
            let next = createStudy(of: stream)
            join(next, toPatientOf: last)
            last = next
        }
        if !isLast { scheduleArrival(of: stream) }
        var next = first
        repeat {
            let index = next
            next = studies[index].sibling < 0 ? first : Int(studies[index].sibling)
            examine(index, of: stream)
        } while next != first
    }

    private mutating func createStudy(of stream: Int) -> Int {
        // It is filled in where it stays: a copy of it is not small.
        let index = studies.insert(sources[stream].drawStudy(at: simulation.now))
        studies[index].eligibility = model.eligibility.classOf(
            stream: stream, modality: studies[index].modality, application: studies[index].application,
            priority: studies[index].priority)
        studies[index].expectedReading = model.expectedReading(
            stream: stream, modality: studies[index].modality, application: studies[index].application)
        drawTriage(index, stream: stream)
        drawReporting(index, stream: stream)
        studies[index].number = observations.create(studies[index], stream: stream)
        note(.ordered, of: index)
        if isRecording { studies[index].record = records.begin(record(of: studies[index], stream: stream)) }
        return index
    }

    /// A study that was just created goes to its procedure or its scanner, where there is one.
    private mutating func examine(_ index: Int, of stream: Int) {
        if let procedure = sources[stream].stream.procedure {
            return beginProcedure(index, stream: stream, procedure)
        }
        let scanner =
            Int(studies[index].site) * Modality.allCases.count + Int(studies[index].modality.rawValue)
        let order = model.scenario.worklist == .fifo ? 0 : Int(studies[index].priority)
        if studies[index].comesCompleted || scanners[scanner] == nil {
            completeImaging(index)
        } else if scanners[scanner]?.arrive(index, class: order, at: simulation.now, &scannerLinks) == true {
            beginExam(index)
        }
    }
}
