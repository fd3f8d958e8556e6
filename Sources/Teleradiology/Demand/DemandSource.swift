import SimulationKernel

/// What a stream's studies are drawn from, compiled; shared by all replications.
struct CompiledStream: Sendable {
    /// When studies come.
    enum Arrivals: Sendable {
        /// Studies a second in each hour of the local week.
        case weekly(rates: [Double], clock: LocalClock)
        case renewal(Sampler)
        case replay([ReplayedStudy])
    }

    /// The name that keys its random streams: `site/St Anna/ct`.
    let key: String
    let site: Int
    /// Its index among the site's streams.
    let index: Int
    let modality: Modality
    let arrivals: Arrivals
    /// Cumulative shares; the last is 1.
    let priorities: [Double]
    let applications: [Double]
    let instances: Sampler
    let bytes: Sampler
    /// Seconds; nil for a modality without a scanner at the site. By modality.
    let exams: [Sampler?]
    /// Seconds, by modality × application.
    let readings: [Sampler]
    let priors: PriorStudies?
}

/// A demand stream in one replication: its random streams and its place in the week.
///
/// Every attribute has a random stream of its own and is drawn when the study is created, so the same study
/// meets every design with the same attributes.
struct DemandSource {
    private var arrivalStream: RandomStream
    private var priorityStream: RandomStream
    private var applicationStream: RandomStream
    private var instancesStream: RandomStream
    private var bytesStream: RandomStream
    private var examStream: RandomStream
    private var readingStream: RandomStream
    private var priorStream: RandomStream
    /// The studies a second that hold until `rateEnd`.
    private var rate = 0.0
    private var rateEnd = SimulationTime.zero
    /// The next study of a replay.
    private var position = 0

    init(_ stream: CompiledStream, seed: UInt64, replication: Int) {
        func named(_ purpose: String) -> RandomStream {
            RandomStream(seed: seed, replication: replication, name: "\(stream.key)/\(purpose)")
        }
        arrivalStream = named("arrivals")
        priorityStream = named("priority")
        applicationStream = named("application")
        instancesStream = named("instances")
        bytesStream = named("bytes")
        examStream = named("exam-duration")
        readingStream = named("reading")
        priorStream = named("priors")
    }

    /// When the stream's next study comes, given that the last came at `now`; nil when none comes any more.
    mutating func nextArrival(_ stream: CompiledStream, after now: SimulationTime) -> SimulationTime? {
        switch stream.arrivals {
        case .renewal(let gap):
            return now + Duration(seconds: max(0, gap.draw(from: &arrivalStream)))
        case .weekly(let rates, let clock):
            return nextPoisson(rates, clock, after: now)
        case .replay(let studies):
            return position < studies.count ? studies[position].completed : nil
        }
    }

    /// Inverts the cumulative rate: one exponential number a study, whatever the profile.
    private mutating func nextPoisson(_ rates: [Double], _ clock: LocalClock, after now: SimulationTime)
        -> SimulationTime?
    {
        var time = now
        var need = arrivalStream.exponential()
        while time < .latest {
            if time >= rateEnd {
                let (hour, end) = clock.hourOfWeek(at: time)
                rate = rates[hour]
                rateEnd = end
            }
            let offered = rate * (rateEnd - time).seconds
            if need < offered { return min(rateEnd, time + Duration(seconds: need / rate)) }
            need -= offered
            time = rateEnd
        }
        return nil
    }

    /// Draws the study that comes now.
    mutating func drawStudy(_ stream: CompiledStream, at now: SimulationTime) -> Study {
        var modality = stream.modality
        var priority = Self.pick(stream.priorities, priorityStream.uniform())
        var application = Self.pick(stream.applications, applicationStream.uniform())
        var instances = 1
        var bytes = 1.0
        var replayed: Int32 = -1
        if case .replay(let studies) = stream.arrivals {
            let study = studies[position]
            replayed = Int32(truncatingIfNeeded: position)
            position += 1
            modality = study.modality
            priority = study.priority ?? priority
            application = study.application.map { Int($0.rawValue) } ?? application
            instances = max(1, study.instances)
            bytes = max(1, study.bytes)
        } else {
            instances = Int(max(1, min(1e9, stream.instances.draw(from: &instancesStream).rounded())))
            bytes = max(1, min(1e15, stream.bytes.draw(from: &bytesStream)))
        }
        let exam = stream.exams[Int(modality.rawValue)]?.draw(from: &examStream) ?? 0
        let reading = stream.readings[Int(modality.rawValue) * Application.allCases.count + application]
            .draw(from: &readingStream)
        let prior = drawPriors(stream, like: (instances, bytes))
        return Study(
            created: now, exam: Duration(seconds: max(0, exam)), reading: Duration(seconds: max(0, reading)),
            bytes: bytes, instances: Int32(truncatingIfNeeded: instances), site: Int32(stream.site),
            modality: modality, priority: UInt8(priority), application: UInt8(application),
            replayed: replayed,
            priorBytes: prior.bytes, priorInstances: Int32(truncatingIfNeeded: prior.instances)
        )
    }

    /// The priors that must be fetched; those of a replayed study are as large as it is.
    private mutating func drawPriors(
        _ stream: CompiledStream, like study: (instances: Int, bytes: Double)
    ) -> (instances: Int, bytes: Double) {
        guard let priors = stream.priors, priorStream.uniform() < priors.share else { return (0, 0) }
        var fetched = (instances: 0, bytes: 0.0)
        let isReplay = if case .replay = stream.arrivals { true } else { false }
        for _ in 0..<priors.count {
            // All is drawn whatever is cached, so that a design with another cache sees the same priors.
            let isCached = priorStream.uniform() < priors.cached
            let instances =
                isReplay
                ? study.instances
                : Int(max(1, min(1e7, stream.instances.draw(from: &priorStream).rounded())))
            let bytes = isReplay ? study.bytes : max(1, min(1e15, stream.bytes.draw(from: &priorStream)))
            if !isCached { fetched = (fetched.instances + instances, fetched.bytes + bytes) }
        }
        return fetched
    }

    private static func pick(_ cumulative: [Double], _ uniform: Double) -> Int {
        var index = 0
        while index < cumulative.count - 1 && uniform >= cumulative[index] { index += 1 }
        return index
    }
}
