/// What a reader does for a study: its first report, and what comes after that.
public enum ReportingTask: UInt8, CaseIterable, Sendable, Hashable, BitwiseCopyable {
    /// The first reading, which ends in a report unless a second reading follows.
    case report
    /// The second of two independent readings before there is a report.
    case secondReading
    /// The reading that decides where the two disagree.
    case arbitration
    /// The final report of what has a preliminary one.
    case finalReport
    /// An addendum to a report in which peer review found something of weight.
    case addendum
    /// A report that is read again for quality.
    case peerReview
    /// Telling a critical result to who has asked for the study.
    case call

    /// The name in reports for programs.
    public var name: String {
        switch self {
        case .report: "report"
        case .secondReading: "second_reading"
        case .arbitration: "arbitration"
        case .finalReport: "final_report"
        case .addendum: "addendum"
        case .peerReview: "peer_review"
        case .call: "call"
        }
    }

    /// What follows the first reading, in the order of their classes of eligibility: what may be given to a reader ahead
    /// comes first.
    static let later: [ReportingTask] = [
        .secondReading, .arbitration, .finalReport, .addendum, .peerReview, .call,
    ]

    /// Whether it may be given to a reader who still reads something else.
    var goesAhead: Bool { self != .peerReview && self != .call }

    /// What the log says of it instead of a milestone of a first reading; nil for nothing.
    func milestone(_ milestone: Milestone) -> Milestone? {
        switch (self, milestone) {
        case (.call, .assigned), (.call, .reassigned), (.call, .opened): nil
        case (.peerReview, .opened): .reviewStarted
        default: milestone
        }
    }
}
