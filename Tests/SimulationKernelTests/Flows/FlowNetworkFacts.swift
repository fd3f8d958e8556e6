import SimulationKernel
import Testing

@Suite("Flows share links max–min fairly")
struct FlowNetworkFacts {
    private func finishes(_ requests: [FlowRequest], over capacities: [Double]) -> [Double] {
        FlowOutcome(requests, over: capacities).finishes
    }

    @Test("one flow alone has the smallest of its cap and its links' capacities")
    func alone() {
        let flow = FlowRequest(start: 0, bytes: 1000, cap: 40, path: [0, 1])
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
            FlowRequest(start: 0, bytes: 1000, cap: .infinity, path: [0]),
            FlowRequest(start: 4, bytes: 300, cap: .infinity, path: [0]),
        ]
        #expect(finishes(flows, over: [100]) == [13, 10])
    }

    @Test("what a capped flow leaves goes to the others")
    func caps() {
        // 100 B/s; one flow capped at 20 B/s leaves 80 B/s: 40 each for two others.
        let flows = [
            FlowRequest(start: 0, bytes: 200, cap: 20, path: [0]),
            FlowRequest(start: 0, bytes: 400, cap: .infinity, path: [0]),
            FlowRequest(start: 0, bytes: 400, cap: .infinity, path: [0]),
        ]
        #expect(finishes(flows, over: [100]) == [10, 10, 10])
    }

    @Test("the textbook network: a long flow over two links beside one short flow on each")
    func parkingLot() {
        // Links of 10 and 20 B/s: the long flow and the first short one have 5 each, the second short one 15
        // (Bertsekas and Gallager, section 6.5.2).
        let flows = [
            FlowRequest(start: 0, bytes: 50, cap: .infinity, path: [0, 1]),
            FlowRequest(start: 0, bytes: 50, cap: .infinity, path: [0]),
            FlowRequest(start: 0, bytes: 150, cap: .infinity, path: [1]),
        ]
        #expect(finishes(flows, over: [10, 20]) == [10, 10, 10])
    }

    @Test("a path of four links takes the narrowest, and leaves the others theirs")
    func fourLinks() {
        // 4 B/s on the third link: 40 B take 10 s; beside it 6 of the 10 B/s of the first are left.
        let flows = [
            FlowRequest(start: 0, bytes: 40, cap: .infinity, path: [0, 1, 2, 3]),
            FlowRequest(start: 0, bytes: 60, cap: .infinity, path: [0]),
        ]
        #expect(finishes(flows, over: [10, 8, 4, 6]) == [10, 10])
    }

    @Test("a flow without links has its cap, however many others there are")
    func withoutLinks() {
        let flows = [
            FlowRequest(start: 0, bytes: 40, cap: 4, path: []),
            FlowRequest(start: 5, bytes: 40, cap: 4, path: []),
            FlowRequest(start: 5, bytes: 40, cap: 2, path: []),
        ]
        #expect(finishes(flows, over: []) == [10, 15, 25])
    }

    @Test("a flow of no bytes is done at once, also on a link that is out")
    func nothingToSend() {
        let flows = [
            FlowRequest(start: 2, bytes: 0, cap: .infinity, path: [0]),
            FlowRequest(start: 7, bytes: 0, cap: .infinity, path: [0]),
        ]
        #expect(FlowOutcome(flows, over: [10], changes: [(5, 0, 0)]).finishes == [2, 7])
    }

    @Test("flows done at the same instant end in the order of their starts")
    func ties() {
        var simulation = Simulation<LazyQuaternaryHeap>()
        var network = FlowNetwork(completionKind: 1)
        let link = network.addLink(bytesPerSecond: 60)
        for owner in 0..<6 {
            _ = network.start(
                bytes: 100, cap: owner.isMultiple(of: 2) ? .infinity : 1000, path: FlowPath(link),
                owner: owner,
                in: &simulation)
        }
        var order: [Int] = []
        while let event = simulation.next() { order.append(network.finish(event.index, in: &simulation)) }
        #expect(order == [0, 1, 2, 3, 4, 5])
        #expect(simulation.now == .zero + .seconds(10))
    }

    // MARK: Changes while flows run

    @Test("while a link is out its flows stand still, and they go on when it returns")
    func outage() {
        // 1000 B at 100 B/s: 400 sent until 4 s, out until 9 s, the rest takes 6 s. Another starts while it is out.
        let flows = [
            FlowRequest(start: 0, bytes: 1000, cap: .infinity, path: [0]),
            FlowRequest(start: 5, bytes: 600, cap: .infinity, path: [0]),
            FlowRequest(start: 0, bytes: 100, cap: .infinity, path: [1]),
        ]
        let outcome = FlowOutcome(flows, over: [100, 10], changes: [(4, 0, 0), (9, 0, 100)])
        #expect(outcome.finishes == [21, 21, 10])
        #expect(outcome.carried == [1600, 100])
    }

    @Test("a link that stays out keeps its flows without completion")
    func lastingOutage() {
        let flow = FlowRequest(start: 0, bytes: 1000, cap: 50, path: [0])
        #expect(FlowOutcome([flow], over: [100], changes: [(4, 0, 0)]).finishes[0].isNaN)
    }

    @Test("a change of capacity counts from its instant on, for flows with and without a cap")
    func capacityChange() {
        // 100 B/s: 20 and 80. From 5 s, 30 B/s: 15 each. From 11 s, 200 B/s: 20 and 180.
        // First: 100 + 90 + 20 · t = 1000. Second: 400 + 90 + 180 · 10 = 2290.
        let flows = [
            FlowRequest(start: 0, bytes: 1000, cap: 20, path: [0]),
            FlowRequest(start: 0, bytes: 2290, cap: .infinity, path: [0]),
        ]
        let outcome = FlowOutcome(flows, over: [100], changes: [(5, 0, 30), (11, 0, 200)])
        #expect(outcome.finishes == [51.5, 21])
        #expect(outcome.carried == [3290])
    }

    @Test("a flow broken off says exactly what it did not send, and the others have its share")
    func cancellation() {
        var simulation = Simulation<LazyQuaternaryHeap>()
        var network = FlowNetwork(completionKind: 1)
        let link = network.addLink(bytesPerSecond: 100)
        let path = FlowPath(link)
        let first = network.start(bytes: 1000, cap: .infinity, path: path, owner: 7, in: &simulation)
        let second = network.start(bytes: 1000, cap: .infinity, path: path, owner: 8, in: &simulation)
        simulation.schedule(Event(kind: 0, index: 0), after: .seconds(6))
        _ = simulation.next()
        #expect(network.remainingBytes(of: second, at: simulation.now) == 700)
        let broken = network.cancel(first, in: &simulation)
        #expect(broken.owner == 7)
        #expect(broken.remainingBytes == 700)
        #expect(network.bytesCarried(by: link, until: simulation.now) == 600)
        #expect(network.rate(of: second) == 100)
        #expect(simulation.next() == Event(kind: 1, index: second))
        #expect(simulation.now == .zero + .seconds(13))
        #expect(network.finish(second, in: &simulation) == 8)
        #expect(network.bytesCarried(by: link, until: simulation.now) == 1300)
        #expect(simulation.next() == nil)
    }

    @Test("a flow's cap can be changed; at zero it pauses")
    func capChange() {
        var simulation = Simulation<LazyQuaternaryHeap>()
        var network = FlowNetwork(completionKind: 1)
        let path = FlowPath(network.addLink(bytesPerSecond: 100))
        let flow = network.start(bytes: 1000, cap: 40, path: path, owner: 0, in: &simulation)
        let other = network.start(bytes: 1e6, cap: .infinity, path: path, owner: 1, in: &simulation)
        // 400 B until 10 s, none until 15 s, then 50 B/s beside the other.
        for (time, cap) in [(10.0, 0.0), (15, 90)] {
            simulation.schedule(Event(kind: 0, index: 0), at: .zero + .seconds(time))
            #expect(simulation.next()?.kind == 0)
            network.setCap(of: flow, to: cap, in: &simulation)
            #expect(network.rate(of: flow) == min(cap, 50))
            #expect(network.rate(of: other) == 100 - min(cap, 50))
        }
        #expect(simulation.next() == Event(kind: 1, index: flow))
        #expect(simulation.now == .zero + .seconds(27))
    }

    @Test("tallies forget what was sent before their restart, and no byte more")
    func restart() {
        var simulation = Simulation<LazyQuaternaryHeap>()
        var network = FlowNetwork(completionKind: 1)
        let link = network.addLink(bytesPerSecond: 100)
        let flow = network.start(bytes: 1000, cap: 30, path: FlowPath(link), owner: 0, in: &simulation)
        let half = SimulationTime.zero + .seconds(10)
        network.restartTallies(at: half)
        #expect(network.bytesCarried(by: link, until: half) == 0)
        #expect(network.bytesCarried(by: link, until: half + .seconds(5)) == 150)
        _ = simulation.next()
        _ = network.finish(flow, in: &simulation)
        #expect(network.bytesCarried(by: link, until: simulation.now) == 700)
    }

    @Test("a link that is never idle stays exact over petabytes")
    func longService() {
        // 125 MB/s, always two flows of equal rate: every flow of 1 GB takes 16 s while the next half overlaps.
        var simulation = Simulation<LazyQuaternaryHeap>()
        var network = FlowNetwork(completionKind: 1)
        let path = FlowPath(network.addLink(bytesPerSecond: 125e6))
        _ = network.start(bytes: 5e8, cap: .infinity, path: path, owner: 0, in: &simulation)
        for round in 0..<1_000_000 {
            _ = network.start(bytes: 1e9, cap: .infinity, path: path, owner: round, in: &simulation)
            guard let event = simulation.next() else { break }
            _ = network.finish(event.index, in: &simulation)
        }
        #expect(simulation.now.microseconds == 8_000_000_000_000)
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
