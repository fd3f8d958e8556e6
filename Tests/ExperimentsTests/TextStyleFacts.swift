import Experiments
import Foundation
import Reports
import ScenarioFiles
import Teleradiology
import Testing

#if canImport(Glibc)
    import Glibc
#endif

/// Reports for people on terminals of any width.
@Suite("Reports fit the terminal")
struct TextStyleFacts {
    private struct Report: Sendable {
        let name: String
        let text: @Sendable (TextStyle) -> String
    }

    /// Reports in any style; their experiments are run once.
    private static let made = Task { try await makeReports() }
    private static func reports() async throws -> [Report] { try await made.value }

    private static func makeReports() async throws -> [Report] {
        let result = try await SmallScenario.result()
        let comparison = try await SmallScenario.comparison()
        let scenario = try SmallScenario.file().scenario()
        let warmUp = try await WarmUpStudy.run(
            scenario, Measure(.interval(.turnaround, .mean)), window: nil, threads: 1)
        return [
            Report(name: "run") { RunText(result, style: $0).text },
            Report(name: "compare") { CompareText(comparison, style: $0).text },
            Report(name: "warm-up") { WarmUpText(warmUp, given: scenario.warmUp, style: $0).text },
        ]
    }

    @Test("no line is wider than the terminal, from 40 columns on, with bars and without")
    func fits() async throws {
        for report in try await Self.reports() {
            let (name, text) = (report.name, report.text)
            for columns in [40, 41, 47, 50, 60, 72, 80, 100, 120] {
                for hasSparklines in [false, true] {
                    let style = TextStyle(columns: columns, hasSparklines: hasSparklines)
                    let wide = text(style).split(separator: "\n").filter { String($0).displayWidth > columns }
                    #expect(wide.isEmpty, "\(name) at \(columns): \(wide)")
                }
            }
        }
    }

    @Test("a narrow terminal loses no figure: all that a file shows is there, in the same order or below")
    func loosesNothing() async throws {
        for report in try await Self.reports() {
            let (name, text) = (report.name, report.text)
            func figures(_ text: String) -> [String] {
                let line = text.split(whereSeparator: \.isWhitespace).joined(separator: " ")
                return line.matches(of: /[-+]?[0-9.]+ ± [0-9.]+/).map { String($0.0) }.sorted()
            }
            let whole = figures(text(.plain))
            #expect(name == "warm-up" || whole.count > 30)
            #expect(figures(text(TextStyle(columns: 40))) == whole, "\(name)")
            #expect(figures(text(TextStyle(columns: 60))) == whole, "\(name)")
        }
    }

    @Test("a terminal that is wide enough shows what a file holds")
    func wide() async throws {
        for report in try await Self.reports() {
            let (name, text) = (report.name, report.text)
            func tables(_ text: String) -> [Substring] {
                text.split(separator: "\n").filter { $0.contains("  ") && $0.contains("±") }
            }
            #expect(tables(text(TextStyle(columns: 400))) == tables(text(.plain)), "\(name)")
        }
    }

    @Test("colour changes nothing but colour")
    func colour() async throws {
        for report in try await Self.reports() {
            let (name, text) = (report.name, report.text)
            for columns in [45, 80] {
                let coloured = text(TextStyle(columns: columns, isColoured: true))
                #expect(coloured.contains("\u{1B}["), "\(name)")
                #expect(
                    coloured.replacing(/\u{1B}\[[0-9;]*m/, with: "") == text(TextStyle(columns: columns)),
                    "\(name)")
            }
            #expect(!text(.plain).contains("\u{1B}"))
        }
    }

    @Test("a terminal that knows only ASCII gets nothing else, in lines that fit")
    func ascii() async throws {
        for report in try await Self.reports() {
            let (name, text) = (report.name, report.text)
            let shown = text(TextStyle(columns: 80, isASCII: true, hasSparklines: true))
            #expect(shown.allSatisfy { $0.isASCII }, "\(name): \(shown.filter { !$0.isASCII })")
            #expect(shown.split(separator: "\n").allSatisfy { $0.count <= 80 }, "\(name)")
            #expect(shown.contains(name == "warm-up" ? "Welch's" : "+/-"), "\(name)")
        }
    }

