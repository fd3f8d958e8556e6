import Foundation
import ScenarioFiles
import Testing

/// Scenarios that use every key: those that are bundled, the pages of keys, the templates, and the sample.
enum KeyTexts {
    static func files() throws -> [ScenarioFile] {
        let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent()
        let pages = root.appending(path: "Sources/ScenarioFiles")
        var files = try BundledScenarioTests.all.map { try BundledScenarioTests.file($0) }
        for name in try FileManager.default.contentsOfDirectory(atPath: pages.path()).sorted()
        where name.hasSuffix("Keys.md") {
            let text = try String(contentsOf: pages.appending(path: name), encoding: .utf8)
            for block in text.components(separatedBy: "```yaml\n").dropFirst() {
                let yaml = block.components(separatedBy: "```")[0]
                if yaml.contains("technologies:") {
                    files.append(try ScenarioFile(text: yaml, path: root.path + "/Scenarios/keys.yaml"))
                }
            }
        }
        for template in ScenarioTemplate.all {
            files.append(
                try ScenarioFile(
                    text: template.text(named: "t.yaml", replaying: root.path + "/SampleStudies"),
                    path: "t.yaml"))
        }
        files.append(try SampleScenario.file())
        for exam in [
            "{ constant: { value: 9 min } }", "{ uniform: { low: 5 min, high: 9 min } }",
            "{ triangular: { low: 5 min, mode: 6 min, high: 9 min } }",
            "{ exponential: { mean: 9 min } }", "{ normal: { mean: 9 min, sd: 2 min } }",
            "{ lognormal: { mean: 9 min, sd: 2 min } }", "{ gamma: { mean: 9 min, sd: 2 min } }",
            "{ weibull: { shape: 2, scale: 9 min } }", "{ loglogistic: { median: 9 min, shape: 3 } }",
            "{ discrete: { values: [ 5 min, 9 min ], weights: [ 1, 2 ] } }",
        ] {
            files.append(try SampleScenario.file().setting(["sites.St Anna.scanners.ct.exam=\(exam)"]))
        }
        return files
    }
}

@Suite("The schema of scenario files and their readers know the same keys")
struct SchemaKeyTests {
    /// The keys of the schema at each place, by its pattern.
    private static func schemaKeys() -> [String: Set<String>] {
        var keys: [String: Set<String>] = [:]
        func walk(_ rule: SchemaRule, _ pattern: [String]) {
            switch rule {
            case .map(let properties, let others):
                // Keys among names that the author chooses are read as those are.
                if !properties.isEmpty, others == nil {
                    keys[pattern.joined(separator: "."), default: []].formUnion(properties.map(\.key))
                }
                for property in properties { walk(property.rule, pattern + [property.key]) }
                if let others { walk(others, pattern + ["*"]) }
            case .choice(let properties):
                keys[pattern.joined(separator: "."), default: []].formUnion(properties.map(\.key))
                for property in properties { walk(property.rule, pattern + [property.key]) }
            case .list(let item, _): walk(item, pattern + ["[]"])
            case .any(let rules): for rule in rules { walk(rule, pattern) }
            case .named(let name):
                guard let definition = ScenarioSchema.definitions.first(where: { $0.name == name }) else {
                    Issue.record("the schema has no '\(name)'")
                    return
                }
                walk(definition.rule, pattern)
            case .words, .form, .number, .integer, .flag, .text, .anything: break
            }
        }
        walk(.named("scenario"), [])
        return keys
    }

    private static func readerKeys() throws -> [String: Set<String>] {
        var keys: [String: Set<String>] = [:]
        for file in try KeyTexts.files() {
            for (pattern, known) in try file.knownKeys() { keys[pattern, default: []].formUnion(known) }
        }
        return keys
    }

    @Test(
        "wherever the readers came in scenarios that use every key, the schema has their keys, and no others")
    func keys() throws {
        let schema = Self.schemaKeys()
        for (pattern, known) in try Self.readerKeys().sorted(by: { $0.key < $1.key }) where !known.isEmpty {
            #expect(schema[pattern] == known, "\(pattern)")
        }
    }

    @Test("every map of the schema is one that the readers read")
    func maps() throws {
        let readers = Set(try Self.readerKeys().values)
        let unread = Self.schemaKeys().filter { !readers.contains($0.value) }
        // A word or a map with one key: the readers look at the key themselves, and tell nobody which they know.
        let words = ["reports.critical_calls.by", "receiver", "retrieval"]
        #expect(unread.keys.filter { place in !words.contains { place.hasSuffix($0) } }.sorted() == [])
    }

    @Test("defaults of the schema are those that the readers take")
    func defaults() throws {
        var defaults: [String: String] = [:]
        func walk(_ rule: SchemaRule, _ path: [String]) {
            switch rule {
            case .map(let properties, let others):
                for property in properties {
                    if let fallback = property.fallback {
                        defaults[(path + [property.key]).joined(separator: ".")] = fallback
                    }
                    walk(property.rule, path + [property.key])
                }
                if let others { walk(others, path + ["*"]) }
            case .choice(let properties):
                for property in properties { walk(property.rule, path + [property.key]) }
            case .list(let item, _): walk(item, path + ["[]"])
            case .any(let rules): for rule in rules { walk(rule, path) }
            case .named(let name):
                if let rule = ScenarioSchema.definitions.first(where: { $0.name == name })?.rule {
                    walk(rule, path)
                }
            case .words, .form, .number, .integer, .flag, .text, .anything: break
            }
        }
        walk(.named("scenario"), [])
        var compared = 0
        for file in try KeyTexts.files() {
            for (pattern, text) in try file.standInTexts() {
                guard let expected = defaults[pattern] else { continue }
                #expect(text == expected, "\(pattern)")
                compared += 1
            }
        }
        #expect(compared > 200)
    }
}
