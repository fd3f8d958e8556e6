/// A text with pieces of code in it; how either is written is up to who writes the document.
struct Words: Sendable, Hashable, ExpressibleByStringInterpolation {
    enum Piece: Sendable, Hashable {
        case text(String)
        /// A key, a command, a name of a stream.
        case code(String)
    }

    var pieces: [Piece]

    init(_ text: String) { pieces = [.text(text)] }
    init(stringLiteral text: String) { self.init(text) }
    init(stringInterpolation: StringInterpolation) { pieces = stringInterpolation.pieces }

    /// Code alone.
    static func code(_ code: String) -> Words {
        var words = Words("")
        words.pieces = [.code(code)]
        return words
    }

    struct StringInterpolation: StringInterpolationProtocol {
        var pieces: [Piece] = []
        init(literalCapacity: Int, interpolationCount: Int) {}
        mutating func appendLiteral(_ literal: String) { pieces.append(.text(literal)) }
        mutating func appendInterpolation(_ value: some CustomStringConvertible) {
            pieces.append(.text(value.description))
        }
        mutating func appendInterpolation(code: String) { pieces.append(.code(code)) }
        mutating func appendInterpolation(_ words: Words) { pieces += words.pieces }
    }

    /// The text without a mark for code.
    var plain: String {
        pieces.map {
            switch $0 {
            case .text(let text), .code(let text): text
            }
        }.joined()
    }
}

/// A document of headings, paragraphs, lists and tables, which HTML and Markdown are written from.
struct ReportDocument: Sendable {
    enum Block: Sendable {
        /// A heading of level 2 to 4, and the name that links lead to.
        case heading(Int, String, id: String)
        case paragraph(Words)
        case list([Words])
        case numbered([Words])
        case table(Table)
        /// Lines to be typed or read as they stand.
        case code(String)
        /// What nobody has answered, and where to write it.
        case gap(Words)
        case diagram(ModelDiagram)
    }

    /// A table: a caption, headings of columns and rows.
    struct Table: Sendable {
        var caption: String
        var columns: [String]
        var rows: [[Words]] = []

        init(_ caption: String, _ columns: [String]) {
            self.caption = caption
            self.columns = columns
        }

        mutating func add(_ cells: Words...) { rows.append(cells) }
    }

    let title: String
    let description: String
    /// What kind of document it is.
    let kind: String
    var blocks: [Block] = []
}
