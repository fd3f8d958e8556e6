/// The parts of a study's wait, from available at the hub to opened; together they are the wait exactly.
public enum WaitPart: Int, CaseIterable, Sendable {
    /// Waiting for triage by software, and being looked at by it.
    case triage
    /// On the worklist, or given ahead to a reader who still reads something else.
    case queue
    /// A free reader waits for the images.
    case retrieval

    /// The name in reports for programs.
    public var name: String {
        switch self {
        case .triage: "triage"
        case .queue: "queue"
        case .retrieval: "retrieval"
        }
    }
}
