import ArgumentParser
import Reports
import ScenarioFiles
import Teleradiology

/// `telerad validate`: checks scenario files, variants included.
struct ValidateCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "validate",
        abstract: "Check scenario files and report every error at its place.",
        discussion: """
            Every variant is checked too, and that each study has a reader who may read
            it.

              telerad validate Scenarios/demo.yaml
              telerad validate night.yaml --set "readers.Night team.count=5"
              telerad validate *.yaml --json
            """)

    @Argument(help: ArgumentHelp("Scenario files.", valueName: "file"), completion: .scenarioFile)
    var files: [String]

    @OptionGroup var options: ScenarioOptions

    @Flag(help: "Print JSON for programs instead of text for people.")
    var json = false

    @OptionGroup var console: ConsoleOptions

    func run() throws {
        var isValid = true
        var reports: [JSONValue] = []
        for path in files {
            let diagnostics = check(path)
            let errors = diagnostics.filter { $0.severity == .error }
            if !errors.isEmpty { isValid = false }
            if json {
                reports.append(ValidateJSON.value(file: path, diagnostics: diagnostics))
            } else {
                for diagnostic in diagnostics { printError(diagnostic.description) }
                if errors.isEmpty { try printReport("\(path): a good scenario\n") }
            }
        }
        if json { try printReport(ValidateJSON.value(isValid: isValid, files: reports).text) }
        if !isValid { throw ExitCode(Failure.Code.invalidScenario.rawValue) }
    }

    private func check(_ path: String) -> [ScenarioDiagnostic] {
        var found: [ScenarioDiagnostic] = []
        func note(_ diagnostics: [ScenarioDiagnostic]) {
            for diagnostic in diagnostics where !found.contains(diagnostic) { found.append(diagnostic) }
        }
        func read(_ file: ScenarioFile, _ name: String) throws(ScenarioError) {
            let (scenario, warnings) = try file.read(brokenFiles: options.broken)
            note(warnings)
            do throws(ModelError) {
                let model = try TeleradiologyModel(options.adapt(scenario))
                note(
                    model.warnings.map {
                        ScenarioDiagnostic(
                            severity: .warning, place: ScenarioPlace(file: path, line: 0, column: 0),
                            message: "\(name)\($0)", sourceLine: nil)
                    })
            } catch {
                note([
                    ScenarioDiagnostic(
                        severity: .error, place: ScenarioPlace(file: path, line: 0, column: 0),
                        message: "\(name)\(error)", sourceLine: nil)
                ])
            }
        }
        do throws(ScenarioError) {
            let file = try ScenarioFile(contentsOfFile: path).setting(options.assignments)
            do throws(ScenarioError) { try read(file, "") } catch { note(error.diagnostics) }
            for name in file.variantNames {
                do throws(ScenarioError) {
                    try read(file.variant(name), "variant \(name): ")
                } catch {
                    note(error.diagnostics)
                }
            }
        } catch {
            note(error.diagnostics)
        }
        return found
    }
}
