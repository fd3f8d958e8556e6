import SimulationKernel

/// Where the time of a transfer over an idle line goes. The parts add up to the whole, to the microsecond.
///
/// With parallel associations or an asynchronous window waiting and sending overlap; what counts as sent is the time
/// in which the line carries bytes, and what remains is shared among the causes of waiting in proportion.
public struct TransferBreakdown: Hashable, Sendable {
    /// Beginning and ending connections: TCP, TLS, association.
    public var connection = Duration.zero
    /// Windows that begin small.
    public var slowStart = Duration.zero
    /// Compressing or decompressing.
    public var codec = Duration.zero
    /// The line carrying bytes at its full rate.
    public var serialisation = Duration.zero
    /// Sending slower than the line could: the window is small for the round trip, or loss keeps it small.
    public var window = Duration.zero
    /// Round trips until the response to an instance or request.
    public var roundTrips = Duration.zero
    /// Small segments held back until delayed acknowledgements come.
    public var delayedAcknowledgements = Duration.zero
    /// The receiver's time before it answers.
    public var receiver = Duration.zero
    /// Repeating lost packets that nothing follows.
    public var repair = Duration.zero

    /// The whole.
    public var total: Duration { parts.reduce(.zero) { $0 + $1.duration } }

    /// The parts with their names in reports, in the order in which they happen.
    public var parts: [(name: String, duration: Duration)] {
        [
            ("connection", connection), ("slow start", slowStart), ("compression", codec),
            ("serialisation", serialisation), ("window", window), ("round trips", roundTrips),
            ("delayed acknowledgements", delayedAcknowledgements), ("receiver", receiver),
            ("repair of losses", repair),
        ]
    }
}
