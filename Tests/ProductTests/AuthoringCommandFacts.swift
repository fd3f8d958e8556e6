import Foundation
import ScenarioFiles
import Testing

private let demo = Repository.root.appending(path: "Scenarios/demo.yaml").path()
private let samples = Repository.root.appending(path: "SampleStudies").path()

@Suite("The commands that help to write scenarios")
struct AuthoringCommandFacts {
    // MARK: validate

    @Test("validate reports errors of every kind at once, each with its line and a caret, and counts them")
    func allErrors() throws {
        let scratch = try Scratch()
        let text = try String(contentsOfFile: demo, encoding: .utf8)
            .replacing("length: ", with: "lenght: ").replacing("warm_up: 2 d", with: "warm_up: 2")
            .replacing("kind: hospital", with: "kind: hospitl")
        let file = try scratch.file("wrong.yaml", text)
        let output = try Telerad.run("validate", file)
        #expect(output.status == 2)
        let lines = output.standardError.split(separator: "\n")
        let carets = lines.count { $0.drop { $0 == " " || $0 == "\t" } == "^" }
        let errors = lines.count { $0.contains(": error: ") }
        #expect(errors >= 3)
        #expect(carets == errors)
        for part in ["did you mean 'length'?", "'2' has no unit", "did you mean 'hospital'?"] {
            #expect(output.standardError.contains(part), "\(output.standardError)")
        }
        #expect(lines.last == "\(file): \(errors) errors")
    }

    @Test("validate prints at most --limit findings and counts the rest")
    func limit() throws {
        let scratch = try Scratch()
        let items = (1...80).map { "  - { name: site \($0), demnd: [] }" }.joined(separator: "\n")
        let file = try scratch.file("many.yaml", "start: 2026-03-02\nlength: 1 d\nsites:\n\(items)\n")
        let few = try Telerad.run("validate", file, "--limit", "5")
        #expect(few.standardError.components(separatedBy: ": error: ").count == 6)
        #expect(few.standardError.contains(" more are not shown; --limit 0 shows all"))
        let all = try Telerad.run("validate", file, "--limit", "0")
        #expect(all.standardError.components(separatedBy: ": error: ").count > 81)
    }

    @Test("validate --json gives ranges: the column behind the last character too")
    func ranges() throws {
        let scratch = try Scratch()
        let text = try String(contentsOfFile: demo, encoding: .utf8)
            .replacing("\ndelivery: cloud", with: "\ndelivery: clod").replacing(
                "../SampleStudies", with: samples)
        let output = try Telerad.run("validate", try scratch.file("wrong.yaml", text), "--json")
        let report =
            try JSONSerialization.jsonObject(with: Data(output.standardOutput.utf8)) as? [String: Any]
        let files = try #require(report?["files"] as? [[String: Any]])
        let found = try #require((files[0]["diagnostics"] as? [[String: Any]])?.first)
        let column = try #require(found["column"] as? Int)
        #expect(column == "delivery: ".count + 1)
        #expect(found["end_column"] as? Int == column + "clod".count)
        #expect(found["end_line"] as? Int == found["line"] as? Int)
        #expect((found["source"] as? String)?.hasPrefix("delivery: clod") == true)
    }

