import SimulationKernel

/// Triage by software: a computer-aided triage program (CADt) that looks at studies between the hub and the worklist.
///
/// A study waits for one of the program's servers, is looked at, and goes on to the worklist; a positive verdict may
/// change its place there. Whether a study is diseased, and what the program says of it, is drawn when the study is
/// created, each from a random stream of its own, so that designs with other programs, or none, meet the same studies.
///
/// The terms are those of E. E. Thompson and others, "Applying queueing theory to evaluate wait-time-savings of triage
/// algorithms", Queueing Systems 108 (2024), 579–610.
public struct TriagePlan: Hashable, Sendable {
    /// A name unique within the scenario.
    public var name: String
    /// The techniques that it looks at.
    public var modalities: Set<Modality>
    /// The applications that it looks at.
    public var applications: Set<Application>
    /// The priority classes that it looks at, by index; nil means all.
    public var priorities: Set<Int>?
    /// The sites whose studies it looks at, by index; nil means all.
    public var sites: Set<Int>?
    /// How many studies it looks at at once.
    public var servers: Int
    /// How long it takes for a study, in seconds.
    public var seconds: Distribution
    /// The share of diseased studies that it calls positive, 0 to 1.
    public var sensitivity: Double
    /// The share of other studies that it calls negative, 0 to 1.
    public var specificity: Double
    /// The share of studies that are diseased.
    public var prevalence: Prevalence
    /// How many times as long a diseased study takes to read.
    public var diseasedReading: Double
    /// What a positive verdict does.
    public var effect: TriageEffect

    /// A program with what it looks at, how good it is, and what it does.
    public init(
        name: String, modalities: Set<Modality> = Set(Modality.allCases),
        applications: Set<Application> = Set(Application.allCases), priorities: Set<Int>? = nil,
        sites: Set<Int>? = nil, servers: Int, seconds: Distribution, sensitivity: Double, specificity: Double,
        prevalence: Prevalence, diseasedReading: Double = 1, effect: TriageEffect
    ) {
        self.name = name
        self.modalities = modalities
        self.applications = applications
        self.priorities = priorities
        self.sites = sites
        self.servers = servers
        self.seconds = seconds
        self.sensitivity = sensitivity
        self.specificity = specificity
        self.prevalence = prevalence
        self.diseasedReading = diseasedReading
        self.effect = effect
    }

    /// Whether it looks at a study.
    public func applies(to modality: Modality, _ application: Application, priority: Int, site: Int) -> Bool {
        modalities.contains(modality) && applications.contains(application)
            && priorities?.contains(priority) ?? true && sites?.contains(site) ?? true
    }

    /// Whether there can be a study that both look at.
    public func overlaps(_ other: TriagePlan) -> Bool {
        func meet(_ one: Set<Int>?, _ two: Set<Int>?) -> Bool {
            guard let one, let two else { return true }
            return !one.isDisjoint(with: two)
        }
        return !modalities.isDisjoint(with: other.modalities)
            && !applications.isDisjoint(with: other.applications)
            && meet(priorities, other.priorities) && meet(sites, other.sites)
    }
}

/// What a positive verdict does to a study; a verdict never lowers its class.
public enum TriageEffect: Hashable, Sendable {
    /// Nothing but a mark: the order of work stays as it is.
    case flag
    /// The study moves to this priority class on the worklist.
    case reorder(to: Int)
    /// It moves to this class, and interrupts a reading of a lower one when no reader is free.
    case preempt(to: Int)

    /// The class to which a positive study moves; nil when it stays where it is.
    public var destination: Int? {
        switch self {
        case .flag: nil
        case .reorder(let priority), .preempt(let priority): priority
        }
    }
}

/// The share of studies that are diseased, by technique and application.
public struct Prevalence: Hashable, Sendable {
    private var shares: [Double]

    /// The same share (0 to 1) of every kind of study.
    public init(_ share: Double) {
        shares = [Double](repeating: share, count: Modality.allCases.count * Application.allCases.count)
    }

    /// The share of one kind of study, 0 to 1.
    public subscript(modality: Modality, application: Application) -> Double {
        get { shares[Self.place(modality, application)] }
        set { shares[Self.place(modality, application)] = newValue }
    }

    /// Whether all are shares.
    var isValid: Bool { shares.allSatisfy { (0...1).contains($0) } }

    private static func place(_ modality: Modality, _ application: Application) -> Int {
        Int(modality.rawValue) * Application.allCases.count + Int(application.rawValue)
    }
}
