import SimulationKernel

/// The TCP of both ends: what limits a connection besides the line.
public struct TCPStack: Hashable, Sendable {
    /// The sender's answer to loss.
    public var congestionControl: CongestionControl
    /// The most bytes that may be under way at once: the smaller of the sender's and the receiver's buffer. 4 MiB is
    /// what Linux lets a send buffer grow to (`net.ipv4.tcp_wmem`).
    public var window: Double

    /// A stack; without arguments that of Linux as it comes.
    public init(congestionControl: CongestionControl = .cubic, window: Double = 4_194_304) {
        self.congestionControl = congestionControl
        self.window = window
    }

    /// The payload of a packet in bytes: Ethernet's 1500 less IPv4, TCP and its time stamps.
    public static let segment = 1448.0
    /// What a new connection may send before the first acknowledgement, in bytes: ten segments (RFC 6928).
    public static let initialWindow = 14_480.0
    /// Bytes on the wire for one of payload: headers of TCP, IP and Ethernet.
    public static let headerFactor = 1.04
    /// How long a receiver keeps back the acknowledgement of a single small segment (Linux: 40 ms).
    public static let delayedAcknowledgement = Duration(microseconds: 40_000)

    /// What a lost packet costs when nothing follows it that keeps the line busy, in seconds: a round trip for the
    /// repeated packet, a quarter of one for the sender to be sure (the reordering window of RACK, RFC 8985), and
    /// two ticks of 4 ms of Linux's timers.
    static func repairSeconds(trip: Double) -> Double { 1.25 * trip + 0.008 }

    /// After this many seconds the sender probes when the end of what it sent is not acknowledged (RFC 8985, 7.2).
    static func probeSeconds(trip: Double) -> Double { 2 * trip + 0.008 }
}
