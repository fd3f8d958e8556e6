/// The generator xoshiro256++ 1.0: 256 bits of state, period 2^256 − 1, about a nanosecond a number.
///
/// D. Blackman and S. Vigna, "Scrambled linear pseudorandom number generators", ACM TOMS 47 (2021).
public struct Xoshiro256PlusPlus: BitSource, Sendable, Hashable, BitwiseCopyable {
    @usableFromInline var s0: UInt64
    @usableFromInline var s1: UInt64
    @usableFromInline var s2: UInt64
    @usableFromInline var s3: UInt64
    /// What ``next()`` hands out, made ahead: a draw then waits for one load instead of four operations.
    @usableFromInline var ahead: UInt64

    /// A generator in the given state, which must not be all zeros.
    @inlinable
    public init(state: (UInt64, UInt64, UInt64, UInt64)) {
        precondition(
            state.0 | state.1 | state.2 | state.3 != 0, "xoshiro256++ needs a state that is not all zeros")
        (s0, s1, s2, s3) = state
        ahead = 0
        ahead = scrambled
    }

    /// The output function of the present state.
    @inlinable @inline(__always)
    var scrambled: UInt64 {
        let sum = s0 &+ s3
        return (sum &<< 23 | sum &>> 41) &+ s0
    }

    /// The next 64 random bits.
    @inlinable @inline(__always)
    public mutating func next() -> UInt64 {
        let result = ahead
        let shifted = s1 &<< 17
        s2 ^= s0
        s3 ^= s1
        s1 ^= s2
        s0 ^= s3
        s2 ^= shifted
        s3 = s3 &<< 45 | s3 &>> 19
        ahead = scrambled
        return result
    }
}
