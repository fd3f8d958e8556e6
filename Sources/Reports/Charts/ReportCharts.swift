import Experiments
import Teleradiology

/// The charts of a report, in the order in which they are read; which there are is decided by what there is to see.
package enum ReportCharts {
    /// The charts of one design.
    package static func of(_ result: ExperimentResult) -> [any Chart] {
        let charts: [(any Chart)?] =
            [
                TimeFigure.chart(result), TransferFigure.chart(result), AfterReportFigure.chart(result),
                BacklogFigure.chart(result), UseFigure.chart(result),
            ] + CostFigure.charts(result) + [NetworkFigure.chart(result.scenario)]
        return distinct(charts.compactMap(\.self))
    }

    /// The charts of several designs beside each other; the network is that of the base.
    package static func of(_ comparison: Comparison) -> [any Chart] {
        let charts: [(any Chart)?] =
            DifferenceFigure.charts(comparison) + [
                TimeFigure.chart(comparison), TransferFigure.chart(comparison),
                BacklogFigure.chart(comparison),
                UseFigure.chart(comparison),
            ] + CostFigure.charts(comparison) + [NetworkFigure.chart(comparison.base.result.scenario)]
        return distinct(charts.compactMap(\.self))
    }

    /// A chart for each measure of a sweep.
    package static func of(_ sweep: Sweep) -> [any Chart] { distinct(SweepFigure.charts(sweep)) }

    /// Both designs over the parameter, and their difference with the crossing.
    package static func of(_ crossover: Crossover, _ subject: CrossoverSubject) -> [any Chart] {
        distinct(CrossoverFigure.charts(crossover, subject))
    }

    /// What each parameter does to the measure.
    package static func of(_ sensitivity: Sensitivity) -> [any Chart] {
        distinct(SensitivityFigure.charts(sensitivity))
    }

    /// What each roster keeps.
    package static func of(_ staffing: StaffingResult) -> [any Chart] {
        distinct(StaffingFigure.charts(staffing))
    }

    /// Only charts whose name no earlier one has: names are those of files and ids.
    private static func distinct(_ charts: [any Chart]) -> [any Chart] {
        var names: Set<String> = []
        return charts.filter { names.insert($0.name).inserted }
    }
}
