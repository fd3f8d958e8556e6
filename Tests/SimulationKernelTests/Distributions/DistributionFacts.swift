import SimulationKernel
import Testing

/// Values with weights, in the ways that an alias table can be filled.
private struct WeightedValues: Sendable, CustomTestStringConvertible {
    let testDescription: String
    let weights: [Double]

    /// The values are the indices of their weights.
    var distribution: Distribution {
        .discrete(values: weights.indices.map(Double.init), weights: weights)
    }

    static let all = [
        WeightedValues(testDescription: "one value", weights: [3]),
        WeightedValues(testDescription: "two equal ones", weights: [0.5, 0.5]),
        WeightedValues(testDescription: "a rare one", weights: [1, 9999]),
        WeightedValues(testDescription: "impossible ones", weights: [0, 5, 0, 1, 2.5, 0, 0.25, 0]),
        WeightedValues(testDescription: "1 to 100", weights: (1...100).map(Double.init)),
        WeightedValues(testDescription: "100 to 1", weights: (1...100).reversed().map(Double.init)),
        WeightedValues(
            testDescription: "seven magnitudes",
            weights: [1e9, 2e8, 7e7, 1e6, 3e5, 1e9, 4e4, 8e8, 1e5, 5e8]),
        WeightedValues(
            testDescription: "1000 of a log", weights: (0..<1000).map { naturalLog(Double($0) + 2) }),
    ]
}

@Suite("Draws follow the distribution that was asked for")
struct DrawFacts {
    private let count = 1_000_000

    @Test("Mean and variance of a million draws are those of the closed forms", arguments: Law.all)
    func moments(law: Law) {
        guard let spread = law.spread else { return }
        let sample = law.sample(count)
        let mean = sample.reduce(0, +) / Double(count)
        let variance = sample.reduce(0) { $0 + ($1 - spread.mean) * ($1 - spread.mean) } / Double(count)
        #expect(abs(mean - spread.mean) < rareNormal * (spread.variance / Double(count)).squareRoot())
        #expect(
            abs(variance - spread.variance)
                < rareNormal * (spread.varianceOfSquares / Double(count)).squareRoot())
    }

    @Test(
        "Half a million draws pass Kolmogorov and Smirnov's test against the closed form", arguments: Law.all)
    func function(law: Law) {
        #expect(kolmogorovSmirnov(law.sample(count / 2), below: law.below) < rareKolmogorov)
    }

    @Test("Each weighted value comes as often as its weight says", arguments: WeightedValues.all)
    private func weights(_ values: WeightedValues) {
        let sampler = Sampler(values.distribution)
        var stream = RandomStream(seed: 21, replication: 0, name: values.testDescription)
        var counts = [Int](repeating: 0, count: values.weights.count)
        for _ in 0..<count { counts[Int(sampler.draw(from: &stream))] += 1 }
        let sum = values.weights.reduce(0, +)
        let possible = values.weights.indices.filter { values.weights[$0] > 0 }
        let drawn = possible.map { counts[$0] }
        #expect(drawn.reduce(0, +) == count)
        if possible.count > 1 {
            #expect(chiSquareLikelihood(drawn, shares: possible.map { values.weights[$0] / sum }) > 1e-6)
        }
    }

    @Test("A value that stands twice has both its weights; values may be of any sign and size")
    func values() {
        let sampler = Sampler(.discrete(values: [-7.5, 1e12, -7.5], weights: [1, 2, 1]))
        var stream = RandomStream(seed: 22, replication: 0, name: "values")
        var low = 0
        var high = 0
        for _ in 0..<count {
            let value = sampler.draw(from: &stream)
            if value == -7.5 { low += 1 } else if value == 1e12 { high += 1 }
        }
        #expect(low + high == count)
        #expect(abs(Double(low) / Double(count) - 0.5) < rareNormal * 0.5 / Double(count).squareRoot())
    }

    @Test(
        "A distribution without width always gives its value",
        arguments: [
            Distribution.constant(5), .uniform(low: 5, high: 5), .triangular(low: 5, mode: 5, high: 5),
            .normal(mean: 5, standardDeviation: 0), .lognormal(mean: 5, standardDeviation: 0),
            .discrete(values: [5], weights: [0.1]),
        ])
    func constants(distribution: Distribution) {
        let sampler = Sampler(distribution)
        var stream = RandomStream(seed: 23, replication: 0, name: "constant")
        for _ in 0..<1000 { #expect(nearlyEqual(sampler.draw(from: &stream), 5)) }
        #expect(nearlyEqual(distribution.mean, 5))
        #expect(distribution.problem == nil)
    }

    @Test("Draws keep to the bounds of bounded distributions")
    func bounds() {
        var stream = RandomStream(seed: 24, replication: 0, name: "bounds")
        let uniform = Sampler(.uniform(low: 2, high: 3))
        let triangular = Sampler(.triangular(low: 2, mode: 2.1, high: 3))
        let positive = [
            Sampler(.exponential(mean: 1)), Sampler(.gamma(shape: 0.05, scale: 1)),
            Sampler(.weibull(shape: 0.5, scale: 1)), Sampler(.loglogistic(shape: 0.5, scale: 1)),
            Sampler(.lognormal(mu: 0, sigma: 3)),
        ]
        var outside = 0
        for _ in 0..<200_000 {
            if !(2...3).contains(uniform.draw(from: &stream)) { outside += 1 }
            if !(2...3).contains(triangular.draw(from: &stream)) { outside += 1 }
            for sampler in positive where !(sampler.draw(from: &stream) >= 0) { outside += 1 }
        }
        #expect(outside == 0)
    }
}

