import DICOMNetwork

/// Why sample studies could not be written.
public struct SyntheticStudiesError: Error, Hashable, Sendable, CustomStringConvertible {
    /// The file or folder concerned.
    public let path: String
    /// What went wrong, in the words of whoever found out.
    public let reason: String

    /// `path: reason`.
    public var description: String { "\(path): \(reason)" }
}
