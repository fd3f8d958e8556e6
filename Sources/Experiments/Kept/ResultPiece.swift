/// Results of a stretch of replications of one design, as they lie in a file.
///
/// A file is: the line `telerad.figures/2`; the version of telerad, the design's fingerprint, the first replication; how
/// many replications, and the bytes of each (``ReplicationFigures/bytes``); and a checksum of all of that
/// (``StableHash``). Pieces of one design put together are the design's results, in whatever order and grouping.
struct ResultPiece: Sendable {
    /// What is wrong with the bytes of a file.
    enum Problem: Error {
        /// They are no results, or of another format.
        case unknownFormat
        /// They were cut off or changed.
        case damaged
    }

    /// The version of telerad that made them.
    let version: String
    /// The fingerprint of the design.
    let design: UInt64
    /// The first replication, from 0.
    let first: Int
    /// The figures of the replications from `first` on, as bytes.
    let records: [[UInt8]]

    private static let heading = Array("telerad.figures/2\n".utf8)

    /// The name of the file that holds it.
    var fileName: String {
        "\(design.hexadecimal)-\(first + 1)-\(first + records.count).\(Self.fileExtension)"
    }

    static let fileExtension = "figures"

    /// The fingerprint and the replications that a file's name says; nil for other files.
    static func contents(ofFileNamed name: String) -> (design: UInt64, replications: Range<Int>)? {
        let stem = name.split(separator: ".", omittingEmptySubsequences: false)
        guard stem.count == 2, stem[1] == fileExtension else { return nil }
        let parts = stem[0].split(separator: "-")
        guard parts.count == 3, parts[0].count == 16, let design = UInt64(parts[0], radix: 16),
            let first = Int(parts[1]), let last = Int(parts[2]), first >= 1, last >= first
        else { return nil }
        return (design, first - 1..<last)
    }

    /// The bytes of the file.
    var bytes: [UInt8] {
        var writer = FigureWriter()
        writer.add(version)
        writer.add(design)
        writer.add(first)
        writer.add(records) { $1.add(bytes: $0) }
        let body = Self.heading + writer.bytes
        var sum = FigureWriter()
        sum.add(StableHash.of(body))
        return body + sum.bytes
    }

    /// Results as one piece.
    init(version: String, design: UInt64, first: Int, records: [[UInt8]]) {
        self.version = version
        self.design = design
        self.first = first
        self.records = records
    }

    /// The piece that a file's bytes are.
    init(bytes: [UInt8]) throws(Problem) {
        guard bytes.starts(with: Self.heading.prefix(bytes.count)) else { throw .unknownFormat }
        guard bytes.count >= Self.heading.count + 8 else { throw .damaged }
        let body = bytes.dropLast(8)
        do throws(FigureReader.Damage) {
            var sum = FigureReader(bytes.suffix(8))
            guard try sum.bits() == StableHash.of(body) else { throw FigureReader.Damage() }
            var reader = FigureReader(body.dropFirst(Self.heading.count))
            version = try reader.text()
            design = try reader.bits()
            first = try reader.integer()
            records = try reader.list { reader throws(FigureReader.Damage) in Array(try reader.slice()) }
            guard reader.isAtEnd, first >= 0, !records.isEmpty else { throw FigureReader.Damage() }
        } catch {
            throw .damaged
        }
    }
}
