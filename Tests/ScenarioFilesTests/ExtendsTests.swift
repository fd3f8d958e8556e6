import Foundation
import ScenarioFiles
import SimulationKernel
import Teleradiology
import Testing

/// Files in a folder that is gone after the test.
private final class Files {
    let folder = FileManager.default.temporaryDirectory.appending(
        path: "telerad-extends-\(UUID().uuidString)")

    init(_ files: [String: String]) throws {
        for (name, text) in files {
            let file = folder.appending(path: name)
            try FileManager.default.createDirectory(
                at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
            try Data(text.utf8).write(to: file)
        }
    }

    deinit { try? FileManager.default.removeItem(at: folder) }

    func path(_ name: String) -> String { folder.path(percentEncoded: false) + "/" + name }

    func scenario(_ name: String) throws -> Scenario {
        try ScenarioFile(contentsOfFile: path(name)).scenario()
    }

    /// What is wrong with a file, each message with its file's name and line.
    func errors(_ name: String) -> [String] {
        ScenarioFile.findings(inFile: path(name)).diagnostics.map {
            "\(($0.place.file as NSString).lastPathComponent):\($0.place.line): \($0.message)"
        }
    }
}

@Suite("A file extends others")
struct ExtendsTests {
    @Test("maps are merged key by key, named items one by one, other lists replaced")
    func merging() throws {
        let files = try Files([
            "base.yaml": SampleScenario.text,
            "top.yaml": """
            extends: base.yaml
            title: Over it
            priorities: [ { name: routine, target: 12 h }, { name: later } ]
            sites:
              - name: St Anna
                uplink: { loss: 1 % }
              - name: Second
                demand: [ { modality: mr, arrivals: { per_day: 3 } } ]
            readers:
              - { group: Night team, count: 7, licences: [ FR ] }
            """,
        ])
        let (base, top) = (try files.scenario("base.yaml"), try files.scenario("top.yaml"))
        #expect(top.title == "Over it")
        #expect(top.priorities.map(\.name) == ["stat", "routine", "later"])
        #expect(top.priorities.map(\.target) == [.minutes(30), .hours(12), nil])
        #expect(top.sites.map(\.name) == ["St Anna", "Second"])
        #expect(top.sites[0].uplink?.lossProbability == 0.01)
        #expect(top.sites[0].uplink?.bandwidth == base.sites[0].uplink?.bandwidth)
        #expect(top.sites[0].demand.count == base.sites[0].demand.count)
        #expect(top.readers[0].count == 7)
        #expect(top.readers[0].speed == base.readers[0].speed)
        #expect(top.readers[0].rights.licences?.map(\.jurisdiction) == ["FR"])
        #expect(top.technologies == base.technologies)
    }

    @Test("a file that only extends another is the same scenario")
    func nothingElse() throws {
        let files = try Files(["base.yaml": SampleScenario.text, "top.yaml": "extends: base.yaml\n"])
        #expect(try files.scenario("top.yaml") == files.scenario("base.yaml"))
    }

    @Test("of several files the later ones win, and the file itself over all")
    func order() throws {
        let files = try Files([
            "base.yaml": SampleScenario.text, "a.yaml": "{ seed: 1, replications: 7, title: A }",
            "b.yaml": "{ seed: 2, replications: 8 }",
            "top.yaml": "extends: [ base.yaml, a.yaml, b.yaml ]\nreplications: 9\n",
        ])
        let scenario = try files.scenario("top.yaml")
        #expect(scenario.title == "A")
        #expect(scenario.seed == 2)
        #expect(scenario.replications == 9)
    }

    @Test("!override takes a list's place, !reset takes a key or an item away")
    func tags() throws {
        let files = try Files([
            "base.yaml": SampleScenario.text,
            "top.yaml": """
            extends: base.yaml
            warm_up: !reset
            sites: !override
              - { name: Only, demand: [ { modality: ct, arrivals: { per_day: 1 } } ] }
            variants: { five readers: !reset }
            """,
        ])
        let file = try ScenarioFile(contentsOfFile: files.path("top.yaml"))
        let scenario = try file.scenario()
        #expect(scenario.sites.map(\.name) == ["Only"])
        #expect(scenario.warmUp == .zero)
        #expect(file.variantNames == ["on-premise"])
    }

