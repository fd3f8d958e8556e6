import Foundation
import ScenarioFiles
import SimulationKernel
import Teleradiology
import Testing

#if canImport(FoundationXML)
    import FoundationXML
#endif

/// Logs that `telerad run --log` writes, against the timelines of the same run.
@Suite("The log of a run has every milestone of every study")
struct EventLogFacts {
    /// Two studies over an uplink, triage, a reader with a line and STAT that interrupts.
    private static func clinic() -> ClinicScenario {
        var clinic = ClinicScenario()
        clinic.length = "200 s"
        clinic.priorities = "[ { name: stat }, { name: 'rou\"tine, ü' } ]"
        clinic.arrivals = "{ interarrival: 110 s }"
        clinic.demand = "priority: 'rou\"tine, ü'"
        clinic.streams = TriageFacts.stream("xray", at: 150, "priority: stat")
        clinic.site = "scanners: { ct: { count: 1, exam: 10 s } }"
        clinic.technologies = "cloud:\n" + indented(ClinicScenario.plainCStore, by: 2)
        clinic.readers =
            "- { group: '<Team> & \"co\"', count: 1, downlink: { bandwidth: 100 Mbit/s, round_trip: 40 ms } }"
        clinic.rest = """
            replications: 2
            worklist: { order: { priority: { preempt: stat } } }
            triage: { applies_to: { modality: ct }, time: 5 s, sensitivity: 100 %, specificity: 100 %, prevalence: 100 %, effect: flag }
            """
        return clinic
    }

    private func log(_ text: String, _ ending: String, _ options: String...) throws -> String {
        let scratch = try Scratch()
        let scenario = try scratch.file("clinic.yaml", text)
        let output = try Telerad.run(
            ["run", scenario, "--quiet", "--log", scratch.path("log.\(ending)")] + options)
        #expect(output.status == 0, "\(output.standardError)")
        #expect(try scratch.names == ["clinic.yaml", "log.\(ending)"])
        return try String(contentsOfFile: scratch.path("log.\(ending)"), encoding: .utf8)
    }

    private func objects(_ text: String) throws -> [[String: Any]] {
        try text.split(separator: "\n").map { line in
            try #require(JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any])
        }
    }

