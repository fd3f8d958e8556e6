import ScenarioFiles
import SimulationKernel
import Teleradiology
import Testing

/// A scenario that is a textbook queue: one site whose studies are available at once, equal readers who
/// are always there. Written as a scenario file, so that the whole way from the file to the figures is tested.
struct QueueingScenario {
    var arrivals: String
    var reading: String
    var readers: Int
    var order = "fifo"
    var length = "1500 d"
    var warmUp = "30 d"

    /// Poisson arrivals that load `readers` readers of 10 minutes a study to the share `load`.
    static func poisson(load: Double, readers: Int, reading: String = "{ exponential: { mean: 10 min } }")
        -> Self
    {
        Self(
            arrivals: "{ per_day: \(load * Double(readers) * 144), profile: flat }", reading: reading,
            readers: readers)
    }

    var text: String {
        """
        title: A queue
        start: 2026-01-05T00:00
        time_zone: UTC
        length: \(length)
        warm_up: \(warmUp)
        seed: 20260302
        priorities: [ { name: stat }, { name: urgent }, { name: routine } ]
        sites:
          - name: Source
            kind: hospital
            demand:
              - modality: ct
                arrivals: \(arrivals)
                priority: { stat: 10 %, urgent: 30 %, routine: 60 % }
                reading: \(reading)
        delivery: cloud
        technologies:
          cloud:
            protocol: { stow: { instances_per_request: 50 } }
            ingest: { workers: 1000, per_study: 0 s, per_instance: 0 s }
        readers:
          - group: Readers
            count: \(readers)
            time_zone: UTC
        worklist: { order: \(order) }
        """
    }

    /// The model that the file describes.
    func model() throws -> TeleradiologyModel {
        try TeleradiologyModel(ScenarioFile(text: text, path: "queue.yaml").scenario())
    }
}

/// The mean over independent replications, with what is needed to compare it with an exact value.
struct ReplicatedMean {
    let mean: Double
    /// Half of the interval that holds the exact value in all but one of a million right programs:
    /// Student's t for 19 degrees of freedom at 1 − 0.5e-6 is 6.98 (scipy.stats.t.ppf).
    let halfWidth: Double

    static let replications = 20

    init(_ values: [Double]) {
        precondition(values.count == Self.replications)
        let count = Double(values.count)
        let mean = values.reduce(0, +) / count
        let variance = values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / (count - 1)
        self.mean = mean
        halfWidth = 6.98 * (variance / count).squareRoot()
    }

    /// Checks that the interval holds `exact`, and is narrow enough (a share of `exact`) to catch a wrong program.
    func expect(
        _ exact: Double, within share: Double, _ what: String,
        sourceLocation: SourceLocation = #_sourceLocation
    ) {
        #expect(
            abs(mean - exact) <= halfWidth, "\(what): \(mean) ± \(halfWidth), exact \(exact)",
            sourceLocation: sourceLocation)
        #expect(
            halfWidth <= share * exact, "\(what): the interval ± \(halfWidth) is too wide to tell",
            sourceLocation: sourceLocation)
    }
}

extension TeleradiologyModel {
    /// One figure of each of 20 replications, run on both cores.
    func replicate(_ figure: @escaping @Sendable (RunResult) -> [Double]) async throws -> [ReplicatedMean] {
        let rows = try await withThrowingTaskGroup(of: (Int, [Double]).self) { group in
            for replication in 0..<ReplicatedMean.replications {
                group.addTask { (replication, figure(try self.run(replication: replication))) }
            }
            var rows = [[Double]](repeating: [], count: ReplicatedMean.replications)
            for try await (replication, values) in group { rows[replication] = values }
            return rows
        }
        return rows[0].indices.map { column in ReplicatedMean(rows.map { $0[column] }) }
    }
}

extension RunResult {
    /// Minutes of wait: the mean, and the value below which `probability` of the waits lie.
    func wait(ofPriority priority: Int? = nil) -> DistributionTally {
        merged { _, each in priority == nil || each == priority }.intervals[Int(Interval.wait.rawValue)]
    }
}

extension SimulationTime {
    /// The instant so many minutes after the start.
    static func minutes(_ count: Double) -> SimulationTime {
        .zero + SimulationKernel.Duration.minutes(count)
    }
}
