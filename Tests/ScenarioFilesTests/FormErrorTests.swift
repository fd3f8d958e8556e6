import Foundation
import ScenarioFiles
import Testing

@Suite("Errors in the form of a file are told together with all others")
struct FormErrorTests {
    /// What is wrong with the first of some files, by name: `file:line:column: message`.
    private func findings(_ texts: (name: String, text: String)...) throws -> [String] {
        let folder = try ScratchFolder()
        for (name, text) in texts { try folder.write(Data(text.utf8), to: name) }
        let found = ScenarioFile.findings(inFile: "\(folder.path)/\(texts[0].name)")
        return found.diagnostics.map {
            let name = ($0.place.file as NSString).lastPathComponent
            // Every place has the line that it lies in, for the caret.
            let line = texts.first { $0.name == name }.map {
                $0.text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline)
            }
            #expect($0.sourceLine.map { $0[...] } == line?[$0.place.line - 1])
            return "\(name):\($0.place.line):\($0.place.column): \($0.message)"
        }
    }

    // MARK: Double keys

    @Test("every double key is told, in blocks and in flows, however often, and so are other errors")
    func doubleKeys() throws {
        let text = SampleScenario.text
            .replacing("warm_up: 2 d\n", with: "warm_up: 2\nlength: 14 d\nlength: 15 d\n")
            .replacing("kind: hospital\n", with: "kind: hospital\n    kind: hospitl\n")
            .replacing("loss: 0.001 % }", with: "loss: 0.001 %, bandwidth: 1 Gbit/s }")
            .replacing("speed: 1.2", with: "sped: 1.2")
        #expect(
            try findings(("night.yaml", text)) == [
                "night.yaml:5:10: warm_up: '2' has no unit; write a duration such as '15 min'",
                "night.yaml:6:1: key 'length' stands twice in the same map",
                "night.yaml:7:1: key 'length' stands twice in the same map",
                "night.yaml:14:5: key 'kind' stands twice in the same map",
                "night.yaml:16:101: key 'bandwidth' stands twice in the same map",
                "night.yaml:45:5: unknown key 'sped' in readers.Night team; did you mean 'speed'?",
            ])
    }

    @Test("the same key further in is none that stands twice")
    func furtherIn() throws {
        let flow = "x-a: { a: { b: 1, a: 2 }, c: 'it''s, a: 3', \"a\" : 4 }\n"
        #expect(
            try findings(("night.yaml", flow + SampleScenario.text)) == [
                "night.yaml:1:45: key 'a' stands twice in the same map"
            ])
        let block = "x-a:\n  a:\n    a: 1\n    b: { a: 2 }\n  'a': 3\n  c: 4\n"
        #expect(
            try findings(("night.yaml", block + SampleScenario.text)) == [
                "night.yaml:5:3: key 'a' stands twice in the same map"
            ])
    }

    @Test("the first of two holds, and a second one that is wrong in itself is told of once")
    func first() throws {
        let text = SampleScenario.text.replacing("length: 28 d\n", with: "length: 28 d\nlength: nonsense\n")
        #expect(
            try findings(("night.yaml", text)) == [
                "night.yaml:5:1: key 'length' stands twice in the same map"
            ])
    }

    @Test("an option that sets a map with a double key is wrong too")
    func option() throws {
        #expect {
            _ = try SampleScenario.file().setting(["readers.Night team.downlink={ a: 1, a: 2 }"])
        } throws: { error in
            "\(error)".contains("key 'a' stands twice in the same map")
        }
    }

    @Test("thousands of double keys end in time, the rest uncounted")
    func many() throws {
        let keys = (1...3000).map { "x-\($0): 1\nx-\($0): 2" }.joined(separator: "\n")
        let clock = ContinuousClock()
        var found: [String] = []
        let time = try clock.measure {
            found = try findings(("night.yaml", SampleScenario.text + "\n" + keys))
        }
        #expect(found.count > 50)
        #expect(time < .seconds(20))
    }

    // MARK: What is no YAML

    @Test("behind an error of YAML's the other blocks are read, and nothing is told that may follow from it")
    func otherBlocks() throws {
        // Without the sites there is no site St Anna to open, and nobody knows what is missing.
        let text = SampleScenario.text
            .replacing("warm_up: 2 d", with: "warm_up: 2")
            .replacing("kind: hospital\n", with: "kind: hospital\n   country: FR\n")
            .replacing("speed: 1.2", with: "sped: 1.2")
            .replacing(
                "variants:\n",
                with: "events: [ { at: 2026-03-03, opens: St Anna } ]\nvariants:\n  long: { lenght: 30 d }\n"
                    + "  other: { sites.St Anna.uplink.loss: 1 %, length: 30 }\n")
        let found = try findings(("night.yaml", text))
        #expect(found.count == 5)
        #expect(found[0] == "night.yaml:5:10: warm_up: '2' has no unit; write a duration such as '15 min'")
        #expect(found[1].hasPrefix("night.yaml:12:4: not valid YAML: "))
        #expect(
            found[2] == "night.yaml:43:5: unknown key 'sped' in readers.Night team; did you mean 'speed'?")
        #expect(found[3].contains("variant long: unknown key 'lenght'; did you mean 'length'?"))
        #expect(
            found[4].hasSuffix("variant other: length: '30' has no unit; write a duration such as '15 min'"))
    }

    @Test(
        "what is never closed is told once, and what stands before and behind it is read",
        arguments: ["uplink: { bandwidth: 100 Mbit/s, ", "uplink: \"100 Mbit/s"])
    func unclosed(line: String) throws {
        let text = SampleScenario.text
            .replacing("warm_up: 2 d", with: "warm_up: 2")
            .replacing(
                "uplink: { bandwidth: 100 Mbit/s, round_trip: { cloud: 18 ms, on-premise: 6 ms }, loss: 0.001 % }",
                with: line
            ).replacing("speed: 1.2", with: "sped: 1.2")
        let found = try findings(("night.yaml", text))
        #expect(found.count == 3)
        #expect(found[0].contains("'2' has no unit"))
        // An unclosed quote is told where it opens, an unclosed bracket where it is missed, with the line of the other.
        let failure = try #require(found.first { $0.contains("not valid YAML") })
        #expect(failure.hasPrefix("night.yaml:13:") || failure.contains(" in line 13)"))
        #expect(found.count { $0.contains("did you mean 'speed'?") } == 1)
    }

    @Test("of two files that are no YAML both are told, with what is wrong in the one that names them")
    func files() throws {
        let found = try findings(
            (
                "night.yaml",
                "extends: [ a.yaml, b.yaml ]\nlenght: 3 d\nseed: one\nreaders: [ { group: x, coutn: 1 } ]\n"
            ),
            ("a.yaml", "title: [ x\nlength: 3 d\n"), ("b.yaml", "sites: }\nseed: 1\nseed: 2\n"))
        #expect(found.count { $0.contains("not valid YAML") } == 2)
        #expect(found.contains { $0.hasPrefix("a.yaml:") } && found.contains { $0.hasPrefix("b.yaml:") })
        #expect(found.filter { $0.hasPrefix("night.yaml") }.count == 3)
        #expect(found.contains { $0.hasSuffix("did you mean 'length'?") })
        #expect(found.contains { $0.hasSuffix("did you mean 'count'?") })
        #expect(!found.contains { $0.contains("missing key") })
    }

    @Test("whoever opens a file is told all of it at once")
    func opening() throws {
        let text = SampleScenario.text.replacing("warm_up: 2 d", with: "warm_up: 2\nwarm_up: 3")
        #expect(SampleScenario.errors(in: text).count == 2)
    }

    // MARK: The model

    @Test("a model tells all that it lacks: every kind of study that nobody may read")
    func model() throws {
        let text = SampleScenario.text
            .replacing("reads: { modalities: all, applications: all }", with: "reads: { modalities: mr }")
        let found = try findings(("night.yaml", text))
        let lines = text.split(separator: "\n")
        #expect(found.count == 3)
        for (message, stream) in zip(found, ["ct", "ct", "ct 2"]) {
            #expect(message.contains(" studies of stream \(stream) at site St Anna"))
            let line = try #require(message.split(separator: ":").dropFirst().first.flatMap { Int($0) })
            #expect(
                lines[line - 1].hasPrefix("  - modality: ct") || lines[line - 1].contains("- modality: ct"))
        }
    }

    @Test("values that make no sense and readers who are missing are both told, by group and by stream")
    func fatigue() throws {
        let text = SampleScenario.text
            .replacing("speed: 1.2", with: "speed: 1.2\n    fatigue: overnight")
            .replacing(
                "worklist:",
                with:
                    "  - { group: Others, count: 1, shifts: [ { days: daily, hours: 00:00-24:00 } ], reads: { modalities: mr }, fatigue: overnight }\nworklist:"
            )
            .replacing("reads: { modalities: all, applications: all }", with: "reads: { modalities: mr }")
            .replacing("hours: 18:00-08:00", with: "hours: 00:00-24:00")
        let found = try findings(("night.yaml", text))
        #expect(found.count { $0.contains("fatigue over the shift needs shifts that begin") } == 2)
        #expect(found.count { $0.contains("nobody may read ct") } == 3)
    }
}
