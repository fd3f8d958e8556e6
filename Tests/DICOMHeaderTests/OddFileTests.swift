import DICOMHeader
import Testing

/// A file that contradicts the standard or itself, and what the scanner has to make of it.
struct OddFile: Sendable, CustomTestStringConvertible {
    enum MeasureExpectation: Sendable {
        /// The sample of ``Writing``, in that transfer syntax.
        case sample(TransferSyntax)
        /// An error at an offset; whether study and modality were read before.
        case error(HeaderError.Reason, at: Int, isPartial: Bool)
    }

    let testDescription: String
    let bytes: [UInt8]
    let expectation: MeasureExpectation

    init(_ description: String, _ bytes: [UInt8], _ expectation: MeasureExpectation) {
        testDescription = description
        self.bytes = bytes
        self.expectation = expectation
    }
}

private let little = Writing.explicitLittle
private let explicit = FileBuilder.beginning(.explicitVRLittleEndian)
private let requests = DICOMTag.requestAttributesSequence
private let referenced = DICOMTag(0x0008, 0x1140)

/// Sources of the expectations: PS3.5 and PS3.10 where they say something; for what they forbid, what most of pydicom
/// 3.0, DCMTK 3.6.7 and GDCM 3.0.21 make of public files with the same defect, and no guess in silence.
enum OddFiles {
    // MARK: Beginnings

    static let beginnings: [OddFile] = {
        var files = [
            OddFile(
                "of two meta groups in a row the first counts",
                FileBuilder.prefix + FileBuilder.meta(.jpegLossless)
                    + FileBuilder.meta(.explicitVRLittleEndian)
                    + little.dataset(), .sample(.jpegLossless)),
            OddFile(
                "the meta group at the beginning of the file",
                FileBuilder.meta(.explicitVRLittleEndian) + little.dataset(), .sample(.explicitVRLittleEndian)
            ),
            OddFile(
                "the prefix without the preamble",
                Array("DICM".utf8) + FileBuilder.meta(.explicitVRLittleEndian) + little.dataset(),
                .sample(.explicitVRLittleEndian)),
            OddFile(
                "a meta group without value representations",
                FileBuilder.prefix
                    + Writing.implicitLittle.element(
                        .transferSyntaxUID, "UI", TransferSyntax.explicitVRLittleEndian.uid)
                    + little.dataset(), .sample(.explicitVRLittleEndian)),
            OddFile(
                "a meta group longer than two reads",
                explicit
                    + little.element(DICOMTag(0x0002, 0x0102), "OB", [UInt8](repeating: 7, count: 20_000))
                    + little.dataset(), .sample(.explicitVRLittleEndian)),
            OddFile(
                "an empty transfer syntax",
                FileBuilder.beginning(TransferSyntax(uid: "")) + little.dataset(),
                .sample(.explicitVRLittleEndian)),
        ]
        for length: UInt32? in [nil, 0, 1, 9_999, .max - 1, .max] {
            files.append(
                OddFile(
                    "group length \(length.map { "\($0)" } ?? "absent")",
                    FileBuilder.prefix + FileBuilder.meta(.explicitVRLittleEndian, length: .some(length))
                        + little.dataset(), .sample(.explicitVRLittleEndian)))
        }
        // The place that the group length names is looked at, is nothing, and the scan goes back.
        files.append(
            OddFile(
                "a group length far behind a data set whose first element makes no sense",
                FileBuilder.prefix + FileBuilder.meta(.explicitVRLittleEndian, length: .some(12_000))
                    + little.element(DICOMTag(0x0008, 0x0001), "QQ", "??")
                    + little.dataset(
                        [],
                        little.element(
                            DICOMTag(0x0029, 0x1010), "OB", [UInt8](repeating: 0xEE, count: 30_000))),
                .sample(.explicitVRLittleEndian)))
        // What stands behind the damage in the meta group is read as well.
        var damaged = FileBuilder.meta(.jpegLossless)
        damaged[26 + 5] = 0xBF
        files.append(
            OddFile(
                "a transfer syntax behind a damaged value representation",
                FileBuilder.prefix + damaged + little.dataset(), .sample(.jpegLossless)))
        for writing in Writing.allCases {
            // The group of the transfer syntax, and the second letter of the representation of the class before it.
            let uid = writing.syntax.uid.utf8.count
            var (tag, letter) = (FileBuilder.meta(writing.syntax), FileBuilder.meta(writing.syntax))
            tag[tag.count - 8 - (uid + uid % 2) + 1] = 0x08
            letter[26 + 5] = 0xBF
            files += [
                OddFile(
                    "\(writing), a damaged tag in the meta group",
                    FileBuilder.prefix + tag + writing.dataset(), .sample(writing.syntax)),
                OddFile(
                    "\(writing), a damaged value representation in the meta group",
                    FileBuilder.prefix + letter + writing.dataset(), .sample(writing.syntax)),
                OddFile(
                    "\(writing), nothing in front of the data set", writing.dataset(), .sample(writing.syntax)
                ),
                OddFile(
                    "\(writing), no meta group", FileBuilder.prefix + writing.dataset(),
                    .sample(writing.syntax)),
                OddFile(
                    "\(writing), no transfer syntax", FileBuilder.beginning(nil) + writing.dataset(),
                    .sample(writing.syntax)),
            ]
            files.append(spellingPrefix(writing))
        }
        // An unknown syntax is explicit little-endian (PS3.5, section 10): the header needs no codec.
        for uid in [
            "1.2.840.10008.1.2.4.203", "1.2.840.10008.1.2.4.111", "1.2.840.10008.1.2.8.1", "1.2.3.4", "?",
        ] {
            let syntax = TransferSyntax(uid: uid)
            files.append(
                OddFile(
                    "transfer syntax \(uid)", FileBuilder.beginning(syntax) + little.dataset(),
                    .sample(syntax)))
        }
        return files
    }()

