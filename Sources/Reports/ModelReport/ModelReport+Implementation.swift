import Experiments
import SimulationKernel
import Teleradiology

/// Sections 5 and 6: with what the model is run, how chance and time are made, and how to do it again.
extension ModelReport {
    // MARK: 5.1

    var software: [ReportDocument.Block] {
        [
            .paragraph(
                """
                telerad \(teleradVersion), a discrete-event simulator written in Swift (Swift 6 language mode, strict concurrency). The \
                engine uses no other simulation package; Yams reads scenario files. A version gives the same figures on every machine, \
                and results of different versions are never mixed.
                """)
        ]
    }

    // MARK: 5.2

    var sampling: [ReportDocument.Block] {
        let scenario = facts.scenario
        var blocks: [ReportDocument.Block] = [
            .paragraph(
                """
                Generator: xoshiro256++ 1.0, 256 bits of state, period 2²⁵⁶ − 1 (D. Blackman and S. Vigna, "Scrambled linear pseudorandom \
                number generators", ACM Transactions on Mathematical Software 47, 2021). Its output for known states is tested against \
                the published program.
                """),
            .paragraph(
                """
                Seed \(scenario.seed). Every use of chance has a stream of its own. Its state is a hash (FNV-1a and SplitMix64) of seed, \
                number of the replication and the stream's name, never of the order in which things are made: replication n of any \
                design has the same streams, and a further site or reader changes none of the others. n streams of length L overlap \
                with a probability of about n²·L/2²⁵⁶.
                """),
            .paragraph(methods),
        ]
        blocks.append(
            .paragraph(
                facts.variants.isEmpty
                    ? "Designs that differ in parameters alone meet the same studies (common random numbers)."
                    : """
                    Common random numbers: variants have the seed of the base, and all attributes of a study are drawn when it is created, \
                    so that all designs meet the same studies at the same instants, but for what a variant itself changes of demand.
                    """))
        blocks.append(streams)
        if !facts.variants.isEmpty { blocks += variantStreams }
        return blocks
    }

    /// How numbers of a distribution are made; families in use alone.
    private var methods: Words {
        let families = DistributionsInUse(facts.scenario).families
        let ways: [(String, String)] = [
            ("exponential", "exponential: ziggurat (Marsaglia and Tsang 2000)"),
            ("normal", "normal and log-normal: ziggurat"),
            ("gamma", "gamma: Marsaglia and Tsang 2000"),
            ("inversion", "uniform, triangular, Weibull, log-logistic: inversion"),
            ("discrete", "discrete: alias table (Walker 1977, Vose 1991)"),
        ]
        let used =
            ways.filter { families.contains($0.0) }.map(\.1) + [
                "shares: one uniform number against cumulative shares"
            ]
        return Words("How numbers become values: \(used.joined(separator: "; ")).")
    }

    private var streams: ReportDocument.Block {
        let used = facts.model.randomStreams.filter(\.isDrawn)
        var table = ReportDocument.Table(
            "The random streams that this design draws from: \(used.count)", ["Stream", "Decides"])
        for stream in used { table.add(.code(stream.name), Words(stream.decides)) }
        return used.isEmpty
            ? .paragraph("Nothing in this design is random: it draws from no stream.") : .table(table)
    }

    /// What variants draw from beside that.
    private var variantStreams: [ReportDocument.Block] {
        let base = Set(facts.model.randomStreams.filter(\.isDrawn).map(\.name))
        var table = ReportDocument.Table("Further streams of variants", ["Variant", "Stream", "Decides"])
        for variant in facts.variants {
            for stream in variant.model.randomStreams where stream.isDrawn && !base.contains(stream.name) {
                table.add(Words(variant.name), .code(stream.name), Words(stream.decides))
            }
        }
        return table.rows.isEmpty
            ? [.paragraph("No variant draws from any other stream.")] : [.table(table)]
    }

    // MARK: 5.3

    var execution: [ReportDocument.Block] {
        [
            .paragraph(
                """
                World view: event scheduling. Events wait in a ladder queue ordered by time; events of one instant happen in the order in \
                which they were scheduled. At the start are scheduled, in this order: the ends of warm-up and length, changes of \
                lines, scanners,\(facts.hasProcedures ? " rooms and people of procedures," : "") outages and gateways, planned changes, shifts, first arrivals.
                """),
            .paragraph(
                """
                Replications run side by side on as many threads as there are processors (\(code: "--threads")), each on one thread, and are \
                put together in their order: neither threads nor load change a byte.
                """),
            .paragraph(
                """
                Every run proves that studies created are those reported and those in the system, that bytes sent are bytes received, sent \
                again or on their way, that the parts of each interval add up to it, and Little's law for worklist and readers, exactly in \
                microseconds; a run that breaks one stops with the numbers.
                """),
        ]
    }

    // MARK: 5.4

    var system: [ReportDocument.Block] {
        guard let machine = evidence.measurement else {
            return [
                .paragraph(
                    """
                    Any machine with Linux gives the same figures; how long that takes on the machine at hand is told by \
                    \(code: "telerad model \(facts.path) --measure").
                    """)
            ]
        }
        var table = ReportDocument.Table("Machine and run time", ["What", "Measured"])
        table.add("processor", Words(machine.processor))
        table.add("processors offered", Words("\(machine.processors)"))
        table.add("memory", Words("\(Figure.fixed(Double(machine.memory) / 1_073_741_824, 1)) GiB"))
        table.add("operating system", Words(machine.system))
        table.add("compiler", Words(machine.compiler))
        table.add("threads", Words("\(machine.threads)"))
        table.add(
            Words(
                "time for \(ModelFacts.count(evidence.result?.replications.count ?? facts.scenario.replications, "replication")) of the base"
            ),
            Words(
                "\(Figure.fixed(machine.seconds, 2)) s on the wall, \(Figure.fixed(machine.processorSeconds, 2)) s of processors"
            ))
        if let events = evidence.result?.events, machine.processorSeconds > 0 {
            table.add(
                "events handled",
                Words(
                    "\(events), \(Figure.fixed(Double(events) / machine.processorSeconds / 1e6, 2)) million in a second of a processor"
                ))
        }
        return [.table(table)]
    }

