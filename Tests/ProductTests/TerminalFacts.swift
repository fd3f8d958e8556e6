import Foundation
import Testing

/// What people see who sit at a terminal, and what pipes get.
@Suite("At a terminal")
struct TerminalFacts {
    private static let demo = Repository.root.appending(path: "Scenarios/demo.yaml").path()
    private static let samples = Repository.root.appending(path: "SampleStudies").path()
    private static let quick = "--replications 2 --set 'length=6 d'"

    /// Runs telerad in a shell on a pseudo-terminal; what is printed goes there, standard error too.
    private static func terminal(
        _ arguments: String, columns: Int = 80, environment: [String: String] = [:]
    ) throws -> String {
        // Behind the shell, which sets COLUMNS itself where it is exported.
        let settings = ["TERM": "xterm", "LC_ALL": "C.UTF-8", "NO_COLOR": ""].merging(environment) { $1 }
            .map { "\($0)='\($1)'" }.joined(separator: " ")
        let command =
            "stty cols \(columns) rows 40; env -u COLUMNS \(settings) '\(Telerad.path)' \(arguments)"
        let output = try Tool.run(
            "script", ["-qec", command, "/dev/null"], timeout: .seconds(60), package: "bsdutils")
        return output.standardOutput.replacing("\r\n", with: "\n")
    }

    private static func columns(_ line: Substring) -> Int {
        // Nothing wide is in the demo.
        line.replacing(/\u{1B}\[[0-9;]*[mK]/, with: "").count
    }

    @Test("a report is as wide as the terminal, or as COLUMNS says", arguments: [60, 40])
    func narrow(columns: Int) throws {
        let own = try Self.terminal("run '\(Self.demo)' --quiet \(Self.quick)", columns: columns)
        let told = try Self.terminal(
            "run '\(Self.demo)' --quiet \(Self.quick)", columns: 200, environment: ["COLUMNS": "\(columns)"])
        #expect(own == told)
        let widths = own.split(separator: "\n").map(Self.columns)
        #expect(widths.allSatisfy { $0 <= columns }, "\(widths)")
        #expect((widths.max() ?? 0) > columns - 5)
    }

    @Test("a pipe and a file get all columns, no colour and no bars, whatever the terminal")
    func pipe() throws {
        let scratch = try Scratch()
        let arguments = ["run", Self.demo, "--replications", "2", "--set", "length=6 d"]
        let piped = try Telerad.run(arguments).standardOutput
        #expect(!piped.contains("\u{1B}") && !piped.contains("▁") && !piped.contains("█"))
        #expect((piped.split(separator: "\n").map(\.count).max() ?? 0) > 100)
        let narrow = try Tool.run(
            Telerad.path, arguments, timeout: .seconds(60), environment: ["COLUMNS": "40", "LC_ALL": "C"])
        #expect(narrow.standardOutput == piped)
        let file = scratch.path("report.txt")
        let printed = try Self.terminal(
            "run '\(Self.demo)' --quiet \(Self.quick) --output '\(file)'", columns: 40)
        #expect(printed.isEmpty)
        #expect(try String(contentsOfFile: file, encoding: .utf8) == piped)
        let bars = try Telerad.run(arguments + ["--sparklines"]).standardOutput
        #expect(bars.contains("▁") && bars.contains("█"))
    }

    @Test("colour is only on a terminal, and off with NO_COLOR, TERM=dumb and --no-color")
    func colour() throws {
        let run = "run '\(Self.demo)' --quiet \(Self.quick)"
        #expect(try Self.terminal(run).contains("\u{1B}[1m"))
        #expect(try !Self.terminal(run, environment: ["NO_COLOR": "1"]).contains("\u{1B}"))
        #expect(try !Self.terminal(run, environment: ["TERM": "dumb"]).contains("\u{1B}"))
        #expect(try !Self.terminal(run + " --no-color").contains("\u{1B}"))
        // Errors too, even those in the arguments.
        #expect(try Self.terminal("run /no/such.yaml").contains("\u{1B}[1;31merror: \u{1B}[0m"))
        #expect(try !Self.terminal("run /no/such.yaml --no-color").contains("\u{1B}"))
        #expect(try Self.terminal("runn").contains("\u{1B}[1;31merror: \u{1B}[0m"))
        #expect(try !Telerad.run("run", "/no/such.yaml").standardError.contains("\u{1B}"))
    }

    @Test("a terminal that does not show UTF-8 gets ASCII", arguments: ["C", "de_DE.ISO-8859-1"])
    func ascii(locale: String) throws {
        let text = try Self.terminal("compare '\(Self.demo)' \(Self.quick)", environment: ["LC_ALL": locale])
        #expect(text.allSatisfy { $0.isASCII }, "\(text.filter { !$0.isASCII })")
        #expect(text.contains("+/-"))
    }

    @Test("JSON is the same bytes on a terminal")
    func json() throws {
        let run = "run '\(Self.demo)' --json --quiet \(Self.quick)"
        let piped = try Telerad.run(
            "run", Self.demo, "--json", "--replications", "2", "--set", "length=6 d")
        #expect(try Self.terminal(run, columns: 40) == piped.standardOutput)
    }

    @Test(
        "progress is a line drawn anew at most ten times a second, as wide as the terminal, and gone at the end",
        arguments: [
            "run '\(demo)' --replications 30 --threads 1", "compare '\(demo)' --replications 12 --threads 1",
            "sweep '\(demo)' --over 'readers.Night team.count=1..3' --replications 12 --threads 1",
            "warm-up '\(demo)' --replications 30 --threads 1",
        ])
    func progress(command: String) throws {
        let begin = ContinuousClock.now
        let text = try Self.terminal(command, columns: 70)
        let seconds = (ContinuousClock.now - begin) / .seconds(1)
        let parts = text.components(separatedBy: "\r\u{1B}[K")
        let drawn = parts.dropFirst().filter { $0.contains(" replications, ") && $0.contains(" left") }
        #expect(!drawn.isEmpty, "\(text.prefix(300))")
        #expect(Double(drawn.count) <= seconds * 10 + 1)
        #expect(
            drawn.allSatisfy {
                $0.wholeMatch(
                    of:
                        /.*\d+ of \d+ replications, [0-9.]+ replications\/(s|min),( \d+ studies\/s,)? \d+ (s|min) left/
                )
                    != nil
            })
        #expect(drawn.allSatisfy { $0.count < 70 })
        // The last one was taken away before the report.
        #expect(parts.last?.contains("replications/s") == false)
        #expect(parts.last?.contains("hub in the basement") == true)
    }

