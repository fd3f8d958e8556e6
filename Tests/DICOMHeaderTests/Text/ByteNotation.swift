/// Bytes in either of the standard's two notations: column/row as in `01/11`, or hexadecimal as in `0x1B` or `1B`.
///
/// Anything else traps: it is a mistake in a test.
func bytes(_ notation: String) -> [UInt8] {
    notation.split { $0 == " " || $0 == "\n" }.map { item in
        if let slash = item.firstIndex(of: "/"), let column = UInt8(item[..<slash]),
            let row = UInt8(item[item.index(after: slash)...])
        {
            return column << 4 | row
        }
        guard let byte = UInt8(item.hasPrefix("0x") ? item.dropFirst(2) : item, radix: 16) else {
            preconditionFailure("'\(item)' is no byte")
        }
        return byte
    }
}

/// The bytes of a text whose characters are all below U+0100, each as one byte.
func latin1(_ text: String) -> [UInt8] {
    text.unicodeScalars.map { UInt8($0.value) }
}

/// Code points, because Swift's strings are equal when they only look alike.
func codePoints(_ text: String) -> [UInt32] {
    text.unicodeScalars.map(\.value)
}

/// The four hexadecimal digits of every code point, for readable failures.
func hexadecimal(_ text: String) -> String {
    text.unicodeScalars.map { String($0.value, radix: 16, uppercase: true) }.joined(separator: " ")
}

/// A generator of a fixed sequence (G. Steele, D. Lea, C. Flood: Fast splittable pseudorandom number generators,
/// OOPSLA 2014).
struct SplitMix64: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ mixed >> 30) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ mixed >> 27) &* 0x94D0_49BB_1331_11EB
        return mixed ^ mixed >> 31
    }
}
