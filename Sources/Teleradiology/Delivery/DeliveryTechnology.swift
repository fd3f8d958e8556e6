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
    /// The TCP of senders and receivers.
    public var tcp: TCPStack
    /// What makes instances smaller before they are sent; the hub keeps them so and sends them so. Nil sends them as
    /// they are.
    public var compression: Compression?
    /// Bytes that encryption adds to each byte on the wire.
    public var encryptionShare: Double

    /// A way of delivering studies.
    public init(
        transferProtocol: TransferProtocol, line: Bandwidth?, ingest: Ingest, tcp: TCPStack = TCPStack(),
        compression: Compression? = nil, encryptionShare: Double = 0
    ) {
        self.transferProtocol = transferProtocol
        self.line = line
        self.ingest = ingest
        self.tcp = tcp
        self.compression = compression
        self.encryptionShare = encryptionShare
    }

    /// The times of transfers over a line of this technology.
    func transferModel(bandwidth: Bandwidth, roundTrip: Duration, lossProbability: Double) -> TransferModel {
        TransferModel(
            transferProtocol,
            over: NetworkPath(
                roundTrip: roundTrip, lossProbability: lossProbability,
                bottleneck: line.map { min($0, bandwidth) } ?? bandwidth), tcp: tcp, compression: compression,
            encryptionShare: encryptionShare)
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
