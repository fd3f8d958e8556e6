import Experiments
import Teleradiology

/// What happens in the hours of a week: queues, and how busy readers are.
enum WeekFigures {
    /// Studies in transfer, on the worklist and with readers, by hour of the week.
    static func queue(_ result: ExperimentResult) -> CurveChart? {
        let week = result.week
        let withReaders = (0..<HourlyWeek.hours).map { hour in
            week.readers.reduce(Estimate?.none) { sum, readers in
                // Of a sum of groups the interval is not known; the curve has none.
                readers.busy[hour].map {
                    Estimate(
                        value: $0.value + (sum?.value ?? 0), halfWidth: nil, replications: $0.replications)
                } ?? sum
            }
        }
        return chart(
            "queue-week", "Studies on their way by hour of the week", key: "stage",
            [
                ("on the way to the hub", week.transfer), ("waiting for a reader", week.worklist),
                ("with readers", withReaders),
            ], told: 1, of: "studies waiting", result.scenario.timeZone)
    }

    /// The worklist of each design by hour of the week.
    static func queue(_ comparison: Comparison) -> CurveChart? {
        let arms = [comparison.base] + comparison.variants
        return chart(
            "queue-week", "Studies waiting for a reader by hour of the week", key: "design",
            arms.map { ($0.name, $0.result.week.worklist) }, told: 0,
            of: "studies with \(comparison.base.name)",
            comparison.base.result.scenario.timeZone)
    }

    private static func chart(
        _ name: String, _ title: String, key: String, _ curves: [(name: String, hours: [Estimate?])],
        told index: Int, of what: String, _ timeZone: String
    ) -> CurveChart? {
        // A run of less than a day says nothing of a week.
        let first = curves[index]
        guard first.hours.count(where: { $0 != nil }) >= 24 else { return nil }
        let series = curves.map { name, hours in
            var points = hours.enumerated().compactMap { hour, estimate in
                estimate.map { found in
                    CurveChart.Point(
                        Double(hour), found.value, lower: found.halfWidth.map { max(0, found.value - $0) },
                        upper: found.halfWidth.map { found.value + $0 })
                }
            }
            // The last hour of the week ends with it.
            if let last = points.last, last.x == 167 {
                points.append(.init(168, last.y, lower: last.lower, upper: last.upper))
            }
            return CurveChart.Series(name, points, shape: .steps)
        }
        let peak =
            first.hours.indices.max { (first.hours[$0]?.value ?? 0) < (first.hours[$1]?.value ?? 0) } ?? 0
        let most = Figure.estimate(first.hours[peak])
        return CurveChart(
            name: name, title: title,
            summary:
                "Time averages over each hour, in the time of \(timeZone). The most is \(most) \(what), on "
                + "\(moment(peak)).",
            x: .hoursOfWeek(),
            y: ChartAxis(
                "Studies, mean over the hour", column: "studies", quantity: .number(unit: ""),
                includesZero: true),
            key: key, series: series)
    }

    /// An hour of the week in words: `Mon 08:00 to 09:00`.
    static func moment(_ hour: Int) -> String {
        func clock(_ hour: Int) -> String { "\(hour < 10 ? "0" : "")\(hour):00" }
        return "\(ChartAxis.weekdays[hour / 24]) \(clock(hour % 24)) to \(clock(hour % 24 + 1))"
    }
}
