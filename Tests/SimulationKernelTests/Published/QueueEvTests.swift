import SimulationKernel
import Testing

/// The example `QueueEv` of SSJ (P. L'Ecuyer and others): an M/M/1 queue with arrival rate 1 and service
/// rate 2 up to time 1000; stream 1 of MRG32k3a gives the interarrival times, stream 2 the service times,
/// drawn at arrival.
private struct QueueEv {
    struct Customer: BitwiseCopyable {
        var arrival: SimulationTime
        var service: Duration
    }

    var waits = DistributionTally()
    var queueMaximum = 0
    var queueMean = 0.0

    init<Queue: EventQueue & ~Copyable>(on queue: Queue.Type) {
        var simulation = Simulation<Queue>()
        var arrivalStream = MRG32k3a(seed: 12345, stream: 0)
        var serviceStream = MRG32k3a(seed: 12345, stream: 1)
        var server = ServerStation(servers: 1)
        var links = Links()
        var customers = Pool<Customer>()
        let end = SimulationTime.zero + span(1000)
        let arrival = Event(kind: 0, index: 0)

        simulation.schedule(arrival, after: span(-naturalLog(1 - arrivalStream.uniform())))
        while let event = simulation.next(notAfter: end) {
            switch event.kind {
            case 0:
                simulation.schedule(arrival, after: span(-naturalLog(1 - arrivalStream.uniform())))
                let service = span(-naturalLog(1 - serviceStream.uniform()) / 2)
                let customer = customers.insert(Customer(arrival: simulation.now, service: service))
                if server.seize(customer, at: simulation.now, &links) {
                    waits.record(.zero)
                    simulation.schedule(Event(kind: 1, index: customer), after: service)
                }
            default:
                customers.remove(event.index)
                if let customer = server.release(at: simulation.now, &links) {
                    waits.record(simulation.now - customers[customer].arrival)
                    simulation.schedule(
                        Event(kind: 1, index: customer), after: customers[customer].service)
                }
            }
        }
        queueMaximum = server.waiting.maximum
        queueMean = server.waiting.mean(until: end)
    }
}

// Expected: `examples/tutorial/QueueEv.res` of umontreal-simul/ssj.
@Suite("SSJ's QueueEv prints what SSJ prints")
struct QueueEvTests {
    private let run = QueueEv(on: LazyQuaternaryHeap.self)
    private let unit = 1e6 / modelUnit

    @Test("1037 customers begin service")
    func count() { #expect(run.waits.count == 1037) }

    @Test("The waits have a maximum of 6.262")
    func maximum() { #expect(threeDecimals(run.waits.maximum.units) == "6.262") }

    @Test("The waits have a mean of 0.495")
    func mean() throws {
        let mean = try #require(run.waits.meanSeconds)
        #expect(threeDecimals(mean * unit) == "0.495")
    }

    @Test("The waits have a variance of 0.697")
    func variance() throws {
        let deviation = try #require(run.waits.standardDeviationSeconds) * unit
        #expect(threeDecimals(deviation * deviation) == "0.697")
    }

    @Test("At most 10 customers wait at once")
    func queueMaximum() { #expect(run.queueMaximum == 10) }

    @Test("The time average of the queue is 0.513")
    func queueMean() { #expect(threeDecimals(run.queueMean) == "0.513") }
}
