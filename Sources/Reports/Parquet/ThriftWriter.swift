/// Writes the structures of a Parquet file as Thrift's compact protocol has them.
///
/// Fields are written in the order of their numbers, each with its distance from the one before; whole numbers are
/// zigzag variable-length, lists begin with their length and the kind of their items. Source: Apache Thrift,
/// doc/specs/thrift-compact-protocol.md.
package struct ThriftWriter {
    /// The kinds of values, by the four bits that say them.
    private enum Kind: UInt8 {
        case isTrue = 1
        case isFalse = 2
        case int16 = 4
        case int32 = 5
        case int64 = 6
        case binary = 8
        case list = 9
        case structure = 12
    }

    package private(set) var bytes: [UInt8] = []
    /// The number of the last field of the structure that is open.
    private var last = 0

    package init() {}

    package mutating func bool(_ field: Int, _ value: Bool) { head(field, value ? .isTrue : .isFalse) }

    package mutating func int16(_ field: Int, _ value: Int) { number(field, .int16, value) }

    package mutating func int32(_ field: Int, _ value: Int) { number(field, .int32, value) }

    package mutating func int64(_ field: Int, _ value: Int) { number(field, .int64, value) }

    package mutating func binary(_ field: Int, _ value: [UInt8]) {
        head(field, .binary)
        append(value)
    }

    package mutating func text(_ field: Int, _ value: String) { binary(field, Array(value.utf8)) }

    package mutating func structure(_ field: Int, _ body: (inout ThriftWriter) -> Void) {
        head(field, .structure)
        fields(body)
    }

    package mutating func int32s(_ field: Int, _ values: [Int]) {
        list(field, .int32, values.count)
        for value in values { varint(Self.zigzag(value)) }
    }

    package mutating func texts(_ field: Int, _ values: [String]) {
        list(field, .binary, values.count)
        for value in values { append(Array(value.utf8)) }
    }

    package mutating func structures<Items: Collection>(
        _ field: Int, _ items: Items, _ body: (inout ThriftWriter, Items.Element) -> Void
    ) {
        list(field, .structure, items.count)
        for item in items { fields { body(&$0, item) } }
    }

    /// Writes the fields of a structure, and its end.
    package mutating func fields(_ body: (inout ThriftWriter) -> Void) {
        let outer = last
        last = 0
        body(&self)
        bytes.append(0)
        last = outer
    }

    private mutating func head(_ field: Int, _ kind: Kind) {
        let distance = field - last
        if (1...15).contains(distance) {
            bytes.append(UInt8(distance) << 4 | kind.rawValue)
        } else {
            bytes.append(kind.rawValue)
            varint(Self.zigzag(field))
        }
        last = field
    }

    private mutating func number(_ field: Int, _ kind: Kind, _ value: Int) {
        head(field, kind)
        varint(Self.zigzag(value))
    }

    private mutating func list(_ field: Int, _ kind: Kind, _ count: Int) {
        head(field, .list)
        if count < 15 {
            bytes.append(UInt8(count) << 4 | kind.rawValue)
        } else {
            bytes.append(0xF0 | kind.rawValue)
            varint(UInt64(count))
        }
    }

    private mutating func append(_ value: [UInt8]) {
        varint(UInt64(value.count))
        bytes += value
    }

    private static func zigzag(_ value: Int) -> UInt64 {
        UInt64(bitPattern: Int64(value << 1) ^ Int64(value >> 63))
    }

    private mutating func varint(_ value: UInt64) { bytes.append(varint: value) }
}

extension [UInt8] {
    /// Adds a whole number, seven bits a byte, the lowest first (ULEB128).
    mutating func append(varint value: UInt64) {
        var rest = value
        while rest >= 0x80 {
            append(UInt8(truncatingIfNeeded: rest) | 0x80)
            rest >>= 7
        }
        append(UInt8(truncatingIfNeeded: rest))
    }
}
