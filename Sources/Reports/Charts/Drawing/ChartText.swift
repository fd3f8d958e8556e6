/// How large text is, and how much room it takes.
///
/// A chart is 720 wide. Where it is shown so, text of 15 reads well; on a phone it is half as wide, and text of 23 is
/// 11.5 px high there. A style rule swaps the two sizes, so every label is placed with room for the larger one.
enum ChartText {
    static let size = 15.0
    static let narrowSize = 23.0
    /// The height of a line at the larger size.
    static let line = 29.0

    /// The width that a text takes at the larger size, in the widest of the usual fonts (DejaVu Sans).
    static func width(_ text: String) -> Double {
        text.unicodeScalars.reduce(0) { $0 + share($1) } * narrowSize
    }

    /// The text, cut to a width with an ellipsis where it must be.
    static func fitted(_ text: String, _ width: Double) -> String {
        guard self.width(text) > width else { return text }
        var kept = ""
        var used = share("…") * narrowSize
        for character in text {
            used += self.width(String(character))
            if used > width { break }
            kept.append(character)
        }
        while kept.last == " " { kept.removeLast() }
        return kept + "…"
    }

    /// The text in lines of a width, broken between words; a word that is longer is cut.
    static func wrapped(_ text: String, _ width: Double) -> [String] {
        var lines: [String] = []
        for word in text.split(separator: " ") {
            if let line = lines.last, self.width("\(line) \(word)") <= width {
                lines[lines.count - 1] = "\(line) \(word)"
            } else {
                lines.append(fitted(String(word), width))
            }
        }
        return lines
    }

    /// The width of a character as a share of the size of the font.
    private static func share(_ scalar: Unicode.Scalar) -> Double {
        switch scalar {
        case "i", "j", "l", "I", "|", "'", ".", ",", ":", ";", " ", "!": 0.34
        case "f", "t", "r", "(", ")", "[", "]", "/", "-", "1": scalar == "1" ? 0.64 : 0.42
        case "m", "w", "M", "W", "%", "@": 0.97
        case "A"..."Z": 0.72
        case "0"..."9", "a"..."z": 0.62
        case _ where scalar.value >= 0x1100: scalar.value < 0x2E80 ? 0.84 : 1.05
        default: 0.72
        }
    }
}
