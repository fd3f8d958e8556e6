/// A source of independent uniform numbers.
public protocol UniformSource {
    /// The next number, strictly between 0 and 1.
    mutating func uniform() -> Double
}

/// A source of uniform numbers whose bits are all random.
public protocol BitSource: UniformSource, RandomNumberGenerator {}

extension BitSource {
    /// The next number, strictly between 0 and 1: the middle of one of 2^52 equal cells.
    ///
    /// With 2^53 cells the middle of the last one would be rounded to 1.
    @inlinable @inline(__always)
    public mutating func uniform() -> Double {
        (Double(Int64(truncatingIfNeeded: next() &>> 12)) + 0.5) * 0x1p-52
    }
}
