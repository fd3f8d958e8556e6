/// The registry of DICOM data elements: which value representation and which keyword belong to a tag
/// (PS3.6, chapters 6 to 9; PS3.7, annex E for the elements of commands).
///
/// ```swift
/// DICOMDictionary.vr(of: .modality)                    // CS
/// DICOMDictionary.entry(for: .modality)?.keyword       // "Modality"
/// DICOMDictionary.tag(forKeyword: "SliceThickness")    // (0018,0050)
/// DICOMDictionary.nearestKeyword(to: "SliceThicknes")  // "SliceThickness"
/// ```
///
/// Tags are found whatever stands in the file for the standard's `x`: the even groups 5000–50FE, 6000–60FE
/// and 7F00–7FFE, and the retired (0020,31xx), (0028,04x0), (0028,08x0), (1000,xxx0) and (1010,xxxx). Besides
/// these the dictionary knows what PS3.5 says of all groups: (gggg,0000) is the group's length (section
/// 7.2), and (gggg,0010–00FF) of an odd group names who owns a block of private elements (section 7.8.1).
///
/// It does not know private elements, the items of sequences, which have no value representation
/// (group FFFE), and six retired numbers of which the standard has dropped the names.
///
/// The table is text in the program's constant data: nothing is read or built before the first use.
public enum DICOMDictionary {
    /// What the registry says of one tag.
    public struct Entry: Hashable, Sendable {
        /// The tag asked for.
        public let tag: DICOMTag
        /// The value representation; the first where the standard allows several, as in `OB or OW`. Which of
        /// them holds then depends on other elements (PS3.5, annex A), and in a file with explicit value
        /// representations on what it says.
        public let vr: ValueRepresentation
        /// The keyword, such as `SliceThickness`. Group lengths and private creators have none in the
        /// standard; here they are `GenericGroupLength` and `PrivateCreator`.
        public let keyword: String
        /// Whether the standard keeps the attribute only for old files.
        public let isRetired: Bool
    }

    /// All entries of the registry in the order of their tags, each repeating one once with its first tag.
    public static var entries: Entries { Entries() }

    /// What the registry says of the tag; nil for one that it does not know. O(log n).
    public static func entry(for tag: DICOMTag) -> Entry? {
        switch meaning(of: tag) {
        case .registered(let row):
            Entry(tag: tag, vr: row.vr, keyword: row.keyword, isRetired: row.isRetired)
        case .groupLength:
            // PS3.5, section 7.2: retired but in the groups of commands and file meta information.
            Entry(tag: tag, vr: .ul, keyword: "GenericGroupLength", isRetired: true)
        case .privateCreator:
            Entry(tag: tag, vr: .lo, keyword: "PrivateCreator", isRetired: false)
        case nil:
            nil
        }
    }

    /// The value representation of the tag as in its `entry(for:)`. O(log n), allocates nothing.
    public static func vr(of tag: DICOMTag) -> ValueRepresentation? {
        switch meaning(of: tag) {
        case .registered(let row): row.vr
        case .groupLength: .ul
        case .privateCreator: .lo
        case nil: nil
        }
    }

    /// The tag with exactly this keyword, of a repeating one the first; nil when there is none. O(log n).
    public static func tag(forKeyword keyword: String) -> DICOMTag? {
        RegistryRow.find(keyword: keyword)?.tag
    }

    /// The entries of the registry; each is made when it is asked for.
    public struct Entries: RandomAccessCollection, Sendable {
        /// 0.
        public var startIndex: Int { 0 }
        /// The number of entries.
        public var endIndex: Int { DICOMRegistry.count }

        /// The entry at a place in the order of the tags.
        public subscript(position: Int) -> Entry {
            let row = RegistryRow(inTagOrder: position)
            return Entry(tag: row.tag, vr: row.vr, keyword: row.keyword, isRetired: row.isRetired)
        }
    }
}

extension DICOMDictionary {
    /// What a tag stands for.
    enum Meaning {
        case registered(RegistryRow)
        case groupLength
        case privateCreator
    }

    static func meaning(of tag: DICOMTag) -> Meaning? {
        if tag.group & 1 != 0 {
            guard isPrivate(group: tag.group) else { return nil }
            return switch tag.element {
            case 0: .groupLength
            case 0x10...0xFF: .privateCreator
            default: nil
            }
        }
        if let row = RegistryRow.find(tag) ?? firstOfRepeating(tag).flatMap(RegistryRow.find) {
            return .registered(row)
        }
        return tag.element == 0 && tag.group != 0xFFFE ? .groupLength : nil
    }

    /// Whether private elements may stand in the group: odd, but not 0001 to 0007 and FFFF (PS3.5,
    /// section 7.8).
    private static func isPrivate(group: UInt16) -> Bool {
        group & 1 != 0 && group > 0x0007 && group != 0xFFFF
    }

    /// The tag under which the registry has a repeating one: that with the lowest numbers; nil for a tag
    /// that repeats none.
    private static func firstOfRepeating(_ tag: DICOMTag) -> DICOMTag? {
        switch (tag.group, tag.element) {
        case (0x5000...0x50FF, _), (0x6000...0x60FF, _), (0x7F00...0x7FFF, _):
            DICOMTag(tag.group & 0xFF00, tag.element)
        case (0x0020, 0x3100...0x31FF): DICOMTag(0x0020, 0x3100)
        case (0x0028, 0x0410...0x04FF): DICOMTag(0x0028, 0x0410 | tag.element & 0xF)
        case (0x0028, 0x0800...0x08FF): DICOMTag(0x0028, 0x0800 | tag.element & 0xF)
        case (0x1000, 0x0010...): DICOMTag(0x1000, 0x0010 | tag.element & 0xF)
        case (0x1010, 0x0001...): DICOMTag(0x1010, 0x0001)
        default: nil
        }
    }
}
