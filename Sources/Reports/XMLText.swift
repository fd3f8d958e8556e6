/// Texts as XML and HTML hold them, between tags and in attributes.
enum XMLText {
    /// What becomes of line feeds and tabs.
    enum Blanks {
        /// They stay as they are: in the text of a page.
        case kept
        /// They become spaces: in names that a picture shows.
        case spaces
        /// They become references, which attributes keep when they are read, and lines stay whole.
        case references
    }

    /// The text, escaped; characters that XML 1.0 does not have, and other controls, become question marks. O(text).
    static func escaped(_ text: String, blanks: Blanks = .kept) -> String {
        var escaped = ""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "&": escaped += "&amp;"
            case "<": escaped += "&lt;"
            case ">": escaped += "&gt;"
            case "\"": escaped += "&quot;"
            case "\t", "\n", "\r":
                switch blanks {
                case .kept: escaped.unicodeScalars.append(scalar == "\r" ? "\n" : scalar)
                case .spaces: escaped += " "
                case .references: escaped += "&#\(scalar.value);"
                }
            case _ where scalar.value == 0xFFFE || scalar.value == 0xFFFF: escaped += "?"
            // Controls are below 0x20, and from 0x7F to 0x9F.
            case _ where scalar.value < 0x20 || (0x7F...0x9F).contains(scalar.value): escaped += "?"
            default: escaped.unicodeScalars.append(scalar)
            }
        }
        return escaped
    }
}
