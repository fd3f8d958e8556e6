import Foundation
import Reports
import Testing

/// What stands in a file, by a reader of the tests' own.
@Suite("Parquet files")
struct ParquetFileFacts {
    static let columns = [
        TableColumn("flag", .boolean, isNullable: true), TableColumn("small", .int32),
        TableColumn("large", .int64, isNullable: true), TableColumn("number", .double, isNullable: true),
        TableColumn("span_s", .seconds), TableColumn("at", .timestamp, isNullable: true),
        TableColumn("name", .text, isNullable: true),
    ]

    struct Row {
        var flag: Bool?
        var small: Int
        var large: Int?
        var number: Double?
        var span: Int
        var at: Int?
        var name: String?
    }

    static let rows = [
        Row(
            flag: true, small: -7, large: .max, number: 0.1, span: 1_234_567, at: 1_772_409_600_000_000,
            name: "ü"),
        Row(flag: nil, small: 3, large: nil, number: nil, span: 0, at: nil, name: nil),
        Row(flag: false, small: 0, large: .min, number: -0.0, span: 5, at: 0, name: "a"),
        Row(flag: nil, small: 9, large: 5, number: 7, span: 3_600_000_000, at: -1, name: "ü"),
        Row(flag: true, small: 1, large: nil, number: nil, span: 1, at: nil, name: nil),
    ]

    /// The file of these rows, or of none.
    static func file(
        _ rows: [Row] = rows, _ format: TableFormat = .parquet(isCompressed: false), rowsPerBlock: Int = 100
    ) throws -> [UInt8] {
        let path = FileManager.default.temporaryDirectory.appending(path: "telerad-table-\(UUID())").path()
        defer { try? FileManager.default.removeItem(atPath: path) }
        var table = try TableFile(
            columns, to: path, format, metadata: [("who", "telerad"), ("größe", "5")],
            rowsPerBlock: rowsPerBlock)
        for row in rows {
            let start = table.block.count
            let name = row.name.map { table.block.columns[6].place(of: $0) }
            let bits: [Int64?] = [
                row.flag.map { $0 ? 1 : 0 }, Int64(row.small), row.large.map(Int64.init),
                row.number.map { Int64(bitPattern: $0.bitPattern) }, Int64(row.span), row.at.map(Int64.init),
                name,
            ]
            for index in columns.indices {
                table.block.columns[index].fill(at: start, count: 1) { _ in bits[index] }
            }
            table.block.add(rows: 1)
            if table.block.isFull { table.writeBlock() }
        }
        try table.finish()
        return [UInt8](try Data(contentsOf: URL(filePath: path)))
    }

    static func bytes<Number: FixedWidthInteger>(_ number: Number) -> [UInt8] {
        withUnsafeBytes(of: number.littleEndian) { Array($0) }
    }

    /// The values of a column as they should stand in a page.
    static func expected(_ column: Int, _ rows: ArraySlice<Row>) -> [[UInt8]?] {
        rows.map { row in
            switch column {
            case 0: row.flag.map { [$0 ? 1 : 0] }
            case 1: bytes(Int32(row.small))
            case 2: row.large.map { bytes($0) }
            case 3: row.number.map { bytes($0.bitPattern) }
            case 4: bytes((Double(row.span) / 1e6).bitPattern)
            case 5: row.at.map { bytes($0) }
            default: row.name.map { Array($0.utf8) }
            }
        }
    }

