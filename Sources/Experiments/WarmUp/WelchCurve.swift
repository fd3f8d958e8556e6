/// The moving average by which a person sees where a series settles.
///
/// P. D. Welch, "The statistical analysis of simulation results", in *Computer Performance Modeling Handbook*, 1983;
/// A. M. Law, *Simulation Modeling and Analysis*, 5th ed., section 9.5.1: value i is the mean of the values from i − w
/// to i + w, near the beginning of those as far on either side as there are; the last w have none.
public enum WelchCurve {
    /// The moving average with `window` values on either side; takes time in proportion to the series.
    public static func of(_ series: [Double], window: Int) -> [Double] {
        let window = max(0, min(window, series.count / 4))
        var sums = [0.0]
        sums.reserveCapacity(series.count + 1)
        for value in series { sums.append(sums[sums.count - 1] + value) }
        return (0..<max(0, series.count - window)).map { index in
            let reach = min(window, index)
            return (sums[index + reach + 1] - sums[index - reach]) / Double(2 * reach + 1)
        }
    }
}
