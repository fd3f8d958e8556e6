import SimulationKernel
import Testing

/// A link as a queue: Poisson arrivals of flows with random volumes, all with the same cap.
private struct SharedLink: Sendable {
    /// Bytes a second.
    var capacity = 1e6
    var cap = Double.infinity
    /// Arrivals a second.
    var arrivals: Double
    var volume: Distribution
    /// Flows left out at the beginning, and flows measured.
    var warmUp = 2_000
    var measured = 20_000

    /// The mean seconds from start to end of the flows measured, over independent replications.
    func meanTransfer(replications: Int = 40) -> ReplicationMean {
        ReplicationMean((0..<replications).map { run($0) }, quantile: studentOf40)
    }

    private func run(_ replication: Int) -> Double {
        var simulation = Simulation<LadderQueue>()
        var network = FlowNetwork(completionKind: 1)
        let path = FlowPath(network.addLink(bytesPerSecond: capacity))
        var gaps = RandomStream(seed: 91, replication: replication, name: "gaps")
        var volumes = RandomStream(seed: 91, replication: replication, name: "volumes")
        let gap = Sampler(.exponential(mean: 1 / arrivals))
        let sampler = Sampler(volume)
        var starts = Pool<SimulationTime>()
        var started = 0
        var counted = 0
        var total = 0.0
        simulation.schedule(Event(kind: 0, index: 0), after: gap.drawDuration(from: &gaps))
        while counted < measured, let event = simulation.next() {
            if event.kind == 0 {
                // A flow's owner tells whether it counts: those of the warm-up do not.
                let entity = starts.insert(simulation.now)
                let isCounted = started >= warmUp && started < warmUp + measured
                _ = network.start(
                    bytes: sampler.draw(from: &volumes), cap: cap, path: path,
                    owner: isCounted ? entity * 2 + 1 : entity * 2, in: &simulation)
                started += 1
                simulation.schedule(Event(kind: 0, index: 0), after: gap.drawDuration(from: &gaps))
            } else {
                let owner = network.finish(event.index, in: &simulation)
                if owner % 2 == 1 {
                    counted += 1
                    total += (simulation.now - starts[owner / 2]).seconds
                }
                starts.remove(owner / 2)
            }
        }
        return total / Double(counted)
    }
}

/// The mean number in a birth–death process with these rates of arrival and of departure from each number.
private func meanNumber(arrivals: Double, departures: (Int) -> Double) -> Double {
    var weight = 1.0
    var weights = 1.0
    var sum = 0.0
    for number in 1...10_000 {
        weight *= arrivals / departures(number)
        weights += weight
        sum += Double(number) * weight
    }
    return sum / weights
}

@Suite("Links under Poisson traffic")
struct ProcessorSharingFacts {
    /// Mean volume in bytes; alone on the link a flow of it takes half a second.
    private let mean = 5e5

    @Test(
        "exponential volumes: the mean transfer time is that of M/M/1-PS, 1 / (μ − λ)", arguments: [0.5, 0.8])
    func exponential(load: Double) {
        // μ = 2 a second.
        let link = SharedLink(arrivals: 2 * load, volume: .exponential(mean: mean))
        #expect(link.meanTransfer().agrees(with: 1 / (2 - 2 * load), within: 0.06))
    }

    @Test(
        "any volumes: the mean transfer time of M/G/1-PS depends on their mean alone, S / (1 − ρ)",
        arguments: [
            Distribution.constant(5e5), .uniform(low: 0, high: 1e6), .gamma(shape: 0.5, scale: 1e6),
            .lognormal(mean: 5e5, standardDeviation: 1e6),
        ])
    func insensitivity(volume: Distribution) {
        // L. Kleinrock, Queueing Systems II (1976), section 4.4.
        let link = SharedLink(arrivals: 2 * 0.7, volume: volume)
        #expect(link.meanTransfer().agrees(with: 0.5 / (1 - 0.7), within: 0.06))
    }

    @Test(
        "equal caps of a c-th of the link, exponential volumes: the mean number is that of M/M/c",
        arguments: [1, 4, 10])
    func equalCaps(servers: Int) {
        // n flows send at min(n, c) times the cap. The numbers are those of M/M/c; the mean time is Little's.
        let cap = 1e6 / Double(servers)
        let arrivals = 2 * 0.8
        let number = meanNumber(arrivals: arrivals) { 2 * Double(min($0, servers)) / Double(servers) }
        let link = SharedLink(cap: cap, arrivals: arrivals, volume: .exponential(mean: mean))
        #expect(link.meanTransfer().agrees(with: number / arrivals, within: 0.06))
    }

    @Test(
        "caps that do not divide the capacity, other volumes: the mean number is still that of its birth–death process"
    )
    func oddCaps() {
        // Capacity 1e6, cap 3e5: rates 0.3, 0.6, 0.9, 1, 1 ... of the link. The process is insensitive to the
        // distribution of volumes (J. W. Cohen, Acta Informatica 12, 1979: generalised processor sharing).
        let arrivals = 2 * 0.75
        let number = meanNumber(arrivals: arrivals) { 2 * min(1, 0.3 * Double($0)) }
        let link = SharedLink(cap: 3e5, arrivals: arrivals, volume: .gamma(shape: 0.5, scale: 1e6))
        #expect(link.meanTransfer().agrees(with: number / arrivals, within: 0.06))
    }
}
