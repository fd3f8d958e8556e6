import CDCMTK
public import DICOMHeader

/// Reads headers the way DCMTK does: the reference that ``DICOMHeader/HeaderScanner`` is compared with, some forty
/// times slower than it.
///
/// DCMTK can be killed by a file, so a file goes through the native scanner before DCMTK sees it: what that can make
/// nothing of is refused in its words.
public enum DICOMHeaderReader {
    /// The header of one file.
    ///
    /// Throws, with the path and the native scanner's or DCMTK's text, when the file can't be read, is no DICOM, is a
    /// DICOMDIR, ends early (in its header or in its pixel data), nests sequences deeper than 64
    /// levels, or names no study or no modality. Files without the `DICM` prefix are read when they
    /// begin like a data set.
    public static func readHeader(
        ofFileAt path: String
    ) throws(DICOMNetworkError) -> InstanceHeader {
        var scanner = HeaderScanner()
        do throws(HeaderError) {
            _ = try scanner.header(ofFileAt: path)
        } catch  where error.isFatalForParsers {
            throw DICOMNetworkError(operation: .readHeader, subject: path, reason: "\(error)")
        } catch {
            // DCMTK may make sense of it, or says in its own words why not.
        }
        return try ParsedFile(path: path).header()
    }
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

    func header() throws(DICOMNetworkError) -> InstanceHeader {
        let pixelData = try pixelData()
        var attributes = ParsedAttributes(handle: handle)
        let syntax =
            attributes.text(DICOMTag.transferSyntaxUID)
            ?? String(cString: cdcmtk_header_transfer_syntax(handle))
        do throws(MissingAttributes) {
            return try InstanceHeader(
                transferSyntax: TransferSyntax(uid: syntax), fileSize: Int(cdcmtk_header_file_size(handle)),
                pixelDataOffset: pixelData.offset, pixelDataLength: pixelData.length, attributes: &attributes)
        } catch {
            throw DICOMNetworkError(operation: .readHeader, subject: path, reason: "\(error)")
        }
    }

    private func pixelData() throws(DICOMNetworkError) -> (offset: Int?, length: Int?) {
        var offset: UInt64 = 0
        var length: UInt64 = 0
        var reason = ""
        let status = DICOMNetworkError.withReasonBuffer(&reason) { error, size in
            cdcmtk_header_pixel_data(handle, &offset, &length, error, size)
        }
        guard status == 0 || status == 1 else {
            throw DICOMNetworkError(operation: .readHeader, subject: path, reason: reason)
        }
        return (offset == 0 ? nil : Int(clamping: offset), status == 0 ? Int(clamping: length) : nil)
    }
}

/// The attributes of a parsed file. It must not outlive the file it looks at.
private struct ParsedAttributes: AttributeSource {
    let handle: OpaquePointer

    func text(_ attribute: WantedAttribute) -> String? { text(attribute.tag) }

    func withBytes<Result>(
        _ attribute: WantedAttribute, _ body: (UnsafeBufferPointer<UInt8>) -> Result
    ) -> Result? {
        guard var text = text(attribute.tag) else { return nil }
        return text.withUTF8(body)
    }

    func number(_ attribute: WantedAttribute) -> AttributeNumber {
        guard var text = text(attribute.tag) else { return .absent }
        return text.withUTF8 { AttributeNumber(decimal: $0) }
    }

    /// The attribute's text without padding; nil when it is not there, empty, or no text, such as a sequence.
    func text(_ tag: DICOMTag) -> String? {
        var value: UnsafePointer<CChar>?
        var length = 0
        var count = 0
        guard cdcmtk_header_value(handle, tag.rawValue, &value, &length, &count, nil, 0) == 0,
            let value
        else { return nil }
        // The bytes are copied before the next call with this handle makes them invalid.
        let bytes = UnsafeRawBufferPointer(start: value, count: length)
        func isPadding(_ byte: UInt8) -> Bool { byte == 0x20 || byte == 0 }
        guard let first = bytes.firstIndex(where: { !isPadding($0) }),
            let last = bytes.lastIndex(where: { !isPadding($0) })
        else { return nil }
        return String(decoding: bytes[first...last], as: UTF8.self)
    }
}
