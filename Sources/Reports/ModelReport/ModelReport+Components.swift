import SimulationKernel
import Teleradiology

/// Item 2.5: entities, activities, resources, queues, entry and exit.
extension ModelReport {
    var entities: [ReportDocument.Block] {
        var attributes = [
            "site", "technique", "application", "priority class", "instances", "bytes",
            "reading time at speed 1",
        ]
        if facts.streams.contains(where: { $0.stream.bodyRegionShares != nil }) {
            attributes.append("body region")
        }
        if facts.hasForwarding { attributes.append("series") }
        if facts.hasScanners { attributes.append("duration of the exam") }
        if facts.hasProcedures { attributes.append("durations of the steps of its procedure") }
        if facts.hasPriors { attributes.append("priors to be fetched") }
        if facts.streams.contains(where: { $0.stream.criticalShare != nil }) {
            attributes.append("critical finding")
        }
        if !facts.scenario.triage.isEmpty { attributes.append("diseased or not, and the verdict of triage") }
        var list: [Words] = ["Study: \(attributes.joined(separator: ", "))."]
        if facts.hasPatients { list.append("Patient: one or more studies that come together.") }
        if facts.hasUplinks || facts.hasDownlinks {
            list.append(
                "Transfer: a flow over lines with its bytes on the wire, the most it can take, and what is left of it."
            )
        }
        if facts.scenario.delivery == .hybrid {
            list.append("Copy: a study on its way from the hub to the cloud.")
        }
        if facts.scenario.reporting != nil {
            list.append(
                "Later task: a second reading, final report, review, addendum or call for a study, on the worklist like a study."
            )
        }
        return [.list(list)]
    }

    // MARK: Activities

    var activities: [ReportDocument.Block] {
        var table = ReportDocument.Table("Activities", ["Activity", "What it takes", "How long"])
        if facts.hasScanners {
            table.add(
                "exam", "a scanner of the site and technique",
                "drawn by technique\(facts.scenario.sites.contains { $0.scanners.values.contains { !$0.examSecondsByRegion.isEmpty } } ? " and body region" : "")"
            )
        }
        addProcedureSteps(to: &table)
        if facts.hasForwarding {
            table.add("assembly", "nothing: the router waits", "the silence that counts as complete")
        }
        if facts.hasUplinks {
            table.add(
                "transfer to the hub",
                Words(
                    (facts.hasGateways ? "a turn of the gateway, " : "") + "a share of uplink"
                        + (facts.hubs.contains { $0.plan.line != nil } ? " and hub line" : "")),
                "set-up, then bytes at a rate that changes with what else is on the lines (item 2.4)")
        }
        table.add("ingest", "a worker of the hub", "time for a study + instances × time for each")
        if facts.scenario.delivery == .hybrid {
            table.add(
                "copy to the cloud", "a share of the hub's line, a worker of the cloud",
                "as a transfer; for studies in no figure but bytes and costs")
        }
        if !facts.scenario.triage.isEmpty { table.add("triage", "a server of the program", "drawn") }
        if facts.hasDownlinks {
            table.add(
                "retrieval",
                Words(
                    "the reader's line"
                        + (facts.hubs.contains { $0.plan.line != nil } ? ", a share of the hub's line" : "")),
                "as a transfer, priors included")
        }
        let isTired = facts.scenario.readers.contains { $0.fatigue != nil }
        table.add(
            "reading", "a reader",
            "drawn by \(readingDepends); over speed\(isTired ? ", times fatigue" : "")")
        if facts.scenario.readers.contains(where: { $0.interruptions != nil }) {
            table.add("call while reading", "the reader", "drawn")
        }
        if let plan = facts.scenario.reporting {
            if let double = plan.doubleReading {
                table.add("second reading", "another reader", Words(double.reading.words))
                if double.disagreement > 0 {
                    table.add("deciding", "a third reader", Words(double.arbitration.words))
                }
            }
            if let preliminary = plan.preliminary {
                table.add("final reading", "another reader", Words(preliminary.reading.words))
            }
            if let review = plan.peerReview {
                table.add("review", "another reader", Words(review.reading.words))
            }
            if let calls = plan.criticalCalls {
                table.add(
                    "call with a critical result", Words(calls.caller.words),
                    Words(ValueWords.distribution(calls.attemptSeconds, .seconds) + " an attempt"))
            }
        }
        if facts.transfersFail {
            table.add("pause before the next attempt", "nothing", "by the retry policy")
        }
        return [.table(table)]
    }

