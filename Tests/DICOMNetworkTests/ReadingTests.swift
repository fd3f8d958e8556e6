import DICOMHeader
import DICOMNetwork
import Foundation
import Testing

private func little(_ number: UInt16) -> [UInt8] { [UInt8(number & 0xFF), UInt8(number >> 8)] }

private func little(_ number: UInt32) -> [UInt8] {
    little(UInt16(truncatingIfNeeded: number)) + little(UInt16(truncatingIfNeeded: number >> 16))
}

@Suite("Reading headers")
struct ReadingTests {
    static func sample(_ syntax: TransferSyntax, in folder: ScratchFolder) throws -> String {
        var image = try SampleImage.ct()
        try image.write(to: folder.file("sample.dcm"), transferSyntax: syntax)
        return folder.file("sample.dcm")
    }

    @Test("every field is what was written", arguments: WritingTests.encodings, Reader.allCases)
    func everyField(syntax: TransferSyntax, reader: Reader) throws {
        let folder = try ScratchFolder()
        let path = try Self.sample(syntax, in: folder)
        let isNative = !syntax.isEncapsulated && !syntax.isDeflated
        let expected = InstanceHeader(
            transferSyntax: syntax,
            sopClassUID: "1.2.840.10008.5.1.4.1.1.2",
            sopInstanceUID: "1.2.826.0.1.3680043.10.1.1.1.1",
            studyInstanceUID: "1.2.826.0.1.3680043.10.1.1",
            seriesInstanceUID: "1.2.826.0.1.3680043.10.1.1.1",
            modality: "CT",
            bodyPart: "HEAD",
            studyTime: try DICOMDateTime(dateTime: "202402282359+0100"),
            seriesTime: try DICOMDateTime(dateTime: "2024022912+0100"),
            acquisitionTime: try DICOMDateTime(dateTime: "20240229133005.25+0100"),
            contentTime: try DICOMDateTime(dateTime: "20240301000000+0100"),
            rows: SampleImage.rows,
            columns: SampleImage.columns,
            frames: 1,
            bitsAllocated: 16,
            bitsStored: 12,
            samplesPerPixel: 1,
            manufacturer: "Hersteller Müller",
            studyDescription: "Schädel nativ",
            requestedProcedurePriority: "STAT",
            fileSize: try bytes(ofFile: path).count,
            pixelDataLength: isNative ? SampleImage.rows * SampleImage.columns * 2 : nil)
        var header = try reader.header(path)
        // Where the pixel data stand is the writer's choice; that they stand there is seen in the file.
        let offset = header.pixelDataOffset
        header.pixelDataOffset = nil
        #expect(header == expected)
        if syntax.isDeflated {
            #expect(offset == nil)
        } else if let offset, isNative {
            let stored = try bytes(ofFile: path)[offset..<offset + SampleImage.pixels.count * 2]
            let words = SampleImage.pixels.map { syntax.isBigEndian ? $0.bigEndian : $0.littleEndian }
            #expect(stored.elementsEqual(words.flatMap { word in withUnsafeBytes(of: word, Array.init) }))
        } else {
            // An item tag begins the fragments.
            let first = try #require(offset)
            #expect(try bytes(ofFile: path)[first..<first + 4].elementsEqual([0xFE, 0xFF, 0x00, 0xE0]))
        }
    }

    @Test(
        "Acquisition DateTime goes before Acquisition Date and Time, and frames are counted",
        arguments: Reader.allCases)
    func acquisitionDateTime(reader: Reader) throws {
        let folder = try ScratchFolder()
        var image = try SampleImage.ct()
        try image.set(.acquisitionDateTime, "20240302101112-0500")
        try image.set(.numberOfFrames, "7")
        try image.write(to: folder.file("a.dcm"), transferSyntax: .explicitVRLittleEndian)
        let header = try reader.header(folder.file("a.dcm"))
        #expect(header.acquisitionTime?.description == "2024-03-02T10:11:12-05:00")
        #expect(header.frames == 7)
    }

    @Test("values that can't be understood are named and their fields are nil", arguments: Reader.allCases)
    func malformedValues(reader: Reader) throws {
        let folder = try ScratchFolder()
        var image = try SampleImage.ct()
        try image.set(.studyDate, encoded: Array("20241301".utf8))
        try image.set(.seriesTime, encoded: Array("25".utf8))
        try image.set(.acquisitionDateTime, encoded: Array("yesterday".utf8))
        try image.set(.numberOfFrames, encoded: Array("-1".utf8))
        try image.write(to: folder.file("a.dcm"), transferSyntax: .explicitVRLittleEndian)
        let header = try reader.header(folder.file("a.dcm"))
        #expect(header.malformed == [.studyDate, .acquisitionDateTime, .seriesTime, .numberOfFrames])
        #expect(header.studyTime == nil)
        #expect(header.seriesTime?.description == "2024-02-29+01:00")
        #expect(header.acquisitionTime?.description == "2024-02-29T13:30:05.25+01:00")
        #expect(header.frames == 1)
    }

