import CDCMTK

/// What failed at a file or a peer, with DCMTK's own words for why.
public struct DICOMNetworkError: Error, Hashable, Sendable {
    /// What was being done.
    public enum Operation: String, Hashable, Sendable {
        /// Putting an element into a data set.
        case setElement = "set element"
        /// Writing a file.
        case writeFile = "write file"
        /// Reading the header of a file.
        case readHeader = "read header"
        /// Listing a folder.
        case listFolder = "list folder"
        /// C-ECHO.
        case echo = "C-ECHO"
    }

    /// What was being done.
    public let operation: Operation
    /// What it was done to: a path, a tag, or a peer as `AETITLE@host:port`.
    public let subject: String
    /// Why it failed; DCMTK's text where DCMTK said so.
    public let reason: String

    package init(operation: Operation, subject: String, reason: String) {
        self.operation = operation
        self.subject = subject
        self.reason = reason
    }
}

extension DICOMNetworkError: CustomStringConvertible {
    /// `subject: operation: reason`.
    public var description: String { "\(subject): \(operation.rawValue): \(reason)" }
}

extension DICOMNetworkError {
    /// Calls into the shim with a buffer for its error text and throws that text on failure.
    static func check(
        _ operation: Operation, _ subject: @autoclosure () -> String,
        _ call: (UnsafeMutablePointer<CChar>, Int) -> CInt
    ) throws(DICOMNetworkError) {
        var reason = ""
        let status = withReasonBuffer(&reason, call)
        guard status == 0 else {
            throw DICOMNetworkError(operation: operation, subject: subject(), reason: reason)
        }
    }

    /// Calls into the shim and returns its status; a text that it left is put into `reason`.
    static func withReasonBuffer(
        _ reason: inout String, _ call: (UnsafeMutablePointer<CChar>, Int) -> CInt
    ) -> CInt {
        withUnsafeTemporaryAllocation(of: CChar.self, capacity: 1024) { buffer in
            buffer.initialize(repeating: 0)
            guard let start = buffer.baseAddress else { return -1 }
            let status = call(start, buffer.count)
            reason = String(cString: start)
            return status
        }
    }
}
