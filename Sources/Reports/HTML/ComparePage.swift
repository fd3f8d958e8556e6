import Experiments
import SimulationKernel
import Teleradiology

/// A comparison as a page.
public struct ComparePage {
    private let comparison: Comparison
    private let command: String
    private var base: Comparison.Arm { comparison.base }
    private var arms: [Comparison.Arm] { [comparison.base] + comparison.variants }
    private var replications: Int { base.result.replications.count }

    /// The page of a comparison; `command` makes it again.
    public init(_ comparison: Comparison, command: String) {
        self.comparison = comparison
        self.command = command
    }

    /// The charts of the page, in its order.
    package var charts: [any Chart] { CompareFigures(comparison).all }

    /// The file.
    public var text: String {
        let answer = CompareAnswer(comparison)
        let figures = CompareFigures(comparison)
        let scenario = base.result.scenario
        return ReportPage(
            kind: "Comparison", scenario: scenario, headline: HTML(answer.headline),
            answer: [answer.html, answer.targets],
            sections: [
                ReportSection(
                    "differences", "What differs",
                    [asked, figures.differences.grid] + comparison.variants.map(differences)
                        + [correction]),
                ReportSection(
                    "turnaround", "How soon reports come", [figures.turnaround.grid] + [sideBySide]),
                ReportSection("time", "Where the time goes", figures.time.map(\.figure)),
                ReportSection("week", "Over the run and the week", figures.week.map(\.figure)),
                ReportSection("use", "Readers, lines and servers", figures.use.map(\.figure) + [use]),
                ReportSection("cost", "What it costs", figures.cost.map(\.figure) + [costs]),
                ReportSection("network", "The network", figures.network.map(\.figure)),
            ],
            repetition: Repetition(
                command, scenario,
                more: [("Replications of each design", "\(replications)")]
                    + arms.flatMap { arm in
                        [
                            ("Events of \(arm.name)", RunJSON.hexadecimal(arm.result.fingerprint)),
                            ("Studies of \(arm.name)", RunJSON.hexadecimal(arm.result.demandFingerprint)),
                        ]
                    }
            ).html(intervals: [
                Repetition.intervals(replications: replications), Repetition.verdicts, ranking,
            ])
        ).text
    }

    private var groups: [(name: String, group: StudyGroup)] {
        comparison.modalities.map { ($0.title, .modality($0)) } + [("All", .all)]
    }

    /// What was asked for, a row for each measure in each design.
    private var asked: HTML {
        let rows = ComparedMeasures(comparison).rows
        guard !rows.isEmpty else { return .nothing }
        let priorities = base.result.scenario.priorities
        var table = HTMLTable("What was asked for", ["Measure", "design", "value", "minus \(base.name)"])
        for row in rows {
            table.addRule()
            for (index, cell) in row.cells.enumerated() {
                let unit = row.measure.unit
                let change = cell.difference.map { difference in
                    let text = Figure.measured(difference.estimate, unit, signed: true).withMinus
                    return (unit == .share ? text.replacing(" %", with: " points") : text)
                        + (difference.verdict == .undecided ? " ?" : "")
                }
                table.add([
                    index == 0 ? row.measure.words(priorities) : "", cell.design,
                    Figure.measured(cell.estimate, unit), change ?? (index == 0 ? "" : Figure.none),
                ])
            }
        }
        return table.html
    }

