import DICOMHeader
import Testing

@Suite("The dictionary")
struct DictionaryTests {
    struct Registered: CustomTestStringConvertible {
        let tag: DICOMTag
        let vr: ValueRepresentation
        let keyword: String
        let isRetired: Bool
        let section: String

        init(
            _ group: UInt16, _ element: UInt16, _ vr: ValueRepresentation, _ keyword: String,
            isRetired: Bool = false, _ section: String
        ) {
            self.tag = DICOMTag(group, element)
            self.vr = vr
            self.keyword = keyword
            self.isRetired = isRetired
            self.section = section
        }

        var testDescription: String { "\(tag) of \(section)" }
    }

    /// Written by hand, each with the table that has it; DCMTK's dictionary says the same.
    static let registered = [
        Registered(0x0000, 0x0100, .us, "CommandField", "PS3.7, section E.1"),
        Registered(0x0000, 0x0010, .sh, "CommandRecognitionCode", isRetired: true, "PS3.7, section E.2"),
        Registered(0x0002, 0x0000, .ul, "FileMetaInformationGroupLength", "PS3.6, chapter 7"),
        Registered(0x0002, 0x0010, .ui, "TransferSyntaxUID", "PS3.6, chapter 7"),
        Registered(0x0004, 0x1220, .sq, "DirectoryRecordSequence", "PS3.6, chapter 8"),
        Registered(0x0006, 0x0001, .sq, "CurrentFrameFunctionalGroupsSequence", "PS3.6, chapter 9"),
        Registered(0x0008, 0x0001, .ul, "LengthToEnd", isRetired: true, "PS3.6, chapter 6"),
        Registered(0x0008, 0x0060, .cs, "Modality", "PS3.6, chapter 6"),
        Registered(0x0008, 0x1190, .ur, "RetrieveURL", "PS3.6, chapter 6"),
        Registered(0x0010, 0x0010, .pn, "PatientName", "PS3.6, chapter 6"),
        Registered(0x0010, 0x1010, .as, "PatientAge", "PS3.6, chapter 6"),
        Registered(0x0018, 0x0050, .ds, "SliceThickness", "PS3.6, chapter 6"),
        Registered(0x0018, 0x9073, .fd, "AcquisitionDuration", "PS3.6, chapter 6"),
        Registered(0x0020, 0x0013, .is, "InstanceNumber", "PS3.6, chapter 6"),
        Registered(0x0028, 0x0009, .at, "FrameIncrementPointer", "PS3.6, chapter 6"),
        Registered(0x0028, 0x0010, .us, "Rows", "PS3.6, chapter 6"),
        Registered(0x0040, 0xA160, .ut, "TextValue", "PS3.6, chapter 6"),
        Registered(0x7FE0, 0x0001, .ov, "ExtendedOffsetTable", "PS3.6, chapter 6"),
        Registered(0x7FE0, 0x0008, .of, "FloatPixelData", "PS3.6, chapter 6"),
        Registered(0xFFFC, 0xFFFC, .ob, "DataSetTrailingPadding", "PS3.6, chapter 6"),
    ]

    @Test("an entry is what the standard's table says", arguments: registered)
    func table(expected: Registered) throws {
        let entry = try #require(DICOMDictionary.entry(for: expected.tag))
        #expect(entry.tag == expected.tag)
        #expect(entry.vr == expected.vr)
        #expect(entry.keyword == expected.keyword)
        #expect(entry.isRetired == expected.isRetired)
    }

    @Test(
        "of several value representations the first counts",
        arguments: [
            (DICOMTag.pixelData, ValueRepresentation.ob),  // OB or OW
            (DICOMTag(0x0028, 0x0106), .us),  // SmallestImagePixelValue: US or SS
            (DICOMTag(0x0028, 0x3006), .us),  // LUTData: US or OW
        ])
    func firstRepresentation(tag: DICOMTag, vr: ValueRepresentation) {
        #expect(DICOMDictionary.vr(of: tag) == vr)
    }

    @Test("the value representation is the same without the rest of the entry")
    func representationAlone() {
        #expect(DICOMDictionary.entries.allSatisfy { DICOMDictionary.vr(of: $0.tag) == $0.vr })
    }

