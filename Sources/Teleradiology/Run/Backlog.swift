import SimulationKernel

/// How many studies were on their way, waited or were with readers, as a curve over the run.
///
/// Each point is the time average over one step, so that nothing falls between two looks. Steps are whole hours from
/// the start of the run, an hour each for up to 2,000 of them and longer ones for longer runs: the curve takes the
/// same memory however long the run is.
public struct Backlog: Sendable, Hashable {
    /// The time averages over one step.
    public struct Point: Sendable, Hashable {
        /// Studies between imaging complete and available at the hub.
        public var transfer: Double
        /// Studies on the worklist.
        public var worklist: Double
        /// Studies that were given to a reader and are not reported.
        public var readers: Double
    }

    /// The length of a step.
    public let step: Duration
    /// The points in order of time; the first is that of the step after the start.
    public internal(set) var points: [Point] = []

    private static let mostPoints = 2_000.0

    /// An empty curve for a run of a length.
    init(length: Duration) {
        let hours = (length.seconds / 3600 / Self.mostPoints).rounded(.up)
        step = .hours(max(1, hours))
    }
}
