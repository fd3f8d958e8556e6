import Foundation
import ScenarioFiles
import SimulationKernel
import Teleradiology

/// Item 3.3: every distribution and every parameter in use, with its unit and where it comes from.
extension ModelReport {
    var inputs: [ReportDocument.Block] {
        var blocks: [ReportDocument.Block?] = [
            .paragraph(
                """
                Everything that this design uses. "file" is what the file gives, "preset" a figure of telerad with the mark of \
                its source (item 3.1), "default" what telerad does where nothing is said. Quantities that are drawn are \
                independent of each other\(correlations) and, but for what the tables show by the hour, do not change with time.
                """),
            experimentInputs, arrivalInputs, attributeInputs, siteInputs, procedureInputs, deliveryInputs,
            outageInputs,
            readerInputs, worklistInputs, triageInputs, reportingInputs, changeInputs, costInputs,
        ]
        blocks += profileTables
        return blocks.compactMap(\.self)
    }

    /// What is not independent.
    private var correlations: String {
        var exceptions: [String] = []
        let streams = facts.streams.map(\.stream)
        if streams.contains(where: { $0.readingSeconds == nil }) {
            exceptions.append("reading times depend on technique and application")
        }
        if streams.contains(where: { $0.bodyRegionShares != nil }) {
            exceptions.append("and on the body region where there is one")
        }
        return exceptions.isEmpty ? "" : " (but \(exceptions.joined(separator: " ")))"
    }

    private var experimentInputs: ReportDocument.Block? {
        var rows = InputRows("Experiment", facts.given)
        let scenario = facts.scenario
        rows.add("run", "start", "\(ValueWords.date(scenario.start)), \(scenario.timeZone)", ["start"])
        rows.add("run", "length", ValueWords.span(scenario.length), ["length"])
        rows.add("run", "warm-up", ValueWords.span(scenario.warmUp), ["warm_up"])
        rows.add("run", "ending", scenario.ending.words, ["ending"])
        rows.add("experiment", "replications", "\(scenario.replications)", ["replications"])
        rows.add("experiment", "seed", "\(scenario.seed)", ["seed"])
        for (index, priority) in scenario.priorities.enumerated() {
            rows.add(
                "class \(priority.name)", "place, target of turnaround",
                "\(index + 1) of \(scenario.priorities.count), "
                    + (priority.target.map { "within \(ValueWords.span($0))" } ?? "no target"), ["priorities"]
            )
        }
        return rows.block
    }

    // MARK: Demand

    private func path(_ site: Int, _ stream: Int) -> InputRows.Path {
        ["sites", .item(site), "demand", .item(stream)]
    }

    private func streamName(_ site: Int, _ stream: DemandStream) -> String {
        "\(facts.scenario.sites[site].name), \(stream.name)"
    }

    private var arrivalInputs: ReportDocument.Block? {
        var rows = InputRows("Arrivals", facts.given)
        for (site, index, stream) in facts.streams {
            let (of, path) = (streamName(site, stream), path(site, index))
            switch stream.arrivals {
            case .poisson(let perDay, let profile):
                rows.add(
                    of, "Poisson process, mean rate", "\(ValueWords.number(perDay)) a day",
                    path + ["arrivals", "per_day"])
                let (name, origin) = profileName(profile, path + ["arrivals", "profile"])
                rows.add(of, "profile of the week, \(facts.scenario.sites[site].timeZone)", name, origin)
            case .renewal(let gap):
                rows.add(
                    of, "renewal process, time between arrivals", ValueWords.distribution(gap, .seconds),
                    path + ["arrivals", "interarrival"])
            case .schedule(let book):
                let slots = book.slots.reduce(0) { $0 + $1.days.count * $1.minutes.count }
                let times = book.slots.map { slots in
                    "\(ValueWords.days(slots.days)) \(Self.times(slots.minutes))"
                }
                rows.add(
                    of, "appointments", "\(slots) a week: \(times.joined(separator: "; "))",
                    path + ["arrivals", "schedule"])
                if book.noShowShare > 0 {
                    rows.add(
                        of, "who does not come", ValueWords.share(book.noShowShare),
                        path + ["arrivals", "schedule"])
                }
                if let lateness = book.latenessSeconds {
                    rows.add(
                        of, "lateness, not below zero", ValueWords.distribution(lateness, .seconds),
                        path + ["arrivals", "schedule"])
                }
            case .trace(let trace):
                rows.add(
                    of, "trace, time \(trace.clock.rawValue)",
                    ModelFacts.count(trace.studies.count, "study row"),
                    path + ["arrivals", "trace"])
            case .replay(let studies):
                rows.add(of, "replay of DICOM files", Self.studies(studies.count), path + ["replay"])
            }
            if let shares = stream.studiesPerPatient {
                rows.add(
                    of, "studies of a patient, who arrive together",
                    ValueWords.shares(shares, shares.indices.map { "\($0 + 1):" }),
                    path + ["studies_per_patient"])
            }
            if stream.yearlyGrowth != 0 {
                rows.add(
                    of, "growth, continuous", "\(ValueWords.share(stream.yearlyGrowth)) a year",
                    path + ["growth"])
            }
            for surge in stream.surges where surge.factor != 1 {
                rows.add(
                    of, "surge",
                    "rate × \(ValueWords.number(surge.factor)) from \(ValueWords.date(surge.start)) for \(ValueWords.span(surge.length))",
                    path + ["surge"])
            }
        }
        return rows.block
    }

