/// A figure as the simulation knows it: a mean over independent replications with its confidence interval.
///
/// A. M. Law, *Simulation Modeling and Analysis*, 5th ed., section 4.5: the interval is the mean ± Student's t
/// with n − 1 degrees of freedom times the standard error.
public struct Estimate: Hashable, Sendable {
    /// The mean over replications.
    public let value: Double
    /// Half the width of the 95 % interval; nil with fewer than two replications.
    public let halfWidth: Double?
    /// The replications that had the figure.
    public let replications: Int

    /// An estimate of given parts.
    public init(value: Double, halfWidth: Double?, replications: Int) {
        self.value = value
        self.halfWidth = halfWidth
        self.replications = replications
    }

    /// The estimate from one value a replication, nil where a replication had none; nil when none had one.
    ///
    /// - Parameter confidence: the probability that the interval holds the mean, 0.95 unless intervals are
    ///   corrected for their number.
    public init?(_ values: [Double?], confidence: Double = 0.95) {
        let known = values.compactMap(\.self)
        guard !known.isEmpty else { return nil }
        let count = Double(known.count)
        let mean = known.reduce(0, +) / count
        value = mean
        replications = known.count
        guard known.count > 1 else {
            halfWidth = nil
            return
        }
        let variance = known.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / (count - 1)
        halfWidth =
            StudentT.quantile(0.5 + confidence / 2, degrees: count - 1) * (variance / count).squareRoot()
    }
}
