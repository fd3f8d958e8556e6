import ArgumentParser
import Experiments
import Reports
import ScenarioFiles

/// `telerad sensitivity`: which parameters matter.
struct SensitivityCommand: DesignedCommand {
    static let configuration = CommandConfiguration(
        commandName: "sensitivity",
        abstract: "See which parameters a measure depends on, the strongest first.",
        discussion: """
            Each parameter is put at its lower and at its upper value while the others
            stand as in the file: a tornado. With --samples all of them move together,
            over a Latin hypercube, and the rank correlation of each with the measure is
            told. A parameter is a path as --set takes it, '=', and a range or a list, of
            which the first and the last value count. All scenarios see the same random
            numbers.

              telerad sensitivity Scenarios/demo.yaml \\
                --over "readers.Night team.count=1..3" \\
                --over "sites.*.uplink.bandwidth=20 Mbit/s..500 Mbit/s log" \\
                --over "readers.*.speed=0.8..1.2"
              telerad sensitivity Scenarios/demo.yaml \\
                --measure "rtat(priority: stat).p95" --samples 60 --csv \\
                --over "sites.St Anna.demand.ct.arrivals.per_day=50..90" \\
                --over "delivery=cloud, on-premise"
            """)

    @Argument(help: ArgumentHelp("A scenario file.", valueName: "file"), completion: .scenarioFile)
    var file: String

    @Option(
        name: .customLong("over"), parsing: .singleValue,
        help: ArgumentHelp(
            "A parameter and its values: 'readers.Night team.count=1..3'. May be given several times.",
            valueName: "path=values"))
    var parameters: [String] = []

    @Option(
        help: ArgumentHelp(
            "What depends on them: 'rtat.mean', 'transfer(modality: ct).p95', 'within_target', 'cost'.",
            valueName: "measure"))
    var measure = "rtat.mean"

    @Option(
        help: ArgumentHelp(
            "Also take so many points of a Latin hypercube, 4 at least, for rank correlations.",
            valueName: "number"))
    var samples: Int?

    @Option(help: ArgumentHelp("Look at this variant of the file.", valueName: "name"), completion: .variant)
    var variant: String?

    @OptionGroup var results: ResultsOptions
    @OptionGroup var options: ScenarioOptions
    @OptionGroup var table: TableOptions
    @OptionGroup var figures: FigureOptions

    var output: OutputOptions { table.output }

    func validate() throws {
        try table.check()
        if parameters.isEmpty {
            throw ValidationError("say which parameters: --over \"readers.Night team.count=1..3\"")
        }
        if let samples, !(4...SweepDesign.most).contains(samples) {
            throw ValidationError("--samples must be 4 to \(SweepDesign.most), not \(samples)")
        }
    }

    func run() async throws {
        try figures.check()
        try await experiment().run(options, output, results)
    }

    func experiment() throws -> DesignedExperiment<Sensitivity.Run> {
        let source = try options.load(file, variant: variant)
        let base = try options.scenario(source)
        let measure = try parsedMeasure(measure, in: base, option: "--measure")
        let design = try design(of: source, seed: base.seed)
        let designs = try design.assignments.map { assignments in
            ExperimentDesign(
                name: assignments.isEmpty ? "as the file stands" : assignments.joined(separator: ", "),
                scenario: try options.scenario(source, at: assignments).tallying([measure]))
        }
        return DesignedExperiment(title: "sensitivity", designs: designs) {
            Sensitivity.Run($1, measure)
        } report: { runs in
            let sensitivity = Sensitivity(design, measure, base, runs)
            let text = SensitivityText(sensitivity, style: output.style)
            let page = SensitivityPage(sensitivity, command: repeated)
            try figures.write(page.charts)
            try table.write(
                json: SensitivityJSON.value(sensitivity).text, table: text.table, page: page.text,
                text: text.text
            )
        }
    }

    private func design(of source: ScenarioFile, seed: UInt64) throws -> SensitivityDesign {
        let swept = try parameters.map { try sweptParameter($0) }
        do {
            return try SensitivityDesign(swept, samples: samples ?? 0, seed: seed)
        } catch {
            for parameter in swept { try options.checkPath(of: parameter, in: source) }
            switch error {
            case .singleValue(let path):
                throw Failure(
                    .usage, "--over \(path): error: give a range 'from..to', or two values at least")
            case .twice(let path):
                throw Failure(.usage, "--over \(path): error: is given twice")
            }
        }
    }
}
