/// Where the pixel data of a file stand.
struct PixelDataPlace {
    /// Offset of the value in the file; nil without pixel data and in deflated files.
    var offset: Int?
    /// Length of the value; nil also where it is not declared.
    var length: Int?
}

extension HeaderScanner {
    /// Examines what the walk over a data set came to; throws when the file ends before its pixel data do.
    mutating func examinePixelData(
        _ end: DatasetEnd, _ encoding: EncodingKind
    ) throws(HeaderError) -> PixelDataPlace {
        if window.isInflated {
            if checksPixelData, !window.inflatesToItsEnd() {
                throw HeaderError(.badDeflate, at: window.start)
            }
            return PixelDataPlace()
        }
        guard case .element(let head, let at) = end, Self.isPixelData(head.tag) else {
            return PixelDataPlace()
        }
        let value = at + head.headLength
        if head.length == ElementHead.undefinedLength {
            if checksPixelData { try requireEndOfFragments(value, encoding) }
            return PixelDataPlace(offset: value, length: nil)
        }
        let length = Int(head.length)
        guard window.holds(value, length) else {
            throw HeaderError(.endsInPixelData(missing: value + length - window.size), at: window.size)
        }
        return PixelDataPlace(offset: value, length: length)
    }

    /// Float Pixel Data, Double Float Pixel Data, Pixel Data (PS3.3, section C.7.6.24 and C.7.6.3).
    private static func isPixelData(_ tag: UInt32) -> Bool {
        tag == 0x7FE0_0008 || tag == 0x7FE0_0009 || tag == 0x7FE0_0010
    }

    /// Throws when fragments do not end with their delimiter (PS3.5, section A.4).
    private mutating func requireEndOfFragments(_ first: Int, _ encoding: EncodingKind) throws(HeaderError) {
        var at = first
        while window.loadSparsely(at, 8) {
            // Items have the same 8 bytes in all encodings of one byte order.
            let bytes = window.address(of: at)
            let isBig = encoding == .explicitBig
            let group = isBig ? littleEndian16(bytes).byteSwapped : littleEndian16(bytes)
            let element = isBig ? littleEndian16(bytes + 2).byteSwapped : littleEndian16(bytes + 2)
            let length = isBig ? littleEndian32(bytes + 4).byteSwapped : littleEndian32(bytes + 4)
            let tag = UInt32(group) << 16 | UInt32(element)
            if tag == ElementHead.sequenceDelimiter { return }
            guard tag == ElementHead.item, length != ElementHead.undefinedLength else {
                throw HeaderError(.noItem(DICOMTag(rawValue: tag)), at: at)
            }
            at += 8 + Int(length)
        }
        throw HeaderError(.endsInEncapsulatedPixelData, at: window.size)
    }
}
