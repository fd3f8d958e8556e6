import SimulationKernel

/// A place that makes studies.
public struct Site: Hashable, Sendable {
    /// A name unique within the scenario; random streams are keyed by it.
    public var name: String
    /// What kind of place it is.
    public var kind: SiteKind
    /// ISO 3166 code of its country, such as `DE`; nil when licences play no part.
    public var country: String?
    /// The part of the country whose licence readers need, such as `US-NY`; nil means the whole country.
    public var region: String?
    /// What is asked of a reader before its studies may be read.
    public var licenceRule = LicenceRule.site
    /// The IANA time zone of its clocks.
    public var timeZone: String
    /// Its line to the hub; nil means that studies reach the hub's ingest at once.
    public var uplink: Uplink?
    /// The router that sends its studies on; nil sends every study at once.
    public var gateway: Gateway?
    /// What its router makes of images as they come; nil sends a study as soon as its imaging is complete.
    public var forwarding: Forwarding?
    /// Its scanners by modality; a modality without one produces completed exams directly.
    public var scanners: [Modality: ScannerPool]
    /// Its rooms and people whom procedures take.
    public var pools: [ResourcePool] = []
    /// How the patients of streams that name one are examined, instead of by a scanner alone.
    public var procedures: [Procedure] = []
    /// The studies it makes.
    public var demand: [DemandStream]

    /// A place that makes studies.
    public init(
        name: String, kind: SiteKind, country: String?, timeZone: String, uplink: Uplink?,
        gateway: Gateway? = nil, scanners: [Modality: ScannerPool], demand: [DemandStream]
    ) {
        self.name = name
        self.kind = kind
        self.country = country
        self.timeZone = timeZone
        self.uplink = uplink
        self.gateway = gateway
        self.scanners = scanners
        self.demand = demand
    }
}

extension Site {
    /// What readers need a licence for: the region or the country; nil when licences play no part.
    public var jurisdiction: String? { region ?? country }
}

/// The scanners of one modality at a site: identical, fed by one queue in order of priority.
public struct ScannerPool: Hashable, Sendable {
    /// How many there are.
    public var count: Int
    /// The duration of an exam in seconds.
    public var examSeconds: Distribution
    /// The duration of exams of body regions that have one of their own, in seconds.
    public var examSecondsByRegion: [BodyRegion: Distribution] = [:]
    /// When exams begin, in the site's local time; none given means always. An exam that has begun is finished.
    public var hours: [Shift] = []
    /// When each scanner, one by one, is out of service; planned windows, in the scenario's local time, are those of all
    /// of them. An exam that is interrupted goes on where it was, ahead of all that wait, when a scanner is free.
    public var breakdowns = OutagePlan.none

    /// `count` scanners whose exams last as drawn.
    public init(count: Int, examSeconds: Distribution) {
        self.count = count
        self.examSeconds = examSeconds
    }
}

/// A site's line to the hub; the outbound direction is shared by all studies the site is sending.
public struct Uplink: Hashable, Sendable {
    /// Capacity of the outbound direction.
    public var bandwidth: Bandwidth
    /// The round trip to the hub of each technology.
    public var roundTrip: [DeliveryTechnology: Duration]
    /// The probability that a packet is lost.
    public var lossProbability: Double
    /// When it is out of service.
    public var outages: OutagePlan
    /// Other traffic on it; nil for none.
    public var background: BackgroundTraffic?

    /// A line with its capacity, round trips, loss, outages and other traffic.
    public init(
        bandwidth: Bandwidth, roundTrip: [DeliveryTechnology: Duration], lossProbability: Double,
        outages: OutagePlan = .none, background: BackgroundTraffic? = nil
    ) {
        self.background = background
        self.bandwidth = bandwidth
        self.roundTrip = roundTrip
        self.lossProbability = lossProbability
        self.outages = outages
    }
}
