#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#elseif canImport(Darwin)
    import Darwin
#endif

/// One DICOM file, any of whose attributes can be asked for by tag or keyword.
///
///     var file = try DICOMFile(at: "MR0001.dcm")
///     if let tag = DICOMTag(keyword: "RepetitionTime") { print(try file.numbers(tag)) }
///     for item in try file.items(of: DICOMTag(0x0008, 0x1140)) { print(try file.text(item[0]) ?? "") }
///
/// Opening finds the elements up to the pixel data; values are read from the file when they are asked for and handed
/// out in place, without a copy where they fit the window of 16 KB. Character sets are decoded when text is asked for.
///
/// Attributes that may identify a person, private ones among them, are refused with `.withheld` unless the file is
/// opened with ``Options/includesIdentifying``.
public struct DICOMFile: ~Copyable {
    /// How a file is opened.
    public struct Options: OptionSet, Sendable {
        /// The bits.
        public let rawValue: Int
        /// Options of those bits.
        public init(rawValue: Int) { self.rawValue = rawValue }

        /// Values that may identify a person may be read.
        public static let includesIdentifying = Options(rawValue: 1)
    }

    /// As declared in the file, or as found where nothing is declared.
    public let transferSyntax: TransferSyntax
    /// The elements of the file meta group and of the data set up to the pixel data, in the order of the file. Those
    /// inside sequences are found by ``items(of:)-(DICOMElement)``.
    public let elements: [DICOMElement]
    /// Why the list of elements ends early, if it does.
    public let defect: HeaderError?
    /// The character sets that the data set declares.
    public private(set) var characterSet = SpecificCharacterSet.ascii

    var scanner = HeaderScanner()
    private let options: Options
    // Bytes in memory, owned; the window looks at them until deinit.
    private let memory: UnsafeMutableRawBufferPointer?

    /// Opens a file. Throws when it can't be read or does not begin like DICOM; what is wrong further behind is
    /// ``defect``.
    public init(at path: String, options: Options = []) throws(HeaderError) {
        var scanner = HeaderScanner()
        try path.utf8CString.withUnsafeBufferPointer { name throws(HeaderError) in
            guard let name = name.baseAddress else { throw HeaderError(.empty, at: 0) }
            try scanner.window.open(name, in: AT_FDCWD)
        }
        try self.init(scanner, memory: nil, options)
    }

    /// Opens a file whose bytes are in memory; they are copied.
    public init(bytes: [UInt8], options: Options = []) throws(HeaderError) {
        let memory = UnsafeMutableRawBufferPointer.allocate(byteCount: max(1, bytes.count), alignment: 1)
        memory.copyBytes(from: bytes)
        var scanner = HeaderScanner()
        scanner.window.open(UnsafeRawBufferPointer(rebasing: UnsafeRawBufferPointer(memory)[..<bytes.count]))
        do throws(HeaderError) {
            try self.init(scanner, memory: memory, options)
        } catch {
            memory.deallocate()
            throw error
        }
    }

    private init(
        _ opened: consuming HeaderScanner, memory: UnsafeMutableRawBufferPointer?, _ options: Options
    ) throws(HeaderError) {
        guard opened.window.size > 0 else { throw HeaderError(.empty, at: 0) }
        let beginning = try FileBeginning(&opened.window, &opened.recent)
        var index = ElementIndex()
        index.addMetaGroup(from: beginning.firstElement, to: beginning.dataset, &opened)
        do throws(HeaderError) {
            if beginning.isDeflated { try opened.window.inflate(from: beginning.dataset) }
            try index.addDataset(
                from: beginning.isDeflated ? 0 : beginning.dataset, beginning.encoding, &opened)
            defect = nil
        } catch {
            defect = error
        }
        transferSyntax = beginning.transferSyntax ?? beginning.encoding.transferSyntax
        elements = index.elements
        self.options = options
        self.memory = memory
        scanner = opened
        if let declared = try? text(.specificCharacterSet), !declared.isEmpty {
            characterSet = SpecificCharacterSet(declared)
        }
    }

    deinit { memory?.deallocate() }

    // MARK: Finding

    /// The element with a tag on the top level; the first of several. O(n).
    public func element(_ tag: DICOMTag) -> DICOMElement? { elements.first { $0.tag == tag } }

    /// The items of a sequence, each with its elements in the order of the file; O(bytes of the sequence).
    ///
    /// Throws when the sequence contradicts itself, and for one that may identify a person unless that was asked for.
    /// Anything but a sequence has no items.
    public mutating func items(of sequence: DICOMElement) throws(HeaderError) -> [[DICOMElement]] {
        try requirePermission(for: sequence)
        var items: [[DICOMElement]] = []
        var walk = ItemWalk(sequence, characterSet: sequence.characterSet)
        while let item = try walk.next(&scanner) {
            var elements = item
            if let declared = item.first(where: { $0.tag == .specificCharacterSet }) {
                let set = SpecificCharacterSet(try text(declared) ?? "")
                for index in elements.indices { elements[index].characterSet = set }
            }
            items.append(elements)
        }
        return items
    }

    /// The items of a sequence on the top level; none when it is not there.
    public mutating func items(of tag: DICOMTag) throws(HeaderError) -> [[DICOMElement]] {
        guard let element = try find(tag) else { return [] }
        return try items(of: element)
    }

    // MARK: Bytes

    /// Calls `body` with the bytes of a value as they stand in the file, valid during the call.
    ///
    /// Values beyond 16 KB are read into memory of their length first. Throws when the file ends before the value does
    /// (it may have changed meanwhile), and for one that may identify a person unless that was asked for.
    public mutating func withBytes<Result>(
        of element: DICOMElement, _ body: (UnsafeRawBufferPointer) -> Result
    ) throws(HeaderError) -> Result {
        try requirePermission(for: element)
        // Of a deflated file the window has the inflated data set, and the meta group stands in front of it.
        let isOutside = element.isMeta && scanner.window.isInflated
        if !isOutside, scanner.window.load(element.offset, element.length) {
            return body(
                UnsafeRawBufferPointer(
                    start: scanner.window.address(of: element.offset), count: element.length))
        }
        guard isOutside || scanner.window.holds(element.offset, element.length) else { throw cut(element) }
        // Memory is asked for only when the value is there: how long inflated data are, is not known before.
        if !isOutside, scanner.window.isInflated, element.length > 0,
            !scanner.window.load(element.offset + element.length - 1, 1)
        {
            throw cut(element)
        }
        let copy = UnsafeMutablePointer<UInt8>.allocate(capacity: max(1, element.length))
        defer { copy.deallocate() }
        let isWhole =
            isOutside
            ? scanner.window.copyFromFile(element.offset, element.length, to: copy)
            : scanner.window.copy(element.offset, element.length, to: copy)
        guard isWhole else { throw cut(element) }
        return body(UnsafeRawBufferPointer(start: copy, count: element.length))
    }

    private func cut(_ element: DICOMElement) -> HeaderError {
        HeaderError(
            .endsInValue(element.tag, missing: element.offset + element.length - scanner.window.size),
            at: element.offset)
    }

    private func requirePermission(for element: DICOMElement) throws(HeaderError) {
        if element.isIdentifying, !options.contains(.includesIdentifying) {
            throw HeaderError(.withheld(element.tag), at: element.offset)
        }
    }

    /// The element with a tag; nil when it is not there, and throws when it may stand behind a defect.
    func find(_ tag: DICOMTag) throws(HeaderError) -> DICOMElement? {
        if let element = element(tag) { return element }
        if let defect { throw defect }
        return nil
    }
}
