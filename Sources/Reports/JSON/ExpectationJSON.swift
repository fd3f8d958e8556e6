import Experiments
import Teleradiology

extension RunJSON {
    /// What became of the expectations of the scenario.
    static func expectations(_ result: ExperimentResult) -> JSONValue {
        .array(
            result.expectations.map { outcome in
                .object([
                    ("text", .string(outcome.expectation.text)),
                    (
                        "line",
                        outcome.expectation.line > 0 ? .integer(outcome.expectation.line) : .null
                    ),
                    ("verdict", .string(outcome.verdict.rawValue)),
                    ("threshold", .number(outcome.expectation.threshold)),
                    ("unit", .string(outcome.expectation.measure.unitName)),
                    ("estimate", estimate(outcome.estimate)),
                    ("further_replications", outcome.furtherReplications.map { .integer($0) } ?? .null),
                ])
            })
    }

    /// How well the measures are known for which replications went on.
    static func precision(_ result: ExperimentResult) -> JSONValue {
        .array(
            result.precision.map { outcome in
                .object([
                    ("text", .string(outcome.target.text)), ("reached", .bool(outcome.isReached)),
                    ("largest_half_width", outcome.largestHalfWidth.map { .number($0) } ?? .null),
                    ("unit", .string(outcome.target.measure.unitName)),
                    ("estimate", estimate(outcome.estimate)),
                    ("replications_needed", outcome.replicationsNeeded.map { .integer($0) } ?? .null),
                ])
            })
    }
}
