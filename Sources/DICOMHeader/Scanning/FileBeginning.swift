/// How a file begins: prefix, file meta group, and where and how the data set is written.
///
/// Declarations are checked against what the first elements look like, because files contradict themselves: the
/// prefix counts only when an element follows it, the meta group ends at the first tag outside it whatever its group
/// length says, and a data set that makes no sense in the declared encoding is read in the one in which it does.
struct FileBeginning {
    /// Whether the file has the 128 bytes and `DICM` of PS3.10, section 7.1, or a file meta group without them.
    private(set) var hasPrefix = false
    /// As declared; nil when no transfer syntax is.
    private(set) var transferSyntax: TransferSyntax?
    /// Whether the file is a DICOMDIR.
    private(set) var isIndex = false
    /// Offset of the first element, which is the data set's where there is no file meta group.
    private(set) var firstElement = 0
    /// Offset of the data set.
    private(set) var dataset = 0
    /// How its elements are written.
    private(set) var encoding = EncodingKind.explicitLittle
    /// Whether it is deflated.
    private(set) var isDeflated = false

    /// Where the meta group ends by its own account.
    private var declaredEnd: Int?

    /// Media Storage Directory Storage.
    private static let directoryClass = "1.2.840.10008.1.3.10"

    /// Throws `.notDICOM` for what does not begin like DICOM.
    init(_ window: inout ByteWindow, _ recent: inout RecentTexts) throws(HeaderError) {
        guard let first = Self.firstElement(&window, &hasPrefix) else { throw HeaderError(.notDICOM, at: 0) }
        firstElement = first
        dataset = readMetaGroup(from: first, &window, &recent)
        chooseEncoding(&window)
    }

    // MARK: Prefix

    /// The offset of the first element; nil when there is none.
    static func firstElement(_ window: inout ByteWindow, _ hasPrefix: inout Bool) -> Int? {
        let isPrefixed = window.load(128, 4) && isPrefix(window.address(of: 128))
        if isPrefixed, isFirstElement(132, &window) {
            hasPrefix = true
            return 132
        }
        if window.load(0, 4), isPrefix(window.address(of: 0)), isFirstElement(4, &window) {
            hasPrefix = true
            return 4
        }
        if isFirstElement(0, &window) {
            hasPrefix = window.load(0, 2) && littleEndian16(window.address(of: 0)) == 2
            return 0
        }
        // Something begins behind the prefix; what it is will show.
        if isPrefixed {
            hasPrefix = true
            return 132
        }
        return nil
    }

    private static func isPrefix(_ bytes: UnsafePointer<UInt8>) -> Bool {
        littleEndian32(bytes) == 0x4D43_4944
    }

    /// Whether a low element of group 0002 or 0008, in either byte order, stands at an offset.
    private static func isFirstElement(_ offset: Int, _ window: inout ByteWindow) -> Bool {
        guard window.load(offset, 8) else { return false }
        let group = littleEndian16(window.address(of: offset))
        let element = littleEndian16(window.address(of: offset + 2))
        func isFirst(_ group: UInt16, _ element: UInt16) -> Bool {
            (group == 0x0002 || group == 0x0008) && element < 0x0100
        }
        return isFirst(group, element) || isFirst(group.byteSwapped, element.byteSwapped)
    }

    // MARK: File meta group

    /// The head of an element of the file meta group at an offset of which 12 bytes are loaded, and how it is written:
    /// explicitly by the standard, but implicit groups are met.
    static func metaHead(_ at: Int, _ window: borrowing ByteWindow) -> (ElementHead, EncodingKind) {
        let bytes = window.address(of: at)
        let vr = ValueRepresentation(rawValue: littleEndian16(bytes + 4))
        let implicit = ImplicitLittle.head(at: bytes)
        // A damaged value representation makes a length that no file has.
        if vr.isTwoCapitals || !window.holds(at + 8, Int(implicit.length)) {
            return (ExplicitLittle.head(at: bytes), .explicitLittle)
        }
        return (implicit, .implicitLittle)
    }

    /// Reads the elements of group 0002 (PS3.10, section 7.1) and returns the offset behind them.
    private mutating func readMetaGroup(
        from first: Int, _ window: inout ByteWindow, _ recent: inout RecentTexts
    ) -> Int {
        var at = first
        while window.load(at, 12), littleEndian16(window.address(of: at)) == 0x0002 {
            let (head, _) = Self.metaHead(at, window)
            let value = at + head.headLength
            let length = Int(head.length)
            guard head.length != ElementHead.undefinedLength, window.holds(value, length) else { break }
            if head.tag == 0x0002_0000, length == 4, at == first, window.load(value, 4) {
                declaredEnd = value + 4 + Int(littleEndian32(window.address(of: value)))
            }
            if head.tag == 0x0002_0002 || head.tag == 0x0002_0010, length <= 256, window.load(value, length) {
                let text = UnsafeBufferPointer(start: window.address(of: value), count: length).withoutPadding
                // Of two meta groups in a row the first counts.
                if head.tag == 0x0002_0002 {
                    isIndex =
                        isIndex
                        || (text.count == Self.directoryClass.utf8.count
                            && text.elementsEqual(Self.directoryClass.utf8))
                } else if transferSyntax == nil, !text.isEmpty {
                    transferSyntax = Self.transferSyntax(text, &recent)
                }
            }
            at = value + length
        }
        return at
    }

