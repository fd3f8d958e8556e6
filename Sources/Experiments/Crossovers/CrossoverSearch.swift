import ScenarioFiles

/// Finds where two designs are equal in a measure.
///
/// Both designs are run on the same random numbers at every value of the parameter, so the mean of the paired
/// differences is one fixed function of the parameter, and its root is found as that of any function: bracketed on a
/// grid, then by regula falsi with bisection (the sample-path idea of H. Chen, B. W. Schmeiser, "Stochastic root
/// finding via retrospective approximation", IIE Transactions 33, 2001). A bracket counts only when both its ends are
/// decided, with Bonferroni's correction for the number of points on the grid.
///
/// The interval of a crossing is the set of values at which a paired t test at 5 % does not reject equality: the
/// inversion of the test, as E. C. Fieller ("Some problems in interval estimation", JRSS B 16, 1954) does for the root
/// of a fitted line, but without supposing a line. Whatever the shape of the difference, the true crossing lies inside
/// with 95 %, as far as the mean of differences is normal. A bootstrap would need more replications than are usual.
public struct CrossoverSearch: Sendable {
    /// The values that the parameter may have.
    public let range: ParameterRange
    /// How many points the grid has, unless the range says.
    public static let gridPoints = 9
    /// How near to each other, as a share of the range, the ends of a final bracket are.
    public static let tolerance = 0.0005

    /// A search over a range.
    public init(over range: ParameterRange) { self.range = range }

    /// The values of the grid: those that the range names, but not each of very many whole numbers.
    public var grid: [Double] {
        if let named = range.namedValues, range.saysHowMany || named.count <= Self.gridPoints { return named }
        return range.values(count: Self.gridPoints)
    }

    /// Searches; `evaluate` runs both designs at a value of the parameter.
    ///
    /// It is called for each value once, first for the grid, then some ten times for each crossing.
    public func run<Failure: Error>(
        _ evaluate: (Double) async throws(Failure) -> PairedPoint
    ) async throws(Failure) -> Crossover {
        var known: [Double: PairedPoint] = [:]
        var points: [PairedPoint] = []
        for value in grid {
            let point = try await evaluate(value)
            known[value] = point
            points.append(point)
        }
        let confidence = 1 - 0.05 / Double(points.count)
        let decided = points.map { ($0, $0.smaller(confidence: confidence)) }.filter {
            $0.1 == .first || $0.1 == .second
        }
        var crossings: [Crossover.Crossing] = []
        for (left, right) in zip(decided, decided.dropFirst()) where left.1 != right.1 {
            crossings.append(try await crossing(left.0, right.0, left.1, &known, evaluate))
        }
        let outcome: Crossover.Outcome =
            if !crossings.isEmpty {
                .crossings
            } else if let first = decided.first {
                .none(smaller: first.1)
            } else {
                points.allSatisfy { $0.smaller() == .equal } ? .equal : .undecided
            }
        return Crossover(
            outcome: outcome, crossings: crossings, grid: points, gridConfidence: confidence,
            evaluations: known.count)
    }

    /// The crossing between two points at which different designs are the smaller one.
    private func crossing<Failure: Error>(
        _ left: PairedPoint, _ right: PairedPoint, _ smallerBelow: PairedPoint.Side,
        _ known: inout [Double: PairedPoint], _ evaluate: (Double) async throws(Failure) -> PairedPoint
    ) async throws(Failure) -> Crossover.Crossing {
        // So that the difference falls from left to right.
        let sign: Double = smallerBelow == .first ? 1 : -1
        let mean = { (point: PairedPoint) in sign * (point.difference()?.value ?? 0) }
        let half = { (point: PairedPoint) in point.difference()?.halfWidth ?? .infinity }
        let root = try await zero(of: mean, left, right, &known, evaluate)
        // Left of the lower end the test says "still the first", right of the upper end "the other by now".
        let lower = try await zero(of: { mean($0) - half($0) }, left, root.right, &known, evaluate)
        let upper = try await zero(of: { mean($0) + half($0) }, root.left, right, &known, evaluate)
        let before = mean(root.left)
        let after = mean(root.right)
        let share = before > after ? before / (before - after) : 0.5
        let value = root.left.value + share * (root.right.value - root.left.value)
        return Crossover.Crossing(
            value: value, lower: min(value, lower.left.value), upper: max(value, upper.right.value),
            smallerBelow: smallerBelow)
    }

    /// Two values near each other between which a function falls through zero.
    ///
    /// - Parameters:
    ///   - function: not negative at `left`, not positive at `right`.
    private func zero<Failure: Error>(
        of function: (PairedPoint) -> Double, _ left: PairedPoint, _ right: PairedPoint,
        _ known: inout [Double: PairedPoint], _ evaluate: (Double) async throws(Failure) -> PairedPoint
    ) async throws(Failure) -> (left: PairedPoint, right: PairedPoint) {
        var left = left
        var right = right
        var step = 0
        while step < 60 {
            let begin = range.share(of: left.value)
            let end = range.share(of: right.value)
            if range.isWhole ? right.value - left.value <= 1 : end - begin <= Self.tolerance { break }
            step += 1
            let high = function(left)
            let low = function(right)
            // Every third step halves, so that a curve can't keep one end where it is for long.
            var share = 0.5
            if step % 3 != 0, high > low, high.isFinite, low.isFinite { share = high / (high - low) }
            // A little beyond the guess, so that the bracket closes from both sides.
            let margin = min(0.1, Self.tolerance / 2 / (end - begin))
            share = max(margin, min(1 - margin, share))
            guard let value = between(left.value, right.value, at: begin + share * (end - begin)) else {
                break
            }
            let point: PairedPoint
            if let earlier = known[value] {
                point = earlier
            } else {
                point = try await evaluate(value)
                known[value] = point
            }
            if function(point) > 0 { left = point } else { right = point }
        }
        return (left, right)
    }

    /// The value at a share of the range, strictly between two others; nil when there is none.
    private func between(_ left: Double, _ right: Double, at share: Double) -> Double? {
        let value = range.nearestValue(to: share)
        if value > left, value < right { return value }
        // Rounding has taken it to an end: halve.
        let middle = range.nearestValue(to: (range.share(of: left) + range.share(of: right)) / 2)
        return middle > left && middle < right ? middle : nil
    }
}
