/// Links whose capacity is shared by the transfers that run over them, as fluids.
///
/// A flow has a volume, a rate cap and a path of up to three links. At every instant the rates are max–min
/// fair with caps (progressive filling): no flow can be given more without taking from one that has no more.
/// A flow's remaining volume is settled exactly at every change of its rate, and its completion is a timer
/// that moves only then. When a flow starts or ends, the flows connected to it through shared links are
/// looked at again, all others are not touched.
///
/// D. Bertsekas and R. Gallager, *Data Networks*, 2nd ed., section 6.5.2 (max–min flow control).
///
/// Volumes are bytes, rates bytes a second. Nothing allocates once the largest number of flows was reached.
public struct FlowNetwork: ~Copyable {
    @usableFromInline var links: [LinkState] = []
    @usableFromInline var flows = Pool<FlowState>()
    /// Three to a flow: its places in the lists of its links.
    @usableFromInline var memberships: [Membership] = []
    /// One to a slot of `flows`, kept when the slot is reused.
    @usableFromInline var timers: [SimulationTimer] = []
    @usableFromInline let completionKind: UInt32

    // Scratch of one rebalancing.
    @usableFromInline var componentLinks: [Int32] = []
    @usableFromInline var componentFlows: [Int32] = []
    @usableFromInline var mark: UInt32 = 0

    /// A network without links; the completion of a flow is the event of this kind with the flow's index.
    public init(completionKind: UInt32) { self.completionKind = completionKind }

    /// The number of flows that are running.
    @inlinable
    public var flowCount: Int { flows.count }

    /// Adds a link of this capacity (bytes a second, positive) and returns its index.
    public mutating func addLink(bytesPerSecond capacity: Double) -> Int {
        precondition(capacity > 0, "a link needs a capacity above zero")
        links.append(LinkState(capacity: capacity))
        return links.count - 1
    }

    /// Starts a flow of `bytes` (not negative) capped at `cap` bytes a second (positive, may be infinite if
    /// its path has a link) over the links of `path`, and returns its index.
    @inlinable
    public mutating func start<Queue: EventQueue & ~Copyable>(
        bytes: Double, cap: Double, path: FlowPath, owner: Int, in simulation: inout Simulation<Queue>
    ) -> Int {
        assert(bytes >= 0 && cap > 0)
        let flow = flows.insert(
            FlowState(
                path: path, owner: Int32(truncatingIfNeeded: owner), remaining: bytes, cap: cap,
                since: simulation.now))
        if flow == timers.count {
            timers.append(simulation.makeTimer(for: Event(kind: completionKind, index: flow)))
            for _ in 0..<3 { memberships.append(Membership()) }
        }
        for place in 0..<3 where path[place] >= 0 { join(flow, place, at: simulation.now) }
        rebalance(around: flow, in: &simulation)
        return flow
    }

    /// Ends a flow when its completion event came, and returns its owner.
    @inlinable
    public mutating func finish<Queue: EventQueue & ~Copyable>(
        _ flow: Int, in simulation: inout Simulation<Queue>
    ) -> Int {
        let state = flows[flow]
        for place in 0..<3 where state.path[place] >= 0 {
            // What rounding to whole microseconds left over was sent too.
            links[Int(state.path[place])].carried += state.remaining
            leave(flow, place, at: simulation.now)
        }
        flows.remove(flow)
        rebalance(around: state.path, in: &simulation)
        return Int(state.owner)
    }

    /// The present rate of a running flow, in bytes a second.
    @inlinable
    public func rate(of flow: Int) -> Double { flows[flow].rate }
}

/// The links that a flow goes over: up to three.
public struct FlowPath: Sendable, Hashable, BitwiseCopyable {
    @usableFromInline var first: Int32
    @usableFromInline var second: Int32
    @usableFromInline var third: Int32

    /// A path over the given links; nil stands for no link.
    @inlinable
    public init(_ first: Int? = nil, _ second: Int? = nil, _ third: Int? = nil) {
        self.first = first.map { Int32(truncatingIfNeeded: $0) } ?? -1
        self.second = second.map { Int32(truncatingIfNeeded: $0) } ?? -1
        self.third = third.map { Int32(truncatingIfNeeded: $0) } ?? -1
    }

    @inlinable
    subscript(place: Int) -> Int32 { place == 0 ? first : place == 1 ? second : third }
}

