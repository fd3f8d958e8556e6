import ScenarioFiles
import SimulationKernel
import Teleradiology

/// Items 3.1, 3.2 and 3.4: where figures come from, and what is assumed.
extension ModelReport {
    // MARK: 3.1

    var dataSources: [ReportDocument.Block] {
        var blocks = listed(.data)
        var table = ReportDocument.Table("Figures of telerad in use", ["Preset", "Source"])
        for preset in PresetsInUse(facts).presets {
            table.add(Words(preset.what), Words(preset.source.description))
        }
        if table.rows.isEmpty {
            blocks.append(
                .paragraph(
                    "No preset of telerad is in use: the file gives every figure, or item 3.3 calls it a default."
                ))
        } else {
            blocks.append(.table(table))
        }
        return blocks
    }

    // MARK: 3.2

    var preparation: [ReportDocument.Block] {
        var list: [Words] = []
        for (site, _, stream) in facts.streams {
            let name = "\(facts.scenario.sites[site].name), \(stream.name)"
            switch stream.arrivals {
            case .trace(let trace):
                list.append(
                    """
                    \(name): a table of \(Self.studies(trace.studies.count)) within the run, as they stand; a time is when the exam is \
                    \(trace.clock.rawValue). What a row leaves out is drawn.
                    """)
            case .replay(let studies):
                list.append(
                    """
                    \(name): \(Self.studies(studies.count)) from DICOM headers (technique, time, instances, bytes, series), moved to the \
                    run's start; no name, identifier or date of birth is read. Class and application are drawn where the file does not say.
                    """)
            case .poisson, .renewal, .schedule: continue
            }
        }
        let start: [ReportDocument.Block] =
            list.isEmpty
            ? [
                .paragraph(
                    "telerad changes no figure of the file but for units. No data of single studies are read."
                )
            ]
            : [.list(list)]
        return start + told(.preparation)
    }

    // MARK: 3.4

    var assumptions: [ReportDocument.Block] {
        var blocks = listed(.assumptions)
        if !blocks.isEmpty { blocks.insert(.paragraph("The authors' own:"), at: 0) }
        let limits = listed(.limits)
        if !limits.isEmpty { blocks += [.paragraph("What the model leaves out:")] + limits }
        return blocks + [.paragraph("What the engine assumes here:"), .list(engineAssumptions)]
    }

    private var engineAssumptions: [Words] {
        var list: [Words] = [
            "[M] Readers of a group are alike, and read one study at a time.",
            "[M] A reading time depends on the study, the reader's speed and what item 3.3 shows, not on how much waits.",
            "[M] Studies come and are drawn independently of each other and of what happens to them.",
        ]
        if facts.streams.contains(where: { if case .poisson = $0.stream.arrivals { true } else { false } }) {
            list.append(
                "[M] Arrivals are a Poisson process whose rate is constant within an hour of the week.")
        }
        if facts.streams.contains(where: { $0.stream.isDrawn }) {
            list.append("[M] Bytes and instances of a study are drawn independently of each other.")
        }
        if facts.hasUplinks || facts.hasDownlinks {
            list += [
                "[M] Lines are fluids shared max–min fair; queues in routers, and loss by congestion, are not simulated: loss and round trip do not change with load.",
                "[D] Headers of TCP, IP and Ethernet add 4 % to the bytes on the wire (1,448 of a packet's 1,500 bytes are payload).",
                "[S] The transfer model was compared with 80 measured transfers (page Transfer times of telerad, which says where it fails).",
            ]
        }
        if facts.hasDownlinks {
            list.append("[M] Commands and reports take no time on lines; only images do.")
        }
        if facts.hubs.contains(where: { $0.plan.ingest.maximumWorkers > $0.plan.ingest.minimumWorkers }) {
            list.append("[M] Every worker of an elastic ingest takes the same time to start.")
        }
        if facts.scenario.worklist == .shortest || facts.usesPush
            || facts.scenario.assignment.cherryPicking > 1
        {
            list.append(
                "[M] Whoever orders or gives out work knows the mean reading time of technique and application, not the study's own."
            )
        }
        if !facts.scenario.triage.isEmpty {
            list.append(
                "[M] Sensitivity and specificity are the same for every study that a program looks at, and verdicts are independent."
            )
        }
        if facts.scenario.readers.contains(where: { $0.interruptions != nil }) {
            list.append("[M] Calls come as a Poisson process while a reader reads, and not while idle.")
        }
        if facts.outages.contains(where: { $0.plan.failures != nil }) {
            list.append("[M] Times between failures are exponential: a failure is as likely at any moment.")
        }
        if facts.scenario.reporting != nil {
            list.append(
                "[M] Discrepancies, disagreements and answers to calls are independent of reader, load and time."
            )
        }
        if facts.hasScanners || facts.hasProcedures {
            list.append("[M] Changing patients takes no time beyond the exam's.")
        }
        if facts.hasProcedures {
            list += [
                "[M] How long a step of a procedure takes depends neither on who does it nor on the other steps.",
                "[M] Rooms and people of a pool are alike. When their number falls, who is at work finishes first; nothing interrupts a step.",
            ]
        }
        return list
    }
}

