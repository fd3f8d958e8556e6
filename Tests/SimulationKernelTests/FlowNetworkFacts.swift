import SimulationKernel
import Testing

@Suite("Flows share links max–min fairly")
struct FlowNetworkFacts {
    /// A flow to start at an instant.
    struct Request {
        var start: Double
        var bytes: Double
        var cap: Double
        var path: [Int]
    }

    /// Runs the requests over links of the given capacities and returns each flow's finish, in seconds.
    private func finishes(_ requests: [Request], over capacities: [Double]) -> [Double] {
        var simulation = Simulation<LazyQuaternaryHeap>()
        var network = FlowNetwork(completionKind: 1)
        let links = capacities.map { network.addLink(bytesPerSecond: $0) }
        for (index, request) in requests.enumerated() {
            simulation.schedule(Event(kind: 0, index: index), at: .zero + .seconds(request.start))
        }
        var finishes = [Double](repeating: .nan, count: requests.count)
        while let event = simulation.next() {
            if event.kind == 0 {
                let request = requests[event.index]
                let path = request.path.map { links[$0] }
                _ = network.start(
                    bytes: request.bytes, cap: request.cap,
                    path: FlowPath(path.first, path.dropFirst().first, path.dropFirst(2).first),
                    owner: event.index,
                    in: &simulation)
            } else {
                finishes[network.finish(event.index, in: &simulation)] = (simulation.now - .zero).seconds
            }
        }
        #expect(network.flowCount == 0)
        return finishes
    }

    @Test("one flow alone has the smallest of its cap and its links' capacities")
    func alone() {
        let flow = Request(start: 0, bytes: 1000, cap: 40, path: [0, 1])
        #expect(finishes([flow], over: [100, 50]) == [25])
        var uncapped = flow
        uncapped.cap = .infinity
        #expect(finishes([uncapped], over: [100, 50]) == [20])
    }

    @Test("a second flow halves the rate while both run: worked by hand")
    func sharing() {
        // 100 B/s. First: 1000 B from 0 s. Second: 300 B from 4 s. Both at 50 B/s until the second ends at 10 s;
        // by then the first has sent 400 + 300, and the last 300 take 3 s.
        let flows = [
            Request(start: 0, bytes: 1000, cap: .infinity, path: [0]),
            Request(start: 4, bytes: 300, cap: .infinity, path: [0]),
        ]
        #expect(finishes(flows, over: [100]) == [13, 10])
    }

    @Test("what a capped flow leaves goes to the others")
    func caps() {
        // 100 B/s; one flow capped at 20 B/s leaves 80 B/s: 40 each for two others.
        let flows = [
            Request(start: 0, bytes: 200, cap: 20, path: [0]),
            Request(start: 0, bytes: 400, cap: .infinity, path: [0]),
            Request(start: 0, bytes: 400, cap: .infinity, path: [0]),
        ]
        #expect(finishes(flows, over: [100]) == [10, 10, 10])
    }

    @Test("the textbook network: a long flow over two links beside one short flow on each")
    func parkingLot() {
        // Links of 10 and 20 B/s: the long flow and the first short one have 5 each, the second short one 15
        // (Bertsekas and Gallager, section 6.5.2).
        let flows = [
            Request(start: 0, bytes: 50, cap: .infinity, path: [0, 1]),
            Request(start: 0, bytes: 50, cap: .infinity, path: [0]),
            Request(start: 0, bytes: 150, cap: .infinity, path: [1]),
        ]
        #expect(finishes(flows, over: [10, 20]) == [10, 10, 10])
    }

    @Test("rates equal those of brute-force progressive filling in 2,000 random networks")
    func randomNetworks() {
        var random = RandomStream(seed: 20260302, replication: 0, name: "flow-networks")
        for _ in 0..<2000 {
            let capacities = (0..<Int.random(in: 1...6, using: &random)).map { _ in
                Double.random(in: 1...100, using: &random)
            }
            let requests = (0..<Int.random(in: 1...12, using: &random)).map { _ in
                let path = Array(
                    capacities.indices.shuffled(using: &random).prefix(Int.random(in: 1...3, using: &random)))
                let cap =
                    Bool.random(using: &random) ? Double.random(in: 0.5...60, using: &random) : .infinity
                return Request(start: 0, bytes: 1e9, cap: cap, path: path)
            }
            var simulation = Simulation<LazyQuaternaryHeap>()
            var network = FlowNetwork(completionKind: 1)
            let links = capacities.map { network.addLink(bytesPerSecond: $0) }
            let flows = requests.map { request in
                let path = request.path.map { links[$0] }
                return network.start(
                    bytes: request.bytes, cap: request.cap,
                    path: FlowPath(path.first, path.dropFirst().first, path.dropFirst(2).first), owner: 0,
                    in: &simulation)
            }
            let expected = progressiveFilling(requests, capacities)
            for (flow, rate) in zip(flows, expected) {
                #expect(abs(network.rate(of: flow) - rate) <= 1e-6 * rate, "\(requests) over \(capacities)")
            }
        }
    }

    /// Raises all rates together in small exact steps: at each, the flows that reach their cap or a full link stop.
    private func progressiveFilling(_ requests: [Request], _ capacities: [Double]) -> [Double] {
        var rates = [Double](repeating: 0, count: requests.count)
        var rising = Set(requests.indices)
        while !rising.isEmpty {
            var step = Double.infinity
            for flow in rising { step = min(step, requests[flow].cap - rates[flow]) }
            for (link, capacity) in capacities.enumerated() {
                let used = requests.indices.filter { requests[$0].path.contains(link) }.reduce(0) {
                    $0 + rates[$1]
                }
                let count = rising.filter { requests[$0].path.contains(link) }.count
                if count > 0 { step = min(step, (capacity - used) / Double(count)) }
            }
            for flow in rising { rates[flow] += step }
            for (link, capacity) in capacities.enumerated() {
                let users = requests.indices.filter { requests[$0].path.contains(link) }
                if users.reduce(0, { $0 + rates[$1] }) >= capacity * (1 - 1e-12) { rising.subtract(users) }
            }
            rising = rising.filter { rates[$0] < requests[$0].cap * (1 - 1e-12) }
        }
        return rates
    }

    @Test("every byte sent is a byte of a flow: links carry the sum of volumes, whatever the sharing")
    func conservation() {
        var random = RandomStream(seed: 7, replication: 0, name: "volumes")
        var simulation = Simulation<LazyQuaternaryHeap>()
        var network = FlowNetwork(completionKind: 1)
        let links = [network.addLink(bytesPerSecond: 1000), network.addLink(bytesPerSecond: 1500)]
        var sums = [0.0, 0.0]
        var started = 0
        simulation.schedule(Event(kind: 0, index: 0), after: .zero)
        while let event = simulation.next() {
            if event.kind == 1 {
                _ = network.finish(event.index, in: &simulation)
                continue
            }
            let volume = Double.random(in: 1...5000, using: &random)
            let isLong = Bool.random(using: &random)
            sums[0] += volume
            if isLong { sums[1] += volume }
            _ = network.start(
                bytes: volume, cap: .random(in: 100...2000, using: &random),
                path: isLong ? FlowPath(links[0], links[1]) : FlowPath(links[0]), owner: 0, in: &simulation)
            started += 1
            if started < 1000 {
                simulation.schedule(Event(kind: 0, index: 0), after: .seconds(2 * random.exponential()))
            }
        }
        for link in 0..<2 {
            let carried = network.bytesCarried(by: links[link], until: simulation.now)
            #expect(abs(carried - sums[link]) < 1e-6 * sums[link])
        }
    }
}
