/// How a report for people is laid out: for a file, or for a terminal of some width.
///
/// A file has it plain: as wide as it comes, without colour or bars, the same bytes everywhere.
public struct TextStyle: Sendable {
    /// The characters that fit a line; nil for as many as there are. Tables that are wider are folded.
    public var columns: Int?
    /// Whether verdicts and headings are coloured; each verdict is a word all the same.
    public var isColoured: Bool
    /// Whether only ASCII is written, for terminals that know nothing else.
    public var isASCII: Bool
    /// Whether small bars stand beside the numbers.
    public var hasSparklines: Bool

    /// A style; plain unless told otherwise.
    public init(
        columns: Int? = nil, isColoured: Bool = false, isASCII: Bool = false, hasSparklines: Bool = false
    ) {
        self.columns = columns
        self.isColoured = isColoured
        self.isASCII = isASCII
        self.hasSparklines = hasSparklines
    }

    /// For files and pipes.
    public static let plain = TextStyle()

    /// The text in a colour, where there are colours.
    func coloured(_ text: String, _ tone: Tone?) -> String {
        guard isColoured, let tone, !text.isEmpty else { return text }
        return tone.applied(to: text)
    }

    /// The text in the characters that the terminal has.
    func shown(_ text: String) -> String { isASCII ? text.asASCII : text }
}

/// What colour says: ANSI's attributes (ECMA-48, SGR), which every terminal has.
public enum Tone: String, Sendable {
    case good = "32"
    case bad = "1;31"
    case undecided = "33"
    case heading = "1"

    /// The text between the attribute and its end.
    public func applied(to text: String) -> String { "\u{1B}[\(rawValue)m\(text)\u{1B}[0m" }
}
