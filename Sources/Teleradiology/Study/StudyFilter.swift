/// Some of the studies, by technique, application, priority class and site.
public struct StudyFilter: Hashable, Sendable {
    /// The techniques.
    public var modalities: Set<Modality>
    /// The applications.
    public var applications: Set<Application>
    /// The priority classes, by index; nil means all.
    public var priorities: Set<Int>?
    /// The sites, by index; nil means all.
    public var sites: Set<Int>?

    /// Studies of some techniques, applications, classes and sites; all of them unless told otherwise.
    public init(
        modalities: Set<Modality> = Set(Modality.allCases),
        applications: Set<Application> = Set(Application.allCases), priorities: Set<Int>? = nil,
        sites: Set<Int>? = nil
    ) {
        self.modalities = modalities
        self.applications = applications
        self.priorities = priorities
        self.sites = sites
    }

    /// All studies.
    public static let all = StudyFilter()

    /// Whether it includes a study.
    public func includes(_ modality: Modality, _ application: Application, priority: Int, site: Int) -> Bool {
        includes(modality, application, priority: priority) && sites?.contains(site) ?? true
    }

    /// Whether it includes a study of some site.
    func includes(_ modality: Modality, _ application: Application, priority: Int) -> Bool {
        modalities.contains(modality) && applications.contains(application)
            && priorities?.contains(priority) ?? true
    }

    /// Whether its classes and sites are among those of a scenario.
    func isKnown(classes: Range<Int>, sites known: Range<Int>) -> Bool {
        (priorities ?? []).allSatisfy(classes.contains) && (sites ?? []).allSatisfy(known.contains)
    }
}

/// A filter of studies, ready to be asked for each study of a run: O(1), without sets.
struct CompiledStudyFilter: Sendable {
    /// Bits by raw value.
    private let modalities: UInt64
    private let applications: UInt64
    /// By site × priority class.
    private let kinds: [Bool]
    private let priorities: Int

    init(_ filter: StudyFilter, _ scenario: Scenario) {
        modalities = filter.modalities.reduce(0) { $0 | 1 << UInt64($1.rawValue) }
        applications = filter.applications.reduce(0) { $0 | 1 << UInt64($1.rawValue) }
        let priorities = scenario.priorities.indices
        self.priorities = priorities.count
        kinds = scenario.sites.indices.flatMap { site in
            priorities.map { priority in
                filter.sites?.contains(site) ?? true && filter.priorities?.contains(priority) ?? true
            }
        }
    }

    /// Whether it includes a study.
    func includes(_ study: borrowing Study) -> Bool {
        guard modalities >> UInt64(study.modality.rawValue) & 1 == 1,
            applications >> UInt64(study.application) & 1 == 1
        else { return false }
        return kinds[Int(study.site) * priorities + Int(study.priority)]
    }
}
