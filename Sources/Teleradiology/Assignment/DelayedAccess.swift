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
    /// The studies that this is for.
    public var studies: StudyFilter

    /// Groups that may take some studies after a wait.
    public init(groups: Set<String>, after: Duration, studies: StudyFilter = .all) {
        self.groups = groups
        self.after = after
        self.studies = studies
    }
}
