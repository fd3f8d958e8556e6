import Reports
import Testing

/// Expected bytes are those of Encodings.md of Apache Parquet, or worked by hand from it.
@Suite("Runs and bit-packed numbers of Parquet")
struct HybridEncodingFacts {
    static func encoded(_ values: [UInt32], width: Int) -> [UInt8] {
        var bytes: [UInt8] = []
        values.withUnsafeBufferPointer { HybridEncoding.append($0, width: width, to: &bytes) }
        return bytes
    }

    @Test("the specification's example: 0 to 7 in three bits each")
    func example() {
        #expect(Self.encoded(Array(0...7), width: 3) == [0x03, 0b1000_1000, 0b1100_0110, 0b1111_1010])
    }

    @Test("equal values are a run: twice their number, then the value in whole bytes")
    func runs() {
        #expect(Self.encoded([UInt32](repeating: 1, count: 100), width: 1) == [0xC8, 0x01, 0x01])
        #expect(Self.encoded([UInt32](repeating: 300, count: 8), width: 9) == [0x10, 0x2C, 0x01])
    }

    @Test("the last eight are filled with zeros")
    func filled() {
        #expect(Self.encoded([1, 0, 1], width: 1) == [0x03, 0b0000_0101])
        #expect(Self.encoded([5], width: 3) == [0x03, 0x05, 0x00, 0x00])
    }

    @Test("no values are no bytes")
    func none() {
        #expect(Self.encoded([], width: 1).isEmpty)
    }

    @Test(
        "as many bits as the largest needs, one at least",
        arguments: [(-1, 1), (0, 1), (1, 1), (2, 2), (3, 2), (4, 3), (255, 8), (256, 9)])
    func width(largest: Int, expected: Int) {
        #expect(HybridEncoding.width(upTo: largest) == expected)
    }

    @Test("whatever is encoded is read back", arguments: [1, 2, 7, 8, 17, 32])
    func readBack(width: Int) {
        // Seed 2026: lengths of runs from 1 to 20, so that runs begin at every place of the eights.
        var state: UInt64 = 2026
        func random(_ bound: Int) -> Int {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return Int(state >> 33) % bound
        }
        for _ in 0..<200 {
            var values: [UInt32] = []
            for _ in 0..<random(30) {
                let value = UInt32(truncatingIfNeeded: random(1 << 31)) & UInt32.max >> UInt32(32 - width)
                values += [UInt32](repeating: value, count: 1 + random(20))
            }
            let bytes = Self.encoded(values, width: width)
            #expect(ParquetReading.hybrid(bytes[...], width: width, count: values.count) == values)
        }
    }
}
