import Dispatch
import Experiments
import Foundation
import SimulationKernel
import Synchronization
import Teleradiology

/// Writes every study of a run, or of several designs one after the other, to a table while the run goes on: a row for each
/// study once nothing more can happen to it, and at the end one for each that is still on its way.
///
/// The file is whole or not at all: it takes its name in ``finish()``. Memory is flat but for what replications that run at
/// the same time have ahead of the one whose turn it is: rows stand in the order of replications, whatever the number of
/// threads. There is nothing of a patient in a table: studies are numbered, and replayed ones as well.
///
/// A class, because replications on several threads write to the same one.
public final class StudyTable: Sendable {
    private struct State: ~Copyable {
        var file: TableFile
    }

    private let designs: [StudyTableDesign]
    private let replication: Int?
    private let state: Mutex<State>
    /// Rows are made and written on a thread of their own, so that the run goes on meanwhile.
    private let writer = DispatchQueue(label: "telerad.studies")
    /// Room for what waits for that thread; a run that is too quick for it waits, so that memory stays flat.
    private let room = DispatchSemaphore(value: 64)

    /// The version of the table's columns, as it stands in the file.
    public static let schema = "telerad.study-table/1"

    /// Opens a table.
    ///
    /// - Parameters:
    ///   - designs: what is run, in this order, with the name that tells a design from the others; nil for the only one.
    ///   - file: the file; one that is there is replaced in ``finish()``.
    ///   - replication: the one whose studies are written, from 0; nil for all.
    /// - Throws: ``TableFailure`` when the file can't be made.
    public convenience init(
        _ designs: [(name: String?, scenario: Scenario)], to file: String, format: TableFormat,
        replication: Int? = 0
    ) throws(TableFailure) {
        try self.init(designs, to: file, format: format, replication: replication, rowsPerBlock: nil)
    }

    package init(
        _ designs: [(name: String?, scenario: Scenario)], to file: String, format: TableFormat,
        replication: Int?, rowsPerBlock: Int?
    ) throws(TableFailure) {
        let columns = StudyColumn.all
        let metadata = TableMetadata(
            schema: Self.schema, designs.map { ExperimentDesign(name: $0.name ?? "", scenario: $0.scenario) })
        var table = try TableFile(
            columns.map(\.column), to: file, format, metadata: metadata.pairs, rowsPerBlock: rowsPerBlock)
        self.designs = designs.map { design in
            let scenario = design.scenario
            return StudyTableDesign(
                name: design.name, start: scenario.secondsSince1970AtStart * 1_000_000,
                warmUpEnd: .zero + scenario.warmUp, targets: scenario.priorities.map(\.target),
                places: columns.indices.map { index in
                    (columns[index].texts?(scenario) ?? []).map { table.block.columns[index].place(of: $0) }
                })
        }
        self.replication = replication
        state = Mutex(State(file: table))
    }

    /// Takes the studies of a design, given by its place; the designs are run in their order.
    public func sink(design: Int = 0) -> some StudySink {
        StudyTableSink(self, design: design, replication: replication)
    }

    /// Adds rows, in the order of the calls.
    func add(_ studies: [StudyRecord], design: Int, replication: Int) {
        room.wait()
        writer.async { [self] in
            state.withLock { Self.write(studies, designs[design], replication, to: &$0.file) }
            room.signal()
        }
    }

    private static func write(
        _ studies: [StudyRecord], _ design: StudyTableDesign, _ replication: Int, to file: inout TableFile
    ) {
        var rest = studies[...]
        while !rest.isEmpty {
            let fitting = rest.prefix(file.block.capacity - file.block.count)
            rest = rest.dropFirst(fitting.count)
            let rows = StudyColumn.Rows(
                studies: fitting, start: file.block.count, replication: replication, design: design)
            for index in StudyColumn.all.indices {
                StudyColumn.all[index].fill(&file.block.columns[index], rows, design.places[index])
            }
            file.block.add(rows: fitting.count)
            if file.block.isFull { file.writeBlock() }
        }
    }

    /// Writes what is left, and gives the file its name.
    ///
    /// - Throws: ``TableFailure`` with the first thing that went wrong; then there is no file.
    public func finish() throws(TableFailure) {
        writer.sync {}
        let failure = state.withLock { state -> TableFailure? in
            do throws(TableFailure) {
                try state.file.finish()
                return nil
            } catch {
                return error
            }
        }
        if let failure { throw failure }
    }
}
