import SimulationKernel
import Teleradiology

/// Reads the `reports` of a scenario: preliminary and final ones, double reading, peer review, critical calls.
struct ReportsReader {
    let priorities: [PriorityClass]
    let sites: [Site]
    /// The names of the reader groups.
    let groups: [String]

    private static let keys = ["preliminary", "double_reading", "peer_review", "critical_calls"]

    func plan(_ reader: NodeReader) -> ReportingPlan? {
        guard
            let map = reader.map(
                "reports such as '{ preliminary: { by: Night team, final_by: Day team } }'", keys: Self.keys)
        else { return nil }
        if map.entries.isEmpty {
            reader.error("\(reader.path): expected one or more of: \(Self.keys.joined(separator: ", "))")
        }
        return ReportingPlan(
            preliminary: map.optional("preliminary").flatMap(preliminary),
            doubleReading: map.optional("double_reading").flatMap(doubleReading),
            peerReview: map.optional("peer_review").flatMap(peerReview),
            criticalCalls: map.optional("critical_calls").flatMap(criticalCalls))
    }

    /// Complains about studies for which somebody is missing, where the file says who may do it.
    static func complain(_ scenario: Scenario, _ reader: NodeReader) {
        guard let plan = scenario.reporting,
            let map = NodeReader(
                node: reader.node, path: reader.path, problems: ProblemCollector(sources: [:])
            ).map("reports", keys: keys)
        else { return }
        if scenario.assignment.isPush || scenario.assignment.keepsPatients {
            reader.error(
                "\(reader.path): reports of several readings go with readers who take studies themselves: write 'assign: pull', "
                    + "and no 'same_patient'")
        }
        for found in ReportingCheck.missing(scenario) {
            let part = map.optional(found.part.rawValue)
            let key = found.part == .preliminary ? "final_by" : "by"
            let place = part?.node[key]?.place ?? part?.node.place ?? reader.node.place
            reader.problems.error("\(reader.path).\(found.part.rawValue): \(found.message)", at: place)
        }
        if scenario.worklist == .fifo, plan.preliminary?.priority != nil,
            let place = map.optional("preliminary")?.node["class"]?.place
        {
            reader.problems.error(
                "\(reader.path).preliminary.class: in the order 'fifo' there are no classes; remove it",
                at: place)
        }
        let corrects =
            plan.preliminary?.discrepancies.major ?? 0 > 0 || plan.peerReview?.discrepancies.major ?? 0 > 0
        let isCritical = scenario.sites.contains { $0.demand.contains(where: \.isCritical) }
        if plan.criticalCalls != nil, !isCritical, !corrects, let calls = map.optional("critical_calls") {
            reader.problems.error(
                "\(calls.path): no stream has studies with a critical finding; write for example 'critical: 3 %' "
                    + "in its demand", at: calls.node.place)
        }
    }

    // MARK: The four parts

    private func preliminary(_ reader: NodeReader) -> PreliminaryReports? {
        guard
            let map = reader.map(
                "preliminary reports such as '{ by: Night team, final_by: Day team }'",
                keys: ["by", "final_by", "applies_to", "reading", "class", "discrepancies"])
        else { return nil }
        let first = map.required("by", "Night team").flatMap(readerGroups)
        let final = map.required("final_by", "Day team").flatMap(readerGroups)
        let studies = map.optional("applies_to").map(studies)
        let reading = map.optional("reading").flatMap(reading)
        let priority = map.optional("class")?.priority(of: priorities)
        let discrepancies = map.optional("discrepancies").flatMap(discrepancies)
        guard let first, let final else { return nil }
        return PreliminaryReports(
            groups: first, finalGroups: final, studies: studies ?? .all,
            reading: reading ?? map.fallback("reading", .share(1), as: Self.shownReading),
            priority: priority, discrepancies: discrepancies ?? DiscrepancyRates())
    }

    private func doubleReading(_ reader: NodeReader) -> DoubleReading? {
        guard
            let map = reader.map(
                "double reading such as '{ applies_to: { modality: mammography }, disagreement: 5 % }'",
                keys: ["applies_to", "by", "reading", "disagreement", "arbitration"])
        else { return nil }
        var plan = DoubleReading()
        if let place = map.optional("applies_to") { plan.studies = studies(place) }
        plan.groups = map.optional("by").flatMap(groupsOrAll)
        plan.reading =
            map.optional("reading").flatMap(reading)
            ?? map.fallback("reading", plan.reading, as: Self.shownReading)
        plan.disagreement = map.required("disagreement", "5 %")?.share() ?? 0
        if let place = map.optional("arbitration"),
            let inner = place.map(
                "arbitration such as '{ by: Seniors, reading: 50 % }'", keys: ["by", "reading"])
        {
            plan.arbiters = inner.optional("by").flatMap(groupsOrAll)
            plan.arbitration =
                inner.optional("reading").flatMap(reading)
                ?? inner.fallback("reading", plan.arbitration, as: Self.shownReading)
        }
        return plan
    }

