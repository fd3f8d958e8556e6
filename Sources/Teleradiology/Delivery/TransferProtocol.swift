import SimulationKernel

/// How the instances of a study are sent over a line.
public enum TransferProtocol: Hashable, Sendable {
    /// DICOM C-STORE (PS3.4 annex B, PS3.7 section 9.1.1).
    case cStore(CStore)
    /// DICOMweb STOW-RS (PS3.18 section 10.5).
    case stow(STOW)
}

/// C-STORE: every instance waits for its response before the next is sent, on each association.
public struct CStore: Hashable, Sendable {
    /// Associations that send at the same time.
    public var associations: Int
    /// Instances that an association may send before the first response: the asynchronous operations window
    /// (PS3.7 annex D.3.3.3); one unless both ends negotiate more.
    public var asynchronousWindow: Int
    /// What the receiver takes for an instance before it answers.
    public var receiver: ReceiverTime
    /// Whether small writes are sent at once (TCP_NODELAY). If not, the end of every instance waits until the head of
    /// its first protocol data unit is acknowledged, and so does the end of every response, which the sender
    /// acknowledges late: a round trip and 40 ms for the response, and what the line takes less than a round trip
    /// for the instance. DCMTK as Debian packages it is such a stack unless its environment has TCP_NODELAY=1.
    public var noDelay: Bool
    /// Whether the association runs over TLS 1.3, which costs a round trip to begin.
    public var tls: Bool
    /// What beginning and ending an association takes besides its round trips (connection, A-ASSOCIATE, A-RELEASE).
    public var associationTime: Duration

    /// C-STORE; without arguments as DCMTK does it with TCP_NODELAY, timings measured.
    public init(
        associations: Int = 1, asynchronousWindow: Int = 1,
        receiver: ReceiverTime = ReceiverTime(perInstance: Duration(microseconds: 1500)),
        noDelay: Bool = true,
        tls: Bool = false, associationTime: Duration = Duration(microseconds: 70_000)
    ) {
        self.associations = associations
        self.asynchronousWindow = asynchronousWindow
        self.receiver = receiver
        self.noDelay = noDelay
        self.tls = tls
        self.associationTime = associationTime
    }
}

/// STOW-RS: one response for a request of many instances, on each connection.
public struct STOW: Hashable, Sendable {
    /// What becomes of a connection after its first request.
    public enum Connections: String, CaseIterable, Hashable, Sendable {
        /// It carries the next request (HTTP keep-alive): set-up and slow start happen once.
        case persistent
        /// It is closed: every request pays for set-up and slow start.
        case perRequest = "per-request"
    }

    /// Instances in the body of a request.
    public var instancesPerRequest: Int
    /// Bytes in the body of a request instead, whatever the instances: small ones are put together and large ones cut
    /// (buckets). Nil counts instances.
    public var bytesPerRequest: Double?
    /// Requests that run at the same time, each on a connection of its own.
    public var parallelRequests: Int
    /// What becomes of a connection after its first request.
    public var connections: Connections
    /// Whether it is HTTPS: TLS 1.3 costs a round trip to begin a connection.
    public var tls: Bool
    /// What the receiver takes for an instance once it has the request, before it answers. None by default: what a hub
    /// does with a study is its ``Ingest``.
    public var receiver: ReceiverTime

    /// STOW-RS over HTTPS with persistent connections.
    public init(
        instancesPerRequest: Int = 50, bytesPerRequest: Double? = nil, parallelRequests: Int = 1,
        connections: Connections = .persistent, tls: Bool = true, receiver: ReceiverTime = ReceiverTime()
    ) {
        self.instancesPerRequest = instancesPerRequest
        self.bytesPerRequest = bytesPerRequest
        self.parallelRequests = parallelRequests
        self.connections = connections
        self.tls = tls
        self.receiver = receiver
    }
}

/// The time a receiver takes for what it received before it answers.
public struct ReceiverTime: Hashable, Sendable {
    /// For each instance.
    public var perInstance: Duration
    /// For each million bytes.
    public var perMegabyte: Duration

    /// A time for each instance and each million bytes of it.
    public init(perInstance: Duration = .zero, perMegabyte: Duration = .zero) {
        self.perInstance = perInstance
        self.perMegabyte = perMegabyte
    }
}
