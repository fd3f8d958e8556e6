/// Writes tables as Apache Parquet: one row group for each block, one data page for each of its columns.
///
/// Data pages are of version 1. Numbers are plain; texts are named by their places in a dictionary of the row group; rows
/// without a value are told by definition levels. Each column of a row group has its smallest and largest value and the
/// number of rows without one, so that readers leave out what they don't need. Memory is one row group and the footer, some
/// hundred bytes for each of its columns. Source: Apache Parquet, parquet.thrift, Encodings.md, LogicalTypes.md.
struct ParquetEncoder: TableEncoder {
    private let columns: [TableColumn]
    private let gzip: GzipStream?
    private var pages = ColumnPages()
    private var groups: [ParquetFooter.RowGroup] = []

    /// What stands at both ends of a file.
    private static let magic = Array("PAR1".utf8)

    init(_ columns: [TableColumn], isCompressed: Bool) {
        self.columns = columns
        gzip = isCompressed ? GzipStream() : nil
    }

    mutating func begin(_ file: inout UnfinishedFile) { file.write(Self.magic) }

    mutating func write(_ block: borrowing TableBlock, to file: inout UnfinishedFile) {
        let offset = file.count
        var chunks: [ParquetFooter.ColumnChunk] = []
        chunks.reserveCapacity(columns.count)
        for index in columns.indices {
            chunks.append(write(block.columns[index], rows: block.count, to: &file))
        }
        groups.append(ParquetFooter.RowGroup(offset: offset, rows: block.count, chunks: chunks))
    }

    private mutating func write(
        _ values: borrowing ColumnValues, rows: Int, to file: inout UnfinishedFile
    ) -> ParquetFooter.ColumnChunk {
        let statistics = pages.encode(values, rows: rows)
        var chunk = ParquetFooter.ColumnChunk(
            offset: file.count, values: rows, nulls: values.nulls, statistics: statistics)
        if values.column.kind == .text {
            let entries = pages.dictionaryEntries
            write(pages.dictionary, &chunk, to: &file) { header in
                header.int32(1, Page.dictionary)
                return (
                    7,
                    {
                        $0.int32(1, entries); $0.int32(2, Encoding.plain)
                    }
                )
            }
            chunk.dataOffset = file.count
        }
        let encoding = values.column.kind == .text ? Encoding.dictionary : Encoding.plain
        write(pages.data, &chunk, to: &file) { header in
            header.int32(1, Page.data)
            return (
                5,
                {
                    $0.int32(1, rows)
                    $0.int32(2, encoding)
                    $0.int32(3, Encoding.hybrid)
                    $0.int32(4, Encoding.hybrid)
                }
            )
        }
        return chunk
    }

    /// Writes a page behind its header, whose kind and last field `describe` gives.
    private func write(
        _ page: [UInt8], _ chunk: inout ParquetFooter.ColumnChunk, to file: inout UnfinishedFile,
        _ describe: (inout ThriftWriter) -> (Int, (inout ThriftWriter) -> Void)
    ) {
        func write(_ bytes: [UInt8]) {
            var header = ThriftWriter()
            header.fields { header in
                let (field, body) = describe(&header)
                header.int32(2, page.count)
                header.int32(3, bytes.count)
                header.structure(field, body)
            }
            chunk.size += header.bytes.count + page.count
            chunk.sizeInFile += header.bytes.count + bytes.count
            file.write(header.bytes)
            file.write(bytes)
        }
        guard let gzip else { return write(page) }
        page.withUnsafeBytes { gzip.compress($0, endsMember: true) }
        gzip.take(write)
    }

    mutating func finish(_ metadata: [(key: String, value: String)], _ file: inout UnfinishedFile) {
        let footer = ParquetFooter(
            columns: columns, groups: groups, isCompressed: gzip != nil, metadata: metadata)
        let bytes = footer.bytes
        file.write(bytes)
        file.write((0..<4).map { UInt8(truncatingIfNeeded: bytes.count >> (8 * $0)) })
        file.write(Self.magic)
    }

    /// `PageType` in parquet.thrift.
    private enum Page {
        static let data = 0
        static let dictionary = 2
    }

    /// `Encoding` in parquet.thrift.
    enum Encoding {
        static let plain = 0
        static let hybrid = 3
        static let dictionary = 8
    }
}
