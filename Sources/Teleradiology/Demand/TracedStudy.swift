import SimulationKernel

/// A list of studies as a department has them in its log.
public struct StudyTrace: Hashable, Sendable {
    /// What the times of its studies mean.
    public enum Clock: String, CaseIterable, Sendable, Hashable {
        /// The exam is asked for: the site's scanners make it.
        case requested
        /// Imaging is complete: no scanner is needed.
        case completed
    }
    /// What the times of its studies mean.
    public var clock: Clock
    /// The studies in order of time.
    public var studies: [TracedStudy]

    /// A list of studies.
    public init(clock: Clock, studies: [TracedStudy]) {
        self.clock = clock
        self.studies = studies
    }
}

/// A study of a trace; what it does not say is drawn as for any other study of its stream.
public struct TracedStudy: Hashable, Sendable {
    /// When it is requested or completed, since the scenario's start.
    public var time: SimulationTime
    /// The imaging technique.
    public var modality: Modality
    /// The index of its priority class.
    public var priority: Int?
    /// The application that reads it.
    public var application: Application?
    /// What was examined.
    public var bodyRegion: BodyRegion?
    /// The number of DICOM instances.
    public var instances: Int?
    /// The bytes of all instances.
    public var bytes: Double?
    /// The duration of the exam; of use where scanners make it.
    public var exam: Duration?
    /// The reading time of a reader of speed 1.
    public var reading: Duration?
    /// Whether it holds a critical finding.
    public var isCritical: Bool?

    /// A study of which time and technique are known.
    public init(time: SimulationTime, modality: Modality) {
        self.time = time
        self.modality = modality
    }
}
