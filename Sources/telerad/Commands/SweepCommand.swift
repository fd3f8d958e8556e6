import ArgumentParser
import Experiments
import Reports
import ScenarioFiles
import Teleradiology

/// `telerad sweep`: runs a scenario at many values of its parameters.
struct SweepCommand: DesignedCommand {
    static let configuration = CommandConfiguration(
        commandName: "sweep",
        abstract: "Run a scenario at many values of its parameters; one row for each.",
        discussion: """
            A parameter is a path as --set takes it, '=', and values: a list, or a range
            'from..to in N', with 'log' for even steps on a logarithmic scale, or 'by' a
            distance. Whole numbers need no more than 'from..to'. '*' stands for every
            item of a list, such as every site. Several parameters are combined, every
            value with every other. All points see the same random numbers.

              telerad sweep Scenarios/demo.yaml --over "readers.Night team.count=1..4"
              telerad sweep Scenarios/demo.yaml \\
                --over "sites.St Anna.uplink.bandwidth=20 Mbit/s, 50 Mbit/s, 100 Mbit/s" \\
                --over "delivery=cloud, on-premise"
              telerad sweep Scenarios/demo.yaml \\
                --over "sites.*.uplink.round_trip.cloud=5 ms..80 ms in 4" \\
                --measure "transfer(modality: ct).p95" --csv
              telerad sweep Scenarios/demo.yaml --samples 20 \\
                --over "readers.Day team.speed=0.8..1.5" \\
                --over "sites.St Anna.uplink.bandwidth=10 Mbit/s..1 Gbit/s log" --json

            With --all-variants or --variant, and nothing to go over, there is a row for
            the file and for each of its variants; 'compare' tells their differences.

              telerad sweep Scenarios/demo.yaml --all-variants --csv

            With --samples, points are a Latin hypercube sample: each parameter is cut
            into as many equal parts as there are points, and each part is used once.
            """)

    @Argument(help: ArgumentHelp("A scenario file.", valueName: "file"), completion: .scenarioFile)
    var file: String

    @Option(
        name: .customLong("over"), parsing: .singleValue,
        help: ArgumentHelp(
            "A parameter and its values: 'readers.Night team.count=1..4'. May be given several times.",
            valueName: "path=values"))
    var parameters: [String] = []

    @Option(
        help: ArgumentHelp(
            "Take so many points of a Latin hypercube instead of every combination.", valueName: "number"))
    var samples: Int?

    @OptionGroup var measures: MeasureOptions

    @Option(
        name: .customLong("variant"), parsing: .singleValue,
        help: ArgumentHelp(
            "Sweep this variant too, beside the file as it stands. May be given several times.",
            valueName: "name"), completion: .variant)
    var variants: [String] = []

    @Flag(help: "Sweep every variant of the file too.")
    var allVariants = false

    @OptionGroup var results: ResultsOptions
    @OptionGroup var options: ScenarioOptions
    @OptionGroup var table: TableOptions
    @OptionGroup var figures: FigureOptions

    var output: OutputOptions { table.output }

    func validate() throws {
        try table.check()
        if parameters.isEmpty, variants.isEmpty, !allVariants {
            throw ValidationError("say what to sweep: --over \"readers.Night team.count=1..4\"")
        }
        if parameters.isEmpty, samples != nil {
            throw ValidationError("--samples needs parameters to choose values of: --over \"path=range\"")
        }
        if let samples, !(1...SweepDesign.most).contains(samples) {
            throw ValidationError("--samples must be 1 to \(SweepDesign.most), not \(samples)")
        }
    }

    func run() async throws {
        try figures.check()
        try await experiment().run(options, output, results)
    }

    func experiment() throws -> DesignedExperiment<Sweep.Row> {
        let source = try options.load(file)
        let base = try options.scenario(source)
        let design = try design(of: source, seed: base.seed)
        var designs: [(name: String?, file: ScenarioFile)] = [(nil, source)]
        let names = allVariants ? source.variantNames : variants
        if names.isEmpty, parameters.isEmpty {
            throw Failure(
                .invalidScenario,
                "\(file): the file has no variants; say what to sweep: --over \"readers.Night team.count=1..4\""
            )
        }
        if !names.isEmpty {
            let others = try names.map { ($0, try options.variant($0, of: source)) }
            let scenarios = try others.map { ($0.0, try options.scenario($0.1)) }
            designs = [(source.baseName(base, beside: scenarios), source)] + others
        }
        // Every point is read before the first one runs: an error in the last must not cost the time of the others.
        var points: [Sweep.Point] = []
        for (name, file) in designs {
            for values in design.points {
                let scenario = try options.scenario(file, at: design.assignments(values))
                let asked = try measures.measures(in: scenario)
                points.append(
                    Sweep.Point(
                        design: name, values: values, scenario: scenario.tallying(asked), measures: asked))
            }
        }
        let all = points
        return DesignedExperiment(
            title: "sweep",
            designs: all.map {
                ExperimentDesign(
                    name: ([$0.design].compactMap(\.self) + design.assignments($0.values))
                        .joined(separator: ", "), scenario: $0.scenario)
            }
        ) {
            Sweep.Row(all[$0], $1)
        } report: { rows in
            let sweep = Sweep(design: design, rows: rows)
            let text = SweepText(sweep, style: output.style)
            let page = SweepPage(sweep, command: repeated)
            try figures.write(page.charts)
            try table.write(
                json: SweepJSON.value(sweep).text, table: text.table, page: page.text, text: text.text)
        }
    }

    private func design(of source: ScenarioFile, seed: UInt64) throws -> SweepDesign {
        let swept = try parameters.map { try sweptParameter($0) }
        do {
            return try SweepDesign(
                swept, samples.map { .latinHypercube(points: $0) } ?? .fullFactorial, seed: seed)
        } catch {
            for parameter in swept { try options.checkPath(of: parameter, in: source) }
            switch error {
            case .rangeWithoutCount(let path):
                throw Failure(
                    .usage,
                    "--over \(path): error: say how many values: 'from..to in 5', or --samples 20 for a sample"
                )
            case .tooManyPoints(_, let most):
                throw Failure(.usage, "the sweep has more than \(most) points; use --samples")
            }
        }
    }
}
