import ScenarioFiles
import SimulationKernel
import Teleradiology

/// Item 3.3: readers, providers, the worklist, triage, reports, changes and costs.
extension ModelReport {
    var readerInputs: ReportDocument.Block? {
        var rows = InputRows("Readers", facts.given)
        for (index, group) in facts.scenario.readers.enumerated() {
            let path: InputRows.Path = ["readers", .item(index)]
            let of = group.name
            rows.add(of, "readers", "\(group.count)", path + ["count"])
            rows.add(
                of, group.onCall == nil ? "shifts, \(group.timeZone)" : "hours on call, \(group.timeZone)",
                ValueWords.shifts(group.shifts), path + ["shifts"])
            if !group.breaks.isEmpty {
                rows.add(of, "breaks", ValueWords.shifts(group.breaks), path + ["breaks"])
            }
            rows.add(of, "reads", Self.reads(group), path + ["reads"])
            addRights(group, path, &rows)
            rows.add(of, "speed", Self.speed(group), path + ["speed"])
            addPace(group, path, &rows)
            if let plan = group.onCall {
                rows.add(
                    of, "on call",
                    "for \(facts.className(plan.priority)) and above, called after \(ValueWords.span(plan.after)), there "
                        + "\(ValueWords.span(plan.response)) later", path + ["on_call"])
            }
            if let line = group.downlink {
                rows.add(
                    of, "line of each reader, bandwidth", line.bandwidth.words,
                    path + ["downlink", "bandwidth"])
                for hub in facts.scenario.delivery.hubs {
                    guard let trip = line.roundTrip[hub] else { continue }
                    rows.add(
                        of, "line, round trip to \(hub.rawValue)", ValueWords.span(trip),
                        path + ["downlink", "round_trip"])
                }
                rows.add(
                    of, "line, loss of packets", ValueWords.share(line.lossProbability),
                    path + ["downlink", "loss"])
            } else {
                rows.add(of, "line of each reader", "none: images are there at once", path + ["downlink"])
            }
        }
        for (index, provider) in facts.scenario.providers.enumerated() {
            let path: InputRows.Path = ["providers", .item(index)]
            let of = "provider \(provider.name)"
            rows.add(of, "kind", provider.kind.rawValue, path + ["kind"])
            rows.add(of, "groups", facts.names(provider.groups), path + ["groups"])
            rows.add(
                of, "hours, \(provider.timeZone)", ValueWords.shifts(provider.hours), path + ["hours"])
            for (priority, promise) in provider.promises.sorted(by: { $0.key < $1.key }) {
                rows.add(
                    of, "promise for \(facts.className(priority))",
                    "within \(ValueWords.span(promise.target)) of \(provider.clock.words)"
                        + (promise.penalty.map { ", else \(ValueWords.money($0))" } ?? ""),
                    path + ["promises"])
            }
        }
        return rows.block
    }

    private static func reads(_ group: ReaderGroup) -> String {
        let modalities =
            group.modalities.count == Modality.allCases.count
            ? "all techniques" : ValueWords.titles(group.modalities).joined(separator: ", ")
        let applications =
            group.applications.count == Application.allCases.count
            ? "all applications"
            : Application.allCases.filter(group.applications.contains).map(\.name).joined(separator: ", ")
        return "\(modalities); \(applications)"
    }

    private static func speed(_ group: ReaderGroup) -> String {
        let own = Modality.allCases.compactMap { modality in
            group.speeds[modality].map { "\(modality.title) \(ValueWords.number($0))" }
        }
        return ([ValueWords.number(group.speed)] + own).joined(separator: ", ")
    }

