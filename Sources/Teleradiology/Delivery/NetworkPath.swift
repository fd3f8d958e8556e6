import SimulationKernel

/// What a transfer meets between two ends when nobody else uses the lines.
public struct NetworkPath: Hashable, Sendable {
    /// The time from sending a packet until its answer arrives, without queues.
    public var roundTrip: Duration
    /// The probability that a packet is lost, whatever the load.
    public var lossProbability: Double
    /// The smallest capacity on the way; may be infinite.
    public var bottleneck: Bandwidth

    /// A path with its round trip, loss and smallest capacity.
    public init(roundTrip: Duration, lossProbability: Double = 0, bottleneck: Bandwidth) {
        self.roundTrip = roundTrip
        self.lossProbability = lossProbability
        self.bottleneck = bottleneck
    }
}
