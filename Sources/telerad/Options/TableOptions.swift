import ArgumentParser
import Reports

/// Options of the commands whose report is also a table for spreadsheets.
struct TableOptions: ParsableArguments {
    @Flag(help: "Print CSV for spreadsheets. A file's ending says it too: .csv, .csv.gz or .parquet.")
    var csv = false

    @OptionGroup var output: OutputOptions

    /// The format of the table that the ending of the file asks for; nil for none.
    private var format: TableFormat? { output.output.flatMap { TableFormat(file: $0) } }

    func validate() throws {
        if csv, output.asksForJSON { throw ValidationError("give either --csv or --json") }
        guard let file = output.output else { return }
        if csv, output.form == .json || output.form == .page {
            throw ValidationError("--output \(file) is no CSV, and --csv asks for it; give one of them")
        }
        guard let format else { return }
        if output.asksForJSON {
            throw ValidationError("--output \(file): the ending says a table; --json says another form")
        }
        if csv, format != .csv {
            throw ValidationError("--output \(file): the ending says another form than --csv")
        }
    }

    /// Ends the parsing of a command whose report can't be what the ending of the file says.
    func check(_ forms: [ReportForm] = ReportForm.allCases) throws {
        try output.check(forms, isSaid: csv)
    }

    /// Prints the report in the form that was asked for, or writes it to the file that was asked for, whose ending may say
    /// the form.
    func write(
        json: @autoclosure () -> String, table: @autoclosure () -> ReportTable,
        text: @autoclosure () -> String
    ) throws {
        if let file = output.output, let format {
            return try rethrowing { () throws(TableFailure) in try table().write(to: file, format) }
        }
        try output.write(output.json ? json() : csv ? table().csv : text())
    }

    /// Prints the report in the form that was asked for, a page included.
    func write(
        json: @autoclosure () -> String, table: @autoclosure () -> ReportTable,
        page: @autoclosure () -> String, text: @autoclosure () -> String
    ) throws {
        if output.form == .page { return try output.write(page()) }
        try write(json: json(), table: table(), text: text())
    }
}
