import ArgumentParser
import Reports
import Teleradiology

/// The options that ask for a table of every study.
struct StudiesOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            """
            Write a row for every study to a table while the run goes on, whole or not at all: CSV (.csv, .csv.gz) or \
            Parquet (.parquet).
            """, valueName: "file"),
        completion: .file(extensions: ["csv", "gz", "parquet"]))
    var studies: String?

    @Option(
        help: ArgumentHelp(
            "The replication whose studies are written, from 1, or all, one after the other.",
            valueName: "number or all"))
    var studiesReplication: LoggedReplication = .one(1)

    @Option(help: "How the pages of a Parquet table are compressed: gzip, or none as by default.")
    var studiesCompression: ParquetCompression?

    func validate() throws {
        guard let studies else {
            if studiesCompression != nil {
                throw ValidationError("--studies-compression goes with --studies")
            }
            return
        }
        guard let format = TableFormat(file: studies) else {
            throw ValidationError(
                "--studies \(studies): the ending says no format; write \(TableFormat.endings)")
        }
        if studiesCompression != nil, format == .csv || format == .gzippedCSV {
            throw ValidationError(
                "--studies-compression is for .parquet; the ending of a CSV file says it: .csv or .csv.gz")
        }
    }

    /// Why a run that writes a table can't take its replications from elsewhere; nil when no table is asked for.
    var undivided: String? { studies == nil ? nil : "--studies writes the studies of one process" }

    /// Ends the command where results are kept: what is not run again has no studies.
    func check(_ results: ResultsOptions) throws {
        if studies != nil, results.folder != nil {
            throw ValidationError(
                "--studies needs every replication run; --results runs what is kept no more")
        }
    }

    /// The table that was asked for; nil when there is none.
    func open(_ designs: [(name: String?, scenario: Scenario)]) throws -> StudyTable? {
        guard let studies, var format = TableFormat(file: studies) else { return nil }
        let replications = designs.map(\.scenario.replications).min() ?? 0
        if case .one(let number) = studiesReplication, number > replications {
            throw Failure(
                .usage, "--studies-replication \(number): there are \(replications) replications only")
        }
        if let studiesCompression { format = .parquet(isCompressed: studiesCompression == .gzip) }
        return try rethrowing { () throws(TableFailure) in
            try StudyTable(designs, to: studies, format: format, replication: studiesReplication.index)
        }
    }

    /// Gives the file its name; what can't be written ends the command.
    func finish(_ table: StudyTable?) throws {
        try rethrowing { () throws(TableFailure) in try table?.finish() }
    }
}

/// How the pages of a Parquet file are compressed.
enum ParquetCompression: String, CaseIterable, ExpressibleByArgument {
    case gzip, none
}

/// The value of a body; a table that can't be written ends the command.
func rethrowing<Value>(_ body: () throws(TableFailure) -> Value) throws -> Value {
    do {
        return try body()
    } catch {
        throw Failure(.unwritable, error.description)
    }
}
