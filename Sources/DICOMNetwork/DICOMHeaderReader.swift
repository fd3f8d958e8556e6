import CDCMTK
public import DICOMHeader

/// Reads headers the way DCMTK does: the reference that other parsers are compared with.
public enum DICOMHeaderReader {
    /// The header of one file.
    ///
    /// Throws, with the path and DCMTK's text, when the file can't be read, is no DICOM, is a
    /// DICOMDIR, ends early (in its header or in its pixel data), nests sequences deeper than 64
    /// levels, or names no study or no modality. Files without the `DICM` prefix are read when they
    /// begin like a data set.
    public static func readHeader(
        ofFileAt path: String
    ) throws(DICOMNetworkError) -> InstanceHeader {
        switch read(path) {
        case .instance(let header): return header
        case .notDICOM(let reason), .broken(let reason):
            throw DICOMNetworkError(operation: .readHeader, subject: path, reason: reason)
        case .directory:
            throw DICOMNetworkError(
                operation: .readHeader, subject: path, reason: "a DICOMDIR, which is an index and no instance"
            )
        }
    }

    /// What a file turned out to be.
    enum Outcome {
        case instance(InstanceHeader)
        /// A DICOMDIR: an index of other files.
        case directory
        /// Neither the prefix of a DICOM file nor the beginning of a data set.
        case notDICOM(String)
        case broken(String)
    }

    static func read(_ path: String) -> Outcome {
        let signature: FileSignature
        do {
            signature = try FileSignature(ofFileAt: path)
        } catch {
            return .broken(error.reason)
        }
        guard signature.form != .other else { return .notDICOM(signature.reason) }
        do {
            let file = try ParsedFile(path: path)
            if file.text(.mediaStorageSOPClassUID) == mediaStorageDirectory { return .directory }
            return .instance(try file.header(fileSize: signature.fileSize))
        } catch {
            // Without the prefix it was only a guess that this is DICOM.
            return signature.form == .prefixed ? .broken(error.reason) : .notDICOM(error.reason)
        }
    }

    private static let mediaStorageDirectory = "1.2.840.10008.1.3.10"
}

/// A file that DCMTK has parsed up to its pixel data.
private struct ParsedFile: ~Copyable {
    // Owned: created by init, destroyed by deinit, never handed out.
    private let handle: OpaquePointer
    private let path: String

    init(path: String) throws(DICOMNetworkError) {
        var created: OpaquePointer?
        try DICOMNetworkError.check(.readHeader, path) { error, size in
            cdcmtk_header_create(path, &created, error, size)
        }
        guard let created else {
            throw DICOMNetworkError(operation: .readHeader, subject: path, reason: "no handle")
        }
        handle = created
        self.path = path
    }

    deinit {
        cdcmtk_header_destroy(handle)
    }

    func text(_ tag: DICOMTag) -> String? {
        ParsedFile.text(tag, handle)
    }

    func header(fileSize: Int) throws(DICOMNetworkError) -> InstanceHeader {
        let pixelDataLength = try pixelDataLength()
        let handle = handle
        let syntax = text(.transferSyntaxUID) ?? String(cString: cdcmtk_header_transfer_syntax(handle))
        do throws(MissingAttributes) {
            return try InstanceHeader(
                transferSyntax: TransferSyntax(uid: syntax), fileSize: fileSize,
                pixelDataLength: pixelDataLength
            ) { tag in ParsedFile.text(tag, handle) }
        } catch {
            throw DICOMNetworkError(operation: .readHeader, subject: path, reason: "\(error)")
        }
    }

    private func pixelDataLength() throws(DICOMNetworkError) -> Int? {
        var length: UInt64 = 0
        var reason = ""
        let status = DICOMNetworkError.withReasonBuffer(&reason) { error, size in
            cdcmtk_header_pixel_data_length(handle, &length, error, size)
        }
        switch status {
        case 0: return Int(clamping: length)
        case 1: return nil
        default: throw DICOMNetworkError(operation: .readHeader, subject: path, reason: reason)
        }
    }

    /// The attribute's text; nil when it is not there or is none, such as a sequence.
    private static func text(_ tag: DICOMTag, _ handle: OpaquePointer) -> String? {
        var value: UnsafePointer<CChar>?
        var length = 0
        var count = 0
        guard cdcmtk_header_value(handle, tag.rawValue, &value, &length, &count, nil, 0) == 0,
            let value
        else { return nil }
        // The bytes are copied before the next call with this handle makes them invalid.
        let bytes = UnsafeRawBufferPointer(start: value, count: length)
        let text = String(decoding: bytes, as: UTF8.self)
        var end = text.unicodeScalars.endIndex
        let scalars = text.unicodeScalars
        while end > scalars.startIndex {
            let last = scalars.index(before: end)
            guard scalars[last] == " " || scalars[last].value == 0 else { break }
            end = last
        }
        return String(scalars[..<end])
    }
}
