import Experiments
import Teleradiology

/// What variants change against the base, with intervals that hold for all of them together.
enum DifferenceFigure {
    /// A chart for each measure that reports show.
    static func charts(_ comparison: Comparison) -> [ForestChart] {
        Comparison.reported.compactMap { chart(comparison, $0) }
    }

    static func chart(_ comparison: Comparison, _ kind: Measure.Kind) -> ForestChart? {
        let found = comparison.variants.flatMap { variant in
            groups(comparison, kind).compactMap { name, group in
                comparison.difference(variant, kind, group).map { (variant.name, name, $0) }
            }
        }
        guard !found.isEmpty else { return nil }
        let measure = Measure(kind)
        let largest = found.map { abs($0.2.estimate.value) + ($0.2.estimate.halfWidth ?? 0) }.max() ?? 0
        let unit = MeasureQuantity(measure.unit, largest: largest, isDifference: true)
        let rows = found.map { variant, name, difference -> ForestChart.Row in
            let estimate = difference.estimate
            let half = estimate.halfWidth.map { $0 / unit.divisor }
            let value = estimate.value / unit.divisor
            return .init(
                group: comparison.variants.count > 1 ? variant : nil, name, value,
                lower: half.map { value - $0 }, upper: half.map { value + $0 },
                verdict: verdict(difference.verdict, measure))
        }
        let base = comparison.base.name
        let only = comparison.variants.count == 1 ? "\(comparison.variants[0].name)" : "the variants"
        let stem = kind.stem
        let confidence = ChartNumber.label(comparison.confidence * 100)
        return ForestChart(
            name: "difference-\(ChartName.slug(stem))",
            title:
                "What \(only) \(comparison.variants.count == 1 ? "changes" : "change") against \(base): \(kind.title)",
            summary: summary(found, rows, unit),
            axis: ChartAxis(
                "Difference from \(base)\(measure.unit == .share ? ", points" : ""); \(confidence) % intervals",
                column: unit.column("\(stem)_difference"), quantity: unit.quantity), rows: rows,
            groupColumn: "variant",
            labelColumn: kind == .withinTarget ? "priority" : "modality")
    }

    private static func groups(_ comparison: Comparison, _ kind: Measure.Kind) -> [(String, StudyGroup)] {
        let result = comparison.base.result
        guard kind == .withinTarget else {
            return result.modalities.map { ($0.title, .modality($0)) } + [("All studies", .all)]
        }
        let priorities = result.scenario.priorities.enumerated().filter { $0.element.target != nil }
        return priorities.map { index, priority in
            ("\(priority.name) (\(priority.target.map { "\($0)" } ?? ""))", .priority(index))
        } + (priorities.count > 1 ? [("All with a target", .all)] : [])
    }

    private static func verdict(_ verdict: Comparison.Verdict, _ measure: Measure) -> ForestChart.Verdict {
        switch verdict {
        case .lower: measure.isBetterWhenHigher ? .worse : .better
        case .higher: measure.isBetterWhenHigher ? .better : .worse
        case .equal: .equal
        case .undecided: .undecided
        }
    }

    /// What is said of all studies, or of the first group where there is no such row.
    private static func summary(
        _ found: [(variant: String, name: String, difference: Comparison.Difference)],
        _ rows: [ForestChart.Row], _ unit: MeasureQuantity
    ) -> String {
        var seen: Set<String> = []
        let lines = zip(found, rows).reversed().compactMap { entry, row -> String? in
            guard seen.insert(entry.variant).inserted else { return nil }
            let value = unit.quantity.text(row.value, signed: true)
            return "\(entry.variant), \(row.label): \(value), \(row.verdict.rawValue)"
        }
        return lines.reversed().joined(separator: "; ") + "."
    }
}

extension Measure.Kind {
    /// A short name for files and columns: `rtat_p95`.
    var stem: String {
        switch self {
        case .interval(let interval, let statistic): "\(interval.name)_\(statistic.rawValue)"
        case .withinTarget: "within_target"
        case .throughput: "throughput"
        case .reported: "reported"
        case .lost: "lost"
        case .inSystem: "in_system"
        case .costPerMonth: "cost"
        case .costPerStudy: "cost_per_study"
        case .costPerOnTime: "cost_per_on_time"
        }
    }

    /// A name for people: `mean report turnaround time`.
    var title: String {
        switch self {
        case .interval(let interval, let statistic):
            switch statistic {
            case .mean: "mean \(interval.phrase)"
            case .sd: "standard deviation of \(interval.phrase)"
            case .min: "shortest \(interval.phrase)"
            case .max: "longest \(interval.phrase)"
            case .p50, .p90, .p95, .p99:
                "\(statistic.rawValue.dropFirst())th percentile of \(interval.phrase)"
            }
        case .withinTarget: "reports within target"
        case .throughput: "reports a day"
        case .reported: "reports published"
        case .lost: "studies lost"
        case .inSystem: "studies on their way at the end"
        case .costPerMonth(let currency): "cost a month in \(currency)"
        case .costPerStudy(let currency): "cost of a report in \(currency)"
        case .costPerOnTime(let currency): "cost of a report in time in \(currency)"
        }
    }
}

extension Interval {
    /// The interval within a sentence.
    var phrase: String {
        switch self {
        case .transfer: "transfer"
        case .wait: "wait"
        case .read: "reading time"
        case .turnaround: "report turnaround time"
        case .preliminaryToFinal: "time from preliminary to final report"
        case .orderToFinal: "time from order to final report"
        case .reportToCommunicated: "time until critical results are told"
        }
    }
}

extension Measure {
    /// A name for people with the studies it is about: `mean report turnaround time, CT, stat`.
    func title(_ priorities: [PriorityClass]) -> String {
        func name(_ priority: Int) -> String {
            priorities.indices.contains(priority) ? priorities[priority].name : "\(priority + 1)"
        }
        let group =
            switch group {
            case .all: ""
            case .modality(let modality): ", \(modality.title)"
            case .priority(let priority): ", \(name(priority))"
            case .modalityAndPriority(let modality, let priority): ", \(modality.title), \(name(priority))"
            case .triaged(let studies): ", triage \(studies.name)"
            case .hours(let hours, let modality, let priority):
                [modality?.title, priority.map(name)].compactMap { $0.map { ", \($0)" } }.joined()
                    + ", hours \(hours.text)"
            }
        return kind.title + group
    }

    /// The same for names of files.
    func slug(_ priorities: [PriorityClass]) -> String { ChartName.slug(text(priorities)) }
}