    /// What reading times are drawn by.
    private var readingDepends: String {
        let streams = facts.streams.map(\.stream)
        var parts: [String] = []
        if streams.contains(where: { $0.readingSeconds != nil }) { parts.append("stream") }
        if streams.contains(where: { $0.readingSeconds == nil }) { parts.append("technique and application") }
        if streams.contains(where: { !readingByRegion($0).isEmpty }) { parts.append("body region") }
        return parts.joined(separator: ", ")
    }

    // MARK: Resources

    var resources: [ReportDocument.Block] {
        var table = ReportDocument.Table("Resources", ["Resource", "Number or capacity", "When there"])
        for site in facts.scenario.sites {
            for modality in Modality.allCases {
                guard let pool = site.scanners[modality] else { continue }
                table.add(
                    Words("\(modality.title) scanners of \(site.name)"), Words("\(pool.count)"),
                    Words(ValueWords.shifts(pool.hours) + Self.failing(pool.breakdowns)))
            }
            addPools(of: site, to: &table)
            if let gateway = site.gateway {
                table.add(Words("gateway of \(site.name)"), Words("\(gateway.concurrency) at once"), "always")
            }
            if let uplink = site.uplink {
                table.add(
                    Words("uplink of \(site.name)"), Words(uplink.bandwidth.words),
                    Words("always" + Self.failing(uplink.outages)))
            }
        }
        for (technology, plan) in facts.hubs {
            if let line = plan.line {
                table.add(
                    Words("own line of \(technology.rawValue), in and out"), Words("\(line.words) each"),
                    Words("always" + Self.failing(plan.lineOutages)))
            }
            let ingest = plan.ingest
            table.add(
                Words("ingest workers, \(technology.rawValue)"),
                Words(
                    ingest.minimumWorkers == ingest.maximumWorkers
                        ? "\(ingest.minimumWorkers)" : "\(ingest.minimumWorkers) to \(ingest.maximumWorkers)"),
                Words("always" + Self.failing(ingest.outages) + Self.failing(plan.outages)))
        }
        for program in facts.scenario.triage {
            table.add(Words("servers of triage \(program.name)"), Words("\(program.servers)"), "always")
        }
        for group in facts.scenario.readers {
            table.add(
                Words("readers, \(group.name)"), Words("\(group.count)"),
                Words(
                    (group.onCall == nil ? "" : "on call, ")
                        + (group.shifts.isEmpty
                            ? "always" : "\(ValueWords.shifts(group.shifts)), \(group.timeZone)")
                        + (group.breaks.isEmpty ? "" : ", breaks \(ValueWords.shifts(group.breaks))")
                        + (changesOf(group).isEmpty ? "" : "; \(changesOf(group))")))
            if let line = group.downlink {
                table.add(Words("line of each reader, \(group.name)"), Words(line.bandwidth.words), "always")
            }
        }
        if case .coordinators(let count)? = facts.scenario.reporting?.criticalCalls?.caller {
            table.add("coordinators", Words("\(count)"), "always")
        }
        return [.table(table)]
    }

    private static func failing(_ plan: OutagePlan) -> String {
        plan.isNone ? "" : "; out of service \(ValueWords.outages(plan))"
    }

    private func changesOf(_ group: ReaderGroup) -> String {
        facts.scenario.changes.compactMap { change in
            guard case .readers(group.name, let count) = change.subject else { return nil }
            return "\(count) from \(ValueWords.date(change.time))"
        }.joined(separator: ", ")
    }

    // MARK: Queues

