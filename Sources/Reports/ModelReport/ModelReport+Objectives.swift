import Experiments
import SimulationKernel
import Teleradiology

/// Section 1: what the model is for, what it tells, and what is asked of it.
extension ModelReport {
    var purpose: [ReportDocument.Block] { told(.purpose) }

    // MARK: 1.2

    var outputs: [ReportDocument.Block] {
        var blocks: [ReportDocument.Block] = [
            .paragraph(
                "Intervals of a study's way, each in whole microseconds. \(counted)"), intervalTable,
        ]
        var figures: [Words] = [
            """
            Throughput: reports published for counted studies, divided by the observed time of \
            \(ValueWords.span(facts.scenario.length - facts.scenario.warmUp)).
            """
        ]
        let targets = facts.scenario.priorities.filter { $0.target != nil }
        if !targets.isEmpty {
            figures.append(
                """
                Within target: the share of reports whose turnaround is at most the target of their class \
                (\(targets.map { "\($0.name): \($0.target.map { ValueWords.span($0) } ?? "")" }.joined(separator: ", "))).
                """)
        }
        figures += [
            "Transfer by phase: \(phases); the phases of each study add up to its transfer exactly.",
            """
            Wait by part: \(facts.scenario.triage.isEmpty ? "" : "triage, ")queue (on the worklist), retrieval (a free reader \
            waits for images); they add up to the wait exactly.
            """,
            """
            Use of resources: utilisation is the busy share of the capacity on offer, queues are means over time and \
            maxima, from the end of the warm-up to the end of the length.
            """, "Backlog: studies on their way, hour by hour, from the start on.",
        ]
        if facts.isPreemptive || facts.scenario.readers.contains(where: { $0.interruptions != nil }) {
            figures.append("Interruptions: how often readings are interrupted, and for how long.")
        }
        if facts.scenario.reporting != nil {
            figures.append(
                "Reports: corrections, disagreements, findings of reviews and calls, as counts of counted studies."
            )
        }
        if !facts.scenario.currencies.isEmpty {
            figures.append(
                """
                Costs: quantity used times price, over the observed time, for a month of 30.4375 days and for each report \
                (\(facts.scenario.currencies.joined(separator: ", "))).
                """)
        }
        blocks.append(.list(figures))
        blocks.append(
            .paragraph(
                """
                Statistics of an interval over the studies of one replication: mean, standard deviation, minimum and maximum \
                are exact; quantiles (p50, p90, p95, p99) come from a histogram with cells of at most 1/128 of their \
                value, so they are exact to 0.8 %.
                """))
        blocks.append(.paragraph(intervals))
        return blocks
    }

    private var counted: String {
        let from =
            facts.scenario.warmUp > .zero
            ? "A study counts when its imaging is complete after the warm-up of \(ValueWords.span(facts.scenario.warmUp)), and"
            : "Every study counts"
        let end =
            facts.scenario.ending == .stop
            ? "when its report is published before the run stops; those still on their way are told as such."
            : "is followed until its report."
        return facts.scenario.warmUp > .zero
            ? "\(from) \(end)" : "\(from)\(facts.scenario.ending == .stop ? " " : " and ")\(end)"
    }

    private var intervals: Words {
        guard facts.scenario.replications > 1 || !facts.scenario.precision.isEmpty else {
            return "One replication is made, so there are no intervals of confidence."
        }
        return """
            Every figure is computed for each replication; told are the mean x̄ of its values x₁ … xₙ over n replications and \
            the 95 % interval x̄ ± t · s/√n, where s² = Σ(xᵢ − x̄)²/(n − 1) and t is the 0.975 quantile of Student's t with \
            n − 1 degrees of freedom (Law, Simulation Modeling and Analysis, 5th ed., 4.5). Quantiles are treated in the \
            same way: the interval is that of the replications' quantiles.\(compared)
            """
    }

