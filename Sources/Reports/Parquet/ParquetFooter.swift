import Experiments

/// What stands at the end of a Parquet file: its columns, and where each of them is in each row group.
struct ParquetFooter {
    /// One column of a row group.
    struct ColumnChunk {
        /// Where its first page begins, and where its data page does.
        let offset: Int
        var dataOffset: Int
        let values: Int
        let nulls: Int
        /// Bytes of its pages with their headers, before they are compressed and in the file.
        var size = 0
        var sizeInFile = 0
        let statistics: ColumnPages.Statistics?

        init(offset: Int, values: Int, nulls: Int, statistics: ColumnPages.Statistics?) {
            self.offset = offset
            dataOffset = offset
            self.values = values
            self.nulls = nulls
            self.statistics = statistics
        }
    }

    struct RowGroup {
        let offset: Int
        let rows: Int
        let chunks: [ColumnChunk]
    }

    let columns: [TableColumn]
    let groups: [RowGroup]
    let isCompressed: Bool
    let metadata: [(key: String, value: String)]

    /// `FileMetaData` of parquet.thrift.
    var bytes: [UInt8] {
        var writer = ThriftWriter()
        writer.fields { file in
            file.int32(1, 2)
            file.structures(2, 0...columns.count) { element, index in
                if index == 0 {
                    element.text(4, "table")
                    element.int32(5, columns.count)
                } else {
                    Self.schema(of: columns[index - 1], &element)
                }
            }
            file.int64(3, groups.reduce(0) { $0 + $1.rows })
            file.structures(4, groups.indices) { rowGroup($1, &$0) }
            file.structures(5, metadata.indices) { pair, index in
                pair.text(1, metadata[index].key)
                pair.text(2, metadata[index].value)
            }
            file.text(6, "telerad version \(teleradVersion)")
            // Values are ordered as their kind says: without this nobody trusts the smallest and the largest.
            file.structures(7, columns) { order, _ in order.structure(1) { _ in } }
        }
        return writer.bytes
    }

    /// `SchemaElement`.
    private static func schema(of column: TableColumn, _ element: inout ThriftWriter) {
        element.int32(1, physicalType(of: column))
        element.int32(3, column.isNullable ? 1 : 0)
        element.text(4, column.name)
        switch column.kind {
        case .text:
            element.int32(6, 0)
            element.structure(10) { $0.structure(1) { _ in } }
        case .timestamp:
            element.int32(6, 10)
            element.structure(10) { logical in
                logical.structure(8) { timestamp in
                    // An instant, not a time of day somewhere; in microseconds.
                    timestamp.bool(1, true)
                    timestamp.structure(2) { $0.structure(2) { _ in } }
                }
            }
        case .boolean, .int32, .int64, .double, .seconds: break
        }
    }

    /// `Type`.
    private static func physicalType(of column: TableColumn) -> Int {
        switch column.kind {
        case .boolean: 0
        case .int32: 1
        case .int64, .timestamp: 2
        case .double, .seconds: 5
        case .text: 6
        }
    }

    /// `RowGroup`.
    private func rowGroup(_ number: Int, _ writer: inout ThriftWriter) {
        let group = groups[number]
        writer.structures(1, columns.indices) { chunk, index in
            let place = group.chunks[index]
            chunk.int64(2, place.offset)
            chunk.structure(3) { column(columns[index], place, &$0) }
        }
        writer.int64(2, group.chunks.reduce(0) { $0 + $1.size })
        writer.int64(3, group.rows)
        writer.int64(5, group.offset)
        writer.int64(6, group.chunks.reduce(0) { $0 + $1.sizeInFile })
        if number <= Int(Int16.max) { writer.int16(7, number) }
    }

    /// `ColumnMetaData`.
    private func column(_ column: TableColumn, _ chunk: ColumnChunk, _ writer: inout ThriftWriter) {
        let isText = column.kind == .text
        writer.int32(1, Self.physicalType(of: column))
        writer.int32s(
            2,
            [ParquetEncoder.Encoding.plain, ParquetEncoder.Encoding.hybrid]
                + (isText ? [ParquetEncoder.Encoding.dictionary] : []))
        writer.texts(3, [column.name])
        writer.int32(4, isCompressed ? 2 : 0)
        writer.int64(5, chunk.values)
        writer.int64(6, chunk.size)
        writer.int64(7, chunk.sizeInFile)
        writer.int64(9, chunk.dataOffset)
        if isText { writer.int64(11, chunk.offset) }
        writer.structure(12) { statistics in
            statistics.int64(3, chunk.nulls)
            if let found = chunk.statistics {
                statistics.binary(5, found.largest)
                statistics.binary(6, found.smallest)
                statistics.bool(7, true)
                statistics.bool(8, true)
            }
        }
    }
}
