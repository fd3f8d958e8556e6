import Experiments
import Teleradiology

/// The charts of a run, by the sections of its page.
struct RunFigures {
    let turnaround: [any Chart]
    let time: [any Chart]
    let week: [any Chart]
    let use: [any Chart]
    let cost: [any Chart]
    let network: [any Chart]

    init(_ result: ExperimentResult) {
        turnaround = TurnaroundFigures.figures(result)
        time = .drawn(TimeFigure.chart(result), TransferFigure.chart(result), AfterReportFigure.chart(result))
        week = .drawn(BacklogFigure.chart(result), WeekFigures.queue(result), ReaderUseFigure.figure(result))
        use = .drawn(UseFigure.chart(result))
        cost = CostFigure.charts(result)
        network = .drawn(NetworkFigure.chart(result.scenario))
    }

    /// All of them, in the order of the page.
    var all: [any Chart] { turnaround + time + week + use + cost + network }
}

/// The charts of a comparison, by the sections of its page.
struct CompareFigures {
    let differences: [any Chart]
    let turnaround: [any Chart]
    let time: [any Chart]
    let week: [any Chart]
    let use: [any Chart]
    let cost: [any Chart]
    /// The network is that of the base.
    let network: [any Chart]

    init(_ comparison: Comparison) {
        differences = DifferenceFigure.charts(comparison)
        turnaround = TurnaroundFigures.figures(comparison)
        time = .drawn(TimeFigure.chart(comparison), TransferFigure.chart(comparison))
        week = .drawn(
            BacklogFigure.chart(comparison), WeekFigures.queue(comparison), ReaderUseFigure.figure(comparison)
        )
        use = .drawn(UseFigure.chart(comparison))
        cost = CostFigure.charts(comparison)
        network = .drawn(NetworkFigure.chart(comparison.base.result.scenario))
    }

    /// All of them, in the order of the page.
    var all: [any Chart] { differences + turnaround + time + week + use + cost + network }
}

extension [any Chart] {
    /// The charts that there is something to see in.
    fileprivate static func drawn(_ charts: (any Chart)?...) -> [any Chart] { charts.compactMap(\.self) }
}
