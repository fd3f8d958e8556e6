import Foundation
import SimulationKernel

// usage: kernel-bench mm1 CUSTOMERS | hold heap|ladder PENDING EVENTS
// Prints: events, CPU seconds, and a figure that a known answer is checked against.

/// CPU seconds of this process so far.
func processorSeconds() -> Double { Double(clock()) / Double(CLOCKS_PER_SEC) }

/// A ring of arrival times, larger than any queue of an M/M/1 at load 0.8 grows.
struct Ring: ~Copyable {
    private let slots = UnsafeMutablePointer<Int64>.allocate(capacity: 1 << 16)
    private var head = 0
    private var tail = 0

    deinit { slots.deallocate() }

    var count: Int { tail &- head }

    mutating func append(_ value: Int64) {
        slots[tail & 0xFFFF] = value
        tail &+= 1
    }

    mutating func popFirst() -> Int64 {
        defer { head &+= 1 }
        return slots[head & 0xFFFF]
    }
}

/// M/M/1 at load 0.8: arrivals every 1.25 s, services of 1 s in the mean; the mean time in system is 5 s.
func singleServer(customers: Int) -> (events: UInt64, seconds: Double, answer: Double) {
    var simulation = Simulation<LazyQuaternaryHeap>()
    var arrivals = RandomStream(seed: 1, replication: 0, name: "arrivals")
    var services = RandomStream(seed: 1, replication: 0, name: "services")
    let gap = Sampler(.exponential(mean: 1.25))
    let service = Sampler(.exponential(mean: 1))
    let arrival = Event(kind: 0, index: 0)
    let departure = Event(kind: 1, index: 0)
    var inSystem = Ring()
    var total = 0.0
    var served = 0
    let start = processorSeconds()
    simulation.schedule(arrival, after: gap.drawDuration(from: &arrivals))
    while served < customers, let event = simulation.next() {
        if event.kind == 0 {
            inSystem.append(simulation.now.microseconds)
            if inSystem.count == 1 {
                simulation.schedule(departure, after: service.drawDuration(from: &services))
            }
            simulation.schedule(arrival, after: gap.drawDuration(from: &arrivals))
        } else {
            total += Double(simulation.now.microseconds &- inSystem.popFirst())
            served &+= 1
            if inSystem.count > 0 {
                simulation.schedule(departure, after: service.drawDuration(from: &services))
            }
        }
    }
    return (simulation.eventCount, processorSeconds() - start, total / Double(served) / 1e6)
}

/// Brown's hold model: take the earliest of `pending` events, schedule it again an exponential time later.
///
/// In the mean the clock advances by the mean increment over the number of pending events.
func hold<Queue: EventQueue & ~Copyable>(_: Queue.Type, pending: Int, events: Int) -> (
    events: UInt64, seconds: Double, answer: Double
) {
    var simulation = Simulation<Queue>(capacity: pending + 1)
    var stream = RandomStream(seed: 1, replication: 0, name: "increments")
    let increment = Sampler(.exponential(mean: 1))
    for index in 0..<pending {
        simulation.schedule(Event(kind: 0, index: index), after: increment.drawDuration(from: &stream))
    }
    func run(_ count: Int) {
        for _ in 0..<count {
            guard let event = simulation.next() else { return }
            simulation.schedule(event, after: increment.drawDuration(from: &stream))
        }
    }
    run(events / 10)
    let startClock = simulation.now
    let start = processorSeconds()
    run(events)
    let seconds = processorSeconds() - start
    let advance = Double((simulation.now - startClock).microseconds)
    return (UInt64(events), seconds, advance / Double(events) * Double(pending) / 1e6)
}

let arguments = CommandLine.arguments.dropFirst()
let words = arguments.filter { Int($0) == nil }
let numbers = arguments.compactMap { Int($0) }
let outcome: (events: UInt64, seconds: Double, answer: Double)
switch (words, numbers.count) {
case (["mm1"], 1): outcome = singleServer(customers: numbers[0])
case (["hold", "heap"], 2): outcome = hold(LazyQuaternaryHeap.self, pending: numbers[0], events: numbers[1])
case (["hold", "ladder"], 2): outcome = hold(LadderQueue.self, pending: numbers[0], events: numbers[1])
default:
    FileHandle.standardError.write(
        Data("usage: kernel-bench mm1 CUSTOMERS | hold heap|ladder PENDING EVENTS\n".utf8))
    exit(64)
}
print(outcome.events, outcome.seconds, outcome.answer)
