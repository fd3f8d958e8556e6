import Experiments
import Foundation
import Reports
import ScenarioFiles
import SimulationKernel
import Teleradiology
import Testing

/// The bundled scenarios, found where they lie.
enum BundledFiles {
    static let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent()

    static let all: [String] = {
        let folder = root.appending(path: "Scenarios").path()
        let files = FileManager.default.enumerator(atPath: folder)?.compactMap { $0 as? String } ?? []
        return files.filter { $0.hasSuffix(".yaml") }.sorted()
    }()

    static func file(_ name: String) throws -> ScenarioFile {
        try ScenarioFile(contentsOfFile: root.appending(path: "Scenarios/\(name)").path())
    }
}

/// What `telerad model` tells of a scenario, against the scenario and the engine.
@Suite("Model reports")
struct ModelReportFacts {
    private func report(_ file: ScenarioFile, evidence: ModelEvidence = ModelEvidence()) throws -> ModelReport
    {
        try ModelReport(
            file, path: "here.yaml", scenario: file.scenario(),
            variants: file.variantNames.map { ($0, try file.variant($0).scenario()) }, evidence: evidence)
    }

    private func bundled(_ name: String, _ settings: String...) throws -> ScenarioFile {
        try BundledFiles.file(name).setting(settings)
    }

    /// The lines between the heading of an item and the next heading.
    private func section(_ item: STRESSItem, _ markdown: String) -> String {
        let lines = markdown.split(separator: "\n", omittingEmptySubsequences: false)
        let level = item.number.count > 3 ? "####" : "###"
        guard let start = lines.firstIndex(of: "\(level) \(item.number) \(item.name)") else { return "" }
        let rest = lines[(start + 1)...]
        return rest.prefix { !$0.hasPrefix("##") }.joined(separator: "\n")
    }

    // MARK: Completeness

    @Test("there are the twenty items of STRESS-DES, the components in five parts")
    func items() {
        #expect(Set(STRESSItem.allCases.map { $0.number.prefix(3) }).count == 20)
        #expect(STRESSItem.allCases.filter { $0.number.hasPrefix("2.5.") }.count == 5)
        #expect(STRESSItem.allCases.map(\.number) == STRESSItem.allCases.map(\.number).sorted())
    }

    @Test("every bundled scenario is told under every item, in both formats", arguments: BundledFiles.all)
    func complete(_ name: String) throws {
        let report = try report(try bundled(name))
        let markdown = report.markdown
        for item in STRESSItem.allCases {
            let text = section(item, markdown)
            #expect(text.contains { $0.isLetter }, "\(item.number)")
            #expect(report.html.contains("id=\"item-\(item.number)\""), "\(item.number)")
        }
        let elements = try XMLCheck.elements(Data(report.html.dropFirst("<!DOCTYPE html>\n".count).utf8))
        #expect(elements.count { $0 == "svg" } == 1)
        #expect(!report.html.contains("<script"))
        #expect(!report.html.contains("src="))
    }

    @Test("the same scenario gives the same bytes")
    func deterministic() throws {
        let file = try bundled("night-preliminaries.yaml")
        #expect(try report(file).markdown == report(file).markdown)
        #expect(try report(file).html == report(file).html)
    }

    // MARK: Facts

    @Test(
        "a parameter that is set is another one in its line, and comes from the file",
        arguments: [
            ("readers.Night team.count=7", "| Night team | readers | 7 | file |"),
            (
                "sites.St Anna.uplink.bandwidth=33 Mbit/s",
                "| St Anna | uplink, bandwidth | 33 Mbit/s | file |"
            ),
            (
                "sites.St Anna.demand.ct.reading={ gamma: { shape: 2, scale: 3 min } }",
                "| St Anna, ct | reading time at speed 1 | gamma, shape 2, scale 3 min; mean 6 min | file |"
            ),
            (
                "sites.St Anna.demand.ct.size={ bytes: 90 MB }",
                "| St Anna, ct | bytes | constant 90 MB | file |"
            ),
            ("technologies.cloud.tcp.congestion=reno", "| cloud | TCP, congestion control | reno | file |"),
            ("worklist.order=deadline", "| worklist | order | earliest deadline first | file |"),
            ("length=9 d", "| run | length | 9 d | file |"),
            ("priorities.stat.target=11 min", "1 of 3, within 11 min"),
        ])
    func settings(setting: String, line: String) throws {
        let plain = try report(bundled("line-cut.yaml")).markdown
        let changed = try report(bundled("line-cut.yaml", setting)).markdown
        #expect(!plain.contains(line))
        #expect(changed.contains(line))
    }

