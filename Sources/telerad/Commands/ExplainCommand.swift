import ArgumentParser
import Reports
import ScenarioFiles

/// `telerad explain`: a scenario in plain words, with every value and where it comes from.
struct ExplainCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "explain",
        abstract: "Tell a scenario in plain words, and where each of its values comes from.",
        discussion: """
            First who makes studies, how they travel, who reads them, in which order, and
            what is promised. Then every value of the scenario, those that the file leaves
            out filled in, each with the line that says it, the option, the variant, the
            preset with its source ([S] seen, [D] derived, [M] assumed), or 'default'. The
            names that lead to a value, joined by points, are its path for --set. Last
            what a scenario can have and this one has not.

              telerad explain Scenarios/demo.yaml
              telerad explain Scenarios/demo.yaml --variant on-premise
              telerad explain night.yaml --set "readers.Night team.count=5" --json
            """)

    @Argument(help: ArgumentHelp("A scenario file.", valueName: "file"), completion: .scenarioFile)
    var file: String

    @Option(help: ArgumentHelp("Tell this variant of the file.", valueName: "name"), completion: .variant)
    var variant: String?

    @OptionGroup var options: ScenarioOptions
    @OptionGroup var output: OutputOptions

    func validate() throws { try output.check([.text, .json]) }

    func run() throws {
        let whole = try options.load(file)
        let told = try variant.map { try options.variant($0, of: whole) } ?? whole
        let explained = try ScenarioOptions.rethrowing { () throws(ScenarioError) in
            try told.explained(brokenFiles: options.broken)
        }
        for warning in explained.warnings { printOnce(warning.description) }
        let variants = whole.variantNames
        try output.write(
            output.json
                ? ExplainJSON.value(explained, file: file, variant: variant, variants: variants).text
                : ExplainText(
                    explained, file: file, variant: variant, variants: variants, style: output.style
                ).text)
    }
}
