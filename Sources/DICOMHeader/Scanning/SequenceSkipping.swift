extension HeaderScanner {
    /// The offset behind a value of undefined length: a sequence that its delimiter ends (PS3.5, section 7.5).
    ///
    /// Only what has no length of its own is walked through, so the walk needs to know no more than how many such
    /// sequences and items are open: they alternate, sequences at odd levels, items at even ones. Any depth of nesting
    /// costs the same few bytes.
    mutating func skipSequence(
        _ sequence: ElementHead, _ start: Int, _ encoding: EncodingKind
    ) throws(HeaderError) -> Int {
        switch encoding {
        case .explicitLittle: try skipSequence(sequence, start, ExplicitLittle.self)
        case .implicitLittle: try skipSequence(sequence, start, ImplicitLittle.self)
        case .explicitBig: try skipSequence(sequence, start, ExplicitBig.self)
        }
    }

    /// The same for an encoding that is known when the code is compiled.
    mutating func skipSequence<Encoding: ElementEncoding>(
        _ sequence: ElementHead, _ start: Int, _ encoding: Encoding.Type
    ) throws(HeaderError) -> Int {
        var level = 1
        // An unknown value of undefined length holds implicit little endian (PS3.5, section 6.2.2), down to its end.
        var unknownSince = sequence.isUnknownSequence(in: Encoding.kind) ? 1 : 0
        var at = start + sequence.headLength
        // What was jumped over last.
        var (lastTag, lastAt) = (sequence.tag, start)
        while level > 0 {
            let isInSequence = level & 1 == 1
            let isImplicit = unknownSince > 0 || Encoding.kind == .implicitLittle
            guard window.load(at, isInSequence || isImplicit ? 8 : 12) || window.load(at, 8) else {
                // Where inflated data end is not known before.
                if at > window.size { throw endsInValue(lastTag, lastAt, end: at) }
                throw endsEarly(.endsInSequence(DICOMTag(rawValue: sequence.tag)), at)
            }
            let head = shortOrLongHead(at, encoding, isImplicit)
            // Between items the tag decides: those that may stand there have heads of 8 bytes.
            guard isInSequence || window.holds(at, head.headLength) else {
                throw endsEarly(.endsInSequence(DICOMTag(rawValue: sequence.tag)), window.size)
            }
            let isUndefined = head.length == ElementHead.undefinedLength
            let value = at + head.headLength
            if isInSequence {
                switch head.tag {
                case ElementHead.item where isUndefined:
                    level += 1
                    at = value
                    continue
                case ElementHead.item: break
                case ElementHead.sequenceDelimiter:
                    if unknownSince == level { unknownSince = 0 }
                    level -= 1
                    at = value
                    continue
                default: throw HeaderError(.noItem(DICOMTag(rawValue: head.tag)), at: at)
                }
            } else if head.isItemOrDelimiter {
                guard head.tag == ElementHead.itemDelimiter else {
                    throw HeaderError(.misplacedDelimiter(DICOMTag(rawValue: head.tag)), at: at)
                }
                level -= 1
                at = value
                continue
            } else if isUndefined {
                level += 1
                if unknownSince == 0, head.isUnknownSequence(in: Encoding.kind) { unknownSince = level }
                at = value
                continue
            }
            guard window.holds(value, Int(head.length)) else {
                throw endsInValue(head.tag, at, end: value + Int(head.length))
            }
            (lastTag, lastAt) = (head.tag, at)
            at = value + Int(head.length)
        }
        return at
    }

    /// The head at an offset of which at least 8 bytes are loaded; those behind the data count as zero.
    @inline(__always)
    private func shortOrLongHead<Encoding: ElementEncoding>(
        _ at: Int, _ encoding: Encoding.Type, _ isImplicit: Bool
    ) -> ElementHead {
        let available = window.start + window.count - at
        if available >= 12 {
            let bytes = window.address(of: at)
            return isImplicit ? ImplicitLittle.head(at: bytes) : Encoding.head(at: bytes)
        }
        return lastHeadInSequence(at, isImplicit ? .implicitLittle : Encoding.kind, available)
    }

    @inline(never)
    private func lastHeadInSequence(_ at: Int, _ encoding: EncodingKind, _ available: Int) -> ElementHead {
        withUnsafeTemporaryAllocation(of: UInt8.self, capacity: 12) { bytes in
            guard let base = bytes.baseAddress else {
                return ElementHead(tag: 0, vr: .un, length: 0, headLength: 12)
            }
            bytes.initialize(repeating: 0)
            base.update(from: window.address(of: at), count: available)
            return encoding.head(at: base)
        }
    }
}

extension ElementHead {
    /// Whether a value of undefined length has implicit little endian inside although the encoding is explicit: one
    /// with the value representation UN or one that nobody knows.
    func isUnknownSequence(in encoding: EncodingKind) -> Bool {
        encoding != .implicitLittle && (vr == .un || !vr.isStandard)
    }
}
