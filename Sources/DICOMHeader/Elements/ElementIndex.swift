/// The elements of a file or of an item, found one behind the other.
struct ElementIndex {
    private(set) var elements: [DICOMElement] = []
    private let isInIdentifyingSequence: Bool

    init(isInIdentifyingSequence: Bool = false) { self.isInIdentifyingSequence = isInIdentifyingSequence }

    /// Adds the elements of the file meta group.
    mutating func addMetaGroup(from first: Int, to end: Int, _ scanner: inout HeaderScanner) {
        var at = first
        while at < end, scanner.window.load(at, 12) {
            let (head, encoding) = FileBeginning.metaHead(at, scanner.window)
            guard head.length != ElementHead.undefinedLength else { return }
            add(head, at: at, length: Int(head.length), encoding, isMeta: true)
            at += head.headLength + Int(head.length)
        }
    }

    /// Adds the elements of the data set up to the pixel data, with these as the last.
    mutating func addDataset(
        from first: Int, _ encoding: EncodingKind, _ scanner: inout HeaderScanner
    ) throws(HeaderError) {
        var at = first
        while let head = try scanner.head(at, encoding) {
            if head.isItemOrDelimiter {
                throw HeaderError(.misplacedDelimiter(DICOMTag(rawValue: head.tag)), at: at)
            }
            let isLast = head.tag >= HeaderScanner.firstPixelTag
            if isLast, head.length == ElementHead.undefinedLength {
                // Fragments may be more than anyone wants to walk over; they reach to the end of the file.
                add(head, at: at, length: max(0, scanner.window.size - at - head.headLength), encoding)
                return
            }
            at = try add(head, at: at, encoding, &scanner)
            if isLast { return }
        }
    }

    /// Adds an element and returns the offset behind it.
    mutating func add(
        _ head: ElementHead, at: Int, _ encoding: EncodingKind, _ scanner: inout HeaderScanner
    ) throws(HeaderError) -> Int {
        let value = at + head.headLength
        if head.length == ElementHead.undefinedLength {
            let end = try scanner.skipSequence(head, at, encoding)
            add(head, at: at, length: end - value, encoding)
            return end
        }
        let length = Int(head.length)
        guard scanner.window.holds(value, length) else {
            throw scanner.endsEarly(
                .endsInValue(DICOMTag(rawValue: head.tag), missing: value + length - scanner.window.size), at)
        }
        add(head, at: at, length: length, encoding)
        return value + length
    }

    private mutating func add(
        _ head: ElementHead, at: Int, length: Int, _ encoding: EncodingKind, isMeta: Bool = false
    ) {
        let tag = DICOMTag(rawValue: head.tag)
        let isUndefined = head.length == ElementHead.undefinedLength
        let isImplicit = encoding == .implicitLittle
        // Pixel data without value representations are words (PS3.5, section A.1).
        let implicit = tag == .pixelData ? .ow : DICOMDictionary.vr(of: tag)
        let known = isImplicit || head.vr == .un || !head.vr.isStandard ? implicit : nil
        let written = isImplicit || !head.vr.isStandard ? .un : head.vr
        let vr = isUndefined && written == .un && known == nil ? .sq : known ?? written
        // Unknown values are implicit little endian inside (PS3.5, section 6.2.2).
        let isUnknown = !isImplicit && (head.vr == .un || !head.vr.isStandard)
        elements.append(
            DICOMElement(
                tag: tag, vr: vr, offset: at + head.headLength, length: length,
                hasUndefinedLength: isUndefined,
                isIdentifying: isInIdentifyingSequence || tag.isIdentifying,
                encoding: isUnknown ? .implicitLittle : encoding, isMeta: isMeta))
    }
}

extension HeaderScanner {
    /// The head at an offset; nil exactly at the end of the data.
    mutating func head(_ at: Int, _ encoding: EncodingKind) throws(HeaderError) -> ElementHead? {
        if window.load(at, 12) { return encoding.head(at: window.address(of: at)) }
        let last =
            switch encoding {
            case .implicitLittle: lastHead(ImplicitLittle.self, at)
            case .explicitLittle: lastHead(ExplicitLittle.self, at)
            case .explicitBig: lastHead(ExplicitBig.self, at)
            }
        if let last { return last }
        if at != window.size { throw endsEarly(.endsInElementHead, min(at, window.size)) }
        return nil
    }
}

/// The items of a sequence, one behind the other.
struct ItemWalk {
    private let sequence: DICOMElement
    private let characterSet: SpecificCharacterSet?
    private var at: Int

    init(_ sequence: DICOMElement, characterSet: SpecificCharacterSet?) {
        self.sequence = sequence
        self.characterSet = characterSet
        at = sequence.offset
    }

    /// The elements of the next item; nil behind the last.
    mutating func next(_ scanner: inout HeaderScanner) throws(HeaderError) -> [DICOMElement]? {
        let end = sequence.offset + sequence.length
        guard sequence.vr == .sq, at < end, let head = try scanner.head(at, sequence.encoding) else {
            return nil
        }
        if head.tag == ElementHead.sequenceDelimiter { return nil }
        guard head.tag == ElementHead.item else {
            throw HeaderError(.noItem(DICOMTag(rawValue: head.tag)), at: at)
        }
        var index = ElementIndex(isInIdentifyingSequence: sequence.isIdentifying)
        let isUndefined = head.length == ElementHead.undefinedLength
        let itemEnd = isUndefined ? end : at + 8 + Int(head.length)
        guard itemEnd <= end else {
            throw HeaderError(.endsInSequence(sequence.tag), at: at)
        }
        at += 8
        while at < itemEnd, let element = try scanner.head(at, sequence.encoding) {
            if element.isItemOrDelimiter {
                guard isUndefined, element.tag == ElementHead.itemDelimiter else {
                    throw HeaderError(.misplacedDelimiter(DICOMTag(rawValue: element.tag)), at: at)
                }
                at += 8
                break
            }
            at = try index.add(element, at: at, sequence.encoding, &scanner)
        }
        return index.elements.map { element in
            var element = element
            element.characterSet = characterSet
            return element
        }
    }
}
