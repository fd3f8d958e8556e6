import SimulationKernel

/// The ways of delivering studies from sites to readers.
public enum DeliveryTechnology: String, CaseIterable, Sendable, Hashable {
    /// A cloud region with elastic ingest.
    case cloud
    /// A hub of one's own with fixed ingest servers and one line that everybody shares.
    case onPremise = "on-premise"
    /// Both: a hub of one's own that keeps studies for a while, with a second copy in the cloud, each standing in for
    /// the other.
    case hybrid

    /// The technologies that have a hub of their own.
    public static let single: [DeliveryTechnology] = [.cloud, .onPremise]

    /// The technologies whose hubs it uses, the first choice first.
    public var hubs: [DeliveryTechnology] { self == .hybrid ? [.onPremise, .cloud] : [self] }
}

extension [DeliveryTechnology: Duration] {
    /// One span for the hub of every technology.
    public static func toEveryHub(_ span: Duration) -> Self {
        Dictionary(uniqueKeysWithValues: DeliveryTechnology.single.map { ($0, span) })
    }
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
    /// The tunnel through which sites and readers come; nil for none.
    public var vpn: VPN?
    /// Other traffic on the hub's own line, the same in both directions.
    public var lineBackground: BackgroundTraffic?
    /// When the hub with all its lines is out of service: failures of the whole technology, and maintenance.
    public var outages: OutagePlan
    /// When the hub's own line is out of service.
    public var lineOutages: OutagePlan
    /// How studies come to readers.
    public var retrieval: RetrievalMode
    /// With prefetch, how many studies a reader at work is given ahead.
    public var studiesAhead: Int
    /// When transfers that were broken are tried again.
    public var retry: RetryPolicy
    /// What it costs.
    public var costs: DeliveryCosts

    /// A way of delivering studies.
    public init(
        transferProtocol: TransferProtocol, line: Bandwidth?, ingest: Ingest, tcp: TCPStack = TCPStack(),
        compression: Compression? = nil, encryptionShare: Double = 0, vpn: VPN? = nil,
        lineBackground: BackgroundTraffic? = nil, outages: OutagePlan = .none,
        lineOutages: OutagePlan = .none, retrieval: RetrievalMode = .download,
        studiesAhead: Int = 1, retry: RetryPolicy = .standard,
        costs: DeliveryCosts = .none
    ) {
        self.transferProtocol = transferProtocol
        self.line = line
        self.ingest = ingest
        self.tcp = tcp
        self.compression = compression
        self.encryptionShare = encryptionShare
        self.vpn = vpn
        self.lineBackground = lineBackground
        self.outages = outages
        self.lineOutages = lineOutages
        self.retrieval = retrieval
        self.studiesAhead = studiesAhead
        self.retry = retry
        self.costs = costs
    }

    /// The times of transfers over a line of this technology.
    func transferModel(bandwidth: Bandwidth, roundTrip: Duration, lossProbability: Double) -> TransferModel {
        TransferModel(
            transferProtocol,
            over: NetworkPath(
                roundTrip: roundTrip + (vpn?.delay ?? .zero), lossProbability: lossProbability,
                bottleneck: line.map { min($0, bandwidth) } ?? bandwidth), tcp: tcp, compression: compression,
            encryptionShare: (1 + encryptionShare) * (1 + (vpn?.overheadShare ?? 0)) - 1)
    }
}

/// A tunnel between the hub and everybody who comes to it.
public struct VPN: Hashable, Sendable {
    /// Bytes that it adds to each byte on the wire; IPsec in tunnel mode adds 60 to 80 bytes to a packet of 1,500, which
    /// is some 5 % (RFC 4303).
    public var overheadShare: Double
    /// What its gateways add to a round trip.
    public var delay: Duration

    /// A tunnel.
    public init(overheadShare: Double, delay: Duration = .zero) {
        self.overheadShare = overheadShare
        self.delay = delay
    }
}

/// How the images of a study come to the reader who was given it.
public enum RetrievalMode: String, CaseIterable, Sendable, Hashable {
    /// The reader opens it when all images are there, those of priors included.
    case download
    /// The reader opens it when the first image is there; reading can't end before the last one has come.
    case streaming
    /// Readers at work are given studies ahead, whose images come while they read: a download that nobody waits for. What
    /// is not opened at the end of the shift goes back to its old place on the worklist.
    case prefetch
}

/// The hub's ingest: servers that store and index arriving studies, fed by one FIFO queue.
public struct Ingest: Hashable, Sendable {
    /// The workers that are always there.
    public var minimumWorkers: Int
    /// The most workers there can be; equal to the minimum for a hub of one's own.
    public var maximumWorkers: Int
    /// How long a further worker takes to start.
    public var scaleUp: Duration
    /// The share of workers that should be busy, above 0 to 1: there are as many, within the bounds, as make those at
    /// work and waiting studies that share. 1 starts a worker when a study has to wait.
    public var target: Double
    /// How long a worker must have been too many before it goes: the peak of the load over that time counts. Zero lets
    /// it go as soon as it has nothing to do.
    public var scaleDown: Duration
    /// Time for a study, whatever its size.
    public var perStudy: Duration
    /// Time for each of its instances.
    public var perInstance: Duration
    /// When it stands still: studies arrive and wait.
    public var outages: OutagePlan

    /// How many workers a load of studies at work and waiting asks for.
    func workers(forLoad load: Int) -> Int {
        let wanted = target == 1 ? load : Int((Double(load) / target).rounded(.up))
        return max(minimumWorkers, min(maximumWorkers, wanted))
    }

    /// An ingest stage; `scaleUp` and `target` matter only when the maximum exceeds the minimum.
    public init(
        minimumWorkers: Int, maximumWorkers: Int, scaleUp: Duration, target: Double = 1,
        scaleDown: Duration = .zero,
        perStudy: Duration,
        perInstance: Duration, outages: OutagePlan = .none
    ) {
        self.minimumWorkers = minimumWorkers
        self.maximumWorkers = maximumWorkers
        self.scaleUp = scaleUp
        self.target = target
        self.scaleDown = scaleDown
        self.perStudy = perStudy
        self.perInstance = perInstance
        self.outages = outages
    }
}
