import ArgumentParser
import Foundation
import Reports
import ScenarioFiles

/// `telerad init`: writes a scenario to begin with.
struct InitCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "init",
        abstract: "Write a scenario to begin with: commented, and ready to run.",
        discussion: """
            Templates:

            \(templates("  "))

            The file says which of its lines to change first. Beside it the schema of
            scenario files is written (telerad.schema.json, where there is none yet), which
            editors complete and check with. Without a template, the templates are listed.

              telerad init night-cover
              telerad init single-hospital --output clinics/ours.yaml
              telerad init replay SampleStudies
              telerad init --json
            """)

    @Argument(
        help: ArgumentHelp("A template; none lists them.", valueName: "template"),
        completion: .list(ScenarioTemplate.all.map(\.name)))
    var template: String?

    @Argument(
        help: ArgumentHelp("The folder or archive of DICOM files to replay.", valueName: "folder"),
        completion: .file())
    var folder: String?

    @Option(
        name: .shortAndLong,
        help: ArgumentHelp(
            "The file to write (default: the template's name in this folder); - prints it.", valueName: "file"
        ),
        completion: .file(extensions: ["yaml", "yml"]))
    var output: String?

    @Flag(help: "Write over a file that is there.")
    var force = false

    @Flag(help: "Write no schema, and no line that asks editors for it.")
    var noSchema = false

    @Flag(help: "List the templates as JSON for programs.")
    var json = false

    @OptionGroup var console: ConsoleOptions

    func validate() throws {
        let endings = ["", "yaml", "yml"]
        if let output, !endings.contains((output as NSString).pathExtension.lowercased()) {
            throw ValidationError("--output \(output): a scenario is YAML; write .yaml")
        }
    }

    func run() throws {
        guard let template else { return try list() }
        if json { throw ValidationError("--json lists the templates; leave the template out") }
        guard let chosen = ScenarioTemplate.named(template) else {
            let hint = ScenarioTemplate.nearest(to: template).map { "; did you mean '\($0.name)'?" } ?? "."
            throw Failure(
                .usage, "there is no template '\(template)'\(hint) Templates:\n\n\(Self.templates("  "))")
        }
        if folder != nil, !chosen.replays {
            throw ValidationError("the template '\(chosen.name)' replays no folder")
        }
        if folder == nil, chosen.replays {
            throw ValidationError(
                "the template 'replay' needs a folder or an archive of DICOM files: telerad init replay FOLDER"
            )
        }
        let file = output == "-" ? "\(chosen.name).yaml" : output ?? "\(chosen.name).yaml"
        let folder = try folder.map { try named($0, from: file) }
        var text = chosen.text(named: file, replaying: folder)
        if noSchema { text = text.split(separator: "\n", maxSplits: 1).last.map(String.init) ?? text }
        if output == "-" { return try printReport(text) }
        try write(text, to: file)
    }

    private func list() throws {
        if output != nil { throw ValidationError("--output needs a template") }
        guard json else { return try printReport(Self.templates("") + "\n") }
        let templates = ScenarioTemplate.all.map { template in
            JSONValue.object([("name", .string(template.name)), ("summary", .string(template.summary))])
        }
        try printReport(
            JSONValue.object([("schema", .string("telerad.templates/1")), ("templates", .array(templates))])
                .text)
    }

    private func write(_ text: String, to file: String) throws {
        if !force, FileManager.default.fileExists(atPath: file) {
            throw Failure(.unwritable, "\(file): is there already; --force writes over it")
        }
        try writeReport(text, to: file)
        printError("\(file) is written; next:")
        printError("  telerad validate \(file)")
        printError("  telerad run \(file)")
        if noSchema { return }
        let beside = (file as NSString).deletingLastPathComponent
        let schema = beside.isEmpty ? "telerad.schema.json" : beside + "/telerad.schema.json"
        // It belongs to the program, and may be a newer one's.
        if FileManager.default.fileExists(atPath: schema) { return }
        try writeReport(ScenarioSchemaJSON.value.text, to: schema)
        printError("\(schema) lets editors complete and check it.")
    }

    /// What a scenario file calls a folder that was named from here.
    private func named(_ folder: String, from file: String) throws -> String {
        guard FileManager.default.fileExists(atPath: folder) else {
            throw Failure(.unreadable, "\(folder): there is no such folder or archive")
        }
        let isHere = (file as NSString).deletingLastPathComponent.isEmpty
        if isHere || folder.hasPrefix("/") { return folder }
        return URL(filePath: folder).standardizedFileURL.path(percentEncoded: false)
    }

    private static func templates(_ indent: String) -> String {
        let width = ScenarioTemplate.all.map(\.name.count).max() ?? 0
        return ScenarioTemplate.all.map { template in
            indent + template.name.padding(toLength: width + 2, withPad: " ", startingAt: 0)
                + template.summary
        }.joined(separator: "\n")
    }
}
