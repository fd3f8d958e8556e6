import Foundation
import SimulationKernel

/// A scenario compiled to flat arrays, ready to run any replication.
public struct TeleradiologyModel: Sendable {
    /// The scenario that the model was compiled from.
    public let scenario: Scenario

    let streams: [CompiledStream]
    /// Where studies are sent, the first choice first; one for a single technology.
    let hubs: [CompiledHub]
    /// How many studies a reader at work is given ahead; zero without prefetch.
    var studiesAhead: Int { hubs[0].plan.retrieval == .prefetch ? hubs[0].plan.studiesAhead : 0 }
    /// What joins two hubs; nil for one.
    let hybrid: HybridPlan?
    /// The programs of triage.
    let triage: [CompiledTriage]
    /// How many readers each group has, and when that changes.
    let staff: StaffPlan
    /// How reports come about beyond the first; nil for no such thing.
    let reporting: CompiledReporting?
    /// Who may read what now; a run puts in the next one when a right begins or ends.
    var eligibility: EligibilityTable
    /// Who may read what, from the start and from each change of rights on.
    let rights: RightsPlan
    /// What the author should know about the scenario all the same: studies that nobody may read for a time, procedures that
    /// may wait for each other.
    public var warnings: [String] { rights.warnings + procedurePlan.warnings }
    let shifts: [ShiftCalendar]
    /// The clock of the scenario.
    let clock: LocalClock
    /// The reader groups that are on call.
    let onCallGroups: [Int]
    /// How fast each reader group reads.
    let paces: [ReadingPace]
    /// What a report is worth, in millionths of a relative value unit, by technique.
    let relativeValues: [Int64]
    /// Why something goes out of service, in the order of the scenario.
    let outages: [OutageCause]
    /// Mean reading times by stream × technique × application, where the order of work asks for them; else empty.
    let expectedReadings: [Duration]
    /// Whether lines, ingests or hubs are among that.
    let deliveryFails: Bool
    /// By site; nil where a study is sent as soon as its imaging is complete.
    let forwardings: [Forwarding?]
    /// Opening hours and breakdowns of scanners.
    let scannerPlan: ScannerPlan
    /// Pools of rooms and people, and the procedures that take them.
    let procedurePlan: ProcedurePlan
    /// What lines have for studies, where that changes with the hours.
    let capacities: [CapacitySchedule]
    /// When studies of a class may begin to be sent from a site, where that is limited.
    let gatewayWindows: [GatewayWindow]

    /// A place that takes studies in and gives them out.
    struct CompiledHub: Sendable {
        let technology: DeliveryTechnology
        let plan: DeliveryPlan
    }

    struct GatewayWindow: Sendable {
        let site: Int
        let priority: Int
        let calendar: ShiftCalendar
    }

    /// Compiles a scenario; throws when it can't be run, naming what is wrong.
    ///
    /// Every study that the scenario can produce must have a reader who may read it at some time.
    public init(_ scenario: Scenario) throws(ModelError) {
        var problems = ModelProblems()
        try self.init(scenario, &problems)
    }

    /// All that is wrong with a scenario, in the order in which it was found; empty when it can be run.
    ///
    /// Costs what compiling costs. Who may read what is only looked at where all values make sense.
    public static func errors(in scenario: Scenario) -> [ModelError] {
        var problems = ModelProblems()
        do throws(ModelError) {
            _ = try TeleradiologyModel(scenario, &problems)
        } catch {
            problems.add(error.reason, error.description)
        }
        return problems.errors
    }

