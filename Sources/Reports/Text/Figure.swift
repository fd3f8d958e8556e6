import Experiments
import Foundation
import SimulationKernel

/// How figures are written for people: three significant digits, the unit that fits, the half-width beside.
enum Figure {
    /// A unit of time that a column is written in.
    struct TimeUnit {
        let name: String
        let seconds: Double

        /// The unit in which a column with this largest value reads well.
        static func fitting(_ largestSeconds: Double) -> TimeUnit {
            switch largestSeconds {
            case ..<120: TimeUnit(name: "s", seconds: 1)
            case ..<7200: TimeUnit(name: "min", seconds: 60)
            default: TimeUnit(name: "h", seconds: 3600)
            }
        }
    }

    static let none = "–"

    /// A value and its half-width in full precision, as cells of a table.
    static func cells(_ estimate: Estimate?) -> [String] {
        [estimate.map { "\($0.value)" } ?? "", estimate?.halfWidth.map { "\($0)" } ?? ""]
    }

    /// `12.3 ± 0.4`, or the value alone when there is no interval or every replication had the same value.
    static func estimate(_ estimate: Estimate?, scale: Double = 1, signed: Bool = false) -> String {
        guard let estimate else { return none }
        let value = estimate.value / scale
        if value == 0, (estimate.halfWidth ?? 0) == 0 { return "0" }
        let half = shownHalfWidth(estimate).map { $0 / scale }
        if !signed, value >= 0, value + (half ?? 0) < 0.001 { return "< 0.001" }
        let digits = decimals(value, half)
        let sign = signed && value > 0 ? "+" : ""
        let text = sign + fixed(value, digits)
        return half.map { "\(text) ± \(fixed($0, digits))" } ?? text
    }

    /// The half-width, unless it is nothing but rounding: then every replication had the same value.
    private static func shownHalfWidth(_ estimate: Estimate) -> Double? {
        estimate.halfWidth.flatMap { $0 <= 1e-12 * abs(estimate.value) ? nil : $0 }
    }

    /// An amount in whole units of its currency where it is large.
    static func money(_ value: Estimate?) -> String {
        guard let value, abs(value.value) >= 1000 else { return estimate(value) }
        let half = shownHalfWidth(value)
        return fixed(value.value, 0) + (half.map { $0 < 1 ? " ± 1" : " ± \(fixed($0, 0))" } ?? "")
    }

    /// `94.2 ± 0.6 %`.
    static func share(_ value: Estimate?, signed: Bool = false) -> String {
        guard let value else { return none }
        return "\(estimate(value, scale: 0.01, signed: signed)) %"
    }

    /// A time in the unit that fits: `12.3 ± 0.4 min`.
    static func time(_ estimate: Estimate?, signed: Bool = false) -> String {
        guard let estimate else { return none }
        let unit = TimeUnit.fitting(abs(estimate.value))
        return "\(Figure.estimate(estimate, scale: unit.seconds, signed: signed)) \(unit.name)"
    }

    /// A number with a fixed count of decimals, a full stop before them.
    static func fixed(_ value: Double, _ decimals: Int) -> String {
        let text = String(format: "%.\(decimals)f", locale: Locale(identifier: "en_US_POSIX"), value)
        return text.hasPrefix("-") && !text.contains { $0 != "-" && $0 != "0" && $0 != "." }
            ? String(text.dropFirst()) : text
    }

    /// Decimals for three significant digits of the value, more when the half-width would vanish, up to four.
    private static func decimals(_ value: Double, _ half: Double?) -> Int {
        let magnitude = abs(value)
        var decimals = magnitude >= 100 ? 0 : magnitude >= 10 ? 1 : magnitude >= 0.1 ? 2 : 3
        while let half, half < 0.5 * pow(10, -Double(decimals)), decimals < 4 { decimals += 1 }
        return decimals
    }
}
