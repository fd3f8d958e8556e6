/// The lines of a text, for messages that show one of them.
struct SourceLines: Sendable {
    private let lines: [Substring]

    init(_ text: String) {
        // Also where lines end with a carriage return, which Swift takes with the line feed as one character.
        lines = text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline)
    }

    /// A line, from 1; nil when there is none.
    subscript(line: Int) -> String? {
        lines.indices.contains(line - 1) ? String(lines[line - 1]) : nil
    }

    /// Where the same map has `key` again, given where it has it first; nil when it can't be found.
    ///
    /// In a block the second one stands in the same column, in a flow behind a comma of the same map.
    func placeOfSecond(key: String, after first: (line: Int, column: Int)) -> (line: Int, column: Int)? {
        let column = first.column - 1
        guard lines.indices.contains(first.line - 1), column >= 0 else { return nil }
        let before = lines[first.line - 1].unicodeScalars.prefix(column).last { $0 != " " }
        if before == "{" || before == "," { return placeInFlow(of: key, after: first) }
        for number in first.line..<max(first.line, lines.count) {
            let scalars = Array(lines[number].unicodeScalars)
            if Self.has(key, scalars[min(column, scalars.count)...]) { return (number + 1, column + 1) }
        }
        return nil
    }

    private func placeInFlow(of key: String, after first: (line: Int, column: Int)) -> (
        line: Int, column: Int
    )? {
        var depth = 0
        var quote: Unicode.Scalar?
        var isEscaped = false
        var isBehindComma = false
        for number in first.line...lines.count {
            let scalars = Array(lines[number - 1].unicodeScalars)
            for (index, scalar) in scalars.enumerated() where number > first.line || index >= first.column - 1
            {
                if quote != nil {
                    let next = index + 1 < scalars.count ? scalars[index + 1] : " "
                    if isEscaped {
                        isEscaped = false
                    } else if quote == "\"" ? scalar == "\\" : scalar == "'" && next == "'" {
                        isEscaped = true
                    } else if scalar == quote {
                        quote = nil
                    }
                    continue
                }
                if scalar == " " || scalar == "\t" { continue }
                if scalar == "#", index == 0 || scalars[index - 1] == " " { break }
                if depth == 0, isBehindComma, Self.has(key, scalars[index...]) { return (number, index + 1) }
                switch scalar {
                case "{", "[": depth += 1
                case "}", "]": depth -= 1
                // Within a word it is an apostrophe.
                case "\"", "'":
                    let previous = index > 0 ? scalars[index - 1] : " "
                    if " \t{[,:".unicodeScalars.contains(previous) { quote = scalar }
                default: break
                }
                if depth < 0 { return nil }
                isBehindComma = scalar == "," && depth == 0
            }
        }
        return nil
    }

    /// Whether a part of a line begins with a key, in quotes or without.
    private static func has(_ key: String, _ scalars: ArraySlice<Unicode.Scalar>) -> Bool {
        [key, "\"\(key)\"", "'\(key)'"].contains { spelling in
            let spelling = Array(spelling.unicodeScalars)
            return scalars.starts(with: spelling)
                && scalars.dropFirst(spelling.count).first { $0 != " " } == ":"
        }
    }
}
