import Experiments
import Foundation
import SimulationKernel
import Teleradiology

/// The result of an experiment for people.
public struct RunText {
    private let result: ExperimentResult
    private let style: TextStyle
    private var scenario: Scenario { result.scenario }

    /// A report of an experiment.
    public init(_ result: ExperimentResult, style: TextStyle = .plain) {
        self.result = result
        self.style = style
    }

    /// The whole report.
    public var text: String {
        [
            header, ExpectationText.expectations(result, style), ExpectationText.precision(result, style),
            targets, throughput, intervals, SpreadText(result: result, groups: groups, style: style).text,
            WaitText(result: result, groups: groups, style: style).text, TriageText.findings(result, style),
            transferParts, BacklogText(result: result, style: style).text, hubs, use,
            ReaderTimeText.text(result, style), ReportingText.text(result, style),
            ProviderText.text(result, style), costs, standing,
            Self.legend(replications: scenario.replications, style),
        ].filter { !$0.isEmpty }.joined(separator: "\n")
    }

    // MARK: Sections

    private var header: String {
        var lines = [style.title(scenario.title)]
        if !scenario.description.isEmpty { lines.append(style.prose(scenario.description.withoutControls)) }
        lines.append(style.line(Self.design(scenario)))
        return lines.joined(separator: "\n") + "\n"
    }

    static func design(_ scenario: Scenario) -> String {
        "Delivery \(scenario.delivery.rawValue) · \(scenario.length) from \(scenario.start.text.replacing("T", with: " ").dropLast(3))"
            + " (\(scenario.timeZone))"
            + (scenario.warmUp > .zero ? ", the first \(scenario.warmUp) left out" : "")
            + " · \(scenario.replications) "
            + (scenario.replications == 1 ? "replication" : "replications") + " · seed \(scenario.seed)"
    }

    /// The answer first: does each target hold?
    private var targets: String {
        var lines: [String] = []
        for (index, priority) in scenario.priorities.enumerated() {
            guard let target = priority.target, let share = result.withinTarget(.priority(index)) else {
                continue
            }
            let p95 = result.interval(.turnaround, .p95, .priority(index))
            let (verdict, tone) = Self.verdict(p95, target)
            let blanks = String(repeating: " ", count: 11 - verdict.count)
            lines.append(
                style.line(
                    "  \(verdict.isEmpty ? "" : style.coloured(verdict, tone) + blanks)\(priority.name.withoutControls): \(Figure.share(share)) of reports within \(target); 95 in 100 within \(Figure.time(p95))"
                ))
        }
        guard !lines.isEmpty else { return "" }
        return style.heading("Targets, for 95 in 100 reports") + "\n" + lines.joined(separator: "\n") + "\n"
    }

    /// Whether 95 in 100 are within a target: on which side of it the interval of their time lies.
    private static func verdict(_ p95: Estimate?, _ target: Duration) -> (String, Tone?) {
        guard let p95, let half = p95.halfWidth else { return ("", nil) }
        if p95.value + half <= target.seconds { return ("held", .good) }
        return p95.value - half > target.seconds ? ("MISSED", .bad) : ("undecided", .undecided)
    }

    private var groups: [(name: String, group: StudyGroup)?] {
        var groups: [(name: String, group: StudyGroup)?] = []
        for modality in result.modalities {
            groups.append((modality.title, .modality(modality)))
            guard scenario.priorities.count > 1 else { continue }
            for (index, priority) in scenario.priorities.enumerated()
            where result.has(.modalityAndPriority(modality, index)) {
                groups.append(("  \(priority.name)", .modalityAndPriority(modality, index)))
            }
        }
        groups.append(nil)
        groups.append(("All", .all))
        if scenario.priorities.count > 1 {
            for (index, priority) in scenario.priorities.enumerated() where result.has(.priority(index)) {
                groups.append(("  \(priority.name)", .priority(index)))
            }
        }
        return groups
    }

