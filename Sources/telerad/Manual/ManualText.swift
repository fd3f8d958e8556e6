/// Text in the language of man pages (man(7)).
enum ManualText {
    /// Running text: nothing in it is taken for a request.
    static func escaped(_ text: String) -> String {
        var escaped = ""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\\": escaped += "\\e"
            case _ where scalar.isASCII: escaped.unicodeScalars.append(scalar)
            default:
                let digits = String(scalar.value, radix: 16, uppercase: true)
                escaped += "\\[u\(String(repeating: "0", count: max(0, 4 - digits.count)))\(digits)]"
            }
        }
        // A full stop or an apostrophe at the beginning would make it a request.
        return escaped.hasPrefix(".") || escaped.hasPrefix("'") ? "\\&\(escaped)" : escaped
    }

    /// What is typed as it stands: hyphens are to be copied as hyphens, quotes as quotes.
    static func literal(_ text: String) -> String {
        escaped(text).replacing("-", with: "\\-").replacing("'", with: "\\(aq").replacing("`", with: "\\(ga")
            .replacing("^", with: "\\(ha").replacing("~", with: "\\(ti")
    }

    static func bold(_ text: String) -> String { "\\fB\(literal(text))\\fR" }
    static func italic(_ text: String) -> String { "\\fI\(literal(text))\\fR" }

    /// Running text in which words that begin with two hyphens are options.
    static func prose(_ text: String) -> String {
        let words = escaped(text).split(separator: " ", omittingEmptySubsequences: false).map { word in
            String(word).contains("--") ? String(word).replacing("-", with: "\\-") : String(word)
        }
        return words.joined(separator: " ")
    }

    /// The columns that a page of 80 has for lines that keep their breaks.
    private static let columns = 72

    /// Commands, which keep their breaks; those that are too long are broken before an option. They begin further left than
    /// other text, because what stands in quotes is not broken.
    static func lines(_ lines: [Substring]) -> [String] {
        let indent = lines.map { $0.prefix { $0 == " " }.count }.min() ?? 0
        let commands = lines.flatMap { broken(String($0.dropFirst(indent))) }
        return [".PP", ".in 4n", ".nf"] + commands.map(literal) + [".fi", ".in"]
    }

    private static func broken(_ line: String) -> [String] {
        guard line.count > columns,
            let place = line.prefix(columns - 2).ranges(of: " --").last,
            line[..<place.lowerBound].contains(where: { $0 != " " })
        else { return [line] }
        return [line[..<place.lowerBound] + " \\"] + broken("  " + line[place.lowerBound...].dropFirst())
    }
}
