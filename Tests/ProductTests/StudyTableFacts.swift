import Foundation
import ScenarioFiles
import Synchronization
import Teleradiology
import Testing

/// The studies of a run as a sink has taken them.
private final class TakenStudies: StudySink {
    let studies = Mutex<[StudyRecord]>([])
    let finished = Mutex<[Int]>([])

    func wants(replication: Int) -> Bool { replication == 1 }
    func take(_ studies: [StudyRecord], replication: Int) { self.studies.withLock { $0 += studies } }
    func finish(replication: Int) { finished.withLock { $0.append(replication) } }
}

/// The table that `--studies` writes; `make tables` reads it with other programs.
@Suite("The table of studies")
struct StudyTableFacts {
    @Test(
        "a sink is given every study that is recorded, once, when nothing more can happen to it",
        arguments: ["ReportKeys", "TriageKeys", "DeliveryKeys", "AssignmentKeys"])
    func taken(page: String) throws {
        let text = try #require(
            fencedBlocks("yaml", in: try Repository.text("Sources/ScenarioFiles/\(page).md")).first)
        let model = try TeleradiologyModel(ScenarioFile(text: text, path: "keys.yaml").scenario())
        let recorded = try model.run(replication: 1, recordingStudies: true)
        let sink = TakenStudies()
        let run = try model.run(replication: 1, studies: sink)
        #expect(run.fingerprint == recorded.fingerprint)
        #expect(run.studies.isEmpty)
        let taken = sink.studies.withLock { $0 }
        #expect(taken.count > 100)
        // Study for study the same, but for the identity of replayed ones, which no sink is given.
        var expected = recorded.studies
        for index in expected.indices { expected[index].studyInstanceUID = nil }
        #expect(taken.sorted { $0.number < $1.number } == expected)
        #expect(sink.finished.withLock { $0 } == [1])
        _ = try model.run(replication: 0, studies: sink)
        #expect(sink.finished.withLock { $0 } == [1])
        // Those that are done first, then those that are still on their way in the order of creation.
        let open = taken.drop { $0.reported != nil }
        // Where there are no later tasks, a study with a report is done.
        #expect(model.scenario.reporting != nil || open.allSatisfy { $0.reported == nil })
        #expect(open.map(\.number) == open.map(\.number).sorted())
    }

    @Test("the page has the columns that are written, in their order")
    func page() throws {
        let page = try Repository.text("Sources/Reports/Tables.md")
        let columns = page.matches(of: /(?m)^\| `(\w+)` \| \w+ \| (?:yes|no) \|/).map { String($0.1) }
        let lines = try table("length: 2 h", "csv").split(separator: "\n", omittingEmptySubsequences: false)
        #expect(lines.first.map(String.init) == columns.joined(separator: ","))
        #expect(columns.count == Set(columns).count)
    }

    /// The table of the clinic as text.
    private func table(_ length: String, _ ending: String, _ options: String...) throws -> String {
        var clinic = ClinicScenario()
        clinic.technologies = "cloud:\n" + indented(ClinicScenario.plainCStore, by: 2)
        clinic.rest = "replications: 3"
        clinic.arrivals = "{ interarrival: 10 min }"
        let text = clinic.text.replacing("length: 2 h", with: length)
        let scratch = try Scratch()
        let output = try Telerad.run(
            [
                "run", try scratch.file("clinic.yaml", text), "--quiet", "--studies",
                scratch.path("studies.\(ending)"),
            ]
                + options)
        #expect(output.status == 0, "\(output.standardError)")
        #expect(try scratch.names == ["clinic.yaml", "studies.\(ending)"])
        return String(
            decoding: try Data(contentsOf: URL(filePath: scratch.path("studies.\(ending)"))), as: UTF8.self)
    }

    @Test("a study's row, worked by hand")
    func row() throws {
        // At 00:10 the first of eleven studies is complete; C-STORE to an idle ingest takes no time without a line, a free
        // reader opens it at once and reads for ten minutes.
        let rows = try table("length: 2 h", "csv").split(separator: "\n")
        let names = try #require(rows.first).split(separator: ",", omittingEmptySubsequences: false)
        let cells = try #require(rows.dropFirst().first).split(
            separator: ",", omittingEmptySubsequences: false)
        let row = Dictionary(uniqueKeysWithValues: zip(names, cells))
        let expected = [
            "design": "", "replication": "1", "study": "0", "site": "Clinic", "modality": "ct",
            "priority": "routine",
            "instances": "100", "size_bytes": "100000000", "technology": "cloud", "reader_group": "Team",
            "ordered_at": "2026-03-02T00:10:00.000000Z", "opened_at": "2026-03-02T00:10:00.000000Z",
            "reported_at": "2026-03-02T00:20:00.000000Z", "transfer_s": "0", "wait_s": "0", "read_s": "600",
            "rtat_s": "600", "interruptions": "0", "within_target": "", "finding": "", "preliminary": "false",
            "counted": "true",
        ]
        for (name, value) in expected { #expect(row[name[...]].map(String.init) == value, "\(name)") }
    }

    @Test("with all replications, rows are in their order on any number of threads")
    func threads() throws {
        let one = try table("length: 20 h", "parquet", "--studies-replication", "all", "--threads", "1")
        #expect(try table("length: 20 h", "parquet", "--studies-replication", "all", "--threads", "3") == one)
        let rows = try table("length: 20 h", "csv", "--studies-replication", "all").split(separator: "\n")
            .dropFirst()
        let replications = rows.map { $0.split(separator: ",")[0] }
        #expect(replications == replications.sorted())
        #expect(Set(replications) == ["1", "2", "3"])
    }

    @Test(
        "what can't be is an error before the run",
        arguments: [
            (
                ["--studies", "studies.xlsx"], 64,
                "the ending says no format; write .csv, .csv.gz or .parquet"
            ),
            (["--studies-compression", "gzip"], 64, "--studies-compression goes with --studies"),
            (["--studies", "s.csv", "--studies-compression", "gzip"], 64, "is for .parquet"),
            (["--studies", "s.csv", "--results", "kept"], 64, "--studies needs every replication run"),
            (["--studies", "s.csv", "--studies-replication", "99"], 64, "there are 20 replications only"),
            (["--studies", "missing/s.csv"], 73, "can't be written: No such file or directory"),
        ] as [([String], Int32, String)])
    func errors(options: [String], status: Int32, message: String) throws {
        let demo = Repository.root.appending(path: "Scenarios/demo.yaml").path()
        for command in ["run", "compare"] {
            let output = try Telerad.run([command, demo, "--quiet"] + options)
            #expect(output.status == status)
            #expect(output.standardError.contains(message), "\(output.standardError)")
            #expect(output.standardOutput.isEmpty)
        }
    }

    @Test("a table that is written to a device leaves the device")
    func device() throws {
        let scratch = try Scratch()
        let demo = Repository.root.appending(path: "Scenarios/demo.yaml").path()
        for ending in ["csv", "csv.gz", "parquet"] {
            let link = scratch.path("full.\(ending)")
            try FileManager.default.createSymbolicLink(atPath: link, withDestinationPath: "/dev/full")
            let output = try Telerad.run(["run", demo, "--quiet", "--replications", "1", "--studies", link])
            #expect(output.status == 73)
            #expect(output.standardError.contains("No space left on device"), "\(output.standardError)")
            #expect(
                try FileManager.default.attributesOfItem(atPath: "/dev/full")[.type] as? FileAttributeType
                    == .typeCharacterSpecial)
        }
    }

    @Test("a report's file says its form by its ending", arguments: ["csv", "csv.gz", "parquet"])
    func output(ending: String) throws {
        let scratch = try Scratch()
        let demo = Repository.root.appending(path: "Scenarios/demo.yaml").path()
        let arguments = [
            "sweep", demo, "--quiet", "--replications", "2", "--set", "length=8 d", "--over",
            "readers.Night team.count=1..2",
        ]
        let file = scratch.path("points.\(ending)")
        #expect(try Telerad.run(arguments + ["--output", file]).status == 0)
        let bytes = try Data(contentsOf: URL(filePath: file))
        switch ending {
        case "csv": #expect(bytes == Data(try Telerad.run(arguments + ["--csv"]).standardOutput.utf8))
        case "csv.gz": #expect(bytes.prefix(2) == Data([0x1F, 0x8B]))
        default: #expect(bytes.prefix(4) == Data("PAR1".utf8))
        }
        let wrong = try Telerad.run(arguments + ["--output", file, "--json"])
        #expect(wrong.status == 64)
        #expect(wrong.standardError.contains("the ending says a table"), "\(wrong.standardError)")
    }
}