    private static func transferSyntax(
        _ bytes: UnsafeBufferPointer<UInt8>, _ recent: inout RecentTexts
    ) -> TransferSyntax {
        if case .some(.some(let uid)) = recent.known(RecentTexts.transferSyntax, bytes) {
            return TransferSyntax(uid: uid)
        }
        let uid = String(decoding: bytes, as: UTF8.self)
        recent.note(RecentTexts.transferSyntax, bytes, uid)
        return TransferSyntax(uid: uid)
    }

    // MARK: Encoding of the data set

    /// How many bytes of the data set are looked at. They are the same of a file and in memory, and never cost more
    /// than one read.
    private static let sniffedLength = ByteWindow.furtherRead

    private mutating func chooseEncoding(_ window: inout ByteWindow) {
        let declared: EncodingKind? = transferSyntax.map { syntax in
            syntax.isBigEndian ? .explicitBig : syntax.isExplicitVR ? .explicitLittle : .implicitLittle
        }
        if transferSyntax?.isDeflated == true {
            encoding = .explicitLittle
            // A data set that begins like one has not been deflated, whatever the meta group says.
            isDeflated = Self.plausibility(ExplicitLittle.self, dataset, &window) < 2
            return
        }
        let found = Self.choose(declared, dataset, &window)
        encoding = found.kind
        // A damaged element ends the group too early: the length of the group may say where the data set begins.
        if found.score < 2, let declaredEnd, declaredEnd > dataset {
            let other = Self.choose(declared, declaredEnd, &window)
            if other.score > 2 { (dataset, encoding) = (declaredEnd, other.kind) }
        }
    }

    /// The encoding in which a data set at an offset makes most sense, the declared one if possible.
    private static func choose(
        _ declared: EncodingKind?, _ dataset: Int, _ window: inout ByteWindow
    ) -> (kind: EncodingKind, score: Int) {
        var best: (kind: EncodingKind, score: Int) = (declared ?? .explicitLittle, -1)
        if let declared {
            best.score = plausibility(declared, dataset, &window)
            // Nothing makes more sense than that.
            if best.score == 3 { return best }
        }
        // One element may look right by chance.
        let least = declared == nil ? 0 : 2
        for kind in [EncodingKind.explicitLittle, .implicitLittle, .explicitBig] where kind != declared {
            let score = plausibility(kind, dataset, &window)
            if score > best.score, score >= least { best = (kind, score) }
        }
        return best
    }

    private static func plausibility(
        _ kind: EncodingKind, _ dataset: Int, _ window: inout ByteWindow
    ) -> Int {
        switch kind {
        case .explicitLittle: plausibility(ExplicitLittle.self, dataset, &window)
        case .implicitLittle: plausibility(ImplicitLittle.self, dataset, &window)
        case .explicitBig: plausibility(ExplicitBig.self, dataset, &window)
        }
    }

    /// How many of the first three elements read well in an encoding: tags ascend, lengths fit, value representations
    /// are known. The end of the data reads well.
    private static func plausibility<Encoding: ElementEncoding>(
        _ encoding: Encoding.Type, _ dataset: Int, _ window: inout ByteWindow
    ) -> Int {
        let end = min(window.size, dataset + sniffedLength)
        guard dataset < end, window.load(dataset, end - dataset) else { return 0 }
        var at = dataset
        var previous: UInt32 = 0
        for score in 0..<3 {
            if at == window.size { return 3 }
            guard at <= end - 12 else { return score }
            let head = Encoding.head(at: window.address(of: at))
            guard head.tag > previous, head.tag >> 16 >= 0x0001, head.tag >> 16 <= 0x7FE0 else {
                return score
            }
            guard Encoding.kind == .implicitLittle || head.vr.isStandard else { return score }
            if head.length == ElementHead.undefinedLength {
                return Encoding.kind == .implicitLittle || head.vr == .sq || head.vr == .un ? 3 : score
            }
            guard window.holds(at + head.headLength, Int(head.length)) else { return score }
            previous = head.tag
            at += head.headLength + Int(head.length)
        }
        return 3
    }
}

extension ValueRepresentation {
    /// Whether it is two capital letters, known or not.
    var isTwoCapitals: Bool {
        let first = UInt8(truncatingIfNeeded: rawValue)
        let second = UInt8(truncatingIfNeeded: rawValue >> 8)
        return (0x41...0x5A).contains(first) && (0x41...0x5A).contains(second)
    }
}

extension UnsafeBufferPointer<UInt8> {
    /// Without spaces and NULs at either end.
    var withoutPadding: UnsafeBufferPointer<UInt8> {
        var first = 0
        var end = count
        while end > first, self[end - 1] == 0x20 || self[end - 1] == 0 { end -= 1 }
        while first < end, self[first] == 0x20 || self[first] == 0 { first += 1 }
        return UnsafeBufferPointer(rebasing: self[first..<end])
    }
}
