import SimulationKernel

/// The unit in which the values of a distribution are written.
enum DistributionUnit {
    /// Durations; the distribution is in seconds.
    case seconds
    /// Sizes; the distribution is in bytes.
    case bytes
    /// Whole numbers of things.
    case count

    var example: String {
        switch self {
        case .seconds: "'12 min' or '{ lognormal: { mean: 14 min, sd: 6 min } }'"
        case .bytes: "'181 MB' or '{ lognormal: { median: 181 MB, sigma: 1.1 } }'"
        case .count: "'300' or '{ lognormal: { median: 343, sigma: 0.9 } }'"
        }
    }
}

extension NodeReader {
    private static let families: [String: [String]] = [
        "constant": ["value"], "uniform": ["low", "high"], "triangular": ["low", "mode", "high"],
        "exponential": ["mean"], "normal": ["mean", "sd"], "lognormal": ["mean", "sd", "median", "sigma"],
        "gamma": ["mean", "sd", "shape", "scale"], "weibull": ["shape", "scale"],
        "loglogistic": ["median", "shape"], "discrete": ["values", "weights"],
    ]

    /// A distribution: a bare quantity is a constant, else `{ family: { parameters } }`.
    func distribution(_ unit: DistributionUnit) -> Distribution? {
        if case .scalar = node.content { return value(unit).map { .constant($0) } }
        let names = Self.families.keys.sorted()
        guard let map = map("a quantity or a distribution such as \(unit.example)", keys: names) else {
            return nil
        }
        guard let family = map.entries.first(where: { Self.families[$0.key] != nil }) else {
            if map.entries.isEmpty { error("\(path): expected a distribution such as \(unit.example)") }
            return nil
        }
        if map.entries.count > 1 { error("\(path): one distribution is expected, not \(map.entries.count)") }
        let inner = NodeReader(
            node: family.value, path: "\(path).\(family.key)", problems: problems,
            steps: steps + [.key(family.key)])
        guard let distribution = inner.distribution(of: family.key, unit) else { return nil }
        if let problem = distribution.problem {
            inner.error("\(inner.path): \(problem)")
            return nil
        }
        guard distribution.mean.isFinite else {
            inner.error("\(inner.path): the mean is not finite")
            return nil
        }
        return distribution
    }

    /// One value of the unit, not negative.
    private func value(_ unit: DistributionUnit) -> Double? {
        switch unit {
        case .seconds: return duration("a duration or a distribution such as \(unit.example)")?.seconds
        case .bytes: return bytes()
        case .count: return number("a number", in: 0...1e12)
        }
    }

    /// A size in bytes, not negative.
    func bytes() -> Double? {
        guard let text = text("a size such as '181 MB'") else { return nil }
        do {
            let value = try Quantity.bytes(text)
            if value >= 0, value <= 1e15 { return value }
            error("\(path): a size lies between 0 B and 1000 TB")
        } catch {
            self.error("\(path): \(error.message)")
        }
        return nil
    }

    private func distribution(of family: String, _ unit: DistributionUnit) -> Distribution? {
        guard let map = map("the parameters of \(family)", keys: Self.families[family] ?? []) else {
            return nil
        }
        let given = Set(map.entries.map(\.key))
        // Families that are known by either of two pairs.
        let pairs = ["lognormal": ("median", "sigma"), "gamma": ("shape", "scale")]
        let second = pairs[family].map { !given.isDisjoint(with: [$0.0, $0.1]) } ?? false
        if second, !given.isDisjoint(with: ["mean", "sd"]), let pair = pairs[family] {
            error("\(path): give 'mean' and 'sd', or '\(pair.0)' and '\(pair.1)', not some of both")
            return nil
        }
        func value(_ key: String) -> Double? {
            map.required(key, unit == .seconds ? "10 min" : unit == .bytes ? "20 MB" : "100")?.value(unit)
        }
        func plain(_ key: String) -> Double? {
            map.required(key, "1.5")?.number("a number", in: 0.001...1000)
        }
        func pair(_ first: Double?, _ second: Double?, _ make: (Double, Double) -> Distribution)
            -> Distribution?
        {
            guard let first, let second else { return nil }
            return make(first, second)
        }
        switch family {
        case "constant": return value("value").map { .constant($0) }
        case "uniform": return pair(value("low"), value("high")) { .uniform(low: $0, high: $1) }
        case "triangular":
            guard let low = value("low"), let mode = value("mode"), let high = value("high") else {
                return nil
            }
            return .triangular(low: low, mode: mode, high: high)
        case "exponential": return value("mean").map { .exponential(mean: $0) }
        case "normal": return pair(value("mean"), value("sd")) { .normal(mean: $0, standardDeviation: $1) }
        case "lognormal" where second:
            return pair(value("median"), plain("sigma")) { .lognormal(median: $0, sigma: $1) }
        case "lognormal":
            return pair(value("mean"), value("sd")) { .lognormal(mean: $0, standardDeviation: $1) }
        case "gamma" where second:
            return pair(plain("shape"), value("scale")) { .gamma(shape: $0, scale: $1) }
        case "gamma":
            return pair(value("mean"), value("sd")) {
                .gamma(shape: $0 * $0 / ($1 * $1), scale: $1 * $1 / $0)
            }
        case "weibull": return pair(plain("shape"), value("scale")) { .weibull(shape: $0, scale: $1) }
        case "loglogistic":
            return pair(plain("shape"), value("median")) { .loglogistic(shape: $0, scale: $1) }
        default:
            guard let values = map.required("values", "[ 1, 2 ]")?.items("a list of values"),
                let weights = map.required("weights", "[ 3, 1 ]")?.items("a list of weights")
            else { return nil }
            let read = (
                values.compactMap { $0.value(unit) },
                weights.compactMap { $0.number("a weight", in: 0...1e12) }
            )
            guard read.0.count == values.count, read.1.count == weights.count else { return nil }
            return .discrete(values: read.0, weights: read.1)
        }
    }
}
