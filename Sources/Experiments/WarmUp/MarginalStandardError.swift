/// Where to cut off the beginning of a series, by the rule MSER-5.
///
/// The series is averaged in batches of five; cut off are the batches without which the standard error of the mean of
/// the rest is smallest: d that minimises Σ (Zⱼ − Z̄)² / (k − d)² over the batches j > d of k. A minimum in the second
/// half says that the series is too short to tell.
///
/// K. P. White, M. J. Cobb, S. C. Spratt, "A comparison of five steady-state truncation heuristics for simulation",
/// Winter Simulation Conference 2000. Of forty-two methods it was the one found fit for use without supervision by
/// K. Hoad, S. Robinson, R. Davies, "Automating warm-up length estimation", Journal of the Operational Research Society
/// 61, 2010.
public struct MarginalStandardError: Hashable, Sendable {
    /// Values in a batch.
    public static let batch = 5

    /// How many values to cut off: a multiple of five.
    public let truncation: Int
    /// Whether that lies in the first half, so that it can be relied upon.
    public let isReliable: Bool

    /// The rule's answer for a series; nil with fewer than ten batches. Takes time in proportion to the series.
    public init?(_ series: [Double]) {
        let count = series.count / Self.batch
        guard count >= 10 else { return nil }
        let batches = (0..<count).map { index in
            series[index * Self.batch..<(index + 1) * Self.batch].reduce(0, +) / Double(Self.batch)
        }
        // About the mean of all, so that sums of squares cancel little.
        let center = batches.reduce(0, +) / Double(count)
        var sum = 0.0
        var squares = 0.0
        var best = (index: count, error: Double.infinity)
        // From the end, where the last five batches would find a small error by chance alone.
        for index in stride(from: count - 1, through: 0, by: -1) {
            let value = batches[index] - center
            sum += value
            squares += value * value
            let kept = Double(count - index)
            let error = max(0, squares - sum * sum / kept) / (kept * kept)
            if kept > 5, error <= best.error { best = (index, error) }
        }
        truncation = best.index * Self.batch
        isReliable = best.index <= count / 2
    }
}
