import ArgumentParser
import Reports
import ScenarioFiles

/// `telerad validate`: checks scenario files, variants included.
struct ValidateCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "validate",
        abstract: "Check scenario files and report every error at its place.",
        discussion: """
            All errors of a file are reported at once, those of the files that it extends
            and of its variants too, each with its line and a caret under the place. It is
            also checked that each study has a reader who may read it.

              telerad validate Scenarios/demo.yaml
              telerad validate night.yaml --set "readers.Night team.count=5"
              telerad validate *.yaml --json
            """)

    @Argument(help: ArgumentHelp("Scenario files.", valueName: "file"), completion: .scenarioFile)
    var files: [String]

    @Option(
        help: ArgumentHelp(
            "The most errors and warnings to print for a file; the rest is counted. 0 for all.",
            valueName: "number"))
    var limit = 50

    @OptionGroup var options: ScenarioOptions

    @Flag(help: "Print JSON for programs instead of text for people.")
    var json = false

    @OptionGroup var console: ConsoleOptions

    func validate() throws {
        if limit < 0 { throw ValidationError("--limit must be 0 or more, not \(limit)") }
    }

    func run() throws {
        let findings = files.map { path in
            (
                path,
                ScenarioFile.findings(
                    inFile: path, setting: options.assignments, brokenFiles: options.broken)
            )
        }
        let isValid = findings.allSatisfy(\.1.isValid)
        if json {
            let reports = findings.map { ValidateJSON.value(file: $0, $1) }
            try printReport(ValidateJSON.value(isValid: isValid, files: reports).text)
        } else {
            for (path, found) in findings { try report(path, found) }
        }
        if !isValid { throw ExitCode(Failure.Code.invalidScenario.rawValue) }
    }

    private func report(_ path: String, _ found: ScenarioFindings) throws {
        let shown = limit == 0 ? found.diagnostics[...] : found.diagnostics.prefix(limit)
        for diagnostic in shown { printError(diagnostic.description) }
        let rest = found.diagnostics.count - shown.count + found.omitted
        if rest > 0 { printError("\(path): \(rest) more are not shown; --limit 0 shows all") }
        if found.isValid {
            try printReport("\(path): a good scenario\n")
        } else {
            let errors = found.diagnostics.count { $0.severity == .error } + found.omitted
            let warnings = found.diagnostics.count { $0.severity == .warning }
            printError(
                "\(path): \(Self.count(errors, "error"))\(warnings > 0 ? ", \(Self.count(warnings, "warning"))" : "")"
            )
        }
    }

    private static func count(_ number: Int, _ what: String) -> String {
        "\(number) \(what)\(number == 1 ? "" : "s")"
    }
}
