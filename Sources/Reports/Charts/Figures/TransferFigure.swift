import Experiments
import Teleradiology

/// Where the time of transfers goes: mean phases, which add up to the mean transfer.
enum TransferFigure {
    /// A bar for each technique.
    static func chart(_ result: ExperimentResult) -> StackedBarChart? {
        chart(
            result.modalities.map { modality in
                (nil, modality.title, values(result, .modality(modality)))
            }, label: "modality")
    }

    /// The same for each technique and design.
    static func chart(_ comparison: Comparison) -> StackedBarChart? {
        let arms = [comparison.base] + comparison.variants
        return chart(
            comparison.base.result.modalities.flatMap { modality in
                arms.map { (modality.title as String?, $0.name, values($0.result, .modality(modality))) }
            }, label: "design")
    }

    private static func values(_ result: ExperimentResult, _ group: StudyGroup) -> [Double?] {
        TransferPart.allCases.map { result.transferPart($0, group)?.value }
    }

    private static func chart(
        _ bars: [(group: String?, label: String, seconds: [Double?])], label: String
    ) -> StackedBarChart? {
        let totals = bars.map { $0.seconds.reduce(0) { $0 + ($1 ?? 0) } }
        guard let largest = totals.max(), largest > 0, let slowest = totals.firstIndex(of: largest) else {
            return nil
        }
        let unit = ChartQuantity.TimeUnit.fitting(largest)
        let phases = zip(TransferPart.allCases, bars[slowest].seconds)
            .max { ($0.1 ?? 0) < ($1.1 ?? 0) }
        let name = [bars[slowest].group, bars[slowest].label].compactMap(\.self).joined(separator: ", ")
        let time = ChartQuantity.time(.seconds)
        let most = phases.map { "; most of it is \($0.0.title), \(time.text($0.1 ?? 0))" } ?? ""
        return StackedBarChart(
            name: "transfer",
            title: "What transfers are made of: mean time from imaging complete to available",
            summary: "The longest mean transfer has \(name): \(time.text(largest))\(most).",
            axis: ChartAxis("Mean time", column: "mean_\(unit.rawValue)", quantity: .time(unit)),
            parts: TransferPart.allCases.map { $0.title.prefix(1).uppercased() + $0.title.dropFirst() },
            bars: bars.map { bar in
                .init(group: bar.group, bar.label, bar.seconds.map { $0.map { $0 / unit.seconds } })
            }, groupColumn: "modality", labelColumn: label, partColumn: "phase")
    }
}