    private var throughput: String {
        let unit = unit(.turnaround)
        var table = TextTable([
            "Modality", "studies/day", "RTAT mean (\(unit.name))", "p95 (\(unit.name))", "within target",
        ])
        for entry in groups {
            guard let (name, group) = entry else {
                table.addRule()
                continue
            }
            table.add([
                name, Figure.estimate(result.throughput(group)),
                Figure.estimate(result.interval(.turnaround, .mean, group), scale: unit.seconds),
                Figure.estimate(result.interval(.turnaround, .p95, group), scale: unit.seconds),
                Figure.share(result.withinTarget(group)),
            ])
        }
        return style.section("Throughput and report turnaround time (RTAT)", table)
    }

    /// One table an interval: transfer, wait, read and turnaround, with all quantiles.
    private var intervals: String {
        result.shownIntervals(of: .all).map { interval in
            let unit = unit(interval)
            let statistics: [Statistic] = [.mean, .p50, .p90, .p95, .p99]
            var table = TextTable(["Modality"] + statistics.map { "\($0.rawValue) (\(unit.name))" })
            for entry in groups {
                guard let (name, group) = entry else {
                    table.addRule()
                    continue
                }
                table.add(
                    [name]
                        + statistics.map {
                            Figure.estimate(result.interval(interval, $0, group), scale: unit.seconds)
                        })
            }
            return style.section(interval.title, table)
        }.joined(separator: "\n")
    }

    /// Where the transfer time goes; phases that took none are left out.
    private var transferParts: String {
        let parts = TransferPart.allCases.filter { part in
            groups.contains { entry in (entry.flatMap { result.transferPart(part, $0.group)?.value } ?? 0) > 0
            }
        }
        guard !parts.isEmpty else { return "" }
        let longest = parts.compactMap { result.transferPart($0, .all)?.value }.max() ?? 0
        let unit = Figure.TimeUnit.fitting(longest * 1.5)
        var table = TextTable(["Modality"] + parts.map { "\($0.title) (\(unit.name))" })
        for entry in groups {
            guard let (name, group) = entry else {
                table.addRule()
                continue
            }
            table.add(
                [name] + parts.map { Figure.estimate(result.transferPart($0, group), scale: unit.seconds) })
        }
        return style.section("Where the transfer time goes: means, which add up to the mean transfer", table)
    }

    /// Who took studies in and gave them out, where there is more than one hub.
    private var hubs: String {
        guard result.hubs.count > 1 else { return "" }
        var table = TextTable(["Hub", "studies from sites", "studies to readers"])
        for hub in result.hubs {
            table.add([hub.technology.rawValue, Figure.estimate(hub.received), Figure.estimate(hub.served)])
        }
        return style.section("What each hub did", table)
    }

    private func unit(_ interval: Interval) -> Figure.TimeUnit {
        .fitting((result.interval(interval, .p95, .all)?.value ?? 0) * 1.5)
    }

    private var use: String {
        let fails = result.resources.contains { $0.availability != nil }
        var table = TextTable(
            ["Resource", "utilisation", "capacity", "mean queue", "max queue"] + (fails ? ["in service"] : [])
        )
        var previous: ResourceUse.Kind?
        for resource in result.resources {
            if let previous, previous != resource.kind { table.addRule() }
            previous = resource.kind
            let isWorklist = resource.kind == .worklist
            let isHub = resource.kind == .hub
            let isReaders = resource.kind == .readers
            var row = [
                OnCallText.label(resource, scenario),
                resource.utilisation.map { Figure.share($0) } ?? Figure.none,
                isWorklist || isHub || resource.kind == .link
                    ? Figure.none : Figure.estimate(resource.capacity),
                isReaders || isHub ? Figure.none : Figure.estimate(resource.meanQueue),
                isReaders || isHub ? Figure.none : "\(resource.maximumQueue)",
            ]
            if fails { row.append(resource.availability.map { Figure.share($0) } ?? Figure.none) }
            table.add(row)
        }
        let note = OnCallText.note([scenario])
        return style.section("Use of resources", table) + (note.isEmpty ? "" : style.prose(note) + "\n")
    }

