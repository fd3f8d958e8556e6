import Teleradiology

/// Decides after how many replications every target is met.
///
/// Stopping at the first replication at which an interval happens to be narrow enough favours samples whose variance is
/// underestimated, so such intervals cover less than they say. Two things counter it. There are at least ten
/// replications (A. M. Law, *Simulation Modeling and Analysis*, 5th ed., section 9.4.1). And the targets must stay met
/// for a stretch of further replications: five, or one in twenty of those made once they are more than a hundred
/// (K. Hoad, S. Robinson, R. Davies, "Automated selection of the number of replications for a discrete-event
/// simulation", Journal of the Operational Research Society 61, 2010).
///
/// The decision depends on the replications in their order alone, never on which of them finished first.
public struct StoppingRule: Sendable {
    /// The fewest replications.
    public static let fewest = 10

    /// The targets.
    public let targets: [PrecisionTarget]
    /// The replications so far.
    public private(set) var count = 0

    private let minimum: Int
    private var tallies: [RunningMoments]
    /// The number of replications since which all targets have been met without a break.
    private var metSince: Int?

    /// A rule for targets; `minimum` replications are made in any case, and ten at least.
    public init(_ targets: [PrecisionTarget], minimum: Int) {
        self.targets = targets
        self.minimum = max(Self.fewest, minimum)
        tallies = targets.map { _ in RunningMoments() }
    }

    /// Whether the targets have been met for long enough.
    public var isSatisfied: Bool {
        metSince.map { count - $0 >= Self.lookAhead(after: $0) } ?? false
    }

    /// Takes the values of the next replication, one for each target; nil where it has none.
    public mutating func add(_ values: [Double?]) {
        count += 1
        for index in tallies.indices {
            if index < values.count, let value = values[index] { tallies[index].add(value) }
        }
        let isMet =
            count >= minimum
            && zip(targets, tallies).allSatisfy { target, tally in
                tally.halfWidth.map { $0 <= target.largestHalfWidth(at: tally.mean) } ?? false
            }
        metSince = isMet ? metSince ?? count : nil
    }

    /// For how many further replications targets must stay met.
    static func lookAhead(after count: Int) -> Int { count <= 100 ? 5 : count / 20 }
}

/// Mean and variance of values that come one by one (B. P. Welford, Technometrics 4, 1962).
private struct RunningMoments: Sendable {
    private var count = 0.0
    private(set) var mean = 0.0
    private var squares = 0.0

    mutating func add(_ value: Double) {
        count += 1
        let difference = value - mean
        mean += difference / count
        squares += difference * (value - mean)
    }

    /// Half the width of the 95 % interval; nil with fewer than two values.
    var halfWidth: Double? {
        guard count > 1 else { return nil }
        return StudentT.quantile(0.975, degrees: count - 1) * (squares / (count - 1) / count).squareRoot()
    }
}
