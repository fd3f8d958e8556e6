import Experiments
import SimulationKernel
import Testing

/// A single server with Poisson arrivals and exponential service, on the kernel alone: fast enough for a hundred
/// million customers.
private struct SingleServer: Sendable {
    /// Customers left out at the beginning, and customers measured.
    let warmUp = 500
    let measured = 5000
    let gap = Sampler(.exponential(mean: 1 / 0.8))
    let service = Sampler(.exponential(mean: 1))

    /// The mean wait of the customers measured in a replication, in seconds; the mean service is one second.
    func meanWait(replication: Int) -> Double {
        var simulation = Simulation<LadderQueue>()
        var gaps = RandomStream(seed: 20_260_302, replication: replication, name: "gaps")
        var services = RandomStream(seed: 20_260_302, replication: replication, name: "services")
        var arrivals: [SimulationTime] = []
        arrivals.reserveCapacity(warmUp + measured + 200)
        // The customer in service is the first that has not left.
        var left = 0
        var total = SimulationKernel.Duration.zero
        simulation.schedule(Event(kind: 0, index: 0), after: gap.drawDuration(from: &gaps))
        func begin(_ simulation: inout Simulation<LadderQueue>) {
            if left >= warmUp { total += simulation.now - arrivals[left] }
            simulation.schedule(Event(kind: 1, index: 0), after: service.drawDuration(from: &services))
        }
        while left < warmUp + measured, let event = simulation.next() {
            if event.kind == 0 {
                arrivals.append(simulation.now)
                if arrivals.count == left + 1 { begin(&simulation) }
                simulation.schedule(Event(kind: 0, index: 0), after: gap.drawDuration(from: &gaps))
            } else {
                left += 1
                if left < min(arrivals.count, warmUp + measured) { begin(&simulation) }
            }
        }
        return total.seconds / Double(measured)
    }
}

@Suite("Confidence intervals hold the exact value as often as they say")
struct CoverageFacts {
    /// Mean wait of M/M/1 at ρ = 0.8: ρ/(1 − ρ) = 4 services (D. Gross and others, *Fundamentals of Queueing Theory*,
    /// 4th ed., section 2.2).
    ///
    /// An experiment is 20 replications of 5,000 customers. Means of correlated waits are skewed, which costs Student's
    /// interval about one point of coverage (P. Hall, "On the bootstrap and confidence intervals", Annals of Statistics
    /// 14, 1986, gives its size).
    @Test("M/M/1 at ρ = 0.8: of 1,000 intervals of the mean wait 930 to 970 hold the exact one")
    func meanWait() async throws {
        let covered = await withTaskGroup(of: Int.self) { group in
            for half in 0..<2 {
                group.addTask {
                    let server = SingleServer()
                    return stride(from: half, to: 1000, by: 2).count { experiment in
                        let replications = experiment * 20..<(experiment + 1) * 20
                        guard let estimate = Estimate(replications.map { server.meanWait(replication: $0) }),
                            let width = estimate.halfWidth
                        else { return false }
                        return abs(estimate.value - 4) <= width
                    }
                }
            }
            return await group.reduce(0, +)
        }
        #expect((930...970).contains(covered), "\(covered)")
    }
}