    private var costs: String {
        let costs = result.costs
        guard !costs.isEmpty else { return "" }
        var table = TextTable(["Cost", "per month", "per study"])
        for cost in costs {
            if cost.element == nil { table.addRule() }
            table.add([
                cost.element ?? "total \(cost.currency)",
                "\(Figure.money(cost.perMonth)) \(cost.currency)",
                "\(Figure.estimate(cost.perStudy)) \(cost.currency)",
            ])
        }
        return style.section("Costs", table)
    }

    private var standing: String {
        let sum = result.conservation
        let stages = sum.inSystem.filter { $0.count > 0 }.map { "\($0.count) \($0.stage)" }
        let onTheirWay = sum.inSystemCounts.reduce(0, +)
        let conservation = """
            Conservation, all replications: \(sum.created) created = \(sum.reported) reported + \(onTheirWay) in the system\
            \(stages.isEmpty ? "" : " (\(stages.joined(separator: ", ")))")
            """
        let fingerprints = """
            \(result.events) events, fingerprint \(RunJSON.hexadecimal(result.fingerprint)), \
            demand \(RunJSON.hexadecimal(result.demandFingerprint))
            """
        return "\(style.line(conservation))\n\(style.line(fingerprints))\n"
    }

    static func legend(replications: Int, _ style: TextStyle) -> String {
        guard replications > 1 else { return intervalLegend(replications: 1, style) }
        return intervalLegend(replications: replications, style)
            + style.paragraphs(
                """
                Transfer: imaging complete to available at the hub. Wait: available to opened. Read: opened to report.
                RTAT is their sum. Gateway: its turn, its window or room at the site. Set-up: connection and slow start.
                Serialisation: the bytes at the narrowest line's rate. Stalls: round trips and the receiver. Sharing: other
                transfers and traffic on the lines, and limits of gateways. Queue of a link: transfers running. Capacity of
                readers: the mean number on shift.

                """)
    }

    /// What an interval says, and what it does not.
    static func intervalLegend(replications: Int, _ style: TextStyle) -> String {
        style.paragraphs(
            replications == 1
                ? "One replication: no confidence intervals. Use --replications 20 to have them.\n"
                : """
                a ± b: mean over replications and half-width of its 95 % confidence interval (Student's t). It says how well
                the simulation knows the figure; how much studies differ is what p50 to p99 say. A figure without ± was the
                same in every replication.

                """)
    }
}

extension TransferPart {
    /// The heading of the phase's column.
    var title: String {
        switch self {
        case .assembly: "assembly"
        case .gateway: "gateway"
        case .setUp: "set-up"
        case .serialisation: "serialisation"
        case .stalls: "stalls"
        case .sharing: "sharing"
        case .outage: "outage"
        case .ingestQueue: "ingest queue"
        case .ingest: "ingest"
        }
    }
}

extension ExperimentResult {
    /// The intervals that every report has, and those that some study of a group has.
    func shownIntervals(of group: StudyGroup) -> [Interval] {
        Interval.allCases.filter {
            Interval.ofEveryReport.contains($0) || interval($0, .mean, group) != nil
        }
    }
}

extension Interval {
    /// The heading of the interval's table.
    var title: String {
        switch self {
        case .transfer: "Transfer: imaging complete → available"
        case .wait: "Wait: available → opened"
        case .read: "Read: opened → report published"
        case .turnaround: "Report turnaround time: imaging complete → report published"
        case .preliminaryToFinal: "Preliminary report → final report"
        case .orderToFinal: "Order → final report"
        case .reportToCommunicated: "First report → critical result told"
        }
    }
}