    /// A file without preamble in which the value of Station Name, at byte 128, is `DICM`.
    static func spellingPrefix(_ writing: Writing) -> OddFile {
        let before = writing.identification
        let manufacturer = writing.head(.manufacturer, "LO", 0).count
        let filler = 128 - before.count - manufacturer - writing.head(DICOMTag(0x0008, 0x1010), "SH", 0).count
        let odd =
            writing.element(.manufacturer, "LO", [UInt8](repeating: 0x41, count: filler))
            + writing.element(DICOMTag(0x0008, 0x1010), "SH", "DICM")
        return OddFile(
            "\(writing), no preamble, but DICM spelled at byte 128", writing.dataset(odd),
            .sample(writing.syntax))
    }

    // MARK: Encodings

    static let encodings: [OddFile] = {
        var files: [OddFile] = []
        for declared in Writing.allCases {
            for written in Writing.allCases {
                files.append(
                    OddFile(
                        "declared \(declared), is \(written)",
                        FileBuilder.beginning(declared.syntax) + written.dataset(), .sample(declared.syntax)))
            }
        }
        files += [
            OddFile(
                "declared JPEG, is implicit",
                FileBuilder.beginning(.jpegBaseline) + Writing.implicitLittle.dataset(),
                .sample(.jpegBaseline)),
            OddFile(
                "declared deflated, is plain",
                FileBuilder.beginning(.deflatedExplicitVRLittleEndian) + little.dataset(),
                .sample(.deflatedExplicitVRLittleEndian)),
        ]
        // Modality inside is another; it may not be taken for the sample's.
        let implicit = Writing.implicitLittle
        let inner = implicit.element(.modality, "CS", "MR")
        let content =
            implicit.openItem + inner + implicit.sequence(referenced, isDefined: false, inner)
            + implicit.sequence(requests, isDefined: true, inner) + implicit.itemEnd
            + implicit.item(0xE000, UInt32(inner.count)) + inner + implicit.sequenceEnd
        for writing in [Writing.explicitLittle, .explicitBig] {
            files.append(
                OddFile(
                    "\(writing), an unknown value of undefined length holds implicit little-endian",
                    FileBuilder.beginning(writing.syntax)
                        + writing.dataset(writing.openSequence(DICOMTag(0x0008, 0x2112), "UN") + content),
                    .sample(writing.syntax)))
            let nested = writing.openSequence(referenced) + writing.openItem
            files.append(
                OddFile(
                    "\(writing), such a value inside a sequence, and what follows it there",
                    FileBuilder.beginning(writing.syntax)
                        + writing.dataset(
                            nested + writing.openSequence(DICOMTag(0x0009, 0x1001), "UN") + content
                                + writing.element(.modality, "CS", "MR") + writing.itemEnd
                                + writing.sequenceEnd),
                    .sample(writing.syntax)))
        }
        return files
    }()

    // MARK: Elements

