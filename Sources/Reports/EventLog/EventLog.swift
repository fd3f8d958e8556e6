import Foundation
import Synchronization
import Teleradiology

/// The formats in which the milestones of a run are written.
public enum EventLogFormat: String, CaseIterable, Sendable {
    /// One JSON object a line; the schema is `log` in `Schemas/telerad.schema.json`.
    case ndjson
    /// Comma-separated values with a line of headings.
    case csv
    /// IHE SOLE messages: RFC 5424 syslog, one a line.
    case sole

    /// The format that a file's ending means: `.ndjson` or `.jsonl`, `.csv`, `.syslog`; nil for others.
    public init?(file: String) {
        switch URL(filePath: file).pathExtension.lowercased() {
        case "ndjson", "jsonl": self = .ndjson
        case "csv": self = .csv
        case "syslog": self = .sole
        default: return nil
        }
    }
}

/// Writes every milestone of every study of a run to a file, in the order of time, while the run goes on.
///
/// The file is whole or not at all: lines go to a temporary file beside it, which takes its name in ``finish()``; it is
/// removed when the log is let go before. Memory is flat: a buffer of some lines and the names of the scenario. There is
/// nothing of a patient in a log: studies are numbered, and replayed ones as well.
///
/// A class, because replications on several threads write to the same one.
public final class EventLog: MilestoneSink {
    /// A file that can't be written.
    public struct Failure: Error, CustomStringConvertible, Sendable {
        /// What is wrong, with the file's name.
        public let description: String
    }

    private struct State: ~Copyable {
        let file: Int32
        var buffer: LineBuffer
        var lines: EventLines
        var isOpen = true
        /// The number of the first error that the system told; 0 for none.
        var error: Int32 = 0

        mutating func append(_ event: MilestoneEvent, _ replication: Int) {
            var pen = buffer.pen
            lines.append(event, replication: replication, to: &pen)
            buffer.keep(pen)
            if buffer.isFull { flush() }
        }

        mutating func flush() {
            let error = buffer.flush(to: file)
            if self.error == 0 { self.error = error }
        }
    }

    private let path: String
    private let temporary: String
    private let replication: Int?
    private let state: Mutex<State>
    /// Lines are made and written on a thread of their own, so that the run goes on meanwhile.
    private let writer = DispatchQueue(label: "telerad.log")
    /// Room for what waits for that thread; a run that is too quick for it waits, so that memory stays flat.
    private let room = DispatchSemaphore(value: 64)

    /// Opens a log.
    ///
    /// - Parameters:
    ///   - scenario: what is run; it has the names.
    ///   - file: the file; one that is there is replaced in ``finish()``.
    ///   - replication: the one whose milestones are written, from 0; nil for all, and then every line says which.
    /// - Throws: ``Failure`` when the file can't be made.
    public init(
        _ scenario: Scenario, to file: String, format: EventLogFormat, replication: Int? = 0
    ) throws(Failure) {
        path = file
        temporary = file + ".\(UUID().uuidString.prefix(8)).part"
        self.replication = replication
        let lines = EventLines(scenario, format, showsReplication: replication == nil)
        let descriptor = open(temporary, O_WRONLY | O_CREAT | O_EXCL, 0o666)
        guard descriptor >= 0 else { throw Self.failure(file, errno) }
        var buffer = LineBuffer(longestLine: lines.longestLine)
        var pen = buffer.pen
        lines.begin(&pen)
        buffer.keep(pen)
        state = Mutex(State(file: descriptor, buffer: buffer, lines: lines))
    }

    deinit {
        state.withLock { state in
            guard state.isOpen else { return }
            close(state.file)
            unlink(temporary)
        }
    }

    /// Whether the milestones of a replication are written.
    public func wants(replication: Int) -> Bool { self.replication.map { $0 == replication } ?? true }

    /// Writes milestones, in the order in which they are taken.
    public func take(_ events: [MilestoneEvent], replication: Int) {
        room.wait()
        writer.async { [self] in
            write(events, replication: replication)
            room.signal()
        }
    }

    private func write(_ events: [MilestoneEvent], replication: Int) {
        state.withLock { state in
            for event in events {
                state.append(event, replication)
            }
        }
    }

    /// Writes what is left, and gives the file its name.
    ///
    /// - Throws: ``Failure`` with the first thing that went wrong; then there is no file.
    public func finish() throws(Failure) {
        writer.sync {}
        let error = state.withLock { state -> Int32 in
            guard state.isOpen else { return state.error }
            state.flush()
            if close(state.file) != 0, state.error == 0 { state.error = errno }
            state.isOpen = false
            if state.error == 0, rename(temporary, path) != 0 { state.error = errno }
            if state.error != 0 { unlink(temporary) }
            return state.error
        }
        if error != 0 { throw Self.failure(path, error) }
    }

    private static func failure(_ file: String, _ error: Int32) -> Failure {
        Failure(description: "\(file): can't be written: \(String(cString: strerror(error)))")
    }
}
