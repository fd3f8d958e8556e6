import CZlib
import Foundation

/// A little reader of Parquet files with flat columns, made for tests from the specification, without the writer's sources.
struct ParquetReading {
    /// A value of Thrift.
    indirect enum Value {
        case bool(Bool)
        case number(Int)
        case binary([UInt8])
        case list([Value])
        case structure([Int: Value])

        subscript(field: Int) -> Value? {
            if case .structure(let fields) = self { return fields[field] }
            return nil
        }
        var int: Int? { if case .number(let value) = self { value } else { nil } }
        var isTrue: Bool? { if case .bool(let value) = self { value } else { nil } }
        var bytes: [UInt8]? { if case .binary(let value) = self { value } else { nil } }
        var text: String? { bytes.map { String(decoding: $0, as: UTF8.self) } }
        var items: [Value] { if case .list(let values) = self { values } else { [] } }
    }

    struct Wrong: Error { let what: String }

    let bytes: [UInt8]
    let footer: Value

    init(_ bytes: [UInt8]) throws {
        self.bytes = bytes
        guard bytes.count > 12, bytes.prefix(4) == Array("PAR1".utf8)[...],
            bytes.suffix(4) == Array("PAR1".utf8)[...]
        else { throw Wrong(what: "magic") }
        let length = bytes[(bytes.count - 8)..<(bytes.count - 4)].reversed().reduce(0) { $0 << 8 | Int($1) }
        var thrift = Thrift(bytes[(bytes.count - 8 - length)..<(bytes.count - 8)])
        footer = try thrift.structure()
        guard thrift.rest.isEmpty else { throw Wrong(what: "bytes behind the footer's end") }
    }

    /// The columns without the root.
    var columns: [Value] { Array((footer[2]?.items ?? []).dropFirst()) }
    var rowGroups: [Value] { footer[4]?.items ?? [] }

    /// The description of one column in one row group.
    func chunk(_ group: Int, _ column: Int) throws -> Value {
        guard let chunk = rowGroups[group][1]?.items[column][3] else { throw Wrong(what: "no chunk") }
        return chunk
    }

    /// The values of one column in one row group as the bytes that stand for them; nil for a row without.
    func values(_ group: Int, _ column: Int) throws -> [[UInt8]?] {
        let chunk = try chunk(group, column)
        guard let type = chunk[1]?.int, let start = chunk[9]?.int, let codec = chunk[4]?.int else {
            throw Wrong(what: "chunk")
        }
        var dictionary: [[UInt8]] = []
        if let place = chunk[11]?.int {
            let (header, page) = try page(place, codec)
            guard header[1]?.int == 2, let count = header[7]?[1]?.int else { throw Wrong(what: "dictionary") }
            dictionary = Self.plain(page[...], type: type, count: count)
        }
        let (header, page) = try page(start, codec)
        guard header[1]?.int == 0, let count = header[5]?[1]?.int, let encoding = header[5]?[2]?.int else {
            throw Wrong(what: "data page")
        }
        var rest = page[...]
        var isPresent = [Bool](repeating: true, count: count)
        if columns[column][3]?.int == 1 {
            let length = rest.prefix(4).reversed().reduce(0) { $0 << 8 | Int($1) }
            rest = rest.dropFirst(4)
            isPresent = Self.hybrid(rest.prefix(length), width: 1, count: count).map { $0 == 1 }
            rest = rest.dropFirst(length)
        }
        let present = isPresent.count(where: \.self)
        var found: [[UInt8]]
        if encoding == 8 {
            guard let width = rest.first else { throw Wrong(what: "width") }
            found = Self.hybrid(rest.dropFirst(), width: Int(width), count: present).map {
                dictionary[Int($0)]
            }
        } else {
            found = Self.plain(rest, type: type, count: present)
        }
        found.reverse()
        return isPresent.map { $0 ? found.removeLast() : nil }
    }

    private func page(_ place: Int, _ codec: Int) throws -> (Value, [UInt8]) {
        var thrift = Thrift(bytes[place...])
        let header = try thrift.structure()
        guard let size = header[2]?.int, let inFile = header[3]?.int else { throw Wrong(what: "page") }
        let page = Array(thrift.rest.prefix(inFile))
        return (header, codec == 2 ? try Self.gunzip(page, size) : page)
    }

