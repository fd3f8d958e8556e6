/// The named intervals of a study's timeline that every run reports.
public enum Interval: UInt8, CaseIterable, Sendable, Hashable, Codable {
    /// Imaging complete → stored at the hub, available to readers.
    case transfer
    /// Available → opened by a reader: the queue and the download to the reader.
    case wait
    /// Opened → report published.
    case read
    /// Report turnaround time: imaging complete → report published.
    case turnaround

    /// The name in machine-readable reports.
    public var name: String {
        switch self {
        case .transfer: "transfer"
        case .wait: "wait"
        case .read: "read"
        case .turnaround: "rtat"
        }
    }
}
