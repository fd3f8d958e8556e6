/// Rows of a table on their way to a file, column by column in memory of a fixed size.
///
/// Every value is 64 bits (see ``TableColumn/Kind``), so that a column is filled by one loop over rows, and neither rows nor
/// values are boxed. The memory is 9 bytes a value.
package struct TableBlock {
    /// By column.
    package var columns: [ColumnValues]
    /// The rows that it has room for.
    package let capacity: Int
    /// The rows that it holds.
    package private(set) var count = 0

    package init(_ columns: [TableColumn], capacity: Int) {
        self.columns = columns.map { ColumnValues($0, capacity: capacity) }
        self.capacity = capacity
    }

    package var isFull: Bool { count == capacity }

    /// Says that so many rows more were filled in, in every column.
    package mutating func add(rows: Int) {
        precondition(rows >= 0 && count + rows <= capacity, "a block has room for its capacity")
        count += rows
    }

    /// Hands over the cells of all columns, which lines are made of: rows go across the memory of every column.
    func withCells(_ body: (UnsafeBufferPointer<ColumnCells>) -> Void) {
        var cells: [ColumnCells] = []
        cells.reserveCapacity(columns.count)
        withCells(columns[...], &cells) { $0.withUnsafeBufferPointer(body) }
    }

    /// Holds one column more, until all are held.
    private func withCells(
        _ rest: ArraySlice<ColumnValues>, _ cells: inout [ColumnCells], _ body: ([ColumnCells]) -> Void
    ) {
        guard let next = rest.first else { return body(cells) }
        next.withCells {
            cells.append($0)
            withCells(rest.dropFirst(), &cells, body)
        }
    }

    mutating func removeAll() {
        count = 0
        for index in columns.indices { columns[index].nulls = 0 }
    }
}

/// The values of one column of a block.
package struct ColumnValues {
    let column: TableColumn
    /// The values; 0 where there is none.
    private(set) var bits: [Int64]
    /// Whether there is a value; empty for a column that always has one.
    private(set) var isPresent: [Bool]
    /// How many rows have no value.
    fileprivate(set) var nulls = 0
    /// The texts of a column of texts, which its values name by their place. They stay for all blocks of a file.
    private(set) var texts: [String] = []
    private var places: [String: Int64] = [:]

    init(_ column: TableColumn, capacity: Int) {
        self.column = column
        bits = [Int64](repeating: 0, count: capacity)
        isPresent = column.isNullable ? [Bool](repeating: false, count: capacity) : []
    }

    /// Fills in values from a row on. A value that is nil in a column that always has one counts as 0.
    @inline(__always)
    package mutating func fill(at start: Int, count: Int, _ value: (Int) -> Int64?) {
        precondition(
            start >= 0 && count >= 0 && start + count <= bits.count, "a block has room for its capacity")
        guard column.isNullable else {
            bits.withUnsafeMutableBufferPointer { bits in
                for row in 0..<count { bits[start + row] = value(row) ?? 0 }
            }
            return
        }
        var missing = 0
        bits.withUnsafeMutableBufferPointer { bits in
            isPresent.withUnsafeMutableBufferPointer { isPresent in
                for row in 0..<count {
                    let value = value(row)
                    bits[start + row] = value ?? 0
                    isPresent[start + row] = value != nil
                    missing &+= value == nil ? 1 : 0
                }
            }
        }
        nulls += missing
    }

    /// The value that stands for a text.
    package mutating func place(of text: String) -> Int64 {
        if let place = places[text] { return place }
        let place = Int64(texts.count)
        places[text] = place
        texts.append(text)
        return place
    }

    /// Hands over the cells.
    fileprivate func withCells(_ body: (ColumnCells) -> Void) {
        bits.withUnsafeBufferPointer { bits in
            isPresent.withUnsafeBufferPointer { isPresent in
                body(ColumnCells(kind: column.kind, bits: bits, isPresent: nulls > 0 ? isPresent : nil))
            }
        }
    }
}

/// The cells of one column where they lie; good while they are handed over, in ``TableBlock/withCells(_:)``.
struct ColumnCells {
    let kind: TableColumn.Kind
    fileprivate let bits: UnsafeBufferPointer<Int64>
    /// Whether there is a value; nil where all rows have one.
    fileprivate let isPresent: UnsafeBufferPointer<Bool>?

    /// The value of a row; nil for none.
    @inline(__always)
    subscript(row: Int) -> Int64? {
        if let isPresent, !isPresent[row] { return nil }
        return bits[row]
    }
}
