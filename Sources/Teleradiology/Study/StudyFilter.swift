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

    func includes(_ study: borrowing Study) -> Bool {
        includes(
            study.modality, Application(rawValue: study.application) ?? .other,
            priority: Int(study.priority), site: Int(study.site))
    }

    /// Whether its classes and sites are among those of a scenario.
    func isKnown(classes: Range<Int>, sites known: Range<Int>) -> Bool {
        (priorities ?? []).allSatisfy(classes.contains) && (sites ?? []).allSatisfy(known.contains)
    }
}
