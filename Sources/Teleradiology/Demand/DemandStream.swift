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

    /// A stream of studies.
    public init(
        name: String, modality: Modality, arrivals: ArrivalProcess, priorityShares: [Double],
        applicationShares: [Double], instances: Distribution, bytes: Distribution,
        readingSeconds: Distribution?
    ) {
        self.name = name
        self.modality = modality
        self.arrivals = arrivals
        self.priorityShares = priorityShares
        self.applicationShares = applicationShares
        self.instances = instances
        self.bytes = bytes
        self.readingSeconds = readingSeconds
    }
}
