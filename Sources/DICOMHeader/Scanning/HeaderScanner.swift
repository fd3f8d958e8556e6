#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#elseif canImport(Darwin)
    import Darwin
#endif

/// Reads the headers of DICOM files: what stands in front of the pixel data, and no more of it than is needed.
///
///     var scanner = HeaderScanner()
///     let header = try scanner.header(ofFileAt: "CT0001.dcm")
///     print(header.modality, header.studyInstanceUID)
///
/// It looks at bytes rather than trusting declarations: a missing prefix, a missing or wrong file meta group, a data
/// set in another encoding than declared and unknown value representations are read as far as sense can be made of
/// them. Whatever the bytes are, it ends with a header or a ``HeaderError`` after at most one pass over the file;
/// nothing traps, nesting has no limit and costs no memory, and lengths are believed only as far as there are bytes.
///
/// One scanner serves any number of files, one after the other, with the same buffers (about 130 KB); a thread needs
/// one of its own. A file costs one open, one read of 8 KB, a read of 4 KB for each jump over a large value, and a
/// close; nothing is allocated but the texts of the result that differ from the last file's.
///
/// Attributes that tell who the patient is are passed over like any other large or small value.
public struct HeaderScanner: ~Copyable {
    /// The most bytes that a deflated data set may inflate to in front of its pixel data.
    ///
    /// The largest header met in the field had half a megabyte; more than this is meant to do harm.
    public static let largestInflatedHeader = 64 << 20

    /// Whether the end of the pixel data is looked for where no length declares it: in encapsulated and in deflated
    /// files. It costs a short read for each fragment, or the inflating of the whole data set.
    public var checksPixelData = true

    var window = ByteWindow()
    var captured = CapturedValues()
    var recent = RecentTexts()
    // 16 bytes, for the last head of a file whose value representation may need more bytes than are left.
    private let lastHeadBytes: UnsafeMutablePointer<UInt8>

    /// A scanner with buffers of its own.
    public init() {
        lastHeadBytes = .allocate(capacity: 16)
        lastHeadBytes.initialize(repeating: 0, count: 16)
    }

    deinit { lastHeadBytes.deallocate() }

    /// The header of a file. Throws when there is none or it is not whole.
    public mutating func header(ofFileAt path: String) throws(HeaderError) -> InstanceHeader {
        // A typed error does not pass through withCString.
        var failure: HeaderError?
        path.withCString { name in
            do throws(HeaderError) {
                try window.open(name, in: AT_FDCWD)
            } catch { failure = error }
        }
        if let failure { throw failure }
        return try scanOpenFile()
    }

    /// The header of a file in an open folder.
    mutating func header(
        ofFileNamed name: UnsafePointer<CChar>, in folder: Int32
    ) throws(HeaderError) -> InstanceHeader {
        try window.open(name, in: folder)
        return try scanOpenFile()
    }

    /// The header of a file whose bytes are in memory, which must not change meanwhile.
    public mutating func header(of bytes: UnsafeRawBufferPointer) throws(HeaderError) -> InstanceHeader {
        window.open(bytes)
        return try scanOpenFile()
    }

    /// The header of a file whose bytes are in memory.
    public mutating func header(of bytes: [UInt8]) throws(HeaderError) -> InstanceHeader {
        try bytes.withUnsafeBufferPointer { bytes throws(HeaderError) in
            try header(of: UnsafeRawBufferPointer(bytes))
        }
    }

    /// Whether a file with this beginning (256 bytes, or all there are) may be DICOM; when not, scanning it gives
    /// `.notDICOM` or `.empty`, whatever follows. O(1).
    package static func canBegin(_ bytes: UnsafeRawBufferPointer) -> Bool {
        var window = ByteWindow()
        window.open(bytes)
        var hasPrefix = false
        return FileBeginning.firstElement(&window, &hasPrefix) != nil
    }

    // MARK: One file

    private mutating func scanOpenFile() throws(HeaderError) -> InstanceHeader {
        defer { window.close() }
        let fileSize = window.fileSize
        guard fileSize > 0 else { throw HeaderError(.empty, at: 0) }
        let beginning = try FileBeginning(&window, &recent)
        if beginning.isIndex { throw HeaderError(.index, at: 0) }
        captured.removeAll(encoding: beginning.encoding)
        let syntax = beginning.transferSyntax ?? beginning.encoding.transferSyntax
        do throws(HeaderError) {
            if beginning.isDeflated { try window.inflate(from: beginning.dataset) }
            let first = beginning.isDeflated ? 0 : beginning.dataset
            let end =
                switch beginning.encoding {
                case .explicitLittle: try scanDataset(ExplicitLittle.self, from: first)
                case .implicitLittle: try scanDataset(ImplicitLittle.self, from: first)
                case .explicitBig: try scanDataset(ExplicitBig.self, from: first)
                }
            let pixelData = try examinePixelData(end, beginning.encoding)
            return try makeHeader(syntax, fileSize, pixelData)
        } catch {
            // Without the prefix it was only a guess that this is DICOM; a study and a modality say that it is.
            let partial: InstanceHeader? = try? makeHeader(syntax, fileSize, PixelDataPlace())
            if !beginning.hasPrefix, partial == nil { throw HeaderError(.notDICOM, at: error.offset) }
            throw error.with(partial)
        }
    }