    /// Compiles a scenario, goes on after errors as far as can be, and then throws the first.
    private init(_ scenario: Scenario, _ problems: inout ModelProblems) throws(ModelError) {
        ScenarioCheck.check(scenario, &problems)
        if let error = problems.errors.first { throw error }
        // These ask who may do what, of values that make sense.
        for found in ReportingCheck.missing(scenario) { problems.add(.unreadableStream, found.message) }
        self.scenario = scenario
        hubs = try Self.hubs(of: scenario)
        hybrid = scenario.delivery == .hybrid ? scenario.hybrid : nil

        var clocks: [String: LocalClock] = [:]
        func clock(_ name: String) throws(ModelError) -> LocalClock {
            if let known = clocks[name] { return known }
            let startZone = try Self.timeZone(scenario.timeZone)
            let made = LocalClock(
                timeZone: try Self.timeZone(name),
                startSeconds: scenario.start.secondsSince1970(in: startZone),
                horizon: scenario.length)
            clocks[name] = made
            return made
        }

        let startZone = try Self.timeZone(scenario.timeZone)
        let startSeconds = scenario.start.secondsSince1970(in: startZone)
        func instant(_ date: LocalDateTime, in zone: TimeZone) -> SimulationTime {
            SimulationTime(microseconds: (date.secondsSince1970(in: zone) - startSeconds) * 1_000_000)
        }
        let changes = ChangeCalendar(scenario.changes, providers: scenario.providers) {
            instant($0, in: startZone)
        }
        let procedurePlan = try ProcedurePlan(scenario.sites, clock: clock)
        self.procedurePlan = procedurePlan
        var streams: [CompiledStream] = []
        for (siteIndex, site) in scenario.sites.enumerated() {
            let zone = try Self.timeZone(site.timeZone)
            for (index, demand) in site.demand.enumerated() {
                let volume = VolumeCurve(
                    levels: changes.levels(
                        site: site.name, stream: demand.name, hasRate: demand.arrivals.hasRate),
                    surges: demand.surges.map { surge in
                        let start = instant(surge.start, in: zone)
                        return (start, start + surge.length, surge.factor)
                    }, yearlyGrowth: demand.yearlyGrowth, end: .zero + scenario.length)
                streams.append(
                    CompiledStream(
                        demand, of: site, siteIndex: siteIndex, index: index, clock: try clock(site.timeZone),
                        volume: volume, firstProcedure: procedurePlan.firsts[siteIndex]))
            }
        }
        self.streams = streams
        var shifts: [ShiftCalendar] = []
        for group in scenario.readers {
            var calendar = ShiftCalendar(
                shifts: group.shifts, breaks: group.breaks, clock: try clock(group.timeZone))
            if let provider = scenario.providers.first(where: { $0.groups.contains(group.name) }),
                !provider.hours.isEmpty
            {
                calendar.limit(to: provider.hours, clock: try clock(provider.timeZone))
            }
            shifts.append(calendar)
        }
        self.shifts = shifts
        triage = scenario.triage.map { CompiledTriage($0) }
        expectedReadings =
            !scenario.asksForReadings
            ? []
            : scenario.sites.flatMap(\.demand).flatMap { demand in
                Modality.allCases.flatMap { modality in
                    Application.allCases.map { Duration(seconds: demand.reading(modality, $0).mean) }
                }
            }
        relativeValues = Modality.allCases.map { Int64(((scenario.relativeValues[$0] ?? 1) * 1e6).rounded()) }
        onCallGroups = scenario.readers.indices.filter { scenario.readers[$0].onCall != nil }
        paces = zip(scenario.readers, shifts).map { ReadingPace($0, clock: $1.clock) }
        for (group, calendar) in zip(scenario.readers, shifts)
        where group.fatigue?.shift.isEmpty == false && !calendar.leavesGap(around: .zero) {
            problems.add(
                .invalidScenario,
                "readers \(group.name): fatigue over the shift needs shifts that begin, and these leave no gap"
            )
        }
        staff = StaffPlan(scenario.readers, changes)
        rights = RightsPlan(
            scenario, streams: streams, clocks: shifts.map(\.clock), mergers: changes.mergers,
            places: staff.places, &problems)
        eligibility = rights.tables[0]
        reporting = CompiledReporting(scenario, reportClasses: eligibility.reportCount)
        staff.check(rights, scenario, &problems)
        if let error = problems.errors.first { throw error }
        let local = try clock(scenario.timeZone)
        func causes(_ plan: OutagePlan, _ target: OutageTarget, _ name: String) -> [OutageCause] {
            OutageCause.causes(of: plan, target, name: name, clock: local) { instant($0, in: startZone) }
        }
        var outages: [OutageCause] = []
        for (index, site) in scenario.sites.enumerated() {
            outages += causes(site.uplink?.outages ?? .none, .uplink(index), "site/\(site.name)/uplink")
        }
        for (index, hub) in hubs.enumerated() {
            let name = hub.technology.rawValue
            outages += causes(hub.plan.lineOutages, .line(index), "\(name)/line")
            outages += causes(hub.plan.ingest.outages, .ingest(index), "\(name)/ingest")
            outages += causes(hub.plan.outages, .hub(index), name)
        }
        deliveryFails = !outages.isEmpty
        self.clock = local
        let scannerPlan = try ScannerPlan(scenario.sites, clock: clock)
        for (index, scanner) in scannerPlan.scanners.enumerated() {
            let site = scenario.sites[scanner.room / Modality.allCases.count]
            let plan = site.scanners[scanner.modality]?.breakdowns ?? .none
            outages += causes(plan, .scanner(index), scanner.name)
        }
        self.scannerPlan = scannerPlan
        forwardings = scenario.sites.map(\.forwarding)
        self.outages = outages
        var capacities: [CapacitySchedule?] = []
        for (index, site) in scenario.sites.enumerated() {
            guard let uplink = site.uplink else { continue }
            capacities.append(
                CapacitySchedule(
                    of: .uplink(index), capacity: uplink.bandwidth, background: uplink.background,
                    shaping: site.gateway?.shaping ?? [], clock: try clock(site.timeZone)))
        }
        for (index, hub) in hubs.enumerated() {
            guard let line = hub.plan.line else { continue }
            capacities.append(
                CapacitySchedule(
                    of: .line(index), capacity: line, background: hub.plan.lineBackground, shaping: [],
                    clock: local))
        }
        self.capacities = capacities.compactMap(\.self)
        var windows: [GatewayWindow] = []
        for (index, site) in scenario.sites.enumerated() {
            for (priority, shifts) in (site.gateway?.windows ?? [:]).sorted(by: { $0.key < $1.key }) {
                let calendar = ShiftCalendar(shifts: shifts, clock: try clock(site.timeZone))
                windows.append(GatewayWindow(site: index, priority: priority, calendar: calendar))
            }
        }
        gatewayWindows = windows
    }