    @Test("expectations are pass or FAIL in words, green or red where there is colour")
    func verdicts() async throws {
        let file = try ScenarioFile(
            text: SmallScenario.text + "\nexpect:\n  - rtat.mean < 30 d\n  - rtat.mean < 1 s\n",
            path: "small.yaml")
        let text = RunText(
            try await Experiment(file.scenario(), threads: 1).run(),
            style: TextStyle(columns: 80, isColoured: true)
        ).text
        #expect(text.contains("\u{1B}[32mpass\u{1B}[0m       rtat.mean < 30 d"))
        #expect(text.contains("\u{1B}[1;31mFAIL\u{1B}[0m       rtat.mean < 1 s"))
    }

    @Test(
        "the width of a text is that of wcwidth in the C library",
        arguments: [
            "Turnaround", "Müller", "Zu\u{308}rich", "大阪市立総合医療センター", "서울대학교병원", "ＡＢＣ", "▁▂▃█─│±→≤…",
            "e\u{301}\u{323}x", "a\u{200B}b", "ｶﾀｶﾅ", "Ελλάδα", "Москва", "ไทย",
        ])
    func width(text: String) throws {
        let locale = try #require(newlocale(1 << LC_CTYPE, "C.UTF-8", nil))
        let before = uselocale(locale)
        defer {
            uselocale(before)
            freelocale(locale)
        }
        // The headers that Swift sees leave it out.
        let symbol = try #require(dlsym(nil, "wcwidth"))
        let wcwidth = unsafeBitCast(symbol, to: (@convention(c) (wchar_t) -> Int32).self)
        let expected = text.unicodeScalars.reduce(0) { $0 + Int(wcwidth(wchar_t($1.value))) }
        #expect(text.displayWidth == expected, "\(text)")
    }

    @Test("columns stand below each other when names are wide or have combining marks")
    func alignment() async throws {
        let name = "大阪 Zu\u{308}rich"
        let file = try ScenarioFile(
            text: SmallScenario.text.replacing("group: Reader", with: "group: \(name)"), path: "small.yaml")
        let text = RunText(try await Experiment(file.scenario(), threads: 1).run()).text
        let lines = text.split(separator: "\n").map(String.init)
        let use = try #require(lines.firstIndex(of: "Use of resources"))
        let rule = lines[use + 2]
        let row = try #require(lines[use...].first { $0.hasPrefix("readers \(name)") })
        // The first column ends where the line below its heading ends.
        let first = try #require(rule.split(separator: " ").first).count
        #expect(String(row.prefix("readers \(name)".count)).displayWidth <= first)
        let percent = try #require(row.firstIndex(of: "%"))
        let second = first + 2 + rule.split(separator: " ")[1].count
        #expect(String(row[...percent]).displayWidth == second, "\(row)")
    }

    @Test("a sweep draws one curve for each combination, on one scale, with the numbers of its ends")
    func curves() async throws {
        let file = try SmallScenario.file()
        let design = try SweepDesign(
            [SweptParameter("readers.Reader.count=1..4", option: "--over")], .fullFactorial, seed: 1)
        var rows: [Sweep.Row] = []
        for values in design.points {
            let scenario = try file.setting(design.assignments(values)).scenario()
            let point = Sweep.Point(
                design: nil, values: values, scenario: scenario,
                measures: [Measure(.interval(.turnaround, .mean))])
            rows.append(Sweep.Row(point, try await Experiment(scenario, threads: 1).run()))
        }
        let sweep = Sweep(design: design, rows: rows)
        let lines = SweepText(sweep, style: TextStyle(columns: 100, hasSparklines: true)).text.split(
            separator: "\n")
        let heading = try #require(
            lines.firstIndex { $0.hasPrefix("rtat.mean over readers.Reader.count from 1 to 4") })
        let curve = lines[heading + 1].filter { "▁▂▃▄▅▆▇█".contains($0) }
        // More readers, shorter waits: from the highest to the lowest.
        #expect(curve.count == 4 && curve.first == "█" && curve.last == "▁", "\(lines[heading + 1])")
        #expect(lines[heading + 1].contains(" to "))
        #expect(!SweepText(sweep).text.contains("rtat.mean over"))
    }
}
