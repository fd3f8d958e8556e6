import Foundation
import ScenarioFiles
import Teleradiology
import Testing

/// A small scenario that uses every concept, and ways to spoil it.
enum SampleScenario {
    static let path = "night.yaml"

    static let text = """
        title: Night cover
        start: 2026-03-02T00:00
        time_zone: Europe/Berlin
        length: 28 d
        warm_up: 2 d
        priorities:
          - { name: stat, target: 30 min }
          - { name: routine, target: 24 h }
        sites:
          - name: St Anna
            kind: hospital
            country: DE
            uplink: { bandwidth: 100 Mbit/s, round_trip: { cloud: 18 ms, on-premise: 6 ms }, loss: 0.001 % }
            scanners:
              ct: { count: 2, exam: { lognormal: { mean: 14 min, sd: 6 min } } }
            demand:
              - modality: ct
                arrivals: { per_day: 64, profile: emergency }
                priority: { stat: 30 %, routine: 70 % }
                application: { neurology: 45 %, other: 55 % }
                size: { instances: 300, bytes: 181 MB }
                reading: { lognormal: { median: 10 min, sigma: 0.5 } }
              - modality: ct
                arrivals: { interarrival: { exponential: { mean: 1 h } } }
        delivery: cloud
        technologies:
          cloud:
            protocol: { stow: { instances_per_request: 50 } }
            ingest: { workers: { min: 2, max: 40 }, scale_up: 45 s, per_study: 1.5 s, per_instance: 3 ms }
          on-premise:
            protocol: { c_store: { associations: 2 } }
            line: { bandwidth: 500 Mbit/s }
            ingest: { workers: 4, per_study: 0.5 s, per_instance: 2 ms }
        readers:
          - group: Night team
            count: 4
            time_zone: Europe/Berlin
            shifts: [ { days: daily, hours: 18:00-08:00 } ]
            reads: { modalities: all, applications: all }
            licences: [ DE, FR ]
            downlink: { bandwidth: 200 Mbit/s, round_trip: 20 ms }
            speed: 1.2
        worklist: { order: priority }
        variants:
          on-premise: { delivery: on-premise }
          five readers: { readers.Night team.count: 5 }
        """

    static func file(_ text: String = text) throws(ScenarioError) -> ScenarioFile {
        try ScenarioFile(text: text, path: path)
    }

    static func scenario(_ text: String = text) throws(ScenarioError) -> Scenario {
        try file(text).scenario()
    }

    /// The sample with one piece of text, which must be there, replaced.
    static func text(replacing old: String, with new: String) throws -> String {
        let range = try #require(text.range(of: old), "the sample has no '\(old)'")
        return text.replacingCharacters(in: range, with: new)
    }

    /// The sample read with one piece replaced.
    static func scenario(replacing old: String, with new: String) throws -> Scenario {
        try scenario(text(replacing: old, with: new))
    }

    /// Everything wrong with a text; empty when nothing is.
    static func errors(in text: String) -> [ScenarioDiagnostic] {
        do {
            _ = try scenario(text)
            return []
        } catch {
            return error.diagnostics
        }
    }
}

extension ScenarioDiagnostic {
    /// `file:line:column: error: message`, without the line of the file.
    var head: String { String(description.prefix { $0 != "\n" }) }
}

/// The place of the mark `«` in a text, and the text without it.
struct MarkedText {
    let text: String
    let line: Int
    let column: Int

    init(_ marked: String) throws {
        let scalars = Array(marked.unicodeScalars)
        let mark = try #require(scalars.firstIndex(of: "«"), "no mark in the text")
        let before = scalars[..<mark]
        line = before.count { $0 == "\n" } + 1
        column = mark - (before.lastIndex(of: "\n") ?? -1)
        text = marked.replacing("«", with: "")
    }
}

/// A folder of a test's own, removed when the test lets go of it.
final class ScratchFolder {
    let path: String

    init() throws {
        let folder = FileManager.default.temporaryDirectory
            .appendingPathComponent("telerad-scenario-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        path = folder.path
    }

    deinit { try? FileManager.default.removeItem(atPath: path) }

    @discardableResult
    func write(_ data: Data, to name: String) throws -> String {
        let file = path + "/" + name
        try data.write(to: URL(filePath: file))
        return file
    }
}
