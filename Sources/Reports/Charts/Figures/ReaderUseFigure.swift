import Experiments
import Teleradiology

/// How busy the readers of each group are in each hour of the week.
enum ReaderUseFigure {
    /// A group of one design.
    private struct Entry {
        let group: String
        /// The design; empty in a run, which has one.
        let design: String
        let readers: WeekEstimate.Readers

        var label: String { ReaderUseFigure.label(group, design) }

        /// The busy share of all the time on shift, by which groups are ranked.
        var load: Double {
            let onShift = readers.onShift.reduce(0) { $0 + ($1?.value ?? 0) }
            return onShift > 0 ? readers.busy.reduce(0) { $0 + ($1?.value ?? 0) } / onShift : 0
        }
    }

    /// Groups of a run by hour of the week.
    static func figure(_ result: ExperimentResult) -> HeatMapChart? {
        chart(
            [("", result)], title: "How busy readers are by hour of the week", result.scenario.timeZone)
    }

    /// Groups of each design by hour of the week.
    static func figure(_ comparison: Comparison) -> HeatMapChart? {
        chart(
            ([comparison.base] + comparison.variants).map { ($0.name, $0.result) },
            title: "How busy readers are by hour of the week and design",
            comparison.base.result.scenario.timeZone)
    }

    private static func chart(
        _ designs: [(name: String, result: ExperimentResult)], title: String, _ timeZone: String
    ) -> HeatMapChart? {
        let entries = designs.flatMap { name, result in
            result.week.readers.map { Entry(group: $0.group ?? "all readers", design: name, readers: $0) }
        }.filter { entry in entry.readers.utilisation.contains { $0 != nil } }
        guard !entries.isEmpty else { return nil }
        let (drawn, folded) = parted(entries)
        let others = designs.compactMap { name, _ in together(folded.filter { $0.design == name }, name) }
        let groups = Set(entries.map(\.group)).count
        let shown = Set(drawn.map(\.group)).count
        return HeatMapChart(
            name: "reader-use-week",
            title: shown < groups ? "\(title): the \(shown) busiest groups of \(groups)" : title,
            summary:
                "The share of the time on shift that readers have a study, in the time of \(timeZone); work after the shift "
                + "counts, so it can be more than all of it. No colour: nobody on shift.\(busiest(entries))"
                + (shown < groups
                    ? " The other \(groups - shown) groups stand together in the last row, and one by one in the table."
                    : ""),
            // Colours end where everybody is busy all the time.
            value: ChartAxis(
                "Busy share of time on shift", column: "busy_share", quantity: .share, domain: 0...1),
            labelColumn: "readers", rows: drawn.map(row) + others, folded: folded.map(row),
            emptyLabel: "nobody on shift")
    }

    private static func label(_ group: String, _ design: String) -> String {
        design.isEmpty ? group : "\(group), \(design)"
    }

    private static func row(_ entry: Entry) -> HeatMapChart.Row {
        .init(entry.label, entry.readers.utilisation.map { $0?.value })
    }

    /// The busiest groups, as many as a picture holds, in the order of the scenario, and the others.
    private static func parted(_ entries: [Entry]) -> (drawn: [Entry], folded: [Entry]) {
        let most = HeatMapChart.mostRows(entries.map(\.label))
        guard entries.count > most else { return (entries, []) }
        var loads: [String: Double] = [:]
        for entry in entries { loads[entry.group] = max(loads[entry.group] ?? 0, entry.load) }
        let designs = Set(entries.map(\.design)).count
        // A row of each design is for the others.
        let room = max(1, most / designs - 1)
        let ranked = loads.sorted { ($1.value, $0.key) < ($0.value, $1.key) }
        guard ranked.count > room + 1 else { return (entries, []) }
        let kept = Set(ranked.prefix(room).map(\.key))
        return (entries.filter { kept.contains($0.group) }, entries.filter { !kept.contains($0.group) })
    }

    /// Groups as one row: what all of them are busy of what all are on shift.
    private static func together(_ entries: [Entry], _ design: String) -> HeatMapChart.Row? {
        guard !entries.isEmpty else { return nil }
        let values = (0..<HeatMapChart.hours).map { hour -> Double? in
            let onShift = entries.reduce(0) { $0 + ($1.readers.onShift[hour]?.value ?? 0) }
            let busy = entries.reduce(0) { $0 + ($1.readers.busy[hour]?.value ?? 0) }
            return onShift > 0 ? busy / onShift : nil
        }
        return .init(label("\(entries.count) more groups", design), values)
    }

    /// The hour in which some group is the busiest.
    private static func busiest(_ entries: [Entry]) -> String {
        let peaks = entries.compactMap { entry -> (label: String, hour: Int, share: Estimate)? in
            let hours = entry.readers.utilisation
            let peak = hours.indices.max { (hours[$0]?.value ?? -1) < (hours[$1]?.value ?? -1) } ?? 0
            return hours[peak].map { (entry.label, peak, $0) }
        }
        return peaks.max { $0.share.value < $1.share.value }.map {
            " The busiest are \($0.label) on \(WeekFigures.moment($0.hour)): \(Figure.share($0.share))."
        } ?? ""
    }
}
