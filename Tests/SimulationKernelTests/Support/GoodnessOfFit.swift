/// The normal quantile at 1 − 5·10⁻⁷, rounded up: a right mean is further off once in a million runs.
let rareNormal = 4.9
/// The quantile of Kolmogorov's distribution at 1 − 10⁻⁶: (ln(2·10⁶) / 2)^½.
let rareKolmogorov = 2.6934

/// √n times the largest distance between the distribution of a sample and a distribution function.
///
/// The function is looked up at every `step`-th value only, which can but make the distance smaller.
func kolmogorovSmirnov(_ sample: [Double], step: Int = 32, below: (Double) -> Double) -> Double {
    let sorted = sample.sorted()
    let count = Double(sorted.count)
    var distance = 0.0
    for place in stride(from: 0, to: sorted.count, by: step) {
        let expected = below(sorted[place])
        distance = max(distance, expected - Double(place) / count, Double(place + 1) / count - expected)
    }
    return distance * count.squareRoot()
}

/// How likely a right program has counts at least as far from their shares as these (Pearson's test).
func chiSquareLikelihood(_ counts: [Int], shares: [Double]) -> Double {
    let total = Double(counts.reduce(0, +))
    let statistic = zip(counts, shares).reduce(0) { sum, cell in
        let expected = total * cell.1
        return sum + (Double(cell.0) - expected) * (Double(cell.0) - expected) / expected
    }
    return 1 - gammaShare(shape: Double(counts.count - 1) / 2, below: statistic / 2)
}

/// The regularised incomplete gamma function P(shape, value), by its series and its continued fraction.
///
/// M. Abramowitz and I. A. Stegun, *Handbook of Mathematical Functions*, 6.5.29 and 6.5.31.
func gammaShare(shape: Double, below value: Double) -> Double {
    guard value > 0 else { return 0 }
    let front = expo(shape * naturalLog(value) - value - logGamma(shape))
    if value < shape + 1 {
        var term = 1 / shape
        var sum = term
        var divisor = shape
        while term > sum * 1e-16 {
            divisor += 1
            term *= value / divisor
            sum += term
        }
        return front * sum
    }
    // Lentz's method.
    var b = value + 1 - shape
    var c = 1e300
    var d = 1 / b
    var fraction = d
    for step in 1...10_000 {
        let a = -Double(step) * (Double(step) - shape)
        b += 2
        d = 1 / (a * d + b)
        c = b + a / c
        fraction *= c * d
        if abs(c * d - 1) < 1e-15 { break }
    }
    return 1 - front * fraction
}

/// The standard normal distribution function.
func normalShare(below value: Double) -> Double {
    complementaryErrorFunction(-value / 2.0.squareRoot()) / 2
}

/// Whether two numbers agree up to the rounding of a few operations.
func nearlyEqual(_ left: Double, _ right: Double, within share: Double = 1e-12) -> Bool {
    abs(left - right) <= share * max(abs(left), abs(right))
}
