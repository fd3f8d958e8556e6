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

    /// Where the same map has `key` again, given where it has it first; the first place when it can't be found.
    ///
    /// In a block the second one stands in the same column, in a flow on the same line or one of the next.
    func placeOfSecond(key: String, after first: (line: Int, column: Int)) -> (line: Int, column: Int) {
        let spellings = [key, "\"\(key)\"", "'\(key)'"].map { Array($0.unicodeScalars) }
        let column = first.column - 1
        guard lines.indices.contains(first.line - 1), column >= 0 else { return first }
        let before = lines[first.line - 1].unicodeScalars.prefix(column).last { $0 != " " }
        let isFlow = before == "{" || before == ","
        for number in first.line...lines.count {
            let scalars = Array(lines[number - 1].unicodeScalars)
            for start in scalars.indices where number > first.line || start > column {
                guard isFlow || start == column else { continue }
                if isFlow, start > 0, !"{, ".unicodeScalars.contains(scalars[start - 1]) { continue }
                for spelling in spellings where scalars[start...].starts(with: spelling) {
                    let rest = scalars[(start + spelling.count)...].drop { $0 == " " }
                    if rest.first == ":" { return (number, start + 1) }
                }
            }
        }
        return first
    }
}
