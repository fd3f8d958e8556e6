/// Writes a document as Markdown (CommonMark with the tables of GitHub), so that nothing in a scenario becomes markup.
struct MarkdownDocument {
    let document: ReportDocument

    /// The text, with a line feed at the end.
    var text: String {
        var parts = ["# \(Self.escaped(document.title))"]
        if !document.description.isEmpty { parts.append(Self.paragraph(Words(document.description))) }
        parts += document.blocks.map(block)
        return parts.joined(separator: "\n\n") + "\n"
    }

    private func block(_ block: ReportDocument.Block) -> String {
        switch block {
        case .heading(let level, let text, _): String(repeating: "#", count: level) + " " + Self.escaped(text)
        case .paragraph(let words): Self.paragraph(words)
        case .list(let items): items.map { "- " + Self.inline($0) }.joined(separator: "\n")
        case .numbered(let items):
            items.enumerated().map { "\($0 + 1). " + Self.inline($1) }.joined(separator: "\n")
        case .gap(let words): "> **Not answered:** " + Self.inline(words)
        case .code(let lines): Self.fenced(lines, "")
        case .diagram(let diagram): Self.fenced(diagram.mermaid, "mermaid")
        case .table(let table): self.table(table)
        }
    }

    private static func fenced(_ lines: String, _ language: String) -> String {
        // A fence is longer than any run of back quotes in what it holds.
        let longest = lines.split { $0 != "`" }.map(\.count).max() ?? 0
        let fence = String(repeating: "`", count: max(3, longest + 1))
        let clean = lines.split(separator: "\n", omittingEmptySubsequences: false)
            .map { String($0).withoutControls }.joined(separator: "\n")
        return "\(fence)\(language)\n\(clean)\n\(fence)"
    }

    private func table(_ table: ReportDocument.Table) -> String {
        let lines =
            [table.columns.map { Self.escaped($0) }, table.columns.map { _ in "---" }]
            + table.rows.map { row in row.map { Self.inline($0, inTable: true) } }
        let rows = lines.map { "| " + $0.joined(separator: " | ") + " |" }.joined(separator: "\n")
        return "**\(Self.escaped(table.caption))**\n\n\(rows)"
    }

    /// A paragraph; a sign at its beginning that would make it something else is escaped.
    private static func paragraph(_ words: Words) -> String {
        let text = inline(words)
        let digits = text.prefix { $0.isASCII && $0.isNumber }
        if !digits.isEmpty, let next = text.dropFirst(digits.count).first, ".)".contains(next) {
            return digits + "\\" + text.dropFirst(digits.count)
        }
        guard let first = text.first, "#+->=".contains(first) else { return text }
        return "\\" + text
    }

    private static func inline(_ words: Words, inTable: Bool = false) -> String {
        words.pieces.map { piece in
            switch piece {
            case .text(let text): escaped(text)
            case .code(let code): span(code, inTable: inTable)
            }
        }.joined()
    }

    /// Code between back quotes, more of them than it has itself.
    private static func span(_ code: String, inTable: Bool) -> String {
        let line = code.split(whereSeparator: \.isNewline).joined(separator: " ").withoutControls
        let longest = line.split { $0 != "`" }.map(\.count).max() ?? 0
        let fence = String(repeating: "`", count: longest + 1)
        let pad = line.hasPrefix("`") || line.hasSuffix("`") ? " " : ""
        let shown = inTable ? line.replacing("|", with: "\\|") : line
        return shown.isEmpty ? "" : "\(fence)\(pad)\(shown)\(pad)\(fence)"
    }

    /// A text whose signs mean themselves.
    static func escaped(_ text: String) -> String {
        let line = text.split(whereSeparator: \.isNewline).joined(separator: " ").withoutControls
        var escaped = ""
        var previous: Character = " "
        for (sign, next) in zip(line, line.dropFirst().map(Optional.some) + [nil]) {
            switch sign {
            case "\\", "*", "`", "<", "|", "~", "$": escaped += "\\\(sign)"
            // Brackets alone mean nothing; a link needs what follows them.
            case "]" where next.map("([:".contains) ?? false: escaped += "\\]"
            // Inside a word it is a sign like any other.
            case "_" where !(previous.isLetter || previous.isNumber) || !(next?.isLetter ?? false):
                escaped += "\\_"
            case "&" where next?.isLetter == true || next == "#": escaped += "&amp;"
            default: escaped.append(sign)
            }
            previous = sign
        }
        return escaped
    }
}
