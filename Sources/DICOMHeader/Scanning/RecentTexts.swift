/// The text that each attribute had in the last files: neighbours in a folder mostly share them, and then share the
/// string instead of allocating another.
struct RecentTexts {
    private var texts: [String]

    /// The slot of the transfer syntax, behind those of the wanted attributes.
    static let transferSyntax = WantedAttribute.allCases.count

    init() { texts = Array(repeating: "", count: Self.transferSyntax + 1) }

    /// The bytes as text; bytes that are no UTF-8 become U+FFFD.
    mutating func text(_ slot: Int, _ bytes: UnsafeBufferPointer<UInt8>) -> String {
        if Self.isEqual(&texts[slot], bytes) { return texts[slot] }
        let text = String(decoding: bytes, as: UTF8.self)
        texts[slot] = text
        return text
    }

    @inline(__always)
    private static func isEqual(_ text: inout String, _ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
        guard text.utf8.count == bytes.count else { return false }
        return text.withUTF8 { text in
            guard let one = text.baseAddress, let other = bytes.baseAddress else { return bytes.isEmpty }
            for index in 0..<bytes.count where one[index] != other[index] { return false }
            return true
        }
    }
}
