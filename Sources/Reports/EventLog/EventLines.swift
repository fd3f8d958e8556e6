import Foundation
import Teleradiology

/// Writes lines of a log: everything that can be is made ready ahead, so that a line is a few copies.
struct EventLines {
    private let format: EventLogFormat
    private let showsReplication: Bool
    private let kinds: EventKinds
    private var clock: EventClock
    /// By kind of event.
    private let heads: LinePieces
    /// By application, by reader group (the last is none), by finding (the last is none).
    private let applications: LinePieces
    private let readers: LinePieces
    private let findings: LinePieces
    private let sole: SOLEMessage?

    init(_ scenario: Scenario, _ format: EventLogFormat, showsReplication: Bool) {
        self.format = format
        self.showsReplication = showsReplication
        kinds = EventKinds(scenario)
        clock = EventClock(scenario)
        sole = format == .sole ? SOLEMessage(scenario, showsReplication: showsReplication) : nil
        let isJSON = format == .ndjson
        func quoted(_ text: String) -> String { isJSON ? JSONValue.quoted(text) : CSV.quoted(text) }
        heads = kinds.pieces { milestone, site, modality, priority in
            let code = milestone.radLexCode
            return isJSON
                ? ",\"milestone\":\"\(milestone.label)\",\"rid\":\(code.map(quoted) ?? "null"),\"site\":"
                    + "\(quoted(site.name)),\"modality\":\"\(modality.name)\",\"priority\":\(quoted(priority.name))"
                : ",\(milestone.label),\(code ?? ""),\(quoted(site.name)),\(modality.name),\(quoted(priority.name)),"
        }
        applications = LinePieces(Application.allCases.map(\.name))
        readers = LinePieces(
            scenario.readers.map { isJSON ? ",\"readers\":\(quoted($0.name))" : ",\(quoted($0.name))," }
                + [isJSON ? "" : ",,"])
        findings = LinePieces(
            TriageFinding.allCases.map { isJSON ? ",\"finding\":\"\($0.name)\"" : $0.name } + [""])
    }

    /// More than any line has.
    var longestLine: Int { heads.longest + readers.longest + (sole?.longest ?? 0) + 400 }

    /// Writes what stands before the first line.
    func begin(_ line: inout LinePen) {
        guard format == .csv else { return }
        if showsReplication { line.append("replication,") }
        line.append(
            "time,study,milestone,rid,site,modality,priority,application,instances,bytes,readers,finding\n")
    }

    /// Writes the line of one milestone; replications are counted from 0 here and from 1 in lines.
    mutating func append(_ event: MilestoneEvent, replication: Int, to line: inout LinePen) {
        switch format {
        case .ndjson: appendJSON(event, replication, &line)
        case .csv: appendCSV(event, replication, &line)
        case .sole: sole?.append(event, replication, &clock, &line)
        }
    }

    private mutating func appendJSON(_ event: MilestoneEvent, _ replication: Int, _ line: inout LinePen) {
        line.append("{")
        if showsReplication {
            line.append("\"replication\":")
            line.append(number: replication + 1)
            line.append(",")
        }
        line.append("\"time\":\"")
        clock.append(event.time, to: &line)
        line.append("\",\"study\":")
        line.append(number: event.study)
        line.append(heads, kinds[event])
        // Once for a study is enough.
        if event.milestone == .ordered {
            line.append(",\"application\":\"")
            line.append(applications, Int(event.application.rawValue))
            line.append("\",\"instances\":")
            line.append(number: Int(event.instances))
            line.append(",\"bytes\":")
            line.append(number: Int(event.bytes.rounded()))
        }
        appendOutcome(event, &line)
        line.append("}\n")
    }

    private mutating func appendCSV(_ event: MilestoneEvent, _ replication: Int, _ line: inout LinePen) {
        if showsReplication {
            line.append(number: replication + 1)
            line.append(",")
        }
        clock.append(event.time, to: &line)
        line.append(",")
        line.append(number: event.study)
        line.append(heads, kinds[event])
        // Once for a study is enough.
        if event.milestone == .ordered {
            line.append(applications, Int(event.application.rawValue))
            line.append(",")
            line.append(number: Int(event.instances))
            line.append(",")
            line.append(number: Int(event.bytes.rounded()))
        } else {
            line.append(",,")
        }
        appendOutcome(event, &line)
        line.append("\n")
    }

    /// Who has it, and what triage just found.
    private func appendOutcome(_ event: MilestoneEvent, _ line: inout LinePen) {
        line.append(readers, event.readerGroup >= 0 ? Int(event.readerGroup) : kinds.readerGroups)
        if event.milestone == .triaged, let finding = event.finding {
            line.append(findings, Int(finding.rawValue))
        }
    }
}

/// The kinds of lines: milestone × site × modality × priority, and as many pieces of text.
struct EventKinds {
    private let sites: [Site]
    private let priorities: [PriorityClass]
    let readerGroups: Int

    init(_ scenario: Scenario) {
        sites = scenario.sites
        priorities = scenario.priorities
        readerGroups = scenario.readers.count
    }

    /// The kind of an event.
    subscript(event: MilestoneEvent) -> Int {
        let place = Int(event.milestone.rawValue) * sites.count + Int(event.site)
        return (place * Modality.allCases.count + Int(event.modality.rawValue)) * priorities.count
            + Int(event.priority)
    }

    /// A piece of text for each kind.
    func pieces(_ text: (Milestone, Site, Modality, PriorityClass) -> String) -> LinePieces {
        var texts: [String] = []
        for milestone in Milestone.allCases {
            for site in sites {
                for modality in Modality.allCases {
                    for priority in priorities { texts.append(text(milestone, site, modality, priority)) }
                }
            }
        }
        return LinePieces(texts)
    }
}
