import SimulationKernel

/// What a run has observed so far, and the accounts that its invariants are checked with.
struct RunObservations {
    /// Use of scanners, links, ingest and readers over the observed time.
    var resources: [ResourceUse] = []
    /// How each reader group spent the observed time.
    var readerTimes: [ReaderTime] = []
    /// What each provider did over the observed time.
    var providers: [ProviderUse] = []
    /// What each element cost over the observed time.
    var costs: [CostItem] = []
    /// What each hub did since the warm-up.
    private(set) var hubs: [HubTraffic]

    /// What was on its way, hour by hour.
    private(set) var backlog: Backlog

    /// What each hour of the week held.
    var week = HourlyWeek(observed: [], transfer: [], worklist: [], readers: [])

    /// What came after the first reports.
    var reporting = ReportingTally()

    private var cells: [StudyCell]
    private var findings: [StudyCell]
    private var hours: HourTally
    private let targets: [Duration?]
    private var created = 0
    private var reported = 0
    private var demandFingerprint: UInt64 = 0xCBF2_9CE4_8422_2325

    /// Bytes on the wire that reached the hub, and those that outages made be sent again, over the whole run.
    private var bytesReceived = 0.0
    private var bytesCopied = 0.0
    private var bytesSentAgain = 0.0
    /// Studies whose phases did not add up to their transfer time; there must be none.
    private var unaccounted = 0
    /// Studies whose milestones between available and reported were not in order; there must be none.
    private var disordered = 0

    // Little's law for the worklist and for busy readers, over the whole run, exact in integers.
    private var inTransfer = LevelTally()
    private var waiting = LevelTally()
    private var waitingSum: Int128 = 0
    private var busy = LevelTally()
    private var busySum: Int128 = 0
    /// The integrals of the three levels at the end of the backlog's last step.
    private var backlogSoFar: [Int128] = [0, 0, 0]

    init(_ scenario: Scenario, _ hubs: [TeleradiologyModel.CompiledHub], _ clock: LocalClock) {
        hours = HourTally(scenario, clock)
        backlog = Backlog(length: scenario.length)
        self.hubs = hubs.map { HubTraffic(technology: $0.technology) }
        targets = scenario.priorities.map(\.target)
        cells = [StudyCell](repeating: StudyCell(), count: Modality.allCases.count * targets.count)
        findings = [StudyCell](
            repeating: StudyCell(), count: scenario.triage.count * TriageFinding.allCases.count)
    }

    /// Notes a new study and returns its number.
    mutating func create(_ study: borrowing Study, stream: Int) -> Int {
        func mix(_ value: UInt64) {
            demandFingerprint = (demandFingerprint ^ value) &* 0x9FB2_1C65_1E98_DF25
            demandFingerprint ^= demandFingerprint &>> 29
        }
        mix(UInt64(bitPattern: study.created.microseconds))
        mix(
            UInt64(stream) &<< 24 | UInt64(study.modality.rawValue) &<< 16 | UInt64(study.priority) &<< 8
                | UInt64(study.application))
        mix(UInt64(bitPattern: Int64(study.instances)))
        mix(study.bytes.bitPattern)
        mix(UInt64(bitPattern: study.exam.microseconds))
        if study.priorBytes > 0 { mix(study.priorBytes.bitPattern) }
        mix(UInt64(bitPattern: study.reading.microseconds))
        if study.bodyRegion >= 0 { mix(UInt64(study.bodyRegion)) }
        if let isCritical = study.isCritical { mix(isCritical ? 1 : 0) }
        created += 1
        return created - 1
    }

    /// Bytes that were on their way when an outage came, and are sent again.
    mutating func sentAgain(bytes: Double) { bytesSentAgain += bytes }

    /// A whole study reached its hub, or a copy the second one.
    mutating func received(bytes: Double, isCopy: Bool) {
        if isCopy { bytesCopied += bytes } else { bytesReceived += bytes }
    }

