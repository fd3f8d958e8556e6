import Foundation
import Synchronization
import Teleradiology

/// A folder that keeps the figures of replications while an experiment goes on, so that it can be stopped at any instant,
/// killed even, and go on from there to the same bytes.
///
/// The folder holds `experiment.json` (``ExperimentPlan``) and files of results (``ResultPiece``), each written beside
/// its place and put there whole. What was found since the last file is lost when the process is killed: a fifth of a
/// second's work, or a hundredth of all so far.
///
/// A class, because replications on several threads add to the same one.
public final class ResultsFolder: Sendable {
    private struct State {
        var pending: [UInt64: [Int: [UInt8]]] = [:]
        var lastWrite = ContinuousClock.now
        var failure: ResultsFailure?
    }

    /// The path of the folder.
    public let path: String
    /// What was there when it was opened.
    public let kept: KeptResults

    private let start = ContinuousClock.now
    private let state = Mutex(State())

    private static let planName = "experiment.json"

    /// Opens a folder for an experiment, and makes it when there is none.
    ///
    /// Damaged files are taken away, so that their replications are run again; ``KeptResults/unusable`` tells them.
    /// - Throws: ``ResultsFailure`` when it holds anything else, results of a scenario that has changed since, or can't
    ///   be written.
    public init(_ path: String, plan: ExperimentPlan) throws(ResultsFailure) {
        self.path = path
        do {
            try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
        } catch {
            throw ResultsFailure(.unwritable, "\(path): can't be made: a folder for results")
        }
        try Self.prepare(path, plan)
        kept = try KeptResults(
            folders: [path], designs: Set(plan.designs.compactMap { UInt64($0.fingerprint, radix: 16) }))
        for each in kept.unusable where each.isDamaged { unlink(each.file) }
    }

    /// Checks the plan that is there, and writes the one that holds both.
    private static func prepare(_ path: String, _ plan: ExperimentPlan) throws(ResultsFailure) {
        let file = (path as NSString).appendingPathComponent(planName)
        let names = (try? FileManager.default.contentsOfDirectory(atPath: path)) ?? []
        guard names.contains(planName) else {
            let foreign = names.filter { !$0.hasSuffix(".\(DurableFile.unfinished)") }
            guard foreign.isEmpty else {
                throw ResultsFailure(
                    .otherExperiment,
                    "\(path): error: is no folder of results, and not empty; give another folder")
            }
            return try plan.write(to: file)
        }
        removeUnfinished(path, names)
        let known = try ExperimentPlan(contentsOfFile: file)
        try ExperimentPlan.check(version: known.version, path)
        for design in plan.designs {
            guard let old = known.designs.first(where: { $0.name == design.name }) else { continue }
            guard old.fingerprint == design.fingerprint else {
                throw ResultsFailure(
                    .otherExperiment,
                    "\(path): error: holds results of another scenario: \(design.name) has changed since; put the scenario back, or give another folder"
                )
            }
        }
        let own = Set(plan.designs.map(\.name))
        let joined = ExperimentPlan(
            arguments: plan.arguments, shards: plan.shards,
            designs: plan.designs + known.designs.filter { !own.contains($0.name) })
        if joined != known { try joined.write(to: file) }
    }

    /// Takes away what killed processes left half written; what is young may be another process's, that writes now.
    private static func removeUnfinished(_ path: String, _ names: [String]) {
        for name in names where name.hasSuffix(".\(DurableFile.unfinished)") {
            let file = (path as NSString).appendingPathComponent(name)
            let attributes = try? FileManager.default.attributesOfItem(atPath: file)
            let age = (attributes?[.modificationDate] as? Date).map { -$0.timeIntervalSinceNow } ?? 0
            if age > 600 { unlink(file) }
        }
    }

    /// Keeps the figures of a replication.
    ///
    /// An error of the disk does not end the experiment; ``finish()`` tells it.
    func keep(_ design: UInt64, _ replication: Int, _ figures: ReplicationFigures) {
        keep(design, replication, figures.bytes)
    }

    func keep(_ design: UInt64, _ replication: Int, _ record: [UInt8]) {
        state.withLock { state in
            state.pending[design, default: [:]][replication] = record
            // Seldom enough that a long experiment has hundreds of files, not millions.
            let now = ContinuousClock.now
            if now - state.lastWrite > max(.milliseconds(200), (now - start) / 100) { write(&state) }
        }
    }

    /// Writes what has not been written yet. Can be called from any thread at any time.
    public func flush() { state.withLock { write(&$0) } }

    /// Writes what has not been written yet.
    ///
    /// - Throws: the first ``ResultsFailure`` of all writing.
    public func finish() throws(ResultsFailure) {
        let failure = state.withLock { state -> ResultsFailure? in
            write(&state)
            return state.failure
        }
        if let failure { throw failure }
    }

    private func write(_ state: inout State) {
        for (design, records) in state.pending {
            for piece in Self.pieces(design, records) {
                do throws(ResultsFailure) {
                    let file = (path as NSString).appendingPathComponent(piece.fileName)
                    try DurableFile.write(piece.bytes, to: file)
                } catch {
                    if state.failure == nil { state.failure = error }
                }
            }
        }
        state.pending = [:]
        state.lastWrite = .now
    }

    /// Stretches without a gap.
    private static func pieces(_ design: UInt64, _ records: [Int: [UInt8]]) -> [ResultPiece] {
        var pieces: [(first: Int, records: [[UInt8]])] = []
        for (replication, record) in records.sorted(by: { $0.key < $1.key }) {
            if let last = pieces.last, last.first + last.records.count == replication {
                pieces[pieces.count - 1].records.append(record)
            } else {
                pieces.append((replication, [record]))
            }
        }
        return pieces.map {
            ResultPiece(version: teleradVersion, design: design, first: $0.first, records: $0.records)
        }
    }
}
