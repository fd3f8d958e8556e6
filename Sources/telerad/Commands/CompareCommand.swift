import ArgumentParser
import Experiments
import Reports
import ScenarioFiles

/// `telerad compare`: runs a scenario and its variants on the same studies.
struct CompareCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "compare",
        abstract: "Run a scenario and its variants on the same studies and report the differences.",
        discussion: """
            The file as it stands is the base; each of its variants, or those named, is compared with it. A file without
            variants compares the technologies that it describes.

              telerad compare Scenarios/demo.yaml
              telerad compare Scenarios/demo.yaml --variant on-premise
              telerad compare Scenarios/demo.yaml --json --output compare.json
            """)

    @Argument(help: ArgumentHelp("A scenario file.", valueName: "file"))
    var file: String

    @Option(
        name: .customLong("variant"), parsing: .singleValue,
        help: ArgumentHelp("Compare this variant only. May be given several times.", valueName: "name"))
    var variants: [String] = []

    @OptionGroup var options: ScenarioOptions
    @OptionGroup var output: OutputOptions

    func run() async throws {
        let source = try options.load(file)
        // Every design is read before the first one runs: an error in the last must not cost the time of the first.
        let base = try options.scenario(source)
        var designs: [(name: String, scenario: ScenarioFile)] = []
        for name in variants.isEmpty ? source.variantNames : variants {
            designs.append((name, try options.variant(name, of: source)))
        }
        if designs.isEmpty {
            for other in base.describedDeliveries where other != base.delivery {
                designs.append((other.rawValue, try source.setting(["delivery=\(other.rawValue)"])))
            }
            if designs.isEmpty {
                throw Failure(
                    .invalidScenario,
                    "\(file): nothing to compare: the file has no variants and one technology only")
            }
        }
        let scenarios = try designs.map { ($0.name, try options.scenario($0.scenario)) }
        let baseResult = try await runExperiment(base, title: base.delivery.rawValue, options, output)
        var arms: [Comparison.Arm] = []
        for (name, scenario) in scenarios {
            arms.append(
                Comparison.Arm(
                    name: name, result: try await runExperiment(scenario, title: name, options, output)))
        }
        let baseName =
            arms.contains { $0.name == base.delivery.rawValue }
            ? "as the file stands" : base.delivery.rawValue
        let comparison = Comparison(base: Comparison.Arm(name: baseName, result: baseResult), variants: arms)
        try output.write(output.json ? CompareJSON.value(comparison).text : CompareText(comparison).text)
    }
}

extension ScenarioOptions {
    /// A variant of a file; one that is not there ends the command.
    func variant(_ name: String, of file: ScenarioFile) throws -> ScenarioFile {
        do {
            return try file.variant(name)
        } catch {
            throw Failure(.invalidScenario, error.description)
        }
    }
}
