import Foundation
import ScenarioFiles
import Teleradiology
import Testing

@Suite("YAML becomes a tree, whatever the file holds")
struct TreeTests {
    private func message(of text: String) throws -> String {
        let error = #expect(throws: ScenarioError.self) {
            try ScenarioFile(text: text, path: "f.yaml").scenario()
        }
        return try #require(error?.diagnostics.first?.head)
    }

    @Test("aliases and merge keys work: own keys win, then the first of several maps")
    func merging() throws {
        let text = SampleScenario.text
            .replacing(
                "sites:\n",
                with: """
                    x-line: &line { bandwidth: 10 Mbit/s, round_trip: 9 ms, loss: 1 % }
                    x-other: &other { bandwidth: 20 Mbit/s, loss: 2 % }
                    sites:

                    """
            )
            .replacing(
                "downlink: { bandwidth: 200 Mbit/s, round_trip: 20 ms }",
                with: "downlink: { <<: [ *other, *line ], loss: 3 % }"
            )
            .replacing(
                "uplink: { bandwidth: 100 Mbit/s, round_trip: { cloud: 18 ms, on-premise: 6 ms }, loss: 0.001 % }",
                with: "uplink: *line")
        let scenario = try SampleScenario.scenario(text)
        #expect(scenario.sites[0].uplink?.bandwidth == .megabits(10))
        #expect(
            scenario.sites[0].uplink?.roundTrip == [.cloud: .seconds(0.009), .onPremise: .seconds(0.009)])
        let downlink = try #require(scenario.readers[0].downlink)
        #expect(
            downlink == Downlink(bandwidth: .megabits(20), roundTrip: .seconds(0.009), lossProbability: 0.03))
    }

    @Test("an error in an anchor used twice is reported once, at the anchor")
    func aliasError() throws {
        let text = SampleScenario.text
            .replacing("sites:\n", with: "x-line: &line { bandwidth: 10 MB, round_trip: 9 ms }\nsites:\n")
            .replacing("downlink: { bandwidth: 200 Mbit/s, round_trip: 20 ms }", with: "downlink: *line")
        let places = SampleScenario.errors(in: text).map(\.place)
        #expect(places == [ScenarioPlace(file: "night.yaml", line: 9, column: 28)])
    }

    @Test("scalars are text, not what YAML 1.1 takes them for")
    func scalars() throws {
        let text = try SampleScenario.text(replacing: "title: Night cover", with: "title: no")
        #expect(try SampleScenario.scenario(text).title == "no")
        let numbered = SampleScenario.text.replacing("Night team", with: "0x10")
        #expect(try SampleScenario.scenario(numbered).readers[0].name == "0x10")
    }

    @Test("lines may end as on Windows, and begin with a byte order mark; places stay right")
    func windows() throws {
        let folder = try ScratchFolder()
        let text = "\u{FEFF}" + SampleScenario.text.replacing("\n", with: "\r\n")
        let file = try folder.write(Data(text.utf8), to: "windows.yaml")
        #expect(try ScenarioFile(contentsOfFile: file).scenario() == SampleScenario.scenario())
        let wrong = try folder.write(
            Data(text.replacing("length: 28 d", with: "length: 28").utf8), to: "wrong.yaml")
        let error = #expect(throws: ScenarioError.self) { try ScenarioFile(contentsOfFile: wrong).scenario() }
        #expect(error?.diagnostics.map(\.place) == [ScenarioPlace(file: wrong, line: 4, column: 9)])
        #expect(error?.diagnostics.first?.sourceLine == "length: 28")
    }

    @Test("columns count characters, so the caret stands right behind umlauts")
    func umlauts() throws {
        let text = SampleScenario.text.replacing(
            "- { name: stat, target: 30 min }", with: "- { name: stät, target: 30 }"
        ).replacing("stat: 30 %", with: "stät: 30 %")
        let error = try #require(SampleScenario.errors(in: text).first)
        #expect(
            error.description.hasSuffix("    - { name: stät, target: 30 }\n                              ^"))
        #expect(error.place.column == 27)
    }

    @Test("a duplicate key is reported where it stands the second time")
    func duplicates() throws {
        let text = SampleScenario.text.replacing(
            "  kind: hospital\n", with: "  kind: hospital\n    name: St Anne\n")
        #expect(
            SampleScenario.errors(in: text).map(\.head) == [
                "night.yaml:12:5: error: key 'name' stands twice in the same map"
            ])
    }

    @Test(
        "what is no scenario is refused with a place",
        arguments: [
            ("", "f.yaml:1:1: error: the file is empty; a scenario begins with 'title: …'"),
            ("# only a comment\n", "f.yaml:1:1: error: the file is empty; a scenario begins with 'title: …'"),
            (
                "- a\n- b\n",
                "f.yaml:1:1: error: expected a scenario: a map that begins with 'title: …', found a list"
            ),
            (
                "hello",
                "f.yaml:1:1: error: expected a scenario: a map that begins with 'title: …', found 'hello'"
            ),
            (
                "title:\n\tlength: 3 d\n",
                "f.yaml:2:1: error: not valid YAML: found character that cannot start any token (while scanning for the next token); lines are indented by spaces, not tabs, and texts with special characters need quotes"
            ),
            (
                "title: { a: b\nlength: 3 d\n",
                "f.yaml:2:7: error: not valid YAML: did not find expected ',' or '}' (while parsing a flow mapping in line 1)"
            ),
            ("title: *nowhere\n", "f.yaml:1:8: error: not valid YAML: found undefined alias"),
            (
                "a: 1\n---\nb: 2\n",
                "f.yaml:2:1: error: not valid YAML: but found another document (expected a single document in the stream)"
            ),
            (
                "title: a\u{1}b\n",
                "f.yaml:1:9: error: a control character (U+0001); is this a text file in UTF-8?"
            ),
            (
                "ok: 1\n\u{0}\u{0}ELF",
                "f.yaml:2:1: error: a control character (U+0000); is this a text file in UTF-8?"
            ),
            ("? [ a, b ]\n: c\n", "f.yaml:1:3: error: a list or a map can't be a key"),
            ("a: &a [ *a ]\n", "f.yaml:1:9: error: not valid YAML: found undefined alias"),
            ("<<: 3\n", "f.yaml:1:5: error: '<<' merges maps, such as '<<: *defaults', not '3'"),
        ])
    func noScenario(_ text: String, _ expected: String) throws {
        #expect(try message(of: text) == expected)
    }

    @Test("files that can't be read say why")
    func files() throws {
        let folder = try ScratchFolder()
        func head(_ path: String) throws -> String {
            let error = #expect(throws: ScenarioError.self) { try ScenarioFile(contentsOfFile: path) }
            return try #require(error?.diagnostics.first?.head)
        }
        #expect(try head(folder.path + "/none") == "\(folder.path)/none: error: there is no such file")
        let near = try folder.write(Data("title: Near\n".utf8), to: "night-cover.yaml")
        let missing = near.replacing("night-cover", with: "nightcover")
        #expect(
            try head(missing) == "\(missing): error: there is no such file; did you mean 'night-cover.yaml'?")
        #expect(try head(folder.path) == "\(folder.path): error: is a folder, not a scenario file")
        let latin = try folder.write(Data([0x74, 0xE9, 0x0A]), to: "latin1")
        #expect(try head(latin) == "\(latin): error: is not text in UTF-8")
        let huge = try folder.write(Data(count: 5 << 20), to: "huge")
        #expect(try head(huge) == "\(huge): error: is larger than 4 MiB")
        #expect(try head("/dev/zero") == "/dev/zero: error: is larger than 4 MiB")
    }

    @Test(
        "deep nesting is refused, in flow and in block",
        arguments: [
            String(repeating: "[", count: 100_000), String(repeating: "{a: ", count: 100_000),
            String(repeating: "- ", count: 100_000) + "a", String(repeating: "? ", count: 100_000) + "a",
            (0..<900).map { String(repeating: " ", count: $0) + "a:\n" }.joined(),
            String(repeating: "[", count: 900) + String(repeating: "]", count: 900),
        ])
    func deep(_ text: String) throws {
        let message = try message(of: text)
        #expect(message.contains("nested") || message.contains("not valid YAML"))
    }

    @Test("aliases that multiply are refused before they fill the memory")
    func billionLaughs() throws {
        var text = "x-0: &a0 [ lol, lol, lol, lol, lol, lol, lol, lol, lol, lol ]\n"
        for level in 1...9 {
            let aliases = Array(repeating: "*a\(level - 1)", count: 10).joined(separator: ", ")
            text += "x-\(level): &a\(level) [ \(aliases) ]\n"
        }
        #expect(try message(of: text).contains("more than 500000 values once aliases are resolved"))
        // As keys, they would be compared while the text is still being parsed.
        #expect(try message(of: text + "x: { *a9 : 1, *a8 : 2 }\n").contains("can't be a key"))
        #expect(try message(of: text + "? *a9\n: 1\n").contains("can't be a key"))
        #expect(try message(of: text + "? [ *a9 ]\n: 1\n").contains("can't be a key"))
        #expect(try message(of: text + "[ *a9 ]: 1\n").contains("can't be a key"))
    }

    @Test("many aliases of ordinary use stay allowed, also with colons and question marks in texts")
    func ordinaryAliases() throws {
        var text = SampleScenario.text.replacing(
            "application: { neurology", with: "application: &mix { neurology")
        var more = ""
        for number in 0..<30 {
            more += """
                      - modality: mr
                        name: "mr \(number) [why?]"
                        arrivals: { per_day: 1 }
                        application: *mix

                """
        }
        text = text.replacing("delivery: cloud\n", with: more + "delivery: cloud\n")
        #expect(try SampleScenario.scenario(text).sites[0].demand.count == 32)
    }

    @Test("a hundred thousand errors take no longer than reading the file")
    func manyErrors() throws {
        let lines = (0..<100_000).map { "key\($0): 1" }.joined(separator: "\n")
        let error = #expect(throws: ScenarioError.self) {
            try ScenarioFile(text: lines, path: "f.yaml").scenario()
        }
        #expect(error?.diagnostics.count == 1000)
    }
}
