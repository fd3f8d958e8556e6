/// Links whose capacity is shared by the transfers that run over them, as fluids.
///
/// A flow has a volume, a rate cap and a path of up to four links. At every instant the rates are max–min fair
/// with caps (progressive filling): no flow can be given more without taking from one that has no more. Flows can
/// be cancelled and their caps changed, links can change their capacity or be out, and volumes are exact at every
/// change.
///
///     var network = FlowNetwork(completionKind: 3)
///     let uplink = network.addLink(bytesPerSecond: 12.5e6)
///     let flow = network.start(bytes: 6e8, cap: 4e6, path: FlowPath(uplink), owner: study, in: &simulation)
///     while let event = simulation.next() {
///         if event.kind == 3 { let study = network.finish(event.index, in: &simulation) … }
///     }
///
/// **Rates.** Every link has a *level*: the rate of the flows that it holds back, infinite while it has capacity to
/// spare. A flow's rate is the least of its cap and the levels on its path. Rates are max–min fair exactly when
/// every link with a finite level is full, and every other has at most as much on it as it can carry. So a change
/// is solved for the full links that it reaches alone: if others are left as they should be, all is done, or else
/// they are taken in. A link with capacity to spare costs one addition.
///
/// **Completions.** Flows of one path and one cap always have the same rate. They form a *bundle*, which is a heap
/// of its flows by the service after which each is done. A full link is likewise a heap of the bundles that it holds
/// back. So one timer serves all flows of a link, and a change of their common rate moves no other. When a flow
/// starts or ends, a link with equal caps costs O(log n), and other links O(bundles on the full links reached).
///
/// D. Bertsekas and R. Gallager, *Data Networks*, 2nd ed., section 6.5.2 (max–min flow control). S. F. Yashkov,
/// "Processor-sharing queues: some progress in analysis", Queueing Systems 2 (1987) (service as the clock).
///
/// Volumes are bytes, rates bytes a second. Nothing allocates once the largest number of flows was reached.
public struct FlowNetwork: ~Copyable {
    @usableFromInline let completionKind: UInt32
    @usableFromInline var links = Pool<LinkState>()
    @usableFromInline var flows = Pool<FlowState>()
    @usableFromInline var bundles = Pool<FlowBundle>()
    /// Four to a bundle: its places in the lists of its links.
    var memberships = Pool<Membership>()
    var linkAlarms = Pool<Alarm>()
    /// One to a slot of `bundles`, kept when the slot is reused.
    var bundleAlarms = Pool<Alarm>()
    /// The bundles by path and cap, in open addressing; -1 is an empty slot.
    var table = Stack<Int32>(repeating: -1, count: 64)
    /// The number of flows started so far, which orders flows that are done at the same service.
    var startCount: UInt64 = 0

    // The links whose levels are being solved for, and the bundles on them.
    @usableFromInline var activeLinks = Stack<Int32>()
    var activeBundles = Stack<Int32>()
    /// The active bundles that have no rate yet.
    var open = Stack<Int32>()
    /// Links with capacity to spare whose flows change their rates.
    var lightLinks = Stack<Int32>()

    /// The bundles (index) and links (complement of the index) whose earliest completion may have changed.
    @usableFromInline var alarmed = Stack<Int32>()
    @usableFromInline var bundleTimers: [SimulationTimer] = []
    @usableFromInline var linkTimers: [SimulationTimer] = []

    /// A network without links; the completion of a flow is the event of this kind with the flow's index.
    public init(completionKind: UInt32) { self.completionKind = completionKind }

    /// The number of flows that are running.
    public var flowCount: Int { flows.count }

    /// Adds a link of this capacity (bytes a second, positive and finite) and returns its index.
    public mutating func addLink(bytesPerSecond capacity: Double) -> Int {
        precondition(capacity > 0 && capacity.isFinite, "a link needs a finite capacity above zero")
        _ = linkAlarms.insert(Alarm())
        return links.insert(LinkState(capacity: capacity))
    }

    /// Starts a flow of `bytes` (not negative) over the links of `path` and returns its index.
    ///
    /// Its rate never exceeds `cap` bytes a second (not negative; may be infinite if the path has a link).
    @inlinable
    public mutating func start<Queue: EventQueue & ~Copyable>(
        bytes: Double, cap: Double, path: FlowPath, owner: Int, in simulation: inout Simulation<Queue>
    ) -> Int {
        let flow = startFlow(bytes: bytes, cap: cap, path: path, owner: owner, at: simulation.now)
        moveTimers(in: &simulation)
        return flow
    }

    /// Ends a flow when its completion event came, and returns its owner.
    @inlinable
    public mutating func finish<Queue: EventQueue & ~Copyable>(
        _ flow: Int, in simulation: inout Simulation<Queue>
    ) -> Int {
        let owner = flows[flow].owner
        // What rounding to whole microseconds left over was sent too.
        endFlow(flow, sent: flows[flow].volume, at: simulation.now)
        moveTimers(in: &simulation)
        return Int(owner)
    }

