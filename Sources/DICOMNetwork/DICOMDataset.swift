import CDCMTK
public import DICOMHeader

/// A data set, or an item of a sequence, that is being put together to be written to a file.
///
/// ```swift
/// var image = try DICOMDataset()
/// try image.set(.sopClassUID, "1.2.840.10008.5.1.4.1.1.7")
/// try image.set(.sopInstanceUID, "1.2.3.4")
/// try image.set(.rows, "2")
/// ...
/// try image.setPixelData(bytes: [0, 64, 128, 255])
/// try image.write(to: "image.dcm", transferSyntax: .rleLossless)
/// ```
///
/// Setting a tag again replaces its value. Text goes into the file byte by byte: UTF-8 unless given
/// with `set(_:encoded:)`, and it is the caller who says so in Specific Character Set.
public struct DICOMDataset: ~Copyable {
    // Owned: created by init, destroyed by deinit, never handed out.
    private let handle: OpaquePointer

    /// An empty data set.
    public init() throws(DICOMNetworkError) {
        var created: OpaquePointer?
        try DICOMNetworkError.check(.setElement, "data set") { error, size in
            cdcmtk_dataset_create(&created, error, size)
        }
        guard let created else {
            throw DICOMNetworkError(operation: .setElement, subject: "data set", reason: "no handle")
        }
        handle = created
    }

    deinit {
        cdcmtk_dataset_destroy(handle)
    }

    /// Sets text, or numbers as decimal text; several values are separated by backslashes.
    ///
    /// The value representation is the dictionary's. Throws for a value that it forbids, such as a
    /// DS of more than 16 characters or a lower-case CS; for files that are wrong on purpose there
    /// is `set(_:encoded:)`.
    public mutating func set(_ tag: DICOMTag, _ value: String) throws(DICOMNetworkError) {
        var value = value
        let handle = handle
        try DICOMNetworkError.check(.setElement, "\(tag)") { error, size in
            value.withUTF8 { bytes in
                bytes.withMemoryRebound(to: CChar.self) { text in
                    cdcmtk_dataset_set_text(
                        handle, tag.rawValue, nil, text.baseAddress, text.count, 1, error, size)
                }
            }
        }
    }

    /// Sets text that is already encoded in the data set's character set; nothing is checked.
    public mutating func set(_ tag: DICOMTag, encoded: [UInt8]) throws(DICOMNetworkError) {
        let handle = handle
        try DICOMNetworkError.check(.setElement, "\(tag)") { error, size in
            encoded.withUnsafeBufferPointer { bytes in
                bytes.withMemoryRebound(to: CChar.self) { text in
                    cdcmtk_dataset_set_text(
                        handle, tag.rawValue, nil, text.baseAddress, text.count, 0, error, size)
                }
            }
        }
    }

    /// Sets bytes (VR OB or UN).
    public mutating func set(_ tag: DICOMTag, bytes: [UInt8]) throws(DICOMNetworkError) {
        let handle = handle
        try DICOMNetworkError.check(.setElement, "\(tag)") { error, size in
            cdcmtk_dataset_set_bytes(handle, tag.rawValue, nil, bytes, bytes.count, error, size)
        }
    }

    /// Sets 16-bit numbers (VR US or OW).
    public mutating func set(_ tag: DICOMTag, words: [UInt16]) throws(DICOMNetworkError) {
        let handle = handle
        try DICOMNetworkError.check(.setElement, "\(tag)") { error, size in
            cdcmtk_dataset_set_uint16(handle, tag.rawValue, nil, words, words.count, error, size)
        }
    }

    /// Sets signed 32-bit numbers (VR SL).
    public mutating func set(_ tag: DICOMTag, integers: [Int32]) throws(DICOMNetworkError) {
        let handle = handle
        try DICOMNetworkError.check(.setElement, "\(tag)") { error, size in
            cdcmtk_dataset_set_int32(handle, tag.rawValue, nil, integers, integers.count, error, size)
        }
    }

    /// Sets double-precision numbers (VR FD).
    public mutating func set(_ tag: DICOMTag, doubles: [Double]) throws(DICOMNetworkError) {
        let handle = handle
        try DICOMNetworkError.check(.setElement, "\(tag)") { error, size in
            cdcmtk_dataset_set_double(handle, tag.rawValue, nil, doubles, doubles.count, error, size)
        }
    }

    /// Adds an item behind the last one of a sequence, which is created if need be.
    public mutating func append(
        _ item: consuming DICOMDataset, to sequence: DICOMTag
    ) throws(DICOMNetworkError) {
        let handle = handle
        let itemHandle = item.handle
        try DICOMNetworkError.check(.setElement, "\(sequence)") { error, size in
            cdcmtk_dataset_append_item(handle, sequence.rawValue, itemHandle, error, size)
        }
        // The elements have moved; the empty rest lives until here and goes with `item`.
        extendLifetime(item)
    }

    /// Sets a sequence without items.
    public mutating func setEmptySequence(_ tag: DICOMTag) throws(DICOMNetworkError) {
        let handle = handle
        try DICOMNetworkError.check(.setElement, "\(tag)") { error, size in
            cdcmtk_dataset_set_empty_sequence(handle, tag.rawValue, error, size)
        }
    }

    /// Sets native pixel data of 8 bits allocated; they are encoded when the data set is written.
    public mutating func setPixelData(bytes: [UInt8]) throws(DICOMNetworkError) {
        let handle = handle
        try DICOMNetworkError.check(.setElement, "\(DICOMTag.pixelData)") { error, size in
            cdcmtk_dataset_set_pixel_bytes(handle, bytes, bytes.count, error, size)
        }
    }

    /// Sets native pixel data of 16 bits allocated; they are encoded when the data set is written.
    public mutating func setPixelData(words: [UInt16]) throws(DICOMNetworkError) {
        let handle = handle
        try DICOMNetworkError.check(.setElement, "\(DICOMTag.pixelData)") { error, size in
            cdcmtk_dataset_set_pixel_words(handle, words, words.count, error, size)
        }
    }

    /// Writes a file with meta header.
    ///
    /// Encodings: the three native ones, deflated, RLE, JPEG Lossless (SV1) and JPEG-LS Lossless.
    /// The file appears under `path` only when it is whole. The data set needs SOP Class UID and
    /// SOP Instance UID, and the attributes of the image's shape if it has pixel data to encode. It
    /// can be written again, also with another transfer syntax.
    public mutating func write(
        to path: String, transferSyntax: TransferSyntax
    ) throws(DICOMNetworkError) {
        let handle = handle
        try DICOMNetworkError.check(.writeFile, path) { error, size in
            cdcmtk_dataset_write(handle, path, transferSyntax.uid, error, size)
        }
    }
}