    var queues: [ReportDocument.Block] {
        var table = ReportDocument.Table("Queues", ["Queue", "Discipline", "Room"])
        let byClass =
            facts.scenario.worklist == .fifo
            ? "first come, first served" : "by class, then first come, first served"
        if facts.hasScanners {
            table.add(
                "before scanners",
                Words(
                    byClass
                        + (facts.scenario.sites.contains {
                            $0.scanners.values.contains { !$0.breakdowns.isNone }
                        } ? "; an exam that a breakdown interrupts goes ahead of all" : "")), "no limit")
        }
        addPoolQueues(byClass, to: &table)
        for site in facts.scenario.sites {
            guard let gateway = site.gateway else { continue }
            table.add(
                Words("gateway of \(site.name)"),
                Words(
                    gateway.order.shortWords
                        + (gateway.windows.isEmpty ? "" : "; some classes in their hours only")),
                Words(
                    gateway.capacity.map {
                        "\(Self.studies($0)), those being sent included; others wait at the site"
                    } ?? "no limit"))
        }
        if facts.hasUplinks {
            table.add("lines", "no queue: transfers share them (processor sharing)", "no limit")
        }
        table.add("before the ingest", "first come, first served", "no limit")
        if !facts.scenario.triage.isEmpty { table.add("before triage", Words(byClass), "no limit") }
        table.add("worklist", Words(worklistDiscipline), "no limit")
        if facts.usesPush {
            table.add(
                "each reader's own list", Words(facts.scenario.worklist.shortWords),
                Words(facts.scenario.assignment.limit.map { Self.studies($0) } ?? "no limit"))
        }
        if facts.usesPrefetch {
            table.add(
                "ahead of each reader at work", "in the order given, the first whose images are there",
                Words(facts.hubs.map { Self.studies($0.plan.studiesAhead) }.first ?? ""))
        }
        if case .coordinators? = facts.scenario.reporting?.criticalCalls?.caller {
            table.add("before coordinators", "first come, first served", "no limit")
        }
        return [
            .table(table),
            .paragraph("Nobody balks and nothing reneges: a study that has come stays until it is reported."),
        ]
    }

    private var worklistDiscipline: String {
        var text = facts.scenario.worklist.shortWords
        if let wait = facts.scenario.maxWait, facts.scenario.worklist == .priority {
            text += "; what has waited for \(ValueWords.span(wait)) first"
        }
        let moved = facts.scenario.triage.compactMap(\.effect.destination).map(facts.className)
        if !moved.isEmpty { text += "; triage moves positive studies to \(moved.joined(separator: ", "))" }
        if facts.isPreemptive { text += "; pre-emptive resume" }
        return text
    }

    // MARK: Entry and exit

    var entryAndExit: [ReportDocument.Block] {
        var table = ReportDocument.Table(
            "Where studies come from",
            ["Site", "Stream", "Technique", "Process", "Mean a day"]
                + (facts.hasProcedures ? ["First to"] : []))
        for (site, _, stream) in facts.streams {
            let (process, mean) = entry(stream)
            let site = facts.scenario.sites[site]
            table.rows.append(
                [
                    Words(site.name), Words(stream.name),
                    Words(ValueWords.titles(stream.modalities).joined(separator: ", ")), Words(process),
                    Words(mean),
                ] + (facts.hasProcedures ? [Words(Self.first(stream, at: site))] : []))
        }
        var text: Words = "Studies leave when their "
        text =
            text
            + (facts.scenario.reporting == nil
                ? "report is published." : "last report is published and nothing is left to do for them.")
        if facts.scenario.ending == .stop {
            text = text + " Those still in the system when the run stops are counted by stage."
        }
        return [.table(table), .paragraph(text)]
    }

    /// Where the patients of a stream come first.
    private static func first(_ stream: DemandStream, at site: Site) -> String {
        if let procedure = stream.procedure { return "procedure \(procedure)" }
        return stream.modalities.contains { site.scanners[$0] != nil } ? "scanners" : "done when they come"
    }

    private func entry(_ stream: DemandStream) -> (process: String, mean: String) {
        let patients = stream.studiesPerPatient.map { shares in
            shares.enumerated().reduce(0) { $0 + Double($1.offset + 1) * $1.element }
        }
        let times = patients ?? 1
        let changed = stream.surges.contains { $0.factor != 1 } || stream.yearlyGrowth != 0
        let more = (changed ? ", with surges or growth" : "") + (patients == nil ? "" : ", of patients")
        let days = facts.scenario.length.seconds / 86_400
        return switch stream.arrivals {
        case .poisson(let perDay, let profile):
            (
                "Poisson" + (profile == .flat ? "" : ", rate by hour of the week") + more,
                ValueWords.number(perDay * times)
            )
        case .renewal(let gap): ("renewal" + more, Figure.fixed(86_400 / gap.mean * times, 1))
        case .schedule(let book):
            (
                "appointments" + more,
                Figure.fixed(
                    Double(book.slots.reduce(0) { $0 + $1.days.count * $1.minutes.count }) / 7
                        * (1 - book.noShowShare) * times, 1)
            )
        case .trace(let trace): ("trace", Figure.fixed(Double(trace.studies.count) / days, 1))
        case .replay(let studies): ("replay of DICOM files", Figure.fixed(Double(studies.count) / days, 1))
        }
    }
}
