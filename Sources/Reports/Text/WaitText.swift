import Experiments
import Teleradiology

/// What the wait is made of, for people; nothing where all of it is the queue.
struct WaitText {
    let result: ExperimentResult
    /// The rows: a name and a group, nil for a rule.
    let groups: [(name: String, group: StudyGroup)?]
    let style: TextStyle

    var text: String {
        let parts = WaitPart.allCases.filter { part in
            part == .queue || (result.waitPart(part, .all)?.value ?? 0) > 0
        }
        let isInterrupted = (result.interruptions(.all)?.value ?? 0) > 0
        guard parts.count > 1 || isInterrupted else { return "" }
        let unit = Figure.TimeUnit.fitting((result.interval(.wait, .p95, .all)?.value ?? 0) * 1.5)
        var table = TextTable(
            ["Modality"] + parts.map { "\($0.name) (\(unit.name))" }
                + (isInterrupted ? ["interrupted (\(unit.name))", "interruptions"] : []))
        for entry in groups {
            guard let (name, group) = entry else {
                table.addRule()
                continue
            }
            var row =
                [name] + parts.map { Figure.estimate(result.waitPart($0, group), scale: unit.seconds) }
            if isInterrupted {
                row += [
                    Figure.estimate(result.interrupted(group), scale: unit.seconds),
                    Figure.estimate(result.interruptions(group)),
                ]
            }
            table.add(row)
        }
        let note = isInterrupted ? "; interrupted time is part of read" : ""
        return style.section("What the wait is made of: means, which add up to the mean wait\(note)", table)
    }
}
