import SimulationKernel

/// The two ways of delivering studies from sites to readers.
public enum DeliveryTechnology: String, CaseIterable, Sendable, Hashable {
    /// A cloud region with elastic ingest.
    case cloud
    /// A hub of one's own with fixed ingest servers and one line that everybody shares.
    case onPremise = "on-premise"
}

/// What a scenario says about one technology.
public struct DeliveryPlan: Hashable, Sendable {
    /// How instances are sent.
    public var transferProtocol: TransferProtocol
    /// The hub's own line, shared by everything that goes in, and by everything that goes out; nil is no limit.
    public var line: Bandwidth?
    /// What happens at the hub before a study is available.
    public var ingest: Ingest

    /// A way of delivering studies.
    public init(transferProtocol: TransferProtocol, line: Bandwidth?, ingest: Ingest) {
        self.transferProtocol = transferProtocol
        self.line = line
        self.ingest = ingest
    }
}

/// The hub's ingest: servers that store and index arriving studies, fed by one FIFO queue.
public struct Ingest: Hashable, Sendable {
    /// The workers that are always there.
    public var minimumWorkers: Int
    /// The most workers there can be; equal to the minimum for a hub of one's own.
    public var maximumWorkers: Int
    /// How long a further worker takes to start.
    public var scaleUp: Duration
    /// Time for a study, whatever its size.
    public var perStudy: Duration
    /// Time for each of its instances.
    public var perInstance: Duration

    /// An ingest stage; `scaleUp` matters only when the maximum exceeds the minimum.
    public init(
        minimumWorkers: Int, maximumWorkers: Int, scaleUp: Duration, perStudy: Duration, perInstance: Duration
    ) {
        self.minimumWorkers = minimumWorkers
        self.maximumWorkers = maximumWorkers
        self.scaleUp = scaleUp
        self.perStudy = perStudy
        self.perInstance = perInstance
    }
}
