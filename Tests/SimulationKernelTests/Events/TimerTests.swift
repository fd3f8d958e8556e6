import SimulationKernel
import Testing

/// What came out of a run: kinds and instants in microseconds.
private struct Fired: Equatable {
    let index: Int
    let at: Int64
}

private func at(_ microseconds: Int64) -> SimulationTime { SimulationTime(microseconds: microseconds) }

private func drain<Queue: EventQueue & ~Copyable>(_ simulation: inout Simulation<Queue>) -> [Fired] {
    var fired: [Fired] = []
    while let event = simulation.next() {
        fired.append(Fired(index: event.index, at: simulation.now.microseconds))
    }
    return fired
}

/// Many timers set, moved and cancelled at random, against a dictionary of settings.
private struct RandomTimers: QueueProgram {
    let seed: UInt64

    func run<Queue: EventQueue & ~Copyable>(on kind: Queue.Type) -> String? {
        var simulation = Simulation<Queue>()
        var source = Xoshiro256PlusPlus(state: (seed, 5, 6, 7))
        var timers = (0..<3000).map { simulation.makeTimer(for: Event(kind: 1, index: $0)) }
        var settings: [Int: (time: SimulationTime, order: Int)] = [:]
        var order = 0
        for step in 0..<200_000 {
            let chosen = Int(source.next() % 3000)
            switch source.uniform() {
            case ..<0.55:
                let time = simulation.now + Duration(microseconds: Int64(source.exponential() * 1e4))
                simulation.set(timers[chosen], at: time)
                settings[chosen] = (time, order)
                order += 1
            case ..<0.75:
                simulation.cancel(timers[chosen])
                settings[chosen] = nil
            case ..<0.8:
                simulation.release(timers[chosen])
                timers[chosen] = simulation.makeTimer(for: Event(kind: 1, index: chosen))
                settings[chosen] = nil
            default:
                let expected = settings.min {
                    ($0.value.time, $0.value.order) < ($1.value.time, $1.value.order)
                }
                let event = simulation.next()
                guard event?.index == expected?.key else { return "step \(step): wrong timer" }
                guard let expected else { continue }
                guard simulation.now == expected.value.time else { return "step \(step): wrong time" }
                settings[expected.key] = nil
            }
            guard simulation.isSet(timers[chosen]) == (settings[chosen] != nil) else {
                return "step \(step): wrong state"
            }
            guard simulation.pendingCount == settings.count else {
                return "step \(step): \(simulation.pendingCount) pending, expected \(settings.count)"
            }
        }
        return nil
    }
}

/// A timer that is moved again and again while few events are pending.
private struct MovedOften: QueueProgram {
    struct Outcome {
        let pending: Int
        let fired: [Fired]
        let largestQueue: Int
    }

    func run<Queue: EventQueue & ~Copyable>(on kind: Queue.Type) -> Outcome {
        var simulation = Simulation<CountingQueue<Queue>>()
        let timer = simulation.makeTimer(for: Event(kind: 0, index: 0))
        for move in 0..<1_000_000 { simulation.set(timer, at: at(Int64(1_000_000_000 - move))) }
        let pending = simulation.pendingCount
        return Outcome(
            pending: pending, fired: drain(&simulation), largestQueue: LargestCount.ofTask.value)
    }
}

/// A queue that notes its largest count where the test can see it.
private struct CountingQueue<Queue: EventQueue & ~Copyable>: EventQueue, ~Copyable {
    private var queue: Queue

    init(capacity: Int) { queue = Queue(capacity: capacity) }

    var count: Int { queue.count }
    mutating func push(_ event: ScheduledEvent) {
        queue.push(event)
        LargestCount.ofTask.value = max(LargestCount.ofTask.value, queue.count)
    }
    mutating func pop(notAfter limit: SimulationTime) -> ScheduledEvent? { queue.pop(notAfter: limit) }
    mutating func removeAll(where isStale: (ScheduledEvent) -> Bool) { queue.removeAll(where: isStale) }
}

