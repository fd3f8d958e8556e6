import Experiments
import SimulationKernel
import Teleradiology

/// How turnaround is spread: at each time the share of reports published within it, with its band over replications and
/// the targets marked.
enum TurnaroundFigures {
    /// A curve to be drawn.
    private struct Curve {
        let name: String
        let result: ExperimentResult
        let group: StudyGroup
    }

    /// Of a run: all modalities beside each other, then each by priority.
    static func figures(_ result: ExperimentResult) -> [any Chart] {
        let priorities = result.scenario.priorities
        var charts: [CurveChart?] = []
        if result.modalities.count > 1 {
            charts.append(
                chart(
                    "turnaround", "Turnaround by modality, all priorities", key: "modality",
                    result.modalities.map { Curve(name: $0.title, result: result, group: .modality($0)) }, [])
            )
        }
        for modality in result.modalities {
            let classes = priorities.indices.filter { result.has(.modalityAndPriority(modality, $0)) }
            charts.append(
                chart(
                    "turnaround-\(modality.name)",
                    "Turnaround of \(modality.title)" + (classes.count > 1 ? " by priority" : ""),
                    key: "priority",
                    classes.map {
                        Curve(
                            name: priorities[$0].name, result: result,
                            group: .modalityAndPriority(modality, $0))
                    }, marks(priorities, classes)))
        }
        return charts.compactMap(\.self)
    }

    /// Of a comparison: each class that has a target, then each modality, with a curve for each design.
    static func figures(_ comparison: Comparison) -> [any Chart] {
        let arms = [comparison.base] + comparison.variants
        let priorities = comparison.base.result.scenario.priorities
        func curves(_ group: StudyGroup) -> [Curve] {
            arms.map { Curve(name: $0.name, result: $0.result, group: group) }
        }
        var charts: [CurveChart?] = []
        for (index, priority) in priorities.enumerated() where priority.target != nil {
            charts.append(
                chart(
                    "turnaround-\(ChartName.slug(priority.name))",
                    "Turnaround of \(priority.name) studies by design",
                    key: "design", curves(.priority(index)), marks(priorities, [index])))
        }
        for modality in comparison.base.result.modalities {
            let classes = priorities.indices.filter {
                comparison.base.result.has(.modalityAndPriority(modality, $0))
            }
            charts.append(
                chart(
                    "turnaround-\(modality.name)", "Turnaround of \(modality.title) by design", key: "design",
                    curves(.modality(modality)), classes.count == 1 ? marks(priorities, classes) : []))
        }
        return charts.compactMap(\.self)
    }

    private static func marks(_ priorities: [PriorityClass], _ classes: [Int]) -> [CurveChart.Mark] {
        classes.compactMap { index in
            priorities[index].target.map {
                CurveChart.Mark(.x, $0.seconds / 60, "\(priorities[index].name) target: \($0)")
            }
        }
    }

    private static func chart(
        _ name: String, _ title: String, key: String, _ curves: [Curve], _ marks: [CurveChart.Mark]
    ) -> CurveChart? {
        let found = curves.compactMap { curve in
            curve.result.turnaroundCurve(curve.group).map { (curve, $0.shares) }
        }
        guard !found.isEmpty else { return nil }
        let minutes = TurnaroundCurve.times.map { $0.seconds / 60 }
        // From where the first curve rises to where the last has all.
        let first = found.map { $0.1.firstIndex { $0.value > 0.0005 } ?? 0 }.min() ?? 0
        let last =
            found.map { $0.1.firstIndex { $0.value > 0.9995 } ?? minutes.count - 1 }.max() ?? minutes.count
            - 1
        let from = max(0, first - 1)
        let to = max(min(last, minutes.count - 1), from + 1)
        let series = found.map { curve, shares in
            CurveChart.Series(
                curve.name,
                (from...to).map { index in
                    let share = shares[index]
                    return CurveChart.Point(
                        minutes[index], share.value,
                        lower: share.halfWidth.map { max(0, share.value - $0) },
                        upper: share.halfWidth.map { min(1, share.value + $0) })
                })
        }
        let shown = marks.filter { $0.value >= minutes[from] / 1.5 && $0.value <= minutes[to] * 20 }
        let ends = [minutes[from], minutes[to]] + shown.map(\.value)
        return CurveChart(
            name: name, title: title, summary: summary(found.map(\.0)),
            x: ChartAxis(
                "Report turnaround time (logarithmic)", column: "turnaround_min", quantity: .time(.minutes),
                spacing: .logarithmic, domain: (ends.min() ?? 1)...(ends.max() ?? 1)),
            y: ChartAxis(
                "Reports published within it", column: "share", quantity: .share, domain: 0...1), key: key,
            series: series, marks: shown)
    }

    /// The median and the 95th percentile of each curve.
    private static func summary(_ curves: [Curve]) -> String {
        curves.map { curve in
            func within(_ statistic: Statistic) -> String {
                curve.result.interval(.turnaround, statistic, curve.group)
                    .map { Figure.measured($0.value, .seconds) } ?? Figure.none
            }
            return "\(curve.name): half within \(within(.p50)), 95 in 100 within \(within(.p95))."
        }.joined(separator: " ")
    }
}
