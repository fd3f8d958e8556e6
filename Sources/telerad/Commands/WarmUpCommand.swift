import ArgumentParser
import Experiments
import Foundation
import Reports
import Teleradiology

/// `telerad warm-up`: how long a scenario takes to settle.
struct WarmUpCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "warm-up",
        abstract: "Find how long a scenario takes to settle, and what to write as its warm_up.",
        discussion: """
            Replications begin empty. Shown are the truncation by MSER-5 and Welch's curve
            of the mean of the i-th study; with --csv every point of it.

              telerad warm-up Scenarios/demo.yaml
              telerad warm-up Scenarios/demo.yaml \\
                --measure "wait(priority: routine).mean" --set "length=90 d"
              telerad warm-up Scenarios/demo.yaml --csv --output welch.csv
            """)

    @Argument(help: ArgumentHelp("A scenario file.", valueName: "file"), completion: .scenarioFile)
    var file: String

    @Option(
        help: ArgumentHelp(
            "The mean of an interval, such as 'wait(modality: ct).mean'.", valueName: "measure"))
    var measure = "rtat.mean"

    @Option(
        help: ArgumentHelp(
            "Studies on either side in Welch's moving average (default: a twentieth of all).",
            valueName: "number"))
    var window: Int?

    @Option(help: ArgumentHelp("Look at this variant of the file.", valueName: "name"), completion: .variant)
    var variant: String?

    @OptionGroup var options: ScenarioOptions
    @OptionGroup var table: TableOptions
    @OptionGroup var figures: FigureOptions

    var output: OutputOptions { table.output }

    func validate() throws {
        try table.check()
        if let window, window < 1 { throw ValidationError("--window must be 1 or more, not \(window)") }
    }

    func run() async throws {
        try figures.check()
        let source = try options.load(file, variant: variant)
        let scenario = try options.scenario(source)
        let measured = try parsedMeasure(measure, in: scenario, option: "--measure")
        let progress = Progress(file, total: scenario.replications, output)
        let study: WarmUpStudy
        do {
            study = try await WarmUpStudy.run(
                scenario, measured, window: window,
                threads: options.threads ?? ProcessInfo.processInfo.activeProcessorCount
            ) { progress.update($0) }
        } catch {
            switch error {
            case .notAnInterval:
                throw Failure(
                    .usage,
                    "--measure \(measure): error: a warm-up is seen in the mean of an interval, such as 'rtat.mean'"
                )
            case .model(let problem):
                throw Failure(
                    problem.reason == .invariantBroken ? .runFailed : .invalidScenario, "\(file): \(problem)")
            }
        }
        progress.finish()
        let text = WarmUpText(study, given: scenario.warmUp, style: output.style)
        let page = WarmUpPage(study, given: scenario.warmUp, command: repeated)
        try figures.write(page.charts)
        try table.write(
            json: WarmUpJSON.value(study).text, table: text.table, page: page.text, text: text.text)
    }
}
