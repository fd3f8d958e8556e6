import SimulationKernel
import Teleradiology

/// Section 2: what happens to a study, in words; only what this scenario uses is told.
extension ModelReport {
    var baseLogic: [ReportDocument.Block] {
        var steps: [Words] = [creation]
        if facts.hasScanners { steps.append(scanning) }
        if facts.hasProcedures { steps.append(procedureLogic) }
        if facts.hasForwarding { steps.append(forwarding) }
        if facts.hasGateways {
            steps.append(
                """
                Where a site has a gateway, a study waits there for its turn. A study that finds the gateway full waits at \
                the site; none is ever dropped.
                """)
        }
        steps.append(transfer)
        steps.append(
            "The hub's ingest stores and indexes it: it waits for a worker in the order of coming. Then it is available."
        )
        if facts.scenario.delivery == .hybrid { steps.append(hybrid) }
        if !facts.scenario.triage.isEmpty { steps.append(triage) }
        steps.append(
            """
            It joins the worklist\(facts.scenario.triage.isEmpty ? "" : ", those that triage looks at behind it"). Who may read \
            it is a hard rule: technique, application\(facts.hasLicences ? ", licence" : "")\
            \(facts.scenario.readers.contains { $0.rights.credentials != nil } ? ", credential" : "") and being on shift.
            """)
        steps.append(assignment)
        if facts.hasDownlinks { steps.append(retrieval) }
        steps.append(reading)
        if facts.scenario.reporting != nil { steps += reports }
        steps.append(ends)
        var blocks: [ReportDocument.Block] = [.numbered(steps)]
        let others = beside
        if !others.isEmpty { blocks += [.paragraph("Beside the way of studies:"), .list(others)] }
        return blocks
    }

    private var creation: Words {
        let isDrawn = facts.streams.contains { $0.stream.isDrawn }
        let isListed = facts.streams.contains { !$0.stream.isDrawn }
        let how =
            isDrawn
            ? "with all its attributes, drawn at once\(isListed ? " where no list gives them" : "")"
            : "with the attributes of its list; what the list leaves out is drawn at once"
        return
            "A study is created at a site \(how), so that every design meets the same study."
            + (facts.hasPatients ? " Studies of one patient come together." : "")
    }

    private var scanning: Words {
        let without = facts.scenario.sites.contains { site in
            site.demand.contains { stream in
                stream.procedure == nil && stream.modalities.contains { site.scanners[$0] == nil }
            }
        }
        return
            """
            Where the site has scanners of its technique, it waits for one and is examined; an exam that has begun is finished. \
            Then imaging is complete.
            """ + (without ? " Elsewhere imaging is complete at once." : "")
    }

    private var forwarding: Words {
        let levels = Forwarding.Level.allCases.filter { level in
            facts.scenario.sites.contains { $0.forwarding?.level == level }
        }
        return "The site's router sends "
            + Words(
                levels.map(\.words).joined(separator: ", or ")
                    + ". What has become sendable goes out in turns over one connection; the study is with the hub when its last turn is."
            )
    }

    private var transfer: Words {
        guard facts.hasUplinks else { return "It reaches the hub's ingest at once: no site has a line." }
        let some = facts.scenario.sites.contains { $0.uplink == nil }
        let hasLine = facts.hubs.contains { $0.plan.line != nil }
        return Words(
            "It is sent over the site's uplink\(hasLine ? " and the hub's own line" : "") to the hub "
                + "(\(facts.hubs.map(\.technology.rawValue).joined(separator: ", else ")))"
                + (some ? "; a site without a line reaches the hub at once" : "") + ".")
    }

    private var hybrid: Words {
        """
        The hub on premises copies each study to the cloud and keeps it for the retention time. A transfer that finds one hub \
        out of service goes to the other, and readers are served by the hub that has the study.
        """
    }

    private var triage: Words {
        let programs = facts.scenario.triage.map { "\($0.name): \(facts.words($0.effect))" }
        return Words(
            "Software looks at some studies before they join the worklist, and a positive verdict acts: "
                + programs.joined(separator: "; ") + ".")
    }

    private var assignment: Words {
        let plan = facts.scenario.assignment
        var text =
            plan.isPush
            ? "As soon as it can be read it is given to a reader on shift by the policy of its class, and waits on that reader's own list"
                + (plan.limit == nil ? "." : "; where all lists are full, on the worklist.")
            : plan.cherryPicking > 1
                ? "A free reader takes, of the first \(plan.cherryPicking) studies that the reader may read, the one of the most value a minute."
                : "A free reader takes the first study that the reader may read. A study that comes while readers are free goes to the one who has been idle the longest."
        if plan.keepsPatients {
            text += " A study of a patient goes to the reader who has another one of the patient's."
        }
        if plan.daytime != nil { text += " Readers for whom it is day come before those who work at night." }
        for rule in plan.delayed where rule.after > .zero {
            text +=
                " \(facts.names(rule.groups)) may take \(ValueWords.filter(rule.studies, facts.scenario)) only after it has waited for \(ValueWords.span(rule.after))."
        }
        return Words(text)
    }

