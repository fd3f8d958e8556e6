import SimulationKernel

/// Readers who may take some studies only when others have left them waiting for a while.
///
/// Spill-over from specialists to generalists, and overflow from one provider to another, are both this. Whose first
/// choice does not exist, because nobody else ever may read the study, waits for nothing.
public struct DelayedAccess: Hashable, Sendable {
    /// The names of the reader groups that must wait.
    public var groups: Set<String>
    /// How long a study waits since it could be read before they may take it.
    public var after: Duration
    /// The techniques that this is for.
    public var modalities: Set<Modality>
    /// The applications that this is for.
    public var applications: Set<Application>
    /// The priority classes that this is for, by index; nil means all.
    public var priorities: Set<Int>?
    /// The sites whose studies this is for, by index; nil means all.
    public var sites: Set<Int>?

    /// Groups that may take all studies after a wait.
    public init(
        groups: Set<String>, after: Duration, modalities: Set<Modality> = Set(Modality.allCases),
        applications: Set<Application> = Set(Application.allCases), priorities: Set<Int>? = nil,
        sites: Set<Int>? = nil
    ) {
        self.groups = groups
        self.after = after
        self.modalities = modalities
        self.applications = applications
        self.priorities = priorities
        self.sites = sites
    }

    /// Whether it is for a kind of study.
    func applies(_ modality: Modality, _ application: Application, priority: Int) -> Bool {
        modalities.contains(modality) && applications.contains(application)
            && priorities?.contains(priority) ?? true
    }
}
