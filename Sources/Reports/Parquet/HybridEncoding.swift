/// Parquet's hybrid of run-length encoding and bit-packing, for definition levels and places in dictionaries.
///
/// Eight or more equal values in a row are a run: twice its length as a variable-length number, then the value. Others are
/// packed by eights, the lowest bit first: twice the number of eights and one, then the bits. Source: Apache Parquet,
/// Encodings.md, "Run Length Encoding / Bit-Packing Hybrid (RLE = 3)".
package enum HybridEncoding {
    /// The bits that values up to this one need; at least one, which every reader knows.
    package static func width(upTo largest: Int) -> Int {
        max(1, Int.bitWidth - max(0, largest).leadingZeroBitCount)
    }

    /// Adds values of so many bits (32 at most).
    package static func append(_ values: UnsafeBufferPointer<UInt32>, width: Int, to bytes: inout [UInt8]) {
        var packed = 0
        var place = 0
        while place < values.count {
            var end = place + 1
            while end < values.count, values[end] == values[place] { end += 1 }
            // All eights but the last must be full.
            if end - place >= 8 {
                pack(values[packed..<place], width, to: &bytes)
                bytes.append(varint: UInt64(end - place) << 1)
                let value = values[place]
                for byte in 0..<(width + 7) / 8 {
                    bytes.append(UInt8(truncatingIfNeeded: value >> UInt32(8 * byte)))
                }
                place = end
                packed = end
            } else {
                // A run that begins inside these eight is seen after them.
                place += 8
            }
        }
        pack(values[packed..<values.count], width, to: &bytes)
    }

    private static func pack(
        _ values: Slice<UnsafeBufferPointer<UInt32>>, _ width: Int, to bytes: inout [UInt8]
    ) {
        guard !values.isEmpty else { return }
        let eights = (values.count + 7) / 8
        bytes.append(varint: UInt64(eights) << 1 | 1)
        var bits: UInt64 = 0
        var count = 0
        for value in values {
            bits |= UInt64(value) << UInt64(count)
            count += width
            while count >= 8 {
                bytes.append(UInt8(truncatingIfNeeded: bits))
                bits >>= 8
                count -= 8
            }
        }
        // Zeros fill the last eight.
        let missing = eights * 8 - values.count
        count += missing * width
        while count > 0 {
            bytes.append(UInt8(truncatingIfNeeded: bits))
            bits >>= 8
            count -= 8
        }
    }
}
