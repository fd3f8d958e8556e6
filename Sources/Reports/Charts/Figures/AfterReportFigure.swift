import Experiments
import Teleradiology

/// What comes after the first report: mean times until the final report and until critical results are told.
enum AfterReportFigure {
    static func chart(_ result: ExperimentResult) -> BarChart? {
        let intervals = Interval.allCases.filter { !Interval.ofEveryReport.contains($0) }
        let all = intervals.flatMap { interval in
            (result.modalities.map { ($0.title, StudyGroup.modality($0)) } + [("All studies", .all)])
                .compactMap { name, group in
                    result.interval(interval, .mean, group).map { (interval.title, name, $0) }
                }
        }
        guard let largest = all.map(\.2.value).max(), largest > 0 else { return nil }
        let unit = MeasureQuantity(.seconds, largest: largest)
        let texts = all.filter { $0.1 == "All studies" }.map { "\($0.0): \(unit.text($0.2.value))" }
        return BarChart(
            name: "after-report", title: "What comes after the first report: mean times",
            summary: "On average, \(texts.joined(separator: "; ")).",
            axis: ChartAxis("Mean time", column: unit.column("mean"), quantity: unit.quantity),
            bars: all.map { unit.bar(group: $0.0, $0.1, $0.2) }, groupColumn: "interval",
            labelColumn: "modality")
    }
}
