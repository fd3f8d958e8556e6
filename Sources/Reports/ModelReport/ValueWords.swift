import Foundation
import SimulationKernel
import Teleradiology

/// How parameters are written, so that a reader could type them in again: six significant digits and a unit.
enum ValueWords {
    /// What the values of a distribution count.
    enum Unit {
        case seconds, bytes, count
    }

    /// A number with six significant digits at most.
    static func number(_ value: Double) -> String {
        guard value != 0, value.isFinite else { return value == 0 ? "0" : "\(value)" }
        let magnitude = Int(floor(log10(abs(value))))
        guard (-7...14).contains(magnitude) else { return "\(value)" }
        let text = Figure.fixed(value, max(0, 5 - magnitude))
        guard text.contains(".") else { return text }
        let trimmed = text.reversed().drop { $0 == "0" }
        return String((trimmed.first == "." ? trimmed.dropFirst() : trimmed).reversed())
    }

    /// A span of time in the unit that a person would choose.
    static func span(seconds: Double) -> String {
        let magnitude = abs(seconds)
        return switch magnitude {
        case 0: "0 s"
        case ..<1: "\(number(seconds * 1000)) ms"
        case ..<120: "\(number(seconds)) s"
        case ..<7200: "\(number(seconds / 60)) min"
        case ..<172_800: "\(number(seconds / 3600)) h"
        default: "\(number(seconds / 86_400)) d"
        }
    }

    static func span(_ span: Duration) -> String { self.span(seconds: span.seconds) }

    /// So many bytes, in decimal units.
    static func bytes(_ bytes: Double) -> String {
        switch abs(bytes) {
        case ..<1000: "\(number(bytes)) B"
        case ..<1e6: "\(number(bytes / 1e3)) kB"
        case ..<1e9: "\(number(bytes / 1e6)) MB"
        default: "\(number(bytes / 1e9)) GB"
        }
    }

    /// A share in per cent.
    static func share(_ share: Double) -> String { "\(number(share * 100)) %" }

    static func money(_ money: Money) -> String { "\(number(money.amount)) \(money.currency)" }

    /// Shares by name, those of nothing left out.
    static func shares(_ shares: [Double], _ names: [String]) -> String {
        zip(names, shares).filter { $1 > 0 }.map { "\($0) \(share($1))" }.joined(separator: ", ")
    }

    /// A distribution by family, parameters and mean.
    static func distribution(_ distribution: Distribution, _ unit: Unit) -> String {
        func value(_ value: Double) -> String {
            switch unit {
            case .seconds: span(seconds: value)
            case .bytes: bytes(value)
            case .count: number(value)
            }
        }
        let mean = "mean \(value(distribution.mean))"
        switch distribution {
        case .constant(let constant): return "constant \(value(constant))"
        case .uniform(let low, let high): return "uniform, \(value(low)) to \(value(high))"
        case .triangular(let low, let mode, let high):
            return "triangular, \(value(low)), \(value(mode)), \(value(high)); \(mean)"
        case .exponential: return "exponential, \(mean)"
        case .normal(_, let deviation): return "normal, \(mean), sd \(value(deviation))"
        case .lognormal(let mu, let sigma):
            let deviation = distribution.mean * (exp(sigma * sigma) - 1).squareRoot()
            return "log-normal, median \(value(exp(mu))), σ \(number(sigma)); \(mean), sd \(value(deviation))"
        case .gamma(let shape, let scale):
            return "gamma, shape \(number(shape)), scale \(value(scale)); \(mean)"
        case .weibull(let shape, let scale):
            return "Weibull, shape \(number(shape)), scale \(value(scale)); \(mean)"
        case .loglogistic(let shape, let scale):
            return "log-logistic, median \(value(scale)), shape \(number(shape)); \(mean)"
        case .discrete(let values, let weights):
            let sum = weights.reduce(0, +)
            let shown = zip(values, weights).map { "\(value($0)) (\(share($1 / sum)))" }
            return "discrete: \(shown.joined(separator: ", ")); \(mean)"
        }
    }

