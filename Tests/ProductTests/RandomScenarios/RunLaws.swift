import SimulationKernel
import Teleradiology

/// What must be true of every run, whatever is in its scenario; each law tells what it found wrong, empty when nothing.
struct RunLaw: Sendable {
    let name: String
    /// Whether it is about studies that are read once, and by whoever takes them from the worklist.
    let isOfPlainReading: Bool
    let violations: @Sendable (RunReplay) -> [String]

    private init(
        _ name: String, isOfPlainReading: Bool = true,
        _ violations: @escaping @Sendable (RunReplay) -> [String]
    ) {
        self.name = name
        self.isOfPlainReading = isOfPlainReading
        self.violations = violations
    }

    static let all = [
        RunLaw("intervals add up", isOfPlainReading: false, intervals),
        RunLaw("bytes are those of the studies", isOfPlainReading: false, bytes),
        RunLaw("milestones follow each other") { $0.disorder },
        RunLaw("studies are created, reported or in the system, at the stage that they are in", stages),
        RunLaw("figures are those of the studies", figures),
        RunLaw("Little's law", littlesLaw),
        RunLaw("readers' time", readersTime),
        RunLaw("who reads is there and may", readersRights),
        RunLaw("work conservation", workConservation),
        RunLaw("interruptions", interruptions),
        RunLaw("the order of work", orderOfWork),
        RunLaw("who is on call comes", onCall),
    ]
}

// MARK: - Studies

extension RunLaw {
    private static func stages(_ run: RunReplay) -> [String] {
        let sum = run.result.conservation
        var counts = [String: Int](uniqueKeysWithValues: Conservation.stages.map { ($0, 0) })
        var reported = 0
        for (study, course) in run.courses.enumerated() {
            func has(_ milestone: Milestone) -> Bool { course.times[milestone] != nil }
            if has(.reported) {
                reported += 1
            } else if !has(.imagingComplete) {
                counts["scanner", default: 0] += 1
            } else if !has(.stored) {
                counts["transfer", default: 0] += 1
            } else if run.program(for: study) != nil, !has(.triaged) {
                counts["triage", default: 0] += 1
            } else if !has(.assigned) || course.last == .interrupted {
                counts["worklist", default: 0] += 1
            } else {
                counts[course.last == .opened ? "reading" : "retrieval", default: 0] += 1
            }
        }
        var found = Dictionary(uniqueKeysWithValues: sum.inSystem.map { ($0.stage, $0.count) })
        // A log does not tell transfer from ingest, nor when what was given ahead went back.
        func join(_ one: String, _ other: String) {
            found[one, default: 0] += found.removeValue(forKey: other) ?? 0
            counts[one, default: 0] += counts.removeValue(forKey: other) ?? 0
        }
        join("transfer", "ingest")
        if run.givesBack { join("worklist", "retrieval") }
        var problems = found == counts ? [] : ["\(found) in the system, of which the log says \(counts)"]
        if sum.reported != reported || sum.created != reported + counts.values.reduce(0, +) {
            problems.append("\(sum.created) created, \(sum.reported) reported, the log says \(reported)")
        }
        if run.scenario.ending == .finish, sum.reported != sum.created {
            problems.append("some are not reported")
        }
        return problems
    }

    private static func intervals(_ run: RunReplay) -> [String] {
        run.result.studies.compactMap { study in
            func isSum() -> Bool {
                guard let complete = study.imagingComplete else { return study.available == nil }
                guard let available = study.available else {
                    return complete >= study.created && study.taken == nil
                }
                guard study.parts.total == available - complete, complete >= study.created else {
                    return false
                }
                let readable = study.triaged ?? available
                guard let taken = study.taken, let opened = study.opened else { return study.reported == nil }
                guard available <= readable, readable <= taken, taken <= opened else { return false }
                return study.reported.map { opened + study.interrupted <= $0 } ?? true
            }
            return isSum() ? nil : "study \(study.number): \(study)"
        }
    }

    /// Counts and sums of the report's intervals, and of the parts of the wait, are those of the studies.
    private static func figures(_ run: RunReplay) -> [String] {
        let counted = run.result.studies.filter {
            $0.reported != nil && $0.imagingComplete ?? .zero >= .zero + run.scenario.warmUp
        }
        func sum(_ span: (StudyRecord) -> Duration?) -> Double {
            Double(counted.reduce(Int64(0)) { $0 + (span($1)?.microseconds ?? 0) }) / 1e6
        }
        func between(
            _ one: KeyPath<StudyRecord, SimulationTime?>, _ other: KeyPath<StudyRecord, SimulationTime?>
        )
            -> Double
        {
            sum { study in
                guard let start = study[keyPath: one], let end = study[keyPath: other] else { return nil }
                return end - start
            }
        }
        let cell = run.result.merged { _, _ in true }
        let expected = [
            between(\.imagingComplete, \.available), between(\.available, \.opened),
            between(\.opened, \.reported),
            between(\.imagingComplete, \.reported),
        ]
        let found = cell.intervals.map(\.totalSeconds)
        var problems = cell.reported == counted.count ? [] : ["\(cell.reported) counted of \(counted.count)"]
        if zip(found, expected).contains(where: { abs($0 - $1) > 1e-4 + 1e-12 * $1 }) {
            problems.append("intervals \(found), of the studies \(expected)")
        }
        if abs(found[0] + found[1] + found[2] - found[3]) > 1e-4 + 1e-12 * found[3] {
            problems.append("intervals \(found) do not add up")
        }
        let parts =
            WaitPart.allCases.reduce(0) { $0 + (cell.meanSeconds(of: $1) ?? 0) } * Double(cell.reported)
        if abs(parts - found[1]) > 1e-4 + 1e-9 * found[1] { problems.append("parts of the wait \(parts)") }
        return problems
    }

