import DICOMHeader
import DICOMNetwork
import Foundation
import ScenarioFiles
import SimulationKernel
import Teleradiology
import Testing

@Suite("Folders of DICOM files become demand")
struct ReplayTests {
    private func after(hours: Double) -> SimulationTime { SimulationTime.zero + Duration.hours(hours) }

    /// One image of a study.
    private func write(
        _ folder: ScratchFolder, study: Int, instance: Int = 1, modality: String = "CT", date: String,
        time: String,
        offset: String? = nil, part: String? = nil, priority: String? = nil
    ) throws {
        var image = try DICOMDataset()
        try image.set(.sopClassUID, "1.2.840.10008.5.1.4.1.1.2")
        try image.set(
            .sopInstanceUID, "1.2.\(study).1.\(modality.utf8.reduce(0) { $0 * 7 + Int($1) }).\(instance)")
        try image.set(.studyInstanceUID, "1.2.\(study)")
        try image.set(.seriesInstanceUID, "1.2.\(study).\(modality.utf8.reduce(0) { $0 * 7 + Int($1) })")
        try image.set(.modality, modality)
        try image.set(.acquisitionDate, date)
        try image.set(.acquisitionTime, time)
        if let offset { try image.set(.timezoneOffsetFromUTC, offset) }
        if let part { try image.set(.bodyPartExamined, part) }
        if let priority { try image.set(.requestedProcedurePriority, priority) }
        try image.write(
            to: folder.path + "/\(study)-\(modality)-\(instance).dcm", transferSyntax: .explicitVRLittleEndian
        )
    }

    private func file(
        _ folder: ScratchFolder, length: String = "28 d", zone: String = "Europe/Berlin",
        start: String = "2026-03-02T00:00", item: String = ""
    ) throws -> ScenarioFile {
        let text = """
            title: Replay
            start: \(start)
            time_zone: \(zone)
            length: \(length)
            priorities: [ { name: stat }, { name: urgent }, { name: routine } ]
            sites:
              - name: Clinic
                demand:
                  - replay: \(folder.path)
            \(item)
            delivery: cloud
            technologies: { cloud: { protocol: { stow: {} }, ingest: { workers: 1 } } }
            readers: [ { group: Team, count: 1 } ]
            """
        return try ScenarioFile(text: text, path: "replay.yaml")
    }

    private func studies(_ file: ScenarioFile) throws -> [ReplayedStudy] {
        guard case .replay(let studies) = try file.scenario().sites[0].demand[0].arrivals else {
            Issue.record("no replay")
            return []
        }
        return studies
    }

    @Test(
        "studies keep weekday and time of day, the first in the scenario's first week; complete at the last image"
    )
    func placement() throws {
        let folder = try ScratchFolder()
        // 2024-01-04 was a Thursday; the scenario starts on Monday, 2026-03-02.
        try write(folder, study: 1, instance: 1, date: "20240104", time: "101500")
        try write(folder, study: 1, instance: 2, date: "20240104", time: "103000")
        // Eleven days later, a Monday.
        try write(folder, study: 2, modality: "MR", date: "20240115", time: "080000")
        let studies = try studies(file(folder))
        #expect(studies.map(\.studyInstanceUID) == ["1.2.1", "1.2.2"])
        #expect(studies.map(\.completed) == [after(hours: 82.5), after(hours: 344)])
        #expect(studies.map(\.instances) == [2, 1])
        #expect(studies.map(\.modality) == [.ct, .mr])
        let sizes = try ["1-CT-1", "1-CT-2"].map {
            try Data(contentsOf: URL(filePath: "\(folder.path)/\($0).dcm")).count
        }
        #expect(studies[0].bytes == Double(sizes.reduce(0, +)))
        #expect(try file(folder).scenario().ending == .finish)
    }

    @Test("a first study earlier in the week than the scenario's start comes in the week after")
    func laterStart() throws {
        let folder = try ScratchFolder()
        try write(folder, study: 1, date: "20240103", time: "120000")
        // Friday; the Wednesday after it is five days on.
        let studies = try studies(file(folder, start: "2026-03-06T00:00"))
        #expect(studies.map(\.completed) == [after(hours: 132)])
    }

    @Test("repeated weekly, a study keeps its time of day when clocks go forward")
    func weekly() throws {
        let folder = try ScratchFolder()
        try write(folder, study: 1, date: "20240104", time: "100000")
        let studies = try studies(file(folder, length: "35 d", item: "        repeat: weekly"))
        // Thursdays at 10:00; from 2026-03-29 on, Berlin is an hour ahead.
        let hours: [Double] = [82, 250, 418, 586, 753]
        #expect(studies.map(\.completed) == hours.map(after))
    }

    @Test("a file that says its offset from UTC is placed by the site's own clock")
    func offsets() throws {
        let folder = try ScratchFolder()
        // 09:00 at UTC−5 is 15:00 in Berlin in January.
        try write(folder, study: 1, date: "20240104", time: "090000", offset: "-0500")
        #expect(try studies(file(folder)).map(\.completed) == [after(hours: 87)])
    }

