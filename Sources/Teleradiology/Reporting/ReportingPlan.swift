import SimulationKernel

/// How reports come about beyond "one reader, one report": preliminary reports, double reading, peer review, and calls
/// with critical results. What is nil does not happen.
///
/// A study is *reported* when its first report is published, which ends its turnaround time. What is still to be done
/// for it then (the final report, a review, an addendum, a call) is a ``ReportingTask`` of its own on the worklist, with
/// an account of its own: tasks created = done + outstanding.
public struct ReportingPlan: Hashable, Sendable {
    /// Whose reports are preliminary, and who gives the final ones.
    public var preliminary: PreliminaryReports?
    /// What two readers read before there is a report.
    public var doubleReading: DoubleReading?
    /// What is read again for quality.
    public var peerReview: PeerReview?
    /// How critical results are told.
    public var criticalCalls: CriticalCalls?

    /// Any of the four.
    public init(
        preliminary: PreliminaryReports? = nil, doubleReading: DoubleReading? = nil,
        peerReview: PeerReview? = nil, criticalCalls: CriticalCalls? = nil
    ) {
        self.preliminary = preliminary
        self.doubleReading = doubleReading
        self.peerReview = peerReview
        self.criticalCalls = criticalCalls
    }
}

/// How long a later reading takes.
public enum LaterReading: Hashable, Sendable {
    /// So many times as long as the study's first reading, at equal speeds.
    case share(Double)
    /// A time of its own, in seconds, at a speed of 1.
    case seconds(Distribution)

    /// What is wrong with it; nil when nothing is.
    var problem: String? {
        switch self {
        case .share(let share): (0...100).contains(share) ? nil : "a reading takes 0 to 100 times as long"
        case .seconds(let distribution): distribution.problem
        }
    }
}

/// How often a later reading finds what the report did not say, as shares of 0 to 1; each such report is corrected, or
/// gets an addendum.
public struct DiscrepancyRates: Hashable, Sendable {
    /// Of no consequence for the patient.
    public var minor: Double
    /// Of consequence; it is also told like a critical result, where calls are simulated.
    public var major: Double

    /// No discrepancies unless told otherwise.
    public init(minor: Double = 0, major: Double = 0) {
        self.minor = minor
        self.major = major
    }

    var isValid: Bool { minor >= 0 && major >= 0 && minor + major <= 1 }

    /// What a number between 0 and 1 means; a smaller share finds a part of what a larger one finds.
    func found(_ uniform: Double) -> Discrepancy? {
        uniform < major ? .major : uniform < major + minor ? .minor : nil
    }
}

/// How much a discrepancy weighs.
public enum Discrepancy: UInt8, Sendable, Hashable, BitwiseCopyable {
    case minor, major
}

/// The first report of some readers is preliminary; another reader gives the final one.
public struct PreliminaryReports: Hashable, Sendable {
    /// The names of the groups whose reports are preliminary.
    public var groups: Set<String>
    /// The names of the groups that give final reports.
    public var finalGroups: Set<String>
    /// Whose reports they are; the others' are final at once.
    public var studies: StudyFilter
    /// How long the final reading takes.
    public var reading: LaterReading
    /// The class of the worklist in which final readings wait, by index; nil for the study's own.
    public var priority: Int?
    /// How often the final report differs.
    public var discrepancies: DiscrepancyRates

    /// Preliminary reports of some groups, and final ones of others.
    public init(
        groups: Set<String>, finalGroups: Set<String>, studies: StudyFilter = .all,
        reading: LaterReading = .share(1), priority: Int? = nil,
        discrepancies: DiscrepancyRates = DiscrepancyRates()
    ) {
        self.groups = groups
        self.finalGroups = finalGroups
        self.studies = studies
        self.reading = reading
        self.priority = priority
        self.discrepancies = discrepancies
    }
}

/// Two readers read a study, one after the other and neither knowing what the other found; where they disagree, a third
/// decides. The report of the last of them is final.
///
/// The second reading joins the worklist when the first is over. So there is one order of readings, and the turnaround
/// holds both waits.
public struct DoubleReading: Hashable, Sendable {
    /// The studies that are read twice.
    public var studies: StudyFilter
    /// The names of the groups that read for the second time; nil for all who may read the study.
    public var groups: Set<String>?
    /// How long the second reading takes.
    public var reading: LaterReading
    /// How often the readers disagree, 0 to 1.
    public var disagreement: Double
    /// The names of the groups that decide; nil for all who may read the study.
    public var arbiters: Set<String>?
    /// How long deciding takes.
    public var arbitration: LaterReading

    /// Double reading of some studies.
    public init(
        studies: StudyFilter = .all, groups: Set<String>? = nil, reading: LaterReading = .share(1),
        disagreement: Double = 0, arbiters: Set<String>? = nil, arbitration: LaterReading = .share(1)
    ) {
        self.studies = studies
        self.groups = groups
        self.reading = reading
        self.disagreement = disagreement
        self.arbiters = arbiters
        self.arbitration = arbitration
    }
}

/// A share of final reports is read again by another reader, when nothing else waits.
public struct PeerReview: Hashable, Sendable {
    /// How many, 0 to 1.
    public var share: Double
    /// Of which studies.
    public var studies: StudyFilter
    /// The names of the groups that review; nil for all who may read the study.
    public var groups: Set<String>?
    /// How long a review takes.
    public var reading: LaterReading
    /// How often it finds something.
    public var discrepancies: DiscrepancyRates
    /// How long the addendum takes that follows a major discrepancy, in seconds.
    public var addendumSeconds: Distribution

    /// Review of a share of final reports.
    public init(
        share: Double, studies: StudyFilter = .all, groups: Set<String>? = nil,
        reading: LaterReading = .share(1), discrepancies: DiscrepancyRates = DiscrepancyRates(),
        addendumSeconds: Distribution = .constant(300)
    ) {
        self.share = share
        self.studies = studies
        self.groups = groups
        self.reading = reading
        self.discrepancies = discrepancies
        self.addendumSeconds = addendumSeconds
    }
}

/// A critical result is told by telephone until somebody answers.
///
/// With a probability p of an answer, an attempt of a and a pause of r, a result is told (1/p − 1)(a + r) + a after the
/// report on average, when whoever calls is free; it takes 1/p attempts.
public struct CriticalCalls: Hashable, Sendable {
    /// Who calls.
    public enum Caller: Hashable, Sendable {
        /// The reader, at once after the report. Who is free first of those who may read the study, other than readers
        /// on call, tries again.
        case reader
        /// Some coordinators, who do nothing else; readers lose no time.
        case coordinators(Int)
    }

    /// How long an attempt takes in seconds, answered or not.
    public var attemptSeconds: Distribution
    /// How often somebody answers, 0 to 1.
    public var answered: Double
    /// From the end of an attempt to the next.
    public var retryAfter: Duration
    /// After so many attempts the result is handed over to others; nil for no end.
    public var attemptLimit: Int?
    /// Who calls.
    public var caller: Caller
    /// The time after the report within which a result is to be told; nil for none.
    public var target: Duration?

    /// Calls of a kind.
    public init(
        attemptSeconds: Distribution, answered: Double, retryAfter: Duration, attemptLimit: Int? = nil,
        caller: Caller = .reader, target: Duration? = nil
    ) {
        self.attemptSeconds = attemptSeconds
        self.answered = answered
        self.retryAfter = retryAfter
        self.attemptLimit = attemptLimit
        self.caller = caller
        self.target = target
    }
}