    private mutating func makeHeader(
        _ syntax: TransferSyntax, _ fileSize: Int, _ pixelData: PixelDataPlace
    ) throws(HeaderError) -> InstanceHeader {
        compareCharacterSets()
        do throws(MissingAttributes) {
            return try InstanceHeader(
                transferSyntax: syntax, fileSize: fileSize, pixelDataOffset: pixelData.offset,
                pixelDataLength: pixelData.length, attributes: &self)
        } catch {
            throw HeaderError(.missing(error.tags), at: 0)
        }
    }

    // MARK: The elements of a data set

    /// Where the elements in front of the pixel data end.
    enum DatasetEnd {
        /// At the first element at or behind Float Pixel Data (7FE0,0008), whose head stands at the offset.
        case element(ElementHead, at: Int)
        /// At the end of the data.
        case endOfData
    }

    /// Float Pixel Data, the first of the three kinds of pixel data.
    static let firstPixelTag: UInt32 = 0x7FE0_0008

    /// Walks over the elements of the data set and captures the wanted ones on the way.
    private mutating func scanDataset<Encoding: ElementEncoding>(
        _ encoding: Encoding.Type, from first: Int
    ) throws(HeaderError) -> DatasetEnd {
        var at = first
        var index = 0
        var nextWanted = captured.tags[0]
        var previous: UInt32 = 0
        var previousAt = first
        // Where heads can be read without asking the window, which moves only in what is not on the fast path.
        var reach = window.reach
        while true {
            let head: ElementHead
            if _fastPath(at >= reach.first && at <= reach.last) {
                head = Encoding.head(at: reach.origin + at)
            } else if window.load(at, 12) {
                reach = window.reach
                head = Encoding.head(at: reach.origin + at)
            } else if let last = lastHead(encoding, at) {
                head = last
            } else {
                try requireEndOfData(at, behind: previous, previousAt)
                return .endOfData
            }
            if head.tag >= Self.firstPixelTag {
                if head.isItemOrDelimiter {
                    throw HeaderError(.misplacedDelimiter(DICOMTag(rawValue: head.tag)), at: at)
                }
                return .element(head, at: at)
            }
            let value = at &+ head.headLength
            if head.length != ElementHead.undefinedLength, !window.holds(value, Int(head.length)) {
                throw endsInValue(head.tag, at, end: value + Int(head.length))
            }
            if head.tag >= nextWanted || head.tag < previous {
                // Data sets out of order are met; then the search begins anew.
                if head.tag < previous { index = 0 }
                while captured.tags[index] < head.tag { index &+= 1 }
                if captured.tags[index] == head.tag {
                    if !captured.hasMet(index) {
                        try capture(index, head, at)
                        reach = window.reach
                    }
                    index &+= 1
                }
                nextWanted = captured.tags[index]
            }
            previous = head.tag
            previousAt = at
            if _slowPath(head.length == ElementHead.undefinedLength) {
                at = try skipSequence(head, at, encoding)
                reach = window.reach
            } else {
                at = value &+ Int(head.length)
            }
        }
    }

    private mutating func capture(_ index: Int, _ head: ElementHead, _ at: Int) throws(HeaderError) {
        let isSequence = head.vr == .sq || head.length == ElementHead.undefinedLength
        let length = isSequence ? 0 : Int(head.length)
        let value = at + head.headLength
        let isShort = length <= CapturedValues.longestValue
        // Before there is a slot for it: of a value that is not there, no slot may be left behind.
        guard !isShort || window.load(value, length) else {
            throw endsInValue(head.tag, at, end: value + length)
        }
        let vr = isSequence ? ValueRepresentation.sq : head.vr
        guard isShort else { return captured.addTooLong(index, vr: vr) }
        let bytes = UnsafeBufferPointer(start: window.address(of: value), count: length)
        captured.add(index, vr: vr, bytes, isLasting: window.isLasting)
    }

    /// The head at an offset with fewer than 12 bytes behind it; nil when it is not whole.
    @inline(never)
    mutating func lastHead<Encoding: ElementEncoding>(
        _ encoding: Encoding.Type, _ at: Int
    ) -> ElementHead? {
        guard window.load(at, 8) else { return nil }
        lastHeadBytes.update(repeating: 0, count: 16)
        lastHeadBytes.update(from: window.address(of: at), count: min(12, window.start + window.count - at))
        let head = Encoding.head(at: lastHeadBytes)
        return window.holds(at, head.headLength) ? head : nil
    }

    /// Throws unless the data end exactly at `at`, behind the element whose head stands at `previousAt`.
    private func requireEndOfData(_ at: Int, behind tag: UInt32, _ previousAt: Int) throws(HeaderError) {
        if at > window.size { throw endsInValue(tag, previousAt, end: at) }
        if at < window.size { throw endsEarly(.endsInElementHead, at) }
        if window.isCutShort { throw endsEarly(.badDeflate, at) }
    }

    /// Why a value that ends at `end` is not there.
    func endsInValue(_ tag: UInt32, _ at: Int, end: Int) -> HeaderError {
        endsEarly(.endsInValue(DICOMTag(rawValue: tag), missing: end - window.size), at)
    }

    /// The error of data that end early, which deflated data may only seem to do.
    func endsEarly(_ reason: HeaderError.Reason, _ at: Int) -> HeaderError {
        if window.isInflated, window.size == Self.largestInflatedHeader {
            return HeaderError(.inflatesTooFar, at: Self.largestInflatedHeader)
        }
        return HeaderError(reason, at: at)
    }
}
