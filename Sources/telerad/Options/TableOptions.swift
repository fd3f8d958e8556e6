import ArgumentParser

/// Options of the commands whose report is also a table for spreadsheets.
struct TableOptions: ParsableArguments {
    @Flag(help: "Print CSV for spreadsheets.")
    var csv = false

    @OptionGroup var output: OutputOptions

    func validate() throws {
        if csv, output.json { throw ValidationError("give either --csv or --json") }
    }

    /// Prints the report in the form that was asked for, or writes it to the file that was asked for.
    func write(
        json: @autoclosure () -> String, csv table: @autoclosure () -> String, text: @autoclosure () -> String
    ) throws {
        try output.write(output.json ? json() : csv ? table() : text())
    }
}
