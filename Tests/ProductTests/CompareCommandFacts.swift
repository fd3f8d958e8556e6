import Foundation
import Testing

/// What `compare` calls its designs, and the measures that it is asked for.
@Suite("Comparisons from the command line")
struct CompareCommandFacts {
    private static let quick = ["--replications", "4"]

    /// A clinic with two technologies, targets and prices, and variants of it.
    private static func file(_ scratch: Scratch, _ more: String) throws -> String {
        var clinic = ClinicScenario()
        clinic.length = "2 d"
        clinic.ending = "stop"
        clinic.priorities = "[ { name: stat, target: 30 min }, { name: routine, target: 24 h } ]"
        clinic.arrivals = "{ per_day: 150, profile: flat }"
        clinic.demand = "priority: { stat: 30 %, routine: 70 % }"
        clinic.technologies = ["cloud", "on-premise"].map {
            "\($0):\n" + indented(ClinicScenario.plainCStore, by: 2)
        }.joined(separator: "\n")
        clinic.readers = "- { group: Team, count: 2, time_zone: UTC, speed: 2, cost: { per_hour: 100 EUR } }"
        clinic.rest = more
        return try scratch.file("clinic.yaml", clinic.text)
    }

    private static let variants =
        "variants:\n  three readers: { readers.Team.count: 3 }\n  hub: { delivery: on-premise }\n"

    @Test(
        "the base has the name that says what it differs by",
        arguments: [
            ("", ["three readers"], "three readers instead of base case"),
            ("", ["hub"], "hub instead of cloud"),
            ("", ["three readers", "hub"], "three readers instead of cloud"),
            ("base: two readers\n", ["three readers"], "three readers instead of two readers"),
            ("base: two readers\n", ["hub"], "hub instead of two readers"),
        ])
    func names(base: String, variants: [String], heading: String) throws {
        let scratch = try Scratch()
        let file = try Self.file(scratch, base + Self.variants)
        let output = try Telerad.run(
            ["compare", file] + Self.quick + variants.flatMap { ["--variant", $0] })
        #expect(output.standardOutput.contains("\n\(heading)\n"), "\(output.standardOutput.prefix(600))")
        let swept = try Telerad.run(
            ["sweep", file, "--csv"] + Self.quick + variants.flatMap { ["--variant", $0] })
        let first = swept.standardOutput.split(separator: "\r\n").dropFirst().first
        #expect(first?.hasPrefix((heading.components(separatedBy: " instead of ").last ?? "") + ",") == true)
    }

