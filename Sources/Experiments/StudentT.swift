import Foundation

/// Student's t distribution, for confidence intervals.
public enum StudentT {
    /// The value below which a t variable with `degrees` degrees of freedom lies with `probability`.
    ///
    /// Found by Newton's steps on the logarithm of the upper tail, which is an incomplete beta function, kept inside a
    /// bracket that halves where a step leads out of it; the error is below 1e-10 of the value. `probability` lies
    /// strictly between 0 and 1, `degrees` is positive.
    public static func quantile(_ probability: Double, degrees: Double) -> Double {
        precondition(
            probability > 0 && probability < 1 && degrees > 0,
            "a quantile needs 0 < p < 1 and degrees above 0")
        if probability == 0.5 { return 0 }
        if probability < 0.5 { return -quantile(1 - probability, degrees: degrees) }
        var high = 1.0
        while upperTail(high, degrees: degrees) > 1 - probability, high < 1e300 { high *= 2 }
        var low = 0.0
        var value = high / 2
        for _ in 0..<200 {
            let tail = upperTail(value, degrees: degrees)
            if tail > 1 - probability { low = value } else { high = value }
            var next = value + tail * log(tail / (1 - probability)) / density(value, degrees: degrees)
            if !(next > low && next < high) { next = (low + high) / 2 }
            if abs(next - value) <= 1e-13 * value || next == low || next == high { return next }
            value = next
        }
        return value
    }

    /// The density at a value.
    private static func density(_ value: Double, degrees: Double) -> Double {
        let half: Double = (degrees + 1) / 2
        let constant: Double = lgamma(half) - lgamma(degrees / 2) - log(degrees * Double.pi) / 2
        return exp(constant - half * log1p(value * value / degrees))
    }

    /// The probability of exceeding `value`, which is not negative.
    public static func upperTail(_ value: Double, degrees: Double) -> Double {
        incompleteBeta(degrees / (degrees + value * value), degrees / 2, 0.5) / 2
    }

    /// The regularised incomplete beta function I_x(a, b), by Lentz's continued fraction
    /// (Abramowitz and Stegun 26.5.8; NIST DLMF 8.17.22).
    private static func incompleteBeta(_ x: Double, _ a: Double, _ b: Double) -> Double {
        if x <= 0 { return 0 }
        if x >= 1 { return 1 }
        if x > (a + 1) / (a + b + 2) { return 1 - incompleteBeta(1 - x, b, a) }
        let front = exp(lgamma(a + b) - lgamma(a) - lgamma(b) + a * log(x) + b * log1p(-x)) / a
        let tiny = 1e-300
        var c = 1.0
        var d = 1 - (a + b) * x / (a + 1)
        d = 1 / (abs(d) < tiny ? tiny : d)
        var fraction = d
        for step in 1...10_000 {
            let m = Double(step)
            let even = m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m))
            let odd = -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1))
            var change = 1.0
            for term in [even, odd] {
                d = 1 + term * d
                d = 1 / (abs(d) < tiny ? tiny : d)
                c = 1 + term / c
                if abs(c) < tiny { c = tiny }
                change = c * d
                fraction *= change
            }
            if abs(change - 1) < 1e-16 { break }
        }
        return front * fraction
    }
}