    @Test("validate reports what is wrong in variants, and in which")
    func variants() throws {
        let scratch = try Scratch()
        let text = try String(contentsOfFile: demo, encoding: .utf8)
            .replacing("variants:\n", with: "variants:\n  bad: { readers.Nite team.count: 2, lenght: 3 d }\n")
        let output = try Telerad.run("validate", try scratch.file("wrong.yaml", text))
        #expect(output.status == 2)
        #expect(
            output.standardError.contains("variant bad: the path 'Nite team.count' leads nowhere"))
        let other = try Telerad.run(
            "validate",
            try scratch.file("other.yaml", text.replacing("readers.Nite team.count: 2, ", with: "")))
        #expect(other.standardError.contains("variant bad: unknown key 'lenght'; did you mean 'length'?"))
    }

    @Test("what the model finds is told at the place of the stream")
    func modelPlaces() throws {
        let output = try Telerad.run("validate", demo, "--set", "readers.*.reads={ modalities: ct }")
        let found = output.standardError.firstMatch(
            of: #/demo.yaml:(\d+):(\d+): error: nobody may read xray .* at site St Anna/#)
        let line = try #require(found.flatMap { Int($0.1) })
        let lines = try String(contentsOfFile: demo, encoding: .utf8).components(separatedBy: "\n")
        #expect(lines[line - 1].contains("modality: xray"))
    }

    // MARK: explain

    @Test("explain tells the scenario in words, and each value with its line, option, preset or default")
    func explain() throws {
        let output = try Telerad.run("explain", demo, "--set", "readers.Night team.count=5")
        #expect(output.status == 0)
        let text = output.standardOutput
        for part in [
            "Who makes studies", "How they travel", "Who reads", "In which order", "What is promised",
            "Night team: 5 readers", "[D] NCI Imaging Data Commons",
        ] {
            #expect(text.contains(part), "\(part)")
        }
        let lines = text.split(separator: "\n").map { $0.split(separator: " ").joined(separator: " ") }
        #expect(lines.contains { $0.hasPrefix("warm_up 2 d \(demo):") })
        #expect(lines.contains("count 5 --set"))
        #expect(lines.contains("congestion cubic default"))
    }

    @Test("explain --variant tells a variant, and --json gives the same values")
    func explainVariant() throws {
        let output = try Telerad.run("explain", demo, "--variant", "on-premise", "--json")
        let report =
            try JSONSerialization.jsonObject(with: Data(output.standardOutput.utf8)) as? [String: Any]
        #expect(report?["schema"] as? String == "telerad.explain/1")
        let values = try #require(report?["values"] as? [[String: Any]])
        let delivery = try #require(values.first { $0["path"] as? [String] == ["delivery"] })
        #expect(delivery["value"] as? String == "on-premise")
        #expect(delivery["origin"] as? String == "variant")
        #expect(delivery["detail"] as? String == "on-premise")
        #expect((delivery["line"] as? Int ?? 0) > 1)
    }

    // MARK: schema and init

    @Test("schema prints or writes the same JSON Schema")
    func schema() throws {
        let scratch = try Scratch()
        let printed = try Telerad.run("schema")
        let file = scratch.path("telerad.schema.json")
        #expect(try Telerad.run("schema", "--output", file).status == 0)
        #expect(try String(contentsOfFile: file, encoding: .utf8) == printed.standardOutput)
        let schema =
            try JSONSerialization.jsonObject(with: Data(printed.standardOutput.utf8)) as? [String: Any]
        #expect(schema?["$schema"] as? String == "https://json-schema.org/draft/2020-12/schema")
    }

    @Test(
        "init writes a template that is good without a warning and runs, with the schema beside it",
        arguments: ScenarioTemplate.all)
    func templates(_ template: ScenarioTemplate) throws {
        let scratch = try Scratch()
        let file = scratch.path("mine.yaml")
        let folder = template.replays ? [samples] : []
        let written = try Telerad.run(["init", template.name] + folder + ["--output", file])
        #expect(written.status == 0)
        #expect(try scratch.names == ["mine.yaml", "telerad.schema.json"])
        let text = try String(contentsOfFile: file, encoding: .utf8)
        #expect(text.hasPrefix("# yaml-language-server: $schema=telerad.schema.json\n"))
        #expect(text.contains("telerad validate \(file)"))
        let valid = try Telerad.run("validate", file)
        #expect(valid.status == 0)
        // A folder of samples may hold what is no study; that is said.
        if !template.replays { #expect(valid.standardError == "") }
        let run = try Telerad.run("run", file, "--replications", "1", "--set", "length=3 d")
        #expect([0, 99].contains(run.status), "\(run.standardError)")
        #expect(run.standardOutput.contains("RTAT"))
        for name in try ScenarioFile(contentsOfFile: file).variantNames {
            #expect(try Telerad.run("explain", file, "--variant", name).status == 0)
        }
    }

    @Test("init writes over nothing without --force")
    func force() throws {
        let scratch = try Scratch()
        let file = try scratch.file("mine.yaml", "precious")
        let refused = try Telerad.run("init", "night-cover", "--output", file)
        #expect(refused.status == 73)
        #expect(refused.standardError.contains("is there already; --force writes over it"))
        #expect(try String(contentsOfFile: file, encoding: .utf8) == "precious")
        #expect(try Telerad.run("init", "night-cover", "--output", file, "--force").status == 0)
        #expect(try String(contentsOfFile: file, encoding: .utf8).contains("Night cover"))
    }

    @Test("init lists its templates, alone and when a name is wrong, with the nearest one")
    func list() throws {
        let alone = try Telerad.run("init")
        let wrong = try Telerad.run("init", "nigth-cover")
        #expect(alone.status == 0)
        #expect(wrong.status == 64)
        #expect(wrong.standardError.contains("did you mean 'night-cover'?"))
        for template in ScenarioTemplate.all {
            #expect(alone.standardOutput.contains(template.name))
            #expect(wrong.standardError.contains(template.name))
        }
        let folder = try Telerad.run("init", "replay")
        #expect(folder.status == 64)
        #expect(folder.standardError.contains("telerad init replay FOLDER"))
    }

    @Test("templates are the files in the sources, byte for byte", arguments: ScenarioTemplate.all)
    func embedded(_ template: ScenarioTemplate) throws {
        let name = "\(template.name).yaml"
        let file = try Repository.text("Sources/ScenarioFiles/Templates/\(name)")
        #expect(template.text(named: name) == file)
    }

    // MARK: extends

    @Test("a run of a file that extends another gives the bytes of the merged file")
    func extended() throws {
        let scratch = try Scratch()
        let text = try String(contentsOfFile: demo, encoding: .utf8)
            .replacing("../SampleStudies", with: samples)
        let whole = try scratch.file("whole.yaml", text.replacing("seed: 20260302", with: "seed: 7"))
        _ = try scratch.file("base.yaml", text)
        let top = try scratch.file("top.yaml", "extends: base.yaml\nseed: 7\n")
        func report(_ file: String) throws -> String {
            let output = try Telerad.run("run", file, "--replications", "2", "--set", "length=4 d", "--json")
            return output.standardOutput.replacing(file, with: "FILE")
        }
        #expect(try report(top) == report(whole))
    }
}