    /// Hours of a week: `weekdays 06:00–16:00`.
    static func shift(_ shift: Shift) -> String {
        var text = "\(days(shift.days)) \(clock(shift.startMinute))–\(clock(shift.endMinute))"
        if let rota = shift.rota { text += ", every \(rota.every) weeks with \(date(rota.week))" }
        if let from = shift.from { text += ", from \(date(from))" }
        if let until = shift.until { text += ", until \(date(until))" }
        return text
    }

    static func shifts(_ shifts: [Shift]) -> String {
        shifts.isEmpty ? "always" : shifts.map(shift).joined(separator: "; ")
    }

    static func clock(_ minute: Int) -> String {
        func two(_ value: Int) -> String { value < 10 ? "0\(value)" : "\(value)" }
        return "\(two(minute / 60)):\(two(minute % 60))"
    }

    static func days(_ days: Set<Int>) -> String {
        switch days {
        case Set(0...6): return "daily"
        case Set(0...4): return "weekdays"
        case [5, 6]: return "weekends"
        default:
            let names = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"]
            return days.sorted().filter { names.indices.contains($0) }.map { names[$0] }.joined(
                separator: ", ")
        }
    }

    /// `2026-03-02`, with the time where it is not midnight.
    static func date(_ date: LocalDateTime) -> String {
        let text = date.text
        if text.hasSuffix("T00:00:00") { return String(text.prefix(10)) }
        let time = text.replacing("T", with: " ")
        return time.hasSuffix(":00") ? String(time.dropLast(3)) : time
    }

    /// When something is out of service.
    static func outages(_ plan: OutagePlan) -> String {
        var parts = plan.weekly.map { "weekly \(shift($0))" }
        parts += plan.once.map { "\(date($0.start)) for \(span($0.length))" }
        if let failures = plan.failures {
            parts.append(
                "at random: up exponential, mean \(span(failures.meanTimeBetweenFailures)); repair "
                    + distribution(failures.repairSeconds, .seconds))
        }
        return parts.joined(separator: "; ")
    }

    static func filter(_ filter: StudyFilter, _ scenario: Scenario) -> String {
        var parts: [String] = []
        if filter.modalities.count < Modality.allCases.count {
            parts.append(titles(filter.modalities).joined(separator: ", "))
        }
        if filter.applications.count < Application.allCases.count {
            parts.append(
                Application.allCases.filter(filter.applications.contains).map(\.name).joined(separator: ", "))
        }
        if let priorities = filter.priorities {
            parts.append(
                priorities.sorted().map { scenario.priorities[$0].name }.joined(separator: ", "))
        }
        if let sites = filter.sites {
            parts.append("from " + sites.sorted().map { scenario.sites[$0].name }.joined(separator: ", "))
        }
        return parts.isEmpty ? "all studies" : parts.joined(separator: "; ")
    }

    static func titles(_ modalities: some Collection<Modality>) -> [String] {
        Modality.allCases.filter { modalities.contains($0) }.map(\.title)
    }
}

extension Bandwidth {
    /// `100 Mbit/s`.
    var words: String {
        switch bitsPerSecond {
        case ..<1e6: "\(ValueWords.number(bitsPerSecond / 1e3)) kbit/s"
        case ..<1e9: "\(ValueWords.number(bitsPerSecond / 1e6)) Mbit/s"
        default: "\(ValueWords.number(bitsPerSecond / 1e9)) Gbit/s"
        }
    }
}

extension SiteKind {
    var words: String {
        switch self {
        case .hospital: "hospital"
        case .imagingCentre: "imaging centre"
        case .ambulatorySurgicalCentre: "ambulatory surgical centre"
        case .other: "other place"
        }
    }
}

extension WorklistOrder {
    /// The order in a few words.
    var shortWords: String {
        switch self {
        case .fifo: "first come, first served"
        case .priority: "by class, then FIFO"
        case .deadline: "earliest deadline first"
        case .age: "largest weighted age first"
        case .shortest: "by class, then shortest"
        }
    }
}
