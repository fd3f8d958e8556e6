import SimulationKernel

/// What a stream's studies are drawn from, compiled; shared by all replications.
struct CompiledStream: Sendable {
    /// When studies come.
    enum Arrivals: Sendable {
        /// Studies a second in each hour of the local week.
        case weekly(rates: [Double], clock: LocalClock)
        case renewal(Sampler)
        case replay([ReplayedStudy])
        case schedule(CompiledAppointments)
        case trace([TracedStudy])
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
    /// What surges, growth, volume steps and closures make of the rate.
    let volume: VolumeCurve
    /// Whether its studies come when their imaging is complete, whatever scanners there are.
    let comesCompleted: Bool
    /// Cumulative; empty when studies have no body region.
    let bodyRegions: [Double]
    /// Seconds, by modality × body region; nil where the application decides. Empty without body regions.
    let regionReadings: [Sampler?]
    /// Seconds, by modality × body region; nil where the modality decides. Empty without body regions.
    let regionExams: [Sampler?]
    /// Nil where the number of series does not matter.
    let series: Sampler?
    /// Nil when nothing is said about critical findings.
    let criticalShare: Double?
    /// Cumulative shares of patients with one study, with two, and so on; empty where every study is a patient's.
    let studiesPerPatient: [Double]

    /// The procedure that its patients go through, among those of all sites; nil for none.
    let procedure: Int?
    /// How long the steps of that last, in seconds.
    let steps: [Sampler]

    /// Whether its studies are appointments, which patients keep or not.
    var isBooked: Bool { if case .schedule = arrivals { true } else { false } }
}

/// A demand stream in one replication: its random streams and its place in the week.
///
/// Every attribute has a random stream of its own and is drawn when the study is created, so the same study
/// meets every design with the same attributes.
struct DemandSource {
    /// What its studies are drawn from. It is kept here, because a call that changes the source would copy a stream
    /// handed to it from elsewhere, arrays and all, for every study.
    let stream: CompiledStream
    private var arrivalStream: RandomStream
    private var priorityStream: RandomStream
    private var applicationStream: RandomStream
    private var instancesStream: RandomStream
    private var bytesStream: RandomStream
    private var examStream: RandomStream
    private var readingStream: RandomStream
    private var priorStream: RandomStream
    private var regionStream: RandomStream
    private var criticalStream: RandomStream
    private var seriesStream: RandomStream
    private var noShowStream: RandomStream
    private var latenessStream: RandomStream
    private var patientStream: RandomStream
    private var stepStream: RandomStream
    /// How long the steps of the study last that was drawn last; empty without a procedure.
    private(set) var stepDurations: [Duration]
    /// The place in the stream's volume curve, and the one among its appointments.
    private var volumePlace = 0
    private var appointment = CompiledAppointments.Place()
    /// The studies a second that hold until `rateEnd`.
    private var rate = 0.0
    private var rateEnd = SimulationTime.zero
    /// The next study of a replay or a trace.
    private var position = 0

    init(_ stream: CompiledStream, _ keys: inout RandomStreamKeys) {
        func named(_ draw: DemandDraw) -> RandomStream {
            keys.stream("\(stream.key)/\(draw.rawValue)", draw.decides, isDrawn: stream.draws(draw))
        }
        self.stream = stream
        arrivalStream = named(.arrivals)
        priorityStream = named(.priority)
        applicationStream = named(.application)
        instancesStream = named(.instances)
        bytesStream = named(.bytes)
        examStream = named(.exam)
        readingStream = named(.reading)
        priorStream = named(.priors)
        regionStream = named(.bodyRegion)
        criticalStream = named(.critical)
        seriesStream = named(.series)
        noShowStream = named(.noShow)
        latenessStream = named(.lateness)
        patientStream = named(.patient)
        stepStream = named(.steps)
        stepDurations = [Duration](repeating: .zero, count: stream.steps.count)
    }

    /// When the stream's next study comes, given that the last came at `now`; nil when none comes any more.
    mutating func nextArrival(after now: SimulationTime) -> SimulationTime? {
        switch stream.arrivals {
        case .renewal(let gap):
            let span = max(0, gap.draw(from: &arrivalStream))
            if stream.volume.isConstant { return now + Duration(seconds: span) }
            return invert(need: span, stream.volume, after: now) { ($0, 1, .latest) }
        case .weekly(let rates, let clock):
            return invert(need: arrivalStream.exponential(), stream.volume, after: now) { time in
                let (hour, end) = clock.hourOfWeek(at: time)
                return (time, rates[hour], end)
            }
        case .schedule(let book):
            while let time = book.next(&appointment) {
                if !stream.volume.isClosed(at: time, &volumePlace) { return time }
            }
            return nil
        case .replay(let studies):
            while position < studies.count, isClosed(at: studies[position].completed) {
                position += 1
            }
            return position < studies.count ? studies[position].completed : nil
        case .trace(let studies):
            while position < studies.count, isClosed(at: studies[position].time) { position += 1 }
            return position < studies.count ? studies[position].time : nil
        }
    }

    private mutating func isClosed(at time: SimulationTime) -> Bool {
        stream.volume.isClosed(at: time, &volumePlace)
    }

    /// How long after the appointment that has come the patient is there; nil for who does not come.
    mutating func delay() -> Duration? {
        guard case .schedule(let book) = stream.arrivals else { return .zero }
        return book.delay(&noShowStream, &latenessStream)
    }

