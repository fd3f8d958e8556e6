import SimulationKernel

/// A hub of one's own in front of a cloud: sites send to the hub, which keeps studies for a while and copies each to the
/// cloud as soon as it has it. Readers are served by the hub, and by the cloud what the hub keeps no longer.
///
/// Each stands in for the other: a transfer that is broken or refused is tried again at the other hub when the first is
/// still out of service, and a reader whose hub is out gets the images from the other if it has them. What came to the
/// cloud directly stays there.
public struct HybridPlan: Hashable, Sendable {
    /// How long the hub keeps a study once it has it; one that has no copy yet is kept until it has.
    public var retention: Duration
    /// The round trip between the hub and the cloud.
    public var roundTrip: Duration
    /// The probability that a packet between them is lost.
    public var lossProbability: Double
    /// What all copies may take of the hub's line together; nil for all of it.
    public var limit: Bandwidth?

    /// A hub in front of a cloud.
    public init(
        retention: Duration, roundTrip: Duration, lossProbability: Double = 0, limit: Bandwidth? = nil
    ) {
        self.retention = retention
        self.roundTrip = roundTrip
        self.lossProbability = lossProbability
        self.limit = limit
    }
}
