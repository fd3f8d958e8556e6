import SimulationKernel

/// How long a study takes over a line that it has to itself, split into what a shared line changes and what not.
///
/// A transfer is a set-up time, which is latency alone, and then a flow of bytes over shared links whose rate
/// is capped by the protocol. The cap is such that on an idle line the whole takes what the protocol takes:
/// for DICOM C-STORE with one association
///
///     T(n) = 0.07 s + 3 RTT + log2(max(1, S / 14480 B)) · RTT + n · (RTT + 1.04 · S / rate + 1.5 ms)
///
/// for n instances of S bytes, which is within 1 % of measured loss-free transfers (DCMTK over an emulated
/// WAN of 100 Mbit/s, round trips of 20 ms and more). A STOW-RS request of m instances waits for one response
/// instead of m, and needs two round trips for TCP and TLS 1.3 before the first.
struct TransferTiming: Sendable {
    /// Latency before the first byte of the flow.
    let setUp: Duration
    /// The most bytes a second that the flow can take.
    let cap: Double
    /// Bytes on the wire: the study's with the share of headers.
    let bytes: Double
    /// The smallest capacity on the path, in bytes a second.
    let bottleneck: Double

    /// TCP segment payload over Ethernet with time stamps.
    private static let segment = 1448.0
    /// Ten segments: the initial congestion window (RFC 6928).
    private static let initialWindow = 14_480.0
    /// The largest window an end offers: 4 MiB, the Linux default for the send buffer.
    private static let largestWindow = 4_194_304.0
    /// Headers and acknowledgements of TCP, IP and Ethernet as a share of the payload.
    private static let headerFactor = 1.04
    /// Time the receiver of a C-STORE takes for an instance before it answers.
    private static let receiverSeconds = 0.0015
    /// Time to begin and end an association, besides its round trips.
    private static let associationSeconds = 0.07

    /// The timing of a study of `instances` instances and `bytes` bytes over a path of lines.
    ///
    /// - Parameters:
    ///   - roundTrip: the round trip of the path.
    ///   - lossProbability: the share of packets lost on the path.
    ///   - bottleneck: the smallest capacity on the path, in bytes a second; may be infinite.
    init(
        _ transferProtocol: TransferProtocol, bytes: Double, instances: Int, roundTrip: Duration,
        lossProbability: Double, bottleneck: Double
    ) {
        self.bottleneck = bottleneck
        let trip = roundTrip.seconds
        let count = Double(instances)
        let size = bytes / count
        let tcp = min(bottleneck, Self.tcpRate(roundTrip: trip, lossProbability: lossProbability))
        self.bytes = bytes * Self.headerFactor
        switch transferProtocol {
        case .cStore(let associations):
            let parallel = min(Double(associations), count)
            let slowStart = max(0, binaryLogarithm(size / Self.initialWindow)) * trip
            setUp = .seconds(Self.associationSeconds + 3 * trip + slowStart)
            let perInstance = trip + Self.receiverSeconds + Self.headerFactor * size / tcp
            cap = parallel * Self.headerFactor * size / perInstance
        case .stow(let instancesPerRequest, let parallelRequests):
            let perRequest = min(Double(instancesPerRequest), count)
            let requests = (count / perRequest).rounded(.up)
            let parallel = min(Double(parallelRequests), requests)
            let request = perRequest * size
            // Slow start ends when the window holds what the line holds.
            let window = tcp.isFinite ? min(request, max(tcp * trip, Self.initialWindow)) : request
            let slowStart = max(0, binaryLogarithm(window / Self.initialWindow)) * trip
            setUp = .seconds(2 * trip + slowStart)
            let whole = requests / parallel * trip + self.bytes / (tcp * parallel)
            cap = whole > 0 ? self.bytes / whole : .infinity
        }
    }

    /// What one TCP connection can carry: its window in a round trip, and under loss Mathis's law.
    ///
    /// M. Mathis et al., "The macroscopic behavior of the TCP congestion avoidance algorithm", CCR 27 (1997).
    private static func tcpRate(roundTrip: Double, lossProbability: Double) -> Double {
        guard roundTrip > 0 else { return .infinity }
        let window = largestWindow / roundTrip
        guard lossProbability > 0 else { return window }
        return min(window, 1.22 * segment / (roundTrip * lossProbability.squareRoot()))
    }
}
