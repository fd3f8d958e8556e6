/// The named intervals of a study's timeline that every run reports.
public enum Interval: UInt8, CaseIterable, Sendable, Hashable, Codable {
    /// Imaging complete → stored at the hub, available to readers.
    case transfer
    /// Available → opened by a reader: the queue and the download to the reader.
    case wait
    /// Opened → report published; with double reading, until the last reader is done.
    case read
    /// Report turnaround time: imaging complete → first report published.
    case turnaround
    /// Preliminary report → final report; of studies that have both.
    case preliminaryToFinal
    /// Created → final report; where a scenario says how reports come about.
    case orderToFinal
    /// First report → critical result told; where calls are simulated.
    case reportToCommunicated

    /// The intervals that every reported study has.
    public static let ofEveryReport: [Interval] = [.transfer, .wait, .read, .turnaround]

    /// The name in machine-readable reports.
    public var name: String {
        switch self {
        case .transfer: "transfer"
        case .wait: "wait"
        case .read: "read"
        case .turnaround: "rtat"
        case .preliminaryToFinal: "prelim_to_final"
        case .orderToFinal: "order_to_final"
        case .reportToCommunicated: "report_to_critical"
        }
    }
}
