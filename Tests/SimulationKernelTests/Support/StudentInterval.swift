/// A mean over independent replications, with the interval that a right program leaves once in a million runs.
struct ReplicationMean {
    let mean: Double
    let halfWidth: Double

    /// `quantile` is that of Student's t at 1 − 5·10⁻⁷ with one degree of freedom less than there are values.
    init(_ values: [Double], quantile: Double) {
        let count = Double(values.count)
        let mean = values.reduce(0, +) / count
        let squares = values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
        self.mean = mean
        halfWidth = quantile * (squares / (count - 1) / count).squareRoot()
    }

    /// Whether the interval has a value inside and is narrow enough to mean something.
    func agrees(with expected: Double, within share: Double) -> Bool {
        abs(mean - expected) <= halfWidth && halfWidth <= share * abs(expected)
    }
}

/// Student's t at 1 − 5·10⁻⁷ with 39 degrees of freedom (SciPy 1.17).
let studentOf40 = 5.794287
/// The same for very many degrees of freedom: the normal quantile.
let normalOfMany = 4.8916
