import SimulationKernel
import Teleradiology

/// How long a scenario takes to settle, seen in one interval of its studies.
///
/// The series is the interval of the i-th study by completion of imaging, averaged over replications that begin empty;
/// every study is followed until its report, so that none is missing because it takes long.
public struct WarmUpStudy: Sendable {
    /// The scenario, without a warm-up.
    public let scenario: Scenario
    /// The interval and the studies that were looked at.
    public let measure: Measure
    /// The mean of the i-th study over replications, in seconds.
    public let series: [Double]
    /// The mean instant at which its imaging was complete, in seconds from the start.
    public let times: [Double]
    /// Values on either side in Welch's moving average.
    public let window: Int
    /// Welch's moving average, in seconds.
    public let curve: [Double]
    /// The answer of MSER-5; nil with fewer than fifty studies.
    public let truncation: MarginalStandardError?

    /// What a study that is no series is told by.
    public enum Problem: Error, Sendable {
        /// The measure is not the mean of an interval.
        case notAnInterval
        /// The model says why it can't run.
        case model(ModelError)
    }

    /// Runs the replications, and looks at them.
    ///
    /// - Parameters:
    ///   - window: values on either side of the moving average; a twentieth of the studies unless told otherwise.
    ///   - progress: called after each replication with the number finished.
    public static func run(
        _ scenario: Scenario, _ measure: Measure, window: Int? = nil, threads: Int,
        progress: (@Sendable (Int) -> Void)? = nil
    ) async throws(Problem) -> WarmUpStudy {
        guard case .interval(let interval, .mean) = measure.kind else { throw .notAnInterval }
        var scenario = scenario
        scenario.warmUp = .zero
        scenario.ending = .finish
        do throws(ModelError) {
            let model = try TeleradiologyModel(scenario)
            let all = try await runs(
                model, scenario.replications, threads: threads, progress: progress
            ) { study -> Observation? in
                guard measure.group.includes(study.modality, study.priority),
                    let begin = study.imagingComplete, let value = study.span(of: interval)
                else { return nil }
                return Observation(time: begin, value: value)
            }
            return WarmUpStudy(scenario, measure, all, window: window)
        } catch {
            throw .model(error)
        }
    }

    /// One study's part in the series.
    struct Observation: Sendable {
        let time: SimulationTime
        let value: Duration
    }

    init(_ scenario: Scenario, _ measure: Measure, _ replications: [[Observation]], window: Int?) {
        self.scenario = scenario
        self.measure = measure
        let length = replications.map(\.count).min() ?? 0
        let count = Double(max(1, replications.count))
        series = (0..<length).map { index in
            replications.reduce(0) { $0 + $1[index].value.seconds } / count
        }
        times = (0..<length).map { index in
            replications.reduce(0) { $0 + ($1[index].time - .zero).seconds } / count
        }
        self.window = max(1, min(window ?? length / 20, length / 4))
        curve = WelchCurve.of(series, window: self.window)
        truncation = MarginalStandardError(series)
    }

    /// When the first study that is kept completed its imaging, in seconds; nil when MSER-5 gave no reliable answer.
    public var truncationSeconds: Double? {
        guard let truncation, truncation.isReliable else { return nil }
        return truncation.truncation == 0 ? 0 : times[truncation.truncation]
    }

    /// The truncation rounded up to whole hours, from two days on to whole days; nil without a reliable answer.
    public var recommended: Duration? {
        truncationSeconds.map { seconds in
            let unit: Double = seconds > 172_800 ? 86_400 : 3600
            return .seconds((seconds / unit).rounded(.up) * unit)
        }
    }

    private static func runs(
        _ model: TeleradiologyModel, _ count: Int, threads: Int, progress: (@Sendable (Int) -> Void)?,
        _ observe: @escaping @Sendable (StudyRecord) -> Observation?
    ) async throws(ModelError) -> [[Observation]] {
        let outcome = await withTaskGroup(of: (Int, Result<[Observation], ModelError>).self) {
            group -> Result<[[Observation]], ModelError> in
            var next = 0
            func start() {
                let replication = next
                next += 1
                group.addTask {
                    do throws(ModelError) {
                        let result = try model.run(replication: replication, recordingStudies: true)
                        // Sorting is stable, so equal times keep the order of creation.
                        return (
                            replication,
                            .success(result.studies.compactMap(observe).sorted { $0.time < $1.time })
                        )
                    } catch {
                        return (replication, .failure(error))
                    }
                }
            }
            while next < min(max(1, threads), count) { start() }
            var runs = [[Observation]](repeating: [], count: count)
            var failure: (replication: Int, error: ModelError)?
            var finished = 0
            for await (replication, result) in group {
                switch result {
                case .success(let run): runs[replication] = run
                case .failure(let error):
                    if replication < failure?.replication ?? .max { failure = (replication, error) }
                }
                finished += 1
                progress?(finished)
                if failure == nil, next < count { start() }
            }
            return failure.map { .failure($0.error) } ?? .success(runs)
        }
        return try outcome.get()
    }
}

extension StudyRecord {
    /// How long an interval of the study was; nil while it is not over.
    func span(of interval: Interval) -> Duration? {
        guard let complete = imagingComplete, let available, let opened, let reported else { return nil }
        return switch interval {
        case .transfer: available - complete
        case .wait: opened - available
        case .read: reported - opened
        case .turnaround: reported - complete
        case .preliminaryToFinal: reporting.isPreliminary ? reporting.final.map { $0 - reported } : nil
        case .orderToFinal: reporting.final.map { $0 - created }
        case .reportToCommunicated: reporting.communicated.map { $0 - reported }
        }
    }
}
