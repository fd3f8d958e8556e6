import ArgumentParser
import Foundation
import Reports

/// `telerad schema`: the form of scenario files, for editors.
struct SchemaCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "schema",
        abstract: "Print the JSON Schema of scenario files, for editors.",
        discussion: """
            With it an editor completes keys, shows what they are for and what holds
            without them, and underlines what is wrong while one types. Put the file beside
            your scenarios, and begin them with the line

              # yaml-language-server: $schema=telerad.schema.json

            which editors with the YAML language server understand (Visual Studio Code,
            Neovim, Emacs and others); nothing is fetched from anywhere. The schema knows
            forms; names, sums and what goes together are checked by 'telerad validate'.

              telerad schema --output telerad.schema.json
              telerad schema --json
            """)

    @Flag(help: "Print JSON; it is never anything else.")
    var json = false

    @Option(
        name: .shortAndLong,
        help: ArgumentHelp(
            "Write the schema to a file, whole or not at all, instead of printing it.", valueName: "file"),
        completion: .file())
    var output: String?

    @OptionGroup var console: ConsoleOptions

    func validate() throws {
        if let output, !(output as NSString).pathExtension.isEmpty, !output.lowercased().hasSuffix(".json") {
            throw ValidationError("--output \(output): the schema is JSON; write .json")
        }
    }

    func run() throws {
        let text = ScenarioSchemaJSON.value.text
        guard let output else { return try printReport(text) }
        try writeReport(text, to: output)
    }
}
