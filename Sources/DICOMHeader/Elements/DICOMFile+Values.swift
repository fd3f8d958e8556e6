// What a value means: text, whole numbers, numbers. Each exists for an element, for instance one of an item, and for a
// tag on the top level.

extension DICOMFile {
    /// The text of a value in Unicode, without padding; several values are separated by backslashes. Nil when it is
    /// empty or no text; numbers are none.
    ///
    /// Throws as ``withBytes(of:_:)`` does.
    public mutating func text(_ element: DICOMElement) throws(HeaderError) -> String? {
        guard element.vr.isText || element.vr == .un else { return nil }
        let set = element.isMeta ? .ascii : element.characterSet ?? characterSet
        return try withBytes(of: element) { bytes in
            let text = bytes.bindMemory(to: UInt8.self).withoutPadding
            guard !text.isEmpty else { return nil }
            if text.isPlainASCII || (set == .ascii && !text.contains(0x1B)) {
                return String(decoding: text, as: UTF8.self)
            }
            return set.decode(UnsafeRawBufferPointer(text), as: element.vr)
        }
    }

    /// The text of an attribute; nil when it is not there.
    public mutating func text(_ tag: DICOMTag) throws(HeaderError) -> String? {
        guard let element = try find(tag) else { return nil }
        return try text(element)
    }

    /// The whole numbers of a value: binary ones (US, SS, UL, SL, UV, SV, and the words of OW and OL), attribute tags
    /// (AT), or integer strings (IS). Empty when it has none or is something else.
    ///
    /// Throws as ``withBytes(of:_:)`` does.
    public mutating func integers(_ element: DICOMElement) throws(HeaderError) -> [Int] {
        if element.vr == .is || element.vr == .ds {
            return try text(element)?.split(separator: "\\").compactMap { Int($0.trimmingSpaces) } ?? []
        }
        guard let width = element.vr.integerWidth else { return [] }
        let isBig = element.encoding == .explicitBig
        return try withBytes(of: element) { bytes in
            stride(from: 0, through: bytes.count - width, by: width).compactMap { first in
                let bits = bits(bytes, first, width, isBig)
                switch element.vr {
                case .ss: return Int(Int16(truncatingIfNeeded: bits))
                case .sl: return Int(Int32(truncatingIfNeeded: bits))
                case .sv: return Int(Int64(bitPattern: bits))
                case .at:
                    // Two numbers of two bytes, the group first.
                    return isBig ? Int(bits) : Int(bits << 16 & 0xFFFF_0000 | bits >> 16)
                default: return Int(exactly: bits)
                }
            }
        }
    }

    /// The whole numbers of an attribute; empty when it is not there.
    public mutating func integers(_ tag: DICOMTag) throws(HeaderError) -> [Int] {
        guard let element = try find(tag) else { return [] }
        return try integers(element)
    }

    /// The numbers of a value: floating point ones (FL, FD, OF, OD), decimal strings (DS), or whole ones. Empty when it
    /// has none or is something else.
    ///
    /// Throws as ``withBytes(of:_:)`` does.
    public mutating func numbers(_ element: DICOMElement) throws(HeaderError) -> [Double] {
        switch element.vr {
        case .ds:
            return try text(element)?.split(separator: "\\").compactMap { Double($0.trimmingSpaces) } ?? []
        case .fl, .of, .fd, .od:
            let width = element.vr == .fl || element.vr == .of ? 4 : 8
            let isBig = element.encoding == .explicitBig
            return try withBytes(of: element) { bytes in
                stride(from: 0, through: bytes.count - width, by: width).map { first in
                    let bits = bits(bytes, first, width, isBig)
                    return width == 4
                        ? Double(Float(bitPattern: UInt32(truncatingIfNeeded: bits)))
                        : Double(bitPattern: bits)
                }
            }
        default: return try integers(element).map(Double.init)
        }
    }

    /// The numbers of an attribute; empty when it is not there.
    public mutating func numbers(_ tag: DICOMTag) throws(HeaderError) -> [Double] {
        guard let element = try find(tag) else { return [] }
        return try numbers(element)
    }
}

/// `width` bytes as a number.
private func bits(_ bytes: UnsafeRawBufferPointer, _ first: Int, _ width: Int, _ isBig: Bool) -> UInt64 {
    var bits: UInt64 = 0
    for index in 0..<width {
        bits |= UInt64(bytes[first + index]) << UInt64(8 * (isBig ? width - 1 - index : index))
    }
    return bits
}

extension ValueRepresentation {
    /// The length of one whole number; nil for anything but those.
    fileprivate var integerWidth: Int? {
        switch self {
        case .us, .ss, .ow: 2
        case .ul, .sl, .ol, .at: 4
        case .uv, .sv, .ov: 8
        default: nil
        }
    }
}

extension Substring {
    /// Without blanks at either end.
    fileprivate var trimmingSpaces: Substring {
        var text = self
        while text.first == " " { text.removeFirst() }
        while text.last == " " { text.removeLast() }
        return text
    }
}