    @Test("errors lie in the file that says what is wrong, and those of all files are told at once")
    func places() throws {
        let files = try Files([
            "base.yaml": try SampleScenario.text(replacing: "per_day: 64", with: "per_day: many"),
            "top.yaml": "extends: base.yaml\nwarm_up: 2\n",
        ])
        let line =
            try #require(
                SampleScenario.text.split(separator: "\n", omittingEmptySubsequences: false)
                    .firstIndex { $0.contains("per_day: 64") }) + 1
        let errors = files.errors("top.yaml")
        #expect(errors.count == 2)
        #expect(errors[0].hasPrefix("top.yaml:2: warm_up: '2' has no unit"))
        #expect(errors[1].hasPrefix("base.yaml:\(line): sites.St Anna.demand.ct.arrivals.per_day: 'many'"))
    }

    @Test("files that extend each other are refused with the chain")
    func circle() throws {
        let files = try Files([
            "a.yaml": "extends: b.yaml", "b.yaml": "title: B\nextends: ./c.yaml",
            "c.yaml": "extends: a.yaml",
        ])
        let errors = files.errors("a.yaml")
        #expect(errors.count == 1)
        #expect(errors[0].hasPrefix("c.yaml:1: extends: a file can't extend itself: "))
        let names = ["a.yaml", "b.yaml", "c.yaml", "a.yaml"]
        var rest = errors[0][...]
        for name in names { rest = rest[try #require(rest.range(of: "/" + name)).upperBound...] }
    }

    @Test("a missing file is told with the nearest name, a folder and a device are no files")
    func missing() throws {
        let files = try Files([
            "base.yaml": SampleScenario.text, "sub/x.yaml": "",
            "top.yaml": "extends: [ bsae.yaml, sub, /dev/zero, { a: b } ]",
        ])
        let errors = files.errors("top.yaml")
        try #require(errors.count == 4)
        #expect(errors[0].contains("did you mean 'base.yaml'?"))
        #expect(errors[1].contains("is a folder"))
        #expect(errors[2].contains("is no regular file"))
        #expect(errors[3].contains("expected a scenario file such as 'base.yaml'"))
    }

    @Test("more than 16 files upon each other are refused")
    func depth() throws {
        var texts: [String: String] = [:]
        for number in 1...20 { texts["\(number).yaml"] = "extends: \(number + 1).yaml" }
        texts["21.yaml"] = SampleScenario.text
        let errors = try Files(texts).errors("1.yaml")
        #expect(errors.count == 1)
        #expect(errors[0].hasPrefix("16.yaml:1: extends: more than 16 files"))
    }

    @Test("files that are extended twice at every level end in time")
    func fan() throws {
        var texts: [String: String] = [:]
        for number in 1...14 {
            texts["\(number).yaml"] = "extends: [ \(number + 1).yaml, \(number + 1).yaml ]"
        }
        texts["15.yaml"] = "seed: 1"
        let errors = try Files(texts).errors("1.yaml")
        #expect(errors.first?.contains("a scenario is made of 100 files at most") == true)
    }

    @Test("text that stands in no file can't extend one, and says so")
    func textAlone() throws {
        for path in ["", "(text)"] {
            let error = #expect(throws: ScenarioError.self) {
                try ScenarioFile(text: "extends: base.yaml", path: path)
            }
            #expect(error?.diagnostics.first?.message.contains("this text stands in no file") == true)
        }
    }

    @Test("what a file names lies beside that file, whoever extends it")
    func folders() throws {
        let text = try SampleScenario.text(
            replacing: "arrivals: { per_day: 64, profile: emergency }", with: "arrivals: { trace: log.csv }")
        let files = try Files([
            "sub/base.yaml": text,
            "sub/log.csv": "completed,instances,bytes\n2026-03-03T10:00,100,50 MB\n",
            "top.yaml": "extends: sub/base.yaml",
        ])
        guard case .trace(let trace) = try files.scenario("top.yaml").sites[0].demand[0].arrivals else {
            Issue.record("no trace")
            return
        }
        #expect(trace.studies.count == 1)
    }

    @Test("the key is refused where it comes from outside")
    func setting() throws {
        let file = try SampleScenario.file().setting(["extends=base.yaml"])
        let error = #expect(throws: ScenarioError.self) { try file.scenario() }
        #expect(error?.diagnostics.first?.message.contains("can't be set from outside") == true)
    }
}
