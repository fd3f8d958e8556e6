import CZlib
import DICOMHeader
import Foundation

/// The three ways of writing a data set, and files made of them byte by byte: right ones and wrong ones.
enum Writing: CaseIterable, Sendable {
    case implicitLittle, explicitLittle, explicitBig

    /// The plain transfer syntax of this way.
    var syntax: TransferSyntax {
        switch self {
        case .implicitLittle: .implicitVRLittleEndian
        case .explicitLittle: .explicitVRLittleEndian
        case .explicitBig: .explicitVRBigEndian
        }
    }

    func number(_ number: UInt16) -> [UInt8] {
        let bytes = [UInt8(number & 0xFF), UInt8(number >> 8)]
        return self == .explicitBig ? bytes.reversed() : bytes
    }

    func number(_ number: UInt32) -> [UInt8] {
        let bytes = (0..<4).map { UInt8(truncatingIfNeeded: number >> (8 * $0)) }
        return self == .explicitBig ? bytes.reversed() : bytes
    }

    func tag(_ tag: DICOMTag) -> [UInt8] { number(tag.group) + number(tag.element) }

    /// Tag, value representation and length. The representations with long lengths are those of PS3.5, table 7.1-1,
    /// and whatever else is two capital letters.
    func head(_ tag: DICOMTag, _ vr: String, _ length: UInt32) -> [UInt8] {
        if self == .implicitLittle { return self.tag(tag) + number(length) }
        let short = "AE AS AT CS DA DS DT FD FL IS LO LT PN SH SL SS ST TM UI UL US".split(separator: " ")
        let isCapitals = vr.utf8.allSatisfy { (0x41...0x5A).contains($0) }
        if isCapitals, !short.contains(Substring(vr)) {
            return self.tag(tag) + Array(vr.utf8) + [0, 0] + number(length)
        }
        return self.tag(tag) + Array(vr.utf8) + number(UInt16(truncatingIfNeeded: length))
    }

    func element(_ tag: DICOMTag, _ vr: String, _ value: [UInt8]) -> [UInt8] {
        head(tag, vr, UInt32(value.count)) + value
    }

    /// A text padded to an even length: by NUL for UIDs, by a space for others.
    func element(_ tag: DICOMTag, _ vr: String, _ text: String) -> [UInt8] {
        let value = Array(text.utf8)
        return element(tag, vr, value + (value.count & 1 == 1 ? [vr == "UI" ? 0 : 0x20] : []))
    }

    func element(_ tag: DICOMTag, _ vr: String, _ number: UInt16) -> [UInt8] {
        element(tag, vr, self.number(number))
    }

    // MARK: Sequences

    /// The head of a sequence that a delimiter ends.
    func openSequence(_ tag: DICOMTag, _ vr: String = "SQ") -> [UInt8] { head(tag, vr, .max) }
    var openItem: [UInt8] { item(0xE000, .max) }
    var itemEnd: [UInt8] { item(0xE00D, 0) }
    var sequenceEnd: [UInt8] { item(0xE0DD, 0) }

    /// An item tag or a delimiter with a length.
    func item(_ element: UInt16, _ length: UInt32) -> [UInt8] {
        tag(DICOMTag(0xFFFE, element)) + number(length)
    }

    /// A sequence of one item, either with lengths or with delimiters.
    func sequence(_ tag: DICOMTag, isDefined: Bool, _ content: [UInt8]) -> [UInt8] {
        isDefined
            ? element(tag, "SQ", item(0xE000, UInt32(content.count)) + content)
            : openSequence(tag) + openItem + content + itemEnd + sequenceEnd
    }

    // MARK: A sample

    /// What makes a small image, group by group. Its modality is CT, its study 1.2.3, its series 1.2.3.4; it has 512
    /// rows, 256 columns and four bytes of pixel data.
    var identification: [UInt8] {
        element(.sopClassUID, "UI", "1.2.840.10008.5.1.4.1.1.2") + element(.sopInstanceUID, "UI", "1.2.3.4.5")
            + element(.studyDate, "DA", "20240229") + element(.studyTime, "TM", "1330")
            + element(.modality, "CS", "CT")
    }
    var relationship: [UInt8] {
        element(.studyInstanceUID, "UI", "1.2.3") + element(.seriesInstanceUID, "UI", "1.2.3.4")
    }
    var shape: [UInt8] { element(.rows, "US", 512 as UInt16) + element(.columns, "US", 256 as UInt16) }
    var pixels: [UInt8] { element(.pixelData, "OW", [1, 2, 3, 4]) }

