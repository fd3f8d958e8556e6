/// How the instances of a study are sent over a line.
public enum TransferProtocol: Hashable, Sendable {
    /// DICOM C-STORE: every instance waits for its response before the next is sent, on each association.
    case cStore(associations: Int)
    /// DICOMweb STOW-RS: one response for a request of many instances, on each connection.
    case stow(instancesPerRequest: Int, parallelRequests: Int)
}
