import Experiments
import SimulationKernel
import Teleradiology

/// How a scenario settles: Welch's curve over the time from the start, with where MSER-5 cuts and what the file leaves out.
enum WarmUpFigure {
    /// Longer curves are drawn at so many points, evenly spaced.
    private static let mostPoints = 240

    static func chart(_ study: WarmUpStudy, given: Duration) -> CurveChart? {
        guard let highest = study.curve.max(), highest > 0, study.curve.count > 1 else { return nil }
        let unit = MeasureQuantity(.seconds, largest: highest)
        let span = ChartQuantity.TimeUnit.fitting(study.times[study.curve.count - 1])
        let count = min(mostPoints, study.curve.count)
        let points = (0..<count).map { point -> CurveChart.Point in
            let index = count == study.curve.count ? point : point * (study.curve.count - 1) / (count - 1)
            return .init(study.times[index] / span.seconds, study.curve[index] / unit.divisor)
        }
        var marks: [CurveChart.Mark] = []
        if let seconds = study.truncationSeconds, seconds > 0 {
            marks.append(.init(.x, seconds / span.seconds, "MSER-5 keeps what comes from here"))
        }
        if given > .zero, given.seconds <= study.times[study.curve.count - 1] {
            marks.append(.init(.x, given.seconds / span.seconds, "the file's warm_up: \(given)"))
        }
        let title = study.measure.title(study.scenario.priorities)
        let low = study.curve.min() ?? 0
        return CurveChart(
            name: "warm-up", title: "How the \(title) settles: Welch's curve",
            summary:
                "The mean over replications of the i-th study, averaged over \(study.window) studies on either "
                + "side, begins at \(unit.text(study.curve[0])) and lies between \(unit.text(low)) and "
                + "\(unit.text(highest)).",
            x: ChartAxis(
                "Imaging complete, time from the start", column: "imaging_complete_\(span.rawValue)",
                quantity: .time(span), includesZero: true),
            y: ChartAxis(
                title.prefix(1).uppercased() + title.dropFirst(), column: unit.column("welch"),
                quantity: unit.quantity, includesZero: true),
            key: "curve", series: [.init("Welch's curve", points)], marks: marks)
    }
}
