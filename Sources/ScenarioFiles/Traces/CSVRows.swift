import Teleradiology

/// The rows of a text of comma-separated values (RFC 4180), each field with its place.
///
/// A field may stand in double quotes, and then hold commas, line ends and doubled quotes. Blanks around a field do not
/// count. Time and memory grow with the text.
struct CSVRows {
    /// A field, and where it begins.
    struct Field {
        var text: String
        var place: ScenarioPlace
    }

    /// The rows, empty lines left out.
    private(set) var rows: [[Field]] = []
    /// Where a quote is opened that is never closed, or something follows a closed one; nil when all is well.
    private(set) var problem: (message: String, place: ScenarioPlace)?

    /// Reads a text; `file` names it in places.
    init(_ text: String, file: String) {
        var row: [Field] = []
        var field = Field(text: "", place: ScenarioPlace(file: file, line: 1, column: 1))
        var line = 1
        var column = 1
        /// Whether a quoted field is being read, or one has been.
        var isQuoted = false
        var wasQuoted = false
        var scalars = text.unicodeScalars.makeIterator()
        var next = scalars.next()
        func trimmed(_ field: Field) -> Field {
            var field = field
            let bytes = field.text.utf8
            let blanks = bytes.prefix { $0 == 32 || $0 == 9 }.count
            if blanks > 0, blanks < bytes.count { field.place.column += blanks }
            let end = bytes.reversed().prefix { $0 == 32 || $0 == 9 || $0 == 13 }.count
            field.text = String(
                decoding: bytes.dropFirst(blanks).dropLast(min(end, bytes.count - blanks)), as: UTF8.self)
            return field
        }
        func endField() {
            row.append(wasQuoted ? field : trimmed(field))
            wasQuoted = false
            field = Field(text: "", place: ScenarioPlace(file: file, line: line, column: column))
        }
        func endRow() {
            endField()
            if row.count > 1 || row[0].text.isEmpty == false { rows.append(row) }
            row = []
        }
        while let scalar = next {
            next = scalars.next()
            column += 1
            if isQuoted {
                if scalar == "\"", next == "\"" {
                    field.text.unicodeScalars.append(scalar)
                    next = scalars.next()
                    column += 1
                } else if scalar == "\"" {
                    isQuoted = false
                } else {
                    field.text.unicodeScalars.append(scalar)
                }
                if scalar == "\n" { (line, column) = (line + 1, 1) }
                continue
            }
            switch scalar {
            case "\"" where !wasQuoted && field.text.allSatisfy { $0 == " " }:
                isQuoted = true
                wasQuoted = true
                field.text = ""
            case ",": endField()
            case "\n":
                (line, column) = (line + 1, 1)
                endRow()
            case " " where wasQuoted, "\r" where wasQuoted: break
            default:
                if wasQuoted, problem == nil {
                    problem = (
                        "a field in quotes is followed by a comma or the end of the line",
                        ScenarioPlace(file: file, line: line, column: column - 1)
                    )
                }
                field.text.unicodeScalars.append(scalar)
            }
        }
        if isQuoted { problem = ("the quote of this field is never closed", field.place) }
        if !row.isEmpty || !field.text.isEmpty { endRow() }
    }
}
