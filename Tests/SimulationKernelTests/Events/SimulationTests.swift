import SimulationKernel
import Testing

/// Two thousand machines that break and are mended, so that many events are pending at once.
private struct Machines: QueueProgram {
    let seed: UInt64
    let events: Int
    var delay: Duration = .zero
    var kindOfRepair: UInt32 = 1
    var indexShift = 0

    func run<Queue: EventQueue & ~Copyable>(on kind: Queue.Type) -> UInt64 {
        var simulation = Simulation<Queue>()
        var source = Xoshiro256PlusPlus(state: (seed, 1, 1, 1))
        for machine in 0..<20_000 {
            simulation.schedule(
                Event(kind: 0, index: machine + indexShift), after: .seconds(source.exponential()))
        }
        for _ in 0..<events {
            guard let event = simulation.next() else { break }
            simulation.schedule(
                Event(kind: event.kind == 0 ? kindOfRepair : 0, index: event.index),
                after: .seconds(source.exponential()) + delay)
        }
        return simulation.fingerprint
    }
}

/// The fingerprint of a few events.
private func fingerprint(_ events: [(time: Int64, kind: UInt32, index: Int)]) -> UInt64 {
    var simulation = Simulation<LazyQuaternaryHeap>()
    for event in events {
        simulation.schedule(
            Event(kind: event.kind, index: event.index), at: SimulationTime(microseconds: event.time))
    }
    while simulation.next() != nil {}
    return simulation.fingerprint
}

@Suite("A simulation hands events out in order and keeps a fingerprint of them")
struct SimulationTests {
    @Test("The clock follows the events and stays when none is left up to the limit")
    func clock() {
        var simulation = Simulation<LadderQueue>()
        simulation.schedule(Event(kind: 1, index: 2), after: .seconds(3))
        #expect(simulation.next(notAfter: .zero + .seconds(2)) == nil)
        #expect(simulation.now == .zero)
        #expect(simulation.pendingCount == 1)
        #expect(simulation.next(notAfter: .zero + .seconds(3)) == Event(kind: 1, index: 2))
        #expect(simulation.now == .zero + .seconds(3))
        #expect(simulation.next() == nil)
        #expect(simulation.now == .zero + .seconds(3))
        #expect(simulation.eventCount == 1)
        #expect(simulation.pendingCount == 0)
    }

    @Test("An instant in the past counts as the present")
    func past() {
        var simulation = Simulation<LazyQuaternaryHeap>()
        simulation.schedule(Event(kind: 0, index: 0), after: .seconds(5))
        _ = simulation.next()
        simulation.schedule(Event(kind: 1, index: 0), after: .seconds(-3))
        #expect(simulation.next()?.kind == 1)
        #expect(simulation.now == .zero + .seconds(5))
    }

    @Test("An instant beyond the last one counts as the last one")
    func future() {
        var simulation = Simulation<LazyQuaternaryHeap>()
        simulation.schedule(Event(kind: 0, index: 0), after: .seconds(5))
        _ = simulation.next()
        simulation.schedule(Event(kind: 1, index: 0), after: .seconds(.infinity))
        simulation.schedule(Event(kind: 2, index: 0), after: .seconds(1))
        #expect(simulation.next()?.kind == 2)
        #expect(simulation.next()?.kind == 1)
        #expect(simulation.now == .latest)
    }

    @Test("All queues give the same fingerprint")
    func sameFingerprint() {
        let prints = QueueKind.allCases.map { $0.run(Machines(seed: 3, events: 200_000)) }
        #expect(Set(prints).count == 1)
    }

    @Test("Another seed, time, kind, index or number of events gives another fingerprint")
    func otherFingerprints() {
        let variants = [
            Machines(seed: 3, events: 100_000),
            Machines(seed: 4, events: 100_000),
            Machines(seed: 3, events: 99_999),
            Machines(seed: 3, events: 100_000, delay: Duration(microseconds: 1)),
            Machines(seed: 3, events: 100_000, kindOfRepair: 2),
            Machines(seed: 3, events: 100_000, indexShift: 1),
        ]
        #expect(Set(variants.map { QueueKind.heap.run($0) }).count == variants.count)
    }

    @Test("Two events of one instant in the other order give another fingerprint")
    func order() {
        #expect(
            fingerprint([(5, 1, 1), (5, 1, 2), (9, 0, 0)]) != fingerprint([(5, 1, 2), (5, 1, 1), (9, 0, 0)]))
    }

    @Test("One microsecond, kind or index more gives another fingerprint")
    func ingredients() {
        let base = fingerprint([(5, 1, 1)])
        #expect(base != fingerprint([(6, 1, 1)]))
        #expect(base != fingerprint([(5, 2, 1)]))
        #expect(base != fingerprint([(5, 1, 2)]))
        #expect(base == fingerprint([(5, 1, 1)]))
    }
}
