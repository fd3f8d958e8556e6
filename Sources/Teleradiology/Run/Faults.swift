import SimulationKernel

/// What is out of service in a replication, and for how many reasons at once.
struct Faults {
    private let causes: [OutageCause]
    private var states: [OutageState]
    private var uplinks: [Service]
    private var line = Service()
    private var ingest = Service()
    private var technology = Service()
    /// Draws how much longer or shorter than planned a pause is.
    private var jitter: RandomStream

    /// One thing that can be out of service.
    private struct Service {
        var reasons = 0
        /// 1 while it is out of service.
        var down = LevelTally()
    }

    init(_ model: TeleradiologyModel, replication: Int) {
        let seed = model.scenario.seed
        causes = model.outages
        states = causes.map { OutageState($0, seed: seed, replication: replication) }
        uplinks = [Service](repeating: Service(), count: model.scenario.sites.count)
        jitter = RandomStream(seed: seed, replication: replication, name: "retry/jitter")
    }

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

    /// Counts a reason for or against a target being out of service; returns whether that changed it.
    mutating func count(_ target: OutageTarget, isDown: Bool, at time: SimulationTime) -> Bool {
        func count(_ service: inout Service) -> Bool {
            service.reasons += isDown ? 1 : -1
            guard service.reasons == (isDown ? 1 : 0) else { return false }
            service.down.add(isDown ? 1 : -1, at: time)
            return true
        }
        switch target {
        case .uplink(let site): return count(&uplinks[site])
        case .line: return count(&line)
        case .ingest: return count(&ingest)
        case .technology: return count(&technology)
        }
    }

    /// Whether nothing can come from a site to the hub now.
    func blockTransfers(from site: Int) -> Bool {
        technology.reasons > 0 || line.reasons > 0 || uplinks[site].reasons > 0
    }

    /// Whether nothing can come from the hub to a reader now.
    var blockRetrievals: Bool { technology.reasons > 0 || line.reasons > 0 }

    /// Whether the ingest stands still.
    var stopIngest: Bool { technology.reasons > 0 || ingest.reasons > 0 }

    /// The pause before the next attempt.
    mutating func pause(_ policy: RetryPolicy, afterFailures failures: Int) -> Duration {
        let planned = policy.pause(afterFailures: failures)
        guard policy.jitter > 0 else { return planned }
        return planned * (1 + policy.jitter * (2 * jitter.uniform() - 1))
    }

    // MARK: Observation

    mutating func restartTallies(at time: SimulationTime) {
        for site in uplinks.indices { uplinks[site].down.restart(at: time) }
        line.down.restart(at: time)
        ingest.down.restart(at: time)
        technology.down.restart(at: time)
    }

    /// The share of the observed time in which a target was in service; nil when nothing can put it out of service.
    func availability(of target: OutageTarget, until time: SimulationTime) -> Double? {
        guard causes.contains(where: { $0.target == target }) else { return nil }
        let service =
            switch target {
            case .uplink(let site): uplinks[site]
            case .line: line
            case .ingest: ingest
            case .technology: technology
            }
        return 1 - service.down.mean(until: time)
    }
}
