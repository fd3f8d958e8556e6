/// A distribution made ready for drawing: parameters computed ahead, tables at hand.
///
/// Drawing is one predictable branch on the kind and the published method for it: ziggurat for exponential
/// and normal (Marsaglia and Tsang 2000), squeeze for gamma (Marsaglia and Tsang, "A simple method for
/// generating gamma variables", ACM TOMS 26, 2000), inversion for uniform, triangular, Weibull and
/// log-logistic, alias table for discrete (Walker 1977, Vose 1991).
public struct Sampler: Sendable {
    @usableFromInline
    enum Method: UInt8, Sendable {
        case constant, uniform, triangular, exponential, normal, lognormal, gamma, weibull, loglogistic,
            discrete
    }

    @usableFromInline let method: Method
    @usableFromInline let a: Double
    @usableFromInline let b: Double
    @usableFromInline let c: Double
    /// The mean of an exponential distribution in seconds, for spans of time.
    @usableFromInline let meanMicroseconds: Double
    @usableFromInline let exponentialTable = ZigguratTable.exponential
    @usableFromInline let normalTable = ZigguratTable.normal
    @usableFromInline let alias: AliasTable?

    /// A sampler of a distribution; its parameters must make sense (see ``Distribution/problem``).
    public init(_ distribution: Distribution) {
        var alias: AliasTable?
        (method, a, b, c) =
            switch distribution {
            case .constant(let value): (.constant, value, 0, 0)
            case .uniform(let low, let high): (.uniform, low, high - low, 0)
            case .triangular(let low, let mode, let high): (.triangular, low, mode, high)
            case .exponential(let mean): (.exponential, mean, 0, 0)
            case .normal(let mean, let standardDeviation): (.normal, mean, standardDeviation, 0)
            case .lognormal(let mu, let sigma): (.lognormal, mu, sigma, 0)
            case .gamma(let shape, let scale): (.gamma, shape, scale, 0)
            case .weibull(let shape, let scale): (.weibull, 1 / shape, scale, 0)
            case .loglogistic(let shape, let scale): (.loglogistic, 1 / shape, scale, 0)
            case .discrete: (.discrete, 0, 0, 0)
            }
        if case .discrete(let values, let weights) = distribution {
            alias = AliasTable(values: values, weights: weights)
        }
        self.alias = alias
        meanMicroseconds = a * 1e6
    }

    /// Whether it always has the same value, for which it needs no random number.
    public var isConstant: Bool { method == .constant }

    /// Draws one value.
    @inlinable @inline(__always)
    public func draw(from source: inout some BitSource) -> Double {
        // Most draws of most models are exponential: the rest goes out of line.
        method == .exponential
            ? exponentialTable.drawExponential(mean: a, from: &source) : drawOther(from: &source)
    }

    /// Draws a span of time from a distribution in seconds.
    @inlinable @inline(__always)
    public func drawDuration(from source: inout some BitSource) -> Duration {
        method == .exponential
            ? Duration(
                roundedMicroseconds: exponentialTable.drawExponential(mean: meanMicroseconds, from: &source))
            : Duration(seconds: drawOther(from: &source))
    }

    @usableFromInline @inline(never)
    func drawOther(from source: inout some BitSource) -> Double {
        switch method {
        case .constant: return a
        case .exponential: return exponentialTable.drawExponential(mean: a, from: &source)
        case .lognormal: return exponentialFunction(a + b * normalTable.drawNormal(from: &source))
        case .uniform: return a + b * source.uniform()
        case .normal: return a + b * normalTable.drawNormal(from: &source)
        case .triangular:
            let u = source.uniform()
            let range = c - a
            if range <= 0 { return a }
            let turn = (b - a) / range
            return u < turn
                ? a + (u * range * (b - a)).squareRoot()
                : c - ((1 - u) * range * (c - b)).squareRoot()
        case .gamma: return b * drawGamma(shape: a, from: &source)
        case .weibull: return b * power(exponentialTable.drawExponential(from: &source), a)
        case .loglogistic:
            let u = source.uniform()
            return b * power(u / (1 - u), a)
        case .discrete: return alias?.draw(from: &source) ?? 0
        }
    }

    private func drawGamma(shape: Double, from source: inout some BitSource) -> Double {
        if shape < 1 {
            return drawGamma(shape: shape + 1, from: &source) * power(source.uniform(), 1 / shape)
        }
        let d = shape - 1.0 / 3
        let c = 1 / (9 * d).squareRoot()
        while true {
            let x = normalTable.drawNormal(from: &source)
            let root = 1 + c * x
            guard root > 0 else { continue }
            let v = root * root * root
            let u = source.uniform()
            if u < 1 - 0.0331 * x * x * x * x { return d * v }
            if naturalLogarithm(u) < 0.5 * x * x + d * (1 - v + naturalLogarithm(v)) { return d * v }
        }
    }
}

/// A table for drawing one of n values with given weights in constant time.
public struct AliasTable: Sendable {
    private let values: [Double]
    private let keep: [Double]
    private let other: [Int]

    /// A table of values, each as likely as its weight says; weights are not negative and not all zero.
    public init(values: [Double], weights: [Double]) {
        precondition(
            !values.isEmpty && values.count == weights.count, "an alias table needs a weight for each value")
        let sum = weights.reduce(0, +)
        var scaled = weights.map { $0 / sum * Double(weights.count) }
        var keep = [Double](repeating: 1, count: weights.count)
        var other = Array(weights.indices)
        var small = weights.indices.filter { scaled[$0] < 1 }
        var large = weights.indices.filter { scaled[$0] >= 1 }
        while let less = small.popLast(), let more = large.last {
            keep[less] = scaled[less]
            other[less] = more
            scaled[more] -= 1 - scaled[less]
            if scaled[more] < 1 {
                large.removeLast()
                small.append(more)
            }
        }
        self.values = values
        self.keep = keep
        self.other = other
    }

    /// Draws one value with one uniform number.
    public func draw(from source: inout some BitSource) -> Double {
        let place = source.uniform() * Double(values.count)
        let index = min(Int(place), values.count - 1)
        return place - Double(index) < keep[index] ? values[index] : values[other[index]]
    }
}