    private func peerReview(_ reader: NodeReader) -> PeerReview? {
        guard
            let map = reader.map(
                "peer review such as '{ share: 3 %, reading: 50 % }'",
                keys: ["share", "applies_to", "by", "reading", "discrepancies", "addendum"])
        else { return nil }
        guard let share = map.required("share", "3 %")?.share() else { return nil }
        var plan = PeerReview(share: share)
        if let place = map.optional("applies_to") { plan.studies = studies(place) }
        plan.groups = map.optional("by").flatMap(groupsOrAll)
        plan.reading =
            map.optional("reading").flatMap(reading)
            ?? map.fallback("reading", plan.reading, as: Self.shownReading)
        if let rates = map.optional("discrepancies").flatMap(discrepancies) { plan.discrepancies = rates }
        plan.addendumSeconds =
            map.optional("addendum")?.distribution(.seconds)
            ?? map.fallback(
                "addendum", plan.addendumSeconds, as: { $0.shownText(NumberShown.seconds) })
        return plan
    }

    private func criticalCalls(_ reader: NodeReader) -> CriticalCalls? {
        guard
            let map = reader.map(
                "critical calls such as '{ attempt: 2 min, answered: 60 %, retry_after: 10 min }'",
                keys: ["attempt", "answered", "retry_after", "attempts_max", "by", "target"])
        else { return nil }
        let attempt = map.required("attempt", "2 min")?.distribution(.seconds)
        let answered = map.required("answered", "60 %")?.share()
        let retry = map.required("retry_after", "10 min")?.duration("a duration such as '10 min'")
        let limit = map.optional("attempts_max")?.count("a number of attempts", in: 1...1000)
        let caller = map.optional("by").flatMap(caller)
        let target = map.optional("target")?.duration("a target such as '60 min'")
        if let place = map.optional("answered"), let answered, answered < 0.001,
            map.optional("attempts_max") == nil
        {
            place.error("\(place.path): calls that nobody answers never end; give 'attempts_max' too")
        }
        guard let attempt, let answered, let retry else { return nil }
        return CriticalCalls(
            attemptSeconds: attempt, answered: answered, retryAfter: retry, attemptLimit: limit,
            caller: caller ?? map.fallback("by", .reader, as: { _ in "reader" }), target: target)
    }

    /// `reader`, or `{ coordinators: 2 }`.
    private func caller(_ reader: NodeReader) -> CriticalCalls.Caller? {
        guard case .map = reader.node.content else {
            return reader.choice("caller", [("reader", .reader), ("coordinators", .coordinators(1))])
        }
        guard
            let map = reader.map("'reader' or '{ coordinators: 2 }'", keys: ["coordinators"]),
            let count = map.required("coordinators", "2")?.count("a number of coordinators", in: 1...10_000)
        else { return nil }
        return .coordinators(count)
    }

    // MARK: What they share

    private func studies(_ reader: NodeReader) -> StudyFilter {
        StudyFilterReader(priorities: priorities, sites: sites.map(\.name)).studies(reader)
    }

    private func readerGroups(_ reader: NodeReader) -> Set<String>? {
        guard
            let items = reader.items(
                "a reader group, or a list of them such as '[ Night team ]'", allowsSingle: true)
        else { return nil }
        if items.isEmpty { reader.error("\(reader.path): there must be a reader group") }
        let names = items.compactMap { $0.choice("reader group", groups.map { ($0, $0) }) }
        return names.count == items.count ? Set(names) : nil
    }

    private func groupsOrAll(_ reader: NodeReader) -> Set<String>? {
        if case .scalar("all") = reader.node.content { return nil }
        return readerGroups(reader)
    }

    /// A share of the first reading such as `50 %`, or a time of its own.
    private func reading(_ reader: NodeReader) -> LaterReading? {
        if case .scalar(let text) = reader.node.content, text.hasSuffix("%") || Double(text) != nil {
            guard let factor = reader.factor() else { return nil }
            guard factor <= 100 else {
                reader.error("\(reader.path): a reading takes 100 times as long as the first at most")
                return nil
            }
            return .share(factor)
        }
        return reader.distribution(.seconds).map { .seconds($0) }
    }

    private static func shownReading(_ reading: LaterReading) -> String {
        switch reading {
        case .share(let share): NumberShown.share(share)
        case .seconds(let seconds): seconds.shownText(NumberShown.seconds)
        }
    }

    /// A preset by name, or `{ minor: 2 %, major: 0.5 % }`.
    private func discrepancies(_ reader: NodeReader) -> DiscrepancyRates? {
        if case .scalar = reader.node.content {
            let preset = reader.choice(
                "preset of discrepancies", DiscrepancyPreset.all.map { ($0.name, $0) })
            reader.note(source: preset?.source)
            return preset?.rates
        }
        guard
            let map = reader.map(
                "discrepancies such as 'teleradiology' or '{ minor: 2 %, major: 0.5 % }'",
                keys: ["minor", "major"])
        else { return nil }
        let rates = DiscrepancyRates(
            minor: map.optional("minor")?.share() ?? map.fallback("minor", 0, as: NumberShown.share),
            major: map.optional("major")?.share() ?? map.fallback("major", 0, as: NumberShown.share))
        guard rates.minor + rates.major <= 1 else {
            reader.error("\(reader.path): minor and major discrepancies are parts of all reports")
            return nil
        }
        return rates
    }
}
