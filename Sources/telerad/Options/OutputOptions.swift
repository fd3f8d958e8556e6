import ArgumentParser
import Foundation

/// Options of the commands that print a report.
struct OutputOptions: ParsableArguments {
    @Flag(name: .customLong("json"), help: "Print JSON for programs instead of text for people.")
    var asksForJSON = false

    @Option(
        name: .shortAndLong,
        help: ArgumentHelp(
            """
            Write the report to a file, whole or not at all, instead of printing it: as a page to look at (.html), as JSON \
            (.json), as text (.txt), and by some commands as a table (.csv, .csv.gz, .parquet).
            """, valueName: "file"),
        completion: .file())
    var output: String?

    @Flag(name: .shortAndLong, help: "Show no progress and no warnings; errors are shown.")
    var quiet = false

    @Flag(help: "Show progress even where standard error is no terminal: a line for each tenth.")
    var progress = false

    @Flag(
        inversion: .prefixedNo,
        help: "Draw small bars beside the numbers (default: on a terminal that shows UTF-8).")
    var sparklines: Bool?

    @OptionGroup var console: ConsoleOptions

    /// Prints the report, or writes it to the file that was asked for.
    func write(_ report: String) throws {
        guard let output else { return try printReport(report) }
        try writeReport(report, to: output)
    }
}

/// Writes a report to a file, whole or not at all; what can't be written ends the command.
func writeReport(_ report: String, to file: String) throws {
    do {
        try Data(report.utf8).write(to: URL(filePath: file), options: .atomic)
    } catch {
        throw Failure(.unwritable, "\(file): can't be written: \(error.localizedDescription)")
    }
}

/// Prints a report to standard output; a full disk behind it ends the command.
func printReport(_ report: String) throws {
    do {
        try FileHandle.standardOutput.write(contentsOf: Data(report.utf8))
    } catch {
        throw Failure(.unwritable, "standard output: can't be written: \(error.localizedDescription)")
    }
}
