import SimulationKernel

/// A flow to start at an instant.
struct FlowRequest {
    var start: Double
    var bytes: Double
    var cap: Double
    var path: [Int]
}

extension FlowPath {
    init(_ links: [Int]) {
        self.init(
            links.first, links.dropFirst().first, links.dropFirst(2).first, links.dropFirst(3).first)
    }
}

/// What came of running requests over links of given capacities, with changes of capacity on the way.
struct FlowOutcome {
    /// Each flow's finish in seconds.
    var finishes: [Double]
    /// The bytes that each link carried.
    var carried: [Double]
    var fingerprint: UInt64

    init(
        _ requests: [FlowRequest], over capacities: [Double],
        changes: [(time: Double, link: Int, capacity: Double)] = []
    ) {
        var simulation = Simulation<LazyQuaternaryHeap>()
        var network = FlowNetwork(completionKind: 1)
        let links = capacities.map { network.addLink(bytesPerSecond: $0) }
        for (index, request) in requests.enumerated() {
            simulation.schedule(Event(kind: 0, index: index), at: .zero + .seconds(request.start))
        }
        for (index, change) in changes.enumerated() {
            simulation.schedule(Event(kind: 2, index: index), at: .zero + .seconds(change.time))
        }
        finishes = [Double](repeating: .nan, count: requests.count)
        while let event = simulation.next() {
            switch event.kind {
            case 0:
                let request = requests[event.index]
                _ = network.start(
                    bytes: request.bytes, cap: request.cap, path: FlowPath(request.path.map { links[$0] }),
                    owner: event.index, in: &simulation)
            case 1:
                finishes[network.finish(event.index, in: &simulation)] = (simulation.now - .zero).seconds
            default:
                let change = changes[event.index]
                network.setCapacity(of: links[change.link], to: change.capacity, in: &simulation)
            }
        }
        carried = links.map { network.bytesCarried(by: $0, until: simulation.now) }
        fingerprint = simulation.fingerprint
    }
}

/// Max–min fair rates by their definition: raises all rates together, in steps at each of which some flow reaches
/// its cap or some link is full, and stops the flows concerned.
func progressiveFilling(_ flows: [(cap: Double, path: [Int])], _ capacities: [Double]) -> [Double] {
    var rates = [Double](repeating: 0, count: flows.count)
    var isRising = [Bool](repeating: true, count: flows.count)
    while isRising.contains(true) {
        var used = [Double](repeating: 0, count: capacities.count)
        var counts = [Int](repeating: 0, count: capacities.count)
        for flow in flows.indices {
            for link in flows[flow].path {
                used[link] += rates[flow]
                if isRising[flow] { counts[link] += 1 }
            }
        }
        func room(_ link: Int) -> Double {
            counts[link] > 0 ? (capacities[link] - used[link]) / Double(counts[link]) : .infinity
        }
        var step = Double.infinity
        for flow in flows.indices where isRising[flow] { step = min(step, flows[flow].cap - rates[flow]) }
        for link in capacities.indices { step = min(step, room(link)) }
        let isFull = capacities.indices.map { room($0) <= step + 1e-13 * capacities[$0] }
        for flow in flows.indices where isRising[flow] {
            let isAtCap = flows[flow].cap - rates[flow] <= step
            rates[flow] += max(0, step)
            if isAtCap || flows[flow].path.contains(where: { isFull[$0] }) { isRising[flow] = false }
        }
    }
    return rates
}
