#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#elseif canImport(Darwin)
    import Darwin
#endif

/// The text that each attribute had in the last file: neighbours in a folder mostly share them, and then share the
/// string instead of decoding and allocating another.
struct RecentTexts: ~Copyable {
    /// Longer values are not kept.
    private static let longest = 128
    private static let slots = WantedAttribute.allCases.count + 1
    /// The slot of the transfer syntax, behind those of the wanted attributes.
    static let transferSyntax = slots - 1

    private var texts = [String?](repeating: nil, count: slots)
    private var lengths = [Int](repeating: -1, count: slots)
    // Invariant: the bytes that made texts[slot] are bytes[slot * longest..<slot * longest + lengths[slot]].
    private let bytes: UnsafeMutablePointer<UInt8>

    init() { bytes = .allocate(capacity: Self.slots * Self.longest) }

    deinit { bytes.deallocate() }

    /// What the same bytes meant in the last file; nil when they were others. The outer optional says whether it is
    /// known, the inner one is the text.
    @inline(__always)
    func known(_ slot: Int, _ value: UnsafeBufferPointer<UInt8>) -> String?? {
        guard lengths[slot] == value.count else { return nil }
        if let base = value.baseAddress, memcmp(bytes + slot * Self.longest, base, value.count) != 0 {
            return nil
        }
        return .some(texts[slot])
    }

    /// Notes what bytes mean.
    mutating func note(_ slot: Int, _ value: UnsafeBufferPointer<UInt8>, _ text: String?) {
        guard value.count <= Self.longest else {
            lengths[slot] = -1
            return
        }
        if let base = value.baseAddress {
            (bytes + slot * Self.longest).update(from: base, count: value.count)
        }
        lengths[slot] = value.count
        texts[slot] = text
    }

    /// Forgets the texts, because the same bytes may mean something else: the character set is another.
    mutating func forget() {
        for slot in 0..<Self.slots where slot != Self.transferSyntax { lengths[slot] = -1 }
    }
}
