import SimulationKernel

/// When the studies of a demand stream are completed at their site.
public enum ArrivalProcess: Hashable, Sendable {
    /// Poisson with the mean of `perDay` studies a day, spread over the week by a profile in local time.
    case poisson(perDay: Double, profile: WeeklyProfile)
    /// A renewal process: the times between studies, in seconds, are independent draws.
    case renewal(interarrivalSeconds: Distribution)
    /// Given studies at given times, sorted by time: a replay of DICOM folders.
    case replay([ReplayedStudy])
    /// Appointments at fixed times of the week, in local time.
    case schedule(AppointmentBook)
    /// Given studies at given times: a department's log.
    case trace(StudyTrace)

    /// Whether there can be more studies or fewer: not where their times are given.
    public var hasRate: Bool {
        switch self {
        case .poisson, .renewal: true
        case .replay, .schedule, .trace: false
        }
    }

    /// Whether its studies come when their imaging is complete.
    package var comesCompleted: Bool {
        switch self {
        case .replay: true
        case .trace(let trace): trace.clock == .completed
        case .poisson, .renewal, .schedule: false
        }
    }
}

/// A study of a DICOM folder, placed on the scenario's time axis.
public struct ReplayedStudy: Hashable, Sendable {
    /// When its imaging is complete, since the scenario's start.
    public var completed: SimulationTime
    /// The imaging technique.
    public var modality: Modality
    /// The application that reads it; nil draws it from the stream's shares.
    public var application: Application?
    /// The index of its priority class; nil draws it from the stream's shares.
    public var priority: Int?
    /// The number of DICOM instances.
    public var instances: Int
    /// The bytes of all instances as stored.
    public var bytes: Double
    /// Study Instance UID, for listings; no patient data.
    public var studyInstanceUID: String
    /// The number of DICOM series.
    public var series = 1

    /// A study to replay.
    public init(
        completed: SimulationTime, modality: Modality, application: Application?, priority: Int?,
        instances: Int, bytes: Double, studyInstanceUID: String
    ) {
        self.completed = completed
        self.modality = modality
        self.application = application
        self.priority = priority
        self.instances = instances
        self.bytes = bytes
        self.studyInstanceUID = studyInstanceUID
    }
}
