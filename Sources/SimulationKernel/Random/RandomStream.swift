/// A named stream of random numbers.
///
/// Every use of randomness has its own stream, keyed by the master seed, the replication and a stable name
/// such as `site/St Anna/ct/reading`, never by the order in which objects are made. A design that adds a
/// site or a reader therefore leaves every other stream as it was, which is what common random numbers need.
///
/// The key is hashed to the 256 bits of state of xoshiro256++: two FNV-1a hashes of the name with different
/// offsets, mixed with seed and replication, each expanded by SplitMix64. Streams overlap with a
/// probability of about n²·L/2^256 for n streams of length L.
///
/// P. L'Ecuyer, R. Simard, E. J. Chen, W. D. Kelton, "An object-oriented random-number package with many
/// long streams and substreams", Operations Research 50 (2002), says what streams are for.
public struct RandomStream: BitSource, Sendable, Hashable, BitwiseCopyable {
    @usableFromInline var generator: Xoshiro256PlusPlus

    /// The stream of this name in this replication under this master seed.
    public init(seed: UInt64, replication: Int, name: String) {
        var first: UInt64 = 0xCBF2_9CE4_8422_2325
        var second: UInt64 = 0x6C62_272E_07BB_0142
        for byte in name.utf8 {
            first = (first ^ UInt64(byte)) &* 0x0000_0100_0000_01B3
            second = (second ^ UInt64(byte) ^ second &>> 29) &* 0x0000_0100_0000_01B3
        }
        var one = SplitMix64(state: seed ^ first)
        one.state = one.next() ^ UInt64(truncatingIfNeeded: replication)
        var two = SplitMix64(state: second &+ seed &* 0x9E37_79B9_7F4A_7C15)
        two.state = two.next() &+ UInt64(truncatingIfNeeded: replication)
        generator = Xoshiro256PlusPlus(state: (one.next(), two.next(), one.next(), two.next() | 1))
    }

    /// The next 64 random bits.
    @inlinable @inline(__always)
    public mutating func next() -> UInt64 { generator.next() }
}

/// The generator SplitMix64, which expands a seed to the state of another generator.
///
/// G. L. Steele, D. Lea, C. H. Flood, "Fast splittable pseudorandom number generators", OOPSLA 2014.
public struct SplitMix64: BitSource, Sendable, Hashable {
    /// The state, advanced by a constant at each number.
    public var state: UInt64

    /// A generator in this state.
    public init(state: UInt64) { self.state = state }

    /// The next 64 random bits.
    public mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ mixed &>> 30) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ mixed &>> 27) &* 0x94D0_49BB_1331_11EB
        return mixed ^ mixed &>> 31
    }
}