    private var compared: String {
        guard !facts.variants.isEmpty else { return "" }
        let count = facts.variants.count
        return " A variant's difference from the base is taken replication by replication (paired)"
            + (count > 1
                ? ", at a confidence of 1 − 0.05/\(count) each, so that all hold together with 95 % (Bonferroni)."
                : ".")
    }

    private var intervalTable: ReportDocument.Block {
        var table = ReportDocument.Table("Intervals", ["Interval", "Name in files", "From", "To"])
        for interval in Interval.allCases where isInUse(interval) {
            let (from, to) = interval.ends(facts)
            table.add(Words(interval.shortTitle), .code(interval.name), Words(from), Words(to))
        }
        return .table(table)
    }

    private func isInUse(_ interval: Interval) -> Bool {
        let plan = facts.scenario.reporting
        return switch interval {
        case .transfer, .wait, .read, .turnaround: true
        case .preliminaryToFinal: plan?.preliminary != nil
        case .orderToFinal: plan != nil
        case .reportToCommunicated: plan?.criticalCalls != nil
        }
    }

    private var phases: String {
        TransferPart.allCases.filter { part in
            switch part {
            case .assembly: facts.hasForwarding
            case .gateway: facts.hasGateways
            case .setUp, .serialisation, .stalls, .sharing: facts.hasUplinks
            case .outage: facts.transfersFail
            case .ingestQueue, .ingest: true
            }
        }.map(\.title).joined(separator: ", ")
    }

    // MARK: 1.3

    var aims: [ReportDocument.Block] {
        var blocks = told(.aims)
        if facts.variants.isEmpty {
            blocks.append(
                .paragraph(
                    "One design is run: the file has no variants. \(code: "telerad sweep") and \(code: "--set") change parameters of it."
                ))
        } else {
            blocks.append(
                .paragraph(
                    """
                    A comparison of scenarios: the base against \(ModelFacts.count(facts.variants.count, "variant")) on the same \
                    studies (\(facts.variants.map(\.name).joined(separator: "; "))).
                    """))
        }
        if !facts.scenario.expectations.isEmpty {
            blocks.append(
                .paragraph(
                    "What the authors expect of the results; a run says whether the intervals bear it out:"))
            blocks.append(.list(facts.scenario.expectations.map { .code($0.text) }))
        }
        if !facts.scenario.precision.isEmpty {
            blocks.append(.paragraph("How well figures are to be known:"))
            blocks.append(.list(facts.scenario.precision.map { .code($0.text) }))
        }
        return blocks
    }
}

extension Interval {
    var shortTitle: String {
        switch self {
        case .transfer: "Transfer"
        case .wait: "Wait"
        case .read: "Read"
        case .turnaround: "Report turnaround time (RTAT)"
        case .preliminaryToFinal: "Preliminary to final"
        case .orderToFinal: "Order to final"
        case .reportToCommunicated: "Report to critical result told"
        }
    }

    /// What it begins and ends with, in the words of the milestones.
    func ends(_ facts: ModelFacts) -> (from: String, to: String) {
        let labels: (Milestone) -> String = { milestone in
            "\(milestone.label)\(milestone.radLexCode.map { " (\($0))" } ?? "")"
        }
        let first =
            facts.scenario.reporting?.preliminary == nil
            ? "the report is published, \(labels(.reported))"
            : "the first report is published, \(labels(.preliminary)) or \(labels(.reported))"
        return switch self {
        case .transfer:
            (
                "imaging is complete, \(labels(.imagingComplete))",
                "stored at the hub and available, \(labels(.stored))"
            )
        case .wait: ("available, \(labels(.stored))", "a reader opens it, \(labels(.opened))")
        case .read: ("opened, \(labels(.opened))", first)
        case .turnaround: ("imaging is complete, \(labels(.imagingComplete))", first)
        case .preliminaryToFinal:
            ("preliminary report, \(labels(.preliminary))", "final report, \(labels(.reported))")
        case .orderToFinal: ("created, \(labels(.ordered))", "final report, \(labels(.reported))")
        case .reportToCommunicated: ("first report", "the critical result is told, \(labels(.communicated))")
        }
    }
}
