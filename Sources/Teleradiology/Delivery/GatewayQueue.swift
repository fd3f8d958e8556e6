import SimulationKernel

/// A site's gateway in one replication: who is being sent, who waits for a turn, for a window, or for room.
struct GatewayQueue {
    private let classes: Int
    private let isFifo: Bool
    private let capacity: Int
    private var station: ServerStation
    /// Studies that wait for the window of their class; by priority class.
    private var held: [IndexQueue]
    private var isOpen: [Bool]
    /// Studies that found the gateway full, in the order in which they came.
    private var refused = IndexQueue()
    private var holding = 0
    /// 1 while studies are refused.
    private(set) var full = LevelTally()
    /// All that wait, over time.
    private(set) var waiting = LevelTally()

    init(_ gateway: Gateway, priorities: Int) {
        classes = priorities
        isFifo = gateway.order == .fifo
        capacity = gateway.capacity ?? .max
        station = ServerStation(servers: gateway.concurrency, classes: isFifo ? 1 : priorities)
        held = [IndexQueue](repeating: IndexQueue(), count: priorities)
        isOpen = [Bool](repeating: true, count: priorities)
    }

    /// A study comes; true when it is sent at once.
    mutating func arrive(_ study: Int, priority: Int, at time: SimulationTime, _ links: inout Links) -> Bool {
        if holding == capacity {
            refused.append(study, &links)
            if refused.count == 1 { full.add(1, at: time) }
            waiting.add(1, at: time)
            return false
        }
        return admit(study, priority: priority, at: time, &links)
    }

    private mutating func admit(
        _ study: Int, priority: Int, at time: SimulationTime, _ links: inout Links
    ) -> Bool {
        holding += 1
        guard isOpen[priority] else {
            held[priority].append(study, &links)
            waiting.add(1, at: time)
            return false
        }
        return seize(study, priority: priority, at: time, &links)
    }

    private mutating func seize(
        _ study: Int, priority: Int, at time: SimulationTime, _ links: inout Links
    ) -> Bool {
        if station.seize(study, class: isFifo ? 0 : priority, at: time, &links) { return true }
        waiting.add(1, at: time)
        return false
    }

    /// A study has reached the hub. Returns those that begin to be sent: the next in turn, and perhaps one that was
    /// refused before.
    mutating func leave(
        at time: SimulationTime, _ links: inout Links, priority: (Int) -> Int
    ) -> (next: Int?, admitted: Int?) {
        holding -= 1
        let next = station.release(at: time, &links)
        if next != nil { waiting.add(-1, at: time) }
        guard let study = refused.popFirst(&links) else { return (next, nil) }
        waiting.add(-1, at: time)
        if refused.count == 0 { full.add(-1, at: time) }
        return (next, admit(study, priority: priority(study), at: time, &links) ? study : nil)
    }

    /// The window of a class opens or closes; returns the studies that begin to be sent.
    mutating func setOpen(
        _ priority: Int, _ open: Bool, at time: SimulationTime, _ links: inout Links
    ) -> [Int] {
        isOpen[priority] = open
        guard open else { return [] }
        var begun: [Int] = []
        while let study = held[priority].popFirst(&links) {
            waiting.add(-1, at: time)
            if seize(study, priority: priority, at: time, &links) { begun.append(study) }
        }
        return begun
    }

    mutating func restartTallies(at time: SimulationTime) {
        station.restartTallies(at: time)
        full.restart(at: time)
        waiting.restart(at: time)
    }

    /// Its use until an instant; `site` names it.
    func use(_ site: String, until time: SimulationTime) -> ResourceUse {
        let offered = station.servers.mean(until: time)
        return ResourceUse(
            kind: .gateway, name: "gateway \(site)",
            utilisation: offered > 0 ? station.busy.mean(until: time) / offered : nil, capacity: offered,
            meanQueue: waiting.mean(until: time), maximumQueue: waiting.maximum,
            availability: capacity == .max ? nil : 1 - full.mean(until: time))
    }
}
