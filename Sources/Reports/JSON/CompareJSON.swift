import Experiments
import Teleradiology

/// A comparison for programs: schema `telerad.compare/1`.
public enum CompareJSON {
    /// The whole report: every design's own report, and each variant's paired differences from the base.
    public static func value(_ comparison: Comparison) -> JSONValue {
        .object([
            ("schema", .string("telerad.compare/1")), ("version", .string(teleradVersion)),
            ("base", .string(comparison.base.name)),
            ("confidence_of_each_interval", .number(comparison.confidence)),
            (
                "correction",
                .string(
                    comparison.variants.count > 1
                        ? "Bonferroni over \(comparison.variants.count) variants" : "none")
            ),
            ("measures", ComparedMeasures(comparison).json),
            ("variants", .array(comparison.variants.indices.map { variant(comparison, $0) })),
            (
                "designs",
                .array(
                    ([comparison.base] + comparison.variants).map { arm in
                        .object([("name", .string(arm.name))] + RunJSON.body(arm.result))
                    })
            ),
        ])
    }

    private static func variant(_ comparison: Comparison, _ index: Int) -> JSONValue {
        let arm = comparison.variants[index]
        let groups: [(String, StudyGroup)] =
            [("all", .all)] + comparison.base.result.modalities.map { ("modality \($0.name)", .modality($0)) }
            + comparison.base.result.scenario.priorities.enumerated().map { index, priority in
                ("priority \(priority.name)", .priority(index))
            }
            + TriagedStudies.allCases.map { ("finding \($0.name)", .triaged($0)) }.filter {
                arm.result.has($0.1)
            }
        return .object([
            ("name", .string(arm.name)), ("same_studies", .bool(comparison.sawSameStudies(arm))),
            (
                "differences",
                .array(
                    groups.flatMap { name, group in
                        Comparison.reported.compactMap { measure in
                            comparison.difference(arm, measure, group).map { difference in
                                .object([
                                    ("group", .string(name)), ("measure", .string(Self.name(measure))),
                                    ("difference", RunJSON.estimate(difference.estimate)),
                                    ("verdict", .string(difference.verdict.rawValue)),
                                    ("variance_ratio", difference.varianceRatio.map { .number($0) } ?? .null),
                                    (
                                        "adjusted_probability",
                                        comparison.adjustedProbabilities(measure, group)[index].map {
                                            .number($0)
                                        } ?? .null
                                    ),
                                ])
                            }
                        }
                    })
            ),
        ])
    }

    private static func name(_ kind: Measure.Kind) -> String {
        switch kind {
        case .interval(let interval, let statistic): "\(interval.name)_\(statistic.rawValue)_s"
        case .withinTarget: "within_target_share"
        default: Measure(kind).text([])
        }
    }
}
