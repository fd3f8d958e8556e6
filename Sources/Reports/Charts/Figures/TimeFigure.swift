import Experiments
import Teleradiology

/// Where the time of studies goes between imaging and report: mean intervals, which add up to the mean turnaround.
enum TimeFigure {
    private static let parts = ["Transfer", "Triage", "Queue", "Retrieval", "Read", "Interrupted"]

    /// A bar for each technique, and one for all studies.
    static func chart(_ result: ExperimentResult) -> StackedBarChart? {
        let groups = groups(result)
        let all = groups.map { ($0.name, values(result, $0.group)) }
        return chart(all.map { (nil, $0, $1) }, label: "modality", summary: summary(result))
    }

    /// The same for each technique and design.
    static func chart(_ comparison: Comparison) -> StackedBarChart? {
        let arms = [comparison.base] + comparison.variants
        let bars = groups(comparison.base.result).flatMap { entry in
            arms.map { (entry.name as String?, $0.name, values($0.result, entry.group)) }
        }
        let texts = arms.map { "\($0.name): \(summary($0.result))" }
        return chart(bars, label: "design", summary: texts.joined(separator: " "))
    }

    private static func chart(
        _ bars: [(group: String?, label: String, seconds: [Double?])], label: String, summary: String
    ) -> StackedBarChart? {
        let shown = bars.filter { $0.seconds.contains { ($0 ?? 0) > 0 } }
        let largest = shown.map { $0.seconds.reduce(0) { $0 + ($1 ?? 0) } }.max() ?? 0
        guard largest > 0 else { return nil }
        let unit = ChartQuantity.TimeUnit.fitting(largest)
        return StackedBarChart(
            name: "time", title: "Where the time goes: mean time from imaging complete to report published",
            summary: summary,
            axis: ChartAxis("Mean time", column: "mean_\(unit.rawValue)", quantity: .time(unit)),
            parts: parts,
            bars: shown.map { bar in
                .init(group: bar.group, bar.label, bar.seconds.map { $0.map { $0 / unit.seconds } })
            }, groupColumn: "modality", labelColumn: label, partColumn: "interval")
    }

    static func groups(_ result: ExperimentResult) -> [(name: String, group: StudyGroup)] {
        result.modalities.map { ($0.title, .modality($0)) }
            + (result.modalities.count > 1 ? [("All studies", .all)] : [])
    }

    /// Mean seconds of each part; what a reading lay interrupted is taken out of it.
    private static func values(_ result: ExperimentResult, _ group: StudyGroup) -> [Double?] {
        let interrupted = result.interrupted(group)?.value ?? 0
        return [result.interval(.transfer, .mean, group)?.value]
            + WaitPart.allCases.map { result.waitPart($0, group)?.value }
            + [result.interval(.read, .mean, group).map { $0.value - interrupted }, interrupted]
    }

    private static func summary(_ result: ExperimentResult) -> String {
        let whole = values(result, .all)
        let texts = zip(parts, whole).compactMap { part, seconds in
            seconds.flatMap { $0 > 0 ? "\(part.lowercased()) \(ChartQuantity.time(.seconds).text($0))" : nil }
        }
        let total = whole.reduce(0) { $0 + ($1 ?? 0) }
        return "All studies take \(ChartQuantity.time(.seconds).text(total)) on average: "
            + "\(texts.joined(separator: ", "))."
    }
}
