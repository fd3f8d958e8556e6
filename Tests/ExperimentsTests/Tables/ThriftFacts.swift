import Reports
import Testing

/// Expected bytes are worked by hand from doc/specs/thrift-compact-protocol.md of Apache Thrift.
@Suite("Thrift's compact protocol")
struct ThriftFacts {
    private func bytes(_ body: (inout ThriftWriter) -> Void) -> [UInt8] {
        var writer = ThriftWriter()
        writer.fields(body)
        return writer.bytes
    }

    @Test(
        "whole numbers are zigzag, then seven bits a byte",
        arguments: [
            (0, [0x00]), (-1, [0x01]), (1, [0x02]), (-2, [0x03]), (63, [0x7E]), (64, [0x80, 0x01]),
            // DF 89 03 is 50399, as in the specification: 2 · 25200 − 1.
            (-25_200, [0xDF, 0x89, 0x03]),
            (.max, [0xFE, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0x01]),
            (.min, [0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0x01]),
        ] as [(Int, [UInt8])])
    func numbers(value: Int, expected: [UInt8]) {
        // Field 1 of a 64-bit kind (6), the number, the end of the structure.
        #expect(bytes { $0.int64(1, value) } == [0x16] + expected + [0x00])
    }

    @Test("a field says its distance from the one before, or its number where that is more than 15")
    func fields() {
        let found = bytes { writer in
            writer.bool(1, true)
            writer.bool(4, false)
            writer.int32(19, 3)
            writer.int16(40, 3)
        }
        #expect(found == [0x11, 0x32, 0xF5, 0x06, 0x04, 0x50, 0x06, 0x00])
    }

    @Test("texts and structures within structures")
    func nested() {
        let found = bytes { writer in
            writer.text(1, "aü")
            writer.structure(2) { $0.structure(1) { _ in } }
            writer.int32(3, 1)
        }
        // Field numbers begin anew inside, and go on after.
        #expect(found == [0x18, 0x03, 0x61, 0xC3, 0xBC, 0x1C, 0x1C, 0x00, 0x00, 0x15, 0x02, 0x00])
    }

    @Test("lists of up to 14 say their length in four bits, longer ones in a number")
    func lists() {
        #expect(bytes { $0.int32s(1, [1, 2]) } == [0x19, 0x25, 0x02, 0x04, 0x00])
        #expect(bytes { $0.texts(1, ["a"]) } == [0x19, 0x18, 0x01, 0x61, 0x00])
        #expect(
            bytes { $0.structures(1, 0..<15) { _, _ in } } == [0x19, 0xFC, 0x0F]
                + [UInt8](repeating: 0, count: 15) + [0x00])
    }
}
