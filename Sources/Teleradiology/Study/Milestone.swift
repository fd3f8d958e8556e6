import SimulationKernel

/// The milestones of a study's way that a log of a run shows, with their names in the SWIM lexicon.
///
/// Labels and codes are those of the SIIM Workflow Initiative in Medicine (B. J. Erickson and others, "Standards for
/// Business Analytics and Departmental Workflow", J Digit Imaging 26, 2013), which are the children of RadLex RID45812
/// "workflow term", so that the log of a run reads like the log of a department.
public enum Milestone: UInt8, CaseIterable, Sendable, Hashable, BitwiseCopyable {
    /// The exam was asked for; without scanners this is also when it was completed.
    case ordered
    /// The exam began at a scanner.
    case examStarted
    /// Imaging is complete.
    case imagingComplete
    /// The site begins to send it.
    case transferStarted
    /// Stored at the hub, and available.
    case stored
    /// Triage by software has a verdict.
    case triaged
    /// Given to a reader.
    case assigned
    /// Given to a reader again, after another had to give it back or was interrupted.
    case reassigned
    /// The images that a reader needs to open it are there: the first when they are streamed, else all.
    case transferred
    /// A reader opens it, the first time or after an interruption.
    case opened
    /// Its reading was interrupted by a more urgent study.
    case interrupted
    /// The final report is published.
    case reported
    /// A preliminary report is published.
    case preliminary
    /// A reading is over that another reading follows before there is a report.
    case readingCompleted
    /// The final report differs from the preliminary one.
    case corrected
    /// An addendum to a report is published.
    case addendum
    /// A report is read again for quality.
    case reviewStarted
    /// The review is over.
    case reviewCompleted
    /// Nobody answered a call with a critical result.
    case callUnanswered
    /// A critical result was told.
    case communicated
    /// After the last attempt a critical result was handed over to others.
    case callHandedOver

    /// The label in the SWIM lexicon, or our own where it has none.
    public var label: String {
        switch self {
        case .ordered: "OrderCreated"
        case .examStarted: "ProcedureStart"
        case .imagingComplete: "ImagingComplete"
        case .transferStarted: "ExamExported"
        case .stored: "ImagesStoredInArchive"
        case .triaged: "AutomatedProcessingComplete"
        case .assigned: "Resource Assigned"
        case .reassigned: "ExamReassigned"
        case .transferred: "Transferred"
        case .opened: "Exam Opened"
        case .interrupted: "ReadInterrupted"
        case .reported: "FinalPublish"
        case .preliminary: "PrelimPublish"
        case .readingCompleted: "ReadingCompleted"
        case .corrected: "ReportCorrected"
        case .addendum: "DelayedAddl"
        case .reviewStarted: "PeerReviewStarted"
        case .reviewCompleted: "PeerReviewCompleted"
        case .callUnanswered: "AttemptedCritNotify"
        case .communicated: "CritNotification"
        case .callHandedOver: "CritNotificationHandedOver"
        }
    }

    /// The RadLex code; nil where the lexicon has none.
    public var radLexCode: String? {
        switch self {
        case .ordered: "RID45813"
        case .examStarted: "RID46000"
        case .imagingComplete: "RID45847"
        case .transferStarted: "RID45864"
        case .stored: "RID45871"
        case .triaged: "RID45833"
        case .reassigned: "RID45863"
        case .transferred: "RID45945"
        case .opened: "RID45893"
        case .reported: "RID45865"
        case .preliminary: "RID45911"
        case .corrected: "RID45850"
        case .addendum: "RID45855"
        case .reviewStarted: "RID45902"
        case .reviewCompleted: "RID45901"
        case .callUnanswered: "RID45831"
        case .communicated: "RID45854"
        case .assigned, .interrupted, .readingCompleted, .callHandedOver: nil
        }
    }
}

/// A study passed a milestone: one line of a log, without names, as plain numbers.
public struct MilestoneEvent: BitwiseCopyable, Sendable {
    /// When.
    public var time: SimulationTime
    /// The study's place in the order of creation, from 0.
    public var study: Int
    /// The bytes of all its instances.
    public var bytes: Double
    /// The number of its DICOM instances.
    public var instances: Int32
    /// The index of its site in the scenario.
    public var site: Int32
    /// The index of the reader group that has it; −1 for none.
    public var readerGroup: Int32
    /// What it passed.
    public var milestone: Milestone
    /// Its imaging technique.
    public var modality: Modality
    /// The application that reads it.
    public var application: Application
    /// The index of its priority class.
    public var priority: UInt8
    /// What triage found of it; nil until it has.
    public var finding: TriageFinding?
}

/// Takes the milestones of a run while it goes on.
public protocol MilestoneSink: Sendable {
    /// Whether the milestones of a replication are wanted.
    func wants(replication: Int) -> Bool
    /// Takes milestones in the order of time. What goes wrong is the sink's to keep: the run goes on.
    func take(_ events: [MilestoneEvent], replication: Int)
}
