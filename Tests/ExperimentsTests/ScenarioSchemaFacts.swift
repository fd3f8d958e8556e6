import Foundation
import Reports
import ScenarioFiles
import Testing

@Suite("The JSON Schema of scenario files")
struct ScenarioSchemaFacts {
    private static let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent()
    private static let schema = ScenarioSchemaJSON.value.text
    private static let template = ScenarioTemplate.named("night-cover")?.text(named: "night-cover.yaml") ?? ""

    private func problems(_ text: String, path: String = "(text)") throws -> [String] {
        // As JSON has it: numbers and texts as JSONSerialization reads them.
        let plain = try ScenarioFile(text: text, path: path).plain
        let data = try JSONSerialization.data(withJSONObject: plain)
        return try JSONSchema(Self.schema).problems(try JSONSerialization.jsonObject(with: data))
    }

    @Test("takes every bundled scenario")
    func bundled() throws {
        let folder = Self.root.appending(path: "Scenarios").path()
        let names = try #require(FileManager.default.enumerator(atPath: folder)?.compactMap { $0 as? String })
        for name in names.filter({ $0.hasSuffix(".yaml") }).sorted() {
            let text = try String(contentsOfFile: folder + "/" + name, encoding: .utf8)
            #expect(try problems(text, path: folder + "/" + name) == [], "\(name)")
        }
    }

    @Test("takes the pages of keys")
    func pages() throws {
        let folder = Self.root.appending(path: "Sources/ScenarioFiles")
        for name in try FileManager.default.contentsOfDirectory(atPath: folder.path())
        where name.hasSuffix("Keys.md") {
            let text = try String(contentsOf: folder.appending(path: name), encoding: .utf8)
            for block in text.components(separatedBy: "```yaml\n").dropFirst() {
                let yaml = block.components(separatedBy: "```")[0]
                if yaml.contains("technologies:") { #expect(try problems(yaml) == [], "\(name)") }
            }
        }
    }

    @Test("takes every template", arguments: ScenarioTemplate.all)
    func templates(_ template: ScenarioTemplate) throws {
        #expect(try problems(template.text(named: "x.yaml", replaying: "Studies")) == [])
    }

    @Test(
        "refuses what the readers refuse",
        arguments: [
            ("length: 14 d", "length: 14"), ("length: 14 d", "length: 14 dys"),
            ("length: 14 d", "lenght: 14 d"),
            ("delivery: cloud", "delivery: clod"), ("replications: 10", "replications: 0"),
            ("replications: 10", "replications: ten"), ("start: 2026-03-02T00:00", "start: 2 March 2026"),
            ("start: 2026-03-02T00:00  ", "x-start: 2026-03-02T00:00"), ("seed: 1 ", "seed: 1.5 "),
            ("profile: emergency", "profile: emergencies"), ("per_day: 50", "per_day: fifty"),
            ("per_day: 50", "per_dya: 50"), ("modality: ct", "modality: cat"),
            ("bandwidth: 1 Gbit/s", "bandwidth: 1 Gb"),
            ("round_trip: 10 ms", "round_trip: 10"), ("hours: 08:00-20:00", "hours: 8 to 20"),
            ("days: daily", "days: 7"), ("cost: { per_hour: 110 EUR }", "cost: { per_hour: 110 }"),
            ("count: 4\n", "count: four\n"), ("kind: hospital", "kind: hospitl"),
            ("order: priority", "order: prioritised"),
            ("protocol: { stow: { instances_per_request: 50 } }", "protocol: { stow: { }, c_store: { } }"),
            ("workers: { min: 2, max: 20 }", "workers: { min: 2 }"), ("loss: 0.01 %", "loss: 3"),
            ("  - group: Day team", "  - name: Day team"), ("readers:\n", "reeders:\n"),
            ("application: { neurology: 45 %, other: 55 % }", "application: neurolgy"),
            ("expect:", "expect: { }\nx-expect:"),
            ("arrivals: { per_day: 35,", "arrivals: { per_day: 35, per_year: 7,"),
            ("country: DE   ", "country: [ DE ]   "),
        ])
    func broken(old: String, new: String) throws {
        #expect(try problems(Self.template) == [])
        let range = try #require(Self.template.range(of: old), "no '\(old)'")
        let text = Self.template.replacingCharacters(in: range, with: new)
        #expect(try !problems(text).isEmpty, "\(new)")
        // The readers say so too.
        #expect(throws: ScenarioError.self) { try ScenarioFile(text: text, path: "t.yaml").scenario() }
    }

    @Test("lets a file that extends another leave out what that says")
    func parts() throws {
        let schema = try JSONSchema(Self.schema)
        let part: [String: Any] = [
            "extends": "base.yaml", "sites": [["name": "St Anna", "uplink": ["loss": "1 %"]]],
        ]
        #expect(schema.problems(part) == [])
        var wrong = part
        wrong["lenght"] = "3 d"
        #expect(schema.problems(wrong) == ["/: does not know lenght"])
    }
}
