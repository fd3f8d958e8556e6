/// A hash that is the same in every process, on every machine and in every version: FNV-1a with 64 bits.
///
/// Every step is a bijection of the state, so two texts that differ in one byte never have the same hash; that is what a
/// checksum against damage needs. It is no defence against somebody who looks for a collision.
///
/// G. Fowler, L. C. Noll, K.-P. Vo, D. Eastlake, "The FNV Non-Cryptographic Hash Algorithm", IETF draft
/// draft-eastlake-fnv; the test vectors of its section 6 are in the tests.
struct StableHash: Sendable {
    /// The hash of what was added so far.
    private(set) var value: UInt64 = 0xCBF2_9CE4_8422_2325

    /// Adds bytes in their order.
    mutating func add(_ bytes: some Sequence<UInt8>) {
        for byte in bytes { value = (value ^ UInt64(byte)) &* 0x0000_0100_0000_01B3 }
    }

    /// Adds a text and where it ends, so that "ab" and "c" differ from "a" and "bc".
    mutating func add(_ text: String) {
        add(text.utf8)
        add(CollectionOfOne(0xFF))
    }

    /// Adds a number, its lowest byte first.
    mutating func add(_ number: UInt64) {
        for shift in stride(from: 0, to: 64, by: 8) {
            add(CollectionOfOne(UInt8(truncatingIfNeeded: number >> UInt64(shift))))
        }
    }

    /// The hash of bytes.
    static func of(_ bytes: some Sequence<UInt8>) -> UInt64 {
        var hash = StableHash()
        hash.add(bytes)
        return hash.value
    }
}
