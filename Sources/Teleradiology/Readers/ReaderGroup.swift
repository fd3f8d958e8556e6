import SimulationKernel

/// Radiologists with the same shifts, skills and licences.
public struct ReaderGroup: Hashable, Sendable {
    /// A name unique within the scenario.
    public var name: String
    /// How many readers belong to it.
    public var count: Int
    /// The IANA time zone of their shifts.
    public var timeZone: String
    /// When they work; none given means always.
    public var shifts: [Shift]
    /// When they pause within their shifts, by the clock; the study at hand is finished first.
    public var breaks: [Shift] = []
    /// The modalities they read.
    public var modalities: Set<Modality>
    /// The applications they read.
    public var applications: Set<Application>
    /// Where they are, and their licences and credentials with dates.
    public var rights: ReaderRights
    /// Each reader's own line from the hub; nil means that images are there at once.
    public var downlink: Downlink?
    /// Reading times are divided by it: 1.2 reads a fifth more an hour.
    public var speed: Double
    /// Speeds for some techniques, instead of `speed`.
    public var speeds: [Modality: Double] = [:]
    /// How reading times grow over the shift and the day; nil when they do not.
    public var fatigue: Fatigue?
    /// What interrupts readings; nil when nothing does.
    public var interruptions: Interruptions?
    /// When they are called instead of being there in their shifts; nil for readers who are there.
    public var onCall: OnCall?
    /// What they cost.
    public var costs: ReadingCosts

    /// Radiologists with the same shifts, skills and licences.
    public init(
        name: String, count: Int, timeZone: String, shifts: [Shift], modalities: Set<Modality>,
        applications: Set<Application>, rights: ReaderRights = .all, downlink: Downlink?, speed: Double,
        costs: ReadingCosts = .none
    ) {
        self.name = name
        self.count = count
        self.timeZone = timeZone
        self.shifts = shifts
        self.modalities = modalities
        self.applications = applications
        self.rights = rights
        self.downlink = downlink
        self.speed = speed
        self.costs = costs
    }
}

/// A reader's line from the hub.
public struct Downlink: Hashable, Sendable {
    /// Capacity of the inbound direction.
    public var bandwidth: Bandwidth
    /// The round trip to the hub of each technology.
    public var roundTrip: [DeliveryTechnology: Duration]
    /// The probability that a packet is lost.
    public var lossProbability: Double

    /// A line with its capacity, round trips and loss.
    public init(
        bandwidth: Bandwidth, roundTrip: [DeliveryTechnology: Duration], lossProbability: Double
    ) {
        self.bandwidth = bandwidth
        self.roundTrip = roundTrip
        self.lossProbability = lossProbability
    }

    /// A line with one round trip to whatever hub there is.
    public init(bandwidth: Bandwidth, roundTrip: Duration, lossProbability: Double) {
        self.init(bandwidth: bandwidth, roundTrip: .toEveryHub(roundTrip), lossProbability: lossProbability)
    }
}
