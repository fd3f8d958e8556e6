import SimulationKernel

/// Writes tables as CSV: a line of headings, texts quoted where they must be (RFC 4180), empty cells where there is no value.
///
/// Instants are RFC 3339 in UTC with microseconds, spans are seconds with at most six decimals.
struct CSVEncoder: TableEncoder {
    private let columns: [TableColumn]
    private let gzip: GzipStream?
    private var clock = EventClock(secondsSince1970: 0)
    /// The texts of all columns as they stand in lines, and by column which of them is its first.
    private var texts = LinePieces([])
    private var firstTexts: [Int]

    init(_ columns: [TableColumn], isCompressed: Bool) {
        self.columns = columns
        gzip = isCompressed ? GzipStream() : nil
        firstTexts = columns.map { _ in 0 }
    }

    mutating func begin(_ file: inout UnfinishedFile) {
        let heading = columns.map { CSV.quoted($0.name) }.joined(separator: ",") + "\n"
        send(Array(heading.utf8), endsMember: false, &file)
    }

    mutating func write(_ block: borrowing TableBlock, to file: inout UnfinishedFile) {
        var lines = LineBuffer(longestLine: prepare(block))
        block.withCells { columns in
            for row in 0..<block.count {
                if lines.isFull { flush(&lines, &file) }
                var line = lines.pen
                append(columns, row, &line)
                lines.keep(line)
            }
        }
        flush(&lines, &file)
    }

    /// Writes one row.
    @inline(__always)
    private mutating func append(
        _ columns: UnsafeBufferPointer<ColumnCells>, _ row: Int, _ line: inout LinePen
    ) {
        for index in columns.indices {
            if let bits = columns[index][row] {
                switch columns[index].kind {
                case .boolean: if bits == 0 { line.append("false") } else { line.append("true") }
                case .int32, .int64: line.append(number: Int(bits))
                case .double: line.append(text: "\(Double(bitPattern: UInt64(bitPattern: bits)))")
                case .seconds: line.append(microsecondsAsSeconds: bits)
                case .timestamp: clock.append(SimulationTime(microseconds: bits), to: &line)
                case .text: line.append(texts, firstTexts[index] + Int(bits))
                }
            }
            line.append(UInt8(ascii: ","))
        }
        line.replaceLast(with: UInt8(ascii: "\n"))
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
