/// The pages of one column of a row group, before they are compressed, in memory that is used again for the next.
struct ColumnPages {
    /// The data page: definition levels where rows may have no value, then the values that there are.
    private(set) var data: [UInt8] = []
    /// The page of the dictionary of a column of texts, and how many it has.
    private(set) var dictionary: [UInt8] = []
    private(set) var dictionaryEntries = 0

    private var scratch: [UInt32] = []

    /// The smallest and the largest value, as they stand in a page.
    struct Statistics {
        var smallest: [UInt8]
        var largest: [UInt8]
    }

    /// Makes the pages of the first rows of a column; nil where no value is the smallest.
    mutating func encode(_ values: borrowing ColumnValues, rows: Int) -> Statistics? {
        data.removeAll(keepingCapacity: true)
        if values.column.isNullable { appendLevels(values.isPresent, rows, nulls: values.nulls) }
        switch values.column.kind {
        case .boolean: return appendBooleans(values, rows)
        case .int32:
            append(values, rows) { UInt32(truncatingIfNeeded: $0) }
            return Self.statistics(values, rows) { UInt32(truncatingIfNeeded: $0) }
        case .int64, .timestamp:
            append(values, rows) { UInt64(bitPattern: $0) }
            return Self.statistics(values, rows) { UInt64(bitPattern: $0) }
        case .seconds:
            append(values, rows) { (Double($0) / 1e6).bitPattern }
            return Self.range(values, rows).flatMap { Self.statistics(Double($0) / 1e6, Double($1) / 1e6) }
        case .double:
            append(values, rows) { UInt64(bitPattern: $0) }
            return Self.numbers(values, rows).flatMap { Self.statistics($0, $1) }
        case .text: return appendTexts(values, rows)
        }
    }

    /// Adds levels, 1 for a value and 0 for none, behind their length in four bytes.
    private mutating func appendLevels(_ isPresent: [Bool], _ rows: Int, nulls: Int) {
        var levels: [UInt8] = []
        if nulls == 0 || nulls == rows {
            levels.append(varint: UInt64(rows) << 1)
            levels.append(nulls == 0 ? 1 : 0)
        } else {
            scratch.removeAll(keepingCapacity: true)
            for row in 0..<rows { scratch.append(isPresent[row] ? 1 : 0) }
            scratch.withUnsafeBufferPointer { HybridEncoding.append($0, width: 1, to: &levels) }
        }
        data += Self.bytes(UInt32(levels.count))
        data += levels
    }

    // MARK: Numbers

    /// Adds the values that there are, each as the bytes of a number, the lowest first.
    @inline(__always)
    private mutating func append<Number: FixedWidthInteger & BitwiseCopyable>(
        _ values: borrowing ColumnValues, _ rows: Int, _ number: (Int64) -> Number
    ) {
        let size = MemoryLayout<Number>.size
        var place = data.count
        data.append(contentsOf: repeatElement(0, count: (rows - values.nulls) * size))
        let hasNulls = values.nulls > 0
        data.withUnsafeMutableBytes { data in
            values.bits.withUnsafeBufferPointer { bits in
                values.isPresent.withUnsafeBufferPointer { isPresent in
                    for row in 0..<rows where !hasNulls || isPresent[row] {
                        data.storeBytes(
                            of: number(bits[row]).littleEndian, toByteOffset: place, as: Number.self)
                        place += size
                    }
                }
            }
        }
    }

    private mutating func appendBooleans(_ values: borrowing ColumnValues, _ rows: Int) -> Statistics? {
        var byte: UInt8 = 0
        var count = 0
        for row in 0..<rows where values.nulls == 0 || values.isPresent[row] {
            if values.bits[row] != 0 { byte |= 1 << UInt8(count & 7) }
            count += 1
            if count & 7 == 0 {
                data.append(byte)
                byte = 0
            }
        }
        if count & 7 != 0 { data.append(byte) }
        return Self.range(values, rows).map { Statistics(smallest: [UInt8($0)], largest: [UInt8($1)]) }
    }

    // MARK: Texts

    /// Makes a dictionary of the texts that occur, in the order in which they do, and adds their places in it.
    private mutating func appendTexts(_ values: borrowing ColumnValues, _ rows: Int) -> Statistics? {
        var places = [UInt32](repeating: .max, count: values.texts.count)
        var used: [Int] = []
        scratch.removeAll(keepingCapacity: true)
        for row in 0..<rows where values.nulls == 0 || values.isPresent[row] {
            let text = Int(values.bits[row])
            if places[text] == .max {
                places[text] = UInt32(used.count)
                used.append(text)
            }
            scratch.append(places[text])
        }
        let texts = used.map { Array(values.texts[$0].utf8) }
        dictionary.removeAll(keepingCapacity: true)
        dictionaryEntries = texts.count
        for text in texts {
            dictionary += Self.bytes(UInt32(text.count))
            dictionary += text
        }
        let width = HybridEncoding.width(upTo: used.count - 1)
        data.append(UInt8(width))
        scratch.withUnsafeBufferPointer { HybridEncoding.append($0, width: width, to: &data) }
        // By their bytes, as unsigned numbers.
        let sorted = texts.sorted { $0.lexicographicallyPrecedes($1) }
        guard let smallest = sorted.first, let largest = sorted.last else { return nil }
        return Statistics(smallest: smallest, largest: largest)
    }

    // MARK: Statistics

    private static func statistics<Number: FixedWidthInteger>(
        _ values: borrowing ColumnValues, _ rows: Int, _ number: (Int64) -> Number
    ) -> Statistics? {
        range(values, rows).map { Statistics(smallest: bytes(number($0)), largest: bytes(number($1))) }
    }

    /// Of zeros the negative one is the smallest and the positive one the largest, whichever was there; where one value is
    /// no number, nothing is said (parquet.thrift, ColumnOrder).
    private static func statistics(_ smallest: Double, _ largest: Double) -> Statistics? {
        Statistics(
            smallest: bytes((smallest == 0 ? -0.0 : smallest).bitPattern),
            largest: bytes((largest == 0 ? 0.0 : largest).bitPattern))
    }

    /// The smallest and the largest of the values that there are, as whole numbers.
    private static func range(_ values: borrowing ColumnValues, _ rows: Int) -> (Int64, Int64)? {
        guard rows > values.nulls else { return nil }
        var smallest = Int64.max
        var largest = Int64.min
        let hasNulls = values.nulls > 0
        values.bits.withUnsafeBufferPointer { bits in
            values.isPresent.withUnsafeBufferPointer { isPresent in
                for row in 0..<rows where !hasNulls || isPresent[row] {
                    smallest = min(smallest, bits[row])
                    largest = max(largest, bits[row])
                }
            }
        }
        return (smallest, largest)
    }

    /// The same, as numbers that may have fractions; nil when one is no number.
    private static func numbers(_ values: borrowing ColumnValues, _ rows: Int) -> (Double, Double)? {
        guard rows > values.nulls else { return nil }
        var smallest = Double.infinity
        var largest = -Double.infinity
        for row in 0..<rows where values.nulls == 0 || values.isPresent[row] {
            let number = Double(bitPattern: UInt64(bitPattern: values.bits[row]))
            if number.isNaN { return nil }
            smallest = Swift.min(smallest, number)
            largest = Swift.max(largest, number)
        }
        return (smallest, largest)
    }

    private static func bytes<Number: FixedWidthInteger>(_ number: Number) -> [UInt8] {
        withUnsafeBytes(of: number.littleEndian) { Array($0) }
    }
}
