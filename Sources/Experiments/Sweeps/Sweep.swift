import ScenarioFiles
import Teleradiology

/// A scenario run at every point of a design.
///
/// All points share the random streams of demand (common random numbers): where a parameter does not touch demand,
/// every point meets the same studies, and what differs between rows is the parameter's doing.
public struct Sweep: Sendable {
    /// One scenario to run.
    public struct Point: Sendable {
        /// The design it belongs to; nil when the file is swept as it stands.
        public let design: String?
        /// The values of the parameters.
        public let values: [String]
        /// The scenario with those values.
        public let scenario: Scenario
        /// What is measured; the same at every point but for the order of priority classes.
        public let measures: [Measure]

        /// A scenario at a point of a design.
        public init(design: String?, values: [String], scenario: Scenario, measures: [Measure]) {
            self.design = design
            self.values = values
            self.scenario = scenario
            self.measures = measures
        }
    }

    /// What one point gave.
    public struct Row: Sendable {
        /// The point.
        public let point: Point
        /// Its measures, in their order; nil for one that no replication had.
        public let estimates: [Estimate?]
        /// The fingerprints of all replications' demand.
        public let demandFingerprint: UInt64

        /// The measures of a point, taken from its result.
        public init(_ point: Point, _ result: ExperimentResult) {
            self.point = point
            estimates = point.measures.map { result.estimate($0) }
            demandFingerprint = result.demandFingerprint
        }
    }

    /// The paths of the parameters and how points were chosen.
    public let design: SweepDesign
    /// A row for each point.
    public let rows: [Row]

    /// Whether every point met the same studies.
    public var sawSameStudies: Bool { Set(rows.map(\.demandFingerprint)).count <= 1 }

    /// Whether designs beside the file as it stands were swept.
    public var hasDesigns: Bool { rows.contains { $0.point.design != nil } }

    /// A sweep whose points have been run.
    public init(design: SweepDesign, rows: [Row]) {
        self.design = design
        self.rows = rows
    }

    /// Runs every point, one after the other, each with its replications on `threads` threads.
    ///
    /// - Parameter progress: called after each replication with the number finished of all points.
    public static func run(
        _ design: SweepDesign, _ points: [Point], threads: Int? = nil,
        progress: (@Sendable (Int) -> Void)? = nil
    ) async throws(ModelError) -> Sweep {
        var rows: [Row] = []
        var finished = 0
        for point in points {
            let before = finished
            let result = try await Experiment(point.scenario, threads: threads).run { progress?(before + $0) }
            finished += result.replications.count
            rows.append(Row(point, result))
        }
        return Sweep(design: design, rows: rows)
    }
}
