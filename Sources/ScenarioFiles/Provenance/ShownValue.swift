import Foundation
import SimulationKernel
import Teleradiology

/// A value that can be written as a scenario file would have it.
protocol ShownValue {
    /// The text in a scenario file.
    var shownText: String { get }
}

extension SimulationKernel.Duration: ShownValue {
    /// Exact, in the largest unit that gives a short number, such as `45 s` or `1.5 ms`.
    var shownText: String {
        if microseconds == 0 { return "0 s" }
        let units: [(String, Int64)] = [
            ("d", 86_400_000_000), ("h", 3_600_000_000), ("min", 60_000_000), ("s", 1_000_000), ("ms", 1000),
        ]
        for (name, length) in units where microseconds.magnitude >= length.magnitude {
            // Ninety minutes are 90 min, not 1.5 h.
            if microseconds % length == 0 || name == "s" || name == "ms" {
                return "\((Double(microseconds) / Double(length)).plain) \(name)"
            }
        }
        return "\(microseconds) µs"
    }
}

extension Bandwidth: ShownValue {
    var shownText: String {
        let units = [("Gbit/s", 1e9), ("Mbit/s", 1e6), ("kbit/s", 1e3)]
        let (name, size) = units.first { bitsPerSecond >= $0.1 } ?? ("bit/s", 1)
        return "\((bitsPerSecond / size).plain) \(name)"
    }
}

extension String: ShownValue {
    var shownText: String { self }
}

extension Int: ShownValue {
    var shownText: String { String(self) }
}

extension Bool: ShownValue {
    var shownText: String { description }
}

extension ShownValue where Self: RawRepresentable, RawValue == String {
    var shownText: String { rawValue }
}

extension RunEnding: ShownValue {}
extension WorklistOrder: ShownValue {}
extension DeliveryTechnology: ShownValue {}
extension SiteKind: ShownValue {}
extension Provider.Kind: ShownValue {}
extension PromiseClock: ShownValue {}
extension RetrievalMode: ShownValue {}
extension STOW.Connections: ShownValue {}
extension CongestionControl: ShownValue {}
extension ShiftEnd: ShownValue {}
extension Preemption.Return: ShownValue {}

/// A bare number with what it measures.
enum NumberShown {
    /// `30 %` for 0.3.
    static func share(_ share: Double) -> String { "\(rounded(share * 100).plain) %" }
    /// `181 MB`.
    static func bytes(_ bytes: Double) -> String {
        let units = [("GB", 1e9), ("MB", 1e6), ("kB", 1e3)]
        let (name, size) = units.first { bytes >= $0.1 } ?? ("B", 1)
        return "\(rounded(bytes / size).plain) \(name)"
    }
    /// `4 MiB` where that is a whole number, else as ``bytes(_:)``.
    static func binaryBytes(_ bytes: Double) -> String {
        let mebibytes = bytes / 1_048_576
        return mebibytes == mebibytes.rounded() && mebibytes > 0
            ? "\(mebibytes.plain) MiB" : Self.bytes(bytes)
    }
    static func number(_ number: Double) -> String { number.plain }
    static func count(_ number: Double) -> String { rounded(number).plain }
    static func seconds(_ seconds: Double) -> String { Duration.seconds(seconds).shownText }

    /// Four digits are enough for what was computed from other figures.
    static func rounded(_ value: Double) -> Double {
        guard value != 0, value.isFinite else { return value }
        var scale = 1.0
        while abs(value) * scale < 1000 { scale *= 10 }
        while abs(value) * scale >= 100_000 { scale /= 10 }
        return (value * scale).rounded() / scale
    }
}

extension Distribution {
    /// As a scenario file has it, its values written by `unit`; means where it is known by another pair.
    func shownText(_ unit: (Double) -> String) -> String {
        let plain = { (value: Double) in NumberShown.rounded(value).plain }
        return switch self {
        case .constant(let value): unit(value)
        case .uniform(let low, let high): "{ uniform: { low: \(unit(low)), high: \(unit(high)) } }"
        case .triangular(let low, let mode, let high):
            "{ triangular: { low: \(unit(low)), mode: \(unit(mode)), high: \(unit(high)) } }"
        case .exponential(let mean): "{ exponential: { mean: \(unit(mean)) } }"
        case .normal(let mean, let deviation):
            "{ normal: { mean: \(unit(mean)), sd: \(unit(deviation)) } }"
        case .lognormal(let mu, let sigma):
            "{ lognormal: { median: \(unit(exp(mu))), sigma: \(plain(sigma)) } }"
        case .gamma(let shape, let scale): "{ gamma: { shape: \(plain(shape)), scale: \(unit(scale)) } }"
        case .weibull(let shape, let scale): "{ weibull: { shape: \(plain(shape)), scale: \(unit(scale)) } }"
        case .loglogistic(let shape, let scale):
            "{ loglogistic: { median: \(unit(scale)), shape: \(plain(shape)) } }"
        case .discrete(let values, let weights):
            "{ discrete: { values: [ \(values.map(unit).joined(separator: ", ")) ], "
                + "weights: [ \(weights.map(\.plain).joined(separator: ", ")) ] } }"
        }
    }
}
