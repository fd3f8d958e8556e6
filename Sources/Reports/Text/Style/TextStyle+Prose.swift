extension TextStyle {
    /// The widest that prose is set, however wide the terminal is.
    static let widestProse = 110

    /// A name and a line under it.
    func title(_ text: String) -> String {
        let lines = wrapped(shown(text.withoutControls), columns)
        let rule = String(repeating: isASCII ? "=" : "═", count: lines.map(\.displayWidth).max() ?? 0)
        return (lines.map { coloured($0, .heading) } + [rule]).joined(separator: "\n")
    }

    /// The heading of a section.
    func heading(_ text: String) -> String {
        wrapped(shown(text), columns).map { coloured($0, .heading) }.joined(separator: "\n")
    }

    /// A heading and its table.
    func section(_ heading: String, _ table: TextTable) -> String {
        "\(self.heading(heading))\n\(table.text(self))"
    }

    /// A line of its own: as it is where it fits, else broken between words, what follows indented by two more.
    func line(_ text: String) -> String {
        wrapped(shown(text), columns, hanging: 2).joined(separator: "\n")
    }

    /// Running text in lines of at most 110 characters.
    func prose(_ text: String) -> String {
        wrapped(shown(text), min(columns ?? Self.widestProse, Self.widestProse)).joined(separator: "\n")
    }

    /// Paragraphs that were broken into lines by hand: as they stand where they fit, else broken anew.
    func paragraphs(_ text: String) -> String {
        let text = shown(text)
        guard let columns else { return text }
        return text.components(separatedBy: "\n\n").map { paragraph in
            let lines = paragraph.split(separator: "\n", omittingEmptySubsequences: false)
            guard lines.contains(where: { String($0).displayWidth > columns }) else { return paragraph }
            let end = paragraph.hasSuffix("\n") ? "\n" : ""
            return wrapped(paragraph, columns).joined(separator: "\n") + end
        }.joined(separator: "\n\n")
    }

    /// Lines of at most so many characters, broken between words; a longer word stands alone.
    ///
    /// The indentation of the text is kept; lines after the first are indented by `hanging` more.
    func wrapped(_ text: String, _ columns: Int?, hanging: Int = 0) -> [String] {
        guard let columns, text.displayWidth > columns || text.contains("\n") else { return [text] }
        let indent = text.prefix { $0 == " " }.count
        var lines: [String] = []
        var current = String(repeating: " ", count: indent)
        var width = indent
        var isEmpty = true
        for word in text.split(whereSeparator: { $0 == " " || $0 == "\n" }).map(String.init) {
            let wordWidth = word.displayWidth
            if !isEmpty, width + 1 + wordWidth > columns {
                lines.append(current)
                current = String(repeating: " ", count: indent + hanging)
                width = indent + hanging
                isEmpty = true
            }
            current += isEmpty ? word : " \(word)"
            width += wordWidth + (isEmpty ? 0 : 1)
            isEmpty = false
        }
        return lines + [current]
    }
}
