import SimulationKernel
import Testing

/// A continuous distribution with what the textbooks say of it.
struct Law: Sendable, CustomTestStringConvertible {
    let distribution: Distribution
    /// E[X], E[X²], E[X³], E[X⁴]; nil where the fourth is infinite.
    let moments: [Double]?
    /// The distribution function.
    let below: @Sendable (Double) -> Double

    var testDescription: String { "\(distribution)" }

    /// Mean, variance and variance of the squared distance from the mean.
    var spread: (mean: Double, variance: Double, varianceOfSquares: Double)? {
        guard let m = moments else { return nil }
        let variance = m[1] - m[0] * m[0]
        let fourth = m[3] - 4 * m[0] * m[2] + 6 * m[0] * m[0] * m[1] - 3 * powerOf(m[0], 4)
        return (m[0], variance, fourth - variance * variance)
    }

    func sample(_ count: Int) -> [Double] {
        let sampler = Sampler(distribution)
        var stream = RandomStream(seed: 20, replication: 0, name: testDescription)
        return (0..<count).map { _ in sampler.draw(from: &stream) }
    }
}

extension Law {
    static let all = [
        uniform(-3, 7),
        triangular(1, 2, 6), triangular(0, 0, 3), triangular(-2, 1, 1),
        exponential(12), exponential(0.001),
        normal(10, 3), normal(-20, 0.5),
        lognormal(1, 0.5), lognormal(-3, 0.1),
        gamma(0.3, 2), gamma(1, 3), gamma(2.5, 4), gamma(40, 0.1),
        weibull(0.8, 5), weibull(1, 2), weibull(3.5, 10),
        loglogistic(20, 4), loglogistic(1.5, 3), loglogistic(0.8, 100),
    ]

    static func uniform(_ low: Double, _ high: Double) -> Law {
        Law(
            distribution: .uniform(low: low, high: high),
            moments: (1...4).map {
                let power = Double($0 + 1)
                return (powerOf(high, power) - powerOf(low, power)) / (power * (high - low))
            },
            below: { ($0 - low) / (high - low) })
    }

    /// The triangular density is the linear B-spline over its three corners, whose k-th moment is the mean of all
    /// products of k corners (H. B. Curry and I. J. Schoenberg, J. d'Analyse Math. 17, 1966).
    static func triangular(_ low: Double, _ mode: Double, _ high: Double) -> Law {
        let moments = (1...4).map { power in
            var products: [Double] = []
            for lows in 0...power {
                for modes in 0...(power - lows) {
                    let factors = [(low, lows), (mode, modes), (high, power - lows - modes)]
                    products.append(factors.reduce(1) { $0 * powerOf($1.0, Double($1.1)) })
                }
            }
            return products.reduce(0, +) / Double(products.count)
        }
        return Law(
            distribution: .triangular(low: low, mode: mode, high: high), moments: moments,
            below: {
                $0 < mode
                    ? ($0 - low) * ($0 - low) / ((high - low) * (mode - low))
                    : 1 - (high - $0) * (high - $0) / ((high - low) * max(high - mode, 1e-300))
            })
    }

    static func exponential(_ mean: Double) -> Law {
        Law(
            distribution: .exponential(mean: mean),
            moments: [mean, 2 * powerOf(mean, 2), 6 * powerOf(mean, 3), 24 * powerOf(mean, 4)],
            below: { 1 - expo(-$0 / mean) })
    }

    static func normal(_ mean: Double, _ deviation: Double) -> Law {
        let square = deviation * deviation
        let mean2 = mean * mean
        return Law(
            distribution: .normal(mean: mean, standardDeviation: deviation),
            moments: [
                mean, mean2 + square, mean * (mean2 + 3 * square),
                mean2 * mean2 + 6 * mean2 * square + 3 * square * square,
            ],
            below: { normalShare(below: ($0 - mean) / deviation) })
    }

    static func lognormal(_ mu: Double, _ sigma: Double) -> Law {
        Law(
            distribution: .lognormal(mu: mu, sigma: sigma),
            moments: (1...4).map { expo(Double($0) * mu + Double($0 * $0) * sigma * sigma / 2) },
            below: { normalShare(below: (naturalLog($0) - mu) / sigma) })
    }

    static func gamma(_ shape: Double, _ scale: Double) -> Law {
        Law(
            distribution: .gamma(shape: shape, scale: scale),
            moments: (1...4).map { (0..<$0).reduce(1) { $0 * scale * (shape + Double($1)) } },
            below: { gammaShare(shape: shape, below: $0 / scale) })
    }

    static func weibull(_ shape: Double, _ scale: Double) -> Law {
        Law(
            distribution: .weibull(shape: shape, scale: scale),
            moments: (1...4).map { powerOf(scale, Double($0)) * expo(logGamma(1 + Double($0) / shape)) },
            below: { 1 - expo(-powerOf($0 / scale, shape)) })
    }

    static func loglogistic(_ shape: Double, _ scale: Double) -> Law {
        Law(
            distribution: .loglogistic(shape: shape, scale: scale),
            moments: shape <= 4
                ? nil
                : (1...4).map {
                    let angle = Double($0) * Double.pi / shape
                    return powerOf(scale, Double($0)) * angle / sineOf(angle)
                },
            below: { 1 / (1 + powerOf($0 / scale, -shape)) })
    }
}