@Suite("Spans of time are draws in seconds, in whole microseconds")
struct DrawDurationFacts {
    @Test("A span drawn is the number drawn, rounded to microseconds", arguments: Law.all)
    func rounding(law: Law) {
        let sampler = Sampler(law.distribution)
        var numbers = RandomStream(seed: 25, replication: 0, name: "span")
        var spans = numbers
        var worst = 0.0
        for _ in 0..<100_000 {
            let exact = sampler.draw(from: &numbers) * 1e6
            let span = sampler.drawDuration(from: &spans)
            // The exponential multiplies in another order, so the last bit may differ.
            if abs(exact) < 1e15 {
                worst = max(worst, abs(Double(span.microseconds) - exact) - 2 * exact.ulp)
            }
        }
        #expect(worst <= 0.5)
        #expect(numbers == spans)
    }

    @Test(
        "Spans beyond 142 years are cut to that",
        arguments: [
            (Distribution.constant(1e300), 1), (.constant(-1e300), -1), (.exponential(mean: 1e300), 1),
            (.normal(mean: -1e300, standardDeviation: 1), -1), (.uniform(low: 1e299, high: 1e300), 1),
            (.lognormal(mu: 1e4, sigma: 1), 1), (.weibull(shape: 1e-3, scale: 1e300), nil),
            (.loglogistic(shape: 1e-4, scale: 1), nil),
        ] as [(Distribution, Int64?)])
    func limits(distribution: Distribution, sign: Int64?) {
        let limit = SimulationTime.latest.microseconds
        let sampler = Sampler(distribution)
        var stream = RandomStream(seed: 26, replication: 0, name: "limit")
        for _ in 0..<1000 {
            let span = sampler.drawDuration(from: &stream)
            #expect(abs(span.microseconds) <= limit)
            if let sign { #expect(span.microseconds == sign * limit) }
        }
    }
}

@Suite("A distribution knows its mean")
struct MeanFacts {
    @Test(
        "The mean is that of the closed form",
        arguments: [
            (Distribution.constant(-4), -4),
            (.uniform(low: -3, high: 7), 2),
            (.triangular(low: 1, mode: 2, high: 6), 3),
            (.exponential(mean: 12), 12),
            (.normal(mean: -10, standardDeviation: 3), -10),
            // exp(1/2), √π/2 and π/2 to 16 digits.
            (.lognormal(mu: 0, sigma: 1), 1.648721270700128),
            (.lognormal(median: 10, sigma: 1), 16.48721270700128),
            (.gamma(shape: 2.5, scale: 4), 10),
            (.weibull(shape: 2, scale: 10), 8.862269254527580),
            (.weibull(shape: 1, scale: 7), 7),
            (.loglogistic(shape: 2, scale: 10), 15.70796326794897),
            (.loglogistic(shape: 1, scale: 10), .infinity),
            (.loglogistic(shape: 0.5, scale: 10), .infinity),
            (.discrete(values: [1, 10, 100], weights: [5, 4, 1]), 14.5),
        ] as [(Distribution, Double)])
    func mean(distribution: Distribution, expected: Double) {
        #expect(distribution.mean == expected || nearlyEqual(distribution.mean, expected))
    }