    @Test("every tag leads to itself")
    func tagsRoundTrip() {
        #expect(DICOMDictionary.entries.allSatisfy { DICOMDictionary.entry(for: $0.tag) == $0 })
    }

    @Test("every keyword leads to its tag and back")
    func keywordsRoundTrip() {
        for entry in DICOMDictionary.entries {
            #expect(DICOMTag(keyword: entry.keyword) == entry.tag)
            #expect(entry.tag.keyword == entry.keyword)
        }
    }

    @Test("the entries are strictly ordered by tag")
    func ordered() {
        let tags = DICOMDictionary.entries.map(\.tag)
        #expect(zip(tags, tags.dropFirst()).allSatisfy { $0 < $1 })
    }

    @Test("the edition has 5,171 entries, the first and the last among them")
    func complete() {
        // 5,091 elements and 89 repeating ones in pydicom; 6 without a name and 3 without a value
        // representation are left out of these, and 1 comes from PS3.6, chapter 9.
        #expect(DICOMDictionary.entries.count == 5171)
        #expect(DICOMDictionary.entries.first?.keyword == "CommandGroupLength")
        #expect(DICOMDictionary.entries.last?.keyword == "DataSetTrailingPadding")
    }

    @Test("every value representation is one of the 34 of PS3.5, section 6.2")
    func representations() {
        let known: Set<ValueRepresentation> = [
            .ae, .as, .at, .cs, .da, .ds, .dt, .fd, .fl, .is, .lo, .lt, .ob, .od, .of, .ol, .ov, .ow, .pn,
            .sh, .sl, .sq, .ss, .st, .sv, .tm, .uc, .ui, .ul, .un, .ur, .us, .ut, .uv,
        ]
        #expect(known.count == 34)
        #expect(Set(DICOMDictionary.entries.map(\.vr)) == known)
    }

    @Test("every keyword is made of letters and digits and can't be taken for a tag's number")
    func keywords() {
        for keyword in DICOMDictionary.entries.map(\.keyword) {
            #expect(keyword.utf8.first.map { (0x41...0x5A).contains($0) || $0 == 0x64 } == true)  // dBdt
            #expect(keyword.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber) })
            #expect(UInt32(keyword, radix: 16) == nil)
        }
    }

    // PS3.5, section 7.6, and the retired repetitions of PS3.6, chapter 6.
    @Test(
        "a repeating attribute is found under each of its numbers",
        arguments: [
            (DICOMTag(0x6000, 0x3000), "OverlayData"), (DICOMTag(0x6002, 0x3000), "OverlayData"),
            (DICOMTag(0x601E, 0x3000), "OverlayData"), (DICOMTag(0x60FE, 0x4000), "OverlayComments"),
            (DICOMTag(0x5000, 0x3000), "CurveData"), (DICOMTag(0x501E, 0x0010), "NumberOfPoints"),
            (DICOMTag(0x7F00, 0x0010), "VariablePixelData"), (DICOMTag(0x7F02, 0x0010), "VariablePixelData"),
            (DICOMTag(0x7FE0, 0x0010), "PixelData"),
            (DICOMTag(0x0020, 0x3100), "SourceImageIDs"), (DICOMTag(0x0020, 0x31FF), "SourceImageIDs"),
            (DICOMTag(0x0028, 0x0400), "TransformLabel"),
            (DICOMTag(0x0028, 0x0410), "RowsForNthOrderCoefficients"),
            (DICOMTag(0x0028, 0x04F3), "CoefficientCodingPointers"),
            (DICOMTag(0x0028, 0x0800), "CodeLabel"), (DICOMTag(0x0028, 0x0838), "ImageDataLocation"),
            (DICOMTag(0x1000, 0x0010), "EscapeTriplet"), (DICOMTag(0x1000, 0xABC5), "ShiftTableTriplet"),
            (DICOMTag(0x1010, 0x0001), "ZonalMap"), (DICOMTag(0x1010, 0x1234), "ZonalMap"),
        ])
    func repeating(tag: DICOMTag, keyword: String) {
        #expect(tag.keyword == keyword)
        #expect(DICOMDictionary.entry(for: tag)?.tag == tag)
    }