    private static func gunzip(_ bytes: [UInt8], _ size: Int) throws -> [UInt8] {
        var bytes = bytes
        var output = [UInt8](repeating: 0, count: size + 1)
        var stream = z_stream()
        guard inflateInit2_(&stream, 31, ZLIB_VERSION, Int32(MemoryLayout<z_stream>.size)) == Z_OK else {
            throw Wrong(what: "zlib")
        }
        defer { inflateEnd(&stream) }
        let status = bytes.withUnsafeMutableBufferPointer { input in
            output.withUnsafeMutableBufferPointer { output in
                stream.next_in = input.baseAddress
                stream.avail_in = UInt32(input.count)
                stream.next_out = output.baseAddress
                stream.avail_out = UInt32(output.count)
                return inflate(&stream, Z_FINISH)
            }
        }
        guard status == Z_STREAM_END, Int(stream.total_out) == size else { throw Wrong(what: "gzip") }
        return Array(output.dropLast())
    }

    private static func plain(_ bytes: ArraySlice<UInt8>, type: Int, count: Int) -> [[UInt8]] {
        var rest = bytes
        return (0..<count).map { index in
            switch type {
            case 0: return [bytes[bytes.startIndex + index / 8] >> UInt8(index % 8) & 1]
            case 6:
                let length = rest.prefix(4).reversed().reduce(0) { $0 << 8 | Int($1) }
                let value = rest.dropFirst(4).prefix(length)
                rest = rest.dropFirst(4 + length)
                return Array(value)
            default:
                let size = type == 1 ? 4 : 8
                let value = rest.prefix(size)
                rest = rest.dropFirst(size)
                return Array(value)
            }
        }
    }

    /// Runs and bit-packed numbers.
    static func hybrid(_ bytes: ArraySlice<UInt8>, width: Int, count: Int) -> [UInt32] {
        var thrift = Thrift(bytes)
        var values: [UInt32] = []
        while values.count < count, !thrift.rest.isEmpty {
            let header = thrift.varint()
            if header & 1 == 0 {
                let value = thrift.take((width + 7) / 8).reversed().reduce(UInt32(0)) { $0 << 8 | UInt32($1) }
                values += [UInt32](repeating: value, count: Int(header >> 1))
            } else {
                let packed = thrift.take(Int(header >> 1) * width)
                for index in 0..<Int(header >> 1) * 8 {
                    var value: UInt32 = 0
                    for bit in 0..<width {
                        let place = index * width + bit
                        value |=
                            UInt32(packed[packed.startIndex + place / 8] >> UInt8(place % 8) & 1)
                            << UInt32(bit)
                    }
                    values.append(value)
                }
            }
        }
        return Array(values.prefix(count))
    }

    /// Reads Thrift's compact protocol.
    struct Thrift {
        private(set) var rest: ArraySlice<UInt8>

        init(_ bytes: ArraySlice<UInt8>) { rest = bytes }

        mutating func take(_ count: Int) -> ArraySlice<UInt8> {
            defer { rest = rest.dropFirst(count) }
            return rest.prefix(count)
        }

        mutating func varint() -> UInt64 {
            var value: UInt64 = 0
            var shift: UInt64 = 0
            while let byte = rest.popFirst() {
                value |= UInt64(byte & 0x7F) << shift
                shift += 7
                if byte < 0x80 { break }
            }
            return value
        }

        private mutating func zigzag() -> Int {
            let value = varint()
            return Int(bitPattern: UInt(value >> 1)) ^ -Int(value & 1)
        }

        mutating func structure() throws -> Value {
            var fields: [Int: Value] = [:]
            var last = 0
            while let head = rest.popFirst() {
                if head == 0 { return .structure(fields) }
                last = head >> 4 == 0 ? zigzag() : last + Int(head >> 4)
                guard fields[last] == nil else { throw Wrong(what: "field \(last) is there twice") }
                fields[last] = try value(head & 15)
            }
            throw Wrong(what: "a structure has no end")
        }

        private mutating func value(_ kind: UInt8) throws -> Value {
            switch kind {
            case 1: return .bool(true)
            case 2: return .bool(false)
            case 4, 5, 6: return .number(zigzag())
            case 8: return .binary(Array(take(Int(varint()))))
            case 9:
                guard let head = rest.popFirst() else { throw Wrong(what: "a list has no head") }
                let count = head >> 4 == 15 ? Int(varint()) : Int(head >> 4)
                return .list(try (0..<count).map { _ in try value(head & 15) })
            case 12: return try structure()
            default: throw Wrong(what: "kind \(kind)")
            }
        }
    }
}
