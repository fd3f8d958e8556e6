import SimulationKernel
import Teleradiology

/// What came after the first reports, in one replication.
public struct ReportingFigures: Sendable {
    /// How the tasks of one kind went.
    public struct Task: Sendable, Hashable {
        /// Tasks done for studies completed after the warm-up.
        public let done: Double
        /// The mean time until such a task was begun (for calls: until the last attempt was over), in seconds; nil
        /// without tasks.
        public let waitMean: Double?
        /// The 95th percentile of that time.
        public let waitP95: Double?
        /// The mean time from being begun to its end, in seconds; nil without tasks.
        public let workMean: Double?
        /// Tasks left to do at the end of the run.
        public let outstanding: Double
    }

    /// By ``ReportingCount``, and by ``ReportingTask``.
    let counts: [Double]
    let tasks: [Task]

    init(counts: [Double], tasks: [Task]) {
        self.counts = counts
        self.tasks = tasks
    }

    init(_ tally: ReportingTally) {
        counts = ReportingCount.allCases.map { Double(tally[$0]) }
        tasks = ReportingTask.allCases.map { task in
            let tally = tally[task]
            return Task(
                done: Double(tally.wait.count), waitMean: tally.wait.meanSeconds,
                waitP95: tally.wait.quantileSeconds(0.95), workMean: tally.meanWorkSeconds,
                outstanding: Double(tally.outstanding))
        }
    }

    /// How many there were.
    public subscript(count: ReportingCount) -> Double { counts[count.rawValue] }

    /// How the tasks of a kind went.
    public subscript(task: ReportingTask) -> Task { tasks[Int(task.rawValue)] }

    /// The share of one count in another; nil where there is nothing to share.
    public func share(of part: ReportingCount, in whole: Double) -> Double? {
        whole > 0 ? self[part] / whole : nil
    }

    /// The share of critical results, calls still under way left out, that were told within the target; nil without any.
    public var withinTarget: Double? {
        share(of: .withinTarget, in: self[.communicated] + self[.handedOver])
    }

    /// Attempts for each call that is over; nil without any.
    public var attemptsPerCall: Double? { share(of: .attempts, in: self[.call].done) }
}

extension ExperimentResult {
    /// Whether the scenario says how reports come about, so that there are figures of it.
    public var hasReporting: Bool { replications.first?.reporting != nil }

    /// How many there were in a replication, after the warm-up.
    public func reportingCount(_ count: ReportingCount) -> Estimate? {
        Estimate(replications.map { $0.reporting?[count] })
    }

    /// A figure of tasks of a kind, such as `\.waitMean`; replications without one are left out.
    public func reportingTask(
        _ task: ReportingTask, _ figure: KeyPath<ReportingFigures.Task, Double>
    ) -> Estimate? {
        Estimate(replications.map { $0.reporting?[task][keyPath: figure] })
    }

    /// A figure that there is only with tasks, such as `\.waitMean`; replications without one are left out.
    public func reportingTask(
        _ task: ReportingTask, _ figure: KeyPath<ReportingFigures.Task, Double?>
    ) -> Estimate? {
        Estimate(replications.map { $0.reporting.flatMap { $0[task][keyPath: figure] } })
    }

    /// A share or ratio, such as `\.withinTarget`; replications without one are left out.
    public func reporting(_ figure: KeyPath<ReportingFigures, Double?>) -> Estimate? {
        Estimate(replications.map { $0.reporting.flatMap { $0[keyPath: figure] } })
    }
}
