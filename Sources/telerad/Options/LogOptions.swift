import ArgumentParser
import Reports
import Teleradiology

/// The options that ask for a log of every milestone of every study.
struct LogOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            """
            Write every milestone of every study to a file while the run goes on, whole or not at all: NDJSON \
            (.ndjson, .jsonl), CSV (.csv) or IHE SOLE messages (.syslog).
            """, valueName: "file"), completion: .file())
    var log: String?

    @Option(help: "The format of the log, whatever the file's ending: ndjson, csv or sole.")
    var logFormat: EventLogFormat?

    @Option(
        help: ArgumentHelp(
            "The replication that is logged, from 1, or all, one after the other.", valueName: "number or all"
        ))
    var logReplication: LoggedReplication = .one(1)

    func validate() throws {
        if let log, format == nil {
            throw ValidationError(
                "--log \(log): the ending says no format; write .ndjson, .csv or .syslog, or give --log-format"
                    + (TableFormat(file: log) == nil ? "" : ". --studies FILE writes a row for every study")
            )
        }
        if log == nil, logFormat != nil { throw ValidationError("--log-format goes with --log") }
    }

    private var format: EventLogFormat? { logFormat ?? log.flatMap { EventLogFormat(file: $0) } }

    /// The log that was asked for; nil when there is none.
    func open(_ scenario: Scenario) throws -> EventLog? {
        guard let log, let format else { return nil }
        if case .one(let number) = logReplication, number > scenario.replications {
            throw Failure(
                .usage, "--log-replication \(number): there are \(scenario.replications) replications only")
        }
        do {
            return try EventLog(scenario, to: log, format: format, replication: logReplication.index)
        } catch {
            throw Failure(.unwritable, error.description)
        }
    }

    /// Gives the file its name; what can't be written ends the command.
    func finish(_ log: EventLog?) throws {
        do throws(EventLog.Failure) {
            try log?.finish()
        } catch {
            throw Failure(.unwritable, error.description)
        }
    }
}

/// Which replications are logged.
enum LoggedReplication: ExpressibleByArgument, CustomStringConvertible {
    /// One, from 1.
    case one(Int)
    case all

    init?(argument: String) {
        if argument == "all" {
            self = .all
        } else if let number = Int(argument), number >= 1 {
            self = .one(number)
        } else {
            return nil
        }
    }

    /// The replication from 0; nil for all.
    var index: Int? {
        switch self {
        case .one(let number): number - 1
        case .all: nil
        }
    }

    var description: String {
        switch self {
        case .one(let number): "\(number)"
        case .all: "all"
        }
    }

    var defaultValueDescription: String { description }
}

extension EventLogFormat: ExpressibleByArgument {}
