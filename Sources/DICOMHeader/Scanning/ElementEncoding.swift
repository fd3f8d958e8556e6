/// What stands in front of a value: tag, value representation and length (PS3.5, section 7.1).
struct ElementHead: BitwiseCopyable {
    /// Group in the upper 16 bits, element in the lower.
    var tag: UInt32
    /// As it stands in the file; zero where the encoding has none.
    var vr: ValueRepresentation
    /// Length of the value, or ``undefinedLength``.
    var length: UInt32
    /// Length of the head itself: 8 or 12.
    var headLength: Int

    static let undefinedLength: UInt32 = 0xFFFF_FFFF

    /// Tags that end or begin items; they have no value representation in any encoding.
    static let item: UInt32 = 0xFFFE_E000
    static let itemDelimiter: UInt32 = 0xFFFE_E00D
    static let sequenceDelimiter: UInt32 = 0xFFFE_E0DD

    @inline(__always)
    var isItemOrDelimiter: Bool { tag &>> 16 == 0xFFFE }
}

/// How the heads of elements are written. The three conforming types are the three ways there are; code that is
/// generic over them is compiled once for each.
protocol ElementEncoding {
    static var kind: EncodingKind { get }
    /// Reads a head; 12 bytes at `bytes` must be readable.
    static func head(at bytes: UnsafePointer<UInt8>) -> ElementHead
}

/// The encodings as values.
enum EncodingKind: Hashable, Sendable {
    case implicitLittle, explicitLittle, explicitBig

    /// Reads a head; 12 bytes at `bytes` must be readable.
    func head(at bytes: UnsafePointer<UInt8>) -> ElementHead {
        switch self {
        case .implicitLittle: ImplicitLittle.head(at: bytes)
        case .explicitLittle: ExplicitLittle.head(at: bytes)
        case .explicitBig: ExplicitBig.head(at: bytes)
        }
    }

    /// The plain transfer syntax of the encoding.
    var transferSyntax: TransferSyntax {
        switch self {
        case .implicitLittle: .implicitVRLittleEndian
        case .explicitLittle: .explicitVRLittleEndian
        case .explicitBig: .explicitVRBigEndian
        }
    }
}

enum ImplicitLittle: ElementEncoding {
    static var kind: EncodingKind { .implicitLittle }

    @inline(__always)
    static func head(at bytes: UnsafePointer<UInt8>) -> ElementHead {
        let word = littleEndian64(bytes)
        return ElementHead(
            tag: tag(low: UInt32(truncatingIfNeeded: word)), vr: ValueRepresentation(rawValue: 0),
            length: UInt32(truncatingIfNeeded: word &>> 32), headLength: 8)
    }
}

enum ExplicitLittle: ElementEncoding {
    static var kind: EncodingKind { .explicitLittle }

    @inline(__always)
    static func head(at bytes: UnsafePointer<UInt8>) -> ElementHead {
        let word = littleEndian64(bytes)
        let tag = tag(low: UInt32(truncatingIfNeeded: word))
        if _slowPath(tag &>> 16 == 0xFFFE) {
            return ElementHead(
                tag: tag, vr: ValueRepresentation(rawValue: 0),
                length: UInt32(truncatingIfNeeded: word &>> 32), headLength: 8)
        }
        let vr = ValueRepresentation(rawValue: UInt16(truncatingIfNeeded: word &>> 32))
        if vr.hasLongLength {
            return ElementHead(tag: tag, vr: vr, length: littleEndian32(bytes + 8), headLength: 12)
        }
        return ElementHead(tag: tag, vr: vr, length: UInt32(truncatingIfNeeded: word &>> 48), headLength: 8)
    }
}

enum ExplicitBig: ElementEncoding {
    static var kind: EncodingKind { .explicitBig }

