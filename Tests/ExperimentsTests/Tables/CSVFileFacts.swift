import Foundation
import Reports
import SimulationKernel
import Testing

/// Numbers, spans and instants as lines of CSV have them, beside the standard library's and Foundation's.
@Suite("CSV files")
struct CSVFileFacts {
    /// Numbers around every power of ten, and some of every length.
    static let numbers: [Int64] = {
        var numbers: [Int64] = [0, .max, .min, .max - 1, .min + 1]
        var power: Int64 = 1
        for _ in 0..<18 {
            power *= 10
            numbers += [power - 1, power, power + 1, -power, 5 * power / 10, power / 10 * 3 + power / 100]
        }
        var stream = SplitMix64(state: 20_261_127)
        for length in 1..<64 {
            for _ in 0..<200 { numbers.append(Int64(bitPattern: stream.next() >> UInt64(length))) }
        }
        return numbers
    }()

    /// The cells of a column of CSV.
    static func cells(_ kind: TableColumn.Kind, _ values: [Int64?]) throws -> [String] {
        let path = FileManager.default.temporaryDirectory.appending(path: "telerad-csv-\(UUID())").path()
        defer { try? FileManager.default.removeItem(atPath: path) }
        let columns = [TableColumn("left", .int32), TableColumn("value", kind, isNullable: true)]
        var table = try TableFile(columns, to: path, .csv, metadata: [])
        var rest = values[...]
        while !rest.isEmpty {
            let rows = Array(rest.prefix(table.block.capacity))
            rest = rest.dropFirst(rows.count)
            table.block.columns[0].fill(at: 0, count: rows.count) { _ in 7 }
            table.block.columns[1].fill(at: 0, count: rows.count) { rows[$0] }
            table.block.add(rows: rows.count)
            table.writeBlock()
        }
        try table.finish()
        let lines = try String(contentsOfFile: path, encoding: .utf8).split(separator: "\n")
        #expect(lines.first == "left,value")
        return lines.dropFirst().map { line in
            #expect(line.hasPrefix("7,"))
            return String(line.dropFirst(2))
        }
    }

    @Test("whole numbers are what the standard library writes")
    func wholeNumbers() throws {
        #expect(try Self.cells(.int64, Self.numbers) == Self.numbers.map(String.init))
    }

    @Test("spans are seconds with six decimals at most, and no zeros at their end")
    func spans() throws {
        let expected = Self.numbers.map { span in
            let digits = String(span.magnitude)
            let padded = String(repeating: "0", count: max(0, 7 - digits.count)) + digits
            var text = "\(span < 0 ? "-" : "")\(padded.dropLast(6)).\(padded.suffix(6))"
            while text.hasSuffix("0") { text.removeLast() }
            if text.hasSuffix(".") { text.removeLast() }
            return text
        }
        #expect(try Self.cells(.seconds, Self.numbers) == expected)
    }

    @Test("instants are what Foundation writes, also before 1970, and in whatever order the days come")
    func instants() throws {
        // From the year 1600 to 2400, in microseconds since 1970.
        let instants = Self.numbers.map { $0 % 12_000_000_000_000_000 }
        let expected = instants.map { instant in
            let second = instant / 1_000_000 - (instant % 1_000_000 < 0 ? 1 : 0)
            let micros = String(instant - second * 1_000_000)
            let date = Date(timeIntervalSince1970: Double(second)).formatted(.iso8601)
            return "\(date.dropLast()).\(String(repeating: "0", count: 6 - micros.count))\(micros)Z"
        }
        #expect(try Self.cells(.timestamp, instants) == expected)
    }

    @Test("a row without a value has an empty cell, wherever it stands")
    func empty() throws {
        let values: [Int64?] = (0..<2_000).map { $0 % 3 == 0 ? nil : $0 }
        #expect(try Self.cells(.int64, values) == values.map { $0.map(String.init) ?? "" })
    }
}
