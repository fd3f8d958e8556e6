import Experiments
import Teleradiology

extension Figure {
    /// A unit in which a column of one measure reads well: its name and what values are divided by.
    struct MeasureScale {
        let name: String
        let divisor: Double

        /// The scale of a column whose largest magnitude is known.
        init(_ unit: Measure.Unit, largest: Double) {
            switch unit {
            case .seconds:
                let time = TimeUnit.fitting(largest)
                (name, divisor) = (time.name, time.seconds)
            case .share: (name, divisor) = ("%", 0.01)
            case .perDay: (name, divisor) = ("per day", 1)
            case .studies: (name, divisor) = ("studies", 1)
            case .money(let currency): (name, divisor) = (currency, 1)
            }
        }
    }

    /// A value of a measure with its unit: `12.3 ± 0.4 min`, `94.2 %`.
    static func measured(_ estimate: Estimate?, _ unit: Measure.Unit, signed: Bool = false) -> String {
        guard let estimate else { return none }
        let scale = MeasureScale(unit, largest: abs(estimate.value))
        if case .money = unit, !signed { return "\(money(estimate)) \(scale.name)" }
        return "\(Figure.estimate(estimate, scale: scale.divisor, signed: signed)) \(scale.name)"
    }

    /// A plain value of a measure with its unit.
    static func measured(_ value: Double, _ unit: Measure.Unit) -> String {
        measured(Estimate(value: value, halfWidth: nil, replications: 1), unit)
    }
}

extension Measure {
    /// The ending that says the unit in a key or a column for programs: `_s`, `_share`, `_per_day`, none.
    var unitSuffix: String {
        switch unit {
        case .seconds: "_s"
        case .share: "_share"
        case .perDay: "_per_day"
        case .studies, .money: ""
        }
    }

    /// The unit for programs: `s`, `share`, `per_day`, `studies` or a currency.
    var unitName: String {
        switch unit {
        case .seconds: "s"
        case .share: "share"
        case .perDay: "per_day"
        case .studies: "studies"
        case .money(let currency): currency
        }
    }
}