    @Test(
        "the keyword of a repeating attribute leads to its first tag",
        arguments: [
            ("OverlayData", DICOMTag(0x6000, 0x3000)), ("CurveData", DICOMTag(0x5000, 0x3000)),
            ("RowsForNthOrderCoefficients", DICOMTag(0x0028, 0x0410)),
        ])
    func firstOfRepeating(keyword: String, tag: DICOMTag) {
        #expect(DICOMDictionary.tag(forKeyword: keyword) == tag)
    }

    // PS3.5, section 7.2.
    @Test("element 0000 of any group is its length", arguments: [0x0008, 0x0009, 0x0010, 0x6000, 0x7FE0])
    func groupLength(group: UInt16) {
        let entry = DICOMDictionary.entry(for: DICOMTag(group, 0x0000))
        #expect(entry?.vr == .ul)
        #expect(entry?.keyword == "GenericGroupLength")
        #expect(DICOMDictionary.vr(of: DICOMTag(group, 0x0000)) == .ul)
    }

    // PS3.5, section 7.8.1.
    @Test(
        "elements 0010 to 00FF of an odd group are private creators",
        arguments: [DICOMTag(0x0009, 0x0010), DICOMTag(0x0029, 0x00FF), DICOMTag(0x6001, 0x0010)])
    func privateCreators(tag: DICOMTag) {
        #expect(DICOMDictionary.vr(of: tag) == .lo)
        #expect(tag.keyword == "PrivateCreator")
    }

    @Test(
        "nothing is said of private elements, forbidden groups, items and unknown numbers",
        arguments: [
            DICOMTag(0x0009, 0x1001), DICOMTag(0x0009, 0x000F), DICOMTag(0x0009, 0x0100),
            DICOMTag(0x6001, 0x3000), DICOMTag(0x0007, 0x0010), DICOMTag(0xFFFF, 0x0010),
            DICOMTag(0xFFFE, 0xE000), DICOMTag(0xFFFE, 0xE00D), DICOMTag(0xFFFE, 0xE0DD),
            DICOMTag(0xFFFE, 0x0000), DICOMTag(0x0008, 0x0002), DICOMTag(0x6002, 0x3001),
            DICOMTag(0x0020, 0x30FF), DICOMTag(0x0020, 0x3200), DICOMTag(0x1000, 0x0016),
            DICOMTag(0x0018, 0x0061), DICOMTag(rawValue: .max),
        ])
    func unknown(tag: DICOMTag) {
        #expect(DICOMDictionary.entry(for: tag) == nil)
        #expect(DICOMDictionary.vr(of: tag) == nil)
        #expect(tag.keyword == nil)
    }

    @Test(
        "a keyword must be exact",
        arguments: [
            "", "modality", "Modalit", "Modality ", "Modality\n", "ModalityX", "Modalität", "A", "zzz",
            "Patient's Name", "GenericGroupLength", "PrivateCreator", "CS Modality",
        ])
    func inexact(keyword: String) {
        #expect(DICOMDictionary.tag(forKeyword: keyword) == nil)
    }

    @Test(
        "the nearest keyword is found for a misspelt one",
        arguments: [
            ("Modality", "Modality"), ("MODALITY", "Modality"), ("slicethickness", "SliceThickness"),
            ("Modailty", "Modality"),
            ("PatientsName", "PatientName"), ("SliceThicknes", "SliceThickness"),
            ("StudyInstanceUid", "StudyInstanceUID"), ("BodyPartExamine", "BodyPartExamined"),
            ("KPV", "KVP"), ("Row", "Rows"), ("OverlayDate", "OverlayDate"), ("OverlaysData", "OverlayData"),
        ])
    func nearest(text: String, keyword: String) {
        #expect(DICOMDictionary.nearestKeyword(to: text) == keyword)
    }

    @Test(
        "there is no nearest keyword when none is near",
        arguments: [
            "", "Q", "Xylophone", "0008,0060", String(repeating: "Modality", count: 50),
            "SomethingElseAltogether",
        ])
    func noneNear(text: String) {
        #expect(DICOMDictionary.nearestKeyword(to: text) == nil)
    }
}