    private var retrieval: Words {
        let modes = Set(facts.hubs.map(\.plan.retrieval))
        let ahead = facts.hubs.first { $0.plan.retrieval == .prefetch }?.plan.studiesAhead ?? 1
        let words = RetrievalMode.allCases.filter(modes.contains).map { $0.words(ahead) }
        return Words(
            "Its images go from the hub to the reader"
                + (facts.hasPriors ? ", with the priors that must be fetched" : "")
                + ". \(words.joined(separator: "; ").capitalisedFirst).")
    }

    private var reading: Words {
        var text = "The reader reads it: its reading time over the reader's speed"
        let groups = facts.scenario.readers
        if groups.contains(where: { $0.fatigue != nil }) {
            text += ", times what fatigue makes of it when it is opened"
        }
        text += "."
        if groups.contains(where: { $0.interruptions != nil }) {
            text +=
                " Calls interrupt the reading; the reader deals with them at once and goes on where the reading was."
        }
        if facts.isPreemptive {
            text +=
                " A more urgent study that finds no reader free interrupts a reading of a lower class; the work done is kept."
        }
        return Words(text)
    }

    private var reports: [Words] {
        guard let plan = facts.scenario.reporting else { return [] }
        var steps: [Words] = []
        if let double = plan.doubleReading {
            steps.append(
                """
                Some studies (\(ValueWords.filter(double.studies, facts.scenario))) are read again by another reader before there \
                is a report\(double.disagreement > 0 ? "; where the two disagree a third decides" : "").
                """)
        }
        if let preliminary = plan.preliminary {
            steps.append(
                """
                Reports of \(facts.names(preliminary.groups)) on \(ValueWords.filter(preliminary.studies, facts.scenario)) are \
                preliminary; \(facts.names(preliminary.finalGroups)) read the study again and give the final one.
                """)
        }
        if plan.criticalCalls != nil {
            steps.append("A critical result is told by telephone, and tried again until somebody answers.")
        }
        if let review = plan.peerReview {
            steps.append(
                "\(ValueWords.share(review.share)) of final reports are reviewed by another reader when nothing else waits."
            )
        }
        return steps
    }

    private var ends: Words {
        let isStop = facts.scenario.ending == .stop
        return
            "When its \(facts.scenario.reporting == nil ? "" : "first ")report is published, the study is reported\(facts.scenario.reporting == nil ? " and leaves" : "; it leaves when nothing is left to do for it")."
            + (isStop
                ? " The run stops at the end of its length, whoever is still on the way."
                : " After the length no studies come, and the run goes on until all have left.")
    }

    /// What changes while studies go their way.
    private var beside: [Words] {
        var lines: [Words] = []
        lines.append(
            "Readers come and go by their shifts. Who has a study open at the end of a shift: \(facts.scenario.assignment.shiftEnd.words)."
        )
        if facts.scenario.readers.contains(where: { $0.onCall != nil }) {
            lines.append(
                "Readers on call come when something urgent has waited too long or nobody else is there, and leave when none of it waits."
            )
        }
        if !facts.outages.isEmpty {
            lines.append(
                "Out of service at times: \(facts.outages.map(\.name).joined(separator: "; "))."
                    + (facts.transfersFail
                        ? " Transfers that this breaks are tried again and resume behind what was acknowledged."
                        : ""))
        }
        if !facts.scenario.providers.isEmpty {
            lines.append(
                "Groups of readers work for providers, who promise times for classes and are paid by contract."
            )
        }
        if !facts.scenario.changes.isEmpty {
            lines.append(
                "On given dates something changes: "
                    + Words(
                        facts.scenario.changes.map { "\(ValueWords.date($0.time)), \($0.subject.words)" }
                            .joined(separator: "; ") + "."))
        }
        return lines
    }

    // MARK: 2.3

    var scenarioLogic: [ReportDocument.Block] {
        guard !facts.variants.isEmpty else {
            return [.paragraph("There is one design; nothing differs from the base.")]
        }
        var table = ReportDocument.Table("What each variant replaces", ["Variant", "Value replaced", "By"])
        for variant in facts.variants {
            for override in variant.overrides {
                table.add(Words(variant.name), .code(override.path), .code(override.value))
            }
            if variant.overrides.isEmpty { table.add(Words(variant.name), "nothing", "–") }
        }
        var blocks: [ReportDocument.Block] = [.table(table)]
        let replays = facts.variants.filter { $0.scenario.seed == facts.scenario.seed }
        if replays.count == facts.variants.count {
            blocks.append(
                .paragraph(
                    "All variants have the seed of the base and so meet its studies, but for what a variant itself changes of demand (item 5.2)."
                ))
        }
        return blocks
    }
}

extension Words {
    static func + (left: Words, right: Words) -> Words {
        var sum = left
        sum.pieces += right.pieces
        return sum
    }

    static func + (left: Words, right: String) -> Words { left + Words(right) }
}