    /// When the integral of a rate times the stream's volume reaches `need`: one random number a study, whatever the
    /// profile. Nil when that is not before the end of the run.
    private mutating func invert(
        need: Double, _ volume: VolumeCurve, after now: SimulationTime,
        _ rates: (SimulationTime) -> (time: SimulationTime, rate: Double, end: SimulationTime)
    ) -> SimulationTime? {
        var time = now
        var need = need
        while time < volume.end {
            if time >= rateEnd {
                let base = rates(time)
                let (factor, end) = volume.factor(at: time, &volumePlace)
                rate = base.rate * factor
                rateEnd = min(base.end, end)
            }
            let offered = rate * (rateEnd - time).seconds
            if need < offered { return min(rateEnd, time + Duration(seconds: need / rate)) }
            need -= offered
            time = rateEnd
        }
        return nil
    }

    /// How many studies the patient has who comes now.
    mutating func drawStudiesOfPatient() -> Int {
        stream.studiesPerPatient.isEmpty
            ? 1 : 1 + Self.pick(stream.studiesPerPatient, patientStream.uniform())
    }

    /// Draws the study that comes now.
    mutating func drawStudy(at now: SimulationTime) -> Study {
        var modality = stream.modality
        var priority = Self.pick(stream.priorities, priorityStream.uniform())
        var application = Self.pick(stream.applications, applicationStream.uniform())
        var region =
            stream.bodyRegions.isEmpty ? nil : Self.pick(stream.bodyRegions, regionStream.uniform())
        var isCritical = stream.criticalShare.map { criticalStream.uniform() < $0 }
        var series = stream.series.map { max(1, $0.draw(from: &seriesStream).rounded()) } ?? 1
        var instances = 1
        var bytes = 1.0
        var replayed: Int32 = -1
        var traced: TracedStudy?
        if case .replay(let studies) = stream.arrivals {
            let study = studies[position]
            replayed = Int32(truncatingIfNeeded: position)
            position += 1
            modality = study.modality
            priority = study.priority ?? priority
            application = study.application.map { Int($0.rawValue) } ?? application
            instances = max(1, study.instances)
            bytes = max(1, study.bytes)
            series = Double(study.series)
        } else {
            instances = Int(max(1, min(1e9, stream.instances.draw(from: &instancesStream).rounded())))
            bytes = max(1, min(1e15, stream.bytes.draw(from: &bytesStream)))
        }
        if case .trace(let studies) = stream.arrivals {
            let study = studies[position]
            position += 1
            traced = study
            modality = study.modality
            priority = study.priority ?? priority
            application = study.application.map { Int($0.rawValue) } ?? application
            region = study.bodyRegion.map { Int($0.rawValue) } ?? region
            isCritical = study.isCritical ?? isCritical
            instances = study.instances ?? instances
            bytes = study.bytes ?? bytes
        }
        for step in stream.steps.indices {
            stepDurations[step] = Duration(seconds: max(0, stream.steps[step].draw(from: &stepStream)))
        }
        if let exam = traced?.exam, !stepDurations.isEmpty { stepDurations[stepDurations.count - 1] = exam }
        let exam =
            stepDurations.last?.seconds ?? stream.examSampler(modality, region)?.draw(from: &examStream) ?? 0
        let reading = stream.readingSampler(modality, application, region).draw(from: &readingStream)
        let prior = drawPriors(like: (instances, bytes))
        var study = Study(
            created: now, exam: traced?.exam ?? Duration(seconds: max(0, exam)),
            reading: traced?.reading ?? Duration(seconds: max(0, reading)),
            bytes: bytes, instances: Int32(truncatingIfNeeded: instances), site: Int32(stream.site),
            modality: modality, priority: UInt8(priority), application: UInt8(application),
            replayed: replayed,
            priorBytes: prior.bytes, priorInstances: Int32(truncatingIfNeeded: prior.instances)
        )
        study.bodyRegion = region.map { Int8($0) } ?? -1
        study.isCritical = isCritical
        study.comesCompleted = stream.comesCompleted
        study.series = Int32(min(series, Double(instances)))
        return study
    }

    /// The priors that must be fetched; those of a replayed study are as large as it is.
    private mutating func drawPriors(
        like study: (instances: Int, bytes: Double)
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

extension CompiledStream {
    /// Whether a study of its list is as asked for, by technique, application and class; nil where studies are drawn.
    func lists(_ isWanted: (Modality, Application?, Int?) -> Bool) -> Bool? {
        switch arrivals {
        case .replay(let studies):
            studies.contains { isWanted($0.modality, $0.application, $0.priority) }
        case .trace(let studies):
            studies.contains { isWanted($0.modality, $0.application, $0.priority) }
        case .weekly, .renewal, .schedule: nil
        }
    }

    /// What the duration of an exam is drawn from.
    func examSampler(_ modality: Modality, _ region: Int?) -> Sampler? {
        if let region, !regionExams.isEmpty,
            let sampler = regionExams[Int(modality.rawValue) * BodyRegion.allCases.count + region]
        {
            return sampler
        }
        return exams[Int(modality.rawValue)]
    }

    /// What the reading time is drawn from.
    func readingSampler(_ modality: Modality, _ application: Int, _ region: Int?) -> Sampler {
        if let region, !regionReadings.isEmpty,
            let sampler = regionReadings[Int(modality.rawValue) * BodyRegion.allCases.count + region]
        {
            return sampler
        }
        return readings[Int(modality.rawValue) * Application.allCases.count + application]
    }
}
