import Experiments
import Teleradiology

/// A sweep for programs: schema `telerad.sweep/1`.
public enum SweepJSON {
    /// The whole report: what was swept, and each point with its measures.
    public static func value(_ sweep: Sweep) -> JSONValue {
        let paths = sweep.design.parameters.map(\.path)
        let sampling =
            switch sweep.design.method {
            case .fullFactorial: "full factorial"
            case .latinHypercube: "Latin hypercube"
            }
        return .object([
            ("schema", .string("telerad.sweep/1")), ("version", .string(teleradVersion)),
            ("scenario", sweep.rows.first.map { RunJSON.description(of: $0.point.scenario) } ?? .null),
            ("parameters", .array(paths.map { .string($0) })), ("sampling", .string(sampling)),
            ("same_studies", .bool(sweep.sawSameStudies)),
            (
                "points",
                .array(
                    sweep.rows.map { row in
                        .object([
                            ("design", row.point.design.map { .string($0) } ?? .null),
                            ("values", .object(zip(paths, row.point.values).map { ($0, .string($1)) })),
                            (
                                "measures",
                                .array(
                                    zip(row.point.measures, row.estimates).map {
                                        measure($0, $1, row.point.scenario)
                                    })
                            ),
                        ])
                    })
            ),
        ])
    }

    /// A measure with its unit and estimate.
    static func measure(_ measure: Measure, _ estimate: Estimate?, _ scenario: Scenario) -> JSONValue {
        .object([
            ("measure", .string(measure.text(scenario.priorities))), ("unit", .string(measure.unitName)),
            ("estimate", RunJSON.estimate(estimate)),
        ])
    }
}
