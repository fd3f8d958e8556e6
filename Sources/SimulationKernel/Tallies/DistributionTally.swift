/// Count, moments, extremes and quantiles of spans of time, in flat memory.
///
/// Count, sums and extremes are exact integers; quantiles come from a histogram whose buckets are 1/128
/// of their octave wide, interpolated within the bucket, so a quantile is within 0.8 % of the exact one
/// (far closer where the density is smooth). Two tallies merge exactly: in any order and grouping the
/// merge equals the tally of all values. Recording is O(1) and allocates once, at the first value.
///
/// The bucket scheme is that of G. Tene's HdrHistogram with seven bits of precision.
public struct DistributionTally: Sendable, Hashable {
    /// How many values were recorded.
    public private(set) var count = 0
    /// The smallest value; meaningless while `count` is 0.
    public private(set) var minimum = Duration(microseconds: .max)
    /// The largest value; meaningless while `count` is 0.
    public private(set) var maximum = Duration(microseconds: .min)

    @usableFromInline var sum: Int128 = 0
    @usableFromInline var sumOfSquares: UInt128 = 0
    @usableFromInline var buckets: [UInt64] = []

    /// A tally of no values.
    public init() {}

    /// Records one span; negative ones count as zero, those beyond 142 years as 142 years.
    public mutating func record(_ span: Duration) {
        let value = max(0, min(SimulationTime.latest.microseconds, span.microseconds))
        if buckets.isEmpty { buckets = [UInt64](repeating: 0, count: Self.bucketCount) }
        count &+= 1
        sum &+= Int128(value)
        let square = UInt64(value).multipliedFullWidth(by: UInt64(value))
        sumOfSquares &+= UInt128(square.high) << 64 | UInt128(square.low)
        if value < minimum.microseconds { minimum.microseconds = value }
        if value > maximum.microseconds { maximum.microseconds = value }
        buckets[Self.bucket(of: UInt64(value))] &+= 1
    }

    /// Adds all values of another tally.
    public mutating func merge(_ other: DistributionTally) {
        guard other.count > 0 else { return }
        if buckets.isEmpty { buckets = [UInt64](repeating: 0, count: Self.bucketCount) }
        count += other.count
        sum += other.sum
        sumOfSquares &+= other.sumOfSquares
        minimum = min(minimum, other.minimum)
        maximum = max(maximum, other.maximum)
        for index in buckets.indices { buckets[index] += other.buckets[index] }
    }

    /// The sum of all values in seconds.
    public var totalSeconds: Double { Double(sum) / 1e6 }

    /// The mean in seconds; nil without values.
    public var meanSeconds: Double? { count == 0 ? nil : Double(sum) / Double(count) / 1e6 }

    /// The sample standard deviation in seconds; nil with fewer than two values.
    public var standardDeviationSeconds: Double? {
        guard count > 1 else { return nil }
        // About the mean's whole part the sum of squares stays an exact integer, so nothing cancels:
        // Σ(x−m)² = Σx² − m(2Σx − nm), whose true value fits although its terms may wrap.
        let number = UInt128(count)
        let total = UInt128(truncatingIfNeeded: sum)
        let (center, remainder) = total.quotientAndRemainder(dividingBy: number)
        let aboutCenter = sumOfSquares &- center &* (total &+ remainder)
        let correction = Double(remainder) * (Double(remainder) / Double(count))
        return ((Double(aboutCenter) - correction) / Double(count - 1)).squareRoot() / 1e6
    }

    /// The value, in seconds, below which the given share of values lies; nil without values.
    ///
    /// `probability` is taken between 0 and 1. The cost is one pass over the buckets.
    public func quantileSeconds(_ probability: Double) -> Double? {
        guard count > 0 else { return nil }
        let rank = max(0, min(1, probability)) * Double(count)
        var below = 0.0
        for (index, inBucket) in buckets.enumerated() where inBucket > 0 {
            let through = below + Double(inBucket)
            if through >= rank {
                let bounds = Self.bounds(ofBucket: index)
                let width = Double(bounds.upperBound - bounds.lowerBound)
                let share = width <= 1 ? 0 : (rank - below) / Double(inBucket)
                let value = Double(bounds.lowerBound) + share * width
                let clamped = max(Double(minimum.microseconds), min(Double(maximum.microseconds), value))
                return clamped / 1e6
            }
            below = through
        }
        return maximum.seconds
    }

    /// The shares of values at or below each of some spans, which ascend; empty without values.
    ///
    /// A share is within that of one bucket, whose width is 1/128 of its octave, and interpolated within it; below the
    /// smallest value it is 0 and from the largest on 1, exactly. The cost is one pass over the buckets.
    public func cumulativeShares(at spans: [Duration]) -> [Double] {
        guard count > 0 else { return [] }
        var shares: [Double] = []
        shares.reserveCapacity(spans.count)
        var next = 0
        var below = 0.0
        for span in spans {
            if span < minimum || span >= maximum {
                shares.append(span < minimum ? 0 : 1)
                continue
            }
            let value = UInt64(span.microseconds)
            let bucket = Self.bucket(of: value)
            while next < bucket {
                below += Double(buckets[next])
                next += 1
            }
            let bounds = Self.bounds(ofBucket: bucket)
            // A bucket of one value holds what is at or below it.
            let share = Double(value - bounds.lowerBound + 1) / Double(bounds.count)
            shares.append(min(1, (below + share * Double(buckets[bucket])) / Double(count)))
        }
        return shares
    }
}

extension DistributionTally {
    /// Buckets for values below 2^52 µs: 128 exact ones, then 128 an octave.
    private static let bucketCount = (52 - 7 + 1) * 128

    private static func bucket(of value: UInt64) -> Int {
        if value < 128 { return Int(value) }
        let octave = 63 - value.leadingZeroBitCount
        return (octave - 6) << 7 | Int(value >> UInt64(octave - 7)) & 127
    }

    private static func bounds(ofBucket index: Int) -> Range<UInt64> {
        if index < 128 { return UInt64(index)..<UInt64(index) + 1 }
        let octave = index >> 7 + 6
        let width = UInt64(1) << UInt64(octave - 7)
        let low = (UInt64(128) | UInt64(index & 127)) * width
        return low..<low + width
    }
}
