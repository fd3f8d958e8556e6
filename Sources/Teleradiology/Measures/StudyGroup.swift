/// The studies that figures are about.
public enum StudyGroup: Hashable, Sendable {
    /// Every study.
    case all
    /// The studies of a technique.
    case modality(Modality)
    /// The studies of a priority class, by index.
    case priority(Int)
    /// The studies of a technique in a priority class.
    case modalityAndPriority(Modality, Int)
    /// Studies that triage looked at, by what it found.
    case triaged(TriagedStudies)
    /// Studies whose imaging was complete within some hours of the day in the scenario's time zone, of a technique and a
    /// class where these are given. A run tallies those that its scenario asks for (``Scenario/tallying(_:)``).
    case hours(HoursOfDay, modality: Modality?, priority: Int?)

    /// The group of a technique, of a class, of both or of all; within some hours of the day where they are given.
    public init(modality: Modality?, priority: Int?, hours: HoursOfDay? = nil) {
        if let hours {
            self = .hours(hours, modality: modality, priority: priority)
            return
        }
        switch (modality, priority) {
        case (nil, nil): self = .all
        case (let modality?, nil): self = .modality(modality)
        case (nil, let priority?): self = .priority(priority)
        case (let modality?, let priority?): self = .modalityAndPriority(modality, priority)
        }
    }

    /// Whether all studies of a technique in a priority class belong to the group.
    public func includes(_ modality: Modality, _ priority: Int) -> Bool {
        switch self {
        case .all: true
        // What was found, and when it came, is not known by technique and class.
        case .triaged, .hours: false
        case .modality(let wanted): wanted == modality
        case .priority(let wanted): wanted == priority
        case .modalityAndPriority(let wantedModality, let wantedPriority):
            wantedModality == modality && wantedPriority == priority
        }
    }
}
