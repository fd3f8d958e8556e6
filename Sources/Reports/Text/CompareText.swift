import Experiments
import SimulationKernel
import Teleradiology

/// A comparison for people: the answer first, then the figures behind it.
public struct CompareText {
    private let comparison: Comparison
    private let style: TextStyle

    /// A report of a comparison.
    public init(_ comparison: Comparison, style: TextStyle = .plain) {
        self.comparison = comparison
        self.style = style
    }

    private var base: Comparison.Arm { comparison.base }

    /// The whole report.
    public var text: String {
        let scenario = base.result.scenario
        var parts = [
            "\(style.title(scenario.title))\n"
                + (scenario.description.isEmpty
                    ? "" : style.prose(scenario.description.withoutControls) + "\n")
                + style.line(RunText.design(scenario)) + "\n"
        ]
        for variant in comparison.variants { parts.append(answer(variant)) }
        parts.append(sideBySide)
        for variant in comparison.variants { parts.append(differences(variant)) }
        for variant in comparison.variants {
            let findings = TriageText.differences(comparison, variant, style)
            if !findings.isEmpty { parts.append(findings) }
        }
        parts.append(use)
        if !costs.isEmpty { parts.append(costs) }
        parts.append(legend)
        return parts.joined(separator: "\n")
    }

    /// The answer: mean turnaround by modality and the share within each target, before and after.
    private func answer(_ variant: Comparison.Arm) -> String {
        var table = TextTable(["", base.name, variant.name, "change"])
        let asked = ComparedMeasures(comparison).rows
        for row in asked { addRow(row, variant, to: &table) }
        if !asked.isEmpty { table.addRule() }
        for modality in comparison.modalities + [nil] {
            let group = modality.map { StudyGroup.modality($0) } ?? .all
            let before = base.result.interval(.turnaround, .mean, group)
            let after = variant.result.interval(.turnaround, .mean, group)
            guard before != nil || after != nil else { continue }
            // What one of them does not have can't be compared, but is told.
            let difference = comparison.difference(variant, .interval(.turnaround, .mean), group)
            let change = difference.map {
                Self.change($0, lower: "sooner", higher: "later") { Figure.time($0, signed: $1) }
            }
            table.add(
                [
                    "mean RTAT, \(modality?.title ?? "all")", Figure.time(before), Figure.time(after),
                    change ?? Figure.none,
                ], [3: difference?.verdict.tone(better: .lower)])
        }
        table.addRule()
        for (index, priority) in base.result.scenario.priorities.enumerated() {
            guard let target = priority.target,
                let difference = comparison.difference(variant, .withinTarget, .priority(index))
            else { continue }
            table.add(
                [
                    "\(priority.name) within \(target)",
                    Figure.share(base.result.withinTarget(.priority(index))),
                    Figure.share(variant.result.withinTarget(.priority(index))),
                    Self.change(difference, lower: "less", higher: "more") {
                        Figure.share($0, signed: $1).replacing(" %", with: " points")
                    },
                ], [3: difference.verdict.tone(better: .higher)])
        }
        return style.section("\(variant.name) instead of \(base.name)".withoutControls, table)
    }

    /// A measure that was asked for, before and after.
    private func addRow(_ row: ComparedMeasures.Row, _ variant: Comparison.Arm, to table: inout TextTable) {
        let unit = row.measure.unit
        let (lower, higher) = row.measure.comparatives
        let cell = row.cells.dropFirst().first { $0.design == variant.name }
        let change = cell?.difference.map { difference in
            Self.change(difference, lower: lower, higher: higher) {
                let text = Figure.measured($0, unit, signed: $1)
                return unit == .share ? text.replacing(" %", with: " points") : text
            }
        }
        table.add(
            [
                row.text, Figure.measured(row.cells[0].estimate, unit), Figure.measured(cell?.estimate, unit),
                change ?? Figure.none,
            ],
            [3: cell?.difference?.verdict.tone(better: row.measure.isBetterWhenHigher ? .higher : .lower)])
    }

    /// The rows for spreadsheets: the measures that were asked for, or others where none were.
    public func table(orElse measures: [Measure]) -> ReportTable {
        ComparedMeasures(comparison, comparison.measures.isEmpty ? measures : nil).table
    }

    private static func change(
        _ difference: Comparison.Difference, lower: String, higher: String,
        _ text: (Estimate, _ signed: Bool) -> String
    ) -> String {
        let amount = Estimate(magnitudeOf: difference.estimate)
        return switch difference.verdict {
        case .lower: "\(text(amount, false)) \(lower)"
        case .higher: "\(text(amount, false)) \(higher)"
        case .equal: "none"
        case .undecided: "undecided (\(text(difference.estimate, true)))"
        }
    }

    private var sideBySide: String {
        let arms = [base] + comparison.variants
        let unit = Figure.TimeUnit.fitting((base.result.interval(.turnaround, .p95, .all)?.value ?? 0) * 1.5)
        let transferUnit = Figure.TimeUnit.fitting(
            (base.result.interval(.transfer, .p95, .all)?.value ?? 0) * 1.5)
        var table = TextTable(
            [
                "Modality", "design", "studies/day", "transfer mean (\(transferUnit.name))", "p95",
                "RTAT mean (\(unit.name))", "p95", "within target",
            ], labels: 2)
        let groups: [(String, StudyGroup)] =
            comparison.modalities.map { ($0.title, .modality($0)) } + [("All", .all)]
        for (name, group) in groups {
            if case .all = group { table.addRule() }
            for (index, arm) in arms.enumerated() {
                table.add([
                    index == 0 ? name : "", arm.name, Figure.estimate(arm.result.throughput(group)),
                    Figure.estimate(
                        arm.result.interval(.transfer, .mean, group), scale: transferUnit.seconds),
                    Figure.estimate(arm.result.interval(.transfer, .p95, group), scale: transferUnit.seconds),
                    Figure.estimate(arm.result.interval(.turnaround, .mean, group), scale: unit.seconds),
                    Figure.estimate(arm.result.interval(.turnaround, .p95, group), scale: unit.seconds),
                    Figure.share(arm.result.withinTarget(group)),
                ])
            }
        }
        return style.section("Side by side", table)
    }

