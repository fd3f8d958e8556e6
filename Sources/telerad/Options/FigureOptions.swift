import ArgumentParser
import Reports

/// The option that asks for the charts of a report as files.
struct FigureOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            """
            Write every chart of the report to a folder, as SVG, its data as CSV, and as Vega-Lite. The folder is new, empty, \
            or holds charts of an earlier report.
            """, valueName: "folder"),
        completion: .directory)
    var figures: String?

    /// Ends the command before anything is computed when the folder can't take charts.
    func check() throws {
        guard let figures else { return }
        try Self.rethrowing { () throws(FigureFolder.Failure) in try FigureFolder(figures).check() }
    }

    /// Writes the charts, where they were asked for.
    func write(_ charts: @autoclosure () -> [any Chart]) throws {
        guard let figures else { return }
        let charts = charts()
        try Self.rethrowing { () throws(FigureFolder.Failure) in try FigureFolder(figures).write(charts) }
    }

    private static func rethrowing(_ body: () throws(FigureFolder.Failure) -> Void) throws {
        do throws(FigureFolder.Failure) {
            try body()
        } catch {
            throw Failure(.unwritable, error.description)
        }
    }
}
