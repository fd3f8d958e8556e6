/// A table on its way to a file: rows are filled into ``block``, and written a block at a time, so that memory stays flat.
package struct TableFile: ~Copyable {
    /// Where rows are filled in.
    package var block: TableBlock
    private var file: UnfinishedFile
    private var encoder: any TableEncoder
    private let metadata: [(key: String, value: String)]

    /// The rows of a block: a row group of Parquet, some twenty megabytes for a table of studies. Lines of CSV go across all
    /// columns, so that a block of them should lie in a processor's cache.
    package static func rowsPerBlock(_ format: TableFormat) -> Int {
        if case .parquet = format { 1 << 16 } else { 1 << 9 }
    }

    /// Opens a table.
    ///
    /// - Parameters:
    ///   - path: the file; one that is there is replaced in ``finish()``.
    ///   - metadata: keys and values beside the table, where the format has room for them.
    package init(
        _ columns: [TableColumn], to path: String, _ format: TableFormat,
        metadata: [(key: String, value: String)], rowsPerBlock: Int? = nil
    ) throws(TableFailure) {
        file = try UnfinishedFile(path)
        block = TableBlock(columns, capacity: max(1, rowsPerBlock ?? Self.rowsPerBlock(format)))
        self.metadata = metadata
        encoder =
            switch format {
            case .csv: CSVEncoder(columns, isCompressed: false)
            case .gzippedCSV: CSVEncoder(columns, isCompressed: true)
            case .parquet(let isCompressed): ParquetEncoder(columns, isCompressed: isCompressed)
            }
        encoder.begin(&file)
    }

    /// Writes the rows of the block, and empties it.
    package mutating func writeBlock() {
        guard block.count > 0 else { return }
        if file.error == 0 { encoder.write(block, to: &file) }
        block.removeAll()
    }

    /// Writes what is left, and gives the file its name.
    ///
    /// - Throws: ``TableFailure`` with the first thing that went wrong; then there is no file.
    package mutating func finish() throws(TableFailure) {
        writeBlock()
        encoder.finish(metadata, &file)
        try file.finish()
    }
}

/// Writes blocks of rows in one format. An existential of it is met once a block.
protocol TableEncoder {
    /// Writes what stands before the first row.
    mutating func begin(_ file: inout UnfinishedFile)
    mutating func write(_ block: borrowing TableBlock, to file: inout UnfinishedFile)
    /// Writes what stands after the last row.
    mutating func finish(_ metadata: [(key: String, value: String)], _ file: inout UnfinishedFile)
}
