import ArgumentParser
import Experiments
import Reports
import ScenarioFiles
import Teleradiology

/// `telerad run`: runs one scenario and reports.
struct RunCommand: DesignedCommand {
    static let configuration = CommandConfiguration(
        commandName: "run",
        abstract: "Run a scenario and report turnaround and throughput per modality.",
        discussion: """
            The same file and seed give the same bytes, whatever the number of threads.
            Expectations of the file ('expect') are checked; when one fails, the exit code
            is 99.

              telerad run Scenarios/demo.yaml
              telerad run Scenarios/demo.yaml --replications 50 \\
                --set "readers.Night team.count=5"
              telerad run Scenarios/demo.yaml --precision "rtat.p95 5 %" \\
                --precision "wait(priority: stat).mean 10 s"
              telerad run Scenarios/demo.yaml --junit expectations.xml --json \\
                --output result.json
              telerad run Scenarios/demo.yaml --replications 5000 --results night
              telerad run Scenarios/demo.yaml --log milestones.ndjson
              telerad run Scenarios/demo.yaml --log milestones.syslog \\
                --log-replication all
              telerad run Scenarios/demo.yaml --studies studies.parquet
            """)

    @Argument(help: ArgumentHelp("A scenario file.", valueName: "file"), completion: .scenarioFile)
    var file: String

    @Option(help: ArgumentHelp("Run this variant of the file.", valueName: "name"), completion: .variant)
    var variant: String?

    @Option(
        name: .customLong("precision"), parsing: .singleValue,
        help: ArgumentHelp(
            """
            Go on with replications until a measure is known so well: 'rtat.p95 5 %', 'wait.mean 30 s', \
            'within_target 0.5 points'. May be given several times; instead of the file's 'precision'.
            """, valueName: "measure amount"))
    var precision: [String] = []

    @Option(help: ArgumentHelp("The most replications for a precision.", valueName: "number"))
    var maxReplications = Experiment.mostReplications

    @OptionGroup var expectations: ExpectationOptions
    @OptionGroup var log: LogOptions
    @OptionGroup var studies: StudiesOptions
    @OptionGroup var results: ResultsOptions
    @OptionGroup var options: ScenarioOptions
    @OptionGroup var output: OutputOptions
    @OptionGroup var figures: FigureOptions

    func validate() throws {
        try output.check([.text, .json, .page], orElse: ". --studies FILE writes a table of all studies")
        if !(2...1_000_000).contains(maxReplications) {
            throw ValidationError("--max-replications must be 2 to 1000000, not \(maxReplications)")
        }
        try studies.check(results)
        if log.log != nil, results.folder != nil {
            throw ValidationError("--log needs every replication run; --results runs what is kept no more")
        }
    }

    func run() async throws {
        try figures.check()
        let experiment = try experiment()
        let scenario = experiment.designs[0].scenario
        let targets = try targets(scenario)
        if targets.isEmpty, log.log == nil, studies.studies == nil {
            try warn(of: scenario, file)
            return try await experiment.run(options, output, results)
        }
        let events = try log.open(scenario)
        let table = try studies.open([(variant, scenario)])
        let folder = try results.open(ExperimentPlan(experiment.designs, arguments: []))
        let interruption = folder.map { Interruption($0) }
        // All replications in one file stand one behind the other, so that the same run gives the same bytes.
        let threads: Int? = events != nil && log.logReplication.index == nil ? 1 : nil
        let result = try await runExperiment(
            scenario, title: file, options, output, until: targets, most: maxReplications, log: events,
            studies: table?.sink(), threads: threads, folder: folder)
        try log.finish(events)
        try studies.finish(table)
        try closing(folder, interruption) { try experiment.report([result]) }
    }

    func experiment() throws -> DesignedExperiment<ExperimentResult> {
        let source = try options.load(file, variant: variant)
        let read = try options.scenario(source)
        let targets = try targets(read)
        let scenario = read.tallying(targets.map(\.measure))
        let undivided =
            !targets.isEmpty
            ? "a precision says how many replications there are only while they run; give --replications and no 'precision'"
            : log.log == nil ? studies.undivided : "--log writes the events of one process"
        return DesignedExperiment(
            title: file, designs: [ExperimentDesign(name: variant ?? file, scenario: scenario)],
            undivided: undivided
        ) {
            $1
        } report: { results in
            let page = RunPage(results[0], command: repeated)
            try figures.write(page.charts)
            try output.write(
                json: RunJSON.value(results[0]).text, page: page.text,
                text: RunText(results[0], style: output.style).text)
            try expectations.check(results[0], file: file)
        }
    }

    private func targets(_ scenario: Scenario) throws -> [PrecisionTarget] {
        precision.isEmpty ? scenario.precision : try precision.map { try target($0, scenario) }
    }

    private func target(_ text: String, _ scenario: Scenario) throws -> PrecisionTarget {
        do {
            return try PrecisionTarget(text: text, in: scenario)
        } catch {
            throw Failure(.usage, optionError("--precision", text, error))
        }
    }
}
