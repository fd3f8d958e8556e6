import Foundation
import ScenarioFiles
import SimulationKernel
import Teleradiology
import Testing

/// A department's log as demand: what its rows say is what the studies are.
@Suite("Traces")
struct TraceFacts {
    /// A clinic whose demand is a file of these lines, beside the scenario.
    private func clinic(
        _ lines: String, site: String = "", demand: String = "", modality: String = "", size: String = ""
    ) throws -> (file: ScenarioFile, folder: URL) {
        let folder = FileManager.default.temporaryDirectory.appending(path: "trace-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        try lines.write(to: folder.appending(path: "log.csv"), atomically: true, encoding: .utf8)
        var clinic = ClinicScenario()
        clinic.length = "2 d"
        clinic.arrivals = "{ trace: log.csv }"
        clinic.priorities = "[ { name: stat }, { name: routine } ]"
        clinic.site = site
        clinic.demand = demand
        clinic.technologies = "cloud:\n" + indented(ClinicScenario.plainCStore, by: 2)
        let text = clinic.text.replacing("- modality: ct\n", with: "- name: log\n" + modality)
            .replacing("        size: { instances: 100, bytes: 100 MB }\n", with: size)
        return (try ScenarioFile(text: text, path: folder.appending(path: "clinic.yaml").path()), folder)
    }

    private func run(_ file: ScenarioFile) throws -> [StudyRecord] {
        try TeleradiologyModel(file.scenario()).run(replication: 0, recordingStudies: true).studies
    }

    private func errors(_ lines: String, modality: String = "", size: String = "") throws -> String {
        let (file, folder) = try clinic(lines, modality: modality, size: size)
        defer { try? FileManager.default.removeItem(at: folder) }
        do {
            _ = try file.scenario()
            return ""
        } catch {
            return error.diagnostics.map(\.description).joined(separator: "\n")
                .replacing(folder.path() + "/", with: "").replacing(folder.path(), with: "")
        }
    }

    @Test("each row is a study with the attributes that it names, in order of time")
    func attributes() throws {
        let (file, folder) = try clinic(
            """
            completed,modality,priority,application,body_region,instances,bytes,reading,critical,x-room
            2026-03-02T09:30,ct,stat,neurology,head,320,168 MB,6 min,yes,"CT 1, north"
            2026-03-02 08:15:30 , xray,routine,,,2,31000000,,no,
            """)
        defer { try? FileManager.default.removeItem(at: folder) }
        let studies = try run(file)
        try #require(studies.count == 2)
        let times: [Double] = studies.map { ($0.created - .zero).seconds }
        #expect(times == [29_730, 34_200])
        #expect(studies.map(\.imagingComplete) == studies.map(\.created))
        #expect(studies.map(\.modality) == [.xray, .ct])
        #expect(studies.map(\.priority) == [1, 0])
        #expect(studies.map(\.application) == [.other, .neurology])
        #expect(studies.map(\.bodyRegion) == [nil, .head])
        #expect(studies.map(\.instances) == [2, 320])
        #expect(studies.map(\.bytes) == [31e6, 168e6])
        #expect(studies.map(\.isCritical) == [false, true])
        // The stream's reading where the row has none.
        let readings: [Double] = try studies.map { try $0.seconds(to: \.reported) - $0.seconds(to: \.opened) }
        #expect(readings == [600, 360])
    }

    @Test("times are the site's local time")
    func localTime() throws {
        let (file, folder) = try clinic(
            "completed,modality,instances,bytes\n2026-03-02T09:30,ct,1,1000\n",
            site: "time_zone: America/New_York")
        defer { try? FileManager.default.removeItem(at: folder) }
        #expect(try run(file).map(\.created) == [.zero + .hours(14.5)])
    }

    @Test("what is requested goes through the scanners, with the row's exam or the scanner's")
    func requested() throws {
        let (file, folder) = try clinic(
            """
            requested,modality,instances,bytes,exam
            2026-03-02T09:00,ct,1,1000,30 min
            2026-03-02T09:10,ct,1,1000,
            """, site: "scanners: { ct: { count: 1, exam: 7 min } }")
        defer { try? FileManager.default.removeItem(at: folder) }
        let studies = try run(file)
        let minutes: [Double] = try studies.map { try $0.seconds(to: \.imagingComplete) / 60 }
        #expect(minutes == [30, 27])
    }

    @Test("what is completed needs no scanner, although the site has one")
    func completed() throws {
        let (file, folder) = try clinic(
            "completed,modality,instances,bytes\n2026-03-02T09:30,ct,1,1000\n",
            site: "scanners: { ct: { count: 1, exam: 7 min } }")
        defer { try? FileManager.default.removeItem(at: folder) }
        let seconds: [Double] = try run(file).map { try $0.seconds(to: \.imagingComplete) }
        #expect(seconds == [0])
    }

    @Test("a stream's modality and size stand in for columns that are missing")
    func standIns() throws {
        let (file, folder) = try clinic(
            "completed\n2026-03-02T09:30\n", modality: "        modality: mr\n",
            size: "        size: { instances: 7, bytes: 3 MB }\n")
        defer { try? FileManager.default.removeItem(at: folder) }
        let studies = try run(file)
        #expect(studies.map(\.modality) == [.mr])
        #expect(studies.map(\.instances) == [7])
        #expect(studies.map(\.bytes) == [3e6])
    }

    @Test("studies outside the scenario's time are left out with a warning")
    func outside() throws {
        let (file, folder) = try clinic(
            "completed,modality,instances,bytes\n2026-03-01T23:59,ct,1,1000\n2026-03-02T00:00,ct,1,1000\n2026-03-04,ct,1,1000\n"
        )
        defer { try? FileManager.default.removeItem(at: folder) }
        let (scenario, warnings) = try file.read()
        #expect(
            warnings.map(\.message) == ["2 of 3 studies lie outside the scenario's time and are left out"])
        guard case .trace(let trace) = scenario.sites[0].demand[0].arrivals else {
            Issue.record("no trace")
            return
        }
        #expect(trace.studies.map(\.time) == [.zero])
    }

