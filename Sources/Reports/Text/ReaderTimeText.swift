import Experiments
import Teleradiology

/// How readers spent their time, for people.
enum ReaderTimeText {
    static var parts: [(title: String, key: String, part: KeyPath<ReaderTime, Double>)] {
        [
            ("on shift", "on_shift", \.onShift), ("reading", "reading", \.reading),
            ("interrupted", "interrupted", \.interrupted), ("idle", "idle", \.idle),
            ("overtime", "overtime", \.overtime),
        ]
    }

    /// The section; a part that nobody ever had is left out.
    static func text(_ result: ExperimentResult, _ style: TextStyle) -> String {
        let times = result.readerTimes
        let shown = parts.filter { part in
            times.contains { ($0.hoursPerDay(part.part)?.value ?? 0) > 0 }
        }
        guard !shown.isEmpty else { return "" }
        var table = TextTable(["Readers"] + shown.map { "\($0.title) (h/day)" })
        for time in times {
            table.add([time.group] + shown.map { Figure.estimate(time.hoursPerDay($0.part)) })
        }
        return style.section(
            "How readers spent their time: on shift and overtime are reading, interruptions and idleness",
            table)
    }
}
