import SimulationKernel
import Testing

/// How far ahead of the clock a test schedules.
enum IncrementLaw: CaseIterable, Sendable {
    case exponential, bimodal, equal, nearlyConstant, oneAtTheEndOfTime, microseconds

    func increment(from source: inout Xoshiro256PlusPlus) -> Int64 {
        switch self {
        case .exponential: Int64(source.exponential() * 1e6)
        case .bimodal: Int64(source.uniform() * (source.uniform() < 0.9 ? 1e3 : 1e6))
        case .equal: source.uniform() < 0.999 ? 0 : 1
        case .nearlyConstant: 1_000_000 + Int64(source.uniform() * 100)
        case .oneAtTheEndOfTime: source.uniform() < 0.01 ? 1 << 52 : Int64(source.exponential() * 50)
        case .microseconds: Int64(source.uniform() * 4)
        }
    }
}

/// Random operations on a queue and on a sorted array, until they differ.
private struct RandomOperations: QueueProgram {
    let law: IncrementLaw
    let seed: UInt64
    let operations: Int
    /// Share of pushes while the queue grows; while it shrinks, the share of pops.
    let bias: Double

    func run<Queue: EventQueue & ~Copyable>(on kind: Queue.Type) -> String? {
        var queue = Queue(capacity: 4)
        var reference = SortedEvents()
        var source = Xoshiro256PlusPlus(state: (seed, 1, 2, 3))
        var sequence: UInt64 = 0
        var clock = SimulationTime.zero

        func popped(_ limit: SimulationTime) -> String? {
            let actual = queue.pop(notAfter: limit)
            let expected = reference.pop(notAfter: limit)
            if let expected { clock = expected.time }
            if actual == expected { return nil }
            return "popped \(String(describing: actual)), expected \(String(describing: expected))"
        }

        for operation in 0..<operations {
            let grows = operation % 20_000 < 10_000
            let choice = source.uniform()
            if choice < 0.0005 {
                let remainder = source.next() % 4
                queue.removeAll { $0.sequence % 4 == remainder }
                reference.removeAll { $0.sequence % 4 == remainder }
            } else if source.uniform() < (grows ? bias : 1 - bias) {
                let increment = Duration(microseconds: law.increment(from: &source))
                let event = ScheduledEvent(
                    time: min(clock + increment, .latest), sequence: sequence,
                    event: Event(kind: 1, index: 0))
                sequence += 1
                queue.push(event)
                reference.push(event)
            } else if choice < 0.2 {
                // A limit that the earliest event may miss: the queue must stay as it is.
                let limit = clock + Duration(microseconds: law.increment(from: &source) / 1000)
                if let difference = popped(limit) { return "operation \(operation): \(difference)" }
            } else if let difference = popped(.latest) {
                return "operation \(operation): \(difference)"
            }
            if queue.count != reference.count {
                return "operation \(operation): count \(queue.count), expected \(reference.count)"
            }
        }
        while reference.count > 0 {
            if let difference = popped(.latest) { return "at the end: \(difference)" }
        }
        return queue.count == 0 && queue.pop(notAfter: .latest) == nil ? nil : "events left at the end"
    }
}

/// The reference: events in a sorted array, the earliest last.
private struct SortedEvents {
    private var events: [ScheduledEvent] = []

    var count: Int { events.count }

    mutating func push(_ event: ScheduledEvent) {
        var low = 0
        var high = events.count
        while low < high {
            let middle = (low + high) / 2
            if events[middle] > event { low = middle + 1 } else { high = middle }
        }
        events.insert(event, at: low)
    }

    mutating func pop(notAfter limit: SimulationTime) -> ScheduledEvent? {
        guard let first = events.last, first.time <= limit else { return nil }
        return events.removeLast()
    }

    mutating func removeAll(where isStale: (ScheduledEvent) -> Bool) { events.removeAll(where: isStale) }
}

/// Fills a queue with many events, then pops and pushes one at a time.
private struct LargeHold: QueueProgram {
    let law: IncrementLaw
    let pending: Int