    static func studies(_ count: Int) -> String { count == 1 ? "1 study" : "\(count) studies" }

    private static func times(_ minutes: [Int]) -> String {
        let sorted = minutes.sorted()
        let steps = Set(zip(sorted, sorted.dropFirst()).map { $1 - $0 })
        if sorted.count > 3, steps.count == 1, let step = steps.first, let first = sorted.first,
            let last = sorted.last
        {
            return "every \(step) min from \(ValueWords.clock(first)) to \(ValueWords.clock(last))"
        }
        return sorted.map(ValueWords.clock).joined(separator: ", ")
    }

    private func profileName(_ profile: WeeklyProfile, _ path: InputRows.Path) -> (String, ValueOrigin) {
        guard let name = facts.given.text(path) else {
            return facts.given.has(path) ? ("168 weights of its own", .file) : ("flat", .byDefault)
        }
        guard let preset = WeeklyProfilePreset.all.first(where: { $0.name == name }) else {
            return (name, .file)
        }
        return (name, .preset(name, preset.source))
    }

    private var attributeInputs: ReportDocument.Block? {
        var rows = InputRows("Attributes of studies, drawn when a study is created", facts.given)
        for (site, index, stream) in facts.streams {
            let (of, path) = (streamName(site, stream), path(site, index))
            let rest = stream.isDrawn ? "" : " where the list says nothing"
            rows.add(
                of, "class\(rest)",
                ValueWords.shares(stream.priorityShares, facts.scenario.priorities.map(\.name)),
                path + ["priority"])
            rows.add(
                of, "application\(rest)",
                ValueWords.shares(stream.applicationShares, Application.allCases.map(\.name)),
                path + ["application"])
            let isReplay = if case .replay = stream.arrivals { true } else { false }
            if !isReplay {
                let preset = ValueOrigin.preset(
                    "of \(stream.modality.title)", StudySizePreset.of(stream.modality).source)
                rows.add(
                    of, "instances\(rest), rounded, at least 1",
                    ValueWords.distribution(stream.instances, .count),
                    path + ["size", "instances"], orElse: preset)
                rows.add(
                    of, "bytes\(rest)", ValueWords.distribution(stream.bytes, .bytes),
                    path + ["size", "bytes"],
                    orElse: preset)
            }
            if facts.scenario.sites[site].forwarding?.level == .series, !isReplay {
                rows.add(
                    of, "series, rounded, 1 to its instances",
                    ValueWords.distribution(stream.series ?? SeriesPreset.series, .count),
                    path + ["size", "series"], orElse: .preset("of all techniques", SeriesPreset.source))
            }
            if let procedure = stream.procedure {
                rows.add(of, "procedure", procedure, path + ["procedure"])
            }
            addReading(of, stream, path, rest, &rows)
            if let regions = stream.bodyRegionShares {
                rows.add(
                    of, "body region\(rest)", ValueWords.shares(regions, BodyRegion.allCases.map(\.name)),
                    path + ["body_region"])
            }
            if let priors = stream.priors {
                rows.add(
                    of, "relevant priors",
                    "\(ValueWords.share(priors.share)) of studies have \(priors.count), each of a size drawn as a study's; "
                        + "\(ValueWords.share(priors.cached)) of them need not be fetched", path + ["priors"])
            }
            if let share = stream.criticalShare {
                let text = facts.given.text(path + ["critical"])
                let preset = CriticalFindingPreset.all.first { $0.name == text }
                rows.add(
                    of, "critical finding\(rest)", "\(ValueWords.share(share)) of studies",
                    preset.map { .preset($0.name, $0.source) } ?? .file)
            }
        }
        return rows.block
    }

