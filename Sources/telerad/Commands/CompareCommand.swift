import ArgumentParser
import Experiments
import Reports
import ScenarioFiles

/// `telerad compare`: runs a scenario and its variants on the same studies.
struct CompareCommand: DesignedCommand {
    static let configuration = CommandConfiguration(
        commandName: "compare",
        abstract: "Run a scenario and its variants on the same studies and report the differences.",
        discussion: """
            The file as it stands is the base; each of its variants, or those named, is
            compared with it. Reports call it by its 'base', or by its technology where a
            variant switches that, or "base case". A file without variants compares the
            technologies that it describes.

              telerad compare Scenarios/demo.yaml
              telerad compare Scenarios/demo.yaml --variant on-premise
              telerad compare Scenarios/demo.yaml \\
                --measure "rtat(priority: stat).p95" --measure "wait(ct).mean"
              telerad compare Scenarios/demo.yaml --json --output compare.json
              telerad compare Scenarios/demo.yaml --replications 5000 --results night
              telerad compare Scenarios/demo.yaml --studies studies.parquet \\
                --studies-replication all
            """)

    @Argument(help: ArgumentHelp("A scenario file.", valueName: "file"), completion: .scenarioFile)
    var file: String

    @Option(
        name: .customLong("variant"), parsing: .singleValue,
        help: ArgumentHelp("Compare this variant only. May be given several times.", valueName: "name"),
        completion: .variant)
    var variants: [String] = []

    @OptionGroup var measures: MeasureOptions
    @OptionGroup var studies: StudiesOptions
    @OptionGroup var results: ResultsOptions
    @OptionGroup var options: ScenarioOptions
    @OptionGroup var table: TableOptions
    @OptionGroup var figures: FigureOptions

    var output: OutputOptions { table.output }

    func validate() throws {
        try studies.check(results)
        try table.check()
    }

    func run() async throws {
        try figures.check()
        let experiment = try experiment()
        for design in experiment.designs { try warn(of: design.scenario, design.name) }
        let table = try studies.open(experiment.designs.map { ($0.name, $0.scenario) })
        try await experiment.run(options, output, results, studies: table)
    }

    func experiment() throws -> DesignedExperiment<ExperimentResult> {
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
        let asked = try measures.measures(asked: [base] + scenarios.map(\.1))
        let all = ([(source.baseName(base, beside: scenarios), base)] + scenarios).map {
            ExperimentDesign(name: $0.0, scenario: $0.1.tallying(asked))
        }
        return DesignedExperiment(title: "compare", designs: all, undivided: studies.undivided) {
            $1
        } report: { results in
            let arms = zip(all, results).map { Comparison.Arm(name: $0.name, result: $1) }
            let comparison = Comparison(base: arms[0], variants: Array(arms.dropFirst()), measures: asked)
            let text = CompareText(comparison, style: output.style)
            let page = ComparePage(comparison, command: repeated)
            try figures.write(page.charts)
            try table.write(
                json: CompareJSON.value(comparison).text,
                table: text.table(orElse: MeasureOptions.first(in: base)), page: page.text, text: text.text)
        }
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
