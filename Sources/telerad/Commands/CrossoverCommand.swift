import ArgumentParser
import Experiments
import Reports
import ScenarioFiles
import Teleradiology

/// `telerad crossover`: where two designs are equal as one parameter moves.
struct CrossoverCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "crossover",
        abstract: "Find the value of a parameter at which two designs are equally good.",
        discussion: """
            The designs are cloud and on-premise, or the file as it stands and a variant
            (--variant once), or two variants (--variant twice). The parameter is a path
            as --set takes it and a range; '*' stands for every item of a list. Both
            designs see the same random numbers at every value.

              telerad crossover Scenarios/demo.yaml \\
                --measure "transfer(modality: ct).mean" \\
                --over "sites.*.uplink.round_trip.cloud=2 ms..80 ms"
              telerad crossover Scenarios/demo.yaml --measure rtat.mean \\
                --variant "two night readers" \\
                --over "readers.Night team.speed=1.0..3.0 in 7"
              telerad crossover Scenarios/demo.yaml --measure "rtat(priority: stat).p95" \\
                --over "technologies.on-premise.line.bandwidth=20 Mbit/s..1 Gbit/s log" \\
                --json

            The interval of the crossing comes from the paired differences. It says so
            when there is no crossing in the range, or several.
            """)

    @Argument(help: ArgumentHelp("A scenario file.", valueName: "file"), completion: .scenarioFile)
    var file: String

    @Option(
        name: .customLong("over"),
        help: ArgumentHelp(
            "The parameter and its range: 'path=from..to', with 'in N' for the points looked at first (9), 'log' for a logarithmic scale.",
            valueName: "path=from..to"))
    var parameter: String

    @Option(
        help: ArgumentHelp(
            "What is compared: 'rtat.mean', 'transfer(modality: ct).p95', 'within_target(priority: stat)', 'cost'.",
            valueName: "measure"))
    var measure = "rtat.mean"

    @Option(
        name: .customLong("variant"), parsing: .singleValue,
        help: ArgumentHelp("A variant to compare; once or twice.", valueName: "name"), completion: .variant)
    var variants: [String] = []

    @OptionGroup var options: ScenarioOptions
    @OptionGroup var output: OutputOptions
    @OptionGroup var figures: FigureOptions

    func validate() throws {
        try output.check([.text, .json, .page], orElse: ". 'telerad sweep' writes a table of points")
        if variants.count > 2 { throw ValidationError("--variant can be given once or twice") }
    }

    func run() async throws {
        try figures.check()
        let swept = try sweptParameter(parameter)
        let source = try options.load(file)
        guard case .range(let range) = swept.values else {
            try options.checkPath(of: swept, in: source)
            throw Failure(.usage, "--over \(parameter): error: expected a range 'from..to', not a list")
        }
        let designs = try designs(of: source)
        let search = CrossoverSearch(over: range)
        let at = { (value: Double) in ["\(swept.path)=\(range.text(value))"] }
        // Every point of the grid is read before the first one runs.
        var scenarios: [Scenario] = []
        for value in search.grid {
            for design in designs { scenarios.append(try options.scenario(design.file, at: at(value))) }
        }
        let first = scenarios[0]
        let measure = try parsedMeasure(measure, in: first, option: "--measure")
        let options = options
        let progress = Progress(
            "crossover", total: (search.grid.count + 12) * 2 * first.replications, output)
        var finished = 0
        let crossover = try await search.run { value throws(Failure) in
            var values: [[Double?]] = []
            for design in designs {
                let before = finished
                do {
                    let scenario = try options.scenario(design.file, at: at(value)).tallying([measure])
                    let result = try await Experiment(
                        scenario, threads: options.threads,
                        ended: { progress.add(studies: $0.conservation.created) }
                    ).run { progress.update(before + $0) }
                    finished += result.replications.count
                    values.append(result.replications.map { $0[measure] })
                } catch let error as ModelError {
                    throw Failure(
                        error.reason == .invariantBroken ? .runFailed : .invalidScenario,
                        "\(design.name) at \(range.text(value)): \(error)")
                } catch let failure as Failure {
                    throw failure
                } catch {
                    throw Failure(.runFailed, "\(error)")
                }
            }
            return PairedPoint(value: value, first: values[0], second: values[1])
        }
        progress.finish()
        let subject = CrossoverSubject(
            first: designs[0].name, second: designs[1].name, path: swept.path, range: range, measure: measure,
            scenario: first)
        let page = CrossoverPage(crossover, subject, command: repeated)
        try figures.write(page.charts)
        try output.write(
            json: CrossoverJSON.value(crossover, subject).text, page: page.text,
            text: CrossoverText(crossover, subject, style: output.style).text)
    }

    /// The two designs.
    private func designs(of source: ScenarioFile) throws -> [(name: String, file: ScenarioFile)] {
        let named = try variants.map { ($0, try options.variant($0, of: source)) }
        if named.count == 2 { return named }
        let base = try options.scenario(source)
        let besideBase = { (other: (name: String, file: ScenarioFile)) in
            let scenario = try options.scenario(other.file)
            return [(source.baseName(base, beside: [(other.name, scenario)]), source), other]
        }
        if let only = named.first { return try besideBase(only) }
        if base.technologies[.cloud] != nil, base.technologies[.onPremise] != nil {
            return try [DeliveryTechnology.cloud, .onPremise].map {
                ($0.rawValue, try source.setting(["delivery=\($0.rawValue)"]))
            }
        }
        if source.variantNames.count == 1, let only = source.variantNames.first {
            return try besideBase((only, try options.variant(only, of: source)))
        }
        throw Failure(
            .invalidScenario,
            "\(file): which designs? Name one or two variants with --variant"
                + (source.variantNames.isEmpty ? "" : ": \(source.variantNames.joined(separator: ", "))"))
    }
}
