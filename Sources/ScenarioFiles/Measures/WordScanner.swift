/// Reads a short text from left to right, and knows where it is.
struct WordScanner {
    private let scalars: [Unicode.Scalar]
    private(set) var offset = 0

    init(_ text: String) { scalars = Array(text.unicodeScalars) }

    var isAtEnd: Bool { offset == scalars.count }
    var next: Unicode.Scalar? { isAtEnd ? nil : scalars[offset] }

    /// What has not been read, short enough for a message.
    var rest: String { Self.string(scalars[offset...]).shortened }

    func problem(_ message: String) -> TextProblem { TextProblem(message: message, offset: offset) }

    mutating func skipBlanks() {
        while let next, next.properties.isWhitespace { offset += 1 }
    }

    /// Whether the whole of `text` comes next; then it is read.
    mutating func take(_ text: String) -> Bool {
        guard scalars[offset...].starts(with: text.unicodeScalars) else { return false }
        offset += text.unicodeScalars.count
        return true
    }

    /// Letters, digits and underscores from here; may be empty.
    mutating func word() -> String {
        let start = offset
        while let next, next == "_" || next.properties.isAlphabetic || ("0"..."9").contains(next) {
            offset += 1
        }
        return Self.string(scalars[start..<offset])
    }

    /// The text before the first of some scalars or the end, without blanks at its end.
    mutating func text(until ends: String) -> String {
        let start = offset
        while let next, !ends.unicodeScalars.contains(next) { offset += 1 }
        let taken = scalars[start..<offset]
        let blanks = taken.reversed().prefix { $0.properties.isWhitespace }.count
        return Self.string(taken.dropLast(blanks))
    }

    private static func string(_ scalars: ArraySlice<Unicode.Scalar>) -> String {
        String(String.UnicodeScalarView(scalars))
    }
}