/// A link and the flows on it.
@usableFromInline
struct LinkState: BitwiseCopyable {
    @usableFromInline var capacity: Double
    /// Bytes carried since the tallies were restarted, up to the last settling of each flow.
    @usableFromInline var carried = 0.0
    @usableFromInline var firstMember: Int32 = -1
    @usableFromInline var running = LevelTally()
    // Scratch of a rebalancing: capacity not given away, flows without a rate.
    @usableFromInline var residual = 0.0
    @usableFromInline var unfixed: Int32 = 0
    @usableFromInline var mark: UInt32 = 0

    @usableFromInline
    init(capacity: Double) { self.capacity = capacity }
}

/// A running transfer.
@usableFromInline
struct FlowState: BitwiseCopyable {
    @usableFromInline var path: FlowPath
    @usableFromInline var owner: Int32
    /// Bytes not yet sent at `since`.
    @usableFromInline var remaining: Double
    @usableFromInline var cap: Double
    @usableFromInline var rate = 0.0
    @usableFromInline var since: SimulationTime
    // Scratch of a rebalancing: the rate to come, negative while it is not fixed.
    @usableFromInline var newRate = 0.0
    @usableFromInline var mark: UInt32 = 0

    @inlinable
    init(path: FlowPath, owner: Int32, remaining: Double, cap: Double, since: SimulationTime) {
        self.path = path
        self.owner = owner
        self.remaining = remaining
        self.cap = cap
        self.since = since
    }
}

/// A flow's place in the doubly linked list of one of its links; its index is 3 × flow + place.
@usableFromInline
struct Membership: BitwiseCopyable {
    @usableFromInline var next: Int32 = -1
    @usableFromInline var previous: Int32 = -1
    @inlinable
    init() {}
}

// MARK: - Rates

extension FlowNetwork {
    @inlinable
    mutating func rebalance<Queue: EventQueue & ~Copyable>(
        around flow: Int, in simulation: inout Simulation<Queue>
    ) {
        beginComponent()
        include(flow: Int32(truncatingIfNeeded: flow))
        rebalanceComponent(in: &simulation)
    }

    @inlinable
    mutating func rebalance<Queue: EventQueue & ~Copyable>(
        around path: FlowPath, in simulation: inout Simulation<Queue>
    ) {
        beginComponent()
        for place in 0..<3 where path[place] >= 0 { include(link: path[place]) }
        rebalanceComponent(in: &simulation)
    }

    @inlinable
    mutating func rebalanceComponent<Queue: EventQueue & ~Copyable>(in simulation: inout Simulation<Queue>) {
        collectComponent()
        fill()
        for entry in componentFlows.indices {
            let flow = Int(componentFlows[entry])
            if flows[flow].newRate != flows[flow].rate { setRate(of: flow, in: &simulation) }
        }
    }

    /// Settles a flow at its old rate, gives it the new one and moves its completion.
    @inlinable
    mutating func setRate<Queue: EventQueue & ~Copyable>(
        of flow: Int, in simulation: inout Simulation<Queue>
    ) {
        settle(flow, at: simulation.now)
        let rate = flows[flow].newRate
        flows[flow].rate = rate
        let microseconds = (flows[flow].remaining / rate * 1e6).rounded(.up)
        let latest = Double(SimulationTime.latest.microseconds &- simulation.now.microseconds)
        simulation.set(
            timers[flow], at: simulation.now + Duration(microseconds: Int64(min(microseconds, latest))))
    }

    @usableFromInline
    mutating func settle(_ flow: Int, at time: SimulationTime) {
        let span = (time - flows[flow].since).microseconds
        flows[flow].since = time
        guard span > 0, flows[flow].rate > 0 else { return }
        let sent = min(flows[flow].remaining, flows[flow].rate * Double(span) * 1e-6)
        flows[flow].remaining -= sent
        let path = flows[flow].path
        for place in 0..<3 where path[place] >= 0 { links[Int(path[place])].carried += sent }
    }

    @usableFromInline
    mutating func beginComponent() {
        mark &+= 1
        componentLinks.removeAll(keepingCapacity: true)
        componentFlows.removeAll(keepingCapacity: true)
    }

    @usableFromInline
    mutating func include(flow: Int32) {
        guard flows[Int(flow)].mark != mark else { return }
        flows[Int(flow)].mark = mark
        flows[Int(flow)].newRate = -1
        componentFlows.append(flow)
        let path = flows[Int(flow)].path
        for place in 0..<3 where path[place] >= 0 { include(link: path[place]) }
    }

