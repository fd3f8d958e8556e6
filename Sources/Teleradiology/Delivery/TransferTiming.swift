import SimulationKernel

/// How long a study takes over a line that it has to itself, split into what a shared line changes and what not.
///
/// A transfer is a set-up time, which is latency alone, and then a flow of bytes over shared links whose rate
/// is capped by the protocol. The cap is such that on an idle line the whole takes what the protocol takes.
public struct TransferTiming: Hashable, Sendable, BitwiseCopyable {
    /// Latency before the first byte of the flow.
    public let setUp: Duration
    /// The most bytes a second that the flow can take.
    public internal(set) var cap: Double
    /// Bytes on the wire: the study's, compressed, with the shares of headers and encryption.
    public let bytes: Double
    /// The smallest capacity on the path, in bytes a second.
    public let bottleneck: Double

    /// Nothing to transfer.
    static let none = TransferTiming(setUp: .zero, cap: .infinity, bytes: 0, bottleneck: .infinity)

    /// The time on an idle line.
    public var total: Duration { setUp + flow }

    /// The time of the flow on an idle line.
    var flow: Duration { .seconds(bytes / min(cap, bottleneck)) }
}
