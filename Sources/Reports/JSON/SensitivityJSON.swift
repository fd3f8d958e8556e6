import Experiments
import Teleradiology

/// A sensitivity analysis for programs: schema `telerad.sensitivity/1`.
public enum SensitivityJSON {
    /// The whole report: what each parameter does, the one with the largest swing first.
    public static func value(_ sensitivity: Sensitivity) -> JSONValue {
        .object([
            ("schema", .string("telerad.sensitivity/1")), ("version", .string(teleradVersion)),
            ("scenario", RunJSON.description(of: sensitivity.scenario)),
            ("measure", .string(sensitivity.measure.text(sensitivity.scenario.priorities))),
            ("unit", .string(sensitivity.measure.unitName)), ("base", RunJSON.estimate(sensitivity.base)),
            ("samples", .integer(sensitivity.design.samples)),
            (
                "parameters",
                .array(
                    sensitivity.effects.map { effect in
                        .object([
                            ("path", .string(effect.factor.path)), ("low", .string(effect.factor.low)),
                            ("high", .string(effect.factor.high)),
                            ("low_difference", RunJSON.estimate(effect.low)),
                            ("high_difference", RunJSON.estimate(effect.high)),
                            ("swing", RunJSON.estimate(effect.swing)),
                            ("same_studies", .bool(effect.sawSameStudies)),
                            ("rank_correlation", correlation(effect.correlation)),
                        ])
                    })
            ),
        ])
    }

    private static func correlation(_ correlation: RankCorrelation?) -> JSONValue {
        guard let correlation else { return .null }
        func number(_ value: Double?) -> JSONValue { value.map { .number($0) } ?? .null }
        return .object([
            ("value", .number(correlation.value)), ("lower", number(correlation.lower)),
            ("upper", number(correlation.upper)), ("probability", number(correlation.probability)),
            ("points", .integer(correlation.pairs)),
        ])
    }
}