    @Test("what the file leaves out is called a preset with its mark, or a default")
    func origins() throws {
        let markdown = try report(bundled("line-cut.yaml")).markdown
        let preset = StudySizePreset.of(.ct)
        guard case .derived = preset.source else {
            Issue.record("the sizes of CT are derived no more")
            return
        }
        #expect(
            markdown.contains(
                "| St Anna, ct | profile of the week, Europe/Berlin | emergency | preset emergency, [S] |"))
        let bytes = markdown.split(separator: "\n").first { $0.hasPrefix("| St Anna, ct | bytes |") }
        #expect(bytes?.hasSuffix("| preset of CT, [D] |") == true)
        #expect(markdown.contains("| Day team | speed | 1 | default |"))
        #expect(markdown.contains("| instances and bytes of CT | \(preset.source.description) |"))
    }

    @Test(
        "what a scenario does not use is not mentioned, and what it uses is",
        arguments: [
            ("gateway[^s]", "line-cut.yaml", "demo.yaml"),
            ("forwarded|assembly", "sending-early.yaml", "demo.yaml"),
            ("Triage by software", "triage/scenario.yaml", "demo.yaml"),
            ("Cherry-picking", "cherry-picking/scenario.yaml", "demo.yaml"),
            ("may take .* only after it has waited", "spill-over/scenario.yaml", "demo.yaml"),
            ("Reports of .* are preliminary", "night-preliminaries.yaml", "demo.yaml"),
            ("on call", "night-cover.yaml", "demo.yaml"),
            ("fatigue", "night-cover.yaml", "demo.yaml"),
            ("provider", "contracts/scenario.yaml", "demo.yaml"),
            ("(?i)appointments", "growing/scenario.yaml", "demo.yaml"),
            ("replay of DICOM files", "demo.yaml", "growing/scenario.yaml"),
            ("CUBIC", "demo.yaml", "spill-over/scenario.yaml"),
            ("Costs: ", "contracts/scenario.yaml", "demo.yaml"),
            ("procedure", "stroke-suites.yaml", "demo.yaml"),
        ])
    func features(_ words: String, with: String, without: String) throws {
        let pattern = try Regex(words)
        // Variants are told in 2.3 whatever they use.
        func told(_ name: String) throws -> String {
            let markdown = try report(bundled(name)).markdown
            return STRESSItem.allCases.filter { ![.scenarioLogic, .aims, .sampling].contains($0) }
                .map { section($0, markdown) }.joined()
        }
        #expect(try told(with).contains(pattern))
        #expect(try !told(without).contains(pattern))
    }

    // MARK: Procedures

    @Test(
        "procedures are told wherever a reader looks for them: logic, rules, parts, numbers by hour, steps, diagram"
    )
    func procedures() throws {
        let report = try report(bundled("stroke-suites.yaml"))
        let markdown = report.markdown
        for (item, parts) in [
            (
                STRESSItem.baseLogic,
                ["go through a procedure (Centre: thrombectomy, emergency, neuro, elective)"]
            ),
            (
                .algorithms,
                [
                    "to the highest class, within it to who asked first",
                    "the most free places less those who wait",
                ]
            ),
            (.entities, ["durations of the steps of its procedure"]),
            (
                .activities,
                [
                    "| Centre, emergency: step 1 | Nurses | constant 20 min |",
                    "| Centre, emergency: exam | Suite or Neuro suite, then Interventionist, then 3 of Nurses |",
                    "| Centre, thrombectomy: exam | Neuro suite, then Neurointerventionist, then 3 of Nurses |",
                ]
            ),
            (
                .resources,
                [
                    "| Neuro suite of Centre | 1 | always |",
                    "| Nurses of Centre | 3 at other hours; 6 daily 08:00–17:00 | by the hour, Europe/Berlin |",
                ]
            ),
            (
                .queues,
                [
                    "| before Nurses of Centre | by class, then first come, first served; who needs several waits for all"
                ]
            ),
            (.entryAndExit, ["| Centre | strokes | X-ray | Poisson | 0.159 | procedure thrombectomy |"]),
            (
                .inputs,
                [
                    "| Centre | Door, how many, Europe/Berlin | 0 at other hours; 1000 daily 08:00–17:00 | file |",
                    "| Centre, neuro | step 1 | takes Door; constant 0 s | file |",
                    "| Centre, strokes | procedure | thrombectomy | file |",
                ]
            ),
            (.assumptions, ["Rooms and people of a pool are alike"]),
            (
                .diagram,
                ["procedures: thrombectomy, emergency, neuro, elective", "Nurses 3 to 6", "Neuro suite 1"]
            ),
        ] {
            let text = section(item, markdown)
            for part in parts { #expect(text.contains(part), "\(item.number): \(part)") }
        }
        #expect(!section(.baseLogic, markdown).contains("Elsewhere imaging is complete at once"))
        #expect(report.html.contains("Nurses 3 to 6"))
    }

    @Test("a procedure that no stream goes through, and rooms that none takes, are not told of")
    func unusedProcedures() throws {
        let some = try bundled("stroke-suites.yaml").setting([
            "sites.Centre.demand=[ { modality: xray, arrivals: { per_day: 2 }, procedure: thrombectomy } ]"
        ])
        let none = try bundled("stroke-suites.yaml").setting([
            "sites.Centre.demand=[ { modality: xray, arrivals: { per_day: 2 } } ]"
        ])
        let told = try report(some).markdown
        #expect(section(.baseLogic, told).contains("(Centre: thrombectomy)"))
        for item in STRESSItem.allCases where ![.aims, .scenarioLogic].contains(item) {
            #expect(!section(item, told).contains("elective: step"), "\(item.number)")
            #expect(!section(item, told).contains("Door"), "\(item.number)")
        }
        #expect(try !section(.baseLogic, report(none).markdown).contains("procedure"))
    }

    @Test("each variant is told with what it replaces")
    func variants() throws {
        let text = section(.scenarioLogic, try report(bundled("triage/scenario.yaml")).markdown)
        #expect(text.contains("| reorder | `triage.effect` | `{ reorder: suspicious }` |"))
        #expect(text.contains("| perfect software | `triage.sensitivity` | `100 %` |"))
    }

    @Test("the diagram has every site and every group of readers, in Markdown and in HTML")
    func diagram() throws {
        let file = try bundled("regional.yaml")
        let scenario = try file.scenario()
        let report = try report(file)
        let mermaid = section(.diagram, report.markdown)
        let svg = try #require(report.html.firstRange(of: "<svg").map { report.html[$0.lowerBound...] })
        for name in scenario.sites.map(\.name) + scenario.readers.map(\.name) {
            #expect(mermaid.contains("[\"\(name)<br>"))
            #expect(svg.contains(">\(name)<"))
        }
    }

    // MARK: Random streams

    /// What the engine keys its streams with, told by the engine; then which of them a run has drawn from, seen in their
    /// states before and after it.
    @Test(
        "every stream that a run draws from is in the list",
        arguments: BundledFiles.all.filter { !$0.contains("regional") } + ["keys"])
    func streams(_ name: String) throws {
        let file =
            name == "keys" ? try ScenarioFile(text: Self.everything, path: "keys.yaml") : try bundled(name)
        for file in [file] + (try file.variantNames.map { try file.variant($0) }) {
            var scenario = try file.scenario()
            scenario.length = min(scenario.length, .days(8))
            scenario.warmUp = .zero
            let model = try TeleradiologyModel(scenario)
            let listed = model.randomStreams
            let states = model.randomStreamStates(replication: 3)
            var names: [RandomStream: RandomStreamUse] = [:]
            for use in listed {
                var stream = RandomStream(seed: scenario.seed, replication: 3, name: use.name)
                names[stream] = use
                // Readers who are interrupted have drawn when that is first, before anything happens.
                _ = stream.exponential()
                names[stream] = use
            }
            var drawn = 0
            for (before, after) in zip(states.before, states.after) {
                let use = try #require(names[before], "a stream that the list does not have")
                guard before != after || use.name.hasPrefix("readers/") else { continue }
                drawn += before == after ? 0 : 1
                if before != after { #expect(use.isDrawn, "\(use.name)") }
            }
            #expect(states.before.count == listed.count)
            // A list of all streams would pass: most of what it calls drawn from is.
            #expect(drawn * 10 >= 7 * listed.count(where: \.isDrawn), "\(name): \(drawn)")
        }
    }

    @Test("the report lists the streams that the engine says are drawn from, and no others")
    func listedStreams() throws {
        let file = try ScenarioFile(text: Self.everything, path: "keys.yaml")
        let markdown = try report(file).markdown
        let model = try TeleradiologyModel(file.scenario())
        for use in model.randomStreams {
            #expect(markdown.contains("| `\(use.name)` |") == use.isDrawn, "\(use.name)")
        }
        #expect(model.randomStreams.contains { $0.name == "outage/site/North/uplink" })
        #expect(
            model.randomStreams.contains { $0.name == "readers/Team/1/interruption-durations" && $0.isDrawn })
    }

    /// Whatever draws: appointments, body regions, priors, series, triage, reports, failures, interruptions.
    private static let everything = """
        title: Everything that draws
        start: 2026-03-02
        time_zone: Europe/Berlin
        length: 8 d
        seed: 5
        sites:
          - name: North
            uplink: { bandwidth: 40 Mbit/s, round_trip: 20 ms, outages: { mtbf: 1 d, mttr: 30 min } }
            forwarding: series
            scanners:
              ct: { count: 3, exam: { gamma: { shape: 4, scale: 3 min } }, breakdowns: { mtbf: 2 d, mttr: 1 h } }
            demand:
              - modality: ct
                arrivals: { schedule: { days: daily, hours: 07:00-19:00, every: 10 min, no_show: 5 %, lateness: { exponential: { mean: 5 min } } } }
                size: { series: { uniform: { low: 2, high: 6 } } }
                body_region: { head: 50 %, chest: 50 % }
                priors: { share: 50 %, studies: 2, cached: 30 % }
                critical: 10 %
              - modality: xray
                arrivals: { interarrival: { weibull: { shape: 2, scale: 15 min } } }
                studies_per_patient: { 1: 70 %, 2: 30 % }
                size: { instances: 2, bytes: 20 MB }
        delivery: cloud
        technologies: { cloud: { protocol: { stow: {} }, ingest: { workers: 4, per_study: 1 s } } }
        readers: [ { group: Team, count: 2, interruptions: night-calls }, { group: Others, count: 3 } ]
        triage: { applies_to: { modality: ct }, servers: 1, time: { exponential: { mean: 30 s } }, sensitivity: 90 %, specificity: 95 %, prevalence: 10 %, effect: flag }
        reports: { peer_review: { share: 10 % } }
        """

    // MARK: Gaps

    @Test("what only authors know is listed first where it is missing, and told where it is not")
    func gaps() throws {
        let bare = try report(bundled("demo.yaml"))
        let about = "about={ purpose: To *decide* <now>., data: [ Ours., Theirs. ], licence: CC0 }"
        let told = try report(bundled("demo.yaml", about))
        #expect(bare.gaps.map(\.subject).contains(.purpose))
        #expect(!told.gaps.map(\.subject).contains(.purpose))
        #expect(bare.gaps.count == told.gaps.count + 3)
        // A replay was prepared by somebody.
        #expect(bare.gaps.contains { $0.item == .preparation })
        for (report, gaps) in [(bare, bare.gaps), (told, told.gaps)] {
            let first = report.markdown.components(separatedBy: "\n## 1. Objectives").first ?? ""
            #expect(first.components(separatedBy: "\n- ").count - 1 == gaps.count)
            for gap in gaps { #expect(first.contains("`about: { \(gap.subject.rawValue): … }`")) }
        }
        #expect(section(.purpose, told.markdown).contains("To \\*decide\\* \\<now>."))
        #expect(told.html.contains("To *decide* &lt;now&gt;."))
        #expect(section(.dataSources, told.markdown).contains("- Ours.\n- Theirs."))
    }

    @Test("evidence of the warm-up, a precision and a run that needs none close their gaps")
    func closedGaps() async throws {
        let file = try SmallScenario.file()
        #expect(try report(file).gaps.contains { $0.item == .initialisation })
        var evidence = ModelEvidence()
        evidence.warmUp = try await WarmUpStudy.run(
            file.scenario(), Measure(.interval(.turnaround, .mean)), threads: 2)
        let shown = try report(file, evidence: evidence)
        #expect(!shown.gaps.contains { $0.item == .initialisation })
        #expect(section(.initialisation, shown.markdown).contains("MSER-5"))
        let precise = try report(
            file.setting(["precision=[ rtat.mean 5 % ]", "ending=finish", "warm_up=0 s"]))
        #expect(!precise.gaps.contains { $0.item == .initialisation || $0.item == .estimation })
        #expect(section(.estimation, precise.markdown).contains("rtat.mean 5 %"))
    }

    @Test("results add the half-widths that they reached, as the report of a run has them")
    func halfWidths() async throws {
        let file = try SmallScenario.file()
        var evidence = ModelEvidence()
        evidence.result = try await SmallScenario.result(threads: 2)
        let text = section(.estimation, try report(file, evidence: evidence).markdown)
        let mean = try #require(evidence.result?.interval(.turnaround, .mean, .modality(.ct)))
        let row = try #require(text.split(separator: "\n").first { $0.hasPrefix("| CT |") })
        #expect(text.contains("Reached with 6 replications"))
        #expect(row.contains(" min") && row.contains("±"))
        let shown = try #require(row.split(separator: "|").dropFirst().first?.split(separator: " ").first)
        #expect(abs((Double(shown) ?? 0) - mean.value / 60) < 0.06 * mean.value / 60)
    }

    // MARK: About

    @Test("texts about a scenario change neither a run nor what results are kept under")
    func aboutChangesNothing() throws {
        let plain = try SmallScenario.file().scenario()
        let told = try SmallScenario.file().setting(["about={ purpose: Something else }"]).scenario()
        #expect(told.about[.purpose] == ["Something else"])
        #expect(
            try TeleradiologyModel(plain).run(replication: 0).fingerprint
                == TeleradiologyModel(told).run(replication: 0).fingerprint)
        #expect(
            ExperimentDesign(name: "a", scenario: plain).fingerprint
                == ExperimentDesign(name: "a", scenario: told).fingerprint)
    }

    @Test("the page of model reports shows every key of 'about', and they are read")
    func page() throws {
        let text = try String(
            contentsOf: BundledFiles.root.appending(path: "Sources/Reports/ModelReports.md"), encoding: .utf8)
        let block = try #require(text.components(separatedBy: "```yaml\n").dropFirst().first)
        let yaml = try #require(block.components(separatedBy: "\n```").first)
        let about = try ScenarioFile(text: SmallScenario.text + "\n" + yaml, path: "a.yaml").scenario().about
        for subject in ScenarioAbout.Subject.allCases {
            #expect(!about[subject].isEmpty, "\(subject.rawValue)")
        }
    }

    @Test("a misspelt key of 'about' is an error with the nearest right word")
    func misspelt() throws {
        #expect {
            _ = try SmallScenario.file().setting(["about={ purpos: x }"]).scenario()
        } throws: { error in
            "\(error)".contains("did you mean 'purpose'?")
        }
    }

    @Test("the checksum is that of cksum", arguments: [("", 4_294_967_295), ("123456789", 930_766_865)])
    func checksum(_ text: String, _ value: UInt32) {
        // The second is the check value of CRC-32/CKSUM in the catalogue of CRC algorithms, with the length added by
        // the command: printf 123456789 | cksum.
        #expect(FileChecksum(Array(text.utf8)).value == value)
    }
}
