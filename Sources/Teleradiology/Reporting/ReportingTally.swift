import SimulationKernel

/// What is counted about reports, of studies completed after the warm-up.
public enum ReportingCount: Int, CaseIterable, Sendable, Hashable {
    /// Preliminary reports published.
    case preliminary
    /// Final reports published, at once or after a preliminary one.
    case final
    /// Final reports that differ from the preliminary one in something minor.
    case minorCorrections
    /// Final reports that differ from the preliminary one in something of consequence.
    case majorCorrections
    /// Pairs of independent readings that disagreed.
    case disagreements
    /// Reviews that found something minor.
    case minorFindings
    /// Reviews that found something of consequence.
    case majorFindings
    /// First reports of studies with a critical finding, where calls are simulated.
    case criticalResults
    /// Of them, told to somebody who answered.
    case communicated
    /// Of them, told within the target.
    case withinTarget
    /// Critical results and corrections that were handed over after the last attempt.
    case handedOver
    /// Attempts to call, for critical results and for corrections.
    case attempts
    /// Corrections and addenda that were told.
    case correctionsTold

    /// The name in reports for programs.
    public var name: String {
        switch self {
        case .preliminary: "preliminary"
        case .final: "final"
        case .minorCorrections: "minor_corrections"
        case .majorCorrections: "major_corrections"
        case .disagreements: "disagreements"
        case .minorFindings: "minor_findings"
        case .majorFindings: "major_findings"
        case .criticalResults: "critical_results"
        case .communicated: "communicated"
        case .withinTarget: "within_target"
        case .handedOver: "handed_over"
        case .attempts: "attempts"
        case .correctionsTold: "corrections_told"
        }
    }
}

/// What became of tasks of one kind: later readings, addenda, calls.
public struct TaskTally: Sendable {
    /// Tasks created and done over the whole run, warm-up included.
    public internal(set) var created = 0
    public internal(set) var finished = 0
    /// Tasks that were still to be done at the end.
    public internal(set) var outstanding = 0
    /// Tasks done for studies completed after the warm-up: from the time at which it could be begun to being begun.
    /// For calls, to the end of the last attempt.
    public internal(set) var wait = DistributionTally()
    /// How long it took from being begun to its end, in microseconds, summed over the same tasks.
    public internal(set) var work: Int128 = 0

    /// The mean time that a task took once it was begun, in seconds; nil without tasks.
    public var meanWorkSeconds: Double? {
        wait.count > 0 ? Double(work) / Double(wait.count) / 1e6 : nil
    }
}

/// What a run observed about reports beyond the first.
public struct ReportingTally: Sendable {
    private var counts = [Int](repeating: 0, count: ReportingCount.allCases.count)
    private var tasks = [TaskTally](repeating: TaskTally(), count: ReportingTask.allCases.count)

    /// How many there were.
    public subscript(count: ReportingCount) -> Int { counts[count.rawValue] }

    /// What became of the tasks of a kind.
    public subscript(task: ReportingTask) -> TaskTally { tasks[Int(task.rawValue)] }

    mutating func count(_ count: ReportingCount) { counts[count.rawValue] += 1 }

    mutating func create(_ task: ReportingTask) { tasks[Int(task.rawValue)].created += 1 }

    /// A task is done.
    mutating func finish(_ task: ReportingTask, wait: Duration, work: Duration, isCounted: Bool) {
        tasks[Int(task.rawValue)].finished += 1
        guard isCounted else { return }
        tasks[Int(task.rawValue)].wait.record(wait)
        tasks[Int(task.rawValue)].work &+= Int128(work.microseconds)
    }

    /// Notes what is left at the end; throws when a task got lost.
    mutating func close(outstanding: [Int]) throws(ModelError) {
        for task in ReportingTask.later {
            let place = Int(task.rawValue)
            tasks[place].outstanding = outstanding[place]
            if tasks[place].created != tasks[place].finished + outstanding[place] {
                throw ModelError(
                    .invariantBroken,
                    "conservation of tasks: \(task.name): \(tasks[place].created) created, \(tasks[place].finished) done, \(outstanding[place]) outstanding"
                )
            }
        }
    }
}
