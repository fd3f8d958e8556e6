/// A look over the characters of a file before it is parsed: binary rubbish, and constructs that would make
/// parsing itself take forever.
enum CharacterScan {
    /// Something in the text that no scenario has.
    struct Problem {
        let line: Int
        let column: Int
        let message: String
    }

    /// The first problem; nil for a text that can be parsed.
    static func problem(in text: String) -> Problem? {
        var line = 1
        var column = 1
        var anchors = 0
        var aliases = 0
        var complexKey: Problem?
        // The last character that was no blank, and the one before the present one.
        var significant: Unicode.Scalar = "\n"
        var previous: Unicode.Scalar = "\n"
        var isInAlias = false
        var isInComment = false
        for scalar in text.unicodeScalars {
            if isForbidden(scalar) {
                let code = String(scalar.value, radix: 16, uppercase: true)
                return Problem(
                    line: line, column: column,
                    message:
                        "a control character (U+\(String(repeating: "0", count: max(0, 4 - code.count)))\(code)); "
                        + "is this a text file in UTF-8?")
            }
            let isBlank = scalar == " " || scalar == "\t" || scalar == "\n" || scalar == "\r"
            let afterBlank = previous == " " || previous == "\t" || previous == "\n" || previous == "\r"
            let startsToken = afterBlank || previous == "[" || previous == "{" || previous == ","
            if scalar == "\n" { isInComment = false }
            if scalar == "#", afterBlank { isInComment = true }
            if !isInComment {
                if startsToken, scalar == "&" { anchors += 1 }
                if startsToken, scalar == "*" {
                    aliases += 1
                    isInAlias = true
                }
                // Keys that are lists, maps or aliases are compared as wholes while parsing, which takes forever
                // when aliases have made them huge.
                let endsCollection = significant == "]" || significant == "}" || isInAlias
                let isComplexKey =
                    (scalar == ":" && endsCollection) || (afterBlank && significant == "?" && isBlank)
                if isComplexKey || (scalar == "?" && startsToken), complexKey == nil {
                    complexKey = Problem(
                        line: line, column: column,
                        message:
                            "a list, a map or an alias can't be a key (put texts with '?' or ':' in quotes)")
                }
                if isInAlias, scalar == "," || scalar == "]" || scalar == "}" || scalar == "\n" {
                    isInAlias = false
                }
                if !isBlank { significant = scalar }
            }
            previous = scalar
            if scalar == "\n" {
                line += 1
                column = 1
            } else {
                column += 1
            }
        }
        return anchors > 0 && aliases >= 10 ? complexKey : nil
    }

    private static func isForbidden(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0x09, 0x0A, 0x0D, 0x85: false
        case 0..<0x20, 0x7F..<0xA0, 0xFEFF, 0xFFFE, 0xFFFF: true
        default: false
        }
    }
}
