/// Lets expectations stand in a file as people write them.
///
/// `- rtat(modality: ct).p95 < 30 min` is a map to YAML, because of the colon and the blank behind it. So the items of
/// the lists `expect` and `precision` at the top of a file are put in quotes before YAML reads them. The quote takes
/// the place of the first character, so that places in messages stay right.
enum ExpectationLines {
    private static let keys = ["expect:", "precision:"]

    /// The text with quotes around those items that need them; in time proportional to its length.
    static func quoted(_ text: String) -> String {
        guard
            keys.contains(where: {
                text.hasPrefix($0) || text.contains("\n" + $0) || text.contains("\r\n" + $0)
            })
        else { return text }
        var isInside = false
        var lines: [String] = []
        for line in text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline) {
            if let first = line.first, first != " ", first != "-", first != "#" {
                isInside = keys.contains { line.hasPrefix($0) && isBlank(line.dropFirst($0.count)) }
            }
            lines.append(isInside ? quoted(item: line) : String(line))
        }
        return lines.joined(separator: "\n")
    }

    /// An item `- …` of a list with its text in single quotes, unless it is quoted or a collection already.
    private static func quoted(item line: Substring) -> String {
        let indent = line.prefix { $0 == " " }
        let rest = line.dropFirst(indent.count)
        guard rest.hasPrefix("- ") else { return String(line) }
        let blanks = rest.dropFirst().prefix { $0 == " " }
        var body = rest.dropFirst(1 + blanks.count)
        guard let first = body.first, !"\"'{[#&*!|>%@`".contains(first) else { return String(line) }
        var comment = Substring()
        if let hash = body.firstRange(of: " #") {
            comment = body[hash.lowerBound...]
            body = body[..<hash.lowerBound]
        }
        let end = body.reversed().prefix { $0.isWhitespace }.count
        let text = body.dropLast(end)
        return "\(indent)-\(blanks)'\(text.replacing("'", with: "''"))'\(comment)"
    }

    private static func isBlank(_ text: Substring) -> Bool {
        let rest = text.drop { $0.isWhitespace }
        return rest.isEmpty || rest.hasPrefix("#")
    }
}
