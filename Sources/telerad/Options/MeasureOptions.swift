import ArgumentParser
import Foundation
import ScenarioFiles
import Teleradiology

/// The option that chooses what a report shows.
struct MeasureOptions: ParsableArguments {
    @Option(
        name: .customLong("measure"), parsing: .singleValue,
        help: ArgumentHelp(
            """
            What to show: 'rtat.p95', 'transfer(modality: ct).mean', 'within_target(priority: stat, hour: 20-08)', 'cost'. \
            May be given several times.
            """, valueName: "measure"))
    var texts: [String] = []

    /// The measures that were asked for, or those that a planner looks at first.
    func measures(in scenario: Scenario) throws -> [Measure] {
        if texts.isEmpty { return Self.first(in: scenario) }
        return try texts.map { try parsedMeasure($0, in: scenario, option: "--measure") }
    }

    /// The measures that were asked for of several designs; one of them may have what another has not, such as triage.
    func measures(asked designs: [Scenario]) throws -> [Measure] {
        guard let first = designs.first else { return [] }
        return try texts.map { text in
            for design in designs {
                if let measure = try? Measure(text: text, in: design) { return measure }
            }
            return try parsedMeasure(text, in: first, option: "--measure")
        }
    }

    /// The measures that a planner looks at first.
    static func first(in scenario: Scenario) -> [Measure] {
        [
            Measure(.interval(.turnaround, .mean)), Measure(.interval(.turnaround, .p95)),
            Measure(.interval(.transfer, .mean)), Measure(.interval(.wait, .mean)),
        ] + (scenario.priorities.contains { $0.target != nil } ? [Measure(.withinTarget)] : [])
            + scenario.currencies.map { Measure(.costPerMonth(currency: $0)) }
    }
}

/// Reads a measure that stands in an option; what is none ends the command, with a caret at the place.
func parsedMeasure(_ text: String, in scenario: Scenario, option: String) throws -> Measure {
    do {
        return try Measure(text: text, in: scenario)
    } catch {
        throw Failure(.usage, optionError(option, text, error))
    }
}

/// What is wrong with the text of an option, with a caret at the place.
func optionError(_ option: String, _ text: String, _ problem: TextProblem) -> String {
    let blanks = String(repeating: " ", count: problem.offset)
    return "\(option): error: \(problem.message)\n    \(text)\n    \(blanks)^"
}