/// The presets that a scenario or a variant of it uses, each once.
struct PresetsInUse {
    struct Preset: Hashable {
        let what: String
        let source: PresetSource
    }

    private(set) var presets: [Preset] = []

    init(_ facts: ModelFacts) {
        let given = facts.given
        for (site, index, stream) in facts.streams {
            let path: [GivenValues.Step] = ["sites", .item(site), "demand", .item(index)]
            addSizes(stream, path, given, facts.scenario.sites[site])
            addReading(stream)
            if case .poisson = stream.arrivals, let name = given.text(path + ["arrivals", "profile"]),
                let preset = WeeklyProfilePreset.all.first(where: { $0.name == name }), preset != .flat
            {
                add("profile \(name)", preset.source)
            }
            if let name = given.text(path + ["critical"]),
                let preset = CriticalFindingPreset.all.first(where: { $0.name == name })
            {
                add("critical finding \(name)", preset.source)
            }
        }
        addSites(facts)
        addHubs(facts)
        for (index, group) in facts.scenario.readers.enumerated() {
            if let name = given.text(["readers", .item(index), "fatigue"]), group.fatigue != nil,
                let preset = FatiguePreset.all.first(where: { $0.name == name })
            {
                add("fatigue \(name)", preset.source)
            }
            if let name = given.text(["readers", .item(index), "interruptions"]), group.interruptions != nil,
                let preset = InterruptionPreset.all.first(where: { $0.name == name })
            {
                add("interruptions \(name)", preset.source)
            }
        }
        let reports: [[GivenValues.Step]] = [["reports", "preliminary"], ["reports", "peer_review"]]
        for path in reports {
            if let name = given.text(path + ["discrepancies"]),
                let preset = DiscrepancyPreset.all.first(where: { $0.name == name })
            {
                add("discrepancies \(name)", preset.source)
            }
        }
    }

    private mutating func add(_ what: String, _ source: PresetSource) {
        let preset = Preset(what: what, source: source)
        if !presets.contains(preset) { presets.append(preset) }
    }

    private mutating func addSizes(
        _ stream: DemandStream, _ path: [GivenValues.Step], _ given: GivenValues, _ site: Site
    ) {
        if case .replay = stream.arrivals { return }
        if !given.has(path + ["size", "instances"]) || !given.has(path + ["size", "bytes"]) {
            add("instances and bytes of \(stream.modality.title)", StudySizePreset.of(stream.modality).source)
        }
        if site.forwarding?.level == .series, stream.series == nil {
            add("series of a study", SeriesPreset.source)
        }
    }

    private mutating func addReading(_ stream: DemandStream) {
        guard stream.readingSeconds == nil else { return }
        for modality in Modality.allCases where stream.modalities.contains(modality) {
            for (application, share) in zip(Application.allCases, stream.applicationShares)
            where share > 0 || !stream.isDrawn {
                add(
                    "reading time of \(modality.title)",
                    ReadingPreset.of(modality: modality, application: application).source)
            }
        }
        for (region, share) in zip(BodyRegion.allCases, stream.bodyRegionShares ?? []) where share > 0 {
            guard stream.readingSecondsByRegion[region] == nil,
                let preset = ReadingPreset.of(modality: stream.modality, bodyRegion: region)
            else { continue }
            add("reading time of \(stream.modality.title), \(region.name)", preset.source)
        }
    }

    private mutating func addSites(_ facts: ModelFacts) {
        for (index, site) in facts.scenario.sites.enumerated() {
            let path: [GivenValues.Step] = ["sites", .item(index)]
            let country = site.country.flatMap(CountryPreset.of)
            if let country, country.onlyTimeZone == site.timeZone, !facts.given.has(path + ["time_zone"]) {
                add("time zone of \(country.name)", .seen("tz database, zone.tab"))
            }
            if facts.hasLicences, let country, let source = country.source,
                facts.given.text(path + ["licence_rule"]) == "preset"
            {
                add("licence rule of \(country.name)", source)
            }
            if let forwarding = site.forwarding, forwarding.level != .instance,
                !facts.given.has(path + ["forwarding", "silence"])
            {
                add("silence after which a router takes a study for complete", .assumed)
            }
        }
    }

    private mutating func addHubs(_ facts: ModelFacts) {
        for (technology, plan) in facts.hubs {
            let path: [GivenValues.Step] = ["technologies", .key(technology.rawValue)]
            if case .cStore(let store) = plan.transferProtocol {
                let isGiven = facts.given.has(path + ["protocol", "c_store", "receiver"])
                add(
                    isGiven
                        ? "beginning and ending an association (\(ValueWords.span(store.associationTime)))"
                        : "receiver's time and beginning an association of C-STORE", ModelReport.measured)
            }
            if facts.hasUplinks, plan.compression != nil,
                facts.given.text(path + ["compression", "ratio"]) == "preset"
            {
                for modality in Modality.allCases
                where facts.streams.contains(where: { $0.stream.modalities.contains(modality) }) {
                    add("compression of \(modality.title)", CompressionPreset.of(modality).source)
                }
            }
            if facts.transfersFail, !facts.given.has(path + ["retry"]) {
                add("retry of broken transfers", .assumed)
            }
        }
    }
}
