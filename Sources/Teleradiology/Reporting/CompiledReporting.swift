import SimulationKernel

/// A later reading's time, ready for drawing.
struct CompiledLaterReading: Sendable {
    private let share: Double
    private let sampler: Sampler?
    private let mean: Double

    init(_ reading: LaterReading) {
        switch reading {
        case .share(let share): (self.share, sampler, mean) = (share, nil, 0)
        case .seconds(let distribution):
            (share, sampler, mean) = (1, Sampler(distribution), distribution.mean)
        }
    }

    /// How long it takes at a speed of 1.
    func span(_ study: borrowing Study, _ draw: ReportingDraw) -> Duration {
        guard let sampler else { return study.reading * share }
        var source = draw.source(study.reportingKey)
        return Duration(seconds: max(0, sampler.draw(from: &source)))
    }

    /// How long it takes on average, where the first reading takes so long on average.
    func expected(_ first: Duration) -> Duration { sampler == nil ? first * share : Duration(seconds: mean) }
}

/// A plan of reports, compiled; shared by all replications.
///
/// A class, because it is handed on for every report: a copy would count references to all its parts.
final class CompiledReporting: Sendable {
    let plan: ReportingPlan
    /// The studies whose reports may be preliminary, that are read twice, and whose reports may be reviewed.
    let preliminary: CompiledStudyFilter?
    let doubleReading: CompiledStudyFilter?
    let peerReview: CompiledStudyFilter?
    /// By reader group: whether its reports are preliminary.
    let isPreliminary: [Bool]
    /// The least urgent class, behind all others: that of reviews.
    let reviewClass: UInt8
    let finalReading: CompiledLaterReading
    let secondReading: CompiledLaterReading
    let arbitration: CompiledLaterReading
    let review: CompiledLaterReading
    let addendum: CompiledLaterReading
    let attempt: Sampler
    /// The first class of eligibility of calls; they are the last.
    let firstCallClass: Int
    /// By task: how far its classes of eligibility lie behind those of reports; 0 where it does not occur.
    private let offsets: [Int32]

    init?(_ scenario: Scenario, reportClasses: Int) {
        guard let plan = scenario.reporting else { return nil }
        self.plan = plan
        preliminary = plan.preliminary.map { CompiledStudyFilter($0.studies, scenario) }
        doubleReading = plan.doubleReading.map { CompiledStudyFilter($0.studies, scenario) }
        peerReview = plan.peerReview.map { CompiledStudyFilter($0.studies, scenario) }
        isPreliminary = scenario.readers.map { plan.preliminary?.groups.contains($0.name) == true }
        reviewClass = UInt8(truncatingIfNeeded: scenario.priorities.count)
        finalReading = CompiledLaterReading(plan.preliminary?.reading ?? .share(1))
        secondReading = CompiledLaterReading(plan.doubleReading?.reading ?? .share(1))
        arbitration = CompiledLaterReading(plan.doubleReading?.arbitration ?? .share(1))
        review = CompiledLaterReading(plan.peerReview?.reading ?? .share(1))
        addendum = CompiledLaterReading(.seconds(plan.peerReview?.addendumSeconds ?? .constant(0)))
        attempt = Sampler(plan.criticalCalls?.attemptSeconds ?? .constant(0))
        var offsets = [Int32](repeating: 0, count: ReportingTask.allCases.count)
        for (place, task) in plan.laterTasks.enumerated() {
            offsets[Int(task.rawValue)] = Int32((place + 1) * reportClasses)
        }
        self.offsets = offsets
        let call = offsets[Int(ReportingTask.call.rawValue)]
        firstCallClass = call > 0 ? Int(call) : .max
    }

    /// The class of eligibility of a task of a study whose report has a class.
    func eligibility(_ task: ReportingTask, reportClass: Int32) -> Int32 {
        reportClass + offsets[Int(task.rawValue)]
    }
}

extension ReportingPlan {
    /// The tasks that can occur, in the order of their classes of eligibility.
    var laterTasks: [ReportingTask] {
        ReportingTask.later.filter { task in
            switch task {
            case .report: false
            case .secondReading, .arbitration: doubleReading != nil
            case .finalReport: preliminary != nil
            case .addendum, .peerReview: peerReview != nil
            case .call: criticalCalls?.caller == .reader
            }
        }
    }

    /// The names of the groups that a task is left to; nil for all that may read the study.
    func groups(for task: ReportingTask) -> Set<String>? {
        switch task {
        case .secondReading: doubleReading?.groups
        case .arbitration: doubleReading?.arbiters
        case .finalReport: preliminary?.finalGroups
        case .peerReview: peerReview?.groups
        case .report, .addendum, .call: nil
        }
    }

    /// Of the groups that may read a study those that may do a task for it; readers on call do nothing but reports.
    func groups(for task: ReportingTask, among eligible: [Int], _ readers: [ReaderGroup]) -> [Int] {
        let names = groups(for: task)
        return eligible.filter {
            readers[$0].onCall == nil && names?.contains(readers[$0].name) ?? true
        }
    }
}
