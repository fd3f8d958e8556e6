/// The captured values of the present data set as attributes.
extension HeaderScanner: AttributeSource {
    package mutating func text(_ attribute: WantedAttribute) -> String? {
        guard let bytes = captured.bytes(attribute), !isSequence(attribute) else { return nil }
        if captured.isNumeric(attribute) { return captured.decimalText(attribute) }
        // No two instances have the same SOP Instance UID.
        if attribute == .sopInstanceUID { return decode(bytes) }
        if let known = recent.known(attribute.rawValue, bytes) { return known }
        let text = decode(bytes)
        recent.note(attribute.rawValue, bytes, text)
        return text
    }

    private func decode(_ bytes: UnsafeBufferPointer<UInt8>) -> String? {
        let trimmed = bytes.withoutPadding
        guard !trimmed.isEmpty else { return nil }
        if !trimmed.isPlainASCII, let set = characterSet {
            let text = set.decode(UnsafeRawBufferPointer(trimmed), as: .lo)
            return text.isEmpty ? nil : text
        }
        return String(decoding: trimmed, as: UTF8.self)
    }

    /// Forgets texts of the last file that another character set could change.
    mutating func compareCharacterSets() {
        let none = UnsafeBufferPointer<UInt8>(start: nil, count: 0)
        let declaration = captured.bytes(.specificCharacterSet) ?? none
        let slot = WantedAttribute.specificCharacterSet.rawValue
        if recent.known(slot, declaration) != nil { return }
        recent.forget()
        recent.note(slot, declaration, nil)
    }

    package func withBytes<Result>(
        _ attribute: WantedAttribute, _ body: (UnsafeBufferPointer<UInt8>) -> Result
    ) -> Result? {
        // Nothing is made of what is too long: an empty text is no date and no time.
        if captured.isTooLong(attribute) { return body(UnsafeBufferPointer(start: nil, count: 0)) }
        guard let bytes = captured.bytes(attribute), !isSequence(attribute) else { return nil }
        if captured.isNumeric(attribute) {
            var text = captured.decimalText(attribute) ?? ""
            return text.isEmpty ? nil : text.withUTF8(body)
        }
        let trimmed = bytes.withoutPadding
        return trimmed.isEmpty ? nil : body(trimmed)
    }

    package func number(_ attribute: WantedAttribute) -> AttributeNumber {
        if captured.isTooLong(attribute) { return .malformed }
        guard let bytes = captured.bytes(attribute), !isSequence(attribute), !bytes.isEmpty else {
            return .absent
        }
        if captured.isNumeric(attribute) { return captured.binaryNumber(attribute) }
        let trimmed = bytes.withoutPadding
        return trimmed.isEmpty ? .absent : AttributeNumber(decimal: trimmed)
    }

    /// Whether a sequence stands where a value should.
    private func isSequence(_ attribute: WantedAttribute) -> Bool { captured.vr(attribute) == .sq }

    /// The character sets that the data set declares; nil when it declares none.
    private var characterSet: SpecificCharacterSet? {
        guard let declaration = captured.bytes(.specificCharacterSet), !declaration.withoutPadding.isEmpty
        else { return nil }
        return SpecificCharacterSet(declaration: declaration)
    }
}

extension CapturedValues {
    /// Whether the value is binary numbers: by the file's value representation, or by the dictionary's where the file
    /// gives none or the unknown one.
    func isNumeric(_ attribute: WantedAttribute) -> Bool {
        switch vr(attribute) {
        case .us, .ss, .ul, .sl, .uv, .sv: true
        case .un, ValueRepresentation(rawValue: 0): attribute.isBinaryNumber
        default: false
        }
    }

    /// The only number of a binary value.
    func binaryNumber(_ attribute: WantedAttribute) -> AttributeNumber {
        guard let bytes = bytes(attribute), !bytes.isEmpty else { return .absent }
        guard bytes.count == width(attribute), let number = number(bytes, attribute), number >= 0 else {
            return .malformed
        }
        return .value(number)
    }

    /// Binary numbers as decimal text, separated by backslashes; nil without any.
    func decimalText(_ attribute: WantedAttribute) -> String? {
        guard let bytes = bytes(attribute) else { return nil }
        let width = width(attribute)
        let numbers = stride(from: 0, through: bytes.count - width, by: width).compactMap { first in
            number(UnsafeBufferPointer(rebasing: bytes[first..<first + width]), attribute)
        }
        return numbers.isEmpty ? nil : numbers.map(String.init).joined(separator: "\\")
    }

    private func width(_ attribute: WantedAttribute) -> Int {
        switch vr(attribute) {
        case .ul, .sl: 4
        case .uv, .sv: 8
        default: 2
        }
    }

    /// A number of 2, 4 or 8 bytes; nil when it exceeds `Int`.
    private func number(_ bytes: UnsafeBufferPointer<UInt8>, _ attribute: WantedAttribute) -> Int? {
        // Unknown values are little-endian always (PS3.5, section 6.2.2).
        let isBig = encoding == .explicitBig && vr(attribute) != .un
        var bits: UInt64 = 0
        for (index, byte) in bytes.enumerated() {
            bits |= UInt64(byte) << UInt64(8 * (isBig ? bytes.count - 1 - index : index))
        }
        switch vr(attribute) {
        case .ss: return Int(Int16(truncatingIfNeeded: bits))
        case .sl: return Int(Int32(truncatingIfNeeded: bits))
        case .sv: return Int(Int64(bitPattern: bits))
        default: return Int(exactly: bits)
        }
    }
}

extension UnsafeBufferPointer<UInt8> {
    /// Whether all bytes are printable ASCII.
    var isPlainASCII: Bool { allSatisfy { $0 >= 0x20 && $0 < 0x7F } }
}
