import Experiments
import Teleradiology

/// What triage by software did, for people: waits and turnaround by finding.
enum TriageText {
    /// The findings of one design; nothing without triage.
    static func findings(_ result: ExperimentResult, _ style: TextStyle) -> String {
        guard TriagedStudies.allCases.contains(where: { result.has(.triaged($0)) }) else { return "" }
        let wait = unit(result, .wait)
        let turnaround = unit(result, .turnaround)
        var table = TextTable([
            "Finding", "studies/day", "wait mean (\(wait.name))", "p95", "interrupted (\(wait.name))",
            "RTAT mean (\(turnaround.name))", "p95",
        ])
        for studies in TriagedStudies.allCases {
            if studies == .diseased || studies == .positive { table.addRule() }
            let group = StudyGroup.triaged(studies)
            table.add([
                studies.title, Figure.estimate(result.throughput(group)),
                Figure.estimate(result.interval(.wait, .mean, group), scale: wait.seconds),
                Figure.estimate(result.interval(.wait, .p95, group), scale: wait.seconds),
                Figure.estimate(result.interrupted(group), scale: wait.seconds),
                Figure.estimate(result.interval(.turnaround, .mean, group), scale: turnaround.seconds),
                Figure.estimate(result.interval(.turnaround, .p95, group), scale: turnaround.seconds),
            ])
        }
        return style.section("Triage by software: what it found", table)
    }

    /// What a variant does to the studies of each finding, paired; nothing unless both designs have triage.
    static func differences(
        _ comparison: Comparison, _ variant: Comparison.Arm, _ style: TextStyle
    ) -> String {
        let measures: [Measure.Kind] = [
            .interval(.wait, .mean), .interval(.turnaround, .mean), .interval(.turnaround, .p95),
        ]
        var table = TextTable(["Finding", "wait mean (s)", "RTAT mean (s)", "RTAT p95 (s)"])
        var isEmpty = true
        for studies in TriagedStudies.allCases {
            if studies == .diseased || studies == .positive { table.addRule() }
            let differences = measures.map { comparison.difference(variant, $0, .triaged(studies)) }
            if differences.contains(where: { $0 != nil }) { isEmpty = false }
            table.add(
                [studies.title]
                    + differences.map { difference in
                        guard let difference else { return Figure.none }
                        return Figure.estimate(difference.estimate, signed: true)
                            + (difference.verdict == .undecided ? " ?" : "")
                    },
                Dictionary(
                    uniqueKeysWithValues: differences.enumerated().map {
                        ($0 + 1, $1?.verdict.tone(better: .lower))
                    }))
        }
        if isEmpty { return "" }
        let heading =
            "Time saved (−) and lost (+) by finding, \(variant.name) minus \(comparison.base.name), paired"
        return style.section(heading.withoutControls, table)
    }

    private static func unit(_ result: ExperimentResult, _ interval: Interval) -> Figure.TimeUnit {
        .fitting((result.interval(interval, .mean, .all)?.value ?? 0) * 1.5)
    }
}

extension TriagedStudies {
    /// The name of the row.
    var title: String { name.replacing("-", with: " ") }
}
