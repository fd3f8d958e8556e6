import SimulationKernel

/// One study of a run with its attributes and milestones; made only when a run is asked for its studies.
public struct StudyRecord: Sendable, Hashable {
    /// Its place in the order of creation, from 0.
    public var number: Int
    /// The index of its site in the scenario.
    public var site: Int
    /// The index of its demand stream at the site.
    public var stream: Int
    /// The imaging technique.
    public var modality: Modality
    /// The application that reads it.
    public var application: Application
    /// The index of its priority class.
    public var priority: Int
    /// What was examined; nil when the stream does not say.
    public var bodyRegion: BodyRegion?
    /// Whether it holds a critical finding; nil when the stream does not say.
    public var isCritical: Bool?
    /// The number of DICOM instances.
    public var instances: Int
    /// The bytes of all instances.
    public var bytes: Double
    /// Study Instance UID of a replayed study, else nil.
    public var studyInstanceUID: String?

    /// When the exam was asked for (with scanners) or completed (without).
    public var created: SimulationTime
    /// Its exam began at a scanner; nil where exams come completed.
    public var examStarted: SimulationTime?
    /// Imaging complete.
    public var imagingComplete: SimulationTime?
    /// Stored at the hub and available to readers.
    public var available: SimulationTime?
    /// Whose hub stored it.
    public var hub: DeliveryTechnology?
    /// How long each phase of its way to the hub took; complete once it is available.
    public var parts = TransferParts()
    /// Looked at by triage; nil when no program did.
    public var triaged: SimulationTime?
    /// What triage found; nil when no program looked at it.
    public var finding: TriageFinding?
    /// Taken up by a free reader, who waited for nothing but its images; before it was opened the first time.
    public var taken: SimulationTime?
    /// How often its reading was interrupted.
    public var interruptions = 0
    /// How long it lay between interruptions and going on; a part of the time from opened to reported.
    public var interrupted = Duration.zero
    /// Assigned to a reader, the last time: the download to the reader begins.
    public var assigned: SimulationTime?
    /// Opened by a reader the first time.
    public var opened: SimulationTime?
    /// First report published.
    public var reported: SimulationTime?
    /// The index of the reader group that read it.
    public var readerGroup: Int?
    /// What came after its first reading.
    public var reporting = ReportingRecord()
}