    static let elements: [OddFile] = {
        var files: [OddFile] = []
        // Two capitals have a long length, known or not (PS3.5, section 6.2); anything else a short one.
        for vr in ["  ", "??", "\0\0", "ZZ", "cs"] {
            files.append(
                OddFile(
                    "value representation \(vr.debugDescription)",
                    explicit + little.dataset(little.element(.bodyPartExamined, vr, "HEAD")),
                    .sample(.explicitVRLittleEndian)))
            // Read as implicit, the first length would be less than the file's.
            files.append(
                OddFile(
                    "value representation \(vr.debugDescription) of the first element of a large file",
                    explicit + little.element(.specificCharacterSet, vr, "ISO_IR 100") + little.dataset()
                        + [UInt8](repeating: 0, count: 6 << 20), .sample(.explicitVRLittleEndian)))
        }
        for writing in Writing.allCases {
            let file = FileBuilder.beginning(writing.syntax)
            files += [
                OddFile(
                    "\(writing), of two modalities the first counts",
                    file + writing.dataset(writing.element(.modality, "CS", "MR")), .sample(writing.syntax)),
                OddFile(
                    "\(writing), of two modalities the first counts, wherever the second stands",
                    file + writing.dataset([], writing.element(.modality, "CS", "MR")),
                    .sample(writing.syntax)),
                OddFile(
                    "\(writing), elements out of order",
                    file + writing.shape + writing.relationship + writing.identification + writing.pixels,
                    .sample(writing.syntax)),
                OddFile(
                    "\(writing), group lengths and padding",
                    file + writing.element(DICOMTag(0x0008, 0), "UL", writing.number(8 as UInt32))
                        + writing.dataset(
                            writing.element(DICOMTag(0x0010, 0), "UL", writing.number(0 as UInt32)))
                        + writing.element(DICOMTag(0xFFFC, 0xFFFC), "OB", [UInt8](repeating: 0, count: 64)),
                    .sample(writing.syntax)),
                OddFile(
                    "\(writing), odd lengths",
                    file + writing.element(.sopInstanceUID, "UI", Array("1.2.3.4.5".utf8))
                        + writing.dataset(),
                    .sample(writing.syntax)),
            ]
            for isDefined in [true, false] {
                let inner = writing.element(.modality, "CS", "MR") + writing.element(.rows, "US", 1 as UInt16)
                files += [
                    OddFile(
                        "\(writing), \(isDefined ? "defined" : "undefined") length, attributes inside a sequence",
                        file
                            + writing.dataset(
                                writing.sequence(referenced, isDefined: isDefined, inner),
                                writing.sequence(requests, isDefined: isDefined, inner)),
                        .sample(writing.syntax)),
                    OddFile(
                        "\(writing), \(isDefined ? "defined" : "undefined") length, 100,000 nested sequences",
                        file + writing.dataset(nested(writing, 100_000, isDefined: isDefined)),
                        .sample(writing.syntax)),
                ]
            }
        }
        files.append(
            OddFile(
                "a sequence written as a code string",
                explicit
                    + little.dataset(
                        [], little.element(DICOMTag(0x0040, 0xA170), "CS", little.item(0xE000, 0))),
                .sample(.explicitVRLittleEndian)))
        return files
    }()

    /// Sequences, each in an item of the one before.
    static func nested(_ writing: Writing, _ depth: Int, isDefined: Bool) -> [UInt8] {
        var bytes: [UInt8] = []
        let head = writing.openSequence(referenced).count
        for level in 1...depth {
            let inside = (depth - level) * (head + 8)
            bytes += writing.head(referenced, "SQ", isDefined ? UInt32(inside + 8) : .max)
            bytes += writing.item(0xE000, isDefined ? UInt32(inside) : .max)
        }
        if !isDefined { for _ in 1...depth { bytes += writing.itemEnd + writing.sequenceEnd } }
        return bytes
    }

    // MARK: Files that end early or make no sense

