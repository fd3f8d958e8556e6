import DICOMHeader
import DICOMNetwork
import Foundation
import Testing

@Suite("Writing data sets")
struct WritingTests {
    static let encodings: [TransferSyntax] = [
        .implicitVRLittleEndian, .explicitVRLittleEndian, .explicitVRBigEndian,
        .deflatedExplicitVRLittleEndian, .rleLossless, .jpegLosslessSV1, .jpegLSLossless,
    ]

    /// The lines of dcmdump's output, which must find nothing to complain about.
    static func dump(_ path: String) throws -> [Substring] {
        let dump = try ExternalProgram.dcmdump.run(["-Un", "-q", path])
        #expect(dump.status == 0, "\(dump.errors)")
        #expect(dump.errors.isEmpty)
        return dump.output.split(separator: "\n")
    }

    @Test("a file of each transfer syntax is what dcmdump says it should be", arguments: encodings)
    func matchesDCMDump(syntax: TransferSyntax) throws {
        let folder = try ScratchFolder()
        let path = folder.file("image.dcm")
        var image = try SampleImage.ct()
        try image.write(to: path, transferSyntax: syntax)

        let lines = try Self.dump(path)
        func value(_ tag: String) -> Substring? { lines.first { $0.hasPrefix(tag) } }
        #expect(value("(0002,0010)")?.contains("[\(syntax.uid)]") == true)
        #expect(value("(0008,0060)")?.contains("CS [CT]") == true)
        #expect(value("(0028,0010)")?.contains("US \(SampleImage.rows)") == true)
        #expect(value("(0028,0011)")?.contains("US \(SampleImage.columns)") == true)
        #expect(value("(0008,1030)")?.contains("LO [Schädel nativ]") == true)
        let pixels = value("(7fe0,0010)")
        #expect(pixels?.contains(syntax.isEncapsulated ? "PixelSequence" : "OW") == true)
    }

    @Test(
        "pixels survive each encoding as the package's own decoder reads them",
        arguments: [
            (.implicitVRLittleEndian, .dcmconv), (.explicitVRBigEndian, .dcmconv),
            (.deflatedExplicitVRLittleEndian, .dcmconv), (.rleLossless, .dcmdrle),
            (.jpegLosslessSV1, .dcmdjpeg), (.jpegLSLossless, .dcmdjpls),
        ] as [(TransferSyntax, ExternalProgram)])
    func pixelsSurvive(syntax: TransferSyntax, decoder: ExternalProgram) throws {
        let folder = try ScratchFolder()
        var image = try SampleImage.ct()
        try image.write(to: folder.file("encoded.dcm"), transferSyntax: syntax)
        let outcome = try decoder.run(["+te", folder.file("encoded.dcm"), folder.file("native.dcm")])
        #expect(outcome.status == 0, "\(outcome.errors)")
        let expected = SampleImage.pixels.flatMap { [UInt8($0 & 0xFF), UInt8($0 >> 8)] }
        #expect(try bytes(ofFile: folder.file("native.dcm")).suffix(expected.count).elementsEqual(expected))
    }

    @Test("pixels of eight bits and three colours survive each encoding", arguments: encodings)
    func colour(syntax: TransferSyntax) throws {
        let folder = try ScratchFolder()
        // An odd number of bytes: 5 x 3 pixels of 3 samples.
        let samples = (0..<45).map { UInt8($0 * 5) }
        var image = try SampleImage.ct()
        try image.set(.photometricInterpretation, "RGB")
        try image.set(.samplesPerPixel, "3")
        try image.set(.planarConfiguration, "0")
        try image.set(.rows, "5")
        try image.set(.columns, "3")
        try image.set(.bitsAllocated, "8")
        try image.set(.bitsStored, "8")
        try image.set(.highBit, "7")
        try image.setPixelData(bytes: samples)
        try image.write(to: folder.file("encoded.dcm"), transferSyntax: syntax)

        let decoder: ExternalProgram =
            switch syntax {
            case .rleLossless: .dcmdrle
            case .jpegLosslessSV1: .dcmdjpeg
            case .jpegLSLossless: .dcmdjpls
            default: .dcmconv
            }
        let outcome = try decoder.run(["+te", folder.file("encoded.dcm"), folder.file("native.dcm")])
        #expect(outcome.status == 0, "\(outcome.errors)")
        #expect(try bytes(ofFile: folder.file("native.dcm")).suffix(46).elementsEqual(samples + [0]))
    }

    @Test("one data set can be written with one transfer syntax after the other")
    func writesAgain() throws {
        let folder = try ScratchFolder()
        var image = try SampleImage.ct()
        for (number, syntax) in (Self.encodings + Self.encodings).enumerated() {
            try image.write(to: folder.file("\(number).dcm"), transferSyntax: syntax)
        }
        for number in Self.encodings.indices {
            let first = try DICOMHeaderReader.readHeader(ofFileAt: folder.file("\(number).dcm"))
            let second = try DICOMHeaderReader.readHeader(
                ofFileAt: folder.file("\(number + Self.encodings.count).dcm"))
            #expect(first == second)
            #expect(first.transferSyntax == Self.encodings[number])
        }
    }

