import SimulationKernel

/// Milestones on their way to a sink, handed over some hundreds at a time: noting one costs a copy of its numbers.
struct MilestoneBuffer {
    private let sink: (any MilestoneSink)?
    private let replication: Int
    private var events: [MilestoneEvent] = []
    /// Whether anybody wants them.
    let isOn: Bool

    private static let most = 512

    init(_ sink: (any MilestoneSink)?, replication: Int) {
        self.sink = sink
        self.replication = replication
        isOn = sink != nil
        if isOn { events.reserveCapacity(Self.most) }
    }

    mutating func append(_ event: MilestoneEvent) {
        events.append(event)
        if events.count == Self.most { flush() }
    }

    mutating func flush() {
        guard !events.isEmpty else { return }
        sink?.take(events, replication: replication)
        events.removeAll(keepingCapacity: true)
    }
}

/// The log of a run.
extension SimulationRun {
    /// Notes that a study passed a milestone now; copies are no studies.
    @inline(__always)
    mutating func note(_ milestone: Milestone, of index: Int) {
        if _slowPath(log.isOn) { write(milestone, of: index) }
    }

    @inline(never)
    private mutating func write(_ milestone: Milestone, of index: Int) {
        guard !studies[index].isCopy, let milestone = studies[index].task.milestone(milestone) else { return }
        let reader = Int(studies[index].reader)
        let isFound = studies[index].triage >= 0 && milestone.rawValue >= Milestone.triaged.rawValue
        log.append(
            MilestoneEvent(
                time: simulation.now, study: studies[index].number, bytes: studies[index].bytes,
                instances: studies[index].instances, site: studies[index].site,
                readerGroup: reader < 0 ? -1 : readers.groupOf[reader], milestone: milestone,
                modality: studies[index].modality,
                application: Application(rawValue: studies[index].application) ?? .other,
                priority: studies[index].priority, finding: isFound ? studies[index].finding : nil))
    }
}
