import SimulationKernel

/// The ingest of a hub in one replication: its servers, the studies that wait for them, and how many servers there are
/// to be.
///
/// It decides; the run schedules the events that follow from that.
struct IngestStage {
    private let plan: Ingest
    private var station: ServerStation
    private var workersStarting = 0
    /// The largest load since the workers were last counted.
    private var peakLoad = 0
    private var isScaleDownScheduled = false
    private var isStopped = false
    /// The servers that an outage holds back.
    private var heldWorkers = 0

    init(_ plan: Ingest) {
        self.plan = plan
        station = ServerStation(servers: plan.minimumWorkers)
    }

    /// Studies being stored and studies waiting.
    private var load: Int { station.busy.level + station.waiting.level }

    /// The time that a study takes of a server.
    func span(instances: Int32) -> Duration {
        plan.perStudy + Duration(microseconds: plan.perInstance.microseconds * Int64(instances))
    }

    /// How long a further worker takes to start.
    var scaleUp: Duration { plan.scaleUp }

    /// How long workers must have been too many before they go.
    var scaleDown: Duration { plan.scaleDown }

    // MARK: Studies

    /// A study comes; whether a server begins with it at once.
    mutating func arrive(_ study: Int, at time: SimulationTime, _ links: inout Links) -> Bool {
        station.seize(study, at: time, &links)
    }

    /// A server is done; returns the study that it begins with next.
    mutating func release(at time: SimulationTime, _ links: inout Links) -> Int? {
        station.release(at: time, &links)
    }

    /// The next study that waits, if there is a server for it.
    mutating func serveNext(at time: SimulationTime, _ links: inout Links) -> Int? {
        station.serveNext(at: time, &links)
    }

    // MARK: Workers

    /// How many workers the load asks for beyond those that are there or starting; they count as starting.
    mutating func workersToStart() -> Int {
        guard !isStopped else { return 0 }
        peakLoad = max(peakLoad, load)
        let missing = max(0, plan.workers(forLoad: load) - station.servers.level - workersStarting)
        workersStarting += missing
        return missing
    }

    /// A worker has started; false when an outage holds it back.
    mutating func addWorker(at time: SimulationTime) -> Bool {
        workersStarting -= 1
        if isStopped {
            heldWorkers += 1
            return false
        }
        station.changeServers(by: 1, at: time)
        return true
    }

    /// A worker has nothing to do: it goes at once, or is looked at again when `scaleDown` has passed, which the
    /// caller must then schedule.
    mutating func dismissWorker(at time: SimulationTime) -> Bool {
        guard station.servers.level > plan.minimumWorkers, !isStopped else { return false }
        if plan.scaleDown == .zero {
            if station.servers.level > plan.workers(forLoad: load) { station.changeServers(by: -1, at: time) }
            return false
        }
        if isScaleDownScheduled { return false }
        isScaleDownScheduled = true
        peakLoad = load
        return true
    }

    /// Lets the workers go that the peak of the load did not ask for; whether to look again when `scaleDown` has
    /// passed.
    mutating func dismissSurplus(at time: SimulationTime) -> Bool {
        isScaleDownScheduled = false
        guard !isStopped else { return false }
        let surplus = station.servers.level - plan.workers(forLoad: peakLoad)
        if surplus > 0 { station.changeServers(by: -surplus, at: time) }
        return dismissWorker(at: time)
    }

    // MARK: Outages

    /// All servers stop once they are done with the study they have.
    mutating func stop(at time: SimulationTime) {
        isStopped = true
        heldWorkers = station.servers.level
        station.changeServers(by: -heldWorkers, at: time)
    }

    /// The servers are there again; ``serveNext(at:_:)`` gives them work.
    mutating func resume(at time: SimulationTime) {
        isStopped = false
        station.changeServers(by: heldWorkers, at: time)
        heldWorkers = 0
    }

    // MARK: Observation

    mutating func restartTallies(at time: SimulationTime) { station.restartTallies(at: time) }

    /// Its use until an instant.
    func use(_ name: String, until time: SimulationTime) -> ResourceUse {
        ResourceUse(.ingest, name, station, until: time)
    }

    /// The mean number of servers that there were.
    func meanWorkers(until time: SimulationTime) -> Double { station.servers.mean(until: time) }
}
