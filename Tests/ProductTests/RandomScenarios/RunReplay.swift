import SimulationKernel
import Synchronization
import Teleradiology

/// A run as its log of milestones tells it: where every study was when, and who had it.
struct RunReplay {
    /// A study that waited on the worklist.
    struct Wait {
        let study: Int
        let start: Int64
        /// When a reader was given it; nil when it still waited at the end.
        let end: Int64?
        let isAfterInterruption: Bool
    }

    /// A study that a reader had.
    struct Hold {
        let study: Int
        let group: Int
        let start: Int64
        /// When it was opened; nil when it was not.
        var opened: Int64?
        /// When the report was published, a more urgent study interrupted, or it was given to somebody else; nil when the
        /// reader had it still at the end.
        var end: Int64?
        var isInterrupted = false
        /// Since when it waited on the worklist; nil when it did not.
        let waitedSince: Int64?
        /// Whether it had been interrupted before.
        var isResumed = false
    }

    /// What is known of one study.
    struct Course {
        var site = 0
        var modality = Modality.ct
        var application = Application.other
        var priority = 0
        /// Its class on the worklist, which a verdict of triage may have raised.
        var urgency = 0
        /// Whether it interrupts readings of lower classes.
        var interrupts = false
        var finding: TriageFinding?
        var times: [Milestone: Int64] = [:]
        /// The milestone before, to see whether they come in a sensible order.
        var last = Milestone.ordered
    }

    let scenario: Scenario
    let result: RunResult
    let roster: Roster
    private(set) var courses: [Course]
    private(set) var waits: [Wait] = []
    private(set) var holds: [Hold] = []
    /// Milestones that can't follow the one before, in words.
    private(set) var disorder: [String] = []
    /// The last instant of the log, or the end of the scenario if that is later.
    let end: Int64

    /// Runs a scenario once and follows its log.
    init(_ scenario: Scenario) throws {
        self.scenario = scenario
        let log = MilestoneLog()
        result = try TeleradiologyModel(scenario).run(replication: 0, recordingStudies: true, log: log)
        let events = log.events
        end = max(scenario.length.microseconds, events.last?.time.microseconds ?? 0)
        roster = try Roster(scenario, until: SimulationTime(microseconds: end))
        courses = [Course](repeating: Course(), count: result.conservation.created)
        var waiting = [(start: Int64, isAfterInterruption: Bool)?](repeating: nil, count: courses.count)
        var holding = [Int?](repeating: nil, count: courses.count)
        for event in events {
            let (study, time) = (event.study, event.time.microseconds)
            note(event)
            switch event.milestone {
            case .stored where program(for: study) == nil: waiting[study] = (time, false)
            case .triaged: waiting[study] = (time, false)
            case .assigned, .reassigned:
                if let former = holding[study] { holds[former].end = time }
                let wait = waiting[study]
                if let wait {
                    waits.append(
                        Wait(
                            study: study, start: wait.start, end: time,
                            isAfterInterruption: wait.isAfterInterruption))
                }
                waiting[study] = nil
                holding[study] = holds.count
                var hold = Hold(
                    study: study, group: Int(event.readerGroup), start: time, waitedSince: wait?.start)
                hold.isResumed = wait?.isAfterInterruption ?? false
                holds.append(hold)
            case .opened: if let hold = holding[study] { holds[hold].opened = time }
            case .interrupted, .reported:
                if let hold = holding[study] {
                    holds[hold].end = time
                    holds[hold].isInterrupted = event.milestone == .interrupted
                }
                holding[study] = nil
                if event.milestone == .interrupted { waiting[study] = (time, true) }
            default: break
            }
        }
        for (study, wait) in waiting.enumerated() {
            guard let wait else { continue }
            waits.append(
                Wait(study: study, start: wait.start, end: nil, isAfterInterruption: wait.isAfterInterruption)
            )
        }
    }

    // MARK: What the scenario says

    /// Whether every study is read once, by a reader who takes it from the worklist and finishes it: what is replayed
    /// knows no lists of readers, and no readings after the first.
    var isReadOnce: Bool {
        scenario.reporting == nil && scenario.assignment == .pull
    }