    @usableFromInline
    mutating func include(link: Int32) {
        guard links[Int(link)].mark != mark else { return }
        links[Int(link)].mark = mark
        links[Int(link)].residual = links[Int(link)].capacity
        links[Int(link)].unfixed = Int32(truncatingIfNeeded: links[Int(link)].running.level)
        componentLinks.append(link)
    }

    /// Follows shared links to every flow that the change can reach.
    @usableFromInline
    mutating func collectComponent() {
        var visited = 0
        while visited < componentLinks.count {
            var member = links[Int(componentLinks[visited])].firstMember
            while member >= 0 {
                include(flow: member / 3)
                member = memberships[Int(member)].next
            }
            visited += 1
        }
    }

    /// Progressive filling of the component: fixes each flow's `newRate`.
    @usableFromInline
    mutating func fill() {
        var unfixed = componentFlows.count
        while unfixed > 0 {
            // The smallest equal share that any link offers to its flows without a rate.
            var share = Double.infinity
            var bottleneck: Int32 = -1
            for link in componentLinks where links[Int(link)].unfixed > 0 {
                let offer = max(0, links[Int(link)].residual) / Double(links[Int(link)].unfixed)
                if offer < share {
                    share = offer
                    bottleneck = link
                }
            }
            // Flows that ask for no more than that have what they ask for: the shares of the others only grow.
            let before = unfixed
            for flow in componentFlows
            where flows[Int(flow)].newRate < 0 && (flows[Int(flow)].cap <= share || bottleneck < 0) {
                fix(flow, at: flows[Int(flow)].cap)
                unfixed -= 1
            }
            if unfixed < before { continue }
            var member = links[Int(bottleneck)].firstMember
            while member >= 0 {
                if flows[Int(member / 3)].newRate < 0 {
                    fix(member / 3, at: share)
                    unfixed -= 1
                }
                member = memberships[Int(member)].next
            }
        }
    }

    private mutating func fix(_ flow: Int32, at rate: Double) {
        // A link filled by rounding to the last bit still lets its flows creep on.
        let usable = max(rate, 1e-3)
        flows[Int(flow)].newRate = usable
        let path = flows[Int(flow)].path
        for place in 0..<3 where path[place] >= 0 {
            links[Int(path[place])].residual -= usable
            links[Int(path[place])].unfixed -= 1
        }
    }
}

// MARK: - Lists of the flows on each link

extension FlowNetwork {
    @usableFromInline
    mutating func join(_ flow: Int, _ place: Int, at time: SimulationTime) {
        let link = Int(flows[flow].path[place])
        let member = flow * 3 + place
        let first = links[link].firstMember
        memberships[member].next = first
        memberships[member].previous = -1
        if first >= 0 { memberships[Int(first)].previous = Int32(truncatingIfNeeded: member) }
        links[link].firstMember = Int32(truncatingIfNeeded: member)
        links[link].running.add(1, at: time)
    }

    @usableFromInline
    mutating func leave(_ flow: Int, _ place: Int, at time: SimulationTime) {
        let link = Int(flows[flow].path[place])
        let member = memberships[flow * 3 + place]
        if member.previous >= 0 {
            memberships[Int(member.previous)].next = member.next
        } else {
            links[link].firstMember = member.next
        }
        if member.next >= 0 { memberships[Int(member.next)].previous = member.previous }
        links[link].running.add(-1, at: time)
    }
}

// MARK: - Observation

extension FlowNetwork {
    /// Forgets the bytes carried and the numbers of flows so far; the flows go on.
    public mutating func restartTallies(at time: SimulationTime) {
        settleAll(at: time)
        for link in links.indices {
            links[link].carried = 0
            links[link].running.restart(at: time)
        }
    }

    /// The bytes that a link carried since the tallies were restarted.
    public mutating func bytesCarried(by link: Int, until time: SimulationTime) -> Double {
        settleAll(at: time)
        return links[link].carried
    }

    /// The capacity of a link in bytes a second.
    public func capacity(of link: Int) -> Double { links[link].capacity }

    /// The flows on a link, over time.
    public func running(on link: Int) -> LevelTally { links[link].running }

    private mutating func settleAll(at time: SimulationTime) {
        for link in links.indices {
            var member = links[link].firstMember
            while member >= 0 {
                settle(Int(member / 3), at: time)
                member = memberships[Int(member)].next
            }
        }
    }
}
