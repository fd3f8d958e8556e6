import Experiments
import Foundation
import SimulationKernel
import Teleradiology

/// How many studies were on their way, waited or were with readers over the run, with intervals.
enum BacklogFigure {
    /// Longer courses are drawn as means over several steps, so that no picture has more points.
    private static let mostPoints = 360

    /// A curve for each stage.
    static func chart(_ result: ExperimentResult) -> CurveChart? {
        let stages: [(String, KeyPath<Backlog.Point, Double>)] = [
            ("on the way to the hub", \.transfer), ("waiting for a reader", \.worklist),
            ("with readers", \.readers),
        ]
        let series = stages.map { CurveChart.Series($0.0, points(result, $0.1)) }
            .filter { $0.points.contains { $0.y > 0 } }
        return chart(
            result, title: "Studies on their way over the run", key: "stage", series)
    }

    /// The studies that wait for a reader, a curve for each design.
    static func chart(_ comparison: Comparison) -> CurveChart? {
        chart(
            comparison.base.result, title: "Studies waiting for a reader over the run", key: "design",
            ([comparison.base] + comparison.variants).map {
                CurveChart.Series($0.name, points($0.result, \.worklist))
            })
    }

    private static func chart(
        _ result: ExperimentResult, title: String, key: String, _ series: [CurveChart.Series]
    ) -> CurveChart? {
        guard series.contains(where: { $0.points.contains { $0.y > 0 } }) else { return nil }
        let scenario = result.scenario
        let hours = series.flatMap { $0.points.map(\.x) }.max() ?? 0
        let peaks = series.compactMap { series in
            series.points.max { $0.y < $1.y }.map { peak in
                "\(series.name) at most \(ChartNumber.label(peak.y)), on \(moment(scenario, hour: peak.x))"
            }
        }
        return CurveChart(
            name: "backlog", title: title,
            summary: "Means over replications: \(peaks.joined(separator: "; ")).",
            x: ChartAxis(
                "Local date", column: "start_h", quantity: .number(unit: "h"), domain: 0...max(1, hours),
                ticks: days(scenario, hours: hours)),
            y: ChartAxis(
                "Studies", column: "in_system_studies", quantity: .number(unit: ""), includesZero: true),
            key: key, series: series,
            marks: scenario.warmUp > .zero
                ? [.init(.x, scenario.warmUp.seconds / 3600, "counted from here")] : [])
    }

    /// The course of a stage: for each step the mean over replications, at its beginning in hours from the start.
    private static func points(
        _ result: ExperimentResult, _ stage: KeyPath<Backlog.Point, Double>
    ) -> [CurveChart.Point] {
        guard let first = result.replications.first?.backlog else { return [] }
        let steps = result.replications.map(\.backlog.points.count).min() ?? 0
        let each = max(1, (steps + mostPoints - 1) / mostPoints)
        return stride(from: 0, to: steps, by: each).compactMap { begin in
            let end = min(steps, begin + each)
            // First over steps within a replication, so that the interval is that of the mean.
            let means = result.replications.map { replication -> Double? in
                replication.backlog.points[begin..<end].reduce(0) { $0 + $1[keyPath: stage] }
                    / Double(end - begin)
            }
            guard let estimate = Estimate(means) else { return nil }
            let half = estimate.halfWidth ?? 0
            return CurveChart.Point(
                Double(begin) * first.step.seconds / 3600, estimate.value,
                lower: estimate.halfWidth.map { _ in max(0, estimate.value - half) },
                upper: estimate.halfWidth.map { _ in estimate.value + half })
        }
    }

    /// A local date and time so many hours after the start: `4 Mar 22:00`.
    private static func moment(_ scenario: Scenario, hour: Double) -> String {
        let zone = TimeZone(identifier: scenario.timeZone) ?? .gmt
        let start = Date(timeIntervalSince1970: Double(scenario.start.secondsSince1970(in: zone)))
        let parts = calendar(zone).dateComponents(
            [.month, .day, .hour, .minute], from: start.addingTimeInterval(hour * 3600))
        func padded(_ number: Int?) -> String { (number ?? 0) < 10 ? "0\(number ?? 0)" : "\(number ?? 0)" }
        return "\(date(parts)) \(padded(parts.hour)):\(padded(parts.minute))"
    }

    private static func calendar(_ zone: TimeZone) -> Calendar {
        var calendar = Calendar(identifier: .gregorian)
        calendar.timeZone = zone
        return calendar
    }

    private static func date(_ parts: DateComponents) -> String {
        let months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
        return "\(parts.day ?? 1) \(months[((parts.month ?? 1) - 1) % 12])"
    }

    /// Local midnights with their dates, through daylight saving time.
    private static func days(_ scenario: Scenario, hours: Double) -> [ChartAxis.Tick] {
        let zone = TimeZone(identifier: scenario.timeZone) ?? .gmt
        let calendar = calendar(zone)
        let start = Date(timeIntervalSince1970: Double(scenario.start.secondsSince1970(in: zone)))
        var midnight = calendar.startOfDay(for: start)
        var ticks: [ChartAxis.Tick] = []
        while ticks.count < 4000 {
            let hour = midnight.timeIntervalSince(start) / 3600
            if hour > hours { break }
            let parts = calendar.dateComponents([.month, .day], from: midnight)
            if hour >= 0 {
                ticks.append(.init(hour, date(parts)))
            }
            guard let next = calendar.date(byAdding: .day, value: 1, to: midnight) else { break }
            midnight = next
        }
        return ticks
    }
}