    private static func bytes(_ run: RunReplay) -> [String] {
        let scenario = run.scenario
        let fails =
            scenario.sites.contains { $0.uplink?.outages.isNone == false }
            || run.plans.contains { !$0.outages.isNone || !$0.lineOutages.isNone }
        var problems: [String] = []
        if !fails, run.result.bytesSentAgain != 0 {
            problems.append("\(run.result.bytesSentAgain) B sent again")
        }
        // With headers, 1.04 times the bytes, with what encryption and tunnels add and compression takes, by the hub of
        // the least and the most; a study that is being ingested has come and is not stored yet.
        var (least, most) = (0.0, 0.0)
        for study in run.result.studies where scenario.sites[study.site].uplink != nil {
            guard study.imagingComplete != nil else { continue }
            let wire = run.plans.map { plan in
                study.bytes * 1.04 / (plan.compression?.ratios[study.modality] ?? 1)
                    * (1 + plan.encryptionShare)
                    * (1 + (plan.vpn?.overheadShare ?? 0))
            }
            if study.available != nil { least += wire.min() ?? 0 }
            most += wire.max() ?? 0
        }
        let received = run.result.bytesReceived
        if received < least * (1 - 1e-6) - 1 || received > most * (1 + 1e-6) + 1 {
            problems.append("\(received) B received, not \(least) to \(most)")
        }
        return problems
    }
}

// MARK: - Little's law

extension RunLaw {
    /// Time-integrated numbers over the observed time are the summed times of the studies in it.
    private static func littlesLaw(_ run: RunReplay) -> [String] {
        let (start, end) = (run.scenario.warmUp.microseconds, run.scenario.length.microseconds)
        /// Hours of spans within the observed time.
        func hours(_ spans: some Sequence<(Int64, Int64?)>, from start: Int64 = start) -> Double {
            Double(spans.reduce(Int64(0)) { $0 + max(0, min($1.1 ?? end, end) - max($1.0, start)) }) / 3.6e9
        }
        let observed = run.result.observed.seconds / 3600
        var problems: [String] = []
        func expect(_ name: String, _ found: Double, _ expected: Double) {
            if abs(found - expected) > 1e-6 + 1e-9 * expected {
                problems.append("\(name): \(found) h, the studies' times are \(expected) h")
            }
        }
        func spans(
            _ one: Milestone, _ other: Milestone, _ isIncluded: (RunReplay.Course) -> Bool = { _ in true }
        )
            -> [(Int64, Int64?)]
        {
            run.courses.filter(isIncluded).compactMap { course in
                course.times[one].map { ($0, course.times[other]) }
            }
        }
        for use in run.result.resources {
            let busy = (use.utilisation ?? 0) * use.capacity * observed
            let queued = use.meanQueue * observed
            switch use.kind {
            case .worklist where !run.givesBack:
                expect("worklist", queued, hours(run.waits.map { ($0.start, $0.end) }))
            case .triage:
                let looked = run.courses.indices.filter { run.program(for: $0)?.name == use.name }
                    .compactMap { study in
                        let times = run.courses[study].times
                        return times[.stored].map { ($0, times[.triaged]) }
                    }
                expect("triage \(use.name)", queued + busy, hours(looked))
            case .scanners:
                guard let (site, pool, modality) = scanners(use.name, run), pool.breakdowns.isNone,
                    pool.hours.isEmpty
                else { continue }
                func isOurs(_ course: RunReplay.Course) -> Bool {
                    course.site == site && course.modality == modality
                }
                let exams = spans(.examStarted, .imagingComplete, isOurs)
                expect(use.name, busy, hours(exams))
                // A trace's studies may come completed, without an exam.
                let waited = run.courses.filter {
                    isOurs($0) && ($0.times[.imagingComplete] == nil || $0.times[.examStarted] != nil)
                }
                .compactMap { course in course.times[.ordered].map { ($0, course.times[.examStarted]) } }
                expect("\(use.name), waiting", queued, hours(waited))
            case .pool:
                // The room is held from when it is free, its two nurses during the exam.
                func isOurs(_ course: RunReplay.Course) -> Bool {
                    course.site == 0 && course.modality == .xray
                }
                if use.name == "Room Anna" {
                    expect(use.name, queued + busy, hours(spans(.ordered, .imagingComplete, isOurs)))
                } else {
                    expect(use.name, busy, 2 * hours(spans(.examStarted, .imagingComplete, isOurs)))
                }
            default: break
            }
        }
        let backlog = run.result.backlog
        guard end % backlog.step.microseconds == 0 else { return problems }
        let step = backlog.step.seconds / 3600
        expect(
            "backlog in transfer", backlog.points.reduce(0) { $0 + $1.transfer } * step,
            hours(spans(.imagingComplete, .stored), from: 0))
        guard !run.givesBack else { return problems }
        expect(
            "backlog on the worklist", backlog.points.reduce(0) { $0 + $1.worklist } * step,
            hours(run.waits.map { ($0.start, $0.end) }, from: 0))
        expect(
            "backlog with readers", backlog.points.reduce(0) { $0 + $1.readers } * step,
            hours(run.holds.map { ($0.start, $0.end) }, from: 0))
        return problems
    }

    /// The scanners of a name such as `ct Anna`.
    private static func scanners(_ name: String, _ run: RunReplay) -> (Int, ScannerPool, Modality)? {
        for (index, site) in run.scenario.sites.enumerated() {
            for (modality, pool) in site.scanners where name == "\(modality.name) \(site.name)" {
                return (index, pool, modality)
            }
        }
        return nil
    }
}
