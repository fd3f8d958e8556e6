import SimulationKernel

/// The phases of a study's way from the scanner to the hub; together they are its transfer time exactly.
public enum TransferPart: Int, CaseIterable, Sendable {
    /// Waiting for silence: until no new image has come for so long that the study, or the series, counts as complete.
    case assembly
    /// At the site's gateway: waiting for a turn, for the window of its class, or for room.
    case gateway
    /// Connection, association and slow start: latency before the bytes flow.
    case setUp
    /// What the bytes take at the bandwidth of the narrowest line.
    case serialisation
    /// What round trips and the receiver add to that on a line that is idle otherwise, loss included.
    case stalls
    /// What sharing the lines with other transfers adds, and with other traffic, and what a gateway's limits add.
    case sharing
    /// Broken or refused by an outage, and waiting to be tried again.
    case outage
    /// Waiting for a server of the ingest.
    case ingestQueue
    /// Being stored and indexed.
    case ingest

    /// The name in reports for programs.
    public var name: String {
        switch self {
        case .assembly: "assembly"
        case .gateway: "gateway"
        case .setUp: "set_up"
        case .serialisation: "serialisation"
        case .stalls: "stalls"
        case .sharing: "sharing"
        case .outage: "outage"
        case .ingestQueue: "ingest_queue"
        case .ingest: "ingest"
        }
    }
}

/// Spans of time by phase of a transfer, in whole microseconds; of one study, or summed over many.
public struct TransferParts: Hashable, Sendable, BitwiseCopyable {
    private var assembly: Int64 = 0
    private var gateway: Int64 = 0
    private var setUp: Int64 = 0
    private var serialisation: Int64 = 0
    private var stalls: Int64 = 0
    private var sharing: Int64 = 0
    private var outage: Int64 = 0
    private var ingestQueue: Int64 = 0
    private var ingest: Int64 = 0

    /// No time at all.
    public init() {}

    /// The time of one phase.
    public subscript(part: TransferPart) -> Duration {
        get {
            switch part {
            case .assembly: Duration(microseconds: assembly)
            case .gateway: Duration(microseconds: gateway)
            case .setUp: Duration(microseconds: setUp)
            case .serialisation: Duration(microseconds: serialisation)
            case .stalls: Duration(microseconds: stalls)
            case .sharing: Duration(microseconds: sharing)
            case .outage: Duration(microseconds: outage)
            case .ingestQueue: Duration(microseconds: ingestQueue)
            case .ingest: Duration(microseconds: ingest)
            }
        }
        set {
            switch part {
            case .assembly: assembly = newValue.microseconds
            case .gateway: gateway = newValue.microseconds
            case .setUp: setUp = newValue.microseconds
            case .serialisation: serialisation = newValue.microseconds
            case .stalls: stalls = newValue.microseconds
            case .sharing: sharing = newValue.microseconds
            case .outage: outage = newValue.microseconds
            case .ingestQueue: ingestQueue = newValue.microseconds
            case .ingest: ingest = newValue.microseconds
            }
        }
    }

    /// All phases together.
    public var total: Duration {
        TransferPart.allCases.reduce(.zero) { $0 + self[$1] }
    }

    /// Adds the phases of another.
    public static func += (left: inout TransferParts, right: TransferParts) {
        for part in TransferPart.allCases { left[part] += right[part] }
    }
}
