// Feeds any bytes to the header scanner and stops where one of its promises is broken. `make fuzz` compiles this file
// together with the sources of DICOMHeader, so that it sees what is internal there.

private import CZlib

#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

private typealias Outcome = Result<InstanceHeader, HeaderError>

/// A scanner and a file that serve the whole run, as a scanner serves a whole folder.
private struct Fuzzer: ~Copyable {
    private var scanner = HeaderScanner()
    private var window = ByteWindow()
    private var recent = RecentTexts()
    private let descriptor: CInt

    init() {
        // In memory where the system has such a folder. A file that has no name any more is still open under its number.
        let folder = access("/dev/shm", W_OK) == 0 ? "/dev/shm" : "/tmp"
        var path = Array("\(folder)/header-XXXXXX".utf8CString)
        descriptor = mkstemp(&path)
        expect(descriptor >= 0 && unlink(path) == 0, "can't make a file")
    }

    /// Checks everything that holds for any bytes.
    mutating func check(_ bytes: UnsafeRawBufferPointer) {
        let outcome = scan(bytes)
        checkPromises(outcome, bytes.count, isDeflated: isDeflated(bytes))

        // The same scanner again.
        expect(scan(bytes) == outcome, "the second scan differs")

        // Through a file, read piece by piece.
        expect(scanFile(bytes) == outcome, "the file differs from the memory")

        // What ends early never becomes a header by being left alone by the check of the pixel data.
        scanner.checksPixelData = false
        let unchecked = scan(bytes)
        scanner.checksPixelData = true
        if case .success(let header) = outcome {
            expect(unchecked == .success(header), "the check of the pixel data changes the header")
        }

        // What costs most is done for a part of the inputs, always the same.
        switch bytes.reduce(0, { $0 &+ $1 }) & 7 {
        case 0:
            // Nothing of earlier files stays behind.
            var fresh = HeaderScanner()
            expect(Self.scan(bytes, with: &fresh) == outcome, "a fresh scanner differs")
        case 1 where bytes.count < 4_096: checkDeflated(bytes)
        case 2: checkFile(bytes, outcome)
        default: break
        }
    }

    private func checkPromises(_ outcome: Outcome, _ size: Int, isDeflated: Bool) {
        let header: InstanceHeader
        switch outcome {
        case .success(let whole):
            header = whole
        case .failure(let error):
            expect(error.offset >= 0 && (isDeflated || error.offset <= size), "an offset outside the file")
            expect(!"\(error)".isEmpty && !error.kind.isEmpty, "an error without words")
            if case .missing(let tags) = error.reason { expect(!tags.isEmpty, "nothing is missing") }
            if case .endsInValue(_, let missing) = error.reason { expect(missing > 0, "no byte is missing") }
            if case .endsInPixelData(let missing) = error.reason { expect(missing > 0, "no byte is missing") }
            guard let partial = error.partialHeader else { return }
            expect(!error.isFatalForParsers || error.reason == .inflatesTooFar, "a header of what is none")
            expect(partial.pixelDataOffset == nil, "pixel data in a partial header")
            header = partial
        }
        expect(header.fileSize == size, "another file size")
        expect(
            !header.studyInstanceUID.isEmpty && !header.modality.isEmpty,
            "an instance without study or modality")
        expect(header.malformed == header.malformed.sorted(), "malformed attributes out of order")
        for number in [header.rows, header.columns, header.frames, header.bitsAllocated, header.bitsStored] {
            expect(number ?? 0 >= 0, "a negative number")
        }
        if let offset = header.pixelDataOffset {
            expect(
                offset >= 0 && offset + (header.pixelDataLength ?? 0) <= size, "pixel data outside the file")
        } else {
            expect(header.pixelDataLength == nil, "pixel data without a place")
        }
    }

    /// The bytes as a data set, once plain and once deflated: the walk is the same, through other windows.
    private mutating func checkDeflated(_ dataset: UnsafeRawBufferPointer) {
        let plain = Self.file(.explicitVRLittleEndian) + dataset
        let isComparable = plain.withUnsafeBytes { bytes in
            window.open(bytes)
            guard let beginning = try? FileBeginning(&window, &recent) else { return false }
            return beginning.encoding == .explicitLittle && !beginning.isIndex
                && beginning.dataset == plain.count - dataset.count
        }
        let deflated = Self.file(.deflatedExplicitVRLittleEndian) + Self.deflated(dataset)
        let outcome = deflated.withUnsafeBytes { scan($0) }
        checkPromises(outcome, deflated.count, isDeflated: true)
        expect(
            deflated.withUnsafeBytes { scanFile($0) } == outcome, "the deflated file differs from the memory")
        guard isComparable, dataset.count > 0 else { return }
        switch (plain.withUnsafeBytes { scan($0) }, outcome) {
        case (.success(var one), .success(let other)):
            one.transferSyntax = other.transferSyntax
            one.fileSize = other.fileSize
            one.pixelDataOffset = nil
            one.pixelDataLength = nil
            expect(one == other, "deflated and plain differ")
        case (.success, .failure(let error)):
            expect(false, "refused when deflated: \(error)")
        case (.failure(let error), _) where error.isInPixelData:
            // Nobody looks at the end of deflated pixel data, only at that of the stream.
            break
        case (.failure(let error), .success):
            expect(false, "refused when plain only: \(error)")
        case (.failure(let one), .failure(let other)):
            expect(one.reason == other.reason, "\(one) when plain, \(other) when deflated")
        }
    }

