import Experiments
import Teleradiology

/// What came after the first reports, for people: counts and the tasks of readers.
enum ReportingText {
    /// The section; empty for a scenario that does not say how reports come about.
    static func text(_ result: ExperimentResult, _ style: TextStyle) -> String {
        guard result.hasReporting else { return "" }
        return counts(result, style) + "\n" + tasks(result, style)
    }

    private static func counts(_ result: ExperimentResult, _ style: TextStyle) -> String {
        var table = TextTable(["Reports", "in a replication"])
        for count in ReportingCount.allCases {
            guard let estimate = result.reportingCount(count),
                estimate.value > 0 || count == .final
            else { continue }
            table.add([count.title, Figure.estimate(estimate)])
        }
        var lines = [style.section("How reports came about", table).trimmedEnd]
        if let attempts = result.reporting(\.attemptsPerCall) {
            lines.append(style.line("Attempts for a call: \(Figure.estimate(attempts))"))
        }
        if let calls = result.scenario.reporting?.criticalCalls, let target = calls.target,
            let share = result.reporting(\.withinTarget)
        {
            lines.append(style.line("Critical results told within \(target): \(Figure.share(share))"))
        }
        return lines.joined(separator: "\n") + "\n"
    }

    private static func tasks(_ result: ExperimentResult, _ style: TextStyle) -> String {
        let shown = ReportingTask.allCases.filter {
            (result.reportingTask($0, \.done)?.value ?? 0) > 0
                || (result.reportingTask($0, \.outstanding)?.value ?? 0) > 0
        }
        guard !shown.isEmpty else { return "" }
        let longest = shown.compactMap { result.reportingTask($0, \.waitP95)?.value }.max() ?? 0
        let unit = Figure.TimeUnit.fitting(longest)
        var table = TextTable([
            "Task", "done", "wait mean (\(unit.name))", "p95 (\(unit.name))", "takes (min)",
            "left at the end",
        ])
        for task in shown {
            table.add([
                task.title, Figure.estimate(result.reportingTask(task, \.done)),
                Figure.estimate(result.reportingTask(task, \.waitMean), scale: unit.seconds),
                Figure.estimate(result.reportingTask(task, \.waitP95), scale: unit.seconds),
                Figure.estimate(result.reportingTask(task, \.workMean), scale: 60),
                Figure.estimate(result.reportingTask(task, \.outstanding)),
            ])
        }
        return style.section(
            "What readers did after the first reading; the wait of a call is until it was over", table)
    }
}

extension String {
    fileprivate var trimmedEnd: String { hasSuffix("\n") ? String(dropLast()) : self }
}

extension ReportingCount {
    /// The name of the row.
    var title: String {
        switch self {
        case .preliminary: "preliminary reports"
        case .final: "final reports"
        case .minorCorrections: "corrected, minor"
        case .majorCorrections: "corrected, major"
        case .disagreements: "readers disagreed"
        case .minorFindings: "reviews: minor findings"
        case .majorFindings: "reviews: major findings"
        case .criticalResults: "critical results"
        case .communicated: "critical results told"
        case .withinTarget: "of them within the target"
        case .handedOver: "calls handed over"
        case .attempts: "attempts to call"
        case .correctionsTold: "corrections told"
        }
    }
}

extension ReportingTask {
    /// The name of the row.
    var title: String {
        switch self {
        case .report: "first reading"
        case .secondReading: "second reading"
        case .arbitration: "arbitration"
        case .finalReport: "final report"
        case .addendum: "addendum"
        case .peerReview: "peer review"
        case .call: "call"
        }
    }
}
