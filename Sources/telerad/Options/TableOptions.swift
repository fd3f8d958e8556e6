import ArgumentParser
import Reports

/// Options of the commands whose report is also a table for spreadsheets.
struct TableOptions: ParsableArguments {
    @Flag(help: "Print CSV for spreadsheets. A file's ending says it too: .csv, .csv.gz or .parquet.")
    var csv = false

    @OptionGroup var output: OutputOptions

    func validate() throws {
        if csv, output.json { throw ValidationError("give either --csv or --json") }
        guard let file = output.output, let format = TableFormat(file: file) else { return }
        if output.json {
            throw ValidationError("--output \(file): the ending says a table; --json says another form")
        }
        if csv, format != .csv {
            throw ValidationError("--output \(file): the ending says another form than --csv")
        }
    }

    /// Prints the report in the form that was asked for, or writes it to the file that was asked for, whose ending may say
    /// the form.
    func write(
        json: @autoclosure () -> String, table: @autoclosure () -> ReportTable,
        text: @autoclosure () -> String
    ) throws {
        if let file = output.output, let format = TableFormat(file: file) {
            return try rethrowing { () throws(TableFailure) in try table().write(to: file, format) }
        }
        try output.write(output.json ? json() : csv ? table().csv : text())
    }
}
