import Experiments
import Teleradiology

/// What a report tells over time: turnaround within each of a row of times, the backlog over the run, and the hours of the
/// week.
enum CurveJSON {
    /// The times at which turnaround is told, in seconds.
    static var turnaroundTimes: JSONValue {
        .array(TurnaroundCurve.times.map { .number($0.seconds) })
    }

    /// The share of reports within each of ``turnaroundTimes``; null without a report.
    static func turnaround(_ result: ExperimentResult, _ group: StudyGroup) -> JSONValue {
        result.turnaroundCurve(group).map { curve($0.shares) } ?? .null
    }

    /// Studies on their way, step by step.
    static func backlog(_ result: ExperimentResult) -> JSONValue {
        let stages: [(String, KeyPath<Backlog.Point, Double>)] = [
            ("transfer", \.transfer), ("worklist", \.worklist), ("readers", \.readers),
        ]
        return .object(
            [("step_s", .number(result.replications.first?.backlog.step.seconds ?? 3600))]
                + stages.map { name, stage in (name, curve(result.backlog(stage))) })
    }

    /// The hours of the week: studies on their way, and the readers of each group.
    static func week(_ result: ExperimentResult) -> JSONValue {
        let week = result.week
        return [
            "transfer_studies": curve(week.transfer), "worklist_studies": curve(week.worklist),
            "readers": .array(
                week.readers.map { readers in
                    [
                        "group": readers.group.map { .string($0) } ?? .null,
                        "on_shift_readers": curve(readers.onShift), "busy_readers": curve(readers.busy),
                        "utilisation_share": curve(readers.utilisation),
                    ]
                }),
        ]
    }

    /// Estimates one behind the other; null where there is none.
    private static func curve(_ estimates: [Estimate?]) -> JSONValue {
        [
            "value": .array(estimates.map { $0.map { .number($0.value) } ?? .null }),
            "half_width": .array(estimates.map { $0?.halfWidth.map { .number($0) } ?? .null }),
        ]
    }
}
