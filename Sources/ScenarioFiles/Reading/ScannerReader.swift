import SimulationKernel
import Teleradiology

/// Reads the scanners of a site.
enum ScannerReader {
    /// The scanners of one modality; `key` names it.
    static func scanner(
        _ key: String, _ place: ScenarioPlace, _ reader: NodeReader
    ) -> (Modality, ScannerPool)? {
        guard let modality = Modality(named: key) else {
            reader.problems.noSuch("modality", key, among: Modality.allCases.map(\.name), at: place)
            return nil
        }
        guard
            let map = reader.map(
                "scanners such as '{ count: 2, exam: 14 min }'",
                keys: ["count", "exam", "exam_by_region", "hours", "breakdowns"])
        else { return nil }
        let count = map.required("count", "2")?.count("a number of scanners", in: 1...10_000)
        let exam = map.required("exam", "14 min")?.distribution(.seconds)
        let hours = map.optional("hours").map(hours) ?? []
        let breakdowns = map.optional("breakdowns").map(OutageReader.plan)
        let regions = map.optional("exam_by_region").map(DemandReader.byRegion)
        guard let count, let exam else { return nil }
        var pool = ScannerPool(count: count, examSeconds: exam)
        pool.examSecondsByRegion = regions ?? [:]
        pool.hours = hours
        pool.breakdowns = breakdowns ?? .none
        return (modality, pool)
    }

    /// Hours of every day, one `{ days, hours }`, or a list of them.
    private static func hours(_ reader: NodeReader) -> [Shift] {
        let example = "hours such as '07:00-20:00', '{ days: Mon-Fri, hours: 07:00-20:00 }' or a list of them"
        if case .scalar = reader.node.content {
            guard let hours = WeeklyHours.hours(reader) else { return [] }
            return [Shift(days: Set(0...6), startMinute: hours.start, endMinute: hours.end)]
        }
        let items: [NodeReader]
        if case .map = reader.node.content { items = [reader] } else { items = reader.items(example) ?? [] }
        if items.isEmpty, case .list = reader.node.content {
            reader.error("\(reader.path): scanners that never open examine nobody; leave it out for always")
        }
        return items.compactMap { item in
            guard let map = item.map(example, keys: ["days", "hours"]) else { return nil }
            let days = map.optional("days").map(WeeklyHours.days) ?? map.everyDay("days")
            let hours = map.required("hours", "07:00-20:00").flatMap(WeeklyHours.hours)
            guard let days, let hours else { return nil }
            return Shift(days: days, startMinute: hours.start, endMinute: hours.end)
        }
    }
}
