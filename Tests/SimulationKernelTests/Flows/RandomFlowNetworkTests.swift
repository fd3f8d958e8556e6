import SimulationKernel
import Testing

/// A random network on which flows start, end, are cancelled and paused while links change and fail, beside an
/// account of it that is kept by brute force.
private struct RandomFlowNetwork: ~Copyable {
    private struct Flow {
        var index: Int
        var volume: Double
        var left: Double
        var cap: Double
        var path: [Int]
        var rate = 0.0
    }

    private var random: RandomStream
    private var simulation = Simulation<LazyQuaternaryHeap>()
    private var network = FlowNetwork(completionKind: 1)
    private var capacities: [Double]
    /// By owner; nil when it has ended.
    private var flows: [Flow?] = []
    private var carried: [Double]
    private var accountedUntil = SimulationTime.zero
    private let caps: [Double]
    private(set) var problem: String? { didSet { problem = oldValue ?? problem } }
    private(set) var changes = 0
    var fingerprint: UInt64 { simulation.fingerprint }

    init(number: Int) {
        var random = RandomStream(seed: 20260302, replication: number, name: "flow-networks")
        capacities = (0..<Int.random(in: 1...6, using: &random)).map { _ in
            Bool.random(using: &random)
                ? .random(in: 1...100, using: &random) : Double(Int.random(in: 1...4, using: &random) * 20)
        }
        // Few caps make flows of equal right, many make them all different.
        caps =
            [.infinity]
            + (0..<(Bool.random(using: &random) ? 2 : 30)).map { _ in .random(in: 0.5...60, using: &random) }
        carried = capacities.map { _ in 0 }
        for capacity in capacities { _ = network.addLink(bytesPerSecond: capacity) }
        self.random = random
    }

    /// Makes random changes, and compares after each; then lets all flows end.
    mutating func run(changes count: Int) {
        for _ in 0..<count {
            simulation.schedule(
                Event(kind: 0, index: 0), after: .seconds(Double.random(in: 0...4, using: &random)))
            while let event = simulation.next() {
                account()
                if event.kind == 1 { end(event.index) } else { change() }
                compare()
                if event.kind == 0 || problem != nil { break }
            }
        }
        for link in capacities.indices { setCapacity(of: link, to: 50) }
        for owner in flows.indices where flows[owner]?.cap == 0 { setCap(ofOwner: owner, to: 10) }
        compare()
        while problem == nil, let event = simulation.next() {
            account()
            end(event.index)
            compare()
        }
        if problem == nil && flows.contains(where: { $0 != nil }) { problem = "a flow never ended" }
    }

    private mutating func change() {
        let running = flows.indices.filter { flows[$0] != nil }
        let kind = Int.random(in: 0..<10, using: &random)
        if kind == 0 {
            let link = Int.random(in: capacities.indices, using: &random)
            let isOut = Int.random(in: 0..<3, using: &random) == 0
            setCapacity(of: link, to: isOut ? 0 : .random(in: 1...100, using: &random))
        } else if kind == 1, let owner = running.randomElement(using: &random) {
            setCap(
                ofOwner: owner,
                to: Bool.random(using: &random) ? 0 : caps.randomElement(using: &random) ?? .infinity)
        } else if kind == 2, let owner = running.randomElement(using: &random), let flow = flows[owner] {
            let broken = network.cancel(flow.index, in: &simulation)
            if broken.owner != owner || abs(broken.remainingBytes - flow.left) > 1e-7 * flow.volume {
                problem = "cancelled flow \(owner) with \(flow.left) to go was \(broken)"
            }
            flows[owner] = nil
        } else {
            start()
        }
    }

    private mutating func start() {
        let path = Array(
            capacities.indices.shuffled(using: &random).prefix(Int.random(in: 1...4, using: &random)))
        let volume = Double.random(in: 1...400, using: &random)
        let cap = caps.randomElement(using: &random) ?? .infinity
        let index = network.start(
            bytes: volume, cap: cap, path: FlowPath(path), owner: flows.count, in: &simulation)
        flows.append(Flow(index: index, volume: volume, left: volume, cap: cap, path: path))
    }

    private mutating func end(_ index: Int) {
        let owner = network.finish(index, in: &simulation)
        guard let flow = flows[owner] else { return problem = "flow \(owner) ended twice" }
        // What a microsecond carries at most is settled with the end.
        if abs(flow.left) > 1e-7 * flow.volume + flow.rate * 1.01e-6 {
            problem = "flow \(owner) ended with \(flow.left) to go"
        }
        for link in flow.path { carried[link] += flow.left }
        flows[owner] = nil
    }

