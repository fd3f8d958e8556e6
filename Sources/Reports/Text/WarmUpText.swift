import Experiments
import SimulationKernel
import Teleradiology

/// How long a scenario takes to settle, for people (text) and for spreadsheets (CSV).
public struct WarmUpText {
    private let study: WarmUpStudy
    /// What the scenario file says.
    private let given: Duration
    private let style: TextStyle

    /// A report of a study; `given` is the warm-up of the scenario file.
    public init(_ study: WarmUpStudy, given: Duration, style: TextStyle = .plain) {
        self.study = study
        self.given = given
        self.style = style
    }

    /// The whole report for people.
    public var text: String {
        let scenario = study.scenario
        let design = """
            Warm-up of \(study.measure.text(scenario.priorities)) · \(scenario.length), begun empty · \
            \(scenario.replications) \(scenario.replications == 1 ? "replication" : "replications") · \
            \(study.series.count) studies each · seed \(scenario.seed)
            """
        return """
            \(style.title(scenario.title))
            \(style.line(design))

            \(style.paragraphs(answer))

            \(picture)
            \(style.paragraphs(legend))
            """
    }

    private var legend: String {
        """
        The curve is Welch's: the mean over replications of the i-th study by completion of imaging, averaged over
        \(study.window) studies on either side. MSER-5 leaves out what makes the standard error of the mean of the rest
        smallest. Look at the curve (\(style.hasSparklines ? "" : "--sparklines draws it, ")--csv lists it): a pattern of \
        the week or day
        stays in it, and no rule can see what comes later.

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

    /// The lowest and the highest point of the curve, and where bars are wanted the curve, with a mark where the
    /// truncation ends.
    private var picture: String {
        guard !study.curve.isEmpty else { return "" }
        let cells = Sparkline.cells(study.curve, min(72, max(10, (style.columns ?? 74) - 2)))
        let low = cells.min() ?? 0
        let high = cells.max() ?? 0
        let unit = Figure.TimeUnit.fitting(high)
        let end = Duration.seconds(study.times[study.curve.count - 1])
        let range = style.line(
            "  0 to \(end); lowest \(Figure.fixed(low / unit.seconds, 1)), highest "
                + "\(Figure.fixed(high / unit.seconds, 1)) \(unit.name)")
        guard style.hasSparklines else { return range + "\n" }
        var lines = ["  " + style.shown(Sparkline.bars(cells, from: low, to: high))]
        if let truncation = study.truncation, truncation.isReliable {
            let column = min(cells.count - 1, truncation.truncation * cells.count / study.curve.count)
            lines.append(mark(at: column, of: cells.count))
        }
        return (lines + [range]).joined(separator: "\n") + "\n"
    }

    /// An arrow below a bar, and what it says on the side that has room.
    private func mark(at column: Int, of count: Int) -> String {
        let text = "kept from here"
        let blanks = { (count: Int) in String(repeating: " ", count: max(0, count)) }
        return style.shown(
            column + text.count + 2 <= count || column < text.count
                ? "  \(blanks(column))↑ \(text)" : "  \(blanks(column - text.count - 1))\(text) ↑")
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