    @Test(
        "mistakes in the file are found at their place in it",
        arguments: [
            (
                "completed,modalty,instances,bytes\n2026-03-02,ct,1,1\n",
                "log.csv:1:11: error: 'modalty' is no column of a trace; did you mean 'modality'?"
            ),
            (
                "completed,modality,instances,bytes\n2026-03-02,ct,1,1\n2026-03-02,\"cr, dx\",1,1\n",
                "log.csv:3:12: error: 'cr, dx' is no modality"
            ),
            (
                "completed,modality,instances,bytes\n2026-03-02, ctt ,1,1\n",
                "log.csv:2:13: error: 'ctt' is no modality; did you mean 'ct'?"
            ),
            (
                "completed,modality,instances,bytes,priority\n2026-03-02,ct,1,1,rutine\n",
                "log.csv:2:19: error: priority: 'rutine' is no priority class; did you mean 'routine'?"
            ),
            (
                "completed,modality,instances,bytes\n2026-03-02,ct,1\n",
                "log.csv:2:15: error: 3 fields, but the header has 4"
            ),
            (
                "completed,modality,instances,bytes\n02.03.2026,ct,1,1\n",
                "log.csv:2:1: error: '02.03.2026' is not a local date"
            ),
            (
                "completed,modality,instances,bytes\n2026-03-02,ct,,1\n",
                "log.csv:2:15: error: missing instances of a study"
            ),
            (
                "completed,modality,instances,bytes\n2026-03-02,ct,1,12 parsec\n",
                "log.csv:2:17: error: bytes: unknown unit 'parsec'"
            ),
            ("completed,modality,bytes\n2026-03-02,ct,1\n", "log.csv:1:1: error: missing column 'instances'"),
            ("modality,instances,bytes\nct,1,1\n", "log.csv:1:1: error: a trace has one column of times"),
            (
                "completed,modality,instances,bytes,exam\n2026-03-02,ct,1,1,5 min\n",
                "a column 'exam' goes with 'requested'"
            ),
            ("completed,completed,modality\n", "log.csv:1:11: error: there are two columns 'completed'"),
            (
                "completed,modality,instances,bytes\n2026-03-02,\"ct,1,1\n",
                "log.csv:2:12: error: the quote of this field is never closed"
            ),
            (
                "completed,modality,instances,bytes\n2026-03-02,\"ct\"x,1,1\n",
                "log.csv:2:16: error: a field in quotes"
            ),
            (
                "completed,modality,instances,bytes\n2030-03-02,ct,1,1\n",
                "all 1 studies of 'log.csv' lie outside"
            ),
            ("completed,modality,instances,bytes\n", "holds no study below its header"),
            ("", "'log.csv' is empty"),
        ])
    func errors(_ lines: String, _ message: String) throws {
        let errors = try errors(lines)
        #expect(errors.contains(message), "\(errors)")
    }

    @Test("an error shows the line of the log with a caret")
    func caret() throws {
        let errors = try errors("completed,modality,instances,bytes\r\n2026-03-02,ct,none,1\r\n")
        #expect(
            errors == """
                log.csv:2:15: error: instances: 'none' is not a number of instances (1 to 1000000000)
                    2026-03-02,ct,none,1
                                  ^
                """)
    }

    @Test("a log that is not there is an error where it is named")
    func missingFile() throws {
        var clinic = ClinicScenario()
        clinic.arrivals = "{ trace: nowhere.csv }"
        clinic.technologies = "cloud:\n" + indented(ClinicScenario.plainCStore, by: 2)
        #expect(clinic.errors().contains("error: there is no file 'nowhere.csv'"))
    }
}
