/// The character sets a data set declares in Specific Character Set (0008,0005), and the way from its bytes
/// to Unicode (PS3.3, section C.12.1.1.2; PS3.5, section 6.1).
///
/// ```swift
/// let japanese = SpecificCharacterSet("ISO 2022 IR 13\\ISO 2022 IR 87")
/// japanese.decode(bytes, isPersonName: true)  // ﾔﾏﾀﾞ^ﾀﾛｳ=山田^太郎=やまだ^たろう
/// ```
///
/// Decoding never fails: what no declared set explains becomes U+FFFD, the replacement character. The escape
/// sequences of PS3.3 are understood whether or not the set they name is declared, because they can't mean
/// anything else; so of several terms only the first changes the text. Padding is text like any other.
///
/// Two character sets are equal when they decode all bytes alike and both are known or both are not. A value is
/// small and holds no memory of its own; the tables belong to the C library's `iconv`. Where that lacks one, its
/// characters become U+FFFD.
public struct SpecificCharacterSet: Hashable, Sendable {
    /// How bytes become text.
    let coding: Coding

    /// Whether every term of the declaration is understood.
    ///
    /// An unknown first term counts as the default repertoire. Other ones count for nothing.
    public let isKnown: Bool

    /// The default repertoire, ISO-IR 6, which is ASCII: nothing declared.
    public static let ascii = SpecificCharacterSet(coding: .codeElements(.defaultRepertoire), isKnown: true)

    /// UTF-8: `ISO_IR 192`.
    public static let utf8 = SpecificCharacterSet(coding: .utf8, isKnown: true)

    /// The character sets of a value of (0008,0005): terms separated by backslashes, padding allowed.
    ///
    /// Lower case and any or no spaces, underscores, hyphens and full stops within a term are tolerated, as in
    /// `ISO-IR 100`, and so are `ISO 8859-1`, `UTF-8` and other names of sets that DICOM knows. A set that
    /// forbids code extensions (`ISO_IR 192`, `GB18030`, `GBK`) stands alone: terms after it count for nothing,
    /// and neither does it when it is not the first one.
    ///
    /// Linear in the length; no allocation.
    public init(declaration: some Sequence<UInt8>) {
        var first: Coding?
        var isKnown = true
        var term = DefinedTerm()

        func endTerm() {
            let coding = term.coding
            if coding == nil { isKnown = false }
            if first == nil { first = coding ?? .codeElements(.defaultRepertoire) }
            term = DefinedTerm()
        }

        for byte in declaration {
            if byte == UInt8(ascii: "\\") { endTerm() } else { term.append(byte) }
        }
        endTerm()
        self.init(coding: first ?? .codeElements(.defaultRepertoire), isKnown: isKnown)
    }

    /// The character sets of a value of (0008,0005), such as `\ISO 2022 IR 149`.
    public init(_ declaration: some StringProtocol) {
        self.init(declaration: declaration.utf8)
    }

    private init(coding: Coding, isKnown: Bool) {
        self.coding = coding
        self.isKnown = isKnown
    }

    /// The text of a value or of several, separated by backslashes.
    ///
    /// Code elements return to their first state before a backslash and before every control character but ESC,
    /// with `isPersonName` (for VR PN) before `^` and `=` too (PS3.5, section 6.1.2.5.3). A backslash in the text
    /// is always a separator, also from a set that draws it as a yen sign, so text can be split there. For the VRs
    /// in which it separates nothing there is `decode(_:as:)`.
    ///
    /// Linear in time and memory. ASCII alone is copied once.
    public func decode(_ bytes: UnsafeRawBufferPointer, isPersonName: Bool = false) -> String {
        decode(bytes, delimiters: isPersonName ? .personName : .values)
    }

    /// The text of a value or of several, separated by backslashes.
    public func decode(_ bytes: [UInt8], isPersonName: Bool = false) -> String {
        bytes.withUnsafeBytes { decode($0, isPersonName: isPersonName) }
    }

    /// The text of a value with this value representation.
    ///
    /// PN has the delimiters of person names. In LT, ST and UT a backslash is a character like any other
    /// (PS3.5, section 6.2), in JIS X 0201 the yen sign. In all other ones it separates values.
    ///
    /// Linear in time and memory. ASCII alone is copied once.
    public func decode(_ bytes: UnsafeRawBufferPointer, as representation: ValueRepresentation) -> String {
        decode(bytes, delimiters: TextDelimiters(of: representation))
    }

    /// The text of a value with this value representation.
    public func decode(_ bytes: [UInt8], as representation: ValueRepresentation) -> String {
        bytes.withUnsafeBytes { decode($0, as: representation) }
    }

    private func decode(_ bytes: UnsafeRawBufferPointer, delimiters: TextDelimiters) -> String {
        switch coding {
        case .utf8:
            return String(decoding: bytes, as: UTF8.self)
        case .standAlone(let encoding):
            if bytes.allSatisfy({ $0 < 0x80 }) { return String(decoding: bytes, as: UTF8.self) }
            var text: [UInt8] = []
            text.reserveCapacity(2 * bytes.count)
            var converters = TextConverters()
            converters.append(bytes, in: encoding, to: &text)
            return String(decoding: text, as: UTF8.self)
        case .codeElements(let initial):
            if bytes.allSatisfy(initial.isPlain) { return String(decoding: bytes, as: UTF8.self) }
            var decoder = CodeExtensionDecoder(initial: initial, delimiters: delimiters)
            decoder.decode(bytes)
            return decoder.text
        }
    }
}

/// How bytes become text.
enum Coding: Hashable, Sendable {
    /// By code elements, which escape sequences may change; these are in force at first.
    case codeElements(CodeElements)
    /// As UTF-8.
    case utf8
    /// In an encoding without code extensions.
    case standAlone(TextEncoding)
}

/// The characters before which code elements return to their first state, beside control characters.
enum TextDelimiters {
    /// None.
    case none
    /// The backslash between values.
    case values
    /// The backslash, and `^` and `=` between the parts of a person name.
    case personName

    init(of representation: ValueRepresentation) {
        switch representation {
        case .pn: self = .personName
        case .lt, .st, .ut: self = .none
        default: self = .values
        }
    }

    func contains(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "\\"): self != .none
        case UInt8(ascii: "^"), UInt8(ascii: "="): self == .personName
        default: false
        }
    }
}
