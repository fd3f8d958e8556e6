import SimulationKernel
import Testing

/// An open network of stations with exponential service: Poisson arrivals from outside, then from station to
/// station by chance. Entities that come to a station belong to its class of priority.
private struct OpenNetwork: QueueProgram, Sendable {
    struct Station: Sendable {
        var servers = 1
        /// Arrivals from outside in a second, of each class.
        var arrivals: [Double] = [0]
        /// The mean service of each class in seconds.
        var services: [Double]
        /// The chance to go on to each station; what is left leaves the network.
        var routes: [Double] = []
    }

    /// What was seen after the warm-up.
    struct Outcome: Equatable {
        /// The mean number of entities waiting or in service at each station.
        var numbers: [Double]
        /// The mean wait of each class for its first service.
        var waits: [Double]
        var fingerprint: UInt64
        /// Whether the integral of each station's queue is the sum of waits, in a run to its very end.
        var obeysLittle: Bool
    }

    private struct Entity: BitwiseCopyable {
        var order: Int32
        var station: Int32
        var since: SimulationTime
        var isNew: Bool
    }

    let stations: [Station]
    let warmUp: Double
    let length: Double
    var replication = 0
    var runsToTheEnd = false

    func run<Queue: EventQueue & ~Copyable>(on kind: Queue.Type) -> Outcome {
        let classes = stations[0].arrivals.count
        var simulation = Simulation<Queue>()
        var links = Links()
        var entities = Pool<Entity>()
        var places = stations.map { ServerStation(servers: $0.servers, classes: classes) }
        var waits = [DistributionTally](repeating: DistributionTally(), count: classes)
        var sumsOfWaits = [Int128](repeating: 0, count: stations.count)
        let services = stations.map { $0.services.map { Sampler(.exponential(mean: $0)) } }
        let gaps = stations.map { $0.arrivals.map { $0 > 0 ? Sampler(.exponential(mean: 1 / $0)) : nil } }
        var arrivalStream = RandomStream(seed: 60, replication: replication, name: "arrivals")
        var serviceStream = RandomStream(seed: 60, replication: replication, name: "services")
        var routeStream = RandomStream(seed: 60, replication: replication, name: "routes")
        let start = SimulationTime.zero + .seconds(warmUp)
        let end = start + .seconds(length)
        var isWarm = false

        // Kinds: 0 an arrival from outside, 1 the end of a service, 2 the end of the warm-up.
        func begin(_ index: Int, _ simulation: inout Simulation<Queue>) {
            let entity = entities[index]
            let wait = simulation.now - entity.since
            sumsOfWaits[Int(entity.station)] += Int128(wait.microseconds)
            if isWarm && entity.isNew { waits[Int(entity.order)].record(wait) }
            let service = services[Int(entity.station)][Int(entity.order)]
            simulation.schedule(
                Event(kind: 1, index: index), after: service.drawDuration(from: &serviceStream))
        }
        func come(_ index: Int, _ simulation: inout Simulation<Queue>) {
            let entity = entities[index]
            if places[Int(entity.station)].seize(
                index, class: Int(entity.order), at: simulation.now, &links)
            {
                begin(index, &simulation)
            }
        }

        for station in stations.indices {
            for order in 0..<classes {
                guard let gap = gaps[station][order] else { continue }
                simulation.schedule(
                    Event(kind: 0, index: station * classes + order),
                    after: gap.drawDuration(from: &arrivalStream))
            }
        }
        if !runsToTheEnd { simulation.schedule(Event(kind: 2, index: 0), at: start) }
        while let event = simulation.next(notAfter: runsToTheEnd ? .latest : end) {
            switch event.kind {
            case 0:
                let (station, order) = event.index.quotientAndRemainder(dividingBy: classes)
                if simulation.now <= end, let gap = gaps[station][order] {
                    simulation.schedule(event, after: gap.drawDuration(from: &arrivalStream))
                }
                let entity = Entity(
                    order: Int32(order), station: Int32(station), since: simulation.now, isNew: true)
                come(entities.insert(entity), &simulation)
            case 1:
                let station = Int(entities[event.index].station)
                if let next = places[station].release(at: simulation.now, &links) {
                    begin(next, &simulation)
                }
                var chance = routeStream.uniform()
                let goal = stations[station].routes.firstIndex { share in
                    chance -= share
                    return chance < 0
                }
                if let goal {
                    entities[event.index].station = Int32(goal)
                    entities[event.index].since = simulation.now
                    entities[event.index].isNew = false
                    come(event.index, &simulation)
                } else {
                    entities.remove(event.index)
                }
            default:
                isWarm = true
                for station in places.indices { places[station].restartTallies(at: simulation.now) }
            }
        }
        return Outcome(
            numbers: places.map { $0.busy.mean(until: end) + $0.waiting.mean(until: end) },
            waits: waits.map { $0.meanSeconds ?? .nan },
            fingerprint: simulation.fingerprint,
            obeysLittle: zip(places, sumsOfWaits).allSatisfy {
                $0.waiting.integral(until: simulation.now) == $1
            })
    }
}

