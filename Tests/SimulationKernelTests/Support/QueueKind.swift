import SimulationKernel

/// A ladder queue that uses its ladder from the seventeenth event on.
struct EagerLadderQueue: EventQueue, ~Copyable {
    private var queue: LadderQueue

    init(capacity: Int) { queue = LadderQueue(capacity: capacity, threshold: 16) }

    var count: Int { queue.count }
    mutating func push(_ event: ScheduledEvent) { queue.push(event) }
    mutating func pop(notAfter limit: SimulationTime) -> ScheduledEvent? { queue.pop(notAfter: limit) }
    mutating func removeAll(where isStale: (ScheduledEvent) -> Bool) { queue.removeAll(where: isStale) }
}

/// The queues that must all behave alike.
enum QueueKind: CaseIterable, Sendable {
    case heap, ladder, eagerLadder

    func run<Program: QueueProgram>(_ program: Program) -> Program.Output {
        switch self {
        case .heap: program.run(on: LazyQuaternaryHeap.self)
        case .ladder: program.run(on: LadderQueue.self)
        case .eagerLadder: program.run(on: EagerLadderQueue.self)
        }
    }
}

/// Something to do with a queue of any kind.
protocol QueueProgram {
    associatedtype Output
    func run<Queue: EventQueue & ~Copyable>(on kind: Queue.Type) -> Output
}