    /// Whether studies that were given ahead went back to the worklist, which a log tells only when they are given to
    /// another: when shifts end or readers leave.
    var givesBack: Bool {
        isPrefetching
            && (roster.onShift.contains { $0.count > 1 || ($0.first?.upperBound ?? 0) < end }
                || roster.counts.contains { $0.count > 1 })
    }

    var isPrefetching: Bool { plans[0].retrieval == .prefetch }

    /// The plans of the hubs that are used.
    var plans: [DeliveryPlan] { scenario.delivery.hubs.compactMap { scenario.technologies[$0] } }

    /// Whether a study interrupts readings.
    var isPreemptive: Bool {
        !scenario.preemption.classes.isEmpty
            || scenario.triage.contains { if case .preempt = $0.effect { true } else { false } }
    }

    /// Whether a group may read a study at an instant.
    func mayRead(_ group: Int, _ study: Int, at time: Int64) -> Bool {
        let course = courses[study]
        return roster.mayRead(group, course.site, course.modality, course.application, at: time)
    }

    /// The program of triage that looks at a study.
    func program(for study: Int) -> TriagePlan? {
        let course = courses[study]
        return scenario.triage.first {
            $0.applies(to: course.modality, course.application, priority: course.priority, site: course.site)
        }
    }

    // MARK: Following the log

    private mutating func note(_ event: MilestoneEvent) {
        let study = event.study
        let milestone = event.milestone
        if milestone == .ordered {
            courses[study].site = Int(event.site)
            courses[study].modality = event.modality
            courses[study].application = event.application
            courses[study].priority = Int(event.priority)
            courses[study].urgency = Int(event.priority)
            courses[study].interrupts = scenario.preemption.classes.contains(Int(event.priority))
        } else if !isPossible(milestone, after: courses[study].last) {
            disorder.append("study \(study): \(milestone) after \(courses[study].last)")
        }
        if milestone == .triaged { applyVerdict(event) }
        courses[study].last = milestone
        if courses[study].times[milestone] == nil {
            courses[study].times[milestone] = event.time.microseconds
        }
    }

    /// A positive verdict raises a study's class, except where classes do not count.
    private mutating func applyVerdict(_ event: MilestoneEvent) {
        courses[event.study].finding = event.finding
        guard event.finding == .truePositive || event.finding == .falsePositive, scenario.worklist != .fifo,
            let effect = program(for: event.study)?.effect, let destination = effect.destination
        else { return }
        courses[event.study].urgency = min(courses[event.study].urgency, destination)
        if case .preempt = effect { courses[event.study].interrupts = true }
        if scenario.preemption.classes.contains(courses[event.study].urgency) {
            courses[event.study].interrupts = true
        }
    }

    private func isPossible(_ milestone: Milestone, after last: Milestone) -> Bool {
        switch milestone {
        case .ordered: false
        case .examStarted: last == .ordered
        // What is forwarded while the exam runs begins to be sent before imaging is complete.
        case .imagingComplete: [.ordered, .examStarted, .transferStarted].contains(last)
        case .transferStarted: [.imagingComplete, .examStarted, .transferStarted].contains(last)
        case .stored: [.imagingComplete, .transferStarted].contains(last)
        case .triaged: last == .stored
        case .assigned: [.stored, .triaged].contains(last)
        case .reassigned: [.assigned, .reassigned, .transferred, .interrupted].contains(last)
        case .transferred: [.assigned, .reassigned].contains(last)
        case .opened: [.assigned, .reassigned, .transferred].contains(last)
        case .interrupted, .reported: last == .opened
        // Reports in several steps, reviews and calls are not replayed.
        case .preliminary, .readingCompleted, .corrected, .addendum, .reviewStarted, .reviewCompleted,
            .callUnanswered, .communicated, .callHandedOver:
            false
        }
    }
}

/// Keeps the milestones of a run.
final class MilestoneLog: MilestoneSink {
    private let kept = Mutex<[MilestoneEvent]>([])

    var events: [MilestoneEvent] { kept.withLock { $0 } }

    func wants(replication: Int) -> Bool { true }

    func take(_ events: [MilestoneEvent], replication: Int) { kept.withLock { $0 += events } }
}
