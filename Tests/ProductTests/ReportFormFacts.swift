import Foundation
import Testing

private let demo = Repository.root.appending(path: "Scenarios/demo.yaml").path()
private let quick = ["--replications", "2", "--set", "length=3 d", "--set", "warm_up=1 d"]

@Suite("The form of a report follows its file, and charts go to a folder")
struct ReportFormFacts {
    private func text(_ path: String) throws -> String { try String(contentsOfFile: path, encoding: .utf8) }

    @Test(
        "a page for .html, JSON for .json, else text",
        arguments: [
            ("report.html", "<!DOCTYPE html>"), ("REPORT.HTML", "<!DOCTYPE html>"), ("report.json", "{"),
            ("report.txt", "A hub in the basement"), ("report", "A hub in the basement"),
        ])
    func endings(name: String, beginning: String) throws {
        let scratch = try Scratch()
        let output = try Telerad.run(["run", demo, "--output", scratch.path(name)] + quick)
        #expect(output.status == 0, "\(output.standardError)")
        #expect(try text(scratch.path(name)).hasPrefix(beginning))
        #expect(try scratch.names == [name])
    }

    @Test("--json decides where the ending does not, and contradicts a page")
    func flag() throws {
        let scratch = try Scratch()
        let output = try Telerad.run(["run", demo, "--json", "--output", scratch.path("report.out")] + quick)
        #expect(output.status == 0)
        #expect(try text(scratch.path("report.out")).hasPrefix("{"))
        let wrong = try Telerad.run("run", demo, "--json", "--output", scratch.path("report.html"))
        #expect(wrong.status == 64)
        #expect(wrong.standardError.contains("is a page and --json asks for JSON"))
    }

    @Test(
        "an ending that a command has no form for is refused before anything is computed, with the endings that there are",
        arguments: [
            (
                ["run", demo], "parquet",
                "no table of this report; write text (.txt), JSON (.json) or a page (.html)"
            ),
            (["run", demo], "csv", "--studies FILE writes a table of all studies"),
            (["replay", demo], "csv.gz", "no table of this report"),
            (
                ["crossover", demo, "--over", "seed=1..9"], "parquet",
                "'telerad sweep' writes a table of points"
            ),
            (["shard", "run", demo, "--shard", "1", "--results", "x"], "csv", "no table of this report"),
            (["explain", demo], "parquet", "write text (.txt) or JSON (.json)"),
            (["verify"], "html", "no page of this report"),
            (["sample-studies", "x"], "csv", "no table of this report"),
            (["warm-up", demo], "pdf", "or a table (.csv, .csv.gz or .parquet)"),
            (
                ["studies", demo], "xlsx",
                "no report ends in .xlsx; write text (.txt), JSON (.json) or a table"
            ),
            (["compare", demo], "pdf", "a page (.html) or a table (.csv, .csv.gz or .parquet)"),
            (["sweep", demo, "--all-variants"], "docx", "no report ends in .docx"),
            (["sensitivity", demo, "--over", "seed=1..9"], "gz", "no report ends in .gz"),
            (["staff", demo, "--group", "Day team=1..2"], "tsv", "no report ends in .tsv"),
            (["model", demo], "txt", ".md or .html"), (["schema"], "yaml", "write .json"),
            (["init", "night-cover"], "json", "write .yaml"),
        ])
    func wrongEnding(arguments: [String], ending: String, message: String) throws {
        let scratch = try Scratch()
        let output = try Telerad.run(arguments + ["--output", scratch.path("report.\(ending)")])
        #expect(output.status == 64, "\(output.standardError)")
        #expect(output.standardError.contains(message), "\(output.standardError)")
        #expect(try scratch.names == [])
    }

    @Test("a table goes to .csv, and --csv contradicts other endings")
    func tables() throws {
        let scratch = try Scratch()
        let sweep = ["sweep", demo, "--over", "readers.Night team.count=1..2"]
        let output = try Telerad.run(sweep + ["--output", scratch.path("rows.csv")] + quick)
        #expect(output.status == 0)
        #expect(try text(scratch.path("rows.csv")).hasPrefix("readers.Night team.count,replications,"))
        for ending in ["html", "json"] {
            let wrong = try Telerad.run(sweep + ["--csv", "--output", scratch.path("rows.\(ending)")])
            #expect(wrong.status == 64)
            #expect(wrong.standardError.contains("is no CSV"))
        }
    }

