/// A text as blocks: each begins with a key at the left margin and goes on to the next.
struct SourceBlocks {
    private let lines: [Substring]
    /// The indices of the lines that begin one.
    private let starts: [Int]

    init(_ text: String) {
        let lines = text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline)
        self.lines = lines
        starts = lines.indices.filter { index in
            guard let first = lines[index].first else { return false }
            return !first.isWhitespace && !"#-.%[]{},".contains(first)
        }
    }

    /// The block that a line, from 1, belongs to; nil in front of the first.
    func index(ofLine line: Int) -> Int? { starts.lastIndex { $0 < line } }

    /// The text with empty lines in place of a block, so that all others keep their places.
    func text(without block: Int) -> String {
        let end = block + 1 < starts.count ? starts[block + 1] : lines.count
        return joined(emptying: starts[block]..<end)
    }

    /// The text up to a block.
    func text(before block: Int) -> String { joined(emptying: starts[block]..<lines.count) }

    private func joined(emptying range: Range<Int>) -> String {
        lines.enumerated().map { range.contains($0.offset) ? "" : $0.element }.joined(separator: "\n")
    }

    /// The text in which the key at a place is another one that no author writes, of the same length; nil for a key
    /// without characters.
    ///
    /// Its first character becomes one of the private use area of Unicode, so that everything keeps its place.
    func text(hiding key: (line: Int, column: Int), number: Int) -> String? {
        guard lines.indices.contains(key.line - 1), number < 0x1000,
            let sign = Unicode.Scalar(0xE000 + UInt32(number))
        else { return nil }
        var scalars = Array(lines[key.line - 1].unicodeScalars)
        var index = key.column - 1
        guard scalars.indices.contains(index) else { return nil }
        let quote = scalars[index]
        if quote == "\"" || quote == "'" { index += 1 }
        guard scalars.indices.contains(index), scalars[index] != quote || index == key.column - 1 else {
            return nil
        }
        scalars[index] = sign
        var line = ""
        line.unicodeScalars.append(contentsOf: scalars)
        var all = lines
        all[key.line - 1] = line[...]
        return all.joined(separator: "\n")
    }
}