    private func addReading(
        _ of: String, _ stream: DemandStream, _ path: InputRows.Path, _ rest: String, _ rows: inout InputRows
    ) {
        if let reading = stream.readingSeconds {
            rows.add(
                of, "reading time at speed 1\(rest)", ValueWords.distribution(reading, .seconds),
                path + ["reading"])
        } else {
            for modality in Modality.allCases where stream.modalities.contains(modality) {
                // Applications with the same distribution share a row.
                var groups: [(names: [String], preset: ReadingPreset)] = []
                for (application, share) in zip(Application.allCases, stream.applicationShares)
                where share > 0 || !stream.isDrawn {
                    let preset = ReadingPreset.of(modality: modality, application: application)
                    if let known = groups.firstIndex(where: { $0.preset == preset }) {
                        groups[known].names.append(application.name)
                    } else {
                        groups.append(([application.name], preset))
                    }
                }
                for (names, preset) in groups {
                    let whose = stream.modalities.count > 1 ? "\(modality.title), " : ""
                    rows.add(
                        of, "reading time at speed 1\(rest): \(whose)\(names.joined(separator: ", "))",
                        ValueWords.distribution(preset.distribution, .seconds),
                        .preset("of \(modality.title)", preset.source))
                }
            }
        }
        for (region, distribution) in readingByRegion(stream) {
            let own = stream.readingSecondsByRegion[region] != nil
            rows.add(
                of, "reading time at speed 1: \(region.name)",
                ValueWords.distribution(distribution.0, .seconds),
                own ? .file : .preset("of \(stream.modality.title)", distribution.1))
        }
    }

    /// Reading times that a body region has instead of those of technique and application.
    func readingByRegion(_ stream: DemandStream) -> [(BodyRegion, (Distribution, PresetSource))] {
        let regions: [BodyRegion]
        if let shares = stream.bodyRegionShares {
            regions = zip(BodyRegion.allCases, shares).filter { $1 > 0 }.map(\.0)
        } else if case .trace(let trace) = stream.arrivals {
            let known = Set(trace.studies.compactMap(\.bodyRegion))
            regions = BodyRegion.allCases.filter(known.contains)
        } else {
            regions = []
        }
        return regions.compactMap { region in
            if let own = stream.readingSecondsByRegion[region] { return (region, (own, .assumed)) }
            guard stream.readingSeconds == nil,
                let preset = ReadingPreset.of(modality: stream.modality, bodyRegion: region)
            else { return nil }
            return (region, (preset.distribution, preset.source))
        }
    }

    /// The weights of the weekly profiles in use.
    private var profileTables: [ReportDocument.Block?] {
        var profiles: [(String, WeeklyProfile)] = []
        func note(_ profile: WeeklyProfile, _ path: InputRows.Path, _ of: String) {
            let (name, _) = profileName(profile, path)
            guard profile != .flat, !profiles.contains(where: { $0.1 == profile }) else { return }
            profiles.append((facts.given.text(path) == nil ? "\(name), \(of)" : name, profile))
        }
        for (site, index, stream) in facts.streams {
            if case .poisson(_, let profile) = stream.arrivals {
                note(profile, path(site, index) + ["arrivals", "profile"], streamName(site, stream))
            }
        }
        for (index, site) in facts.scenario.sites.enumerated() {
            if let traffic = site.uplink?.background {
                note(
                    traffic.profile, ["sites", .item(index), "uplink", "background", "profile"],
                    "uplink of \(site.name)")
            }
        }
        for (technology, plan) in facts.hubs {
            if let traffic = plan.lineBackground {
                note(
                    traffic.profile,
                    ["technologies", .key(technology.rawValue), "line", "background", "profile"],
                    "line of \(technology.rawValue)")
            }
        }
        return profiles.map { name, profile in
            var table = ReportDocument.Table(
                "Profile \(name): weights of the rate by hour of the local week, mean 1",
                ["Hour", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"])
            for hour in 0..<24 {
                table.rows.append(
                    [Words(ValueWords.clock(hour * 60))]
                        + (0..<7).map { Words(Figure.fixed(profile.weights[$0 * 24 + hour], 3)) })
            }
            return .table(table)
        }
    }
}

extension RunEnding {
    var words: String {
        switch self {
        case .stop: "the run stops when its length is over"
        case .finish: "no new studies come then, and the run goes on until every study is reported"
        }
    }
}
