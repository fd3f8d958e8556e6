import Foundation

/// How far one quantity rises or falls with another, whatever the shape of the curve: Spearman's rank correlation.
///
/// C. Spearman, "The proof and measurement of association between two things", American Journal of Psychology 15, 1904:
/// the product-moment correlation of the ranks, equal values having the mean of their ranks. The interval is Fisher's,
/// with the standard error √((1 + r²/2)/(n − 3)) of D. G. Bonett, T. A. Wright, "Sample size requirements for estimating
/// Pearson, Kendall and Spearman correlations", Psychometrika 65, 2000. The probability is that of a t variable with
/// n − 2 degrees of freedom (M. G. Kendall, A. Stuart, *The Advanced Theory of Statistics*, vol. 2, section 31.19).
public struct RankCorrelation: Hashable, Sendable {
    /// The correlation, −1 to 1.
    public let value: Double
    /// The lower end of the 95 % interval; nil with fewer than four pairs.
    public let lower: Double?
    /// The upper end of the 95 % interval.
    public let upper: Double?
    /// The probability of a correlation at least so far from zero when there is none (two-sided); nil with fewer than
    /// three pairs.
    public let probability: Double?
    /// How many pairs there are.
    public let pairs: Int

    /// The correlation of pairs; nil with fewer than two, or when one of the quantities is always the same.
    public init?(_ pairs: [(Double, Double)]) {
        let first = Self.ranks(pairs.map(\.0))
        let second = Self.ranks(pairs.map(\.1))
        let count = Double(pairs.count)
        let mean = (count + 1) / 2
        var product = 0.0
        var squares = (0.0, 0.0)
        for (one, two) in zip(first, second) {
            product += (one - mean) * (two - mean)
            squares.0 += (one - mean) * (one - mean)
            squares.1 += (two - mean) * (two - mean)
        }
        guard pairs.count > 1, squares.0 > 0, squares.1 > 0 else { return nil }
        let value = max(-1, min(1, product / (squares.0 * squares.1).squareRoot()))
        self.value = value
        self.pairs = pairs.count
        if pairs.count > 3 {
            // Of a perfect order the transform is infinite, and the interval is the value itself.
            let center = atanh(value)
            let half = 1.959_963_984_540_054 * ((1 + value * value / 2) / (count - 3)).squareRoot()
            lower = tanh(center - half)
            upper = tanh(center + half)
        } else {
            lower = nil
            upper = nil
        }
        if pairs.count > 2 {
            let rest = 1 - value * value
            probability =
                rest > 0
                ? 2 * StudentT.upperTail(abs(value) * ((count - 2) / rest).squareRoot(), degrees: count - 2)
                : 0
        } else {
            probability = nil
        }
    }

    /// The rank of each value, from 1; equal ones have the mean of theirs.
    static func ranks(_ values: [Double]) -> [Double] {
        let order = values.indices.sorted { values[$0] < values[$1] }
        var ranks = [Double](repeating: 0, count: values.count)
        var begin = 0
        while begin < order.count {
            var end = begin + 1
            while end < order.count, values[order[end]] == values[order[begin]] { end += 1 }
            for place in begin..<end { ranks[order[place]] = Double(begin + 1 + end) / 2 }
            begin = end
        }
        return ranks
    }
}