    @Test("The mean is the first moment", arguments: Law.all)
    func firstMoment(law: Law) {
        if let moments = law.moments { #expect(nearlyEqual(law.distribution.mean, moments[0])) }
    }

    @Test(
        "A log-normal distribution made from mean and standard deviation has both",
        arguments: [(10, 0.01), (10, 1), (10, 10), (10, 300), (1e-6, 1e-6), (3e9, 1e9)])
    func lognormal(mean: Double, deviation: Double) throws {
        let distribution = Distribution.lognormal(mean: mean, standardDeviation: deviation)
        #expect(nearlyEqual(distribution.mean, mean))
        guard case .lognormal(let mu, let sigma) = distribution else {
            Issue.record("not a log-normal distribution")
            return
        }
        let moments = try #require(Law.lognormal(mu, sigma).moments)
        #expect(nearlyEqual(moments[1], mean * mean + deviation * deviation))
        // What is left of twelve digits of E[X²] after E[X]² is taken away.
        let slack = 1e-12 * (1 + mean * mean / (deviation * deviation))
        #expect(nearlyEqual(moments[1] - mean * mean, deviation * deviation, within: slack))
    }

    @Test("A log-normal's sigma is deviation over mean when that is small", arguments: [1e-4, 1e-6, 1e-9])
    func narrow(ratio: Double) throws {
        guard
            case .lognormal(_, let sigma) = Distribution.lognormal(mean: 600, standardDeviation: 600 * ratio)
        else {
            Issue.record("not a log-normal distribution")
            return
        }
        // sigma² = log(1 + ratio²) = ratio² − ratio⁴ / 2 + …
        #expect(abs(sigma / ratio - 1) < 1e-8)
    }

    @Test("A log-normal distribution made from its median has that median")
    func median() {
        let distribution = Distribution.lognormal(median: 8, sigma: 0.7)
        #expect(distribution == .lognormal(mu: naturalLog(8), sigma: 0.7))
        #expect(nearlyEqual(Law.lognormal(naturalLog(8), 0.7).below(8), 0.5))
    }
}

@Suite("Parameters that make no sense are refused in words")
struct ProblemFacts {
    @Test(
        "Parameters that make sense have no problem",
        arguments: [
            Distribution.constant(0), .constant(-5), .uniform(low: 1, high: 1),
            .triangular(low: 1, mode: 1, high: 2), .triangular(low: 1, mode: 2, high: 2),
            .exponential(mean: 1e-9), .normal(mean: 0, standardDeviation: 0), .lognormal(mu: -1, sigma: 0),
            .gamma(shape: 1e-3, scale: 1e9), .weibull(shape: 1, scale: 1), .loglogistic(shape: 1, scale: 1),
            .discrete(values: [1, 2], weights: [0, 1]), .lognormal(mean: 1, standardDeviation: 0),
        ])
    func sense(distribution: Distribution) { #expect(distribution.problem == nil) }

    @Test("NaN and infinity are no parameters", arguments: [Double.nan, .infinity, -.infinity])
    func unbounded(bad: Double) {
        let distributions: [Distribution] = [
            .constant(bad), .uniform(low: bad, high: 1), .uniform(low: 0, high: bad),
            .uniform(low: bad, high: bad), .triangular(low: bad, mode: 1, high: 2),
            .triangular(low: 0, mode: bad, high: 2), .triangular(low: 0, mode: 1, high: bad),
            .exponential(mean: bad), .normal(mean: bad, standardDeviation: 1),
            .normal(mean: 0, standardDeviation: bad), .lognormal(mu: bad, sigma: 1),
            .lognormal(mu: 0, sigma: bad), .lognormal(mean: bad, standardDeviation: 1),
            .lognormal(mean: 1, standardDeviation: bad), .lognormal(median: bad, sigma: 1),
            .gamma(shape: bad, scale: 1), .gamma(shape: 1, scale: bad), .weibull(shape: bad, scale: 1),
            .weibull(shape: 1, scale: bad), .loglogistic(shape: bad, scale: 1),
            .loglogistic(shape: 1, scale: bad), .discrete(values: [1, bad], weights: [1, 1]),
            .discrete(values: [1, 2], weights: [1, bad]),
        ]
        for distribution in distributions { #expect(distribution.problem != nil, "\(distribution)") }
    }

    @Test(
        "The problem says which parameter is wrong",
        arguments: [
            (Distribution.constant(.nan), "the value must be finite"),
            (.uniform(low: 2, high: 1), "low must not exceed high"),
            (.triangular(low: 1, mode: 0, high: 2), "low ≤ mode ≤ high must hold"),
            (.triangular(low: 1, mode: 3, high: 2), "low ≤ mode ≤ high must hold"),
            (.exponential(mean: 0), "the mean must be positive"),
            (.exponential(mean: -1), "the mean must be positive"),
            (.normal(mean: 0, standardDeviation: -1), "the deviation must not be negative"),
            (.lognormal(mu: 0, sigma: -1), "median positive and sigma not negative must hold"),
            (.lognormal(median: 0, sigma: 1), "median positive and sigma not negative must hold"),
            (.lognormal(median: -2, sigma: 1), "median positive and sigma not negative must hold"),
            (.lognormal(mean: -2, standardDeviation: 1), "median positive and sigma not negative must hold"),
            (.lognormal(mean: 2, standardDeviation: -1), "median positive and sigma not negative must hold"),
            (.gamma(shape: 0, scale: 1), "the shape must be positive"),
            (.gamma(shape: 1, scale: -1), "the scale must be positive"),
            (.weibull(shape: -1, scale: 1), "the shape must be positive"),
            (.weibull(shape: 1, scale: 0), "the scale must be positive"),
            (.loglogistic(shape: 0, scale: 1), "the shape must be positive"),
            (.loglogistic(shape: 1, scale: 0), "the scale must be positive"),
            (.discrete(values: [], weights: []), "each value needs one weight"),
            (.discrete(values: [1, 2], weights: [1]), "each value needs one weight"),
            (.discrete(values: [.nan], weights: [1]), "the values must be finite"),
            (
                .discrete(values: [1, 2], weights: [2, -1]),
                "weights must be finite and not negative, nor all zero"
            ),
            (
                .discrete(values: [1, 2], weights: [0, 0]),
                "weights must be finite and not negative, nor all zero"
            ),
            (
                .discrete(values: [1, 2], weights: [1e308, 1e308]),
                "weights must be finite and not negative, nor all zero"
            ),
        ] as [(Distribution, String)])
    func words(distribution: Distribution, expected: String) { #expect(distribution.problem == expected) }
}

@Suite("The tests of distributions can tell right from wrong")
struct GoodnessOfFitFacts {
    // P(½, x) = erf(√x); the chi-square quantiles at 1 − 10⁻⁶ for 2 degrees are 2 ln 10⁶.
    @Test("The incomplete gamma function has its known values")
    func incompleteGamma() {
        for value in [0.01, 0.5, 1.4, 1.6, 5] {
            #expect(nearlyEqual(gammaShare(shape: 1, below: value), 1 - expo(-value)))
            let error = 1 - complementaryErrorFunction(value.squareRoot())
            #expect(nearlyEqual(gammaShare(shape: 0.5, below: value), error))
        }
        #expect(nearlyEqual(1 - gammaShare(shape: 1, below: 6 * naturalLog(10)), 1e-6, within: 1e-9))
    }

    @Test("One per cent more is found out")
    func power() {
        let sample = Law.exponential(1).sample(1_000_000)
        #expect(kolmogorovSmirnov(sample, below: { 1 - expo(-$0 / 1.01) }) > rareKolmogorov)
        #expect(chiSquareLikelihood([50_500, 49_500], shares: [0.5, 0.5]) > 1e-3)
        #expect(chiSquareLikelihood([51_000, 49_000], shares: [0.5, 0.5]) < 1e-6)
    }
}