    /// Imaging of a study is complete.
    mutating func beginTransfer(at time: SimulationTime) { inTransfer.add(1, at: time) }

    /// A study from a site is available at a hub.
    mutating func endTransfer(at time: SimulationTime, hub: Int) {
        inTransfer.add(-1, at: time)
        hubs[hub].received += 1
    }

    /// A step of the backlog's curve ends.
    mutating func noteBacklog(at time: SimulationTime) {
        let integrals = [inTransfer, waiting, busy].map { $0.integral(until: time) }
        let means = zip(integrals, backlogSoFar).map { Double($0 - $1) / Double(backlog.step.microseconds) }
        backlogSoFar = integrals
        backlog.points.append(
            Backlog.Point(transfer: means[0], worklist: means[1], readers: means[2]))
    }

    /// Studies in transfer, over time.
    func transferIntegral(until time: SimulationTime) -> Int128 { inTransfer.integral(until: time) }

    /// Studies on the worklist, over time.
    func waitingIntegral(until time: SimulationTime) -> Int128 { waiting.integral(until: time) }

    /// A reader opens a study that a hub sent.
    mutating func served(from hub: Int) { hubs[hub].served += 1 }

    /// Forgets what the hubs did so far.
    mutating func restartHubs() {
        for hub in hubs.indices { hubs[hub] = HubTraffic(technology: hubs[hub].technology) }
    }

    /// Throws unless bytes sent = bytes received + bytes sent again + bytes on their way, to rounding.
    func checkBytes(sent: Double, onTheirWay: Double) throws(ModelError) {
        let accounted = bytesReceived + bytesCopied + bytesSentAgain + onTheirWay
        if abs(sent - accounted) > 1 + 1e-9 * sent {
            throw ModelError(
                .invariantBroken,
                "conservation of bytes: \(sent) sent, \(bytesReceived) received, \(bytesCopied) copied, \(bytesSentAgain) sent again, \(onTheirWay) on their way"
            )
        }
    }

    /// A study joins the worklist.
    mutating func beginWaiting(at time: SimulationTime) { waiting.add(1, at: time) }

    /// A study leaves the worklist after `span`.
    mutating func endWaiting(after span: Duration, at time: SimulationTime) {
        waiting.add(-1, at: time)
        waitingSum &+= Int128(span.microseconds)
    }

    /// A reader is given a study.
    mutating func beginWork(at time: SimulationTime) { busy.add(1, at: time) }

    /// A study is taken from a reader who had it for `span` without opening it.
    mutating func endWork(after span: Duration, at time: SimulationTime) {
        busy.add(-1, at: time)
        busySum &+= Int128(span.microseconds)
    }

    /// A study's report is published; `isCounted` says whether it enters the figures.
    mutating func report(_ study: borrowing Study, at time: SimulationTime, isCounted: Bool) {
        reported += 1
        if study.parts.total != study.available - study.imagingComplete { unaccounted += 1 }
        if !study.isInOrder(reported: time) { disordered += 1 }
        guard isCounted else { return }
        let priority = Int(study.priority)
        let index = cell(of: study)
        cells[index].add(study, at: time, target: targets[priority])
        if study.triage >= 0 {
            let finding = Int(study.triage) * TriageFinding.allCases.count + Int(study.finding.rawValue)
            findings[finding].add(study, at: time, target: targets[priority])
        }
        if hours.isAsked { hours.report(study, at: time, target: targets[priority]) }
    }

    private func cell(of study: borrowing Study) -> Int {
        Int(study.modality.rawValue) * targets.count + Int(study.priority)
    }