    static let refused: [OddFile] = {
        let missingBoth = HeaderError.Reason.missing([.modality, .studyInstanceUID])
        let index = FileBuilder.meta(.explicitVRLittleEndian, mediaClass: "1.2.840.10008.1.3.10")
        var files = [
            OddFile("no bytes", [], .error(.empty, at: 0, isPartial: false)),
            OddFile("one byte", [8], .error(.notDICOM, at: 0, isPartial: false)),
            OddFile(
                "64 zero bytes", [UInt8](repeating: 0, count: 64), .error(.notDICOM, at: 0, isPartial: false)),
            OddFile(
                "nothing but preamble and prefix", FileBuilder.prefix,
                .error(missingBoth, at: 0, isPartial: false)),
            OddFile(
                "nothing but preamble and meta group", explicit, .error(missingBoth, at: 0, isPartial: false)),
            OddFile(
                "a stray byte in front of a bare data set", [0x0D] + little.dataset(),
                .error(.notDICOM, at: 0, isPartial: false)),
            OddFile(
                "a DICOMDIR", FileBuilder.prefix + index + little.dataset(),
                .error(.index, at: 0, isPartial: false)),
        ]
        for writing in Writing.allCases {
            let file = FileBuilder.beginning(writing.syntax)
            let inner = writing.element(.modality, "CS", "MR")
            let image = file + writing.identification + writing.relationship
            let end = image.count
            for isDefined in [true, false] {
                files.append(
                    OddFile(
                        "\(writing), modality only inside a sequence",
                        file + writing.sequence(referenced, isDefined: isDefined, inner)
                            + writing.relationship,
                        .error(.missing([.modality]), at: 0, isPartial: false)))
            }
            let open = image + writing.openSequence(requests)
            let long = writing.head(DICOMTag(0x0029, 0x1010), "OB", 0x8000_0000)
            let huge = writing.head(DICOMTag(0x0029, 0x1010), "OB", 0xFFFF_FFFE)
            files += [
                OddFile(
                    "\(writing), cut in a sequence", open,
                    .error(.endsInSequence(requests), at: open.count, isPartial: true)),
                OddFile(
                    "\(writing), cut in an item", open + writing.openItem + inner,
                    .error(.endsInSequence(requests), at: open.count + 8 + inner.count, isPartial: true)),
                OddFile(
                    "\(writing), cut in the head of an item", open + writing.openItem.prefix(7),
                    .error(.endsInSequence(requests), at: open.count, isPartial: true)),
                OddFile(
                    "\(writing), cut in a value of an item", open + writing.openItem + inner.dropLast(),
                    .error(.endsInValue(.modality, missing: 1), at: open.count + 8, isPartial: true)),
                OddFile(
                    "\(writing), cut in a sequence with a length",
                    image + writing.head(requests, "SQ", 100) + inner,
                    .error(.endsInValue(requests, missing: 100 - inner.count), at: end, isPartial: true)),
                OddFile(
                    "\(writing), 100,000 open sequences",
                    image + (0..<100_000).flatMap { _ in writing.openSequence(requests) + writing.openItem },
                    .error(
                        .endsInSequence(requests),
                        at: end + 100_000 * (writing.openSequence(requests).count + 8), isPartial: true)),
                OddFile(
                    "\(writing), a sequence without delimiter", open + writing.shape + writing.pixels,
                    .error(.noItem(.rows), at: open.count, isPartial: true)),
                OddFile(
                    "\(writing), a sequence without delimiter, and half a head",
                    open + writing.openSequence(referenced).prefix(8),
                    .error(.noItem(referenced), at: open.count, isPartial: true)),
                OddFile(
                    "\(writing), an item longer than the file", open + writing.item(0xE000, 100) + inner,
                    .error(
                        .endsInValue(DICOMTag(0xFFFE, 0xE000), missing: 100 - inner.count), at: open.count,
                        isPartial: true)),
                OddFile(
                    "\(writing), an item without delimiter",
                    open + writing.openItem + inner + writing.sequenceEnd,
                    .error(
                        .misplacedDelimiter(DICOMTag(0xFFFE, 0xE0DD)), at: open.count + 8 + inner.count,
                        isPartial: true)),
                OddFile(
                    "\(writing), a delimiter of nothing", image + writing.sequenceEnd + writing.shape,
                    .error(.misplacedDelimiter(DICOMTag(0xFFFE, 0xE0DD)), at: end, isPartial: true)),
                OddFile(
                    "\(writing), a value of 2 GB", image + long + [1, 2, 3],
                    .error(
                        .endsInValue(DICOMTag(0x0029, 0x1010), missing: 0x8000_0000 - 3), at: end,
                        isPartial: true)),
                OddFile(
                    "\(writing), a value of 4 GB", image + huge,
                    .error(
                        .endsInValue(DICOMTag(0x0029, 0x1010), missing: 0xFFFF_FFFE), at: end, isPartial: true
                    )),
                OddFile(
                    "\(writing), cut in a wanted value",
                    image + writing.element(.requestedProcedurePriority, "SH", "STAT").dropLast(3),
                    .error(.endsInValue(.requestedProcedurePriority, missing: 3), at: end, isPartial: true)),
                OddFile(
                    "\(writing), cut in a head", image + writing.shape.prefix(7),
                    .error(.endsInElementHead, at: end, isPartial: true)),
                OddFile(
                    "\(writing), cut in the pixel data", file + writing.dataset().dropLast(),
                    .error(
                        .endsInPixelData(missing: 1), at: file.count + writing.dataset().count - 1,
                        isPartial: true)),
            ]
            let fragments =
                image + writing.openSequence(.pixelData, "OB") + writing.item(0xE000, 0)
                + writing.item(0xE000, 2)
            files += [
                OddFile(
                    "\(writing), cut in a fragment", fragments + [1],
                    .error(.endsInEncapsulatedPixelData, at: fragments.count + 1, isPartial: true)),
                OddFile(
                    "\(writing), fragments without delimiter", fragments + [1, 2],
                    .error(.endsInEncapsulatedPixelData, at: fragments.count + 2, isPartial: true)),
                OddFile(
                    "\(writing), no fragment", fragments + [1, 2] + writing.shape,
                    .error(.noItem(.rows), at: fragments.count + 2, isPartial: true)),
            ]
        }
        return files
    }()
}

@Suite("Odd files")
struct OddFileTests {
    private static func check(_ file: OddFile) throws {
        var reader = BothWays()
        let outcome = try reader.read(file.bytes)
        switch file.expectation {
        case .sample(let syntax):
            var header = try outcome.get()
            // The value stands where it is said to be.
            let offset = try #require(header.pixelDataOffset)
            #expect(file.bytes[offset..<offset + 4].elementsEqual([1, 2, 3, 4]))
            header.pixelDataOffset = nil
            header.bodyPart = nil
            header.manufacturer = nil
            let expected = InstanceHeader(
                transferSyntax: syntax, sopClassUID: "1.2.840.10008.5.1.4.1.1.2", sopInstanceUID: "1.2.3.4.5",
                studyInstanceUID: "1.2.3", seriesInstanceUID: "1.2.3.4", modality: "CT",
                studyTime: try DICOMDateTime(dateTime: "202402291330"), rows: 512, columns: 256,
                fileSize: file.bytes.count, pixelDataLength: 4)
            #expect(header == expected)
        case .error(let reason, let offset, let isPartial):
            guard case .failure(let error) = outcome else {
                Issue.record("read as \(outcome)")
                return
            }
            #expect(error.reason == reason, "\(error)")
            #expect(error.offset == offset, "\(error)")
            #expect((error.partialHeader != nil) == isPartial)
            guard let partial = error.partialHeader else { return }
            #expect(partial.studyInstanceUID == "1.2.3" && partial.modality == "CT")
            #expect(partial.pixelDataOffset == nil && partial.pixelDataLength == nil)
        }
    }

