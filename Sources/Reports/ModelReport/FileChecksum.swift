/// The checksum of a file's bytes as the command `cksum` of POSIX.1 has it, and their number: enough to see whether a file is
/// the one that is meant, no defence against forgery.
public struct FileChecksum: Hashable, Sendable {
    /// The cyclic redundancy check.
    public let value: UInt32
    /// The bytes of the file.
    public let byteCount: Int

    /// The checksum of bytes; O(n).
    public init(_ bytes: some Collection<UInt8>) {
        var remainder: UInt32 = 0
        func add(_ byte: UInt8) {
            remainder ^= UInt32(byte) << 24
            for _ in 0..<8 {
                remainder = remainder & 0x8000_0000 == 0 ? remainder << 1 : remainder << 1 ^ 0x04C1_1DB7
            }
        }
        for byte in bytes { add(byte) }
        // The number of bytes follows them, lowest byte first, in as few as it needs.
        var count = bytes.count
        while count > 0 {
            add(UInt8(truncatingIfNeeded: count))
            count >>= 8
        }
        value = ~remainder
        byteCount = bytes.count
    }
}
