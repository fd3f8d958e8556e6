import Foundation
import Reports
import ScenarioFiles
import Testing

/// What `telerad explain` tells in words, and what it says is not in use.
@Suite("Explained scenarios")
struct ExplainFacts {
    private func explained(_ file: ScenarioFile) throws -> (words: String, notInUse: [String]) {
        let value = ExplainJSON.value(
            try file.explained(), file: "keys.yaml", variant: nil, variants: file.variantNames)
        let report = try JSONSerialization.jsonObject(with: Data(value.text.utf8)) as? [String: Any]
        let parts = try #require(report?["words"] as? [[String: Any]])
        let unused = try #require(report?["not_in_use"] as? [[String: Any]])
        return (
            parts.flatMap { $0["paragraphs"] as? [String] ?? [] }.joined(separator: "\n"),
            unused.compactMap { $0["path"] as? String }
        )
    }

    // MARK: In words

    @Test("procedures are told step by step, with the rooms and people that they take")
    func procedures() throws {
        let words = try explained(BundledFiles.file("stroke-suites.yaml")).words
        for part in [
            "0.16 X-ray studies a day", "examined as thrombectomy",
            "Nurses 3 (6 daily 08:00-17:00)", "Door 0 (1000 daily 08:00-17:00)",
            "Centre, thrombectomy: the exam: Neuro suite, then Neurointerventionist, then 3 of Nurses, 2 h on average.",
            "Centre, emergency: Nurses, 20 min; and the exam: Suite or Neuro suite, then Interventionist, then 3 of Nurses, 1 h on average.",
            "Higher classes are served first, then who asked first.",
        ] {
            #expect(words.contains(part), "\(part)")
        }
    }

    @Test("whatever is not in use any more is told in other words than before", arguments: KeyPages.names)
    func words(_ page: String) throws {
        let tree = try KeyPages.tree(page)
        let designs = try KeyPages.designs(tree).map { try? explained($0) }
        var checked = 0
        for change in KeyPages.changes(of: tree) where change.what == "without" {
            guard let others = try? KeyPages.designs(change.tree) else { continue }
            var isUnused = false
            var isTold = false
            // Not every design uses everything: one that tells of it is enough.
            for (design, other) in zip(designs, others) where !isTold {
                guard let design, let less = try? explained(other),
                    less.notInUse.count > design.notInUse.count
                else { continue }
                isUnused = true
                isTold = less.words != design.words
            }
            checked += isUnused ? 1 : 0
            if isUnused { #expect(isTold, "\(change.pattern)") }
        }
        #expect(checked > 3)
    }

    // MARK: Not in use

    @Test(
        "every feature of the format is used by a page of keys, a bundled scenario or a template, and not listed there"
    )
    func everyFeature() throws {
        var files = try KeyPages.names.flatMap { try KeyPages.designs(KeyPages.tree($0)) }
        files += try BundledFiles.all.filter { !$0.contains("regional") }.map { try BundledFiles.file($0) }
        // Of these the pages tell in words.
        let template = try #require(ScenarioTemplate.named("night-cover")).text(named: "a.yaml")
        files.append(
            try ScenarioFile(text: template, path: "a.yaml").setting([
                "precision=rtat.p95 5 %", "worklist.order={ age: { stat: 48, urgent: 6, routine: 1 } }",
            ]))
        var missing: Set<String>?
        for file in files {
            guard let list = try? explained(file).notInUse else { continue }
            // What one hub has the other need not have.
            let hubs = ["technologies.cloud", "technologies.on-premise"].filter { !list.contains($0) }
            let paths = Set(list).filter { path in
                guard let hub = hubs.first(where: { path.hasPrefix($0 + ".") }) else { return true }
                return hubs.allSatisfy { list.contains($0 + path.dropFirst(hub.count)) }
            }.map { $0.replacing(#/technologies\.(cloud|on-premise)\./#, with: "technologies.*.") }
            missing = missing?.intersection(paths) ?? Set(paths)
        }
        #expect(missing?.sorted() == [])
    }

    @Test("a scenario of the bare minimum uses nothing, and what it comes to use is not listed any more")
    func minimum() throws {
        let text = """
            start: 2026-03-02
            length: 3 d
            sites: [ { name: North, demand: [ { modality: ct, arrivals: { per_day: 9 } } ] } ]
            delivery: cloud
            technologies: { cloud: { protocol: { stow: {} }, ingest: { workers: 1 } } }
            readers: [ { group: Team, count: 1 } ]
            """
        let file = try ScenarioFile(text: text, path: "a.yaml")
        let bare = try explained(file).notInUse
        for path in [
            "triage", "reports", "expect", "precision", "technologies.cloud.outages", "sites.*.scanners",
            "worklist.spill_over", "worklist.order.priority",
        ] {
            #expect(bare.contains(path), "\(path)")
        }
        // What belongs to a thing that is not there is not told of.
        #expect(!bare.contains { $0.hasPrefix("sites.*.scanners.") || $0.hasPrefix("reports.") })
        let more = try explained(
            file.setting([
                "sites.North.scanners={ ct: { count: 1, exam: 9 min } }", "expect=rtat.mean < 9 h",
            ])
        ).notInUse
        #expect(Set(bare).subtracting(more) == ["sites.*.scanners", "expect"])
        #expect(
            Set(more).subtracting(bare) == [
                "sites.*.scanners.*.exam_by_region", "sites.*.scanners.*.breakdowns",
            ])
    }

    @Test("the text closes with what is not in use, each key with what it is for")
    func text() throws {
        let file = try ScenarioFile(text: SmallScenario.text, path: "small.yaml")
        let explained = try file.explained()
        let text = ExplainText(explained, file: "small.yaml", variant: nil, variants: []).text
        let closing = try #require(text.components(separatedBy: "\nNot in use\n").last)
        for feature in explained.unused {
            let key = try #require(feature.path.split(separator: ".").last)
            let line = closing.split(separator: "\n").first {
                $0.split(separator: " ").first == key && $0.hasSuffix(feature.description)
            }
            #expect(line != nil, "\(feature.path)")
        }
        #expect(explained.unused.count > 30)
    }
}
