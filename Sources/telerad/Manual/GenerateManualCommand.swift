import ArgumentParser
import Experiments
import Foundation

/// `telerad generate-manual`: writes the manual pages of all commands; for `make install`.
struct GenerateManualCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "generate-manual",
        abstract: "Write a manual page for each command.",
        discussion: """
              telerad generate-manual share/man/man1 --date 2026-03-02
            """,
        shouldDisplay: false)

    @Argument(
        help: ArgumentHelp("The folder to write to; made when it is not there.", valueName: "folder"),
        completion: .directory)
    var folder: String

    @Option(help: ArgumentHelp("The date of the pages (default: today).", valueName: "year-month-day"))
    var date: String?

    @Option(help: ArgumentHelp("Where telerad is installed.", valueName: "folder"), completion: .directory)
    var prefix = "/usr/local"

    func run() throws {
        let root = try CommandDescription.read(Self.dump())
        let date = date ?? Date().formatted(.iso8601.year().month().day())
        let pages = ManualPage.all(
            of: root, version: "telerad \(teleradVersion)", date: date, prefix: prefix)
        do {
            try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        } catch {
            throw Failure(.unwritable, "\(folder): can't be made: \(error.localizedDescription)")
        }
        for page in pages { try writeReport(page.text, to: "\(folder)/\(page.fileName)") }
    }

    /// What the argument parser knows of all commands, as JSON.
    private static func dump() -> String {
        do {
            _ = try Telerad.parseAsRoot(["--experimental-dump-help"])
            return ""
        } catch {
            return Telerad.fullMessage(for: error)
        }
    }
}
