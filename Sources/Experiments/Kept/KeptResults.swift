import Foundation
import Teleradiology

/// What folders hold of the results of designs: every replication once, however often and in whatever pieces it was run.
///
/// Files are checked when the folders are read, figures are read when they are asked for, so memory is that of what is
/// asked for.
public struct KeptResults: Sendable {
    private struct Entry: Sendable {
        let file: Int
        let checksum: UInt64
    }

    /// A file that can't be used.
    public struct Unusable: Error, Hashable, Sendable {
        /// Its path.
        public let file: String
        /// What is wrong with it.
        public let problem: String
        /// Whether its bytes are not those that were written, so that it is of no use to anybody.
        public let isDamaged: Bool
    }

    /// Files that are damaged or of another version.
    public private(set) var unusable: [Unusable] = []

    private var files: [String] = []
    private var entries: [UInt64: [Int: Entry]] = [:]

    /// Reads what folders hold of designs.
    ///
    /// - Throws: ``ResultsFailure`` when a folder can't be read, or two files hold different results of one replication.
    public init(folders: [String], designs: Set<UInt64>) throws(ResultsFailure) {
        for folder in folders {
            let names: [String]
            do {
                names = try FileManager.default.contentsOfDirectory(atPath: folder)
            } catch {
                throw ResultsFailure(.unreadable, "\(folder): error: there is no such folder of results")
            }
            for name in names.sorted() {
                guard let contents = ResultPiece.contents(ofFileNamed: name),
                    designs.contains(contents.design)
                else { continue }
                let path = (folder as NSString).appendingPathComponent(name)
                let piece: ResultPiece
                do throws(Unusable) {
                    piece = try Self.piece(path)
                } catch {
                    unusable.append(error)
                    continue
                }
                try add(piece, path)
            }
        }
    }

    /// Reads a file and checks it against its name and version.
    private static func piece(_ path: String) throws(Unusable) -> ResultPiece {
        func unusable(_ problem: String, isDamaged: Bool = false) -> Unusable {
            Unusable(file: path, problem: problem, isDamaged: isDamaged)
        }
        guard let data = FileManager.default.contents(atPath: path) else { throw unusable("can't be read") }
        let piece: ResultPiece
        do {
            piece = try ResultPiece(bytes: Array(data))
        } catch {
            switch error {
            case .unknownFormat: throw unusable("holds no results of a format that is known")
            case .damaged: throw unusable("is damaged: its checksum is wrong", isDamaged: true)
            }
        }
        guard piece.version == teleradVersion else {
            throw unusable("was made by another version of telerad")
        }
        guard piece.fileName == (path as NSString).lastPathComponent else {
            throw unusable("holds other results than its name says")
        }
        return piece
    }

    private mutating func add(_ piece: ResultPiece, _ path: String) throws(ResultsFailure) {
        var known = entries[piece.design] ?? [:]
        for (offset, record) in piece.records.enumerated() {
            let replication = piece.first + offset
            let checksum = StableHash.of(record)
            if let other = known[replication] {
                guard other.checksum == checksum else {
                    throw ResultsFailure(
                        .unreadable,
                        "\(path): error: replication \(replication + 1) is not what it is in \(files[other.file]); "
                            + "one of them was not made by the same program")
                }
            } else {
                known[replication] = Entry(file: files.count, checksum: checksum)
            }
        }
        files.append(path)
        entries[piece.design] = known
    }

    /// How many replications are there of a stretch.
    public func count(of design: UInt64, _ replications: Range<Int>) -> Int {
        entries[design].map { known in replications.count { known[$0] != nil } } ?? 0
    }

    /// The replications of a stretch that are not there, as stretches without a gap.
    public func missing(of design: UInt64, _ replications: Range<Int>) -> [Range<Int>] {
        let known = entries[design] ?? [:]
        return replications.reduce(into: []) { missing, replication in
            guard known[replication] == nil else { return }
            if let last = missing.last, last.upperBound == replication {
                missing[missing.count - 1] = last.lowerBound..<replication + 1
            } else {
                missing.append(replication..<replication + 1)
            }
        }
    }

    /// The figures that are there of a stretch, by replication; a file that has gone since is left out.
    func figures(of design: UInt64, _ replications: Range<Int>) -> [Int: ReplicationFigures] {
        records(of: design, replications).compactMapValues { try? ReplicationFigures(bytes: $0[...]) }
    }

    /// The bytes of the figures that are there of a stretch, by replication.
    func records(of design: UInt64, _ replications: Range<Int>) -> [Int: [UInt8]] {
        guard let known = entries[design] else { return [:] }
        var wanted: [Int: [Int]] = [:]
        for replication in replications {
            if let entry = known[replication] { wanted[entry.file, default: []].append(replication) }
        }
        var records: [Int: [UInt8]] = [:]
        for (file, replications) in wanted {
            guard let piece = try? Self.piece(files[file]) else { continue }
            for replication in replications {
                records[replication] = piece.records[replication - piece.first]
            }
        }
        return records
    }

    /// The whole result of a design.
    ///
    /// - Throws: ``ResultsFailure`` when a replication is missing.
    public func result(of design: ExperimentDesign) throws(ResultsFailure) -> ExperimentResult {
        let all = 0..<design.scenario.replications
        let found = figures(of: design.fingerprint, all)
        let figures = all.compactMap { found[$0] }
        guard figures.count == all.count else {
            throw ResultsFailure(
                .unreadable, "\(design.name): error: \(all.count - figures.count) replications are missing")
        }
        return ExperimentResult(scenario: design.scenario, replications: figures)
    }

    /// Writes everything that is there of designs to a folder, each design in as few files as can be.
    ///
    /// - Throws: ``ResultsFailure`` for a file that can't be written.
    public func write(_ plan: ExperimentPlan, to folder: String) throws(ResultsFailure) {
        let target = try ResultsFolder(folder, plan: plan)
        for design in plan.designs {
            guard let fingerprint = UInt64(design.fingerprint, radix: 16) else { continue }
            let found = records(of: fingerprint, 0..<design.replications)
            for (replication, record) in found { target.keep(fingerprint, replication, record) }
            try target.finish()
        }
    }
}
