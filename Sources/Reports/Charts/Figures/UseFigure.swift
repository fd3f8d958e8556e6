import Experiments
import Teleradiology

/// How busy readers, lines, servers and scanners are.
enum UseFigure {
    /// Of more resources the busiest are drawn.
    private static let most = 20

    static func chart(_ result: ExperimentResult) -> BarChart? {
        chart([("", result)], label: "resource") { resource, _ in (resource.kind.heading, resource.name) }
    }

    /// A bar for each design under each resource.
    static func chart(_ comparison: Comparison) -> BarChart? {
        chart(([comparison.base] + comparison.variants).map { ($0.name, $0.result) }, label: "design") {
            ("\($0.title)", $1)
        }
    }

    private static func chart(
        _ designs: [(name: String, result: ExperimentResult)], label: String,
        _ names: (ResourceEstimate, _ design: String) -> (String, String)
    ) -> BarChart? {
        struct Key: Hashable {
            let kind: ResourceUse.Kind
            let name: String
        }
        var order: [Key] = []
        var uses: [Key: [(design: Int, resource: ResourceEstimate, use: Estimate)]] = [:]
        for (design, entry) in designs.enumerated() {
            for resource in entry.result.resources {
                guard let use = resource.utilisation else { continue }
                let key = Key(kind: resource.kind, name: resource.name)
                if uses[key] == nil { order.append(key) }
                uses[key, default: []].append((design, resource, use))
            }
        }
        func busiest(_ key: Key) -> Double { (uses[key] ?? []).map(\.use.value).max() ?? 0 }
        let limit = max(4, most / designs.count)
        let kept = Set(order.sorted { busiest($0) > busiest($1) }.prefix(limit))
        guard let first = order.max(by: { busiest($0) < busiest($1) }), busiest(first) > 0 else { return nil }
        let kinds = ResourceUse.Kind.allCases.reversed()
        let shown = kinds.flatMap { kind in order.filter { kept.contains($0) && $0.kind == kind } }
        let unit = MeasureQuantity(.share, largest: 1)
        let bars = shown.flatMap { key in
            (uses[key] ?? []).map { design, resource, use in
                let (group, name) = names(resource, designs[design].name)
                return unit.bar(group: group, name, use, series: design)
            }
        }
        let left = order.count - shown.count
        let top = uses[first]?.max { $0.use.value < $1.use.value }
        let busy =
            top.map {
                "\($0.resource.title) is the busiest\(designs.count > 1 ? " (\(designs[$0.design].name))" : ""): \(unit.text($0.use.value))."
            }
            ?? ""
        return BarChart(
            name: "use",
            title: "How busy readers, lines and servers are"
                + (left > 0 ? ": the \(shown.count) busiest of \(order.count)" : ""),
            summary: busy,
            axis: ChartAxis(
                "Busy share of the capacity on offer", column: "utilisation_share", quantity: .share,
                includesZero: true),
            bars: bars, groupColumn: designs.count > 1 ? "resource" : "kind", labelColumn: label)
    }
}

extension ResourceEstimate {
    /// The name with what it is, where the name does not say so.
    var title: String { kind == .readers ? "Readers: \(name)" : name }
}

extension ResourceUse.Kind {
    /// The heading of resources of the kind.
    var heading: String {
        switch self {
        case .scanners: "Scanners"
        case .pool: "Rooms and people"
        case .gateway: "Gateways"
        case .link: "Lines"
        case .hub: "Hubs"
        case .ingest: "Ingest"
        case .triage: "Triage"
        case .worklist: "Worklist"
        case .coordinators: "Coordinators"
        case .readers: "Readers"
        }
    }
}
