/// An element of a ``DICOMFile``: what it is and where its value stands. The value is read when it is asked for.
public struct DICOMElement: Hashable, Sendable {
    /// Its tag.
    public let tag: DICOMTag
    /// Its value representation: the file's, or the dictionary's where the file gives none or UN; UN where neither
    /// does.
    public let vr: ValueRepresentation
    /// Where the value begins: an offset in the file, or in the inflated data set of a deflated file.
    public let offset: Int
    /// Length of the value as it is encoded, delimiters included.
    public let length: Int
    /// Whether the file declares no length: a sequence, or pixel data in fragments.
    public let hasUndefinedLength: Bool
    /// Whether the value may identify a person: by its own tag (``DICOMTag/isIdentifying``) or that of a sequence it
    /// is in.
    public let isIdentifying: Bool
    /// How the items are written, if it is a sequence; and the byte order of its numbers.
    let encoding: EncodingKind
    /// Whether the elements are those of the file meta group.
    let isMeta: Bool
    /// The character sets of the item it is in, where the item declares some.
    var characterSet: SpecificCharacterSet?
}