    // MARK: 6.1

    var sharing: [ReportDocument.Block] {
        let about = facts.scenario.about
        var blocks: [ReportDocument.Block] = []
        if !about[.authors].isEmpty {
            blocks.append(.paragraph("Authors: \(about[.authors].joined(separator: "; "))."))
        }
        if !about[.version].isEmpty {
            blocks.append(.paragraph("Version of the scenario: \(about[.version].joined(separator: "; "))."))
        }
        if !about[.licence].isEmpty {
            blocks.append(.paragraph("Licence of the scenario: \(about[.licence].joined(separator: " "))"))
        }
        blocks += told(.code)
        blocks.append(
            .paragraph(
                "telerad \(teleradVersion) is free software under the Apache License 2.0. The scenario file is all that a run needs\(needed). To do it again:"
            ))
        blocks.append(.code(commands.joined(separator: "\n")))
        return blocks
    }

    private var needed: String {
        let hasReplay = facts.streams.contains {
            if case .replay = $0.stream.arrivals { true } else { false }
        }
        let hasTrace = facts.streams.contains { if case .trace = $0.stream.arrivals { true } else { false } }
        let what = [hasReplay ? "the DICOM files it names" : "", hasTrace ? "the traces it names" : ""].filter
        { !$0.isEmpty }
        return what.isEmpty ? "" : ", with \(what.joined(separator: " and "))"
    }

    private var commands: [String] {
        let options = evidence.options.map { " \(Self.quoted($0))" }.joined()
        let file = Self.quoted(facts.path)
        return [
            "telerad \(facts.variants.isEmpty ? "run" : "compare") \(file)\(options)",
            "telerad model \(file)\(options)",
        ]
    }

    /// An argument as a shell needs it.
    private static func quoted(_ argument: String) -> String {
        let plain = argument.allSatisfy { $0.isLetter || $0.isNumber || "-_./=,:+%".contains($0) }
        return plain && !argument.isEmpty ? argument : "'\(argument.replacing("'", with: "'\\''"))'"
    }

    // MARK: Verification

    /// Queues with known answers; nothing when none was run.
    var verification: [ReportDocument.Block] {
        guard !evidence.verification.isEmpty else { return [] }
        return [.heading(2, "Verification", id: "verification")]
            + VerificationBlocks.blocks(evidence.verification)
    }
}

/// The families of distributions that a scenario draws from.
struct DistributionsInUse {
    private(set) var families: Set<String> = []

    init(_ scenario: Scenario) {
        for site in scenario.sites {
            for pool in site.scanners.values {
                add(pool.examSeconds)
                pool.examSecondsByRegion.values.forEach { add($0) }
                add(pool.breakdowns)
            }
            add(site.uplink?.outages ?? .none)
            for stream in site.demand { add(stream, site) }
        }
        for hub in scenario.delivery.hubs {
            guard let plan = scenario.technologies[hub] else { continue }
            add(plan.outages)
            add(plan.lineOutages)
            add(plan.ingest.outages)
        }
        for group in scenario.readers {
            guard let plan = group.interruptions else { continue }
            families.insert("exponential")
            add(plan.seconds)
        }
        for plan in scenario.triage { add(plan.seconds) }
        if let plan = scenario.reporting {
            for reading in [
                plan.preliminary?.reading, plan.doubleReading?.reading, plan.doubleReading?.arbitration,
                plan.peerReview?.reading,
            ] { if case .seconds(let distribution)? = reading { add(distribution) } }
            if let review = plan.peerReview { add(review.addendumSeconds) }
            if let calls = plan.criticalCalls { add(calls.attemptSeconds) }
        }
    }

    private mutating func add(_ stream: DemandStream, _ site: Site) {
        switch stream.arrivals {
        case .poisson: families.insert("exponential")
        case .renewal(let gap): add(gap)
        case .schedule(let book): if let lateness = book.latenessSeconds { add(lateness) }
        case .trace, .replay: break
        }
        if case .replay = stream.arrivals {
        } else {
            add(stream.instances)
            add(stream.bytes)
        }
        if site.forwarding?.level == .series { add(stream.series ?? SeriesPreset.series) }
        for modality in stream.modalities {
            for application in Application.allCases { add(stream.reading(modality, application)) }
        }
        stream.readingSecondsByRegion.values.forEach { add($0) }
    }

    private mutating func add(_ plan: OutagePlan) {
        guard let failures = plan.failures else { return }
        families.insert("exponential")
        add(failures.repairSeconds)
    }

    private mutating func add(_ distribution: Distribution) {
        switch distribution {
        case .constant: break
        case .exponential: families.insert("exponential")
        case .normal, .lognormal: families.insert("normal")
        case .gamma: families.insert("gamma")
        case .uniform, .triangular, .weibull, .loglogistic: families.insert("inversion")
        case .discrete: families.insert("discrete")
        }
    }
}
