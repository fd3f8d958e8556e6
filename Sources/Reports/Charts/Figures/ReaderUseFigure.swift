import Experiments
import Teleradiology

/// How busy the readers of each group are in each hour of the week.
enum ReaderUseFigure {
    /// Groups of a run by hour of the week.
    static func figure(_ result: ExperimentResult) -> HeatMapChart? {
        chart(
            "reader-use-week", "How busy readers are by hour of the week",
            result.week.readers.map { ($0.group ?? "all readers", $0) }, result.scenario.timeZone)
    }

    /// Groups of each design by hour of the week.
    static func figure(_ comparison: Comparison) -> HeatMapChart? {
        let arms = [comparison.base] + comparison.variants
        return chart(
            "reader-use-week", "How busy readers are by hour of the week and design",
            arms.flatMap { arm in
                arm.result.week.readers.map { ("\($0.group ?? "all readers"), \(arm.name)", $0) }
            }, comparison.base.result.scenario.timeZone)
    }

    private static func chart(
        _ name: String, _ title: String, _ rows: [(label: String, readers: WeekEstimate.Readers)],
        _ timeZone: String
    ) -> HeatMapChart? {
        let used = rows.filter { row in row.readers.utilisation.contains { $0 != nil } }
        guard !used.isEmpty else { return nil }
        let peaks = used.compactMap { row -> (label: String, hour: Int, share: Estimate)? in
            let hours = row.readers.utilisation
            let peak = hours.indices.max { (hours[$0]?.value ?? -1) < (hours[$1]?.value ?? -1) } ?? 0
            return hours[peak].map { (row.label, peak, $0) }
        }
        let busiest = peaks.max { $0.share.value < $1.share.value }
        let told =
            busiest.map {
                " The busiest are \($0.label) on \(WeekFigures.moment($0.hour)): \(Figure.share($0.share))."
            } ?? ""
        return HeatMapChart(
            name: name, title: title,
            summary:
                "The share of the time on shift that readers have a study, in the time of \(timeZone); work after the shift "
                + "counts, so it can be more than all of it. No colour: nobody on shift.\(told)",
            // Colours end where everybody is busy all the time.
            value: ChartAxis(
                "Busy share of time on shift", column: "busy_share", quantity: .share, domain: 0...1),
            labelColumn: "readers",
            rows: used.map { HeatMapChart.Row($0.label, $0.readers.utilisation.map { $0?.value }) },
            emptyLabel: "nobody on shift")
    }
}
