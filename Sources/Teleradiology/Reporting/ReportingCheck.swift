import SimulationKernel

/// The checks of reports that a scenario must pass, whether it was read from a file or made by a program.
public enum ReportingCheck {
    /// The parts of a plan of reports.
    public enum Part: String, Sendable, Hashable {
        case preliminary, doubleReading = "double_reading", peerReview = "peer_review"
        case criticalCalls = "critical_calls"
    }

    /// Notes every value that makes no sense.
    static func check(_ scenario: Scenario, _ problems: inout ModelProblems) {
        guard let plan = scenario.reporting else { return }
        func require(_ condition: Bool, _ part: Part, _ message: String) {
            problems.require(condition, "reports, \(part.rawValue): \(message)")
        }
        func require(_ problem: String?, _ part: Part) { require(problem == nil, part, problem ?? "") }
        let names = Set(scenario.readers.map(\.name))
        let classes = scenario.priorities.indices
        let sites = scenario.sites.indices
        let unknown = "it names a reader group, class or site that there is not"
        if let part = plan.preliminary {
            require(
                !part.groups.isEmpty && part.groups.union(part.finalGroups).isSubset(of: names)
                    && part.studies.isKnown(classes: classes, sites: sites)
                    && part.priority.map(classes.contains) ?? true, .preliminary, unknown)
            require(part.reading.problem, .preliminary)
            require(part.discrepancies.isValid, .preliminary, "discrepancies are shares of reports")
        }
        if let part = plan.doubleReading {
            require(
                (part.groups ?? []).union(part.arbiters ?? []).isSubset(of: names)
                    && part.studies.isKnown(classes: classes, sites: sites), .doubleReading, unknown)
            require(part.reading.problem ?? part.arbitration.problem, .doubleReading)
            require((0...1).contains(part.disagreement), .doubleReading, "disagreement is a share")
        }
        if let part = plan.peerReview {
            require(
                (part.groups ?? []).isSubset(of: names)
                    && part.studies.isKnown(classes: classes, sites: sites), .peerReview, unknown)
            require(part.reading.problem ?? part.addendumSeconds.problem, .peerReview)
            require(
                (0...1).contains(part.share) && part.discrepancies.isValid, .peerReview,
                "the share and the discrepancies are shares of reports")
        }
        if let part = plan.criticalCalls {
            require(part.attemptSeconds.problem, .criticalCalls)
            require(
                (0...1).contains(part.answered) && part.retryAfter >= .zero && (part.attemptLimit ?? 1) > 0,
                .criticalCalls, "answers are a share, pauses not negative, and there is an attempt at least")
            require(
                part.answered >= 0.001 || part.attemptLimit != nil, .criticalCalls,
                "calls that nobody answers need a limit of attempts")
            if case .coordinators(let count) = part.caller {
                require(count > 0, .criticalCalls, "there must be a coordinator")
            }
        }
    }

    /// The kinds of studies for which somebody is missing: nobody may ever give their final report, read them a second
    /// time, decide, review their reports or repeat a call.
    ///
    /// The scenario is one whose values make sense.
    public static func missing(_ scenario: Scenario) -> [(part: Part, message: String)] {
        guard let plan = scenario.reporting else { return [] }
        var all: [(part: Part, message: String)] = []
        for site in scenario.sites.indices {
            for stream in scenario.sites[site].demand {
                for modality in Modality.allCases {
                    for application in Application.allCases where stream.produces(modality, application) {
                        let kind = Kind(site: site, modality: modality, application: application)
                        if let found = missing(plan, stream, kind, scenario) {
                            all.append(
                                (
                                    found.part,
                                    "\(found.message) \(modality.name) \(application.name) studies of stream \(stream.name) at "
                                        + "site \(scenario.sites[site].name)\(found.hint)"
                                ))
                        }
                    }
                }
            }
        }
        return all
    }

    private struct Kind {
        let site: Int
        let modality: Modality
        let application: Application
    }

