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

    @Test("a file of each transfer syntax is what dcmdump says it should be", arguments: encodings)
    func matchesDCMDump(syntax: TransferSyntax) throws {
        let folder = try ScratchFolder()
        let path = folder.file("image.dcm")
        var image = try SampleImage.ct()
        try image.write(to: path, transferSyntax: syntax)

        let dump = try ExternalProgram.dcmdump.run(["-Un", "-q", path])
        #expect(dump.status == 0, "\(dump.errors)")
        let lines = dump.output.split(separator: "\n")
        func value(_ tag: String) -> Substring? {
            lines.first { $0.hasPrefix(tag) }
        }
        #expect(value("(0002,0010)")?.contains("[\(syntax.uid)]") == true)
        #expect(value("(0008,0060)")?.contains("CS [CT]") == true)
        #expect(value("(0028,0010)")?.contains("US \(SampleImage.rows)") == true)
        #expect(value("(0028,0011)")?.contains("US \(SampleImage.columns)") == true)
        #expect(value("(0008,1030)")?.contains("LO [Schädel nativ]") == true)
        #expect(value("(7fe0,0010)") != nil)
    }
}