    func run<Queue: EventQueue & ~Copyable>(on kind: Queue.Type) -> Bool {
        var queue = Queue(capacity: 16)
        var source = Xoshiro256PlusPlus(state: (11, 1, 2, 3))
        var sequence: UInt64 = 0
        func push(after time: SimulationTime) {
            let increment = Duration(microseconds: law.increment(from: &source))
            queue.push(
                ScheduledEvent(
                    time: min(time + increment, .latest), sequence: sequence, event: Event(kind: 0, index: 0))
            )
            sequence += 1
        }
        for _ in 0..<pending { push(after: .zero) }
        var previous: ScheduledEvent?
        for _ in 0..<pending * 2 {
            guard let event = queue.pop(notAfter: .latest) else { return false }
            if let previous, event <= previous { return false }
            previous = event
            push(after: event.time)
        }
        guard queue.count == pending else { return false }
        while let event = queue.pop(notAfter: .latest) {
            if let previous, event <= previous { return false }
            previous = event
        }
        return queue.count == 0
    }
}

/// Pushes events at given instants and pops them all.
private struct PopOrder: QueueProgram {
    let times: [Int64]

    func run<Queue: EventQueue & ~Copyable>(on kind: Queue.Type) -> [Int] {
        var queue = Queue(capacity: 1)
        for (index, time) in times.enumerated() {
            queue.push(
                ScheduledEvent(
                    time: SimulationTime(microseconds: time), sequence: UInt64(index),
                    event: Event(kind: 5, index: index)))
        }
        var order: [Int] = []
        while let event = queue.pop(notAfter: .latest) { order.append(event.event.index) }
        return order
    }
}

/// Asks for events up to a limit before the first one, then schedules an earlier one.
private struct LimitedPop: QueueProgram {
    func run<Queue: EventQueue & ~Copyable>(on kind: Queue.Type) -> [Int?] {
        var queue = Queue(capacity: 1)
        func push(_ time: Int64, _ index: Int) {
            queue.push(
                ScheduledEvent(
                    time: SimulationTime(microseconds: time), sequence: UInt64(index),
                    event: Event(kind: 0, index: index)))
        }
        func pop(_ limit: Int64) -> Int? {
            queue.pop(notAfter: SimulationTime(microseconds: limit))?.event.index
        }
        for index in 0..<100 { push(1000 + Int64(index), index) }
        let none = pop(999)
        push(500, 100)
        let early = pop(999)
        let again = pop(999)
        let exact = pop(1000)
        return [none, early, again, exact, queue.count]
    }
}

@Suite("Every event queue keeps the order of a sorted list")
struct EventQueueLawTests {
    @Test(
        "Random pushes, pops, limits and removals give what a sorted list gives",
        arguments: QueueKind.allCases, IncrementLaw.allCases)
    func randomOperations(kind: QueueKind, law: IncrementLaw) {
        for seed: UInt64 in 1...3 {
            let mismatch = kind.run(
                RandomOperations(law: law, seed: seed, operations: 100_000, bias: 0.5 + 0.1 * Double(seed)))
            #expect(mismatch == nil, "seed \(seed)")
        }
    }

    @Test(
        "Fifty thousand pending events come out in order",
        arguments: QueueKind.allCases, IncrementLaw.allCases)
    func manyPending(kind: QueueKind, law: IncrementLaw) {
        #expect(kind.run(LargeHold(law: law, pending: 50_000)))
    }

    @Test("Events of one instant come out in the order of scheduling", arguments: QueueKind.allCases)
    func equalTimes(kind: QueueKind) {
        #expect(kind.run(PopOrder(times: Array(repeating: 7, count: 5000))) == Array(0..<5000))
    }

    @Test("Events scheduled backwards come out forwards", arguments: QueueKind.allCases)
    func backwards(kind: QueueKind) {
        let times = (0..<5000).map { Int64(5000 - $0) * 1000 }
        #expect(kind.run(PopOrder(times: times)) == Array((0..<5000).reversed()))
    }

    @Test("The first and the last instant can both be had", arguments: QueueKind.allCases)
    func extremes(kind: QueueKind) {
        let latest = SimulationTime.latest.microseconds
        #expect(kind.run(PopOrder(times: [latest, 0, latest, 0])) == [1, 3, 0, 2])
    }

    @Test(
        "An event after the limit stays, and an earlier one still comes first", arguments: QueueKind.allCases)
    func limits(kind: QueueKind) {
        #expect(kind.run(LimitedPop()) == [nil, 100, nil, 0, 99])
    }
}
