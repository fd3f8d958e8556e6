import ArgumentParser
import Experiments
import Foundation
import Reports
import ScenarioFiles
import Teleradiology

/// `telerad model`: what a scenario's model is, for others to judge and repeat.
struct ModelCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "model",
        abstract: "Write a report on the model itself: the STRESS-DES checklist, filled in.",
        discussion: """
            All twenty items of the checklist are told from the scenario and the engine:
            outputs, a diagram, logic and rules in use, every parameter with its unit and
            where it comes from, assumptions, random streams, and how to do it again.
            What only you can know (purpose, data, assumptions, authors …) is read from
            'about' in the file; what is missing there is listed first.

            It is Markdown, or HTML where the name of the output ends in .html. Nothing is
            run unless an option asks for it, and the same file gives the same bytes.

              telerad model Scenarios/regional.yaml
              telerad model Scenarios/demo.yaml --output model.html
              telerad model Scenarios/demo.yaml --warm-up-evidence --verify \\
                --output model.md
              telerad model Scenarios/demo.yaml --results night --output model.html
              telerad model Scenarios/demo.yaml --measure --threads 2
            """)

    @Argument(help: ArgumentHelp("A scenario file.", valueName: "file"), completion: .scenarioFile)
    var file: String

    @Option(
        help: ArgumentHelp("Report on this variant as the base, and on no other.", valueName: "name"),
        completion: .variant)
    var variant: String?

    @Flag(
        help: "Run the replications from empty, and show how long it takes to settle (MSER-5, Welch's curve)."
    )
    var warmUpEvidence = false

    @Flag(
        help: """
            Run the replications, and tell the half-widths reached, the time, the machine; the report then differs \
            from machine to machine.
            """)
    var measure = false

    @Option(
        name: .customLong("results"),
        help: ArgumentHelp(
            "Tell the half-widths of the results that a folder keeps, of 'run' or 'compare'.",
            valueName: "folder"),
        completion: .directory)
    var folder: String?

    @Flag(help: "Run queues with known answers, and show that this program has them (see 'telerad verify').")
    var verify = false

    @Option(
        name: .shortAndLong,
        help: ArgumentHelp(
            "Write the report to a file (.md, .html), whole or not at all, instead of printing it.",
            valueName: "file"),
        completion: .file())
    var output: String?

    @Flag(name: .shortAndLong, help: "Show no progress.")
    var quiet = false

    @OptionGroup var options: ScenarioOptions
    @OptionGroup var console: ConsoleOptions

    func validate() throws {
        if measure, folder != nil { throw ValidationError("give either --measure or --results") }
        if let output, !Self.endings.contains(where: { output.lowercased().hasSuffix($0) }) {
            throw ValidationError("--output ends in .md or .html, not '\(output)'")
        }
    }

    private static let endings = [".md", ".markdown", ".html", ".htm"]

    func run() async throws {
        let source = try options.load(file, variant: variant)
        let scenario = try options.scenario(source)
        var variants: [(name: String, scenario: Scenario)] = []
        for name in variant == nil ? source.variantNames : [] {
            variants.append((name, try options.scenario(try options.variant(name, of: source))))
        }
        // What can't be compiled is told before anything runs.
        var report = try rethrowingModelErrors(file) { () throws(ModelError) in
            try ModelReport(source, path: file, scenario: scenario, variants: variants)
        }
        report.evidence = try await evidence(scenario)
        let isHTML =
            output.map { $0.lowercased().hasSuffix(".html") || $0.lowercased().hasSuffix(".htm") } ?? false
        let text = isHTML ? report.html : report.markdown
        guard let output else { return try printReport(text) }
        try writeReport(text, to: output)
    }

    /// What the options ask to be found out by running.
    private func evidence(_ scenario: Scenario) async throws -> ModelEvidence {
        var evidence = ModelEvidence()
        evidence.options = repeated
        evidence.checksum = (try? Data(contentsOf: URL(filePath: file))).map { FileChecksum($0) }
        let threads = options.threads ?? ProcessInfo.processInfo.activeProcessorCount
        if warmUpEvidence { evidence.warmUp = try await warmUp(scenario, threads) }
        if measure {
            let (result, measurement) = try await measured(scenario, threads)
            evidence.result = result
            evidence.measurement = measurement
        }
        if let folder {
            let design = ExperimentDesign(name: file, scenario: scenario)
            evidence.result = try rethrowing { () throws(ResultsFailure) in
                try KeptResults(folders: [folder], designs: [design.fingerprint]).result(of: design)
            }
        }
        if verify {
            evidence.verification = try await rethrowingModelErrors("verification") {
                () async throws(ModelError) in
                try await Verification.run(threads: threads)
            }
        }
        return evidence
    }

    /// The options that a run of the same scenario needs.
    private var repeated: [String] {
        var words = options.assignments.flatMap { ["--set", $0] }
        if let variant { words += ["--variant", variant] }
        if let seed = options.seed { words += ["--seed", "\(seed)"] }
        if let replications = options.replications { words += ["--replications", "\(replications)"] }
        return words
    }

    private func warmUp(_ scenario: Scenario, _ threads: Int) async throws -> WarmUpStudy {
        let progress = progress("warm-up", scenario)
        defer { progress.finish() }
        do {
            return try await WarmUpStudy.run(
                scenario, Measure(.interval(.turnaround, .mean)), threads: threads
            ) {
                progress.update($0)
            }
        } catch {
            guard case .model(let problem) = error else { throw error }
            throw Failure(problem, file)
        }
    }

    private func measured(
        _ scenario: Scenario, _ threads: Int
    ) async throws -> (ExperimentResult, MachineMeasurement) {
        let progress = progress(file, scenario)
        defer { progress.finish() }
        let meter = MachineMeter()
        let result = try await rethrowingModelErrors(file) { () async throws(ModelError) in
            let experiment = Experiment(scenario, threads: threads)
            guard !scenario.precision.isEmpty else { return try await experiment.run { progress.update($0) } }
            return try await experiment.run(until: scenario.precision, most: Experiment.mostReplications) {
                progress.update($0, of: $1)
            }
        }
        return (result, meter.measurement(threads: threads))
    }

    private func progress(_ title: String, _ scenario: Scenario) -> Progress {
        Progress(
            title, unit: "replications", total: scenario.replications, Progress.form(isQuiet: quiet))
    }
}
