import DICOMHeader
import Experiments
import Foundation
import Reports
import ScenarioFiles
import Teleradiology
import Testing

@Suite("Reports say what was found, for people and for programs")
struct ReportFacts {
    private func parsed(_ value: JSONValue) throws -> [String: Any] {
        try JSONSchema.object(Data(value.text.utf8))
    }

    @Test("listings of folders keep to the committed schema, broken files included")
    func folderSchema() throws {
        let schema = try JSONSchema.reports()
        let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent()
        let scratch = FileManager.default.temporaryDirectory.appending(path: "telerad-listing-\(UUID())")
        defer { try? FileManager.default.removeItem(at: scratch) }
        try FileManager.default.createDirectory(at: scratch, withIntermediateDirectories: true)
        let whole = try Data(
            contentsOf: root.appending(path: "SampleStudies/01-ct-head-stat/axial/001.dcm"))
        try whole.dropLast(100).write(to: scratch.appending(path: "cut.dcm"))
        let folders = [
            try StudyFolder(
                at: root.appending(path: "SampleStudies").path(), threads: 2, keepsInstances: true),
            try StudyFolder(at: scratch.path(), threads: 1, keepsInstances: true),
        ]
        #expect(schema.problems(try parsed(StudiesListing(folders).json), as: "studies") == [])
        let listing = try parsed(InstancesListing(folders).json)
        #expect(schema.problems(listing, as: "instances") == [])
        let partial = try #require(listing["partial"] as? [[String: Any]])
        #expect(partial.map { $0["modality"] as? String } == ["CT"])
    }

    @Test("reports for programs keep to the committed schema")
    func schema() async throws {
        let schema = try JSONSchema.reports()
        let comparison = try await SmallScenario.comparison()
        let run = try parsed(RunJSON.value(comparison.base.result))
        #expect(schema.problems(run, as: "run") == [])
        #expect(schema.problems(try parsed(CompareJSON.value(comparison)), as: "compare") == [])
        let single = try await SmallScenario.result("replications=1")
        #expect(schema.problems(try parsed(RunJSON.value(single)), as: "run") == [])
        let empty = try await SmallScenario.result("length=1 min", "warm_up=0 s")
        #expect(schema.problems(try parsed(RunJSON.value(empty)), as: "run") == [])
    }

    @Test("reports for programs say which version made them, of which scenario and seed")
    func provenance() async throws {
        let comparison = try await SmallScenario.comparison()
        let report = try parsed(CompareJSON.value(comparison))
        #expect(report["version"] as? String == teleradVersion)
        let designs = try #require(report["designs"] as? [[String: Any]])
        let hashes = designs.map { ($0["scenario"] as? [String: Any])?["hash"] as? String }
        let arms = [comparison.base] + comparison.variants
        let fingerprints = arms.map { ExperimentDesign(name: "", scenario: $0.result.scenario).fingerprint }
        #expect(hashes.map { $0.flatMap { UInt64($0, radix: 16) } } == fingerprints)
        // Each variant changes something.
        #expect(Set(fingerprints).count == arms.count)
    }

    @Test("a report with a key too many, too few or of another type does not")
    func brokenReports() async throws {
        let schema = try JSONSchema.reports()
        let good = try parsed(RunJSON.value(try await SmallScenario.result("replications=1")))
        var more = good
        more["surprise"] = 1
        #expect(schema.problems(more, as: "run") == ["/: does not know surprise"])
        var less = good
        less["fingerprint"] = nil
        #expect(schema.problems(less, as: "run") == ["/: lacks fingerprint"])
        var other = good
        other["events"] = "many"
        #expect(schema.problems(other, as: "run").contains { $0.hasPrefix("/events: ") })
    }

    @Test("texts of a scenario come through JSON as they are")
    func quoting() async throws {
        let result = try await SmallScenario.result("replications=1")
        let report = try parsed(RunJSON.value(result))
        let scenario = try #require(report["scenario"] as? [String: Any])
        #expect(scenario["title"] as? String == "Small: \"quoted\", back\\slash, Größe")
        #expect(scenario["title"] as? String == result.scenario.title)
        #expect(scenario["seed"] as? String == "11")
    }

    @Test("JSON numbers read back as the same numbers; what is not finite is null")
    func numbers() throws {
        let values = [0.1, 1.0 / 3, 1e-300, 5e300, 123_456_789.25, -0.0, 3, 1e22]
        let text = JSONValue.array(values.map { .number($0) }).text
        let read = try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [Double]
        #expect(read == values)
        #expect(JSONValue.array([.number(.nan), .number(.infinity)]).text == "[\n  null,\n  null\n]\n")
        let control = JSONValue.string("\u{1}\n\t\"\\é").text
        #expect(control == "\"\\u0001\\n\\t\\\"\\\\é\"\n")
    }

    @Test(
        "the text has a table for every interval, a row for every technique and the conservation of studies")
    func text() async throws {
        let result = try await SmallScenario.result()
        let text = RunText(result).text
        for part in [
            "Transfer: imaging complete → available", "Wait: available → opened",
            "Read: opened → report published", "Report turnaround time", "Use of resources", "X-ray", "CT",
            "  stat", "  routine", "±", "95 % confidence interval",
        ] {
            #expect(text.contains(part), "\(part)")
        }
        let sum = result.conservation
        #expect(text.contains("\(sum.created) created = \(sum.reported) reported"))
    }

    @Test("one replication claims no interval")
    func single() async throws {
        let text = RunText(try await SmallScenario.result("replications=1")).text
        #expect(!text.contains("±"))
        #expect(text.contains("One replication: no confidence intervals"))
    }

    @Test("a run without any report says so with dashes and zeros, not with numbers")
    func nothing() async throws {
        let text = RunText(try await SmallScenario.result("length=1 min", "warm_up=0 s")).text
        #expect(text.contains("–"))
        #expect(!text.lowercased().contains("nan"))
    }

    @Test("the comparison begins with the answer: sooner or later, more or less, by how much")
    func answer() async throws {
        let comparison = try await SmallScenario.comparison()
        let text = CompareText(comparison).text
        let lines = text.split(separator: "\n")
        let ct = try #require(lines.last { $0.hasPrefix("mean RTAT, CT") })
        #expect(ct.hasSuffix(" sooner"))
        #expect(text.contains("two readers instead of cloud"))
        #expect(text.contains("stat within 30 min"))
        #expect(text.contains("corrected for 2 variants"))
    }

    @Test("an explained scenario keeps to the committed schema")
    func explained() throws {
        let file = try ScenarioFile(text: SmallScenario.text, path: "small.yaml")
        let value = ExplainJSON.value(
            try file.explained(), file: "small.yaml", variant: nil, variants: file.variantNames)
        #expect(try JSONSchema.reports().problems(try parsed(value), as: "explain") == [])
    }

    @Test("diagnostics for programs carry file, line and column")
    func diagnostics() throws {
        let wrong = SmallScenario.text.replacing("arrivals", with: "arivals")
        let schema = try JSONSchema.reports()
        let findings = try ScenarioFile(text: wrong, path: "wrong.yaml").findings()
        #expect(!findings.isValid)
        let value = ValidateJSON.value(
            isValid: false, files: [ValidateJSON.value(file: "wrong.yaml", findings)])
        #expect(schema.problems(try parsed(value), as: "validate") == [])
        let line = wrong.split(separator: "\n", omittingEmptySubsequences: false)
            .firstIndex { $0.contains("arivals") }
        #expect(findings.diagnostics.first?.place.line == line.map { $0 + 1 })
    }
}