    @Test("with --progress and no terminal there is a line for each tenth")
    func lines() throws {
        let output = try Telerad.run(
            "run", Self.demo, "--replications", "40", "--set", "length=6 d", "--progress", "--json")
        let lines = output.standardError.split(separator: "\n").filter { $0.contains(" replications, ") }
        #expect(lines.count == 10, "\(lines)")
        #expect(lines.last?.hasPrefix("\(Self.demo): 40 of 40 replications, ") == true)
        #expect(output.standardOutput.hasPrefix("{") && output.standardOutput.hasSuffix("}\n"))
    }

    @Test(
        "kept replications count as done, and not for the rate",
        arguments: [[], ["--precision", "rtat.mean 0.1 %"]])
    func kept(precision: [String]) throws {
        let scratch = try Scratch()
        let common = [
            "run", Self.demo, "--set", "length=20 d", "--threads", "1", "--results", scratch.path("night"),
        ]
        #expect(try Telerad.run(common + ["--replications", "40"]).status == 0)
        let more = try Telerad.run(
            common + ["--replications", "50", "--max-replications", "50", "--progress"]
                + precision)
        // The first line is after one replication, or after the few that the first tenth takes.
        let first = try #require(more.standardError.split(separator: "\n").first)
        let found = try #require(
            first.firstMatch(of: /(\d+) of (\d+) replications, ([0-9.]+) replications\/s/), "\(first)")
        let done = try #require(Int(found.1))
        #expect(done >= 41 && done <= 46, "\(first)")
        // On one thread one takes some hundredths of a second; all 41 at once would be hundreds a second.
        let fresh = try Telerad.run(
            "run", Self.demo, "--set", "length=20 d", "--threads", "1", "--replications", "10", "--progress")
        let last = try #require(fresh.standardError.split(separator: "\n").last)
        let rate = try #require(last.firstMatch(of: /([0-9.]+) replications\/s/).flatMap { Double($0.1) })
        let resumed = try #require(Double(found.3))
        #expect(resumed < rate * 5, "\(first); \(last)")
    }

    @Test(
        "progress tells how many studies a second go through the model, and how many files and bytes were read"
    )
    func rates() throws {
        let run = try Telerad.run(
            "run", Self.demo, "--replications", "10", "--set", "length=6 d", "--progress", "--json")
        let last = try #require(run.standardError.split(separator: "\n").last)
        #expect(
            last.contains(/10 of 10 replications, [0-9.]+ replications\/s, [0-9]{3,} studies\/s, \d+ s left/),
            "\(last)")
        // The files of SampleStudies, of which one tells what the others are; the file system knows their sizes.
        let files = try FileManager.default.subpathsOfDirectory(atPath: Self.samples).filter {
            $0.contains(".")
        }
        let bytes = try files.filter { $0.hasSuffix(".dcm") }.reduce(0) { sum, file in
            let path = Self.samples + "/" + file
            return sum + (try FileManager.default.attributesOfItem(atPath: path)[.size] as? Int ?? 0)
        }
        let megabytes = (Double(bytes) / 1e5).rounded() / 10
        for command in [["replay", Self.samples, "--json"], ["studies", Self.samples, "--json"]] {
            let output = try Telerad.run(command + ["--progress"])
            let line = try #require(
                output.standardError.split(separator: "\n").first { $0.hasPrefix("reading: ") })
            #expect(line.contains(" files (\(megabytes) MB), "), "\(line)")
            #expect(line.contains("\(files.count) of \(files.count) files "), "\(line)")
            #expect(line.contains(" files/s"), "\(line)")
        }
        #expect(try Telerad.run("replay", Self.samples, "--json").standardError.isEmpty)
    }

    @Test("--quiet silences progress and warnings, not errors")
    func quiet() throws {
        let scratch = try Scratch()
        let folder = scratch.url.appending(path: "studies")
        try FileManager.default.copyItem(atPath: Self.samples, toPath: folder.path())
        let files = try FileManager.default.subpathsOfDirectory(atPath: folder.path()).filter {
            $0.hasSuffix(".dcm")
        }
        let victim = folder.appending(path: try #require(files.sorted().first))
        try Data(contentsOf: victim).prefix(300).write(to: victim)
        let arguments = ["replay", folder.path(), "--broken", "skip", "--json"]
        #expect(try Telerad.run(arguments).standardError.contains("warning: "))
        for quiet in ["--quiet", "-q"] {
            #expect(try Telerad.run(arguments + ["--progress", quiet]).standardError.isEmpty)
            #expect(try Telerad.run("run", "/no/such.yaml", quiet).standardError.contains("error: "))
        }
        let listing = ["studies", folder.path(), "--json"]
        #expect(try Telerad.run(listing).standardError.contains("warning: skipped"))
        #expect(try Telerad.run(listing + ["-q"]).standardError.isEmpty)
        #expect(try Telerad.run(listing + ["--progress"]).standardError.contains("reading: "))
    }

    @Test("--version tells the version, and the commit where git knows it; reports tell the version alone")
    func version() throws {
        let output = try Telerad.run("--version")
        #expect(
            output.standardOutput.wholeMatch(of: /telerad \d+\.\d+\.\d+( \([0-9a-f]{7,}(-dirty)?\))?\n/)
                != nil,
            "\(output.standardOutput)")
    }

    @Test("every argument that names a file or a folder completes to one")
    func completions() throws {
        let dump = try Telerad.run("--experimental-dump-help").standardOutput
        let root = try #require(try JSONSerialization.jsonObject(with: Data(dump.utf8)) as? [String: Any])
        var missing: [String] = []
        func check(_ command: [String: Any], _ path: String) {
            let name = "\(path) \(command["commandName"] ?? "")"
            for argument in command["arguments"] as? [[String: Any]] ?? [] {
                let value = argument["valueName"] as? String ?? ""
                let isNamed = argument["kind"] as? String != "flag"
                if isNamed, ["file", "folder", "folders", "plan", "folder-or-archive"].contains(value),
                    argument["completionKind"] == nil
                {
                    missing.append("\(name): \(value)")
                }
            }
            for each in command["subcommands"] as? [[String: Any]] ?? [] { check(each, name) }
        }
        check(try #require(root["command"] as? [String: Any]), "")
        #expect(missing == [], "declare `completion:` where these are declared")
    }

    @Test("every command that is shown has a manual page with its options and exit codes")
    func manual() throws {
        let scratch = try Scratch()
        let output = try Telerad.run("generate-manual", scratch.path("man1"), "--date", "2026-03-02")
        #expect(output.status == 0, "\(output.standardError)")
        let pages = try FileManager.default.contentsOfDirectory(atPath: scratch.path("man1"))
        for name in ["telerad", "telerad-run", "telerad-compare", "telerad-shard", "telerad-shard-merge"] {
            #expect(pages.contains("\(name).1"))
        }
        #expect(!pages.contains { $0.contains("generate") || $0.contains("help") })
        let run = try String(contentsOfFile: scratch.path("man1/telerad-run.1"), encoding: .utf8)
        for part in [
            ".TH TELERAD\\-RUN 1 2026-03-02", "\\fB\\-\\-replications\\fR \\fInumber\\fR", ".SH EXAMPLES",
            ".SH EXIT STATUS", ".TP\n99\n",
        ] {
            #expect(run.contains(part), "\(part)")
        }
        #expect(run.allSatisfy { $0.isASCII })
    }
}
