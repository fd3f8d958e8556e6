import DICOMHeader
import DICOMNetwork
import Foundation
import Testing

@Suite("Any attribute of a file")
struct DICOMFileTests {
    private static let repetitionTime = DICOMTag(0x0018, 0x0080)
    private static let referencedImages = DICOMTag(0x0008, 0x1140)
    private static let referencedInstance = DICOMTag(0x0008, 0x1155)
    private static let operators = DICOMTag(0x0008, 0x1072)
    private static let codeMeaning = DICOMTag(0x0008, 0x0104)
    private static let pixelSpacing = DICOMTag(0x0028, 0x0030)
    private static let windowWidthData = DICOMTag(0x0028, 0x1202)

    /// A file with text, numbers, sequences, a long value and names, written by DCMTK.
    static func sample(_ syntax: TransferSyntax, in folder: ScratchFolder) throws -> String {
        var image = try SampleImage.ct()
        try image.set(repetitionTime, "512.5")
        try image.set(pixelSpacing, "0.5\\0.75")
        try image.set(.seriesDescription, "Größe")
        try image.set(DICOMTag(0x0018, 0x9073), doubles: [-2.25])
        try image.set(DICOMTag(0x0018, 0x6020), integers: [-7])
        for number in 1...2 {
            var item = try DICOMDataset()
            try item.set(referencedInstance, "1.2.3.\(number)")
            try image.append(item, to: referencedImages)
        }
        var person = try DICOMDataset()
        try person.set(codeMeaning, "Operator 7")
        try image.append(person, to: operators)
        // More than the window of the reader holds.
        try image.set(windowWidthData, words: (0..<20_000).map { UInt16(truncatingIfNeeded: $0 &* 7) })
        let path = folder.file("any.dcm")
        try image.write(to: path, transferSyntax: syntax)
        return path
    }

    @Test("text, numbers and items are what was written", arguments: WritingTests.encodings)
    func values(syntax: TransferSyntax) throws {
        let folder = try ScratchFolder()
        let path = try Self.sample(syntax, in: folder)
        for isInMemory in [false, true] {
            var file = try isInMemory ? DICOMFile(bytes: bytes(ofFile: path)) : DICOMFile(at: path)
            #expect(file.transferSyntax == syntax)
            #expect(file.defect == nil)
            #expect(try file.text(.transferSyntaxUID) == syntax.uid)
            #expect(try file.text(.modality) == "CT")
            #expect(try file.text(.seriesDescription) == "Größe")
            #expect(try file.text(.bodyPartExamined) == "HEAD")
            #expect(try file.integers(.rows) == [SampleImage.rows])
            #expect(try file.numbers(.rows) == [Double(SampleImage.rows)])
            #expect(try file.numbers(Self.repetitionTime) == [512.5])
            #expect(try file.numbers(Self.pixelSpacing) == [0.5, 0.75])
            #expect(try file.numbers(DICOMTag(0x0018, 0x9073)) == [-2.25])
            #expect(try file.integers(DICOMTag(0x0018, 0x6020)) == [-7])
            let items = try file.items(of: Self.referencedImages)
            #expect(items.map(\.count) == [1, 1])
            #expect(try items.map { try file.text($0[0]) } == ["1.2.3.1", "1.2.3.2"])
            let found = file.element(Self.windowWidthData)
            let long = try #require(found)
            #expect(long.length == 40_000)
            #expect(try file.integers(long).elementsEqual((0..<20_000).map { $0 * 7 % 65_536 }))
            // Asked for again, backwards, from the beginning.
            #expect(try file.text(.sopClassUID) == "1.2.840.10008.5.1.4.1.1.2")
            #expect(try file.text(DICOMTag(0x0008, 0x0061)) == nil)
            #expect(try file.items(of: .modality).isEmpty)
        }
    }

    @Test("the elements are DCMTK's, in the order of their tags", arguments: WritingTests.encodings)
    func elements(syntax: TransferSyntax) throws {
        let folder = try ScratchFolder()
        let path = try Self.sample(syntax, in: folder)
        let file = try DICOMFile(at: path)
        let tags = file.elements.map(\.tag)
        #expect(tags == tags.sorted())
        let lines = try ExternalProgram.dcmdump.run(["-q", path]).output.split(separator: "\n")
        // Top-level elements begin at the margin; those behind the pixel data are not looked for.
        let dumped = lines.filter { $0.hasPrefix("(") && !$0.hasPrefix("(fffe") }
            .compactMap { DICOMTag(parsing: String($0.prefix(11))) }
        #expect(tags == dumped)
        for element in file.elements where !file.transferSyntax.isDeflated {
            let name = lines.first { $0.uppercased().hasPrefix("\(element.tag)") }?.dropFirst(12).prefix(2)
            #expect(name.map(String.init) == "\(element.vr)", "\(element.tag)")
        }
    }

    @Test("what may identify a person is refused, and read when it is asked for explicitly")
    func identifying() throws {
        let folder = try ScratchFolder()
        let path = try Self.sample(.explicitVRLittleEndian, in: folder)
        var file = try DICOMFile(at: path)
        for tag in [DICOMTag.patientName, .patientID, .patientBirthDate] {
            let error = #expect(throws: HeaderError.self) { try file.text(tag) }
            #expect(error?.reason == .withheld(tag))
        }
        // So is what stands in a sequence about a person, harmless as its own tags are.
        #expect(throws: HeaderError.self) { try file.items(of: Self.operators) }
        var asked = try DICOMFile(at: path, options: .includesIdentifying)
        #expect(try asked.text(.patientName) == "Phantom^Anna")
        #expect(try asked.text(.patientBirthDate) == "19500101")
        let operators = try asked.items(of: Self.operators)
        #expect(try operators.map { try asked.text($0[0]) } == ["Operator 7"])
    }

    @Test("a file cut short has the elements in front of the cut, and says where it is cut")
    func cut() throws {
        let folder = try ScratchFolder()
        let whole = try bytes(ofFile: try Self.sample(.explicitVRLittleEndian, in: folder))
        let all = try DICOMFile(bytes: whole)
        let found = all.element(.studyInstanceUID)
        let studyUID = try #require(found)
        let cut = studyUID.offset + 3
        var file = try DICOMFile(bytes: Array(whole[..<cut]))
        #expect(file.defect?.reason == .endsInValue(.studyInstanceUID, missing: studyUID.length - 3))
        #expect(try file.text(.modality) == "CT")
        // It may stand behind the cut: not known is not the same as not there.
        #expect(throws: HeaderError.self) { try file.text(.studyInstanceUID) }
    }

    @Test("an item's own character set holds inside it")
    func itemCharacterSet() throws {
        let folder = try ScratchFolder()
        var image = try SampleImage.ct()
        var item = try DICOMDataset()
        try item.set(.specificCharacterSet, "ISO_IR 144")
        try item.set(Self.codeMeaning, encoded: [0xBC, 0xDE, 0xD7, 0xD3])
        try image.append(item, to: DICOMTag(0x0008, 0x1032))
        try image.write(to: folder.file("a.dcm"), transferSyntax: .explicitVRLittleEndian)
        var file = try DICOMFile(at: folder.file("a.dcm"))
        let items = try file.items(of: DICOMTag(0x0008, 0x1032))
        let meaning = try #require(items.first?.first { $0.tag == Self.codeMeaning })
        #expect(try file.text(meaning) == "Мозг")
        #expect(try file.text(.studyDescription) == "Schädel nativ")
    }
}
