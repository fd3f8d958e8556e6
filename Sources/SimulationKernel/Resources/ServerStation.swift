/// Identical servers fed by one queue: FIFO within a class, lower class numbers first, no pre-emption.
///
/// The station says *when* an entity is served; how long that takes, and the event that ends it, are the
/// model's. Seizing and releasing are O(classes) without allocation.
public struct ServerStation: Sendable {
    /// Servers on offer.
    public private(set) var servers: LevelTally
    /// Servers at work.
    public private(set) var busy = LevelTally()
    /// Entities that wait.
    public private(set) var waiting = LevelTally()
    private var queues: [IndexQueue]

    /// A station with `servers` servers and `classes` classes of entities.
    public init(servers: Int, classes: Int = 1) {
        precondition(servers >= 0 && classes > 0, "a station needs a class and no negative number of servers")
        self.servers = LevelTally()
        self.servers.add(servers, at: .zero)
        queues = [IndexQueue](repeating: IndexQueue(), count: classes)
    }

    /// An entity asks for a server: true when it has one at once, false when it waits.
    public mutating func seize(
        _ entity: Int, class order: Int = 0, at time: SimulationTime, _ links: inout Links
    )
        -> Bool
    {
        if busy.level < servers.level {
            busy.add(1, at: time)
            return true
        }
        queues[order].append(entity, &links)
        waiting.add(1, at: time)
        return false
    }

    /// A server is free again; returns the waiting entity that it serves next, if any.
    public mutating func release(at time: SimulationTime, _ links: inout Links) -> Int? {
        busy.add(-1, at: time)
        return serveNext(at: time, &links)
    }

    /// Puts servers into or out of service; those at work finish first. At most one waiting entity can begin
    /// for each server added: call ``serveNext(at:_:)`` until it returns nil, before anyone new comes, or a
    /// newcomer takes a new server ahead of those who wait.
    public mutating func changeServers(by difference: Int, at time: SimulationTime) {
        servers.add(difference, at: time)
    }

    /// The waiting entity that begins now, if a server is free.
    public mutating func serveNext(at time: SimulationTime, _ links: inout Links) -> Int? {
        guard waiting.level > 0, busy.level < servers.level else { return nil }
        for order in queues.indices {
            if let entity = queues[order].popFirst(&links) {
                waiting.add(-1, at: time)
                busy.add(1, at: time)
                return entity
            }
        }
        return nil
    }

    /// Forgets the past, keeps servers and entities.
    public mutating func restartTallies(at time: SimulationTime) {
        servers.restart(at: time)
        busy.restart(at: time)
        waiting.restart(at: time)
    }
}