    private func addRights(_ group: ReaderGroup, _ path: InputRows.Path, _ rows: inout InputRows) {
        let rights = group.rights
        func dates(_ from: LocalDateTime?, _ until: LocalDateTime?) -> String {
            (from.map { " from \(ValueWords.date($0))" } ?? "")
                + (until.map { " until \(ValueWords.date($0))" } ?? "")
        }
        if facts.hasLicences {
            let licences = rights.licences?.map { $0.jurisdiction + dates($0.from, $0.until) }
            rows.add(
                group.name, "licences",
                licences.map { $0.isEmpty ? "none" : $0.joined(separator: ", ") } ?? "everywhere",
                path + ["licences"])
            if let place = rights.place { rows.add(group.name, "reads in", place, path + ["country"]) }
        }
        if let credentials = rights.credentials {
            rows.add(
                group.name, "credentials",
                credentials.map { $0.site + dates($0.from, $0.until) }.joined(separator: ", "),
                path + ["credentials"])
        }
        for (site, span) in rights.travel.sorted(by: { $0.key < $1.key }) {
            rows.add(group.name, "way to \(site)", ValueWords.span(span), path + ["travel"])
        }
    }

    private func addPace(_ group: ReaderGroup, _ path: InputRows.Path, _ rows: inout InputRows) {
        if let fatigue = group.fatigue {
            func curve(_ points: [Fatigue.Point], _ what: String) -> String {
                points.isEmpty
                    ? ""
                    : what
                        + points.map { "\(ValueWords.span($0.at)): × \(ValueWords.number($0.factor))" }
                        .joined(separator: ", ")
            }
            let text = [
                curve(fatigue.shift, "since the shift began "), curve(fatigue.day, "by time of day "),
            ]
            let name = facts.given.text(path + ["fatigue"])
            let preset = FatiguePreset.all.first { $0.name == name }
            rows.add(
                group.name, "reading times grow", text.filter { !$0.isEmpty }.joined(separator: "; "),
                preset.map { .preset($0.name, $0.source) } ?? .file)
        }
        if let plan = group.interruptions {
            let name = facts.given.text(path + ["interruptions"])
            let preset = InterruptionPreset.all.first { $0.name == name }
            rows.add(
                group.name, "calls while reading, Poisson",
                "\(ValueWords.number(plan.perHour)) an hour of reading; "
                    + ValueWords.distribution(plan.seconds, .seconds)
                    + (plan.resume > .zero ? "; \(ValueWords.span(plan.resume)) to find back" : ""),
                preset.map { .preset($0.name, $0.source) } ?? .file)
        }
    }

    // MARK: Worklist and triage