    @Test(
        "measures that are asked for are rows of the text, the table, JSON and the page, with paired differences"
    )
    func measures() throws {
        let scratch = try Scratch()
        let file = try Self.file(scratch, Self.variants)
        let compare =
            [
                "compare", file, "--variant", "three readers", "--measure", "rtat(priority: stat).p95",
                "--measure", "cost",
            ]
            + Self.quick
        let text = try Telerad.run(compare).standardOutput
        let rows = text.split(separator: "\n").filter { $0.hasPrefix("rtat(priority: stat).p95 ") }
        #expect(rows.count == 1 && rows.first?.hasSuffix(" sooner") == true, "\(text)")
        // One reader more at 100 EUR an hour, 24 hours a day, 30.4375 days a month.
        #expect(text.contains(/cost\(currency: EUR\) +146100 EUR +219150 EUR +73050 EUR more/), "\(text)")

        // The table has what two runs have, and their difference.
        let csv = try Telerad.run(compare + ["--csv"]).standardOutput.split(separator: "\r\n").map {
            $0.components(separatedBy: ",")
        }
        #expect(csv.count == 5)
        #expect(csv[1].prefix(4) == ["rtat(priority: stat).p95", "s", "base case", "4"])
        #expect(csv[4].prefix(4) == ["cost(currency: EUR)", "EUR", "three readers", "4"])
        let values = try ["1", "2"].map { try #require(Double(csv[$0 == "1" ? 1 : 2][4])) }
        for (settings, value) in [([], values[0]), (["--variant", "three readers"], values[1])] {
            let sweep = try Telerad.run(
                ["run", file, "--json"] + Self.quick + settings)
            let report =
                try JSONSerialization.jsonObject(with: Data(sweep.standardOutput.utf8)) as? [String: Any]
            let classes = try #require(report?["priorities"] as? [[String: Any]])
            let rtat = try #require((classes[0]["rtat_s"] as? [String: Any])?["p95"] as? [String: Any])
            #expect(rtat["value"] as? Double == value)
        }
        let difference = try #require(Double(csv[2][6]))
        #expect(abs(difference - (values[1] - values[0])) < 1e-9 * abs(values[0]))
        #expect(csv[1][6].isEmpty && csv[2][8] == "lower")

        let json = try Telerad.run(compare + ["--json"]).standardOutput
        let report = try JSONSerialization.jsonObject(with: Data(json.utf8)) as? [String: Any]
        let measures = try #require(report?["measures"] as? [[String: Any]])
        #expect(
            measures.map { $0["measure"] as? String } == ["rtat(priority: stat).p95", "cost(currency: EUR)"])
        let designs = try #require(measures[0]["designs"] as? [[String: Any]])
        #expect(designs[1]["verdict"] as? String == "lower")
        let paired = try #require((designs[1]["difference"] as? [String: Any])?["value"] as? Double)
        #expect(abs(paired - difference) < 1e-9 * abs(difference))

        let page = scratch.path("report.html")
        #expect(try Telerad.run(compare + ["--output", page]).status == 0)
        let html = try String(contentsOfFile: page, encoding: .utf8)
        #expect(
            html.contains("What was asked for")
                && html.contains("95th percentile of turnaround of stat studies"))
        #expect(html.contains("--measure 'rtat(priority: stat).p95' --measure cost"))
    }

    @Test(
        "without measures the table has those that a planner looks at first, and a wrong one is named before anything runs"
    )
    func otherMeasures() throws {
        let scratch = try Scratch()
        let file = try Self.file(scratch, Self.variants)
        let table = try Telerad.run(["compare", file, "--csv"] + Self.quick).standardOutput
        for measure in [
            "rtat.mean", "rtat.p95", "transfer.mean", "wait.mean", "within_target", "cost(currency: EUR)",
        ] {
            #expect(table.components(separatedBy: "\r\n\(measure),").count == 4, "\(measure)")
        }
        let wrong = try Telerad.run("compare", file, "--measure", "rtat(stta).p95")
        #expect(wrong.status == 64 && wrong.standardError.contains("did you mean 'stat'?"))
        #expect(
            try Telerad.run(["compare", file, "--output", scratch.path("rows.csv")] + Self.quick).status == 0)
        #expect(try String(contentsOfFile: scratch.path("rows.csv"), encoding: .utf8) == table)
    }

    @Test("a sweep over nothing but variants has a row for each, with the numbers that compare has")
    func allVariants() throws {
        let scratch = try Scratch()
        let file = try Self.file(scratch, Self.variants)
        let rows = try Telerad.run(
            ["sweep", file, "--all-variants", "--csv", "--measure", "rtat.mean"] + Self.quick
        )
        .standardOutput.split(separator: "\r\n").map { $0.components(separatedBy: ",") }
        #expect(rows.map { $0[0] } == ["design", "cloud", "three readers", "hub"])
        let compared = try Telerad.run(["compare", file, "--csv", "--measure", "rtat.mean"] + Self.quick)
            .standardOutput.split(separator: "\r\n").map { $0.components(separatedBy: ",") }
        #expect(rows.dropFirst().map { $0[2] } == compared.dropFirst().map { $0[4] })
        let page = scratch.path("sweep.html")
        #expect(
            try Telerad.run(["sweep", file, "--all-variants", "--output", page] + Self.quick).status == 0)
        let bare = try Self.file(scratch, "")
        let none = try Telerad.run("sweep", bare, "--all-variants")
        #expect(
            none.status == 2
                && none.standardError.contains("the file has no variants; say what to sweep: --over"))
    }

    @Test("a technique that a variant brings has a row, though there is nothing to compare it with")
    func newTechnique() throws {
        let scratch = try Scratch()
        let file = try Self.file(
            scratch, "variants:\n  with MR: { sites.Clinic.demand.mr.arrivals.per_day: 20 }\n")
        let text = try String(contentsOfFile: file, encoding: .utf8)
        try Data(
            text.replacing(
                "    demand:\n",
                with: "    demand:\n      - { modality: mr, arrivals: { per_day: 0 }, priority: routine }\n"
            ).utf8
        ).write(to: URL(filePath: file))
        let report = try Telerad.run(["compare", file] + Self.quick)
        #expect(
            report.standardOutput.contains(/mean RTAT, MR +– +[0-9.]+ ± [0-9.]+ min +–\n/),
            "\(report.standardOutput)\(report.standardError)")
    }

    @Test("the first line of a report says nothing of a warm-up that is not there")
    func noWarmUp() throws {
        let scratch = try Scratch()
        let file = try Self.file(scratch, Self.variants)
        let text = try Telerad.run(["run", file] + Self.quick).standardOutput
        #expect(!text.contains("left out"))
        let settled = try Telerad.run(["run", file, "--set", "warm_up=3 h"] + Self.quick).standardOutput
        #expect(settled.contains(", the first 3 h left out · "))
    }

    @Test("readers on call are told to be busy while they are called in, not all day")
    func onCall() throws {
        let scratch = try Scratch()
        let file = try Self.file(scratch, "worklist: { order: priority }")
        let run = ["run", file] + Self.quick
        #expect(try !Telerad.run(run).standardOutput.contains("called in"))
        let called = try Telerad.run(
            run + ["--set", "readers.Team.speed=1", "--set", "readers.Senior={ group: Senior }"])
        #expect(called.status == 2)
        var text = try String(contentsOfFile: file, encoding: .utf8)
        text = text.replacing(
            "readers:\n",
            with:
                "readers:\n  - { group: Senior, count: 1, time_zone: UTC, on_call: { for: stat, after: 5 min, response: 10 min } }\n"
        )
        let output = try Telerad.run(["run", try scratch.file("called.yaml", text)] + Self.quick)
            .standardOutput
        #expect(output.contains("readers Senior, called in "), "\(output)")
        #expect(output.contains("their utilisation is"))
    }
}
