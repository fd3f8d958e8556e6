/// A probability distribution of a quantity in its own unit (seconds, bytes, a count).
///
/// It is a plain value that says *what* is drawn; a ``Sampler`` made from it says *how*, with
/// everything computed ahead that can be.
public enum Distribution: Hashable, Sendable {
    /// Always the same value.
    case constant(Double)
    /// Every value between the bounds equally likely.
    case uniform(low: Double, high: Double)
    /// A triangle over low and high with its tip at mode.
    case triangular(low: Double, mode: Double, high: Double)
    /// The memoryless waiting time with this mean.
    case exponential(mean: Double)
    /// The normal distribution.
    case normal(mean: Double, standardDeviation: Double)
    /// exp of a normal variable with mean `mu` and standard deviation `sigma`: its median is exp(`mu`).
    case lognormal(mu: Double, sigma: Double)
    /// Gamma with mean `shape × scale`.
    case gamma(shape: Double, scale: Double)
    /// Weibull with distribution function 1 − exp(−(x/`scale`)^`shape`).
    case weibull(shape: Double, scale: Double)
    /// Log-logistic (Fisk) with median `scale` and distribution function 1/(1 + (x/`scale`)^−`shape`).
    case loglogistic(shape: Double, scale: Double)
    /// One of the given values, each with its weight.
    case discrete(values: [Double], weights: [Double])
}

extension Distribution {
    /// The log-normal distribution with this mean and standard deviation (both positive).
    public static func lognormal(mean: Double, standardDeviation: Double) -> Distribution {
        let ratio = standardDeviation < 0 ? .nan : standardDeviation / mean
        let variance = naturalLogarithm(onePlus: ratio * ratio)
        return .lognormal(mu: naturalLogarithm(mean) - variance / 2, sigma: variance.squareRoot())
    }

    /// The log-normal distribution with this median and standard deviation of the logarithm.
    public static func lognormal(median: Double, sigma: Double) -> Distribution {
        .lognormal(mu: naturalLogarithm(median), sigma: sigma)
    }
}

extension Distribution {
    /// What is wrong with the parameters, in words; nil when they make sense.
    public var problem: String? {
        func positive(_ name: String, _ value: Double) -> String? {
            value > 0 && value.isFinite ? nil : "\(name) must be positive"
        }
        switch self {
        case .constant(let value): return value.isFinite ? nil : "the value must be finite"
        case .uniform(let low, let high):
            return low <= high && (high - low).isFinite ? nil : "low must not exceed high"
        case .triangular(let low, let mode, let high):
            return low <= mode && mode <= high && (high - low).isFinite ? nil : "low ≤ mode ≤ high must hold"
        case .exponential(let mean): return positive("the mean", mean)
        case .normal(let mean, let deviation):
            return mean.isFinite && deviation >= 0 && deviation.isFinite
                ? nil : "the deviation must not be negative"
        case .lognormal(let mu, let sigma):
            return mu.isFinite && sigma >= 0 && sigma.isFinite
                ? nil : "median positive and sigma not negative must hold"
        case .gamma(let shape, let scale), .weibull(let shape, let scale), .loglogistic(let shape, let scale):
            return positive("the shape", shape) ?? positive("the scale", scale)
        case .discrete(let values, let weights):
            guard !values.isEmpty, values.count == weights.count else { return "each value needs one weight" }
            guard values.allSatisfy(\.isFinite) else { return "the values must be finite" }
            let sum = weights.reduce(0, +)
            return weights.allSatisfy { $0 >= 0 } && sum > 0 && sum.isFinite
                ? nil : "weights must be finite and not negative, nor all zero"
        }
    }

    /// The mean; infinite where there is none (log-logistic with shape ≤ 1).
    public var mean: Double {
        switch self {
        case .constant(let value): value
        case .uniform(let low, let high): (low + high) / 2
        case .triangular(let low, let mode, let high): (low + mode + high) / 3
        case .exponential(let mean): mean
        case .normal(let mean, _): mean
        case .lognormal(let mu, let sigma): exponentialFunction(mu + sigma * sigma / 2)
        case .gamma(let shape, let scale): shape * scale
        case .weibull(let shape, let scale): scale * gammaFunction(1 + 1 / shape)
        case .loglogistic(let shape, let scale):
            shape > 1 ? scale * (Double.pi / shape) / sine(Double.pi / shape) : .infinity
        case .discrete(let values, let weights):
            zip(values, weights).reduce(0) { $0 + $1.0 * $1.1 } / weights.reduce(0, +)
        }
    }
}
