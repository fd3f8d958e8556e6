import SimulationKernel

/// Something that is another way from a date on: a site opens, a volume changes, readers or providers join or leave.
///
/// What is on its way already goes on: studies that were made are delivered and read, and a reader who leaves finishes
/// the study that is open.
public struct PlannedChange: Hashable, Sendable {
    /// What changes.
    public enum Subject: Hashable, Sendable {
        /// A site makes studies from now on. One whose first change this is made none before.
        case opens(site: String)
        /// A site makes no more studies: nobody comes, appointments are dropped, traces and replays go on without them.
        case closes(site: String)
        /// The streams of a site that have a rate or a time between studies, or one of them, have this much of what the
        /// scenario says; it takes the place of an earlier volume of the same site or stream, and those of a site and
        /// of its stream multiply.
        case volume(site: String, stream: String?, factor: Double)
        /// A group has so many readers from now on.
        case readers(group: String, count: Int)
        /// A provider's readers can be used from now on; one whose first change this is could not be before.
        case joins(provider: String)
        /// A provider's readers can't be used any more.
        case leaves(provider: String)
        /// The readers of some providers are one pool from now on: each may take a study as soon as the first of them may.
        case merge(providers: Set<String>)
    }
    /// When, in the scenario's local time.
    public var time: LocalDateTime
    /// What changes.
    public var subject: Subject

    /// A change.
    public init(time: LocalDateTime, subject: Subject) {
        self.time = time
        self.subject = subject
    }
}