    @Test("odd beginnings", arguments: OddFiles.beginnings)
    func beginning(file: OddFile) throws { try Self.check(file) }

    @Test("data sets in another encoding than declared", arguments: OddFiles.encodings)
    func encoding(file: OddFile) throws { try Self.check(file) }

    @Test("odd elements", arguments: OddFiles.elements)
    func element(file: OddFile) throws { try Self.check(file) }

    @Test("what ends early or makes no sense is refused with reason and place", arguments: OddFiles.refused)
    func refused(file: OddFile) throws { try Self.check(file) }

    // MARK: Values

    private func image(
        _ writing: Writing = .explicitLittle, with elements: [UInt8]
    ) throws -> InstanceHeader {
        var reader = BothWays()
        let file =
            FileBuilder.beginning(writing.syntax) + writing.identification + writing.relationship + elements
        return try reader.header(file)
    }

    @Test(
        "standard attributes of the unknown value representation have the dictionary's",
        arguments: Writing.allCases)
    func unknown(writing: Writing) throws {
        var reader = BothWays()
        func element(_ tag: DICOMTag, _ value: [UInt8]) -> [UInt8] { writing.element(tag, "UN", value) }
        // Unknown values are little-endian in every encoding (PS3.5, section 6.2.2).
        let file =
            FileBuilder.beginning(writing.syntax) + element(.studyDate, Array("20240229".utf8))
            + element(.modality, Array("CT".utf8)) + element(.studyInstanceUID, Array("1.2.3\0".utf8))
            + element(.numberOfFrames, Array("12".utf8)) + element(.rows, [0, 2]) + element(.columns, [3, 1])
        let header = try reader.header(file)
        #expect(header.modality == "CT" && header.studyInstanceUID == "1.2.3" && header.frames == 12)
        #expect(header.studyTime?.description == "2024-02-29")
        #expect(header.rows == 512 && header.columns == 259)
        #expect(header.malformed.isEmpty)
    }

    @Test(
        "whole numbers of other representations than the dictionary's",
        arguments: [Writing.explicitLittle, .explicitBig])
    func numbers(writing: Writing) throws {
        func rows(_ vr: String, _ value: [UInt8]) throws -> (Int?, [DICOMTag]) {
            let header = try image(writing, with: writing.element(.rows, vr, value))
            return (header.rows, header.malformed)
        }
        let wide = writing.number(70_000 as UInt32)
        let zeros = writing.number(0 as UInt32)
        let wider = writing == .explicitBig ? zeros + wide : wide + zeros
        let right: [(vr: String, value: [UInt8], number: Int)] = [
            ("UL", wide, 70_000), ("SL", wide, 70_000), ("SS", writing.number(300 as UInt16), 300),
            ("UV", wider, 70_000), ("SV", wider, 70_000), ("IS", Array(" 300 ".utf8), 300),
            ("DS", Array("300 ".utf8), 300), ("LO", Array("+300".utf8), 300),
        ]
        for (vr, value, number) in right {
            let rows = try rows(vr, value)
            #expect(rows.0 == number && rows.1.isEmpty, "\(vr): \(rows)")
        }
        let wrong: [(vr: String, value: [UInt8])] = [
            ("SS", writing.number(0xFFFF as UInt16)), ("SL", writing.number(.max as UInt32)),
            ("US", [0, 1, 0, 2]), ("UL", [0, 1]), ("US", [1]), ("IS", Array("3.5 ".utf8)),
            ("IS", Array("1\\2 ".utf8)), ("IS", Array("-1".utf8)), ("IS", Array("99999999999999999999".utf8)),
            ("UV", [UInt8](repeating: 0xFF, count: 8)), ("FD", [UInt8](repeating: 0x40, count: 8)),
            ("OB", [0, 2]),
            ("LT", [UInt8](repeating: 0x31, count: 5_000)),
        ]
        for (vr, value) in wrong {
            let rows = try rows(vr, value)
            #expect(rows.0 == nil && rows.1 == [.rows], "\(vr) \(value.prefix(20)): \(rows)")
        }
        let none: [(vr: String, value: [UInt8])] = [
            ("US", []), ("UL", []), ("IS", []), ("OB", []), ("UN", []), ("IS", Array("  ".utf8)),
        ]
        for (vr, value) in none {
            let rows = try rows(vr, value)
            #expect(rows.0 == nil && rows.1.isEmpty, "\(vr): \(rows)")
        }
        let sequence =
            writing.sequence(.rows, isDefined: true, []) + writing.sequence(.columns, isDefined: false, [])
        #expect(try image(writing, with: sequence).malformed.isEmpty)
    }