    /// A study's final report is published.
    mutating func final(_ study: borrowing Study, at time: SimulationTime, isCounted: Bool) {
        guard isCounted else { return }
        let index = cell(of: study)
        cells[index].intervals[Int(Interval.orderToFinal.rawValue)].record(time - study.created)
        if hours.isAsked { hours.record(.orderToFinal, time - study.created, of: study) }
        if study.task == .finalReport {
            cells[index].intervals[Int(Interval.preliminaryToFinal.rawValue)].record(time - study.published)
            if hours.isAsked { hours.record(.preliminaryToFinal, time - study.published, of: study) }
        }
    }

    /// A study's critical result was told so long after its first report.
    mutating func communicated(_ study: borrowing Study, after span: Duration) {
        cells[cell(of: study)].intervals[Int(Interval.reportToCommunicated.rawValue)].record(span)
        if hours.isAsked { hours.record(.reportToCommunicated, span, of: study) }
    }

    /// The result of the run, after its invariants have been checked.
    ///
    /// - Parameters:
    ///   - inSystem: the studies still on their way, by stage.
    ///   - outstanding: the later tasks that are still to be done, by kind.
    ///   - stillWaiting: the summed waits so far of those in the worklist, in µs.
    ///   - stillBusy: the summed times so far of those at a reader, in µs.
    func result(
        of scenario: Scenario, replication: Int, inSystem: [Int], outstanding: [Int], stillWaiting: Int128,
        stillBusy: Int128, at now: SimulationTime, events: UInt64, fingerprint: UInt64, records: [StudyRecord]
    ) throws(ModelError) -> RunResult {
        let conservation = Conservation(created: created, reported: reported, inSystemCounts: inSystem)
        let onTheirWay = inSystem.reduce(0, +)
        if created != reported + onTheirWay {
            throw ModelError(
                .invariantBroken,
                "conservation of studies: \(created) created, \(reported) reported, \(onTheirWay) in the system"
            )
        }
        if waiting.integral(until: now) != waitingSum + stillWaiting {
            throw ModelError(
                .invariantBroken,
                "Little's law for the worklist: integral \(waiting.integral(until: now)) µs, waits \(waitingSum + stillWaiting) µs"
            )
        }
        if busy.integral(until: now) != busySum + stillBusy {
            throw ModelError(
                .invariantBroken,
                "busy time of readers: integral \(busy.integral(until: now)) µs, studies \(busySum + stillBusy) µs"
            )
        }
        if unaccounted > 0 {
            throw ModelError(
                .invariantBroken,
                "the phases of \(unaccounted) transfers do not add up to their transfer times")
        }
        if disordered > 0 {
            throw ModelError(
                .invariantBroken,
                "the parts of the waits of \(disordered) studies do not add up to their waits")
        }
        var reporting = reporting
        try reporting.close(outstanding: outstanding)
        var result = RunResult(
            replication: replication, cells: cells, findings: findings, priorityCount: targets.count,
            observed: scenario.length - scenario.warmUp, resources: resources,
            readerTimes: readerTimes, providers: providers, costs: costs,
            hubs: hubs, backlog: backlog, week: week, conservation: conservation,
            bytesReceived: bytesReceived, bytesSentAgain: bytesSentAgain, events: events,
            fingerprint: fingerprint, demandFingerprint: demandFingerprint, studies: records,
            reporting: scenario.reporting == nil ? nil : reporting)
        result.tallied = hours.cells
        return result
    }
}

extension StudyCell {
    /// Adds a study whose report is published.
    mutating func add(_ study: borrowing Study, at time: SimulationTime, target: Duration?) {
        let turnaround = time - study.imagingComplete
        reported += 1
        add(study.parts)
        addWait(of: study)
        if let target {
            withTarget += 1
            if turnaround <= target { withinTarget += 1 }
        }
        intervals[Int(Interval.transfer.rawValue)].record(study.available - study.imagingComplete)
        intervals[Int(Interval.wait.rawValue)].record(study.opened - study.available)
        intervals[Int(Interval.read.rawValue)].record(time - study.opened)
        intervals[Int(Interval.turnaround.rawValue)].record(turnaround)
    }
}