    /// Asks a file for everything that it has.
    private func checkFile(_ bytes: UnsafeRawBufferPointer, _ outcome: Outcome) {
        guard var file = try? DICOMFile(bytes: Array(bytes), options: .includesIdentifying) else {
            if case .success = outcome { expect(false, "a header of what can't be opened") }
            return
        }
        var budget = 1_000
        visit(file.elements, of: &file, depth: 0, &budget)
        guard case .success(let header) = outcome else { return }
        // Of what follows where the pixel data have their place, a header says nothing.
        if case .endsInValue(let tag, _) = file.defect?.reason, tag.rawValue >= HeaderScanner.firstPixelTag {
            return
        }
        expect(
            file.defect == nil, "a whole header of a file with a defect: \(String(describing: file.defect))")
        expect(file.transferSyntax == header.transferSyntax, "another transfer syntax")
    }

    private func visit(_ elements: [DICOMElement], of file: inout DICOMFile, depth: Int, _ budget: inout Int)
    {
        for element in elements where budget > 0 {
            budget -= 1
            let count = try? file.withBytes(of: element) { $0.reduce(into: 0) { count, _ in count += 1 } }
            expect(count ?? element.length == element.length, "another length")
            _ = try? file.text(element)
            _ = try? file.integers(element)
            _ = try? file.numbers(element)
            guard depth < 4, let items = try? file.items(of: element) else { continue }
            for item in items { visit(item, of: &file, depth: depth + 1, &budget) }
        }
    }

    private mutating func scan(_ bytes: UnsafeRawBufferPointer) -> Outcome {
        Self.scan(bytes, with: &scanner)
    }

    private static func scan(_ bytes: UnsafeRawBufferPointer, with scanner: inout HeaderScanner) -> Outcome {
        do throws(HeaderError) { return .success(try scanner.header(of: bytes)) } catch {
            return .failure(error)
        }
    }

    private mutating func scanFile(_ bytes: UnsafeRawBufferPointer) -> Outcome {
        expect(pwrite(descriptor, bytes.baseAddress, bytes.count, 0) == bytes.count, "can't write the file")
        expect(ftruncate(descriptor, bytes.count) == 0, "can't cut the file")
        do throws(HeaderError) {
            return .success(try scanner.header(ofFileAt: "/dev/fd/\(descriptor)"))
        } catch {
            return .failure(error)
        }
    }

    private mutating func isDeflated(_ bytes: UnsafeRawBufferPointer) -> Bool {
        window.open(bytes)
        return (try? FileBeginning(&window, &recent))?.isDeflated == true
    }

    /// The prefix and a meta group that declares a transfer syntax.
    private static func file(_ syntax: TransferSyntax) -> [UInt8] {
        let uid = Array(syntax.uid.utf8) + (syntax.uid.utf8.count & 1 == 1 ? [0] : [])
        return [UInt8](repeating: 0, count: 128) + Array("DICM".utf8) + [2, 0, 0x10, 0] + Array("UI".utf8)
            + [UInt8(uid.count), 0] + uid
    }

    private static func deflated(_ bytes: UnsafeRawBufferPointer) -> [UInt8] {
        var stream = z_stream()
        let size = Int32(MemoryLayout<z_stream>.size)
        guard deflateInit2_(&stream, 1, Z_DEFLATED, -15, 8, Z_DEFAULT_STRATEGY, ZLIB_VERSION, size) == Z_OK
        else {
            return []
        }
        defer { deflateEnd(&stream) }
        return [UInt8](unsafeUninitializedCapacity: bytes.count + 1_024) { output, count in
            stream.next_in = UnsafeMutablePointer(
                mutating: bytes.baseAddress?.assumingMemoryBound(to: UInt8.self))
            stream.avail_in = UInt32(bytes.count)
            stream.next_out = output.baseAddress
            stream.avail_out = UInt32(output.count)
            expect(deflate(&stream, Z_FINISH) == Z_STREAM_END, "zlib can't deflate")
            count = output.count - Int(stream.avail_out)
        }
    }
}

extension HeaderError {
    fileprivate var isInPixelData: Bool {
        switch reason {
        case .endsInPixelData, .endsInEncapsulatedPixelData, .noItem: true
        default: false
        }
    }
}

private func expect(_ isTrue: Bool, _ what: @autoclosure () -> String) {
    if !isTrue { fatalError(what()) }
}

nonisolated(unsafe) private var fuzzer = Fuzzer()

/// What libFuzzer calls with each input.
@_cdecl("LLVMFuzzerTestOneInput")
public func testOneInput(_ bytes: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
    fuzzer.check(UnsafeRawBufferPointer(start: bytes, count: count))
    return 0
}
