import Experiments
import Teleradiology

/// How a chart shows values of a measure: what they count there, and what they are divided by.
struct MeasureQuantity {
    let quantity: ChartQuantity
    let divisor: Double

    /// The quantity in which values up to `largest` read well; of differences shares become points.
    init(_ unit: Measure.Unit, largest: Double, isDifference: Bool = false) {
        switch unit {
        case .seconds:
            let time = ChartQuantity.TimeUnit.fitting(largest)
            (quantity, divisor) = (.time(time), time.seconds)
        case .share: (quantity, divisor) = (isDifference ? .points : .share, 1)
        case .perDay: (quantity, divisor) = (.number(unit: "per day"), 1)
        case .studies: (quantity, divisor) = (.number(unit: "studies"), 1)
        case .money(let currency): (quantity, divisor) = (.number(unit: currency), 1)
        }
    }

    /// The name of a column: `rtat_mean` becomes `rtat_mean_min`.
    func column(_ stem: String) -> String {
        let suffix = quantity.columnSuffix
        let name = ChartName.column(stem)
        return suffix.isEmpty || name.hasSuffix(suffix) ? name : "\(name)_\(suffix)"
    }

    /// The ends of an estimate's interval in the chart's unit; nil without one, or when it has no width.
    func interval(_ estimate: Estimate) -> (lower: Double, upper: Double)? {
        guard let half = estimate.halfWidth, half > 1e-12 * abs(estimate.value) else { return nil }
        return ((estimate.value - half) / divisor, (estimate.value + half) / divisor)
    }

    func point(_ x: Double, _ estimate: Estimate) -> CurveChart.Point {
        let interval = interval(estimate)
        return .init(x, estimate.value / divisor, lower: interval?.lower, upper: interval?.upper)
    }

    func bar(group: String? = nil, _ label: String, _ estimate: Estimate, series: Int = 0) -> BarChart.Bar {
        let interval = interval(estimate)
        return .init(
            group: group, label, estimate.value / divisor, lower: interval?.lower, upper: interval?.upper,
            series: series)
    }

    /// `12.3 min`, from a value as the measure has it.
    func text(_ value: Double, signed: Bool = false) -> String {
        quantity.text(value / divisor, signed: signed)
    }
}