    private mutating func setCapacity(of link: Int, to capacity: Double) {
        capacities[link] = capacity
        network.setCapacity(of: link, to: capacity, in: &simulation)
    }

    private mutating func setCap(ofOwner owner: Int, to cap: Double) {
        guard let index = flows[owner]?.index else { return }
        flows[owner]?.cap = cap
        network.setCap(of: index, to: cap, in: &simulation)
    }

    /// Lets the account's flows send up to now.
    private mutating func account() {
        let seconds = (simulation.now - accountedUntil).seconds
        accountedUntil = simulation.now
        for owner in flows.indices {
            guard let flow = flows[owner] else { continue }
            flows[owner]?.left -= flow.rate * seconds
            for link in flow.path { carried[link] += flow.rate * seconds }
        }
    }

    private mutating func compare() {
        changes += 1
        let running = flows.indices.filter { flows[$0] != nil }
        let present = running.compactMap { flows[$0] }
        let rates = progressiveFilling(present.map { ($0.cap, $0.path) }, capacities)
        for (owner, (flow, rate)) in zip(running, zip(present, rates)) {
            flows[owner]?.rate = rate
            let actual = network.rate(of: flow.index)
            if abs(actual - rate) > 1e-9 * rate {
                problem = "flow \(owner) has \(actual) B/s instead of \(rate): \(present) over \(capacities)"
            }
            let left = network.remainingBytes(of: flow.index, at: simulation.now)
            if abs(left - flow.left) > 1e-7 * flow.volume + rate * 1.01e-6 {
                problem = "flow \(owner) has \(left) B to go instead of \(flow.left): \(flow)"
            }
        }
        for link in capacities.indices {
            let bytes = network.bytesCarried(by: link, until: simulation.now)
            if abs(bytes - carried[link]) > 1e-7 * (carried[link] + 1) + capacities[link] * 2e-6 {
                problem = "link \(link) carried \(bytes) B instead of \(carried[link])"
            }
        }
    }
}

@Suite("Random flows over random links")
struct RandomFlowNetworkTests {
    @Test("rates, volumes and bytes carried are those of brute-force progressive filling after every change")
    func equalsBruteForce() {
        var changes = 0
        for number in 0..<10_000 {
            var network = RandomFlowNetwork(number: number)
            network.run(changes: 24)
            changes += network.changes
            if let problem = network.problem {
                Issue.record("network \(number), after \(network.changes) changes: \(problem)")
                return
            }
        }
        #expect(changes > 300_000)
    }

    @Test("the same changes give the same events at the same times, to the last bit")
    func repeats() {
        for number in 0..<20 {
            let fingerprints = (0..<2).map { _ in
                var network = RandomFlowNetwork(number: number)
                network.run(changes: 200)
                return network.fingerprint
            }
            #expect(fingerprints[0] == fingerprints[1])
        }
    }

    @Test("flows that others left before do not matter: the indices they get do not change when they end")
    func indexReuse() {
        // Half of the runs have flows that came and went in another order, so that later ones get other indices.
        let finishes = [[0, 1, 2], [2, 0, 1], [1, 2, 0]].map { order in
            var simulation = Simulation<LazyQuaternaryHeap>()
            var network = FlowNetwork(completionKind: 1)
            let links = [network.addLink(bytesPerSecond: 70), network.addLink(bytesPerSecond: 30)]
            let paths = [FlowPath(links[0]), FlowPath(links[1]), FlowPath(links[0], links[1])]
            let gone = (0..<3).map {
                network.start(bytes: 1e9, cap: Double($0) * 7 + 3, path: paths[$0], owner: 9, in: &simulation)
            }
            for flow in order { _ = network.cancel(gone[flow], in: &simulation) }
            for owner in 0..<9 {
                _ = network.start(
                    bytes: 100 + Double(owner * owner), cap: owner < 5 ? .infinity : Double(owner),
                    path: paths[owner % 3], owner: owner, in: &simulation)
            }
            var times = [Int64](repeating: 0, count: 9)
            while let event = simulation.next() {
                times[network.finish(event.index, in: &simulation)] = simulation.now.microseconds
            }
            return times
        }
        #expect(finishes[1] == finishes[0])
        #expect(finishes[2] == finishes[0])
    }
}