    @Test("nothing that names the patient is asked for or kept", arguments: Reader.allCases)
    func noPatient(reader: Reader) throws {
        #expect(WantedAttribute.allCases.allSatisfy { $0.tag.group != 0x0010 })
        let folder = try ScratchFolder()
        let header = try reader.header(try Self.sample(.explicitVRLittleEndian, in: folder))
        var text = ""
        dump(header, to: &text)
        for secret in ["Anna", "Phantom", "4711", "1950"] { #expect(!text.contains(secret)) }
    }

    @Test("standard tags of the unknown VR are read with the dictionary's VR", arguments: Reader.allCases)
    func unknownVR(reader: Reader) throws {
        let folder = try ScratchFolder()
        func element(_ tag: DICOMTag, _ value: [UInt8]) -> [UInt8] {
            little(tag.group) + little(tag.element) + Array("UN".utf8) + [0, 0, UInt8(value.count), 0, 0, 0]
                + value
        }
        // No preamble and no meta header either: the data set is all there is.
        let file =
            element(.specificCharacterSet, Array("ISO_IR 100".utf8))
            + element(.modality, Array("CT".utf8)) + element(.manufacturer, [0x4D, 0xFC])
            + element(.studyInstanceUID, Array("1.2.3\0".utf8)) + element(.rows, [0x00, 0x02])
            + element(.columns, [0x03, 0x01])
        let header = try reader.header(try folder.write(file, to: "un"))
        #expect(header.modality == "CT")
        #expect(header.studyInstanceUID == "1.2.3")
        #expect(header.rows == 512)
        #expect(header.columns == 259)
        #expect(header.manufacturer == "Mü")
        #expect(header.transferSyntax == .explicitVRLittleEndian)
    }

    @Test("attributes inside sequences don't stand for those of the data set", arguments: Reader.allCases)
    func sequencesAreNotDescended(reader: Reader) throws {
        let folder = try ScratchFolder()
        var image = try SampleImage.ct(modality: nil)
        var item = try DICOMDataset()
        try item.set(.modality, "MR")
        try image.append(item, to: .requestAttributesSequence)
        try image.write(to: folder.file("a.dcm"), transferSyntax: .explicitVRLittleEndian)
        #expect(reader.failure(folder.file("a.dcm")) == "Modality (0008,0060) is missing")
    }

    @Test("what is missing is said", arguments: Reader.allCases)
    func missingAttributes(reader: Reader) throws {
        let folder = try ScratchFolder()
        var image = try SampleImage.ct(study: "", modality: "")
        try image.write(to: folder.file("a.dcm"), transferSyntax: .explicitVRLittleEndian)
        #expect(
            reader.failure(folder.file("a.dcm"))
                == "Modality (0008,0060) and StudyInstanceUID (0020,000D) are missing")
    }