    /// Microseconds after 2026-03-02T00:00Z.
    private func micros(_ time: Any?) throws -> Int64 {
        let text = try #require(time as? String)
        let match = try #require(text.wholeMatch(of: /2026-03-(\d\d)T(\d\d):(\d\d):(\d\d)\.(\d{6})Z/))
        func number(_ part: Substring) throws -> Int64 { try #require(Int64(part)) }
        let hours = (try number(match.1) - 2) * 24 + (try number(match.2))
        let seconds = (hours * 60 + (try number(match.3))) * 60 + (try number(match.4))
        return seconds * 1_000_000 + (try number(match.5))
    }

    @Test("the lines of two studies, worked by hand")
    func handWorked() throws {
        let lines = try objects(try log(Self.clinic().text, "ndjson"))
        // CT: asked for at 110 s, imaging complete at 120 s, triaged at 125 s, then 12.9 s of download. STAT comes at
        // 150 s, interrupts, is read once its images are there, and the CT goes on with what is left.
        let download = ClinicScenario.transfer
        let stat = 150 + download
        let expected: [(Double, Int, String, String?)] = [
            (110, 0, "OrderCreated", "RID45813"), (110, 0, "ProcedureStart", "RID46000"),
            (120, 0, "ImagingComplete", "RID45847"), (120, 0, "ImagesStoredInArchive", "RID45871"),
            (125, 0, "AutomatedProcessingComplete", "RID45833"), (125, 0, "Resource Assigned", nil),
            (125 + download, 0, "Transferred", "RID45945"), (125 + download, 0, "Exam Opened", "RID45893"),
            (150, 1, "OrderCreated", "RID45813"), (150, 1, "ImagingComplete", "RID45847"),
            (150, 1, "ImagesStoredInArchive", "RID45871"), (150, 0, "ReadInterrupted", nil),
            (150, 1, "Resource Assigned", nil), (stat, 1, "Transferred", "RID45945"),
            (stat, 1, "Exam Opened", "RID45893"), (stat + 600, 1, "FinalPublish", "RID45865"),
            (stat + 600, 0, "ExamReassigned", "RID45863"), (stat + 600, 0, "Exam Opened", "RID45893"),
            (stat + 600 + 600 - (25 - download), 0, "FinalPublish", "RID45865"),
        ]
        #expect(lines.count == expected.count)
        for (line, (seconds, study, label, code)) in zip(lines, expected) {
            #expect(abs(Double(try micros(line["time"])) / 1e6 - seconds) < 1e-3, "\(label)")
            #expect(line["study"] as? Int == study)
            #expect(line["milestone"] as? String == label)
            #expect(line["rid"] as? String == code)
            #expect(line["site"] as? String == "Clinic")
            #expect(line["modality"] as? String == (study == 0 ? "ct" : "xray"))
            #expect(line["priority"] as? String == (study == 0 ? "rou\"tine, ü" : "stat"))
        }
        #expect(lines[0]["instances"] as? Int == 100)
        #expect(lines[0]["bytes"] as? Int == 100_000_000)
        #expect(lines[0]["application"] as? String == "other")
        #expect(lines[4]["finding"] as? String == "true-positive")
        #expect(lines[5]["readers"] as? String == "<Team> & \"co\"")
    }

    @Test(
        "the times of every study are those of its timeline, in order, by every way of delivery and retrieval",
        arguments: ["download", "streaming", "{ prefetch: 2 }"])
    func timelines(retrieval: String) throws {
        let page = try Repository.text("Sources/ScenarioFiles/TriageKeys.md")
        let text = try #require(fencedBlocks("yaml", in: page).first)
            .replacing("retrieval: streaming", with: "retrieval: \(retrieval)").replacing(
                "Europe/Berlin", with: "UTC")
        let lines = try objects(try log(text, "jsonl", "--log-replication", "2"))
        let result = try TeleradiologyModel(ScenarioFile(text: text, path: "keys.yaml").scenario())
            .run(replication: 1, recordingStudies: true)
        var first: [String: Int64] = [:]
        var last: Int64 = 0
        for line in lines {
            let time = try micros(line["time"])
            #expect(time >= last)
            last = time
            let study = try #require(line["study"] as? Int)
            let milestone = try #require(line["milestone"] as? String)
            // The last assignment counts, and of the others the first.
            let key = "\(study) \(milestone == "ExamReassigned" ? "Resource Assigned" : milestone)"
            if first[key] == nil || milestone == "ExamReassigned" { first[key] = time }
        }
        for study in result.studies {
            func expect(_ label: String, _ time: SimulationTime?) {
                #expect(first["\(study.number) \(label)"] == time?.microseconds, "\(study.number) \(label)")
            }
            expect("OrderCreated", study.created)
            expect("ImagingComplete", study.imagingComplete)
            expect("ImagesStoredInArchive", study.available)
            expect("AutomatedProcessingComplete", study.triaged)
            expect("Resource Assigned", study.assigned)
            expect("Exam Opened", study.opened)
            expect("FinalPublish", study.reported)
        }
        let reported = lines.filter { $0["milestone"] as? String == "FinalPublish" }.count
        #expect(reported == result.conservation.reported)
    }

    @Test("CSV has the same milestones in the same order, with quoted names")
    func csv() throws {
        let text = try log(Self.clinic().text, "csv")
        let lines = text.split(separator: "\n")
        #expect(
            lines[0]
                == "time,study,milestone,rid,site,modality,priority,application,instances,bytes,readers,finding"
        )
        #expect(
            lines[1]
                == "2026-03-02T00:01:50.000000Z,0,OrderCreated,RID45813,Clinic,ct,\"rou\"\"tine, ü\",other,100,100000000,,"
        )
        #expect(lines.count == 20)
        #expect(lines[6].hasSuffix(",\"<Team> & \"\"co\"\"\","))
    }

    @Test("SOLE messages follow the grammar of RFC 5424, and their text is an audit message")
    func sole() throws {
        let text = try log(Self.clinic().text, "syslog")
        let lines = text.split(separator: "\n")
        #expect(lines.count == 19)
        // PRI VERSION SP TIMESTAMP SP HOSTNAME SP APP-NAME SP PROCID SP MSGID SP STRUCTURED-DATA SP MSG; no structured
        // data, and the text begins with the byte order mark.
        let grammar =
            /<(?<pri>\d{1,3})>1 (?<time>\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{1,6}Z) (?<host>[!-~]{1,255}) (?<app>[!-~]{1,48}) (?<process>[!-~]{1,128}) (?<id>[!-~]{1,32}) - (?<text>.*)/
        for line in lines {
            let match = try #require(String(line).wholeMatch(of: grammar), "\(line)")
            #expect(match.pri == "136")
            #expect(match.app == "IHE+SOLE")
            #expect(match.process == "1")
            #expect(match.id.wholeMatch(of: /RID\d{5}|ResourceAssigned|ReadInterrupted/) != nil)
            #expect(match.text.unicodeScalars.first == "\u{FEFF}")
            let reader = AuditMessageReader()
            let xml = XMLParser(data: Data(String(match.text.unicodeScalars.dropFirst()).utf8))
            xml.delegate = reader
            #expect(xml.parse(), "\(match.text)")
            #expect(reader.elements.first == "AuditMessage")
            #expect(reader.elements.contains("EventIdentification"))
            #expect(reader.elements.contains("AuditSourceIdentification"))
            #expect(reader.eventCode == String(match.id))
            #expect(reader.time == String(match.time))
            #expect(["0", "1"].contains(reader.study))
            #expect(reader.site == "Clinic")
        }
    }

    @Test("all replications stand one behind the other, each line with its number, the same for any threads")
    func all() throws {
        let one = try log(Self.clinic().text, "ndjson", "--log-replication", "all", "--threads", "1")
        let two = try log(Self.clinic().text, "ndjson", "--log-replication", "all", "--threads", "2")
        #expect(one == two)
        let numbers = try objects(one).compactMap { $0["replication"] as? Int }
        #expect(numbers == [Int](repeating: 1, count: 19) + [Int](repeating: 2, count: 19))
    }

    @Test("a log changes nothing in the run, and says nothing of patients")
    func harmless() throws {
        let scratch = try Scratch()
        let demo = Repository.root.appending(path: "Scenarios/demo.yaml").path()
        let quick = ["run", demo, "--quiet", "--json", "--replications", "2", "--set", "length=8 d"]
        let plain = try Telerad.run(quick)
        let logged = try Telerad.run(quick + ["--log", scratch.path("log.csv")])
        #expect(plain.standardOutput == logged.standardOutput)
        let text = try String(contentsOfFile: scratch.path("log.csv"), encoding: .utf8)
        // Names, dates of birth and identifiers of the sample studies that the demo replays.
        for word in ["PHANTOM", "Phantom", "TELERAD", "1.2.826", "2.25."] {
            #expect(!text.contains(word), "\(word)")
        }
    }

    @Test("a log is whole or not at all, and mistakes are named")
    func wholeOrNotAtAll() throws {
        let scratch = try Scratch()
        let scenario = try scratch.file("clinic.yaml", Self.clinic().text)
        func run(_ options: String...) throws -> Tool.Output {
            try Telerad.run(["run", scenario, "--quiet"] + options)
        }
        let ending = try run("--log", scratch.path("log.txt"))
        #expect(ending.status == 64)
        #expect(ending.standardError.contains("the ending says no format"))
        #expect(
            try run("--log", scratch.path("log.parquet")).standardError.contains(
                "--studies FILE writes a row for every study"))
        #expect(try run("--log", scratch.path("log.txt"), "--log-format", "csv").status == 0)
        #expect(try run("--log", scratch.path("gone/log.csv")).status == 73)
        #expect(try run("--log", scratch.path("log.csv"), "--log-replication", "3").status == 64)
        #expect(try run("--log", scratch.path("log.csv"), "--log-replication", "0").status == 64)
        #expect(try run("--log-format", "csv").status == 64)
        #expect(try scratch.names == ["clinic.yaml", "log.txt"])
        // A full disk.
        try FileManager.default.createSymbolicLink(atPath: scratch.path("full"), withDestinationPath: "/dev")
        #expect(try run("--log", scratch.path("full/full/log.csv")).status == 73)
    }

    @Test("every kind of line keeps to the committed schema's keys")
    func schema() throws {
        let file = try Repository.text("Sources/Reports/Schemas/telerad.schema.json")
        let root = try #require(JSONSerialization.jsonObject(with: Data(file.utf8)) as? [String: Any])
        let definitions = try #require(root["$defs"] as? [String: Any])
        let schema = try #require(definitions["log"] as? [String: Any])
        let known = Set(try #require(schema["properties"] as? [String: Any]).keys)
        let required = Set(try #require(schema["required"] as? [String]))
        for line in try objects(try log(Self.clinic().text, "ndjson", "--log-replication", "all")) {
            #expect(required.isSubset(of: line.keys))
            #expect(known.isSuperset(of: line.keys))
        }
    }
}

/// What a test needs of an audit message (DICOM PS3.15, section A.5).
private final class AuditMessageReader: NSObject, XMLParserDelegate {
    // A class, because Foundation's parser calls a delegate.
    var elements: [String] = []
    var eventCode = ""
    var time = ""
    var study = ""
    var site = ""
    private var object = ""

    func parser(
        _ parser: XMLParser, didStartElement name: String, namespaceURI: String?, qualifiedName: String?,
        attributes: [String: String]
    ) {
        elements.append(name)
        switch name {
        case "EventIdentification": time = attributes["EventDateTime"] ?? ""
        case "EventTypeCode": eventCode = attributes["csd-code"] ?? ""
        case "ParticipantObjectIdentification": object = attributes["ParticipantObjectID"] ?? ""
        case "ParticipantObjectIDTypeCode":
            if attributes["csd-code"] == "SOLE51" { site = object } else { study = object }
        default: break
        }
    }
}
