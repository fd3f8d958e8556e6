import SimulationKernel

/// Writes tables as CSV: a line of headings, texts quoted where they must be (RFC 4180), empty cells where there is no value.
///
/// Instants are RFC 3339 in UTC with microseconds, spans are seconds with at most six decimals.
struct CSVEncoder: TableEncoder {
    private let columns: [TableColumn]
    private let gzip: GzipStream?
    private var clock = EventClock(secondsSince1970: 0)
    private let kinds: [TableColumn.Kind]
    /// The texts of all columns as they stand in lines, and by column which of them is its first.
    private var texts = LinePieces([])
    private var firstTexts: [Int]

    init(_ columns: [TableColumn], isCompressed: Bool) {
        self.columns = columns
        gzip = isCompressed ? GzipStream() : nil
        kinds = columns.map(\.kind)
        firstTexts = columns.map { _ in 0 }
    }

    mutating func begin(_ file: inout UnfinishedFile) {
        let heading = columns.map { CSV.quoted($0.name) }.joined(separator: ",") + "\n"
        send(Array(heading.utf8), endsMember: false, &file)
    }

    mutating func write(_ block: borrowing TableBlock, to file: inout UnfinishedFile) {
        var line = LineBuffer(longestLine: prepare(block))
        var cells = RowCells(columns: columns.count)
        for start in stride(from: 0, to: block.count, by: RowCells.rows) {
            let rows = min(RowCells.rows, block.count - start)
            for index in columns.indices { cells.take(block.columns[index], start, rows, to: index) }
            append(cells, rows, &line, &file)
        }
        flush(&line, &file)
    }

    /// Writes rows whose cells lie one behind the other.
    private mutating func append(
        _ cells: borrowing RowCells, _ rows: Int, _ line: inout LineBuffer, _ file: inout UnfinishedFile
    ) {
        let texts = texts
        var clock = clock
        cells.bits.withUnsafeBufferPointer { bits in
            cells.isPresent.withUnsafeBufferPointer { isPresent in
                kinds.withUnsafeBufferPointer { kinds in
                    var cell = 0
                    for _ in 0..<rows {
                        if line.isFull { flush(&line, &file) }
                        for index in kinds.indices {
                            if index > 0 { line.append(",") }
                            if isPresent[cell] {
                                line.append(bits[cell], kinds[index], firstTexts[index], texts, &clock)
                            }
                            cell += 1
                        }
                        line.append("\n")
                    }
                }
            }
        }
        self.clock = clock
    }

    /// Makes the texts ready that have come since the last block, and returns more than any line has.
    private mutating func prepare(_ block: borrowing TableBlock) -> Int {
        let count = columns.indices.reduce(0) { $0 + block.columns[$1].texts.count }
        if count != texts.count {
            var all: [String] = []
            for index in columns.indices {
                firstTexts[index] = all.count
                all += block.columns[index].texts.map(CSV.quoted)
            }
            texts = LinePieces(all)
        }
        return columns.count * (33 + texts.longest) + 1
    }

    private func flush(_ line: inout LineBuffer, _ file: inout UnfinishedFile) {
        line.take { bytes in
            guard let gzip else { return file.write(bytes) }
            gzip.compress(bytes, endsMember: false)
            gzip.take { file.write($0) }
        }
    }

    private func send(_ bytes: [UInt8], endsMember: Bool, _ file: inout UnfinishedFile) {
        guard let gzip else { return file.write(bytes) }
        bytes.withUnsafeBytes { gzip.compress($0, endsMember: endsMember) }
        gzip.take { file.write($0) }
    }

    mutating func finish(_ metadata: [(key: String, value: String)], _ file: inout UnfinishedFile) {
        if gzip != nil { send([], endsMember: true, &file) }
    }
}

/// Some rows of a block, cell by cell: lines are made of rows, and a block has columns.
private struct RowCells {
    static let rows = 64

    private(set) var bits: [Int64]
    private(set) var isPresent: [Bool]
    private let columns: Int

    init(columns: Int) {
        self.columns = columns
        bits = [Int64](repeating: 0, count: Self.rows * columns)
        isPresent = [Bool](repeating: true, count: Self.rows * columns)
    }

    /// Takes rows of one column.
    mutating func take(_ values: borrowing ColumnValues, _ start: Int, _ rows: Int, to column: Int) {
        var cell = column
        let hasNulls = values.nulls > 0
        for row in start..<start + rows {
            bits[cell] = values.bits[row]
            isPresent[cell] = !hasNulls || values.isPresent[row]
            cell += columns
        }
    }
}

extension LineBuffer {
    /// Writes a value.
    @inline(__always)
    fileprivate mutating func append(
        _ bits: Int64, _ kind: TableColumn.Kind, _ firstText: Int, _ texts: borrowing LinePieces,
        _ clock: inout EventClock
    ) {
        switch kind {
        case .boolean: if bits == 0 { append("false") } else { append("true") }
        case .int32, .int64: append(signed: bits)
        case .double: append(text: "\(Double(bitPattern: UInt64(bitPattern: bits)))")
        case .seconds: append(microsecondsAsSeconds: bits)
        case .timestamp: clock.append(SimulationTime(microseconds: bits), to: &self)
        case .text: append(texts, firstText + Int(bits))
        }
    }

    /// Writes a whole number in decimal digits.
    @inline(__always)
    mutating func append(signed number: Int64) {
        if number < 0 { append("-") }
        append(number: Int(number))
    }

    /// Writes microseconds as seconds: `12.5`, without zeros at the end.
    @inline(__always)
    mutating func append(microsecondsAsSeconds span: Int64) {
        if span < 0 { append("-") }
        let (seconds, micros) = span.magnitude.quotientAndRemainder(dividingBy: 1_000_000)
        append(number: Int(seconds))
        guard micros != 0 else { return }
        append(".")
        var fraction = micros
        var width = 6
        while fraction % 10 == 0 {
            fraction /= 10
            width -= 1
        }
        append(number: Int(fraction), width: width)
    }

    /// Writes a text.
    mutating func append(text: String) {
        var text = text
        text.withUTF8 { append($0) }
    }
}