    /// The mean of the readings of a kind of study; zero where the order of work does not ask for it.
    func expectedReading(stream: Int, modality: Modality, application: UInt8) -> Duration {
        guard !expectedReadings.isEmpty else { return .zero }
        let kind = stream * Modality.allCases.count + Int(modality.rawValue)
        return expectedReadings[kind * Application.allCases.count + Int(application)]
    }

    private static func hubs(of scenario: Scenario) throws(ModelError) -> [CompiledHub] {
        func undescribed(_ technology: DeliveryTechnology) -> ModelError {
            ModelError(
                .invalidScenario,
                "delivery is \(scenario.delivery.rawValue), but the technologies do not describe \(technology.rawValue)"
            )
        }
        if scenario.delivery == .hybrid, scenario.hybrid == nil { throw undescribed(.hybrid) }
        var hubs: [CompiledHub] = []
        for technology in scenario.delivery.hubs {
            guard var plan = scenario.technologies[technology] else { throw undescribed(technology) }
            // What it keeps for a while it need not pay for longer.
            if hubs.isEmpty, scenario.delivery == .hybrid, let hybrid = scenario.hybrid {
                plan.costs.retention = hybrid.retention
            }
            hubs.append(CompiledHub(technology: technology, plan: plan))
        }
        return hubs
    }

    /// Runs one replication.
    ///
    /// The result depends on the scenario and the replication number alone. Time and memory grow with the
    /// studies created and the studies in the system, respectively.
    /// - Parameters:
    ///   - recordingStudies: whether to keep every study's timeline in the result.
    ///   - log: takes every study's milestones while the run goes on; it changes nothing in the run.
    ///   - studies: takes every study's timeline while the run goes on; it changes nothing in the run.
    public func run(
        replication: Int, recordingStudies: Bool = false, log: (any MilestoneSink)? = nil,
        studies: (any StudySink)? = nil
    ) throws(ModelError) -> RunResult {
        let sink = log.flatMap { $0.wants(replication: replication) ? $0 : nil }
        var run = SimulationRun(
            self, replication: replication, recordingStudies: recordingStudies, sink: sink,
            studySink: studies.flatMap { $0.wants(replication: replication) ? $0 : nil })
        run.execute()
        run.log.flush()
        run.records.finish()
        return try run.result()
    }

    private static func timeZone(_ name: String) throws(ModelError) -> TimeZone {
        guard let zone = TimeZone(identifier: name) else {
            throw ModelError(.invalidScenario, "there is no time zone \(name)")
        }
        return zone
    }
}
