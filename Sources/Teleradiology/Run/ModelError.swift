/// Why a scenario can't be run, or a run was stopped.
public struct ModelError: Error, Sendable, Hashable, CustomStringConvertible {
    /// What was wrong.
    public enum Reason: Sendable, Hashable {
        /// A value of the scenario makes no sense for a model.
        case invalidScenario
        /// No reader may ever read the studies of a stream.
        case unreadableStream
        /// A run broke an invariant that holds for every right run.
        case invariantBroken
    }
    /// What was wrong.
    public let reason: Reason
    /// A sentence for people, with the names and numbers concerned.
    public let description: String

    /// A reason and a sentence for people.
    public init(_ reason: Reason, _ description: String) {
        self.reason = reason
        self.description = description
    }
}