    /// What is missing for a kind of study: the words before and behind its name.
    private static func missing(
        _ plan: ReportingPlan, _ stream: DemandStream, _ kind: Kind, _ scenario: Scenario
    ) -> (part: Part, message: String, hint: String)? {
        let readers = scenario.readers
        let eligible = readers.indices.filter {
            mayRead(readers[$0], kind, scenario) && counts(readers[$0], scenario).contains { $0 > 0 }
        }
        func applies(_ studies: StudyFilter) -> Bool {
            scenario.priorities.indices.contains { priority in
                stream.produces(kind.modality, kind.application, priority: priority)
                    && studies.includes(
                        kind.modality, kind.application, priority: priority, site: kind.site)
            }
        }
        func able(_ task: ReportingTask) -> [Int] { plan.groups(for: task, among: eligible, readers) }
        func count(_ groups: [Int]) -> Int { groups.reduce(0) { $0 + lastCount(readers[$1], scenario) } }
        let isReadTwice = plan.doubleReading.map { applies($0.studies) } ?? false
        if isReadTwice {
            let second = able(.secondReading)
            if count(second) == 0 { return (.doubleReading, "nobody may read for the second time", "") }
            if count(second) == 1 {
                return (
                    .doubleReading, "one reader alone may read for the second time",
                    ", and reads some of them first: two are needed"
                )
            }
            let arbiters = able(.arbitration)
            let others = Set(arbiters).isDisjoint(with: second) ? 1 : 2
            if plan.doubleReading?.disagreement ?? 0 > 0, count(arbiters) <= others {
                return (
                    .doubleReading, "no third reader may decide on",
                    ": \(others + 1) readers are needed for that"
                )
            }
        }
        if let part = plan.preliminary, !isReadTwice, applies(part.studies),
            eligible.contains(where: { part.groups.contains(readers[$0].name) })
        {
            let final = able(.finalReport)
            if count(final) == 0 { return (.preliminary, "nobody may give the final report of", "") }
            if count(final) == 1, final.contains(where: { part.groups.contains(readers[$0].name) }) {
                return (
                    .preliminary, "one reader alone may give the final report of",
                    ", and gives some of the preliminary ones: two are needed"
                )
            }
        }
        if let part = plan.peerReview, part.share > 0, applies(part.studies) {
            let reviewers = able(.peerReview)
            if count(reviewers) == 0 { return (.peerReview, "nobody may review the reports of", "") }
            if count(reviewers) == 1 {
                return (
                    .peerReview, "one reader alone may review the reports of",
                    ", and reads some of them: two are needed"
                )
            }
            if part.discrepancies.major > 0, count(able(.addendum)) == 0 {
                return (.peerReview, "nobody but readers on call may write addenda to the reports of", "")
            }
        }
        let corrects =
            plan.preliminary?.discrepancies.major ?? 0 > 0 || plan.peerReview?.discrepancies.major ?? 0 > 0
        if plan.criticalCalls?.caller == .reader, stream.isCritical || corrects,
            count(able(.call)) == 0
        {
            return (.criticalCalls, "nobody but readers on call may repeat calls about", "")
        }
        return nil
    }

    /// Whether a group may read a kind of study on some day; in a run that goes on until all is done, on the last.
    private static func mayRead(_ group: ReaderGroup, _ kind: Kind, _ scenario: Scenario) -> Bool {
        guard group.modalities.contains(kind.modality), group.applications.contains(kind.application) else {
            return false
        }
        let first = scenario.start.dayNumber
        let days = [first] + group.rights.changes.filter { $0 > first }
        let site = scenario.sites[kind.site]
        if scenario.ending == .finish {
            let isLeft = group.shifts.isEmpty || group.shifts.contains { $0.until == nil }
            return isLeft && group.rights.obstacle(at: site, day: days.max() ?? first) == nil
        }
        return days.contains { group.rights.obstacle(at: site, day: $0) == nil }
    }

    /// How many readers a group has in the end, or, where the run stops before, at most.
    private static func lastCount(_ group: ReaderGroup, _ scenario: Scenario) -> Int {
        let counts = counts(group, scenario)
        return scenario.ending == .finish ? counts.last ?? group.count : counts.max() ?? 0
    }

    /// How many readers a group has, at first and after each change.
    private static func counts(_ group: ReaderGroup, _ scenario: Scenario) -> [Int] {
        // The order is all that matters here.
        let calendar = ChangeCalendar(scenario.changes, providers: scenario.providers) { time in
            SimulationTime.zero + .days(Double(time.dayNumber))
                + .seconds(Double((time.hour * 60 + time.minute) * 60 + time.second))
        }
        return [group.count] + calendar.counts(of: group.name, initially: group.count).map(\.count)
    }
}

extension DemandStream {
    /// Whether it can bring a study of a technique and application, and of a class where one is asked for.
    func produces(_ modality: Modality, _ application: Application, priority: Int? = nil) -> Bool {
        let isDrawn = applicationShares[Int(application.rawValue)] > 1e-12
        func has(_ known: Int?) -> Bool {
            priority.map { wanted in known.map { $0 == wanted } ?? (priorityShares[wanted] > 1e-12) } ?? true
        }
        switch arrivals {
        case .replay(let studies):
            return studies.contains {
                $0.modality == modality && $0.application.map { $0 == application } ?? isDrawn
                    && has($0.priority)
            }
        case .trace(let trace):
            return trace.studies.contains {
                $0.modality == modality && $0.application.map { $0 == application } ?? isDrawn
                    && has($0.priority)
            }
        case .poisson, .renewal, .schedule: return self.modality == modality && isDrawn && has(nil)
        }
    }

    /// Whether some of its studies may hold a critical finding.
    public var isCritical: Bool {
        if criticalShare ?? 0 > 0 { return true }
        if case .trace(let trace) = arrivals { return trace.studies.contains { $0.isCritical == true } }
        return false
    }
}
