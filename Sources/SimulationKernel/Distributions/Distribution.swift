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
        let ratio = standardDeviation / mean
        let variance = naturalLogarithm(1 + ratio * ratio)
        return .lognormal(mu: naturalLogarithm(mean) - variance / 2, sigma: variance.squareRoot())
    }

    /// The log-normal distribution with this median and standard deviation of the logarithm.
    public static func lognormal(median: Double, sigma: Double) -> Distribution {
        .lognormal(mu: naturalLogarithm(median), sigma: sigma)
    }
}