    @Test("empty values are none", arguments: Writing.allCases)
    func empty(writing: Writing) throws {
        let elements = [DICOMTag.manufacturer, .studyDescription, .bodyPartExamined].flatMap {
            writing.element($0, "LO", [])
        }
        let header = try image(writing, with: elements + writing.element(.studyDescription, "LO", "  "))
        #expect(header.manufacturer == nil && header.studyDescription == nil && header.bodyPart == nil)
        #expect(header.malformed.isEmpty)
        var reader = BothWays()
        let file = FileBuilder.beginning(writing.syntax)
        let none =
            file + writing.element(.modality, "CS", []) + writing.element(.studyInstanceUID, "UI", "\0\0")
        #expect(try reader.error(none)?.reason == .missing([.modality, .studyInstanceUID]))
    }

    @Test("several values stay as they stand, but of a date or number only one is understood")
    func severalValues() throws {
        let header = try image(
            with: little.element(.manufacturer, "LO", "A\\B ")
                + little.element(.contentDate, "DA", "20240101\\20240102")
                + little.element(.contentTime, "TM", "10\\11 ") + little.element(.modality, "CS", "MR"))
        #expect(header.manufacturer == "A\\B")
        #expect(header.contentTime == nil)
        #expect(header.malformed == [.contentDate])
    }

    // Whichever way a date is read, the usual one or the patient one, all that the calendar has are understood.
    @Test(
        "dates and times of every year, with and without a fraction, are what the texts say",
        arguments: [
            ("80640703", "133005", "8064-07-03T13:30:05"),
            ("99991231", "235959.999999", "9999-12-31T23:59:59.999999"),
            ("00010101", "000000.5", "0001-01-01T00:00:00.5"),
            ("20240229", "133005.25", "2024-02-29T13:30:05.25"),
            ("20240131", "235960", "2024-01-31T23:59:60"), ("20240229", "1330", "2024-02-29T13:30"),
            ("2024.02.28", "13:30:05", "2024-02-28T13:30:05"),
        ])
    func everyDate(date: String, time: String, expected: String) throws {
        for writing in Writing.allCases {
            var ways = BothWays()
            let header = try ways.header(
                writing.dataset(
                    writing.element(.contentDate, "DA", date) + writing.element(.contentTime, "TM", time)))
            #expect(header.contentTime?.description == expected)
            #expect(header.malformed.isEmpty)
            let combined = date.filter { $0 != "." } + time.filter { $0 != ":" }
            let other = try ways.header(
                writing.dataset(writing.element(.acquisitionDateTime, "DT", combined)))
            #expect(other.acquisitionTime?.description == expected)
        }
    }

    @Test(
        "dates that no calendar has are malformed",
        arguments: ["00000101", "20240230", "20241301", "8064073x"])
    func noDate(date: String) throws {
        var ways = BothWays()
        let writing = Writing.allCases[0]
        let header = try ways.header(
            writing.dataset(
                writing.element(.contentDate, "DA", date) + writing.element(.contentTime, "TM", "133005")))
        #expect(header.contentTime == nil)
        #expect(header.malformed == [.contentDate])
    }

