/// Why results can't be kept, or kept ones can't be used.
public struct ResultsFailure: Error, Sendable, Hashable, CustomStringConvertible {
    /// What kind of failure it is.
    public enum Reason: Sendable, Hashable {
        /// A file or folder can't be read, is damaged or is missing.
        case unreadable
        /// A file can't be written.
        case unwritable
        /// The results are of another scenario, or of another version of telerad.
        case otherExperiment
    }

    /// What kind of failure it is.
    public let reason: Reason
    /// A sentence for people, with names of files.
    public let description: String

    /// A reason and a sentence for people.
    public init(_ reason: Reason, _ description: String) {
        self.reason = reason
        self.description = description
    }
}
