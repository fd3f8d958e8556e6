#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#elseif canImport(Darwin)
    import Darwin
#endif

/// Why a file gave no complete header, and where in the file the reason stands.
///
/// A file that ends early or contradicts itself still tells much: ``partialHeader`` has what stood in front of the
/// defect, when study and modality were among it. It is never handed out as if it were whole.
public struct HeaderError: Error, Hashable, Sendable {
    /// What was wrong.
    public enum Reason: Hashable, Sendable {
        /// The system would not open or read the file; its `errno`.
        case system(Int32)
        /// A folder, pipe or device.
        case notRegularFile
        /// No bytes at all.
        case empty
        /// Neither the prefix `DICM` nor the beginning of a data set.
        case notDICOM
        /// A DICOMDIR: an index of other files, and no instance.
        case index
        /// The file ends inside the head of an element.
        case endsInElementHead
        /// The file ends inside the value of an element, so many bytes early.
        case endsInValue(DICOMTag, missing: Int)
        /// The file ends inside a sequence or item whose end is marked by a delimiter.
        case endsInSequence(DICOMTag)
        /// The file ends inside its pixel data, so many bytes early.
        case endsInPixelData(missing: Int)
        /// The file ends before the delimiter of its encapsulated pixel data.
        case endsInEncapsulatedPixelData
        /// Something else than an item where an item must be.
        case noItem(DICOMTag)
        /// An item or a delimiter where an element must be.
        case misplacedDelimiter(DICOMTag)
        /// The deflated data set can't be inflated.
        case badDeflate
        /// A deflated data set has more than ``HeaderScanner/largestInflatedHeader`` bytes in front of its pixel data.
        case inflatesTooFar
        /// The value may identify a person, and was not asked for by ``DICOMFile/Options/includesIdentifying``.
        case withheld(DICOMTag)
        /// Attributes without which an instance can't be placed in a study, in the order of their tags; not empty.
        case missing([DICOMTag])
    }

    /// What was wrong.
    public let reason: Reason
    /// Where: an offset in the file, or in the inflated data set of a deflated file.
    public let offset: Int
    /// What was read in front of the defect; nil when study or modality were not.
    public let partialHeader: InstanceHeader?

    init(_ reason: Reason, at offset: Int, partial: InstanceHeader? = nil) {
        self.reason = reason
        self.offset = offset
        partialHeader = partial
    }

    /// The same with what was read.
    func with(_ header: InstanceHeader?) -> HeaderError { HeaderError(reason, at: offset, partial: header) }
}

extension HeaderError: CustomStringConvertible {
    /// One sentence for the person who has the file.
    public var description: String {
        switch reason {
        case .system(let code): String(cString: strerror(code))
        case .notRegularFile: "not a regular file"
        case .empty: "the file is empty"
        case .notDICOM: "not a DICOM file: no DICM prefix"
        case .index: "a DICOMDIR, which is an index and no instance"
        case .endsInElementHead: "the file ends inside the head of an element at byte \(offset)"
        case .endsInValue(let tag, let missing):
            "the file ends \(missing) bytes before the value of \(tag) at byte \(offset) does"
        case .endsInSequence(let tag): "the file ends at byte \(offset) inside the sequence \(tag)"
        case .endsInPixelData(let missing):
            "the file ends at byte \(offset), \(missing) bytes before its pixel data do"
        case .endsInEncapsulatedPixelData:
            "the file ends at byte \(offset) inside its encapsulated pixel data"
        case .noItem(let tag): "\(tag) at byte \(offset), where an item of a sequence must begin"
        case .misplacedDelimiter(let tag): "\(tag) at byte \(offset), where an element must begin"
        case .badDeflate: "the deflated data set can't be inflated behind its byte \(offset)"
        case .inflatesTooFar: "more than \(offset) bytes of inflated data set in front of the pixel data"
        case .withheld(let tag): "\(tag) may identify a person and was not asked for explicitly"
        case .missing(let tags): "\(MissingAttributes(tags: tags))"
        }
    }

    /// A few words for counting files by what is wrong with them, without numbers of one file.
    public var kind: String {
        switch reason {
        case .system(let code): String(cString: strerror(code))
        case .notRegularFile: "not a regular file"
        case .empty: "empty"
        case .notDICOM: "not DICOM"
        case .index: "DICOMDIR"
        case .endsInElementHead, .endsInValue, .endsInSequence: "ends inside the header"
        case .endsInPixelData, .endsInEncapsulatedPixelData: "ends inside the pixel data"
        case .noItem, .misplacedDelimiter: "sequences out of joint"
        case .badDeflate: "damaged deflate stream"
        case .inflatesTooFar: "inflates without end"
        case .withheld: "identifying value withheld"
        case .missing(let tags): "\(MissingAttributes(tags: tags))"
        }
    }
}

extension HeaderError {
    /// Whether no other parser should be tried: the file can't be read, or is no DICOM instance.
    package var isFatalForParsers: Bool {
        switch reason {
        case .system, .notRegularFile, .empty, .notDICOM, .index, .inflatesTooFar: true
        default: false
        }
    }
}
