/// A source of independent uniform numbers.
public protocol UniformSource {
    /// The next number, strictly between 0 and 1.
    mutating func uniform() -> Double
}

/// A source of uniform numbers whose bits are all random.
public protocol BitSource: UniformSource, RandomNumberGenerator {}

extension BitSource {
    /// The next number, strictly between 0 and 1: the middle of one of 2^53 equal cells.
    @inlinable @inline(__always)
    public mutating func uniform() -> Double {
        (Double(Int64(truncatingIfNeeded: next() &>> 11)) + 0.5) * 0x1p-53
    }
}
