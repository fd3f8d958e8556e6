import Experiments
import Teleradiology

/// What came after the first reports, for programs.
enum ReportingJSON {
    /// The entry of a report; none for a scenario that does not say how reports come about.
    static func entries(_ result: ExperimentResult) -> [(String, JSONValue)] {
        guard result.hasReporting else { return [] }
        let tasks = ReportingTask.allCases.filter { $0 != .report }.map { task in
            JSONValue.object([
                ("task", .string(task.name)), ("done", RunJSON.estimate(result.reportingTask(task, \.done))),
                (
                    "wait_s",
                    .object([
                        ("mean", RunJSON.estimate(result.reportingTask(task, \.waitMean))),
                        ("p95", RunJSON.estimate(result.reportingTask(task, \.waitP95))),
                    ])
                ),
                ("work_s", RunJSON.estimate(result.reportingTask(task, \.workMean))),
                ("outstanding", RunJSON.estimate(result.reportingTask(task, \.outstanding))),
            ])
        }
        return [
            (
                "reporting",
                .object([
                    (
                        "counts",
                        .object(
                            ReportingCount.allCases.map {
                                ($0.name, RunJSON.estimate(result.reportingCount($0)))
                            })
                    ),
                    ("attempts_per_call", RunJSON.estimate(result.reporting(\.attemptsPerCall))),
                    ("critical_within_target_share", RunJSON.estimate(result.reporting(\.withinTarget))),
                    ("tasks", .array(tasks)),
                ])
            )
        ]
    }
}