    private func differences(_ variant: Comparison.Arm) -> HTML {
        let same = comparison.sawSameStudies(variant) ? "on the same studies" : "on different studies"
        // A column has one unit, so that its rows can be compared.
        let units = Comparison.reported.map { kind in
            Figure.TimeUnit.fitting(
                groups.compactMap {
                    comparison.difference(variant, kind, $0.group).map { abs($0.estimate.value) }
                }
                .max() ?? 0)
        }
        let columns = ["turnaround mean", "turnaround p95", "transfer mean", "wait mean"]
        var table = HTMLTable(
            "\(variant.name) minus \(base.name), paired \(same)",
            ["Modality"] + zip(columns, units).map { "\($0) (\($1.name))" } + ["within target (points)"])
        for (name, group) in groups {
            if case .all = group { table.addRule() }
            table.add(
                [name]
                    + zip(Comparison.reported, units).map { kind, unit in
                        guard let difference = comparison.difference(variant, kind, group) else {
                            return Figure.none
                        }
                        let mark = difference.verdict == .undecided ? " ?" : ""
                        let scale = kind == .withinTarget ? 0.01 : unit.seconds
                        return Figure.estimate(difference.estimate, scale: scale, signed: true).withMinus
                            + mark
                    })
        }
        return table.html
    }

    private var correction: HTML {
        let several =
            comparison.variants.count > 1
            ? " Intervals are corrected for \(comparison.variants.count) variants (Bonferroni): for one figure, all of them hold together with 95 %."
            : ""
        return .element(
            "p", ["class": "note"],
            HTML(
                "A difference is that of the variant minus the base, replication by replication; a question mark says that "
                    + "its interval holds zero: undecided.\(several)"))
    }

    private var ranking: HTML {
        .p(
            """
            Which design is the best was asked after all had been seen, so its differences in the answer are corrected for \
            all pairs of designs (Bonferroni): the chance that one of the claims of a card is false is at most 5 %.
            """)
    }

    private var sideBySide: HTML {
        let unit = Figure.TimeUnit.fitting((base.result.interval(.turnaround, .p95, .all)?.value ?? 0) * 1.5)
        var table = HTMLTable(
            "Side by side: turnaround in \(unit.name)",
            ["Modality", "design", "studies a day", "mean", "p50", "p90", "p95", "within target"])
        for (name, group) in groups {
            for (index, arm) in arms.enumerated() {
                if index == 0 { table.addRule() }
                let statistics: [Statistic] = [.mean, .p50, .p90, .p95]
                table.add(
                    [name, arm.name, Figure.estimate(arm.result.throughput(group))]
                        + statistics.map {
                            Figure.estimate(
                                arm.result.interval(.turnaround, $0, group), scale: unit.seconds)
                        } + [Figure.share(arm.result.withinTarget(group))])
            }
        }
        return table.html
    }

    private var use: HTML {
        var table = HTMLTable(
            "Use of resources", ["Resource", "design", "utilisation", "mean queue", "longest queue"])
        for arm in arms {
            table.addRule()
            for resource in arm.result.resources {
                let isReaders = resource.kind == .readers
                table.add([
                    OnCallText.label(resource, arm.result.scenario), arm.name,
                    resource.utilisation.map { Figure.share($0) } ?? Figure.none,
                    isReaders ? Figure.none : Figure.estimate(resource.meanQueue),
                    isReaders ? Figure.none : "\(resource.maximumQueue)",
                ])
            }
        }
        let note = OnCallText.note(arms.map(\.result.scenario))
        return .joined([table.html, note.isEmpty ? .nothing : .element("p", ["class": "note"], HTML(note))])
    }

    private var costs: HTML {
        let currencies = base.result.costCurrencies
        guard !currencies.isEmpty else { return .nothing }
        var table = HTMLTable(
            "Total cost",
            ["Design", "a month", "a report", "mean turnaround", "more a month than \(base.name)"])
        for (index, arm) in arms.enumerated() {
            for currency in currencies {
                let total = arm.result.costs.first { $0.element == nil && $0.currency == currency }
                let change = index == 0 ? nil : comparison.costDifference(arm, currency)
                table.add([
                    arm.name, "\(Figure.money(total?.perMonth).withThousands) \(currency)",
                    "\(Figure.estimate(total?.perStudy)) \(currency)",
                    Figure.time(arm.result.interval(.turnaround, .mean, .all)),
                    change.map { "\($0.value > 0 ? "+" : "")\(Figure.money($0).withThousands) \(currency)" }
                        ?? "",
                ])
            }
        }
        return table.html
    }
}
