import SimulationKernel

/// Writes tables as CSV: a line of headings, texts quoted where they must be (RFC 4180), empty cells where there is no value.
///
/// Instants are RFC 3339 in UTC with microseconds, spans are seconds with at most six decimals.
struct CSVEncoder: TableEncoder {
    private let columns: [TableColumn]
    private let gzip: GzipStream?
    private var clock = EventClock(secondsSince1970: 0)
    /// By column: its texts as they stand in lines.
    private var texts: [LinePieces]

    init(_ columns: [TableColumn], isCompressed: Bool) {
        self.columns = columns
        gzip = isCompressed ? GzipStream() : nil
        texts = columns.map { _ in LinePieces([]) }
    }

    mutating func begin(_ file: inout UnfinishedFile) {
        let heading = columns.map { CSV.quoted($0.name) }.joined(separator: ",") + "\n"
        send(Array(heading.utf8), endsMember: false, &file)
    }

    mutating func write(_ block: borrowing TableBlock, to file: inout UnfinishedFile) {
        var line = LineBuffer(longestLine: prepare(block))
        for row in 0..<block.count {
            if line.isFull { flush(&line, &file) }
            for index in columns.indices {
                if index > 0 { line.append(",") }
                append(block.columns[index], row, index, to: &line)
            }
            line.append("\n")
        }
        flush(&line, &file)
    }

    /// Makes the texts ready that have come since the last block, and returns more than any line has.
    private mutating func prepare(_ block: borrowing TableBlock) -> Int {
        var longest = 1
        for index in columns.indices {
            if columns[index].kind == .text, texts[index].count < block.columns[index].texts.count {
                texts[index] = LinePieces(block.columns[index].texts.map(CSV.quoted))
            }
            longest += 1 + max(32, texts[index].longest)
        }
        return longest
    }

    @inline(__always)
    private mutating func append(
        _ values: borrowing ColumnValues, _ row: Int, _ index: Int, to line: inout LineBuffer
    ) {
        if columns[index].isNullable, !values.isPresent[row] { return }
        let bits = values.bits[row]
        switch columns[index].kind {
        case .boolean: if bits == 0 { line.append("false") } else { line.append("true") }
        case .int32, .int64: line.append(signed: bits)
        case .double: line.append(text: "\(Double(bitPattern: UInt64(bitPattern: bits)))")
        case .seconds: line.append(microsecondsAsSeconds: bits)
        case .timestamp: clock.append(SimulationTime(microseconds: bits), to: &line)
        case .text: line.append(texts[index], Int(bits))
        }
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

extension LineBuffer {
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
