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
        // 0x40 to 0x5F: the capitals and a few signs, for which the table has zeros.
        guard rawValue & 0xE0E0 == 0x4040 else { return false }
        let place = Int(rawValue & 0x1F) &<< 5 | Int(rawValue &>> 8 & 0x1F)
        return Self.longLengths.utf8Start[place] == 0x31
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

    /// For each pair of bytes from 0x40 to 0x5F, the first in rows, whether a length of four bytes follows. A constant in
    /// the program's text: no branch to be guessed wrong, and nothing to be set up.
    private static var longLengths: StaticString {
        """
        00000000000000000000000000000000\
        01111011111111111110011111100000\
        01111111111111111111111111100000\
        01111111111111111110111111100000\
        00111111111111111110011111100000\
        01111111111111111111111111100000\
        01110111111101111111111111100000\
        01111111111111111111111111100000\
        01111111111111111111111111100000\
        01111111111111111110111111100000\
        01111111111111111111111111100000\
        01111111111111111111111111100000\
        01111111111111101111011111100000\
        01111111111111111111111111100000\
        01111111111111111111111111100000\
        01111111111111111111111111100000\
        01111111111111011111111111100000\
        01111111111111111111111111100000\
        01111111111111111111111111100000\
        01111111011101111110011111100000\
        01111111111110111111111111100000\
        01111111101101111110111111100000\
        01111111111111111111111111100000\
        01111111111111111111111111100000\
        01111111111111111111111111100000\
        01111111111111111111111111100000\
        01111111111111111111111111100000\
        00000000000000000000000000000000\
        00000000000000000000000000000000\
        00000000000000000000000000000000\
        00000000000000000000000000000000\
        00000000000000000000000000000000
        """
    }

    /// Whether its values are text.
    var isText: Bool {
        switch self {
        case .ae, .as, .cs, .da, .ds, .dt, .is, .lo, .lt, .pn, .sh, .st, .tm, .uc, .ui, .ur, .ut: true
        default: false
        }
    }
}
