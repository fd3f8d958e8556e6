import SimulationKernel

/// A study on its way, as the running model keeps it: attributes drawn at its creation, milestones passed.
struct Study: BitwiseCopyable {
    /// Where a study is; the order is that of `Conservation.stages`.
    enum Stage: UInt8, BitwiseCopyable {
        case scanner, transfer, ingest, triage, worklist, retrieval, reading
        /// A call between attempts, or with a coordinator; no study is there.
        case communication
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

    /// The index of its body region; −1 for none.
    var bodyRegion: Int8 = -1
    /// Whether it holds a critical finding; nil when nothing is said about it.
    var isCritical: Bool?
    /// Whether it comes when its imaging is complete, whatever scanners there are.
    var comesCompleted = false

    /// What is left of the exam while it does not run, when it ends while it does, and whether it does.
    var examLeft: Duration
    var examEnd = SimulationTime.zero
    var isScanning = false
    /// The scanner that it runs on, among those of its room, where they can break down.
    var scanner: Int32 = 0

    /// The number of its series.
    var series: Int32 = 1
    /// What of it a router has noticed: series whose images have come, series that are complete, images that can be sent.
    var seriesAcquired: Int32 = 0
    var seriesComplete: Int32 = 0
    var sendable: Int32 = 0
    /// Whether all its images have come.
    var isImaged = false
    /// Whether a turn of it is at the gateway or on its way, and whether a connection to the hub is open.
    var isSending = false
    var isConnected = false
    /// When its router sends what there is, complete or not.
    var nextForce = SimulationTime.latest
    /// For the next thing that its router waits for.
    var imageTimer: SimulationTimer?
    /// Bytes of the present turn that were sent before imaging was complete.
    var sentBefore = 0.0

    var stage = Stage.scanner
    /// The readers that may read it: an index into the model's eligibility classes.
    var eligibility: Int32 = 0
    var reader: Int32 = -1
    /// Its number in the order of creation.
    var number = 0
    /// The place of its timeline, where those are wanted.
    var record: Int32 = -1
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
    /// How long readings of its kind take on average; known where the order of work asks for it.
    var expectedReading = Duration.zero
    /// How long this reader takes for what was left when it was opened the last time, calls left out.
    var span = Duration.zero
    /// What of that lies behind the present stretch of reading, which a call ends; and when the stretch ends.
    var leftToRead = Duration.zero
    var stretchEnd = SimulationTime.zero
    /// When it joined the worklist, or a reader's own list, the last time; and whether it is on one now.
    var queued = SimulationTime.zero
    var isListed = false
    /// Its place in the order of becoming available.
    var worklistNumber: UInt64 = 0
    /// The next study of its patient in a ring of those that are not reported, by index; −1 for none.
    var sibling: Int32 = -1

    // Triage by software: see `TriageSource`.
    /// The program that looks at it, by index; −1 for none.
    var triage: Int16 = -1
    var finding = TriageFinding.trueNegative
    var triageTime = Duration.zero
    /// When it could be read: available, or triaged where software looks at it first.
    var readable = SimulationTime.zero

    // Reading and its interruptions.
    /// Its class on the worklist, which triage may raise above its priority.
    var urgency: UInt8
    /// Whether it interrupts readings of lower classes.
    var interrupts = false
    /// The reading time that is left at a speed of 1.
    var readingLeft: Duration
    /// Whether it was given to a reader before.
    var wasAssigned = false
    /// Whether its images came to the reader it was given to ahead.
    var hasArrived = false
    /// When a free reader took it up, and waits for nothing but its images.
    var taken = SimulationTime.zero
    var interruptions: Int32 = 0
    var interruptedSince = SimulationTime.zero
    /// How long it lay between interruptions and going on.
    var interrupted = Duration.zero
    /// The reader who has all images of an interrupted study still; −1 for none.
    var imagesAt: Int32 = -1

    // Reports beyond the first: see `ReportingPlan`. A later task is an entry of its own.
    var task = ReportingTask.report
    /// What chance decides of its reports; see `ReportingDraw`.
    var reportingKey: UInt64 = 0
    /// A task's class of eligibility as a report.
    var reportClass: Int32 = 0
    /// Readers who may not have it, because they read it before; −1 for none.
    var barred: Int32 = -1
    var alsoBarred: Int32 = -1
    /// Whose turn it is when free: the author of the report that an addendum is for; −1 for none.
    var preferred: Int32 = -1
    /// A second reading's study, which waits for it in the pool; −1 for none.
    var parent: Int32 = -1
    /// Whether it waits for another reading of it.
    var isAside = false
    /// When a task could first be done.
    var due = SimulationTime.zero
    /// When the report was published that a task follows.
    var published = SimulationTime.zero
    /// Attempts to call so far, and whether the call is about a correction.
    var attempts: Int32 = 0
    var isCorrection = false

    init(
        created: SimulationTime, exam: Duration, reading: Duration, bytes: Double, instances: Int32,
        site: Int32,
        modality: Modality, priority: UInt8, application: UInt8, replayed: Int32,
        priorBytes: Double, priorInstances: Int32
    ) {
        self.created = created
        self.exam = exam
        examLeft = exam
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
        urgency = priority
        readingLeft = reading
    }
}

extension Study {
    /// Since when it has been on offer to readers.
    var offeredSince: SimulationTime { task == .report ? available : due }

    /// Whether somebody may not have it who may read it otherwise.
    var bars: Bool { barred >= 0 || alsoBarred >= 0 }

    /// Whether a reader (−1 for anybody) may not have it, having read it before.
    func isBarred(_ reader: Int) -> Bool {
        reader >= 0 && (Int(barred) == reader || Int(alsoBarred) == reader)
    }

    /// Whether its milestones between available and reported follow each other, so that the parts add up to the whole.
    func isInOrder(reported: SimulationTime) -> Bool {
        available <= readable && readable <= taken && taken <= opened && opened + interrupted <= reported
    }
}
