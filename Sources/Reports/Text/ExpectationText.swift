import Experiments
import Teleradiology

/// What became of a scenario's expectations and of the precision asked for, for people.
enum ExpectationText {
    /// A line for each expectation; empty without any.
    static func expectations(_ result: ExperimentResult, _ style: TextStyle = .plain) -> String {
        let outcomes = result.expectations
        guard !outcomes.isEmpty else { return "" }
        return style.heading("Expectations") + "\n"
            + outcomes.map { style.line("  \(line($0, style))") + "\n" }.joined()
    }

    private static func line(_ outcome: ExpectationOutcome, _ style: TextStyle) -> String {
        let verdict =
            switch outcome.verdict {
            case .pass: "pass"
            case .fail: "FAIL"
            case .undecided: "undecided"
            }
        let coloured = style.coloured(verdict, outcome.verdict.tone)
        let blanks = String(repeating: " ", count: 11 - verdict.count)
        return "\(coloured)\(blanks)\(outcome.expectation.text.withoutControls): \(found(outcome))"
    }

    /// What was found, and what would decide.
    static func found(_ outcome: ExpectationOutcome) -> String {
        guard let estimate = outcome.estimate else { return "no study has it" }
        var text = Figure.measured(estimate, outcome.expectation.measure.unit)
        if outcome.verdict == .undecided {
            text += "; the interval holds the threshold"
            text +=
                outcome.furtherReplications.map {
                    ", about \($0) more \($0 == 1 ? "replication" : "replications") would decide"
                } ?? ""
        }
        return text
    }

    /// A line for each precision asked for; empty when the number of replications was given.
    static func precision(_ result: ExperimentResult, _ style: TextStyle = .plain) -> String {
        guard !result.precision.isEmpty else { return "" }
        let lines = result.precision.map { outcome -> String in
            let unit = outcome.target.measure.unit
            guard let estimate = outcome.estimate, let half = estimate.halfWidth else {
                return "  not reached  \(outcome.target.text.withoutControls): no study has it"
            }
            let state = outcome.isReached ? "reached    " : "not reached"
            let needed = outcome.replicationsNeeded.map { "; about \($0) replications would" } ?? ""
            let share =
                estimate.value != 0 ? " (\(Figure.fixed(100 * half / abs(estimate.value), 1)) %)" : ""
            return
                "  \(state)  \(outcome.target.text.withoutControls): \(Figure.measured(estimate, unit))\(share)\(needed)"
        }
        return style.heading("Precision after \(result.replications.count) replications") + "\n"
            + lines.map(style.line).joined(separator: "\n") + "\n"
    }
}
