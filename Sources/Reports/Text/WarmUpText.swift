import Experiments
import SimulationKernel
import Teleradiology

/// How long a scenario takes to settle, for people (text) and for spreadsheets (CSV).
public struct WarmUpText {
    private let study: WarmUpStudy
    /// What the scenario file says.
    private let given: Duration

    /// A report of a study; `given` is the warm-up of the scenario file.
    public init(_ study: WarmUpStudy, given: Duration) {
        self.study = study
        self.given = given
    }

    /// The whole report for people.
    public var text: String {
        let scenario = study.scenario
        let title = scenario.title
        return """
            \(title)
            \(String(repeating: "═", count: title.count))
            Warm-up of \(study.measure.text(scenario.priorities)) · \(scenario.length), begun empty · \
            \(scenario.replications) \(scenario.replications == 1 ? "replication" : "replications") · \
            \(study.series.count) studies each · seed \(scenario.seed)

            \(answer)

            \(picture)
            The curve is Welch's: the mean over replications of the i-th study by completion of imaging, averaged over
            \(study.window) studies on either side. MSER-5 leaves out what makes the standard error of the mean of the rest
            smallest. Look at the curve: a pattern of the week or day stays in it, and no rule can see what comes later.

            """
    }

    private var answer: String {
        guard let recommended = study.recommended, let truncation = study.truncation else {
            return study.truncation == nil
                ? "Too few studies to tell; simulate longer: --set \"length=…\"."
                : "MSER-5 finds no end of the warm-up in the first half: the run is too short, or the system does not\n"
                    + "settle because it is overloaded. Simulate longer: --set \"length=…\"."
        }
        let cut =
            truncation.truncation == 0
            ? "MSER-5 leaves out nothing" : "MSER-5 leaves out the first \(truncation.truncation) studies"
        let seconds = Duration.seconds(study.truncationSeconds ?? 0)
        return "warm_up: \(recommended)\n\(cut), \(seconds); the file's warm_up is \(given)."
    }

    /// The curve in blocks, with a mark where the truncation ends.
    private var picture: String {
        guard !study.curve.isEmpty else { return "" }
        let columns = 72
        let cells = Self.cells(study.curve, columns)
        let low = cells.min() ?? 0
        let high = cells.max() ?? 0
        let blocks = Array("▁▂▃▄▅▆▇█")
        let bars = cells.map { value in
            blocks[high > low ? min(7, Int((value - low) / (high - low) * 8)) : 0]
        }
        let end = Duration.seconds(study.times[study.curve.count - 1])
        var mark = ""
        if let truncation = study.truncation, truncation.isReliable {
            let column = min(cells.count - 1, truncation.truncation * cells.count / study.curve.count)
            mark = String(repeating: " ", count: column) + "↑ kept from here\n  "
        }
        let unit = Figure.TimeUnit.fitting(high)
        return """
              \(String(bars))
              \(mark)0 to \(end); lowest \(Figure.fixed(low / unit.seconds, 1)), highest \
            \(Figure.fixed(high / unit.seconds, 1)) \(unit.name)

            """
    }

    /// The curve in so many parts of equal length, each by its mean.
    static func cells(_ curve: [Double], _ columns: Int) -> [Double] {
        let count = min(columns, curve.count)
        return (0..<count).map { column in
            let part = curve[column * curve.count / count..<(column + 1) * curve.count / count]
            return part.reduce(0, +) / Double(part.count)
        }
    }

    /// Every study for spreadsheets: when its imaging was complete, its mean over replications, and Welch's curve.
    public var table: ReportTable {
        ReportTable(
            schema: "telerad.warm-up-table/1", [ExperimentDesign(name: "", scenario: study.scenario)],
            [
                TableColumn("study", .int64), TableColumn("imaging_complete_s", .double),
                TableColumn("mean_s", .double), TableColumn("welch_s", .double, isNullable: true),
            ],
            study.series.indices.map { index in
                [
                    "\(index + 1)", "\(study.times[index])", "\(study.series[index])",
                    index < study.curve.count ? "\(study.curve[index])" : "",
                ]
            })
    }
}
