import Experiments
import Teleradiology

/// A crossover for programs: schema `telerad.crossover/1`.
public enum CrossoverJSON {
    /// The whole report: the crossings with their intervals, and the differences on the grid.
    public static func value(_ crossover: Crossover, _ subject: CrossoverSubject) -> JSONValue {
        let range = subject.range
        return .object([
            ("schema", .string("telerad.crossover/1")), ("version", .string(teleradVersion)),
            ("scenario", RunJSON.description(of: subject.scenario)),
            ("designs", .array([.string(subject.first), .string(subject.second)])),
            ("measure", .string(subject.measureText)), ("unit", .string(subject.measure.unitName)),
            (
                "parameter",
                .object([
                    ("path", .string(subject.path)), ("unit", .string(range.unit)),
                    ("from", .number(range.lower)), ("to", .number(range.upper)),
                    ("scale", .string(range.scale == .linear ? "linear" : "logarithmic")),
                ])
            ),
            ("outcome", .string(outcome(crossover.outcome))),
            (
                "crossings",
                .array(
                    crossover.crossings.map { crossing in
                        .object([
                            ("value", .number(crossing.value)), ("lower", .number(crossing.lower)),
                            ("upper", .number(crossing.upper)), ("confidence", .number(0.95)),
                            (
                                "better_below", .string(subject.better(smaller: crossing.smallerBelow))
                            ), ("better_above", .string(subject.worse(smaller: crossing.smallerBelow))),
                        ])
                    })
            ),
            ("confidence_of_each_difference", .number(crossover.gridConfidence)),
            (
                "points",
                .array(
                    crossover.grid.map { point in
                        let side = point.smaller(confidence: crossover.gridConfidence)
                        return .object([
                            ("value", .number(point.value)),
                            (
                                "estimates",
                                .array([point.first, point.second].map { RunJSON.estimate(Estimate($0)) })
                            ),
                            (
                                "difference",
                                RunJSON.estimate(point.difference(confidence: crossover.gridConfidence))
                            ),
                            (
                                "better",
                                side == .first || side == .second
                                    ? .string(subject.better(smaller: side)) : .null
                            ),
                        ])
                    })
            ),
            ("evaluations", .integer(crossover.evaluations)),
        ])
    }

    private static func outcome(_ outcome: Crossover.Outcome) -> String {
        switch outcome {
        case .crossings: "crossings"
        case .none: "none"
        case .equal: "equal"
        case .undecided: "undecided"
        }
    }
}