    @Test("elements of every kind come out as dcmdump shows them")
    func kindsOfElements() throws {
        let folder = try ScratchFolder()
        var image = try SampleImage.ct()
        try image.set(DICOMTag(0x0028, 0x0030), "0.5\\0.25")
        try image.set(.imageType, "ORIGINAL\\PRIMARY\\AXIAL")
        try image.set(.instanceNumber, "12")
        try image.set(DICOMTag(0x0018, 0x6020), integers: [-7])
        try image.set(DICOMTag(0x0018, 0x602C), doubles: [0.125])
        try image.set(DICOMTag(0x0042, 0x0011), bytes: [1, 2, 3, 4])
        try image.set(DICOMTag(0x0028, 0x3002), words: [256, 0, 16])
        try image.set(.studyDescription, encoded: Array("Sch".utf8) + [0xE4] + Array("del".utf8))
        try image.set(.specificCharacterSet, "ISO_IR 100")
        try image.setEmptySequence(.sourceImageSequence)
        for name in ["first", "second"] {
            var code = try DICOMDataset()
            try code.set(.codeValue, name)
            var item = try DICOMDataset()
            try item.append(code, to: .procedureCodeSequence)
            try image.append(item, to: .requestAttributesSequence)
        }
        try image.write(to: folder.file("a.dcm"), transferSyntax: .explicitVRLittleEndian)

        let lines = try Self.dump(folder.file("a.dcm")).map { $0.trimmingCharacters(in: .whitespaces) }
        func value(_ tag: String) -> [String] { lines.filter { $0.hasPrefix(tag) } }
        #expect(value("(0028,0030)").first?.contains("DS [0.5\\0.25]") == true)
        #expect(value("(0008,0008)").first?.contains("CS [ORIGINAL\\PRIMARY\\AXIAL]") == true)
        #expect(value("(0020,0013)").first?.contains("IS [12]") == true)
        #expect(value("(0018,6020)").first?.contains("SL -7") == true)
        #expect(value("(0018,602c)").first?.contains("FD 0.125") == true)
        #expect(value("(0042,0011)").first?.contains("OB 01\\02\\03\\04") == true)
        #expect(value("(0028,3002)").first?.contains("US 256\\0\\16") == true)
        #expect(value("(0008,2112)").first?.contains("#=0)") == true)
        #expect(value("(0040,0275)").first?.contains("#=2)") == true)
        #expect(value("(0008,0100)").map { $0.contains("[first]") } == [true, false])
        #expect(value("(0008,0100)").map { $0.contains("[second]") } == [false, true])
        // The description was given in Latin-1 and is read as the text it is.
        let header = try DICOMHeaderReader.readHeader(ofFileAt: folder.file("a.dcm"))
        #expect(header.studyDescription == "Schädel")
    }

    @Test(
        "values that the VR forbids are refused",
        arguments: [
            (.modality, "ct"), (.studyDate, "2024-02-29"), (.sliceThickness, "0.12345678901234567890"),
            (.instanceNumber, "one"), (.sopInstanceUID, "1.2.abc"), (.rows, "many"),
            (.requestAttributesSequence, "text"),
        ] as [(DICOMTag, String)])
    func refusesValues(tag: DICOMTag, value: String) throws {
        var image = try DICOMDataset()
        var caught: DICOMNetworkError?
        do {
            try image.set(tag, value)
        } catch {
            caught = error
        }
        #expect(caught?.operation == .setElement)
        #expect(caught?.subject == "\(tag)")
        #expect(caught?.reason.isEmpty == false)
    }

    @Test("a file that can't be written leaves nothing behind")
    func leavesNothing() throws {
        let folder = try ScratchFolder()
        func failure(_ path: String, _ syntax: TransferSyntax, without tag: DICOMTag? = nil) throws
            -> DICOMNetworkError?
        {
            var image = try SampleImage.ct()
            if let tag { try image.set(tag, "") }
            do throws(DICOMNetworkError) {
                try image.write(to: path, transferSyntax: syntax)
                return nil
            } catch {
                return error
            }
        }
        let target = folder.file("a.dcm")
        #expect(try failure(folder.file("none/a.dcm"), .rleLossless)?.reason == "No such file or directory")
        #expect(try failure(folder.path, .rleLossless)?.reason == "Is a directory")
        #expect(
            try failure(target, TransferSyntax(uid: "1.2.3"))?.reason == "unknown transfer syntax: 1.2.3")
        #expect(try failure(target, TransferSyntax(uid: ""))?.reason == "unknown transfer syntax: ")
        #expect(try failure(target, .jpeg2000Lossless)?.reason.isEmpty == false)
        #expect(
            try failure(target, .explicitVRLittleEndian, without: .sopClassUID)?.reason
                == "SOPClassUID is missing")
        #expect(
            try failure(target, .explicitVRLittleEndian, without: .sopInstanceUID)?.reason
                == "SOPInstanceUID is missing")
        #expect(try failure(target, .jpegLosslessSV1, without: .rows)?.reason.isEmpty == false)
        #expect(try failure(target, .rleLossless)?.reason == nil)
        #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path) == ["a.dcm"])
    }
}