/// The simulation makes its queue itself, so the count goes to the task that runs the test; only that uses it.
private final class LargestCount: @unchecked Sendable {
    @TaskLocal static var ofTask = LargestCount()
    var value = 0
}

@Suite("Timers are set, moved and cancelled")
struct TimerTests {
    @Test("A timer fires at the instant of its last setting only")
    func moved() {
        var simulation = Simulation<LazyQuaternaryHeap>()
        let timer = simulation.makeTimer(for: Event(kind: 0, index: 9))
        simulation.set(timer, at: at(10))
        simulation.set(timer, at: at(30))
        simulation.set(timer, at: at(20))
        #expect(simulation.pendingCount == 1)
        #expect(drain(&simulation) == [Fired(index: 9, at: 20)])
        let isSet = simulation.isSet(timer)
        #expect(!isSet)
        #expect(simulation.pendingCount == 0)
    }

    @Test("A cancelled timer does not fire and can be set again")
    func cancelled() {
        var simulation = Simulation<LazyQuaternaryHeap>()
        let timer = simulation.makeTimer(for: Event(kind: 0, index: 1))
        simulation.set(timer, at: at(10))
        simulation.cancel(timer)
        simulation.cancel(timer)
        let isSet = simulation.isSet(timer)
        #expect(!isSet)
        #expect(simulation.pendingCount == 0)
        #expect(drain(&simulation).isEmpty)
        #expect(simulation.now == .zero)
        simulation.set(timer, at: at(15))
        let isSetAgain = simulation.isSet(timer)
        #expect(isSetAgain)
        #expect(drain(&simulation) == [Fired(index: 1, at: 15)])
    }

    @Test("The place of a released timer goes to the next one without the old settings")
    func released() {
        var simulation = Simulation<LazyQuaternaryHeap>()
        let first = simulation.makeTimer(for: Event(kind: 0, index: 1))
        simulation.set(first, at: at(10))
        simulation.release(first)
        let second = simulation.makeTimer(for: Event(kind: 0, index: 2))
        simulation.set(second, at: at(20))
        #expect(simulation.pendingCount == 1)
        #expect(drain(&simulation) == [Fired(index: 2, at: 20)])
    }

    @Test("A timer and an event of one instant come in the order of setting and scheduling")
    func ties() {
        var simulation = Simulation<LazyQuaternaryHeap>()
        let timer = simulation.makeTimer(for: Event(kind: 0, index: 2))
        simulation.schedule(Event(kind: 0, index: 1), at: at(5))
        simulation.set(timer, at: at(5))
        simulation.schedule(Event(kind: 0, index: 3), at: at(5))
        #expect(drain(&simulation).map(\.index) == [1, 2, 3])
    }

    @Test("A stale setting neither moves the clock nor counts as an event")
    func stale() {
        var simulation = Simulation<LazyQuaternaryHeap>()
        let timer = simulation.makeTimer(for: Event(kind: 0, index: 0))
        simulation.set(timer, at: at(5))
        simulation.cancel(timer)
        simulation.schedule(Event(kind: 0, index: 7), at: at(8))
        #expect(simulation.next(notAfter: at(6)) == nil)
        #expect(simulation.now == .zero)
        #expect(simulation.pendingCount == 1)
        #expect(simulation.next()?.index == 7)
        #expect(simulation.eventCount == 1)
    }

    @Test(
        "Random settings, moves, cancels and releases fire what a table says", arguments: QueueKind.allCases)
    func random(kind: QueueKind) {
        #expect(kind.run(RandomTimers(seed: 21)) == nil)
    }

    @Test("A million moves of one timer keep the queue small", arguments: QueueKind.allCases)
    func bounded(kind: QueueKind) {
        let run = LargestCount.$ofTask.withValue(LargestCount()) { kind.run(MovedOften()) }
        #expect(run.pending == 1)
        #expect(run.fired == [Fired(index: 0, at: 1_000_000_000 - 999_999)])
        #expect(run.largestQueue <= 130)
    }
}
