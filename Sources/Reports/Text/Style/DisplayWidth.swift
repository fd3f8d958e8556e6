extension String {
    /// How many columns of a terminal the text takes: two for wide characters, none for combining ones and for colour.
    package var displayWidth: Int {
        guard utf8.contains(where: { $0 >= 0x80 || $0 == 0x1B }) else { return utf8.count }
        var width = 0
        var isEscape = false
        for character in self {
            if character == "\u{1B}" { isEscape = true }
            if isEscape {
                if character == "m" { isEscape = false }
            } else {
                width += character.displayWidth
            }
        }
        return width
    }

    /// Filled up with blanks to a width; as it is where it is wider.
    func padded(to width: Int, isRight: Bool = false) -> String {
        let blanks = String(repeating: " ", count: max(0, width - displayWidth))
        return isRight ? blanks + self : self + blanks
    }
}

extension Character {
    /// The columns of one character with all that combines with it.
    fileprivate var displayWidth: Int {
        guard let first = unicodeScalars.first else { return 0 }
        if first.isASCII, unicodeScalars.count == 1 { return 1 }
        // A variation selector asks for the picture of what can be text too.
        if unicodeScalars.contains("\u{FE0F}") { return 2 }
        return first.displayWidth
    }
}

extension Unicode.Scalar {
    /// By Unicode's East Asian Width (UAX 11): W and F are wide; everything ambiguous is narrow, as it is in a UTF-8
    /// locale.
    fileprivate var displayWidth: Int {
        switch properties.generalCategory {
        case .nonspacingMark, .enclosingMark, .control: return 0
        // The soft hyphen shows.
        case .format: return value == 0xAD ? 1 : 0
        default: break
        }
        if properties.isEmojiPresentation { return 2 }
        return Self.wide.contains { $0.contains(value) } ? 2 : 1
    }

    private static let wide: [ClosedRange<UInt32>] = [
        0x1100...0x115F, 0x2329...0x232A, 0x2E80...0x303E, 0x3041...0x4DBF, 0x4E00...0xA4CF, 0xA960...0xA97F,
        0xAC00...0xD7A3, 0xF900...0xFAFF, 0xFE10...0xFE19, 0xFE30...0xFE6F, 0xFF01...0xFF60, 0xFFE0...0xFFE6,
        0x16FE0...0x18D08, 0x1AFF0...0x1B2FB, 0x1F200...0x1F265, 0x20000...0x2FFFD, 0x30000...0x3FFFD,
    ]
}