    var worklistInputs: ReportDocument.Block? {
        var rows = InputRows("Worklist and assignment", facts.given)
        let scenario = facts.scenario
        let assignment = scenario.assignment
        rows.add("worklist", "order", scenario.worklist.shortWords, ["worklist", "order"])
        if scenario.worklist == .age {
            for (index, priority) in scenario.priorities.enumerated() {
                let own = scenario.ageWeights?[index]
                let weight =
                    own.map { "× \(ValueWords.number($0))" }
                    ?? priority.target.map { "÷ \(ValueWords.span($0))" } ?? "counts nothing"
                rows.add("worklist", "age of \(priority.name)", weight, own == nil ? .byDefault : .file)
            }
        }
        if facts.isPreemptive, !scenario.preemption.classes.isEmpty {
            let classes = scenario.preemption.classes.sorted().map(facts.className).joined(separator: ", ")
            rows.add(
                "worklist", "classes that interrupt readings of lower ones",
                "\(classes); interrupted studies go to the \(scenario.preemption.returning.rawValue) of their class",
                .file)
        }
        if let wait = scenario.maxWait, scenario.worklist == .priority {
            rows.add(
                "worklist", "comes first after a wait of", ValueWords.span(wait), ["worklist", "max_wait"])
        }
        if assignment.isPush {
            let policies = zip(scenario.priorities, assignment.push).map { "\($0.name): \($1.rawValue)" }
            rows.add("assignment", "push", policies.joined(separator: ", "), ["worklist", "assign"])
            rows.add(
                "assignment", "studies on a reader's list",
                assignment.limit.map { "\($0) at most" } ?? "no limit",
                ["worklist", "assign", "limit"])
        } else {
            rows.add(
                "assignment", "pull",
                assignment.cherryPicking > 1
                    ? "the study of the most value a minute among the first \(assignment.cherryPicking)"
                    : "the first study that the reader may read", ["worklist", "assign"])
        }
        if assignment.keepsPatients {
            rows.add("assignment", "studies of a patient go to one reader", "yes", .file)
        }
        if let hours = assignment.daytime {
            rows.add(
                "assignment", "whose local time is within these hours comes first",
                "\(ValueWords.clock(hours.startMinute))–\(ValueWords.clock(hours.endMinute))", .file)
        }
        rows.add(
            "assignment", "open study at the end of a shift", assignment.shiftEnd.words,
            ["worklist", "shift_end"])
        for rule in assignment.delayed {
            rows.add(
                "assignment", "\(facts.names(rule.groups)) may take only after",
                "\(ValueWords.span(rule.after)): \(ValueWords.filter(rule.studies, scenario))", .file)
        }
        let usesValues =
            assignment.cherryPicking > 1 || assignment.push.contains(.leastValue)
            || scenario.readers.contains { $0.costs.perRelativeValue != nil }
        if usesValues {
            for modality in Modality.allCases
            where facts.streams.contains(where: { $0.stream.modalities.contains(modality) }) {
                rows.add(
                    "report, \(modality.title)", "relative value units",
                    ValueWords.number(scenario.relativeValues[modality] ?? 1), ["rvu", .key(modality.name)])
            }
        }
        return rows.block
    }

    var triageInputs: ReportDocument.Block? {
        var rows = InputRows("Triage by software", facts.given)
        for (index, plan) in facts.scenario.triage.enumerated() {
            let path: InputRows.Path = ["triage", .item(index)]
            let of = plan.name
            rows.add(
                of, "looks at",
                ValueWords.filter(
                    StudyFilter(
                        modalities: plan.modalities, applications: plan.applications,
                        priorities: plan.priorities,
                        sites: plan.sites), facts.scenario), path + ["applies_to"])
            rows.add(of, "studies at once", "\(plan.servers)", path + ["servers"])
            rows.add(of, "time for a study", ValueWords.distribution(plan.seconds, .seconds), path + ["time"])
            rows.add(of, "sensitivity", ValueWords.share(plan.sensitivity), path + ["sensitivity"])
            rows.add(of, "specificity", ValueWords.share(plan.specificity), path + ["specificity"])
            for (share, kinds) in prevalences(plan) {
                rows.add(of, "prevalence: \(kinds)", ValueWords.share(share), path + ["prevalence"])
            }
            if plan.diseasedReading != 1 {
                rows.add(
                    of, "reading of diseased studies takes", "× \(ValueWords.number(plan.diseasedReading))",
                    .file)
            }
            rows.add(of, "what a positive verdict does", facts.words(plan.effect), path + ["effect"])
        }
        return rows.block
    }

    /// The shares of diseased studies, and the kinds of studies that have each.
    private func prevalences(_ plan: TriagePlan) -> [(Double, String)] {
        var shares: [(Double, [String])] = []
        for modality in Modality.allCases where plan.modalities.contains(modality) {
            guard facts.streams.contains(where: { $0.stream.modalities.contains(modality) }) else { continue }
            for application in Application.allCases where plan.applications.contains(application) {
                let share = plan.prevalence[modality, application]
                let name = "\(modality.title) \(application.name)"
                if let known = shares.firstIndex(where: { $0.0 == share }) {
                    shares[known].1.append(name)
                } else {
                    shares.append((share, [name]))
                }
            }
        }
        return shares.count == 1
            ? shares.map { ($0.0, "all it looks at") } : shares.map { ($0.0, $0.1.joined(separator: ", ")) }
    }