    private func differences(_ variant: Comparison.Arm) -> String {
        var table = TextTable([
            "Modality", "RTAT mean (s)", "RTAT p95 (s)", "transfer mean (s)", "wait mean (s)",
            "within target",
            "variance ratio",
        ])
        let groups: [(String, StudyGroup)] =
            comparison.modalities.map { ($0.title, .modality($0)) } + [("All", .all)]
        for (name, group) in groups {
            if case .all = group { table.addRule() }
            let differences = Comparison.reported.map { comparison.difference(variant, $0, group) }
            let tones = zip(Comparison.reported, differences).map { measure, difference in
                difference?.verdict.tone(better: measure == .withinTarget ? .higher : .lower)
            }
            table.add(
                [name]
                    + zip(Comparison.reported, differences).map { measure, difference in
                        guard let difference else { return Figure.none }
                        let mark = difference.verdict == .undecided ? " ?" : ""
                        return measure == .withinTarget
                            ? Figure.share(difference.estimate, signed: true) + mark
                            : Figure.estimate(difference.estimate, signed: true) + mark
                    } + [differences[0]?.varianceRatio.map { Figure.fixed($0, 3) } ?? Figure.none],
                Dictionary(uniqueKeysWithValues: tones.enumerated().map { ($0 + 1, $1) }))
        }
        let same = comparison.sawSameStudies(variant) ? "on the same studies" : "on different studies"
        return style.section("\(variant.name) minus \(base.name), paired \(same)".withoutControls, table)
            + gain(variant)
    }

    /// What the shared random numbers were worth.
    private func gain(_ variant: Comparison.Arm) -> String {
        guard let difference = comparison.difference(variant, .interval(.turnaround, .mean), .all),
            let ratio = difference.varianceRatio, let independent = difference.independentReplications,
            independent < 1e9
        else { return "" }
        let made = difference.estimate.replications
        return style.prose(
            "The variance of the mean RTAT's difference is \(Figure.estimate(Estimate(value: ratio, halfWidth: nil, replications: made), scale: 0.01)) % of that of independent random "
                + "numbers: \(made) pairs tell as much as \(Figure.fixed(independent, 0)) independent pairs would."
        ) + "\n"
    }

    private var use: String {
        var table = TextTable(["Resource", "design", "utilisation", "mean queue", "max queue"], labels: 2)
        for arm in [base] + comparison.variants {
            table.addRule()
            for resource in arm.result.resources {
                table.add([
                    OnCallText.label(resource, arm.result.scenario), arm.name,
                    resource.utilisation.map { Figure.share($0) } ?? Figure.none,
                    resource.kind == .readers ? Figure.none : Figure.estimate(resource.meanQueue),
                    resource.kind == .readers ? Figure.none : "\(resource.maximumQueue)",
                ])
            }
        }
        let note = OnCallText.note(([base] + comparison.variants).map(\.result.scenario))
        return style.section("Use of resources", table) + (note.isEmpty ? "" : style.prose(note) + "\n")
    }

    /// Cost beside latency: totals of each design, and the differences from the base.
    private var costs: String {
        let currencies = base.result.costCurrencies
        guard !currencies.isEmpty else { return "" }
        var table = TextTable(["Total cost", "per month", "per study", "mean RTAT", "change per month"])
        for (index, arm) in ([base] + comparison.variants).enumerated() {
            for currency in currencies {
                let total = arm.result.costs.first { $0.element == nil && $0.currency == currency }
                let change = index == 0 ? nil : comparison.costDifference(arm, currency)
                table.add([
                    arm.name, "\(Figure.money(total?.perMonth)) \(currency)",
                    "\(Figure.estimate(total?.perStudy)) \(currency)",
                    Figure.time(arm.result.interval(.turnaround, .mean, .all)),
                    change.map { "\($0.value > 0 ? "+" : "")\(Figure.money($0)) \(currency)" } ?? "",
                ])
            }
        }
        return style.section("What it costs", table)
    }

    private var legend: String {
        let correction =
            comparison.variants.count > 1
            ? """
            Intervals of differences are corrected for \(comparison.variants.count) variants (Bonferroni): for one figure, all of them
            hold together with 95 %. They are not corrected for the number of figures.

            """
            : ""
        return style.paragraphs(
            """
            A difference is that of the variant minus the base, replication by replication; '?' marks one whose interval
            holds zero: undecided. Variance ratio: variance of the paired difference of the mean RTAT over that of
            independent runs; the smaller, the more the shared studies helped.
            \(correction)
            """) + RunText.legend(replications: base.result.scenario.replications, style)
    }
}

extension Estimate {
    /// The same estimate without its sign.
    init(magnitudeOf estimate: Estimate) {
        self.init(
            value: abs(estimate.value), halfWidth: estimate.halfWidth, replications: estimate.replications)
    }
}
