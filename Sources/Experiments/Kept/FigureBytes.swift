/// Writes figures as bytes that read back as exactly the same figures: whole numbers and the bits of doubles, eight bytes
/// each, the lowest first.
struct FigureWriter {
    private(set) var bytes: [UInt8] = []

    mutating func add(_ number: UInt64) {
        for shift in stride(from: 0, to: 64, by: 8) {
            bytes.append(UInt8(truncatingIfNeeded: number >> UInt64(shift)))
        }
    }

    mutating func add(_ number: Int) { add(UInt64(bitPattern: Int64(number))) }

    mutating func add(_ number: Double) { add(number.bitPattern) }

    mutating func add(_ number: Double?) {
        bytes.append(number == nil ? 0 : 1)
        if let number { add(number) }
    }

    mutating func add(_ text: String) { add(bytes: Array(text.utf8)) }

    mutating func add(bytes more: [UInt8]) {
        add(more.count)
        bytes.append(contentsOf: more)
    }

    /// Adds how many there are, and each of them.
    mutating func add<Item>(_ items: some Collection<Item>, _ write: (Item, inout FigureWriter) -> Void) {
        add(items.count)
        for item in items { write(item, &self) }
    }
}

/// Reads what ``FigureWriter`` wrote; any other bytes are damage, never a trap.
struct FigureReader {
    /// Bytes that are no figures.
    struct Damage: Error {}

    private let bytes: ArraySlice<UInt8>
    private var place: Int

    init(_ bytes: ArraySlice<UInt8>) {
        self.bytes = bytes
        place = bytes.startIndex
    }

    /// Whether everything was read.
    var isAtEnd: Bool { place == bytes.endIndex }

    mutating func byte() throws(Damage) -> UInt8 {
        guard place < bytes.endIndex else { throw Damage() }
        place += 1
        return bytes[place - 1]
    }

    mutating func bits() throws(Damage) -> UInt64 {
        guard bytes.endIndex - place >= 8 else { throw Damage() }
        var number: UInt64 = 0
        for index in 0..<8 { number |= UInt64(bytes[place + index]) << UInt64(8 * index) }
        place += 8
        return number
    }

    mutating func integer() throws(Damage) -> Int { Int(Int64(bitPattern: try bits())) }

    mutating func number() throws(Damage) -> Double { Double(bitPattern: try bits()) }

    mutating func optionalNumber() throws(Damage) -> Double? {
        switch try byte() {
        case 0: return nil
        case 1: return try number()
        default: throw Damage()
        }
    }

    mutating func text() throws(Damage) -> String {
        guard let text = String(validating: try slice(), as: UTF8.self) else { throw Damage() }
        return text
    }

    /// So many bytes as are said before them.
    mutating func slice() throws(Damage) -> ArraySlice<UInt8> {
        let count = try integer()
        guard count >= 0, count <= bytes.endIndex - place else { throw Damage() }
        place += count
        return bytes[place - count..<place]
    }

    /// So many items as are said before them.
    mutating func list<Item>(
        _ read: (inout FigureReader) throws(Damage) -> Item
    ) throws(Damage) -> [Item] {
        let count = try integer()
        // Each takes a byte at least, so a count beyond what is left is damage, not a reason to reserve memory.
        guard count >= 0, count <= bytes.endIndex - place else { throw Damage() }
        var items: [Item] = []
        items.reserveCapacity(count)
        for _ in 0..<count { items.append(try read(&self)) }
        return items
    }
}