    @Test("what lies behind the length is not replayed, and a warning says so")
    func beyond() throws {
        let folder = try ScratchFolder()
        try write(folder, study: 1, date: "20240104", time: "100000")
        try write(folder, study: 2, date: "20240304", time: "100000")
        let (scenario, warnings) = try file(folder, length: "7 d").read()
        guard case .replay(let studies) = scenario.sites[0].demand[0].arrivals else { return }
        #expect(studies.count == 1)
        #expect(
            warnings.map(\.head) == [
                "replay.yaml:9:17: warning: 1 of 2 studies lie behind the scenario's length of 7 d and are not replayed"
            ])
    }

    @Test(
        "priority and application come from the header",
        arguments: [
            ("STAT", "BRAIN", 0, Application.neurology), ("HIGH", "HEART", 1, .cardiology),
            ("ROUTINE", "KNEE", 2, .orthopaedics), ("MEDIUM", "BREAST", 2, .oncology),
            ("LOW", "ABDOMEN", 2, .gastroenterology), (nil, "CHEST", nil, .other), (nil, nil, nil, nil),
            ("STAT", "HEAD", 0, .neurology), ("STAT", "LSPINE", 0, .orthopaedics),
        ] as [(String?, String?, Int?, Application?)])
    func attributes(_ requested: String?, _ part: String?, _ priority: Int?, _ application: Application?)
        throws
    {
        let folder = try ScratchFolder()
        try write(folder, study: 1, date: "20240104", time: "100000", part: part, priority: requested)
        let study = try #require(studies(file(folder)).first)
        #expect(study.priority == priority)
        #expect(study.application == application)
    }

    @Test("the modality is the one with the most images; reports do not count, and PET/CT is nuclear")
    func mainModality() throws {
        let folder = try ScratchFolder()
        for instance in 1...3 {
            try write(folder, study: 1, instance: instance, modality: "SR", date: "20240104", time: "10")
        }
        try write(folder, study: 1, modality: "DX", date: "20240104", time: "10")
        for instance in 1...3 {
            try write(folder, study: 2, instance: instance, date: "20240104", time: "11")
        }
        try write(folder, study: 2, modality: "PT", date: "20240104", time: "11")
        for instance in 1...2 {
            try write(folder, study: 3, instance: instance, modality: "MR", date: "20240104", time: "12")
        }
        try write(folder, study: 3, modality: "CT", date: "20240104", time: "12")
        let studies = try studies(file(folder))
        #expect(studies.map(\.modality) == [.xray, .nuclear, .mr])
        #expect(studies.map(\.instances) == [4, 4, 3])
    }

    @Test("a broken file is refused by default, and skipped with a warning where the scenario says so")
    func broken() throws {
        let folder = try ScratchFolder()
        try write(folder, study: 1, date: "20240104", time: "100000")
        let whole = try Data(contentsOf: URL(filePath: folder.path + "/1-CT-1.dcm"))
        try folder.write(whole.prefix(whole.count / 2), to: "broken.dcm")
        let error = #expect(throws: ScenarioError.self) { try file(folder).scenario() }
        let message = try #require(error?.diagnostics.first?.head)
        #expect(message.hasPrefix("replay.yaml:9:17: error: broken DICOM file: \(folder.path)/broken.dcm: "))
        for (scenario, warnings) in [
            try file(folder).read(brokenFiles: .skip), try file(folder, item: "        broken: skip").read(),
        ] {
            guard case .replay(let studies) = scenario.sites[0].demand[0].arrivals else { return }
            #expect(studies.count == 1)
            #expect(warnings.count == 1)
            #expect(warnings.first?.message.contains("\(folder.path)/broken.dcm") == true)
        }
        // What the scenario says counts more than what the caller asks for.
        let refusing = try file(folder, item: "        broken: refuse")
        #expect(throws: ScenarioError.self) { try refusing.read(brokenFiles: .skip) }
    }

    @Test("a folder that is missing or holds no studies is an error at its place")
    func empty() throws {
        let folder = try ScratchFolder()
        let empty = #expect(throws: ScenarioError.self) { try file(folder).scenario() }
        #expect(
            empty?.diagnostics.map(\.head) == [
                "replay.yaml:9:17: error: '\(folder.path.prefix(60))\(folder.path.count > 60 ? "…" : "")' holds no study that can be replayed"
            ])
        let missing = try file(folder).setting(["sites.Clinic.demand.replay.replay=/nowhere"])
        let error = #expect(throws: ScenarioError.self) { try missing.scenario() }
        #expect(error?.diagnostics.first?.head.contains("/nowhere") == true)
    }

    @Test("folders are relative to the scenario file; without one, to the working directory")
    func relative() throws {
        let folder = try ScratchFolder()
        try write(folder, study: 1, date: "20240104", time: "100000")
        let name = URL(filePath: folder.path).lastPathComponent
        let text = """
            title: Replay
            start: 2026-03-02
            length: 7 d
            sites: [ { name: Clinic, demand: [ { replay: ../\(name) } ] } ]
            delivery: cloud
            technologies: { cloud: { protocol: { stow: {} }, ingest: { workers: 1 } } }
            readers: [ { group: Team, count: 1 } ]
            """
        let path = try folder.write(Data(text.utf8), to: "here.yaml")
        // The scenario file itself is no DICOM and is passed over.
        #expect(try studies(ScenarioFile(contentsOfFile: path)).count == 1)
        let plan = try ReplayScenario.file(folders: [folder.path], basedOn: nil)
        #expect(try studies(plan).count == 1)
    }
}