    // MARK: Changes and costs

    var changeInputs: ReportDocument.Block? {
        var rows = InputRows("Planned changes, at these local times", facts.given)
        for change in facts.scenario.changes {
            rows.add(ValueWords.date(change.time), "what changes", change.subject.words, .file)
        }
        return rows.block
    }

    var costInputs: ReportDocument.Block? {
        var rows = InputRows("Prices and costs", facts.given)
        for (technology, plan) in facts.hubs {
            let of = technology.rawValue
            let costs = plan.costs
            func add(_ what: String, _ price: Money?, _ per: String) {
                if let price { rows.add(of, what, "\(ValueWords.money(price)) \(per)", .file) }
            }
            add("ingress", costs.ingressPerGB, "a gigabyte")
            add("egress", costs.egressPerGB, "a gigabyte")
            for tier in costs.storage {
                add(
                    "storage from an age of \(ValueWords.span(tier.from))", tier.perGBMonth,
                    "a gigabyte and month")
            }
            if !costs.storage.isEmpty {
                rows.add(
                    of, "studies are kept for", ValueWords.span(costs.retention),
                    ["technologies", .key(of), "price", "retention"])
            }
            add("ingest workers", costs.workerHour, "a worker and hour")
            add("studies", costs.perStudy, "a study")
            add("capital", costs.capital, "written off evenly over \(ValueWords.span(costs.depreciation))")
            for cost in costs.running { add(cost.name, cost.perMonth, "a month") }
        }
        for group in facts.scenario.readers {
            if let price = group.costs.perHour {
                rows.add(group.name, "hours on shift", "\(ValueWords.money(price)) an hour", .file)
            }
            if let price = group.costs.perRelativeValue {
                rows.add(group.name, "work", "\(ValueWords.money(price)) a relative value unit", .file)
            }
            addReads(group.name, group.costs.perRead, &rows)
        }
        for provider in facts.scenario.providers {
            addReads("provider \(provider.name)", provider.perRead, &rows)
            if let retainer = provider.retainer {
                rows.add(
                    "provider \(provider.name)", "retainer", "\(ValueWords.money(retainer)) a month", .file)
            }
        }
        return rows.block
    }

    private func addReads(_ of: String, _ prices: [Modality: Money], _ rows: inout InputRows) {
        for modality in Modality.allCases {
            guard let price = prices[modality] else { continue }
            rows.add(of, "report, \(modality.title)", "\(ValueWords.money(price)) each", .file)
        }
    }
}

extension PromiseClock {
    var words: String {
        switch self {
        case .available: "being available"
        case .imaging: "imaging complete"
        }
    }
}

extension ShiftEnd {
    var words: String {
        switch self {
        case .finish: "who has it reads it to its end, in overtime"
        case .handOver: "another reader goes on where it was left"
        }
    }
}

extension ModelFacts {
    func words(_ effect: TriageEffect) -> String {
        switch effect {
        case .flag: "it marks the study; the order of work stays as it is"
        case .reorder(let priority): "the study moves to class \(className(priority))"
        case .preempt(let priority):
            "the study moves to class \(className(priority)), and interrupts a reading of a lower class when no reader is free"
        }
    }
}

extension PlannedChange.Subject {
    var words: String {
        switch self {
        case .opens(let site): "\(site) makes studies from now on"
        case .closes(let site): "\(site) makes no more studies"
        case .volume(let site, let stream, let factor):
            "\(site)\(stream.map { ", \($0)" } ?? ""): rates × \(ValueWords.number(factor))"
        case .readers(let group, let count): "\(group): \(ModelFacts.count(count, "reader"))"
        case .joins(let provider): "provider \(provider) joins"
        case .leaves(let provider): "provider \(provider) leaves"
        case .merge(let providers): "providers \(providers.sorted().joined(separator: ", ")) are one pool"
        }
    }
}
