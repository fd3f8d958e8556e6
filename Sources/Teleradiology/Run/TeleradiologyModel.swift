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
    /// Who may read what now; a run puts in the next one when a right begins or ends.
    var eligibility: EligibilityTable
    /// Who may read what, from the start and from each change of rights on.
    let rights: RightsPlan
    /// What the author should know about the scenario all the same: studies that nobody may read for a time.
    public var warnings: [String] { rights.warnings }
    let shifts: [ShiftCalendar]
    /// The reader groups that are on call.
    let onCallGroups: [Int]
    /// How fast each reader group reads.
    let paces: [ReadingPace]
    /// Why something goes out of service, in the order of the scenario.
    let outages: [OutageCause]
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
        try ScenarioCheck.check(scenario)
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

        var streams: [CompiledStream] = []
        for (siteIndex, site) in scenario.sites.enumerated() {
            for (index, demand) in site.demand.enumerated() {
                streams.append(
                    CompiledStream(
                        demand, of: site, siteIndex: siteIndex, index: index, clock: try clock(site.timeZone))
                )
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
        onCallGroups = scenario.readers.indices.filter { scenario.readers[$0].onCall != nil }
        paces = zip(scenario.readers, shifts).map { ReadingPace($0, clock: $1.clock) }
        for (group, calendar) in zip(scenario.readers, shifts)
        where group.fatigue?.shift.isEmpty == false && !calendar.leavesGap(around: .zero) {
            throw ModelError(
                .invalidScenario,
                "readers \(group.name): fatigue over the shift needs shifts that begin, and these leave no gap"
            )
        }
        rights = try RightsPlan(scenario, streams: streams, clocks: shifts.map(\.clock))
        eligibility = rights.tables[0]
        let startZone = try Self.timeZone(scenario.timeZone)
        let startSeconds = scenario.start.secondsSince1970(in: startZone)
        let local = try clock(scenario.timeZone)
        func causes(_ plan: OutagePlan, _ target: OutageTarget, _ name: String) -> [OutageCause] {
            OutageCause.causes(of: plan, target, name: name, clock: local) { date in
                let seconds = date.secondsSince1970(in: startZone) - startSeconds
                return SimulationTime(microseconds: seconds * 1_000_000)
            }
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
    /// - Parameter recordingStudies: whether to keep every study's timeline in the result.
    public func run(replication: Int, recordingStudies: Bool = false) throws(ModelError) -> RunResult {
        var run = SimulationRun(self, replication: replication, recordingStudies: recordingStudies)
        run.execute()
        return try run.result()
    }

    private static func timeZone(_ name: String) throws(ModelError) -> TimeZone {
        guard let zone = TimeZone(identifier: name) else {
            throw ModelError(.invalidScenario, "there is no time zone \(name)")
        }
        return zone
    }
}

extension CompiledStream {
    init(_ demand: DemandStream, of site: Site, siteIndex: Int, index: Int, clock: LocalClock) {
        key = "site/\(site.name)/\(demand.name)"
        self.site = siteIndex
        self.index = index
        modality = demand.modality
        arrivals =
            switch demand.arrivals {
            case .poisson(let perDay, let profile):
                .weekly(rates: profile.weights.map { $0 * perDay / 86_400 }, clock: clock)
            case .renewal(let gap): .renewal(Sampler(gap))
            case .replay(let studies): .replay(studies)
            }
        priors = demand.priors
        priorities = Self.cumulative(demand.priorityShares)
        applications = Self.cumulative(demand.applicationShares)
        instances = Sampler(demand.instances)
        bytes = Sampler(demand.bytes)
        exams = Modality.allCases.map { modality in site.scanners[modality].map { Sampler($0.examSeconds) } }
        readings = Modality.allCases.flatMap { modality in
            Application.allCases.map { application in
                Sampler(
                    demand.readingSeconds
                        ?? ReadingPreset.distribution(modality: modality, application: application))
            }
        }
    }

    private static func cumulative(_ shares: [Double]) -> [Double] {
        var sum = 0.0
        return shares.map { share in
            sum += share
            return sum
        }
    }
}