    /// Breaks a running flow off, and returns its owner and what was not sent.
    @inlinable
    public mutating func cancel<Queue: EventQueue & ~Copyable>(
        _ flow: Int, in simulation: inout Simulation<Queue>
    ) -> (owner: Int, remainingBytes: Double) {
        let owner = flows[flow].owner
        let remaining = remainingBytes(of: flow, at: simulation.now)
        endFlow(flow, sent: flows[flow].volume - remaining, at: simulation.now)
        moveTimers(in: &simulation)
        return (Int(owner), remaining)
    }

    /// Changes the cap of a running flow (bytes a second, as in ``start(bytes:cap:path:owner:in:)``); at zero it
    /// pauses.
    @inlinable
    public mutating func setCap<Queue: EventQueue & ~Copyable>(
        of flow: Int, to cap: Double, in simulation: inout Simulation<Queue>
    ) {
        moveFlow(flow, toCap: cap, at: simulation.now)
        moveTimers(in: &simulation)
    }

    /// Changes the capacity of a link (bytes a second, finite, not negative). At zero it is out: its flows stand
    /// still until capacity returns.
    @inlinable
    public mutating func setCapacity<Queue: EventQueue & ~Copyable>(
        of link: Int, to bytesPerSecond: Double, in simulation: inout Simulation<Queue>
    ) {
        changeCapacity(of: link, to: bytesPerSecond, at: simulation.now)
        moveTimers(in: &simulation)
    }

    /// The present rate of a running flow, in bytes a second.
    public func rate(of flow: Int) -> Double { bundles[flows[flow].bundle].rate }

    /// What a running flow has still to send at an instant not before the last change.
    public func remainingBytes(of flow: Int, at time: SimulationTime) -> Double {
        let state = flows[flow]
        return max(0, min(state.volume, state.node.key - service(ofBundle: state.bundle, at: time)))
    }
}

// MARK: - What a change does

extension FlowNetwork {
    @usableFromInline
    mutating func startFlow(bytes: Double, cap: Double, path: FlowPath, owner: Int, at time: SimulationTime)
        -> Int
    {
        assert(bytes >= 0 && bytes.isFinite, "a flow has a finite volume")
        let node = HeapNode(order: startCount)
        startCount &+= 1
        let flow = flows.insert(FlowState(node: node, volume: bytes, owner: Int32(truncatingIfNeeded: owner)))
        attach(flow, bytes: bytes, cap: cap, path: path, at: time)
        solve(at: time)
        return flow
    }

    @usableFromInline
    mutating func endFlow(_ flow: Int, sent: Double, at time: SimulationTime) {
        let path = bundles[flows[flow].bundle].path
        path.forEachLink { links[$0].carried += sent }
        detach(flow, at: time)
        flows[flow].bundle = -1
        flows.remove(flow)
        solve(at: time)
    }

    @usableFromInline
    mutating func moveFlow(_ flow: Int, toCap cap: Double, at time: SimulationTime) {
        let bundle = bundles[flows[flow].bundle]
        guard cap != bundle.cap else { return }
        let remaining = remainingBytes(of: flow, at: time)
        detach(flow, at: time)
        attach(flow, bytes: remaining, cap: cap, path: bundle.path, at: time)
        solve(at: time)
    }

    @usableFromInline
    mutating func changeCapacity(of link: Int, to capacity: Double, at time: SimulationTime) {
        precondition(capacity >= 0 && capacity.isFinite, "a link's capacity is finite and not negative")
        guard capacity != links[link].capacity else { return }
        links[link].capacity = capacity
        if links[link].running.level > 0 {
            activate(Int32(truncatingIfNeeded: link))
            solve(at: time)
        }
    }

    /// Puts a flow with this much to send into its bundle. Full links on the path, and those that it may fill, become
    /// active; where there are none, it has its cap.
    private mutating func attach(
        _ flow: Int, bytes: Double, cap: Double, path: FlowPath, at time: SimulationTime
    ) {
        assert(cap >= 0 && (cap.isFinite || path[0] >= 0), "a flow needs a cap or a link")
        let bundle = findBundle(path: path, cap: cap, at: time)
        let isNew = bundles[bundle].count == 0
        var rate = bundles[bundle].rate
        if isNew {
            rate = cap
            path.forEachLink { rate = min(rate, links[$0].capacity) }
        }
        let present = bundles[bundle].rate
        path.forEachLink { link in
            links[link].running.add(1, at: time)
            if links[link].isFull || links[link].isFilled(by: links[link].load + rate) { activate(link) }
            links[link].load += present
        }
        bundles[bundle].count &+= 1
        if isNew && activeLinks.count == 0 {
            bundles[bundle].rate = cap
            path.forEachLink { links[$0].load += cap }
        }
        flows[flow].bundle = bundle
        insert(flow, dueAfter: bytes, at: time)
    }

    /// Takes a flow out of its bundle; full links on its path become active.
    private mutating func detach(_ flow: Int, at time: SimulationTime) {
        let bundle = flows[flow].bundle
        let path = bundles[bundle].path
        let rate = bundles[bundle].rate
        remove(flow)
        bundles[bundle].count &-= 1
        path.forEachLink { link in
            links[link].running.add(-1, at: time)
            // What is left by rounding goes with the last flow.
            links[link].load = links[link].running.level == 0 ? 0 : links[link].load - rate
            if links[link].isFull { activate(link) }
        }
        if bundles[bundle].count == 0 { removeBundle(bundle) }
    }
}