    /// The sample with something behind group 0008 and something behind group 0020.
    func dataset(_ odd: [UInt8] = [], _ later: [UInt8] = []) -> [UInt8] {
        identification + odd + relationship + later + shape + pixels
    }
}

/// Beginnings of files, and compression.
enum FileBuilder {
    /// 128 bytes of nothing, and `DICM`.
    static let prefix = [UInt8](repeating: 0, count: 128) + Array("DICM".utf8)

    /// A file meta group with its length in front, which can be a wrong one, or without.
    static func meta(
        _ syntax: TransferSyntax?, mediaClass: String = "1.2.840.10008.5.1.4.1.1.2", length: UInt32?? = .none
    ) -> [UInt8] {
        let writing = Writing.explicitLittle
        let elements =
            writing.element(DICOMTag(0x0002, 0x0001), "OB", [0, 1])
            + writing.element(DICOMTag(0x0002, 0x0002), "UI", mediaClass)
            + (syntax.map { writing.element(.transferSyntaxUID, "UI", $0.uid) } ?? [])
        guard let declared = length ?? UInt32(elements.count) else { return elements }
        return writing.element(DICOMTag(0x0002, 0x0000), "UL", writing.number(declared)) + elements
    }

    /// Prefix and meta group.
    static func beginning(_ syntax: TransferSyntax?) -> [UInt8] { prefix + meta(syntax) }

    /// A raw deflate stream (RFC 1951), or one wrapped by zlib (RFC 1950).
    static func deflated(_ bytes: [UInt8], isWrapped: Bool = false) -> [UInt8] {
        var stream = z_stream()
        let size = Int32(MemoryLayout<z_stream>.size)
        let bits: Int32 = isWrapped ? 15 : -15
        guard deflateInit2_(&stream, 9, Z_DEFLATED, bits, 8, Z_DEFAULT_STRATEGY, ZLIB_VERSION, size) == Z_OK
        else { return [] }
        defer { deflateEnd(&stream) }
        var input = bytes
        let bound = Int(deflateBound(&stream, UInt(bytes.count)))
        return input.withUnsafeMutableBufferPointer { input in
            [UInt8](unsafeUninitializedCapacity: bound) { output, count in
                stream.next_in = input.baseAddress
                stream.avail_in = UInt32(input.count)
                stream.next_out = output.baseAddress
                stream.avail_out = UInt32(bound)
                count = deflate(&stream, Z_FINISH) == Z_STREAM_END ? bound - Int(stream.avail_out) : 0
            }
        }
    }

    /// A file with a deflated data set.
    static func deflatedFile(_ dataset: [UInt8], isWrapped: Bool = false) -> [UInt8] {
        beginning(.deflatedExplicitVRLittleEndian) + deflated(dataset, isWrapped: isWrapped)
    }
}

/// Reads the same bytes from memory and from a file, which must come to the same.
struct BothWays: ~Copyable {
    typealias Outcome = Result<InstanceHeader, HeaderError>

    private let path = NSTemporaryDirectory() + "telerad-header-\(UUID().uuidString)"
    /// One scanner for all files, as in a folder.
    var scanner = HeaderScanner()

    struct Disagreement: Error, CustomStringConvertible {
        let memory: Outcome
        let file: Outcome
        var description: String { "in memory: \(memory)\nfrom a file: \(file)" }
    }

    /// Throws when file and memory disagree.
    mutating func read(_ bytes: [UInt8]) throws -> Outcome {
        try Data(bytes).write(to: URL(fileURLWithPath: path))
        let memory: Outcome
        do throws(HeaderError) { memory = .success(try scanner.header(of: bytes)) } catch {
            memory = .failure(error)
        }
        let file: Outcome
        do throws(HeaderError) {
            file = .success(try scanner.header(ofFileAt: path))
        } catch { file = .failure(error) }
        guard memory == file else { throw Disagreement(memory: memory, file: file) }
        return memory
    }

    /// The header of bytes that must have one.
    mutating func header(_ bytes: [UInt8]) throws -> InstanceHeader { try read(bytes).get() }

    /// The error of bytes that must have none; nil when they have one.
    mutating func error(_ bytes: [UInt8]) throws -> HeaderError? {
        if case .failure(let error) = try read(bytes) { return error }
        return nil
    }

    deinit { try? FileManager.default.removeItem(atPath: path) }
}
