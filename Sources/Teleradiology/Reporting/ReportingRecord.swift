import SimulationKernel

/// What came after a study's first reading, in its record; without reports beyond the first, all but the reader is empty.
public struct ReportingRecord: Sendable, Hashable {
    /// Who did the first reading, by number over all groups.
    public var firstReader: Int?
    /// Who did the second of two readings, and who decided between them.
    public var secondReader: Int?
    /// Who decided between the two readings; nil when they agreed.
    public var arbiter: Int?
    /// Whether the first report was preliminary.
    public var isPreliminary = false
    /// When the final report was published, and by whom.
    public var final: SimulationTime?
    /// Who gave the final report.
    public var finalReader: Int?
    /// What the final report corrected.
    public var correction: Discrepancy?
    /// When it was reviewed, and by whom.
    public var reviewed: SimulationTime?
    /// Who reviewed it.
    public var reviewer: Int?
    /// What the review found.
    public var finding: Discrepancy?
    /// When an addendum was published, and by whom.
    public var addendum: SimulationTime?
    /// Who wrote the addendum.
    public var addendumReader: Int?
    /// When the critical result was told.
    public var communicated: SimulationTime?
    /// Attempts to tell it.
    public var attempts = 0
    /// When the correction, or the addendum, was told.
    public var correctionTold: SimulationTime?

    /// Nothing yet.
    public init() {}
}
