import SimulationKernel
import Testing

/// The book's generator (Marse and Roberts 1983): x ← 630360016·x mod (2^31 − 1), first stream.
private struct BookGenerator: UniformSource {
    var state: UInt64 = 1_973_272_912

    mutating func uniform() -> Double {
        state = state * 630_360_016 % 2_147_483_647
        return Double(state >> 7 | 1) / 16_777_216
    }

    mutating func exponential(mean: Double) -> Duration {
        span(-mean * naturalLog(uniform()))
    }
}

/// The single-server queue of A. M. Law and W. D. Kelton, *Simulation Modeling and Analysis*, section 1.4:
/// mean interarrival time 1, mean service time 0.5, until 1000 customers have been delayed.
private struct BookQueue {
    var delays = DistributionTally()
    var numberInQueue = 0.0
    var utilization = 0.0
    var end = 0.0

    init() {
        var simulation = Simulation<LazyQuaternaryHeap>()
        var generator = BookGenerator()
        var server = ServerStation(servers: 1)
        var links = Links()
        var arrivals = Pool<SimulationTime>()
        let arrival = Event(kind: 0, index: 0)

        simulation.schedule(arrival, after: generator.exponential(mean: 1))
        while delays.count < 1000, let event = simulation.next() {
            switch event.kind {
            case 0:
                simulation.schedule(arrival, after: generator.exponential(mean: 1))
                let customer = arrivals.insert(simulation.now)
                if server.seize(customer, at: simulation.now, &links) {
                    delays.record(.zero)
                    simulation.schedule(
                        Event(kind: 1, index: customer), after: generator.exponential(mean: 0.5))
                }
            default:
                arrivals.remove(event.index)
                if let customer = server.release(at: simulation.now, &links) {
                    delays.record(simulation.now - arrivals[customer])
                    simulation.schedule(
                        Event(kind: 1, index: customer), after: generator.exponential(mean: 0.5))
                }
            }
        }
        numberInQueue = server.waiting.mean(until: simulation.now)
        utilization = server.busy.mean(until: simulation.now)
        end = simulation.now.units
    }
}

// Expected: the program output printed in figure 1.37 of the book.
@Suite("Law and Kelton's single-server queue prints what the book prints")
struct LawKeltonSingleServerTests {
    private let run = BookQueue()

    @Test("The average delay in queue is 0.430")
    func averageDelay() throws {
        let mean = try #require(run.delays.meanSeconds)
        #expect(threeDecimals(mean * 1e6 / modelUnit) == "0.430")
    }

    @Test("The average number in queue is 0.418")
    func averageNumber() { #expect(threeDecimals(run.numberInQueue) == "0.418") }

    @Test("The server utilisation is 0.460")
    func utilization() { #expect(threeDecimals(run.utilization) == "0.460") }

    @Test("The simulation ends at 1027.915")
    func end() { #expect(threeDecimals(run.end) == "1027.915") }
}
