import Teleradiology

/// The way of studies through a scenario as boxes and arrows: sites, hubs, what stands between them and the readers.
struct ModelDiagram: Sendable {
    struct Box: Sendable {
        let title: String
        let lines: [String]
    }
    struct Arrow: Sendable {
        let from: Int
        let to: Int
        let label: String
        /// Whether it stands for a way that is only used at times.
        var isDashed = false
    }

    private(set) var boxes: [Box] = []
    /// The indices of boxes that stand one below the other, by column from left to right.
    private(set) var columns: [[Int]] = []
    private(set) var arrows: [Arrow] = []
    /// The whole in one sentence, for those who can't see it.
    let summary: String

    /// More sites or groups than this are drawn as one box.
    private static let most = 12

    init(_ facts: ModelFacts) {
        let scenario = facts.scenario
        summary =
            "\(ModelFacts.count(scenario.sites.count, "site")) → "
            + "\(scenario.delivery.hubs.map(\.rawValue).joined(separator: " and ")) → "
            + (scenario.triage.isEmpty ? "" : "triage → ") + "worklist → "
            + ModelFacts.count(scenario.readers.count, "group") + " of readers"

        let sites = scenario.sites.map { site in
            var lines = [site.kind.words]
            if !site.scanners.isEmpty {
                lines.append(
                    "scanners: "
                        + Modality.allCases.compactMap { modality in
                            site.scanners[modality].map { "\($0.count) \(modality.title)" }
                        }.joined(separator: ", "))
            }
            if !site.proceduresInUse.isEmpty {
                lines.append("procedures: " + site.proceduresInUse.map(\.name).joined(separator: ", "))
                lines.append("with " + site.poolsInUse.map(\.inBrief).joined(separator: ", "))
            }
            lines.append(ModelFacts.titles(ofStreams: site.demand).joined(separator: ", "))
            if let gateway = site.gateway { lines.append("gateway: \(gateway.concurrency) at once") }
            lines.append(site.uplink.map { "uplink \($0.bandwidth.words)" } ?? "no line")
            return Box(title: site.name, lines: lines)
        }
        let groups = scenario.readers.map { group in
            Box(
                title: group.name,
                lines: [
                    ModelFacts.count(group.count, "reader") + (group.onCall == nil ? "" : ", on call"),
                    group.downlink.map { "line \($0.bandwidth.words) each" } ?? "no line",
                ])
        }
        let left = add(Self.shortened(sites, "sites"))
        let hubs = scenario.delivery.hubs.map { hub in
            add(Box(title: hub.rawValue, lines: Self.lines(hub, scenario)))
        }
        columns.append(left)
        columns.append(hubs)
        for site in left { arrows.append(Arrow(from: site, to: hubs[0], label: "")) }
        if hubs.count > 1 {
            arrows.append(Arrow(from: hubs[0], to: hubs[1], label: "copies", isDashed: true))
        }
        var middle: [Int] = []
        if !scenario.triage.isEmpty {
            middle = scenario.triage.map {
                add(Box(title: "Triage: \($0.name)", lines: [ModelFacts.count($0.servers, "server")]))
            }
            columns.append(middle)
        }
        let worklist = add(Box(title: "Worklist", lines: [scenario.worklist.shortWords]))
        columns.append([worklist])
        for hub in hubs {
            for program in middle { arrows.append(Arrow(from: hub, to: program, label: "")) }
            arrows.append(Arrow(from: hub, to: worklist, label: middle.isEmpty ? "" : "others"))
        }
        for program in middle { arrows.append(Arrow(from: program, to: worklist, label: "")) }
        let right = add(Self.shortened(groups, "groups of readers"))
        columns.append(right)
        for group in right { arrows.append(Arrow(from: worklist, to: group, label: "")) }
        let report = add(
            Box(title: "Report", lines: scenario.reporting == nil ? [] : ["and what follows it"]))
        columns.append([report])
        for group in right { arrows.append(Arrow(from: group, to: report, label: "")) }
    }

    private mutating func add(_ box: Box) -> Int {
        boxes.append(box)
        return boxes.count - 1
    }

    private mutating func add(_ all: [Box]) -> [Int] { all.map { add($0) } }

    private static func shortened(_ all: [Box], _ what: String) -> [Box] {
        guard all.count > most else { return all }
        return all.prefix(most - 1) + [Box(title: "\(all.count - most + 1) more \(what)", lines: [])]
    }

    private static func lines(_ hub: DeliveryTechnology, _ scenario: Scenario) -> [String] {
        guard let plan = scenario.technologies[hub] else { return [] }
        let ingest = plan.ingest
        return [
            plan.line.map { "line of \($0.words)" } ?? "",
            ingest.minimumWorkers == ingest.maximumWorkers
                ? "ingest: \(ModelFacts.count(ingest.minimumWorkers, "worker"))"
                : "ingest: \(ingest.minimumWorkers) to \(ingest.maximumWorkers) workers",
        ].filter { !$0.isEmpty }
    }

    // MARK: Mermaid

    /// The diagram in the language of Mermaid, which is also readable as it stands.
    var mermaid: String {
        var lines = ["flowchart LR"]
        for (index, box) in boxes.enumerated() {
            let text = ([box.title] + box.lines).map(Self.quoted).joined(separator: "<br>")
            lines.append("  n\(index)[\"\(text)\"]")
        }
        for arrow in arrows {
            let stroke = arrow.isDashed ? "-.->" : "-->"
            let label = arrow.label.isEmpty ? "" : "|\"\(Self.quoted(arrow.label))\"|"
            lines.append("  n\(arrow.from) \(stroke)\(label) n\(arrow.to)")
        }
        return lines.joined(separator: "\n")
    }

    /// Mermaid's own way of writing signs that would end a text: by entities.
    private static func quoted(_ text: String) -> String {
        var quoted = ""
        for sign in text.withoutControls {
            switch sign {
            case "\"": quoted += "#quot;"
            case "#": quoted += "#35;"
            case "<": quoted += "#lt;"
            case ">": quoted += "#gt;"
            case "&": quoted += "#amp;"
            case "`": quoted += "#96;"
            default: quoted.append(sign)
            }
        }
        return quoted
    }
}