    @Test("files that are none are errors that say so", arguments: Reader.allCases)
    func noFiles(reader: Reader) throws {
        let folder = try ScratchFolder()
        #expect(reader.failure(folder.file("none")) == "No such file or directory")
        #expect(reader.failure("") == "No such file or directory")
        #expect(reader.failure(folder.path) == "Is a directory")
        #expect(reader.failure("/dev/zero") == "not a regular file")
        #expect(reader.failure(try folder.write([], to: "empty")) == "the file is empty")
        let text = Array("Read me first: this folder holds DICOM files.\n".utf8)
        for content in [
            text, Array((0..<20).map { _ in text }.joined()), [0], Array(repeating: 0, count: 64),
        ] {
            #expect(
                reader.failure(try folder.write(content, to: "text"))
                    == "not a DICOM file: no DICM prefix")
        }
        // A link to itself can't be opened by anybody, root included.
        try FileManager.default.createSymbolicLink(
            atPath: folder.file("loop"), withDestinationPath: folder.file("loop"))
        #expect(reader.failure(folder.file("loop")) == "Too many levels of symbolic links")
        #expect(mkfifo(folder.file("pipe"), 0o600) == 0)
        #expect(reader.failure(folder.file("pipe")) == "not a regular file")
        let locked = try folder.write(text, to: "locked")
        #expect(chmod(locked, 0) == 0)
        // Root may read what nobody may read.
        #expect(
            reader.failure(locked)
                == (geteuid() == 0 ? "not a DICOM file: no DICM prefix" : "Permission denied"))
    }

    @Test("garbage behind the prefix is an error with a reason", arguments: Reader.allCases)
    func garbage(reader: Reader) throws {
        let folder = try ScratchFolder()
        let start = [UInt8](repeating: 0, count: 128) + Array("DICM".utf8)
        var generator = SplitMix(state: 1)
        let noise = (0..<4096).map { _ in UInt8.random(in: 0...255, using: &generator) }
        for content in [start, start + noise, start + [UInt8](repeating: 0xFF, count: 512)] {
            #expect(reader.failure(try folder.write(content, to: "garbage.dcm"))?.isEmpty == false)
        }
    }

    @Test(
        "a file cut short is an error wherever the cut is", arguments: WritingTests.encodings, Reader.allCases
    )
    func truncated(syntax: TransferSyntax, reader: Reader) throws {
        let folder = try ScratchFolder()
        let whole = try bytes(ofFile: try Self.sample(syntax, in: folder))
        var wholeLooking: [Int] = []
        for length in 0..<whole.count {
            let path = try folder.write(Array(whole[..<length]), to: "cut.dcm")
            if let header = try? reader.header(path) {
                #expect(header.pixelDataLength == nil)
                wholeLooking.append(length)
            }
        }
        // A data set may end behind any element, and a cut just there can't be told from an
        // instance without pixel data. Behind Study Instance UID twelve elements follow.
        #expect(wholeLooking.count <= 12, "\(wholeLooking)")
    }

    @Test("the error of a cut inside the pixel data counts the missing bytes", arguments: Reader.allCases)
    func truncatedPixels(reader: Reader) throws {
        let folder = try ScratchFolder()
        let native = try bytes(ofFile: try Self.sample(.explicitVRBigEndian, in: folder))
        let cut = try folder.write(Array(native.dropLast(100)), to: "cut.dcm")
        #expect(
            reader.failure(cut)
                == "the file ends at byte \(native.count - 100), 100 bytes before its pixel data do")
        let encoded = try bytes(ofFile: try Self.sample(.jpegLosslessSV1, in: folder))
        let open = try folder.write(Array(encoded.dropLast(8)), to: "open.dcm")
        #expect(
            reader.failure(open)
                == "the file ends at byte \(encoded.count - 8) inside its encapsulated pixel data")
    }

    /// A data set in which `depth` sequences are nested, with what makes it an instance behind them.
    static func nested(depth: Int, isExplicit: Bool, isDefined: Bool) -> [UInt8] {
        func head(_ tag: DICOMTag, _ vr: String, _ length: UInt32) -> [UInt8] {
            let name = isExplicit ? Array(vr.utf8) + (vr == "SQ" ? [0, 0] : []) : []
            let isShort = isExplicit && vr != "SQ"
            return little(tag.group) + little(tag.element) + name
                + (isShort ? little(UInt16(length)) : little(length))
        }
        func item(_ element: UInt16, _ length: UInt32) -> [UInt8] {
            little(0xFFFE as UInt16) + little(element) + little(length)
        }
        let sequence = DICOMTag(0x0008, 0x1140)
        let headLength = isExplicit ? 12 : 8
        var file =
            head(.sopClassUID, "UI", 4) + Array("1.2\0".utf8) + head(.modality, "CS", 2) + Array("CT".utf8)
        for level in 0..<depth {
            let inner = UInt32((depth - level - 1) * (headLength + 8))
            file +=
                head(sequence, "SQ", isDefined ? inner + 8 : .max) + item(0xE000, isDefined ? inner : .max)
        }
        if !isDefined {
            for _ in 0..<depth { file += item(0xE00D, 0) + item(0xE0DD, 0) }
        }
        return file + head(.studyInstanceUID, "UI", 4) + Array("1.2\0".utf8)
    }

    @Test("DCMTK is given 64 nested sequences; 65 are refused", arguments: [true, false], [true, false])
    func nesting(isExplicit: Bool, isDefined: Bool) throws {
        let folder = try ScratchFolder()
        for (depth, reason) in [
            (0, nil), (1, nil), (64, nil), (65, "sequences are nested deeper than 64 levels"),
            (10_000, "sequences are nested deeper than 64 levels"),
        ] {
            let file = Self.nested(depth: depth, isExplicit: isExplicit, isDefined: isDefined)
            #expect(Reader.dcmtk.failure(try folder.write(file, to: "nested")) == reason, "depth \(depth)")
            // The native scanner needs no limit.
            #expect(Reader.native.failure(folder.file("nested")) == nil, "depth \(depth)")
        }
    }

    @Test("100,000 nested sequences do not end the process", arguments: [true, false])
    func deepNesting(isDeflated: Bool) throws {
        let folder = try ScratchFolder()
        let depth = 100_000
        let sequences = Self.nested(depth: depth, isExplicit: true, isDefined: false)
        let syntax = TransferSyntax.explicitVRLittleEndian.uid
        var file = [UInt8](repeating: 0, count: 128) + Array("DICM".utf8)
        file += [2, 0, 0x10, 0] + Array("UI".utf8) + [20, 0] + Array((syntax + "\0").utf8) + sequences
        var path = try folder.write(file, to: "deep.dcm")
        if isDeflated {
            // Written by gzip, which wraps a plain deflate stream in 10 bytes before and 8 behind.
            let plain = try folder.write(sequences, to: "plain")
            #expect(try ExternalProgram.gzip.run(["-n", plain]).status == 0)
            let stream = try bytes(ofFile: plain + ".gz").dropFirst(10).dropLast(8)
            let deflated = TransferSyntax.deflatedExplicitVRLittleEndian.uid
            file = [UInt8](repeating: 0, count: 128) + Array("DICM".utf8) + [2, 0, 0x10, 0]
            file += Array("UI".utf8) + [22, 0] + Array(deflated.utf8) + stream
            path = try folder.write(file, to: "deflated.dcm")
        }
        #expect(Reader.dcmtk.failure(path) == "sequences are nested deeper than 64 levels")
        #expect(Reader.native.failure(path) == nil)
    }

    @Test("changed bytes give a header or an error, never a crash", arguments: 0..<4, Reader.allCases)
    func mutated(seed: UInt64, reader: Reader) throws {
        // The arguments are the seeds, so a failure names its own.
        let folder = try ScratchFolder()
        var generator = SplitMix(state: seed)
        let syntaxes: [TransferSyntax] = [
            .implicitVRLittleEndian, .explicitVRLittleEndian, .explicitVRBigEndian,
            .deflatedExplicitVRLittleEndian,
        ]
        let whole = try bytes(ofFile: try Self.sample(syntaxes[Int(seed)], in: folder))
        var read = 0
        var refused = 0
        for _ in 0..<500 {
            var changed = whole
            for _ in 0..<Int.random(in: 1...4, using: &generator) {
                changed[Int.random(in: 132..<changed.count, using: &generator)] = UInt8.random(
                    in: 0...255, using: &generator)
            }
            if reader.failure(try folder.write(changed, to: "changed.dcm")) == nil {
                read += 1
            } else {
                refused += 1
            }
        }
        // Most changes hit values, some hit lengths: both kinds have to be among them.
        #expect(read > 0)
        #expect(refused > 0)
    }

    @Test("DCMTK is silent about broken files unless its log is asked for")
    func silence() throws {
        let folder = try ScratchFolder()
        let whole = try bytes(ofFile: try Self.sample(.explicitVRLittleEndian, in: folder))
        // Some of the cuts are inside values, of which DCMTK has to say something.
        let cuts = try (600..<700).map { try folder.write(Array(whole[..<$0]), to: "cut\($0).dcm") }
        func log() throws -> [Substring] {
            let text = try standardError(into: folder.file("log")) {
                for cut in cuts { _ = Reader.dcmtk.failure(cut) }
            }
            // Other tests' messages go to the same place; DCMTK's lines begin with their level.
            return text.split(separator: "\n").filter { $0.hasPrefix("W: ") || $0.hasPrefix("E: ") }
        }
        #expect(try log().isEmpty)
        // The counter-check: with the log on, the same capture does see lines.
        DICOMLibrary.setLogging(true)
        defer { DICOMLibrary.setLogging(false) }
        #expect(try !log().isEmpty)
    }

    /// What is written to standard error while `body` runs.
    private func standardError(into path: String, _ body: () -> Void) throws -> String {
        let file = open(path, O_CREAT | O_TRUNC | O_WRONLY, 0o600)
        let saved = dup(2)
        try #require(file >= 0 && saved >= 0)
        dup2(file, 2)
        body()
        dup2(saved, 2)
        close(file)
        close(saved)
        return String(decoding: try bytes(ofFile: path), as: UTF8.self)
    }

    @Test("DCMTK's version is told")
    func version() {
        #expect(DICOMLibrary.version.split(separator: ".").count == 3)
    }
}
