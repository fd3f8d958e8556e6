/// A piece of a page. Text is escaped on its way in, so that nothing in a scenario becomes markup.
///
/// What it writes is HTML and well-formed XML at once: every element is closed and every attribute quoted.
struct HTML: Sendable, ExpressibleByStringInterpolation {
    /// The markup.
    private(set) var markup: String

    /// A text, escaped; characters that XML 1.0 does not have, and other controls, become question marks.
    init(_ text: String) { markup = XMLText.escaped(text) }

    init(stringLiteral text: String) { self.init(text) }

    /// Markup that is made by the house itself, such as a chart.
    init(made markup: String) { self.markup = markup }

    /// An element with its attributes in order, and what is in it.
    static func element(
        _ name: String, _ attributes: KeyValuePairs<String, String> = [:], _ children: [HTML]
    ) -> HTML {
        var markup = "<\(name)"
        for (key, value) in attributes { markup += " \(key)=\"\(XMLText.escaped(value))\"" }
        markup += ">"
        for child in children { markup += child.markup }
        markup += "</\(name)>"
        if blocks.contains(name) { markup += "\n" }
        return HTML(made: markup)
    }

    /// An element with its attributes in order, and what is in it.
    static func element(
        _ name: String, _ attributes: KeyValuePairs<String, String> = [:], _ children: HTML...
    ) -> HTML {
        element(name, attributes, children)
    }

    /// An element that has nothing in it.
    static func void(_ name: String, _ attributes: KeyValuePairs<String, String> = [:]) -> HTML {
        var markup = "<\(name)"
        for (key, value) in attributes { markup += " \(key)=\"\(XMLText.escaped(value))\"" }
        return HTML(made: markup + "/>\n")
    }

    /// A paragraph.
    static func p(_ children: HTML...) -> HTML { element("p", [:], children) }

    /// Pieces one behind the other.
    static func joined(_ pieces: [HTML]) -> HTML { HTML(made: pieces.map(\.markup).joined()) }

    /// Whether there is nothing.
    var isEmpty: Bool { markup.isEmpty }

    /// Nothing.
    static let nothing = HTML(made: "")

    /// Elements behind which a line ends, so that a page can be read as text.
    private static let blocks: Set<String> = [
        "html", "head", "body", "header", "main", "footer", "section", "nav", "div", "p", "h1", "h2", "h3",
        "ul", "ol", "li", "dl", "dt", "dd", "figure", "figcaption", "details", "summary", "table", "caption",
        "thead", "tbody", "tr", "title", "style",
    ]
}
