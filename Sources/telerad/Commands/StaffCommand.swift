import ArgumentParser
import Experiments
import Foundation
import Reports
import ScenarioFiles
import Teleradiology

/// `telerad staff`: the cheapest roster that keeps its promises.
struct StaffCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "staff",
        abstract: "Find the cheapest roster that keeps its conditions, and say why the others lost.",
        discussion: """
            Groups whose number is searched are named with their bounds. A roster costs
            its hours on shift, or their pay where every group has a 'per_hour'. What it
            must keep is given with --keep; without, the expectations of the file count;
            without these, 95 % of each class within its target.

              telerad staff Scenarios/demo.yaml --group "Day team=2..6" \\
                --group "Night team=1..4"
              telerad staff Scenarios/demo.yaml --group "Night team=1..5" \\
                --keep "within_target(priority: stat) >= 97 %" \\
                --keep "rtat(modality: ct).p95 <= 45 min"

            The search begins with the square-root rule and goes on by simulation. The
            answer is right with the confidence given, for rosters that differ from a
            threshold by the tolerance at least. Exit code 99 says that no roster within
            the bounds keeps the conditions.
            """)

    @Argument(help: ArgumentHelp("A scenario file.", valueName: "file"), completion: .scenarioFile)
    var file: String

    @Option(
        name: .customLong("group"), parsing: .singleValue,
        help: ArgumentHelp(
            "A reader group and the fewest and most readers it may have. May be given several times.",
            valueName: "name=from..to"))
    var groups: [String] = []

    @Option(
        name: .customLong("keep"), parsing: .singleValue,
        help: ArgumentHelp(
            "What a roster must keep, as in 'expect'. May be given several times.", valueName: "condition"))
    var conditions: [String] = []

    @Option(
        help: ArgumentHelp(
            "How far from a threshold rosters are told apart for sure: points of a share, a part of another threshold.",
            valueName: "percent"))
    var tolerance = 1.0

    @Option(help: ArgumentHelp("The probability of a right answer.", valueName: "percent"))
    var confidence = 95.0

    @Option(help: ArgumentHelp("The most replications of one roster.", valueName: "number"))
    var maxReplications = Experiment.mostReplications

    @Option(
        help: ArgumentHelp("Search for this variant of the file.", valueName: "name"), completion: .variant)
    var variant: String?

    @OptionGroup var options: ScenarioOptions
    @OptionGroup var table: TableOptions
    @OptionGroup var figures: FigureOptions

    var output: OutputOptions { table.output }

    func validate() throws {
        try table.check()
        if groups.isEmpty {
            throw ValidationError("say whose number is searched: --group \"Night team=1..4\"")
        }
        if !(tolerance >= 0.01 && tolerance <= 50) {
            throw ValidationError("--tolerance must be 0.01 to 50 percent, not \(tolerance)")
        }
        if !(confidence >= 50 && confidence <= 99.99) {
            throw ValidationError("--confidence must be 50 to 99.99 percent, not \(confidence)")
        }
        if !(10...1_000_000).contains(maxReplications) {
            throw ValidationError("--max-replications must be 10 to 1000000, not \(maxReplications)")
        }
    }

    func run() async throws {
        try figures.check()
        let source = try options.load(file, variant: variant)
        let scenario = try options.scenario(source)
        let conditions = try conditions(scenario)
        let question = StaffQuestion(
            scenario.tallying(conditions.map(\.expectation.measure)),
            groups: try groups.map { try group($0, scenario) }, conditions: conditions,
            confidence: confidence / 100,
            mostReplications: maxReplications)
        if Set(question.groups.map(\.index)).count < question.groups.count {
            throw Failure(.usage, "--group: error: a group is given twice")
        }
        guard question.rosterCount != nil else {
            throw Failure(.usage, "--group: error: there are more than \(StaffQuestion.mostRosters) rosters")
        }
        try warn(of: scenario, file)
        let progress = Progress("staff", total: 0, output)
        let result = try await rethrowingModelErrors(file) { () async throws(ModelError) in
            defer { progress.finish() }
            return try await StaffSearch(question, threads: options.threads).run {
                progress.update($0, of: $1)
            }
        }
        let text = StaffText(result, style: output.style)
        let page = StaffPage(result, command: repeated)
        try figures.write(page.charts)
        try table.write(
            json: StaffJSON.value(result).text, table: text.table, page: page.text, text: text.text)
        if result.best == nil { throw ExitCode(Failure.Code.expectationFailed.rawValue) }
    }

    private func group(_ text: String, _ scenario: Scenario) throws -> StaffQuestion.Group {
        let swept = try ScenarioOptions.rethrowing { () throws(ScenarioError) in
            try SweptParameter(text, option: "--group")
        }
        guard let index = scenario.readers.firstIndex(where: { $0.name == swept.path }) else {
            let names = scenario.readers.map(\.name)
            let hint =
                Spelling.nearest(swept.path, among: names).map { "; did you mean '\($0)'?" }
                ?? ". Groups: \(names.joined(separator: ", "))"
            throw Failure(.usage, "--group \(text): error: there is no reader group '\(swept.path)'\(hint)")
        }
        guard case .range(let range) = swept.values, range.isWhole, range.lower >= 1, range.upper <= 100_000,
            range.namedValues?.count == Int(range.upper - range.lower) + 1
        else {
            throw Failure(
                .usage, "--group \(text): error: expected the fewest and the most readers, such as '1..4'")
        }
        return StaffQuestion.Group(index: index, readers: Int(range.lower)...Int(range.upper))
    }

    private func conditions(_ scenario: Scenario) throws -> [StaffQuestion.Condition] {
        var expected: [MeasureExpectation] = []
        for text in conditions {
            do {
                expected.append(try MeasureExpectation(text: text, in: scenario))
            } catch {
                throw Failure(.usage, optionError("--keep", text, error))
            }
        }
        let isGiven = !expected.isEmpty
        if expected.isEmpty { expected = scenario.expectations }
        if expected.isEmpty {
            expected = scenario.priorities.enumerated().filter { $1.target != nil }.map { index, _ in
                let measure = Measure(.withinTarget, .priority(index))
                return MeasureExpectation(
                    text: "\(measure.text(scenario.priorities)) >= 95 %", measure: measure,
                    relation: .atLeast, threshold: 0.95)
            }
        }
        let conditions = try expected.compactMap { expectation -> StaffQuestion.Condition? in
            let isShare = expectation.measure.unit == .share
            let amount = tolerance / 100 * (isShare ? 1 : abs(expectation.threshold))
            let condition = StaffQuestion.Condition(expectation, tolerance: amount)
            if condition == nil, isGiven {
                throw Failure(
                    .usage,
                    "--keep \(expectation.text): error: expected <, <=, > or >= and a threshold other than 0")
            }
            return condition
        }
        if conditions.isEmpty {
            throw Failure(
                .invalidScenario,
                "\(file): error: nothing to keep: give --keep, or 'expect' or targets of priorities in the file"
            )
        }
        return conditions
    }
}
