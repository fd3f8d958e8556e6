import ArgumentParser
import Reports

/// `telerad run`: runs one scenario and reports.
struct RunCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "run",
        abstract: "Run a scenario and report turnaround and throughput per modality.",
        discussion: """
            The same file and seed give the same bytes, whatever the number of threads.

              telerad run Scenarios/demo.yaml
              telerad run Scenarios/demo.yaml --replications 50 --set "readers.Night team.count=5"
              telerad run Scenarios/demo.yaml --json --output result.json
            """)

    @Argument(help: ArgumentHelp("A scenario file.", valueName: "file"))
    var file: String

    @Option(help: ArgumentHelp("Run this variant of the file.", valueName: "name"))
    var variant: String?

    @OptionGroup var options: ScenarioOptions
    @OptionGroup var output: OutputOptions

    func run() async throws {
        var source = try options.load(file)
        if let variant { source = try options.variant(variant, of: source) }
        let result = try await runExperiment(options.scenario(source), title: file, options, output)
        try output.write(output.json ? RunJSON.value(result).text : RunText(result).text)
    }
}