    @Test("a report that is no page says so before anything is computed", arguments: ["explain", "studies"])
    func noPage(command: String) throws {
        let scratch = try Scratch()
        let output = try Telerad.run(command, demo, "--output", scratch.path("report.html"))
        #expect(output.status == 64)
        #expect(output.standardError.contains("there is no page of this report"))
        #expect(try scratch.names == [])
    }

    @Test(
        "the page has the command that makes it again, without what changes nothing and without paths of a machine"
    )
    func command() throws {
        let scratch = try Scratch()
        let page = scratch.path("report.html")
        let arguments =
            ["run", demo, "--set", "readers.Night team.count=2", "--threads", "2", "--quiet"] + quick
        #expect(try Telerad.run(arguments + ["--output", page]).status == 0)
        #expect(
            try text(page).contains(
                "<code>telerad run demo.yaml --set 'readers.Night team.count=2' --set 'length=3 d' --set 'warm_up=1 d' "
                    + "--replications 2 --output report.html</code>"))
        #expect(try !text(page).contains(Repository.root.path()))
    }

    @Test("every chart is there as picture, data and specification, and an earlier folder makes way")
    func figures() throws {
        let scratch = try Scratch()
        let folder = scratch.path("charts")
        let run = ["run", demo, "--output", scratch.path("report.html"), "--figures", folder] + quick
        for _ in 0..<2 {
            let output = try Telerad.run(run)
            #expect(output.status == 0, "\(output.standardError)")
        }
        #expect(try scratch.names == ["charts", "report.html"])
        let names = try FileManager.default.contentsOfDirectory(atPath: folder).sorted()
        let charts = names.filter { $0.hasSuffix(".svg") }.map { String($0.dropLast(4)) }
        #expect(charts.contains("turnaround-ct"))
        #expect(
            names
                == (charts.flatMap { ["\($0).svg", "\($0).csv", "\($0).vl.json"] } + ["figures.json"])
                .sorted())
        let page = try text(scratch.path("report.html"))
        #expect(charts.allSatisfy { page.contains("id=\"figure-\($0)\"") })
        #expect(page.split(separator: "<figure ").count == charts.count + 1)
        for chart in charts {
            #expect(try text("\(folder)/\(chart).svg").hasPrefix("<svg "))
            #expect(try text("\(folder)/\(chart).csv").split(separator: "\r\n").count > 1)
            let specification = try JSONSerialization.jsonObject(
                with: Data(text("\(folder)/\(chart).vl.json").utf8))
            #expect((specification as? [String: Any])?["$schema"] != nil)
        }
    }

    @Test("a folder with other things is refused before anything is computed, and stays as it is")
    func foreignFolder() throws {
        let scratch = try Scratch()
        try FileManager.default.createDirectory(
            atPath: scratch.path("charts"), withIntermediateDirectories: true)
        _ = try scratch.file("charts/thesis.txt", "mine")
        let output = try Telerad.run(["compare", demo, "--figures", scratch.path("charts")] + quick)
        #expect(output.status == 73)
        #expect(output.standardError.contains("holds 'thesis.txt', which is no chart of an earlier report"))
        #expect(output.standardOutput.isEmpty)
        #expect(try text(scratch.path("charts/thesis.txt")) == "mine")
    }

    @Test("a file of one's own in a folder of charts is refused too")
    func addedFile() throws {
        let scratch = try Scratch()
        let run = ["run", demo, "--figures", scratch.path("charts")] + quick
        #expect(try Telerad.run(run).status == 0)
        _ = try scratch.file("charts/notes.svg", "mine")
        #expect(try Telerad.run(run).status == 73)
        #expect(try text(scratch.path("charts/notes.svg")) == "mine")
    }
}
