import SimulationKernel

/// What is out of service in a replication, and for how many reasons at once.
struct Faults {
    private let causes: [OutageCause]
    private var states: [OutageState]
    /// Those of the sites, then those of the hubs, then those of scanners.
    private var services: [Service]
    private let siteCount: Int
    private let hubCount: Int
    /// Draws how much longer or shorter than planned a pause is.
    private var jitter: RandomStream

    /// One thing that can be out of service.
    private struct Service {
        var reasons = 0
        /// 1 while it is out of service.
        var down = LevelTally()
    }

    init(_ model: TeleradiologyModel, _ keys: inout RandomStreamKeys) {
        causes = model.outages
        states = causes.map { OutageState($0, &keys) }
        siteCount = model.scenario.sites.count
        hubCount = model.hubs.count
        let scanners = model.scannerPlan.scanners.count
        services = [Service](repeating: Service(), count: siteCount + 3 * hubCount + scanners)
        jitter = keys.stream(
            "retry/jitter", "how much longer or shorter than planned a pause before an attempt is",
            isDrawn: model.deliveryFails && model.hubs.contains { $0.plan.retry.jitter > 0 })
    }

    /// The states of its random streams; those of planned windows, which draw nothing, are left out.
    var streamStates: [RandomStream] { states.compactMap(\.stream) + [jitter] }

    /// The causes by index.
    var indices: Range<Int> { causes.indices }

    /// What a cause concerns.
    func target(of cause: Int) -> OutageTarget { causes[cause].target }

    /// Whether a cause holds at the start.
    mutating func begin(_ cause: Int) -> Bool {
        states[cause].begin(causes[cause])
        return states[cause].isDown
    }

    /// The next instant at which a cause begins or ceases to hold.
    mutating func nextChange(of cause: Int, after now: SimulationTime) -> SimulationTime? {
        states[cause].nextChange(causes[cause], after: now)
    }

    /// The change of a cause has come; returns whether it holds now.
    mutating func change(_ cause: Int) -> Bool {
        states[cause].change()
        return states[cause].isDown
    }

    /// Where the state of a target stands.
    private func place(of target: OutageTarget) -> Int {
        switch target {
        case .uplink(let site): site
        case .line(let hub): siteCount + 3 * hub
        case .ingest(let hub): siteCount + 3 * hub + 1
        case .hub(let hub): siteCount + 3 * hub + 2
        case .scanner(let scanner): siteCount + 3 * hubCount + scanner
        }
    }

    /// Whether a target is out of service now.
    func isDown(_ target: OutageTarget) -> Bool { services[place(of: target)].reasons > 0 }

    /// Counts a reason for or against a target being out of service; returns whether that changed it.
    mutating func count(_ target: OutageTarget, isDown: Bool, at time: SimulationTime) -> Bool {
        let place = place(of: target)
        services[place].reasons += isDown ? 1 : -1
        guard services[place].reasons == (isDown ? 1 : 0) else { return false }
        services[place].down.add(isDown ? 1 : -1, at: time)
        return true
    }

    /// Whether nothing can come from a site to a hub now.
    func blockTransfers(from site: Int, to hub: Int) -> Bool {
        isDown(.uplink(site)) || blockRetrievals(from: hub)
    }

    /// Whether nothing can come from a hub to a reader now.
    func blockRetrievals(from hub: Int) -> Bool { isDown(.hub(hub)) || isDown(.line(hub)) }

    /// The pause before the next attempt.
    mutating func pause(_ policy: RetryPolicy, afterFailures failures: Int) -> Duration {
        let planned = policy.pause(afterFailures: failures)
        guard policy.jitter > 0 else { return planned }
        return planned * (1 + policy.jitter * (2 * jitter.uniform() - 1))
    }

    // MARK: Observation

    mutating func restartTallies(at time: SimulationTime) {
        for place in services.indices { services[place].down.restart(at: time) }
    }

    /// The share of the observed time in which a target was in service; nil when nothing can put it out of service.
    func availability(of target: OutageTarget, until time: SimulationTime) -> Double? {
        guard causes.contains(where: { $0.target == target }) else { return nil }
        return 1 - services[place(of: target)].down.mean(until: time)
    }
}
