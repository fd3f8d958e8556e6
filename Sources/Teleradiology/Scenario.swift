import SimulationKernel

/// Everything a run needs to know: checked values, independent of any file format.
public struct Scenario: Hashable, Sendable {
    /// The title of reports.
    public var title: String
    /// A sentence or two for the reader of a report.
    public var description: String
    /// The local date and time at which simulated time starts.
    public var start: LocalDateTime
    /// The IANA time zone of the start.
    public var timeZone: String
    /// How long demand is generated and time-dependent figures are observed.
    public var length: Duration
    /// Studies completed before this are not counted in any figure.
    public var warmUp: Duration
    /// What happens to studies still on their way when `length` is over.
    public var ending: RunEnding
    /// How many independent replications an experiment makes.
    public var replications: Int
    /// The master seed of all random streams.
    public var seed: UInt64
    /// Priority classes, highest first; at least one.
    public var priorities: [PriorityClass]
    /// The places that make studies.
    public var sites: [Site]
    /// The technology that delivers them.
    public var delivery: DeliveryTechnology
    /// What each technology with a hub of its own is like.
    public var technologies: [DeliveryTechnology: DeliveryPlan]
    /// What joins the two technologies to a hybrid; nil when they are not joined.
    public var hybrid: HybridPlan?
    /// Who reads.
    public var readers: [ReaderGroup]
    /// Who the readers work for; empty when that plays no part.
    public var providers: [Provider] = []
    /// The order of work.
    public var worklist: WorklistOrder
    /// What the ages of classes are multiplied with in the order ``WorklistOrder/age``, by class; nil for one over the
    /// class's target.
    public var ageWeights: [Double]?
    /// Which studies interrupt a reading.
    public var preemption = Preemption.none
    /// Studies that have waited for so long since they were available come before all others, the longest first;
    /// nil for no such rule. It has no effect in FIFO order.
    public var maxWait: Duration?
    /// How studies find a reader.
    public var assignment = Assignment.pull
    /// What a report of a technique is worth in relative value units (RVU), where one counts them; 1 for those left out.
    public var relativeValues: [Modality: Double] = [:]
    /// Triage by software; no two programs look at the same study.
    public var triage: [TriagePlan] = []
    /// How reports come about beyond one reading and one report each; nil for just that.
    public var reporting: ReportingPlan?
    /// What is another way from some date on.
    public var changes: [PlannedChange] = []
    /// What the author expects of the results; a run says whether it holds.
    public var expectations: [MeasureExpectation] = []
    /// How well measures are to be known; empty when `replications` says how many there are.
    public var precision: [PrecisionTarget] = []
    /// The studies that runs tally beside those of every technique and class; see ``tallying(_:)``.
    public private(set) var talliedGroups: [StudyGroup] = []
    /// What its authors say about it.
    public var about = ScenarioAbout()

    /// A scenario of checked values.
    public init(
        title: String, description: String, start: LocalDateTime, timeZone: String, length: Duration,
        warmUp: Duration, ending: RunEnding, replications: Int, seed: UInt64, priorities: [PriorityClass],
        sites: [Site], delivery: DeliveryTechnology, technologies: [DeliveryTechnology: DeliveryPlan],
        hybrid: HybridPlan? = nil, readers: [ReaderGroup], worklist: WorklistOrder
    ) {
        self.hybrid = hybrid
        self.title = title
        self.description = description
        self.start = start
        self.timeZone = timeZone
        self.length = length
        self.warmUp = warmUp
        self.ending = ending
        self.replications = replications
        self.seed = seed
        self.priorities = priorities
        self.sites = sites
        self.delivery = delivery
        self.technologies = technologies
        self.readers = readers
        self.worklist = worklist
    }
}

extension Scenario {
    /// The classes of the worklist: the priorities, and one behind them for reviews where there are any.
    var worklistClasses: Int { priorities.count + (reporting?.peerReview == nil ? 0 : 1) }

    /// The ways of delivery that it describes, any of which ``delivery`` can be.
    public var describedDeliveries: [DeliveryTechnology] {
        DeliveryTechnology.allCases.filter { technology in
            technology.hubs.allSatisfy { technologies[$0] != nil } && (technology != .hybrid || hybrid != nil)
        }
    }
}

/// What happens to studies still on their way when the run's length is over.
public enum RunEnding: String, CaseIterable, Sendable, Hashable {
    /// The run stops; they are counted as in the system.
    case stop
    /// No new studies come, and the run goes on until every study is reported.
    case finish
}

/// A date and time on the wall, without a time zone.
public struct LocalDateTime: Hashable, Sendable {
    /// The year of the Gregorian calendar.
    public var year: Int
    /// 1 to 12.
    public var month: Int
    /// 1 to 31.
    public var day: Int
    /// 0 to 23.
    public var hour: Int
    /// 0 to 59.
    public var minute: Int
    /// 0 to 59.
    public var second: Int

    /// A date and time on the wall.
    public init(year: Int, month: Int, day: Int, hour: Int = 0, minute: Int = 0, second: Int = 0) {
        self.year = year
        self.month = month
        self.day = day
        self.hour = hour
        self.minute = minute
        self.second = second
    }
}

extension Scenario {
    /// The scenario whose runs tally, too, what some measures ask for and not every run keeps: studies by the hour of the day.
    ///
    /// Without it such a measure has no value. It costs a look at the clock and a tally for each report; nothing where no
    /// measure asks.
    public func tallying(_ measures: [Measure]) -> Scenario {
        var scenario = self
        for case .hours(let hours, let modality, let priority) in measures.map(\.group) {
            let group = StudyGroup.hours(hours, modality: modality, priority: priority)
            if !scenario.talliedGroups.contains(group) { scenario.talliedGroups.append(group) }
        }
        return scenario
    }
}
