import SimulationKernel

/// One stream of studies at a site: an arrival process and the attributes its studies draw.
public struct DemandStream: Hashable, Sendable {
    /// A name unique within the site; random streams are keyed by it.
    public var name: String
    /// The technique of its studies; a replay's studies bring their own.
    public var modality: Modality
    /// When studies come.
    public var arrivals: ArrivalProcess
    /// The share of each priority class, in the order of the scenario's classes, summing to 1.
    public var priorityShares: [Double]
    /// The share of each application, in the order of `Application.allCases`, summing to 1.
    public var applicationShares: [Double]
    /// DICOM instances of a study (rounded, at least 1); not used by a replay.
    public var instances: Distribution
    /// Bytes of a study (at least 1); not used by a replay.
    public var bytes: Distribution
    /// Reading time in seconds; nil takes the preset of modality and application.
    public var readingSeconds: Distribution?
    /// Earlier studies that the reader compares with; nil when there are none.
    public var priors: PriorStudies?
    /// The share of each body region, in the order of `BodyRegion.allCases`, summing to 1; nil when studies have none.
    public var bodyRegionShares: [Double]?
    /// Reading times in seconds of body regions that have one of their own.
    public var readingSecondsByRegion: [BodyRegion: Distribution] = [:]
    /// The share of studies with a critical finding; nil when nothing is said about it.
    public var criticalShare: Double?
    /// DICOM series of a study (rounded, 1 to its instances); nil takes the preset where series matter.
    public var series: Distribution?
    /// Times with more or fewer studies; for arrivals with a rate or a time between studies.
    public var surges: [Surge] = []
    /// The share of patients with one study, with two, and so on, summing to 1; nil where every study is a patient's.
    ///
    /// Arrivals are of patients then. The studies of one come at the same time.
    public var studiesPerPatient: [Double]?
    /// The name of the site's procedure that its patients go through; nil for the scanners of their modality.
    public var procedure: String?
    /// What a year of 365.25 days adds to the rate, from the scenario's start on: 0.08 is 8 %. As for surges.
    public var yearlyGrowth = 0.0

    /// A stream of studies.
    public init(
        name: String, modality: Modality, arrivals: ArrivalProcess, priorityShares: [Double],
        applicationShares: [Double], instances: Distribution, bytes: Distribution,
        readingSeconds: Distribution?, priors: PriorStudies? = nil
    ) {
        self.name = name
        self.modality = modality
        self.arrivals = arrivals
        self.priorityShares = priorityShares
        self.applicationShares = applicationShares
        self.instances = instances
        self.bytes = bytes
        self.readingSeconds = readingSeconds
        self.priors = priors
    }
}

extension DemandStream {
    /// The reading time in seconds of a technique and application: the stream's own, or else the preset's.
    package func reading(_ modality: Modality, _ application: Application) -> Distribution {
        readingSeconds ?? ReadingPreset.distribution(modality: modality, application: application)
    }
}

/// Earlier studies of the same patient that go to the reader with a new one.
public struct PriorStudies: Hashable, Sendable {
    /// The share of studies that have relevant priors.
    public var share: Double
    /// How many priors such a study has, each of a size drawn as a study's of the stream is.
    public var count: Int
    /// The share of priors that lie in the reader's cache already and need not be fetched.
    public var cached: Double

    /// Priors of a share of studies.
    public init(share: Double, count: Int, cached: Double = 0) {
        self.share = share
        self.count = count
        self.cached = cached
    }
}