/// The outcomes of forty replications, which are the same with every kind of queue.
private func replications(_ network: OpenNetwork) -> [OpenNetwork.Outcome] {
    let outcomes = QueueKind.allCases.map { kind in
        (0..<40).map { replication in
            var replicated = network
            replicated.replication = replication
            return kind.run(replicated)
        }
    }
    for other in outcomes.dropFirst() { #expect(other == outcomes[0]) }
    #expect(Set(outcomes[0].map(\.fingerprint)).count == 40)
    return outcomes[0]
}

@Suite("Queues with exponential times wait as long as queueing theory says, on every event queue")
struct JacksonNetworkFacts {
    /// The chance that all servers are busy (A. K. Erlang's C), for `load` erlangs on `servers` servers.
    private func erlangC(servers: Int, load: Double) -> Double {
        // Erlang's B by recursion over the servers.
        let blocking = (1...servers).reduce(1.0) { load * $0 / (Double($1) + load * $0) }
        return blocking / (1 - load / Double(servers) * (1 - blocking))
    }

    // One server is busy for the share ρ of the time; for two it is 2ρ²/(1 + ρ), here with ρ = ½.
    @Test("Erlang's C has its known values")
    func erlang() {
        #expect(nearlyEqual(erlangC(servers: 1, load: 0.5), 0.5))
        #expect(nearlyEqual(erlangC(servers: 2, load: 1), 1.0 / 3))
    }

    @Test("The mean wait for one of several servers is Erlang's", arguments: [(1, 0.7), (2, 1.5), (4, 3)])
    func severalServers(servers: Int, load: Double) {
        let service = 3.0
        let network = OpenNetwork(
            stations: [.init(servers: servers, arrivals: [load / service], services: [service])],
            warmUp: 3000, length: 80_000 / load)
        let outcomes = replications(network)
        let expected = erlangC(servers: servers, load: load) * service / (Double(servers) - load)
        let wait = ReplicationMean(outcomes.map { $0.waits[0] }, quantile: studentOf40)
        #expect(wait.agrees(with: expected, within: 0.1), "\(wait), expected \(expected)")
        let number = ReplicationMean(outcomes.map { $0.numbers[0] }, quantile: studentOf40)
        let expectedNumber = load + load / service * expected
        #expect(number.agrees(with: expectedNumber, within: 0.1), "\(number), expected \(expectedNumber)")
    }

    // A. Cobham, "Priority assignment in waiting line problems", Operations Research 2 (1954): with R the mean
    // rest of the service found at work, the first class waits R / (1 − ρ₁), the second
    // R / ((1 − ρ₁)(1 − ρ₁ − ρ₂)). Here ρ is 0.3 and 0.5, and R = 0.2·1.5² + 0.2·2.5² = 1.7.
    @Test("Two classes of priority without pre-emption wait as long as Cobham says")
    func priorities() {
        let network = OpenNetwork(
            stations: [.init(arrivals: [0.2, 0.2], services: [1.5, 2.5])], warmUp: 3000, length: 40_000)
        let outcomes = replications(network)
        for (order, expected) in [1.7 / 0.7, 1.7 / (0.7 * 0.2)].enumerated() {
            let wait = ReplicationMean(outcomes.map { $0.waits[order] }, quantile: studentOf40)
            #expect(wait.agrees(with: expected, within: 0.1), "\(wait), expected \(expected)")
        }
    }

    // The traffic equations λ₀ = 1.46 + 0.3 λ₂, λ₁ = 0.8 + 0.6 λ₀, λ₂ = 0.4 λ₀ + 0.5 λ₁ give λ = (2, 2, 1.8);
    // loads are 2/3 on one server, 1.6 on two and 3/4 on one. J. R. Jackson, "Networks of waiting lines",
    // Operations Research 5 (1957): each station holds as many as if it stood alone, ρ/(1 − ρ) with one
    // server and 2ρ/(1 − ρ²) with two.
    private var jackson: OpenNetwork {
        OpenNetwork(
            stations: [
                .init(arrivals: [1.46], services: [1.0 / 3], routes: [0, 0.6, 0.4]),
                .init(servers: 2, arrivals: [0.8], services: [0.8], routes: [0, 0, 0.5]),
                .init(services: [0.75 / 1.8], routes: [0.3]),
            ], warmUp: 500, length: 5000)
    }

    @Test("Each station of an open network with feedback holds as many as Jackson says")
    func feedback() {
        let outcomes = replications(jackson)
        for (station, expected) in [2, 1.6 / 0.36, 3].enumerated() {
            let number = ReplicationMean(outcomes.map { $0.numbers[station] }, quantile: studentOf40)
            #expect(number.agrees(with: expected, within: 0.1), "\(number), expected \(expected)")
        }
    }

    @Test("In a run to its end the integral of each queue is the sum of waits, to the microsecond")
    func little() {
        for replication in 0..<5 {
            var network = jackson
            network.runsToTheEnd = true
            network.replication = replication
            #expect(QueueKind.heap.run(network).obeysLittle)
        }
    }
}
