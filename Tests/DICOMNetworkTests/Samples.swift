import DICOMHeader
import DICOMNetwork
import Foundation
import Testing

/// A folder of a test's own, removed when the test lets go of it.
final class ScratchFolder {
    let path: String

    init() throws {
        let folder = FileManager.default.temporaryDirectory
            .appendingPathComponent("telerad-dicom-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        path = folder.path
    }

    deinit {
        try? FileManager.default.removeItem(atPath: path)
    }

    func file(_ name: String) -> String { path + "/" + name }

    @discardableResult
    func write(_ bytes: [UInt8], to name: String) throws -> String {
        try Data(bytes).write(to: URL(fileURLWithPath: file(name)))
        return file(name)
    }
}

func bytes(ofFile path: String) throws -> [UInt8] {
    try Array(Data(contentsOf: URL(fileURLWithPath: path)))
}

/// A small CT image with every attribute that `InstanceHeader` has a field for.
enum SampleImage {
    static let rows = 16
    static let columns = 24
    static let pixels: [UInt16] = (0..<rows * columns).map { UInt16(($0 * 37) % 4096) }

    static func ct(
        study: String = "1.2.826.0.1.3680043.10.1.1", series: String = "1.2.826.0.1.3680043.10.1.1.1",
        instance: Int = 1, modality: String? = "CT", date: String = "20240229", time: String = "133005.25"
    ) throws -> DICOMDataset {
        var image = try DICOMDataset()
        try image.set(.specificCharacterSet, "ISO_IR 192")
        try image.set(.sopClassUID, "1.2.840.10008.5.1.4.1.1.2")
        try image.set(.sopInstanceUID, "\(series).\(instance)")
        try image.set(.studyInstanceUID, study)
        try image.set(.seriesInstanceUID, series)
        if let modality { try image.set(.modality, modality) }
        try image.set(.studyDate, "20240228")
        try image.set(.studyTime, "2359")
        try image.set(.seriesDate, "20240229")
        try image.set(.seriesTime, "12")
        try image.set(.acquisitionDate, date)
        try image.set(.acquisitionTime, time)
        try image.set(.contentDate, "20240301")
        try image.set(.contentTime, "000000")
        try image.set(.timezoneOffsetFromUTC, "+0100")
        try image.set(.manufacturer, "Hersteller Müller")
        try image.set(.studyDescription, "Schädel nativ")
        try image.set(.bodyPartExamined, "HEAD")
        try image.set(.requestedProcedurePriority, "STAT")
        try image.set(.patientName, "Phantom^Anna")
        try image.set(.patientID, "P-4711")
        try image.set(.patientBirthDate, "19500101")
        try image.set(.samplesPerPixel, "1")
        try image.set(.photometricInterpretation, "MONOCHROME2")
        try image.set(.rows, "\(rows)")
        try image.set(.columns, "\(columns)")
        try image.set(.bitsAllocated, "16")
        try image.set(.bitsStored, "12")
        try image.set(.highBit, "11")
        try image.set(.pixelRepresentation, "0")
        try image.setPixelData(words: pixels)
        return image
    }
}

/// The two ways of reading a header: the native scanner, and DCMTK as its reference.
enum Reader: CaseIterable, Sendable {
    case native, dcmtk

    func header(_ path: String) throws -> InstanceHeader {
        switch self {
        case .native:
            var scanner = HeaderScanner()
            return try scanner.header(ofFileAt: path)
        case .dcmtk: return try DICOMHeaderReader.readHeader(ofFileAt: path)
        }
    }

    /// Why a file gives no header; nil when it does.
    func failure(_ path: String) -> String? {
        do {
            _ = try header(path)
            return nil
        } catch let error as DICOMNetworkError {
            return error.reason
        } catch {
            return "\(error)"
        }
    }
}

/// Steele, Lea and Flood's SplitMix64, so that a seed gives the same numbers everywhere.
struct SplitMix: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }
}
