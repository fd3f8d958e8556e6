import Experiments
import Teleradiology

/// How long a scenario takes to settle, for programs: schema `telerad.warm-up/1`.
public enum WarmUpJSON {
    /// The whole report: the truncation, and Welch's curve in at most 200 points.
    public static func value(_ study: WarmUpStudy) -> JSONValue {
        let count = min(200, study.curve.count)
        return .object([
            ("schema", .string("telerad.warm-up/1")), ("version", .string(teleradVersion)),
            ("scenario", RunJSON.description(of: study.scenario)),
            ("measure", .string(study.measure.text(study.scenario.priorities))),
            ("studies", .integer(study.series.count)), ("window_studies", .integer(study.window)),
            (
                "mser5",
                study.truncation.map { truncation in
                    .object([
                        ("truncated_studies", .integer(truncation.truncation)),
                        ("reliable", .bool(truncation.isReliable)),
                        ("truncated_s", study.truncationSeconds.map { .number($0) } ?? .null),
                    ])
                } ?? .null
            ),
            ("recommended_warm_up_s", study.recommended.map { .number($0.seconds) } ?? .null),
            (
                "curve",
                .array(
                    (0..<count).map { point in
                        let index = (point + 1) * study.curve.count / count - 1
                        return .object([
                            ("study", .integer(index + 1)),
                            ("imaging_complete_s", .number(study.times[index])),
                            ("welch_s", .number(study.curve[index])),
                        ])
                    })
            ),
        ])
    }
}
