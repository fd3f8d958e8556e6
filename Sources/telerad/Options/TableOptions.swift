import ArgumentParser

/// Options of the commands whose report is also a table for spreadsheets.
struct TableOptions: ParsableArguments {
    @Flag(help: "Print CSV for spreadsheets, as a file ending in .csv also asks for.")
    var csv = false

    @OptionGroup var output: OutputOptions

    func validate() throws {
        if csv, output.asksForJSON { throw ValidationError("give either --csv or --json") }
        if csv, let file = output.output, output.form != .text {
            throw ValidationError("--output \(file) is no CSV, and --csv asks for it; give one of them")
        }
    }

    /// Prints the report in the form that was asked for, or writes it to the file that was asked for.
    func write(
        json: @autoclosure () -> String, csv table: @autoclosure () -> String, text: @autoclosure () -> String
    ) throws {
        try output.write(output.json ? json() : isCSV ? table() : text())
    }

    private var isCSV: Bool {
        csv || !output.asksForJSON && output.output?.lowercased().hasSuffix(".csv") == true
    }

    /// Prints the report in the form that was asked for, a page included.
    func write(
        json: @autoclosure () -> String, csv table: @autoclosure () -> String,
        page: @autoclosure () -> String,
        text: @autoclosure () -> String
    ) throws {
        if output.form == .html { return try output.write(page()) }
        try write(json: json(), csv: table(), text: text())
    }
}