    @Test(
        "values are read back, plain and compressed, in one row group and in several",
        arguments: [false, true], [2, 5, 100])
    func values(isCompressed: Bool, rowsPerBlock: Int) throws {
        let file = try ParquetReading(
            Self.file(Self.rows, .parquet(isCompressed: isCompressed), rowsPerBlock: rowsPerBlock))
        let groups = (Self.rows.count + rowsPerBlock - 1) / rowsPerBlock
        #expect(file.rowGroups.count == groups)
        #expect(file.footer[3]?.int == Self.rows.count)
        for group in 0..<groups {
            let rows = Self.rows.dropFirst(group * rowsPerBlock).prefix(rowsPerBlock)
            #expect(file.rowGroups[group][3]?.int == rows.count)
            for column in Self.columns.indices {
                #expect(
                    try file.values(group, column) == Self.expected(column, rows),
                    "\(Self.columns[column].name)")
            }
        }
    }

    @Test("columns have their types: physical, logical, and whether a value may be missing")
    func types() throws {
        let file = try ParquetReading(Self.file())
        #expect(file.columns.map { $0[4]?.text } == Self.columns.map(\.name))
        #expect(file.columns.map { $0[1]?.int } == [0, 1, 2, 5, 5, 2, 6])
        #expect(file.columns.map { $0[3]?.int } == [1, 0, 1, 1, 0, 1, 1])
        // TIMESTAMP is field 8 of LogicalType; adjusted to UTC; MICROS is field 2 of TimeUnit. STRING is field 1.
        #expect(file.columns[5][10]?[8]?[1]?.isTrue == true)
        #expect(file.columns[5][10]?[8]?[2]?[2] != nil)
        #expect(file.columns[5][6]?.int == 10)
        #expect(file.columns[6][10]?[1] != nil)
        #expect(file.columns[6][6]?.int == 0)
        // Every column has the order of its type.
        #expect(file.footer[7]?.items.map { $0[1] != nil } == [Bool](repeating: true, count: 7))
    }

    @Test("each column has its smallest and largest value and the number of missing ones")
    func statistics() throws {
        let file = try ParquetReading(Self.file())
        let expected: [(smallest: [UInt8], largest: [UInt8], missing: Int)] = [
            ([0], [1], 2), (Self.bytes(Int32(-7)), Self.bytes(Int32(9)), 0),
            (Self.bytes(Int.min), Self.bytes(Int.max), 2),
            // The smallest zero is the negative one.
            (Self.bytes((-0.0).bitPattern), Self.bytes(7.0.bitPattern), 2),
            (Self.bytes((-0.0).bitPattern), Self.bytes(3600.0.bitPattern), 0),
            (Self.bytes(-1), Self.bytes(1_772_409_600_000_000), 2),
            // By bytes: a before ü, which is C3 BC.
            (Array("a".utf8), Array("ü".utf8), 2),
        ]
        for (column, expected) in expected.enumerated() {
            let statistics = try #require(try file.chunk(0, column)[12])
            #expect(statistics[6]?.bytes == expected.smallest, "\(column)")
            #expect(statistics[5]?.bytes == expected.largest, "\(column)")
            #expect(statistics[3]?.int == expected.missing, "\(column)")
        }
    }

    @Test("a column without values has no smallest one, and one with what is no number neither")
    func noStatistics() throws {
        let nothing = Row(flag: nil, small: 0, large: nil, number: nil, span: 0, at: nil, name: nil)
        let file = try ParquetReading(Self.file([nothing, nothing]))
        for column in [0, 2, 3, 5, 6] {
            #expect(try file.values(0, column) == [nil, nil])
            let statistics = try #require(try file.chunk(0, column)[12])
            #expect(statistics[5] == nil)
            #expect(statistics[3]?.int == 2)
        }
        var strange = nothing
        strange.number = .nan
        let other = try ParquetReading(Self.file([strange, Self.rows[0]]))
        #expect(try other.chunk(0, 3)[12]?[5] == nil)
    }

    @Test("a table without rows has its columns and no row group")
    func empty() throws {
        let file = try ParquetReading(Self.file([]))
        #expect(file.columns.count == 7)
        #expect(file.rowGroups.isEmpty)
        #expect(file.footer[3]?.int == 0)
    }

    @Test("metadata stand beside the columns, with who wrote it")
    func metadata() throws {
        let file = try ParquetReading(Self.file())
        #expect(
            file.footer[5]?.items.map { [$0[1]?.text, $0[2]?.text] } == [
                ["who", "telerad"], ["größe", "5"],
            ])
        #expect(file.footer[6]?.text?.hasPrefix("telerad version ") == true)
    }

    @Test("sizes and places in the footer are those of the pages", arguments: [false, true])
    func places(isCompressed: Bool) throws {
        let bytes = try Self.file(Self.rows, .parquet(isCompressed: isCompressed), rowsPerBlock: 2)
        let file = try ParquetReading(bytes)
        // Chunks stand one behind the other, from the first magic on to the footer.
        var place = 4
        for group in file.rowGroups.indices {
            let chunks = try Self.columns.indices.map { try file.chunk(group, $0) }
            for chunk in chunks {
                #expect((chunk[11] ?? chunk[9])?.int == place)
                place += try #require(chunk[7]?.int)
            }
            #expect(file.rowGroups[group][6]?.int == chunks.reduce(0) { $0 + ($1[7]?.int ?? 0) })
            #expect(file.rowGroups[group][2]?.int == chunks.reduce(0) { $0 + ($1[6]?.int ?? 0) })
        }
        let footer = bytes.suffix(8).prefix(4).reversed().reduce(0) { $0 << 8 | Int($1) }
        #expect(place + footer + 8 == bytes.count)
    }

    @Test("the same rows as CSV")
    func csv() throws {
        let text = String(decoding: try Self.file(Self.rows, .csv), as: UTF8.self)
        #expect(
            text == """
                flag,small,large,number,span_s,at,name
                true,-7,9223372036854775807,0.1,1.234567,2026-03-02T00:00:00.000000Z,ü
                ,3,,,0,,
                false,0,-9223372036854775808,-0.0,0.000005,1970-01-01T00:00:00.000000Z,a
                ,9,5,7.0,3600,1969-12-31T23:59:59.999999Z,ü
                true,1,,,0.000001,,

                """)
    }
}
