import Foundation

/// Where an axis is labelled, and from where to where it goes: round numbers, and on axes of time what clocks have.
package struct ChartTicks: Sendable, Hashable {
    package let domain: ClosedRange<Double>
    package let ticks: [ChartAxis.Tick]

    /// The ticks of an axis on which these values are drawn, no more than `most` of them.
    package init(_ axis: ChartAxis, values: some Sequence<Double>, most: Int) {
        var low = Double.infinity
        var high = -Double.infinity
        for value in values where value.isFinite && (axis.spacing == .linear || value > 0) {
            low = min(low, value)
            high = max(high, value)
        }
        if let fixed = axis.domain {
            (low, high) = (fixed.lowerBound, fixed.upperBound)
        } else if low > high {
            (low, high) = axis.spacing == .linear ? (0, 1) : (1, 10)
        }
        let isFixed = axis.domain != nil
        switch axis.spacing {
        case .linear:
            if !isFixed {
                let shows =
                    axis.includesZero ?? (low >= 0 ? low < 0.6 * high : high <= 0 ? high > 0.6 * low : false)
                if shows { (low, high) = (min(low, 0), max(high, 0)) }
                if low == high { (low, high) = low == 0 ? (0, 1) : (min(0, 2 * low), max(0, 2 * low)) }
            }
            let step = Self.step(
                for: axis.quantity, span: high - low, largest: max(abs(low), abs(high)), most)
            if !isFixed {
                low =
                    (low / step - 1e-9).rounded(.up) * step == low ? low : (low / step).rounded(.down) * step
                high =
                    (high / step + 1e-9).rounded(.down) * step == high
                    ? high : (high / step).rounded(.up) * step
                if case .share = axis.quantity { (low, high) = (max(low, 0), min(max(high, low + step), 1)) }
            }
            domain = low...max(high, low.nextUp)
            ticks = axis.ticks ?? Self.linear(domain, step: step, axis.quantity)
        case .logarithmic:
            if !isFixed {
                if low == high { (low, high) = (low / 2, high * 2) }
                // A little room at both ends, so that marks at the ends are seen whole.
                let room = pow(high / low, 0.02)
                (low, high) = (low / room, high * room)
            }
            domain = low...high
            ticks = axis.ticks ?? Self.logarithmic(domain, axis.quantity, most)
        }
    }

    // MARK: Linear

    /// The distance of ticks: 1, 2 or 5 times a power of ten, of times what clocks have.
    static func step(for quantity: ChartQuantity, span: Double, largest: Double, _ most: Int) -> Double {
        let rough = span / Double(max(1, most - 1))
        guard case .time(let unit) = quantity else {
            return niceStep(rough)
        }
        let steps: [Double] = [
            1, 2, 5, 10, 15, 20, 30, 60, 120, 300, 600, 900, 1200, 1800, 3600, 7200, 10_800, 14_400, 21_600,
            43_200, 86_400, 172_800, 604_800, 1_209_600, 2_419_200,
        ]
        let seconds = rough * unit.seconds
        if seconds <= 0.5 || seconds > 2_419_200 {
            let base = seconds <= 0.5 ? 1.0 : 86_400
            return niceStep(seconds / base) * base / unit.seconds
        }
        return (steps.first { $0 >= seconds * (1 - 1e-9) } ?? 2_419_200) / unit.seconds
    }

    private static func niceStep(_ rough: Double) -> Double {
        guard rough > 0, rough.isFinite else { return 1 }
        let power = pow(10, log10(rough).rounded(.down))
        let digit = rough / power
        let nice: Double = digit <= 1.000_001 ? 1 : digit <= 2.000_001 ? 2 : digit <= 5.000_001 ? 5 : 10
        return nice * power
    }

    private static func linear(
        _ domain: ClosedRange<Double>, step: Double, _ quantity: ChartQuantity
    ) -> [ChartAxis.Tick] {
        let first = (domain.lowerBound / step - 1e-6).rounded(.up)
        let last = (domain.upperBound / step + 1e-6).rounded(.down)
        guard last >= first, last - first < 1000 else { return [] }
        let values = stride(from: first, through: last, by: 1).map { $0 * step }
        let largest = values.map(abs).max() ?? 0
        return values.map { ChartAxis.Tick($0, label($0, quantity, step: step, largest: largest)) }
    }

    /// A tick's label, with as many decimals as the distance of ticks bears; all of an axis in one unit.
    private static func label(_ value: Double, _ quantity: ChartQuantity, step: Double, largest: Double)
        -> String
    {
        switch quantity {
        case .time(let unit):
            let all = ChartQuantity.TimeUnit.allCases.reversed()
            // The largest unit in which steps need no more than a half.
            let shown =
                all.first { candidate in
                    let halves = step * unit.seconds / candidate.seconds * 2
                    return largest * unit.seconds >= candidate.seconds * 0.999
                        && abs(halves - halves.rounded()) < 1e-6
                } ?? unit
            let factor = unit.seconds / shown.seconds
            let text = ChartNumber.trimmed(ChartNumber.fixed(value * factor, 3))
            return value == 0 ? "0" : "\(ChartNumber.signed(text)) \(shown.rawValue)"
        case .share: return "\(plain(value * 100, step * 100)) %"
        case .points: return "\(plain(value * 100, step * 100))"
        case .number: return plain(value, step)
        }
    }

    private static func plain(_ value: Double, _ step: Double) -> String {
        var decimals = 0
        var scaled = step
        while decimals < 6, abs(scaled - scaled.rounded()) > 1e-6 * scaled {
            decimals += 1
            scaled *= 10
        }
        if decimals == 0, step >= 1e6 {
            return "\(ChartNumber.signed(ChartNumber.trimmed(ChartNumber.fixed(value / 1e6, 2)))) M"
        }
        return ChartNumber.signed(ChartNumber.fixed(value, decimals))
    }

    // MARK: Logarithmic

    private static func logarithmic(
        _ domain: ClosedRange<Double>, _ quantity: ChartQuantity, _ most: Int
    ) -> [ChartAxis.Tick] {
        if case .time(let unit) = quantity {
            let inside = { (seconds: Double) in domain.contains(seconds / unit.seconds) }
            for set in timeSets {
                let values = set.filter(inside)
                if values.count <= most {
                    return values.map { ChartAxis.Tick($0 / unit.seconds, timeLabel($0)) }
                }
            }
        }
        let low = Int(log10(domain.lowerBound).rounded(.down))
        let high = Int(log10(domain.upperBound).rounded(.up))
        let factor = if case .share = quantity { 100.0 } else { 1.0 }
        for digits: [Double] in [[1, 2, 3, 5, 7], [1, 2, 5], [1, 3], [1]] {
            var values: [Double] = []
            for power in low...max(low, high) {
                // Divided, not multiplied with a power that no binary fraction is.
                let scale = pow(10, Double(abs(power)))
                values += digits.map { power < 0 ? $0 / scale : $0 * scale }
            }
            values = values.filter { domain.contains($0) }
            if values.count <= most {
                return values.map {
                    let end = if case .share = quantity { " %" } else { "" }
                    return ChartAxis.Tick($0, ChartNumber.label($0 * factor) + end)
                }
            }
        }
        let each = max(1, (high - low) / max(1, most - 1) + 1)
        return stride(from: low, through: high, by: each).map { pow(10, Double($0)) }
            .filter { domain.contains($0) }.map { ChartAxis.Tick($0, ChartNumber.label($0 * factor)) }
    }

    /// Natural spans of time, from many to few.
    private static let timeSets: [[Double]] = [
        [
            0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1, 2, 5, 10, 20, 30, 60, 120, 300, 600, 900,
            1800, 3600, 7200, 14_400, 28_800, 43_200, 86_400, 172_800, 345_600, 604_800, 1_209_600, 2_419_200,
        ],
        [
            0.001, 0.003, 0.01, 0.03, 0.1, 0.3, 1, 5, 15, 60, 300, 900, 3600, 14_400, 43_200, 86_400, 259_200,
            604_800, 2_419_200,
        ],
        [0.001, 0.01, 0.1, 1, 10, 60, 300, 900, 3600, 14_400, 86_400, 604_800, 2_419_200],
        [0.001, 0.01, 0.1, 1, 10, 60, 600, 3600, 21_600, 86_400, 604_800],
        [0.001, 0.01, 0.1, 1, 60, 3600, 86_400],
        [1, 60, 3600, 86_400],
    ]

    /// In the largest unit in which it is a whole number.
    static func timeLabel(_ seconds: Double) -> String {
        for unit in ChartQuantity.TimeUnit.allCases.reversed() {
            let value = seconds / unit.seconds
            if value > 0.999, abs(value - value.rounded()) < 1e-6 {
                return "\(ChartNumber.signed(ChartNumber.fixed(value, 0))) \(unit.rawValue)"
            }
        }
        return ChartQuantity.time(.seconds).text(seconds)
    }
}
