import SimulationKernel

/// A study on its way, as the running model keeps it: attributes drawn at its creation, milestones passed.
struct Study: BitwiseCopyable {
    /// Where a study is; the order is that of `Conservation.stages`.
    enum Stage: UInt8, BitwiseCopyable {
        case scanner, transfer, ingest, worklist, retrieval, reading
    }

    let created: SimulationTime
    let exam: Duration
    let reading: Duration
    let bytes: Double
    let instances: Int32
    let site: Int32
    let modality: Modality
    let priority: UInt8
    let application: UInt8
    /// Its index among the studies of its stream's replay; −1 for a drawn one.
    let replayed: Int32
    /// What goes to the reader beside it.
    let priorBytes: Double
    let priorInstances: Int32

    var stage = Stage.scanner
    /// The readers that may read it: an index into the model's eligibility classes.
    var eligibility: Int32 = 0
    var reader: Int32 = -1
    /// Its number in the order of creation.
    var number = 0
    var imagingComplete = SimulationTime.zero
    var available = SimulationTime.zero
    var opened = SimulationTime.zero
    var assigned = SimulationTime.zero
    /// The hub that it is sent to, then the one that keeps it, by index.
    var hub: UInt8 = 0
    /// With two hubs: which have stored it.
    var isKeptByFirstHub = false
    var isKeptBySecondHub = false
    /// Whether it is the copy of a study on the way from the first hub to the second.
    var isCopy = false
    /// A copy's study, and a study's copy while that is on its way, by index; −1 for none.
    var original: Int32 = -1
    var copy: Int32 = -1
    /// What its present transfer, to the hub or to a reader, takes on an idle line.
    var timing = TransferTiming.none
    /// The transfer that carries it now; −1 when none does.
    var flow: Int32 = -1
    /// How often its present transfer was broken or could not begin.
    var failures: Int32 = 0
    /// Bytes on the wire that the present transfer, and its repetitions, still have to send.
    var unsentBytes = 0.0
    /// When the phase of the transfer began that it is in.
    var phaseStart = SimulationTime.zero
    /// Bytes that follow the present transfer to the reader: all behind the first image.
    var restBytes = 0.0
    /// When the last image is at the reader, where that is known ahead.
    var imagesComplete = SimulationTime.zero
    /// Whether it is read but its images are not all there.
    var isRead = false
    /// How long its way to the hub took, by phase.
    var parts = TransferParts()
    /// Whether a reader at work was given it ahead, and whether all its images are there.
    var isAhead = false
    var isReady = false
    /// What its next step is scheduled with while it may be taken back.
    var timer: SimulationTimer?
    /// What of it the reader has still to read, where interruptions come.
    var leftToRead = Duration.zero
    /// When it joined the worklist the last time.
    var queued = SimulationTime.zero
    /// Its place in the order of becoming available.
    var worklistNumber: UInt64 = 0

    init(
        created: SimulationTime, exam: Duration, reading: Duration, bytes: Double, instances: Int32,
        site: Int32,
        modality: Modality, priority: UInt8, application: UInt8, replayed: Int32,
        priorBytes: Double, priorInstances: Int32
    ) {
        self.created = created
        self.exam = exam
        self.reading = reading
        self.bytes = bytes
        self.instances = instances
        self.site = site
        self.modality = modality
        self.priority = priority
        self.application = application
        self.replayed = replayed
        self.priorBytes = priorBytes
        self.priorInstances = priorInstances
    }
}