    @Test("a text may be longer than allowed, to 4,096 bytes")
    func longText() throws {
        for length in [65, 1_000, 4_096] {
            let text = String(repeating: "x", count: length)
            #expect(try image(with: little.element(.studyDescription, "LO", text)).studyDescription == text)
        }
        let text = String(repeating: "1", count: 4_098)
        let header = try image(
            with: little.element(.studyDescription, "LO", text) + little.element(.contentDate, "DA", text)
                + little.element(.timezoneOffsetFromUTC, "SH", text)
                + little.element(.seriesDate, "DA", "20240101")
                + little.element(.seriesTime, "TM", text) + little.element(.acquisitionDateTime, "DT", text))
        #expect(header.studyDescription == nil && header.contentTime == nil)
        #expect(header.seriesTime?.description == "2024-01-01")
        #expect(
            header.malformed == [.contentDate, .acquisitionDateTime, .seriesTime, .timezoneOffsetFromUTC])
    }

    @Test("text outside ASCII without a declared character set is UTF-8 as far as it can be")
    func undeclaredCharacterSet() throws {
        #expect(
            try image(with: little.element(.studyDescription, "LO", "Schädel")).studyDescription == "Schädel")
        let latin = little.element(.studyDescription, "LO", [0x53, 0x63, 0x68, 0xE4, 0x64, 0x65, 0x6C])
        #expect(try image(with: latin).studyDescription == "Sch\u{FFFD}del")
    }

    // MARK: Pixel data

    @Test("floating-point pixel data are pixel data", arguments: Writing.allCases)
    func floatPixels(writing: Writing) throws {
        for (element, vr) in [(0x0008, "OF"), (0x0009, "OD")] as [(UInt16, String)] {
            let value = [UInt8](repeating: 9, count: 16)
            let header = try image(writing, with: writing.element(DICOMTag(0x7FE0, element), vr, value))
            #expect(header.pixelDataLength == 16 && header.pixelDataOffset == header.fileSize - 16)
        }
        // Extended Offset Table (7FE0,0001) and its lengths stand in front of them and are none.
        let table = writing.element(DICOMTag(0x7FE0, 0x0001), "OV", [UInt8](repeating: 0, count: 8))
        #expect(try image(writing, with: table).pixelDataOffset == nil)
    }

    @Test("the end of fragments is not looked for when nobody wants to know", arguments: Writing.allCases)
    func unchecked(writing: Writing) throws {
        var reader = BothWays()
        let file =
            FileBuilder.beginning(.rleLossless) + writing.identification + writing.relationship
            + writing.openSequence(.pixelData, "OB")
        #expect(try reader.error(file)?.reason == .endsInEncapsulatedPixelData)
        reader.scanner.checksPixelData = false
        let header = try reader.header(file)
        #expect(header.pixelDataOffset == file.count && header.pixelDataLength == nil)
    }

    // MARK: Ends

    @Test(
        "a file cut anywhere is the same from memory and from a file, and whole only between elements",
        arguments: Writing.allCases)
    func cuts(writing: Writing) throws {
        var reader = BothWays()
        let sequence = writing.sequence(requests, isDefined: false, writing.element(.modality, "CS", "MR"))
        let parts = [
            writing.identification, writing.element(.studyInstanceUID, "UI", "1.2.3"),
            writing.element(.seriesInstanceUID, "UI", "1.2.3.4"), writing.element(.rows, "US", 1 as UInt16),
            sequence, writing.pixels,
        ]
        var ends: [Int] = []
        var file = FileBuilder.beginning(writing.syntax)
        for part in parts {
            file += part
            ends.append(file.count)
        }
        ends.removeFirst()
        var whole: [Int] = []
        for length in 0...file.count {
            switch try reader.read(Array(file[..<length])) {
            case .success: whole.append(length)
            case .failure(let error): #expect((error.partialHeader != nil) == (length > ends[0]), "\(length)")
            }
        }
        #expect(whole == ends)
    }

    @Test(
        "values that end around the borders of reads", arguments: [4_096, 8_192, 12_288, 16_384, 65_536],
        [-1, 0, 1])
    func borders(border: Int, step: Int) throws {
        var reader = BothWays()
        for writing in Writing.allCases {
            let start = FileBuilder.beginning(writing.syntax) + writing.identification
            let head = writing.head(DICOMTag(0x0009, 0x1001), "OB", 0).count
            for end in stride(from: border - 36 + step, through: border + 36, by: 3) {
                let blob = [UInt8](repeating: 0x5A, count: end - start.count - head)
                let file = start + writing.element(DICOMTag(0x0009, 0x1001), "OB", blob)
                // A sequence across the border, too.
                let item = writing.sequence(referenced, isDefined: end & 1 == 0, writing.shape)
                for between in [[], item] {
                    let rest = writing.relationship + writing.shape + writing.pixels
                    let header = try reader.header(file + between + rest)
                    #expect(header.studyInstanceUID == "1.2.3" && header.rows == 512, "\(writing), \(end)")
                    #expect(header.pixelDataOffset == header.fileSize - 4, "\(writing), \(end)")
                }
            }
        }
    }

    @Test("memory and file choose the same encoding however long the first elements are")
    func sniffing() throws {
        var reader = BothWays()
        // Read as explicit, the length of the first element is the value representation US.
        let implicit = Writing.implicitLittle
        let first = implicit.element(DICOMTag(0x0008, 0x0001), "OB", [UInt8](repeating: 0, count: 0x5355))
        for file in [first, FileBuilder.beginning(.implicitVRLittleEndian) + first] {
            _ = try reader.read(file + implicit.dataset())
        }
        #expect(
            try reader.header(FileBuilder.beginning(.implicitVRLittleEndian) + first + implicit.dataset())
                .rows == 512)
    }

    // MARK: Deflated data sets

    @Test("deflated data sets are read, wrapped by zlib or not", arguments: [true, false])
    func deflated(isWrapped: Bool) throws {
        var reader = BothWays()
        for length in [0, 10_000, 100_000, 3_000_000] {
            let blob = (0..<length).map { UInt8(truncatingIfNeeded: $0 &* 2_654_435_761 >> 7) }
            let file = FileBuilder.deflatedFile(
                little.dataset(little.element(DICOMTag(0x0009, 0x1001), "OB", blob)), isWrapped: isWrapped)
            let header = try reader.header(file)
            #expect(header.rows == 512 && header.columns == 256 && header.modality == "CT")
            #expect(header.transferSyntax == .deflatedExplicitVRLittleEndian && header.fileSize == file.count)
            #expect(header.pixelDataOffset == nil && header.pixelDataLength == nil)
        }
    }

    @Test("what inflates without end is left alone behind 64 MB", arguments: [true, false])
    func bomb(isManySmallValues: Bool) throws {
        var reader = BothWays()
        func file(megabytes: Int) -> [UInt8] {
            let start = little.identification
            let zeros = [UInt8](repeating: 0, count: (megabytes << 20) - start.count - 12)
            // Zeros are elements, too: (0000,0000) with an empty value.
            let bomb = isManySmallValues ? zeros : little.element(DICOMTag(0x0009, 0x1001), "OB", zeros)
            return FileBuilder.deflatedFile(start + bomb + little.relationship + little.shape)
        }
        let small = file(megabytes: 63)
        #expect(small.count < 100_000)
        if isManySmallValues {
            // 8 bytes at a time need not end where the elements go on.
            _ = try reader.read(small)
        } else {
            #expect(try reader.header(small).rows == 512)
        }
        let large = try #require(try reader.error(file(megabytes: 200)))
        #expect(large.reason == .inflatesTooFar && large.offset == HeaderScanner.largestInflatedHeader)
    }

    @Test("deflated data sets that are cut or damaged are refused at a place in the inflated bytes")
    func damagedDeflate() throws {
        var reader = BothWays()
        let dataset = little.dataset(
            little.element(DICOMTag(0x0009, 0x1001), "OB", [UInt8](repeating: 1, count: 50_000)))
        let file = FileBuilder.deflatedFile(dataset)
        let beginning = FileBuilder.beginning(.deflatedExplicitVRLittleEndian)
        for length in beginning.count..<file.count {
            let error = try #require(try reader.error(Array(file[..<length])), "\(length)")
            #expect(error.offset <= dataset.count, "\(length)")
        }
        #expect(try reader.error(beginning)?.reason == .badDeflate)
        // A stream whose last block is not the last one ends behind the data set all the same.
        let last = little.identification + little.relationship
        let stored: [UInt8] = [0, UInt8(last.count), 0, ~UInt8(last.count), 0xFF] + last
        let open = try #require(try reader.error(beginning + stored))
        #expect(open.reason == .badDeflate && open.offset == last.count)
        #expect(open.partialHeader?.studyInstanceUID == "1.2.3")
        reader.scanner.checksPixelData = false
        #expect(try reader.error(beginning + stored)?.reason == .badDeflate)
        // The element whose value is cut is named with the place of its head.
        let cut: [UInt8] = [0, UInt8(last.count - 2), 0, ~UInt8(last.count - 2), 0xFF] + last.dropLast(2)
        let error = try #require(try reader.error(beginning + cut))
        #expect(error.reason == .endsInValue(.seriesInstanceUID, missing: 2))
        #expect(error.offset == last.count - little.element(.seriesInstanceUID, "UI", "1.2.3.4").count)
        let unwanted = last + little.head(DICOMTag(0x0029, 0x1010), "OB", 100) + [1, 2, 3]
        let long = try #require(
            try reader.error(
                beginning + [0, UInt8(unwanted.count), 0, ~UInt8(unwanted.count), 0xFF] + unwanted))
        #expect(
            long.reason == .endsInValue(DICOMTag(0x0029, 0x1010), missing: 97) && long.offset == last.count)
    }

    @Test(
        "a deflated data set that makes no sense is refused as the plain one is", arguments: OddFiles.refused)
    func refusedDeflated(file: OddFile) throws {
        let plain = FileBuilder.beginning(.explicitVRLittleEndian)
        guard case .error(let reason, let offset, let isPartial) = file.expectation,
            file.bytes.starts(with: plain)
        else { return }
        // Nobody looks for the end of pixel data in a deflated data set; only for that of the stream.
        switch reason {
        case .endsInPixelData, .endsInEncapsulatedPixelData: return
        case .noItem where file.testDescription.contains("fragment"): return
        default: break
        }
        let dataset = Array(file.bytes.dropFirst(plain.count))
        // Of an empty stream there is no data set at all.
        if dataset.isEmpty { return }
        var reader = BothWays()
        let error = try #require(try reader.error(FileBuilder.deflatedFile(dataset)))
        #expect(error.reason == reason && error.offset == max(0, offset - plain.count), "\(error)")
        #expect((error.partialHeader != nil) == isPartial)
    }

    @Test("no value of one file is found in the next")
    func noLeftovers() throws {
        var reader = BothWays()
        let first = FileBuilder.beginning(.explicitVRLittleEndian) + little.dataset()
        #expect(try reader.header(first).studyInstanceUID == "1.2.3")
        // Only a part of the study's value is there, which shows when the value is wanted.
        let begun =
            little.element(.modality, "CS", "MR") + little.head(.studyInstanceUID, "UI", 20)
            + Array("1.2.".utf8)
        let stored: [UInt8] = [0, UInt8(begun.count), 0, ~UInt8(begun.count), 0xFF] + begun
        let error = try #require(
            try reader.error(FileBuilder.beginning(.deflatedExplicitVRLittleEndian) + stored))
        #expect(error.partialHeader == nil)
        #expect(error.reason == .endsInValue(.studyInstanceUID, missing: 16))
    }
}
