import SimulationKernel
import Teleradiology

// MARK: - Readers

extension RunLaw {
    /// Hours on shift are those of the calendar, hours at work those of the studies, and nobody does two at once.
    static func readersTime(_ run: RunReplay) -> [String] {
        let (start, end) = (run.scenario.warmUp.microseconds, run.scenario.length.microseconds)
        let observed = run.result.observed.seconds
        var problems: [String] = []
        for (group, time) in run.result.readerTimes.enumerated() {
            func expect(_ name: String, _ found: Double, _ expected: Double) {
                if abs(found - expected) > 1e-6 {
                    problems.append("\(time.group), \(name): \(found) h, not \(expected) h")
                }
            }
            func hours(_ mean: Double) -> Double { mean * observed / 3600 }
            let atWork = hours(time.reading + time.interrupted)
            expect("on shift + overtime", hours(time.onShift + time.overtime), atWork + hours(time.idle))
            if run.scenario.readers[group].onCall == nil {
                var expected = 0.0
                for span in run.roster.onShift[group] {
                    let changes = run.roster.counts[group].map(\.from) + [.max]
                    for (one, next) in zip(changes, changes.dropFirst()) {
                        let part = span.clamped(to: max(one, start)..<max(start, min(next, end), one))
                        expected +=
                            Double(part.upperBound - part.lowerBound)
                            * Double(run.roster.present(group, at: part.lowerBound)) / 3.6e9
                    }
                }
                expect("on shift", hours(time.onShift), expected)
            }
            // Who has studies ahead is at work with one of them.
            if !run.isPrefetching {
                let busy = run.holds.filter { $0.group == group }.reduce(Int64(0)) {
                    $0 + max(0, min($1.end ?? end, end) - max($1.start, start))
                }
                expect("at work", atWork, Double(busy) / 3.6e9)
            }
        }
        return problems
    }

    /// Nobody is given a study who is not there or may not read it.
    static func readersRights(_ run: RunReplay) -> [String] {
        run.holds.compactMap { hold in
            let what =
                "study \(hold.study) given to \(run.scenario.readers[hold.group].name) at \(hold.start) µs"
            if !run.mayRead(hold.group, hold.study, at: hold.start) { return "\(what), who may not read it" }
            if let plan = run.scenario.readers[hold.group].onCall {
                return run.courses[hold.study].urgency <= plan.priority
                    ? nil : "\(what), who is called for others"
            }
            // At the instant at which a shift ends the order of events decides.
            let isThere = max(
                run.roster.readers(of: hold.group, at: hold.start),
                run.roster.readers(of: hold.group, at: hold.start - 1))
            return isThere > 0 ? nil : "\(what), who is not there"
        }
    }

    /// While a reader who is there has nothing, no study waits that they may read.
    ///
    /// What was given ahead counts as had until it is given to another, so that readers may have less than is thought.
    static func workConservation(_ run: RunReplay) -> [String] {
        var sweep = Sweep(run)
        return sweep.violations { state, time in
            for group in run.scenario.readers.indices where run.scenario.readers[group].onCall == nil {
                let idle = run.roster.readers(of: group, at: time) - state.held[group]
                guard idle > 0,
                    let kind = state.waiting.indices.first(where: {
                        state.waiting[$0] > 0 && state.mayRead(group, $0)
                    })
                else { continue }
                return
                    "\(idle) of \(run.scenario.readers[group].name) idle, \(state.waiting[kind]) wait for them at \(time) µs"
            }
            return nil
        }
    }
}

/// Goes through a run from one change to the next, with what waits and who has how many studies.
private struct Sweep {
    struct State {
        /// Studies that wait, by kind: site × technique × application.
        var waiting: [Int]
        /// Studies that readers of a group have.
        var held: [Int]
        /// By group and kind.
        var rights: [[Bool]]

        func mayRead(_ group: Int, _ kind: Int) -> Bool { rights[group][kind] }
    }

    private enum Change {
        case waiting(kind: Int, by: Int)
        case held(group: Int, by: Int)
        case rights(group: Int)
        case calendar
    }

    private let run: RunReplay
    private var changes: [(time: Int64, change: Change)] = []

    private static let applications = Application.allCases.count
    private static let kindsOfSite = Modality.allCases.count * applications

    init(_ run: RunReplay) {
        self.run = run
        for wait in run.waits where wait.end != wait.start {
            let kind = kind(of: wait.study)
            changes.append((wait.start, .waiting(kind: kind, by: 1)))
            if let end = wait.end { changes.append((end, .waiting(kind: kind, by: -1))) }
        }
        for hold in run.holds {
            changes.append((hold.start, .held(group: hold.group, by: 1)))
            if let end = hold.end { changes.append((end, .held(group: hold.group, by: -1))) }
        }
        for group in run.scenario.readers.indices {
            for span in run.roster.onShift[group] {
                changes += [(span.lowerBound, .calendar), (span.upperBound, .calendar)]
            }
            changes += run.roster.counts[group].map { ($0.from, .calendar) }
            changes += run.roster.midnights(of: group, from: 0, until: run.end).map {
                ($0, .rights(group: group))
            }
        }
        changes.sort { $0.time < $1.time }
    }

    private func kind(of study: Int) -> Int {
        let course = run.courses[study]
        return course.site * Self.kindsOfSite + Int(course.modality.rawValue) * Self.applications
            + Int(course.application.rawValue)
    }

    private func rights(of group: Int, at time: Int64) -> [Bool] {
        run.scenario.sites.indices.flatMap { site in
            Modality.allCases.flatMap { modality in
                Application.allCases.map { run.roster.mayRead(group, site, modality, $0, at: time) }
            }
        }
    }

    /// What is wrong between one instant and the next, at most once for a run.
    mutating func violations(_ problem: (State, Int64) -> String?) -> [String] {
        var state = State(
            waiting: [Int](repeating: 0, count: run.scenario.sites.count * Self.kindsOfSite),
            held: [Int](repeating: 0, count: run.scenario.readers.count),
            rights: run.scenario.readers.indices.map { rights(of: $0, at: 0) })
        var place = 0
        while place < changes.count {
            let time = changes[place].time
            while place < changes.count, changes[place].time == time {
                switch changes[place].change {
                case .waiting(let kind, let by): state.waiting[kind] += by
                case .held(let group, let by): state.held[group] += by
                case .rights(let group): state.rights[group] = rights(of: group, at: max(0, time))
                case .calendar: break
                }
                place += 1
            }
            // After the log's end nothing is known.
            if time >= 0, time < run.end, let problem = problem(state, time) { return [problem] }
        }
        return []
    }
}