    @inline(__always)
    static func head(at bytes: UnsafePointer<UInt8>) -> ElementHead {
        let word = littleEndian64(bytes).byteSwapped
        let tag = UInt32(truncatingIfNeeded: word &>> 32)
        if _slowPath(tag &>> 16 == 0xFFFE) {
            return ElementHead(
                tag: tag, vr: ValueRepresentation(rawValue: 0), length: UInt32(truncatingIfNeeded: word),
                headLength: 8)
        }
        let vr = ValueRepresentation(rawValue: UInt16(truncatingIfNeeded: word &>> 16).byteSwapped)
        if vr.hasLongLength {
            return ElementHead(
                tag: tag, vr: vr, length: littleEndian32(bytes + 8).byteSwapped, headLength: 12)
        }
        return ElementHead(tag: tag, vr: vr, length: UInt32(word & 0xFFFF), headLength: 8)
    }
}

@inline(__always)
func littleEndian64(_ bytes: UnsafePointer<UInt8>) -> UInt64 {
    UInt64(littleEndian: UnsafeRawPointer(bytes).loadUnaligned(as: UInt64.self))
}

@inline(__always)
func littleEndian32(_ bytes: UnsafePointer<UInt8>) -> UInt32 {
    UInt32(littleEndian: UnsafeRawPointer(bytes).loadUnaligned(as: UInt32.self))
}

@inline(__always)
func littleEndian16(_ bytes: UnsafePointer<UInt8>) -> UInt16 {
    UInt16(littleEndian: UnsafeRawPointer(bytes).loadUnaligned(as: UInt16.self))
}

/// A tag out of its two little-endian numbers, group first.
@inline(__always)
private func tag(low: UInt32) -> UInt32 { low &<< 16 | low &>> 16 }

extension ValueRepresentation {
    /// Whether the length takes four bytes behind two reserved ones (PS3.5, table 7.1-1).
    ///
    /// So it is for every two capital letters that are no value representation: the standard says that those to come
    /// will be written so (PS3.5, section 6.2). What are no two capital letters is a mistake that only writers of
    /// short lengths make.
    @inline(__always)
    var hasLongLength: Bool {
        let first = UInt32(rawValue & 0xFF) &- 0x41
        let second = UInt32(rawValue &>> 8) &- 0x41
        guard first < 26, second < 26 else { return false }
        return Self.shortSeconds(first) &>> second & 1 == 0
    }

    /// Whether it is one of the standard's.
    var isStandard: Bool {
        switch self {
        case .ae, .as, .at, .cs, .da, .ds, .dt, .fd, .fl, .is, .lo, .lt, .ob, .od, .of, .ol, .ov, .ow, .pn,
            .sh,
            .sl, .sq, .ss, .st, .sv, .tm, .uc, .ui, .ul, .un, .ur, .us, .ut, .uv:
            true
        default: false
        }
    }

    /// For a first letter (0 is A), the second letters of value representations with a length of two bytes.
    @inline(__always)
    private static func shortSeconds(_ first: UInt32) -> UInt32 {
        switch first {
        case 0: 1 << 4 | 1 << 18 | 1 << 19  // AE AS AT
        case 2: 1 << 18  // CS
        case 3: 1 << 0 | 1 << 18 | 1 << 19  // DA DS DT
        case 5: 1 << 3 | 1 << 11  // FD FL
        case 8: 1 << 18  // IS
        case 11: 1 << 14 | 1 << 19  // LO LT
        case 15: 1 << 13  // PN
        case 18: 1 << 7 | 1 << 11 | 1 << 18 | 1 << 19  // SH SL SS ST
        case 19: 1 << 12  // TM
        case 20: 1 << 8 | 1 << 11 | 1 << 18  // UI UL US
        default: 0
        }
    }

    /// Whether its values are text.
    var isText: Bool {
        switch self {
        case .ae, .as, .cs, .da, .ds, .dt, .is, .lo, .lt, .pn, .sh, .st, .tm, .uc, .ui, .ur, .ut: true
        default: false
        }
    }
}
