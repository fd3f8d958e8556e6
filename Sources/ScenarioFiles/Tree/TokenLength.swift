/// How many characters of a line belong together, for editors that underline them.
enum TokenLength {
    /// The length of the YAML token that a part of a line begins with; at least 1 where there is a character.
    static func of(_ line: ArraySlice<Unicode.Scalar>) -> Int {
        guard let first = line.first else { return 0 }
        let length =
            switch first {
            case "\"", "'": quoted(line, first)
            case "{": bracketed(line, first, "}")
            case "[": bracketed(line, first, "]")
            default: plain(line)
            }
        return max(1, length)
    }

    private static func quoted(_ line: ArraySlice<Unicode.Scalar>, _ quote: Unicode.Scalar) -> Int {
        var previous = quote
        for (index, scalar) in line.enumerated().dropFirst() {
            if scalar == quote, previous != "\\" { return index + 1 }
            previous = scalar
        }
        return line.count
    }

    private static func bracketed(
        _ line: ArraySlice<Unicode.Scalar>, _ open: Unicode.Scalar, _ close: Unicode.Scalar
    ) -> Int {
        var depth = 0
        for (index, scalar) in line.enumerated() {
            if scalar == open { depth += 1 }
            if scalar == close { depth -= 1 }
            if depth == 0 { return index + 1 }
        }
        return line.count
    }

    /// A key ends before its colon, a value before what ends it in a flow, and both before a comment.
    private static func plain(_ line: ArraySlice<Unicode.Scalar>) -> Int {
        let scalars = Array(line)
        var end = scalars.count
        for (index, scalar) in scalars.enumerated() {
            let next = index + 1 < scalars.count ? scalars[index + 1] : " "
            let isEnd =
                "]},".unicodeScalars.contains(scalar) || (scalar == ":" && (next == " " || next == "\r"))
                || (scalar == "#" && index > 0 && scalars[index - 1] == " ")
            if isEnd {
                end = index
                break
            }
        }
        while end > 0, scalars[end - 1].properties.isWhitespace { end -= 1 }
        return end
    }
}
