import Foundation

extension String {
    /// The text in ASCII: signs by what stands for them on a typewriter, letters without their accents, a question mark
    /// for the rest.
    package var asASCII: String {
        guard utf8.contains(where: { $0 >= 0x80 }) else { return self }
        var text = ""
        for character in self {
            if character.isASCII {
                text.append(character)
            } else if let sign = Self.signs[character] {
                text += sign
            } else {
                let base = String(character).decomposedStringWithCanonicalMapping.unicodeScalars.first
                text += base.map { $0.isASCII ? String($0) : "?" } ?? "?"
            }
        }
        return text
    }

    private static let signs: [Character: String] = [
        "±": "+/-", "–": "-", "−": "-", "—": "-", "‐": "-", "·": "-", "×": "x", "…": "...", "→": "->",
        "←": "<-",
        "↑": "^", "↓": "v", "≤": "<=", "≥": ">=", "≠": "!=", "≈": "~", "µ": "u", "μ": "u", "°": "deg",
        "€": "EUR",
        "£": "GBP", "ß": "ss", "æ": "ae", "Æ": "AE", "œ": "oe", "ø": "o", "Ø": "O", "ł": "l", "Ł": "L",
        "đ": "d",
        "‘": "'", "’": "'", "“": "\"", "”": "\"", "„": "\"", "\u{A0}": " ", "\u{202F}": " ",
        "─": "-", "━": "=", "═": "=", "│": "|", "┃": "|", "┅": "~", "░": ":", "▒": "+", "▓": "%",
        "▁": "_", "▂": ".", "▃": ":", "▄": "-", "▅": "=", "▆": "+", "▇": "*", "█": "#",
    ]
}
