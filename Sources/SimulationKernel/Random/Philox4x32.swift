/// The counter-based generator Philox4x32-10: block n of a key is a function of n, so any number of a
/// stream can be had without those before it.
///
/// J. K. Salmon, M. A. Moraes, R. O. Dror, D. E. Shaw, "Parallel random numbers: as easy as 1, 2, 3", SC 2011.
public struct Philox4x32: BitSource, Sendable, Hashable {
    /// The two words of the key.
    public let key: SIMD2<UInt32>
    /// The counter of the next block.
    public private(set) var counter: SIMD4<UInt32>
    private var block = SIMD4<UInt32>()
    private var position = 4

    /// A generator with this key that starts at this counter (word 0 counts fastest).
    public init(key: SIMD2<UInt32>, counter: SIMD4<UInt32> = .zero) {
        self.key = key
        self.counter = counter
    }

    /// The four random words that belong to a counter under a key.
    public static func block(counter: SIMD4<UInt32>, key: SIMD2<UInt32>) -> SIMD4<UInt32> {
        var words = counter
        var roundKey = key
        for _ in 0..<10 {
            let first = UInt64(words[0]) * 0xD251_1F53
            let second = UInt64(words[2]) * 0xCD9E_8D57
            words = SIMD4(
                UInt32(truncatingIfNeeded: second >> 32) ^ words[1] ^ roundKey[0],
                UInt32(truncatingIfNeeded: second),
                UInt32(truncatingIfNeeded: first >> 32) ^ words[3] ^ roundKey[1],
                UInt32(truncatingIfNeeded: first))
            roundKey[0] &+= 0x9E37_79B9
            roundKey[1] &+= 0xBB67_AE85
        }
        return words
    }

    /// The next 64 random bits: two words of the block, the earlier one low.
    public mutating func next() -> UInt64 {
        if position == 4 {
            block = Philox4x32.block(counter: counter, key: key)
            position = 0
            for word in 0..<4 {
                counter[word] &+= 1
                if counter[word] != 0 { break }
            }
        }
        let bits = UInt64(block[position]) | UInt64(block[position + 1]) << 32
        position += 2
        return bits
    }
}
