import Foundation
import ScenarioFiles
import SimulationKernel
import Teleradiology
import Testing

/// The replay of `SampleStudies` against an independent listing by DCMTK's own `dcmdump`.
@Suite("A replay of SampleStudies")
struct SampleStudiesReplay {
    private struct Listed: Equatable {
        var modalities: Set<String> = []
        var instances = 0
        var bytes = 0
    }

    /// Every study in the folder, as `dcmdump` and the file system tell.
    private func listing() throws -> [String: Listed] {
        let folder = Repository.root.appending(path: "SampleStudies")
        var studies: [String: Listed] = [:]
        let files = try #require(
            FileManager.default.enumerator(at: folder, includingPropertiesForKeys: [.fileSizeKey]))
        for case let file as URL in files where file.pathExtension == "dcm" {
            let dump = try Tool.run(
                "dcmdump", ["-q", "+P", "0020,000d", "+P", "0008,0060", "-s", file.path()],
                timeout: .seconds(30),
                package: "dcmtk")
            #expect(dump.status == 0, "\(file.path()): \(dump.standardError)")
            func value(_ tag: String) -> String? {
                dump.standardOutput.split(separator: "\n").first { $0.hasPrefix("(\(tag))") }
                    .flatMap { line in line.split(separator: "[").dropFirst().first }
                    .flatMap { $0.split(separator: "]").first }
                    .map { $0.trimmingCharacters(in: .whitespaces) }
            }
            let study = try #require(value("0020,000d"), "\(file.path())")
            let size = try #require(file.resourceValues(forKeys: [.fileSizeKey]).fileSize)
            studies[study, default: Listed()].modalities.insert(try #require(value("0008,0060")))
            studies[study, default: Listed()].instances += 1
            studies[study, default: Listed()].bytes += size
        }
        return studies
    }

    @Test("gives exactly the studies that dcmdump lists: UIDs, techniques, instances and bytes")
    func sameStudies() throws {
        let text = """
            title: Replay
            start: 2026-03-02T00:00
            time_zone: Europe/Berlin
            length: 7 d
            sites:
              - name: Clinic
                kind: hospital
                demand:
                  - replay: SampleStudies
            delivery: on-premise
            technologies:
              on-premise:
                protocol: { c_store: { associations: 1 } }
                ingest: { workers: 1, per_study: 0 s, per_instance: 0 s }
            readers:
              - { group: Team, count: 1, time_zone: Europe/Berlin }
            """
        let path = Repository.root.appending(path: "replay.yaml").path()
        let scenario = try ScenarioFile(text: text, path: path).scenario()
        let result = try TeleradiologyModel(scenario).run(replication: 0, recordingStudies: true)
        let listed = try listing()
        #expect(!listed.isEmpty)
        #expect(Set(result.studies.compactMap(\.studyInstanceUID)) == Set(listed.keys))
        #expect(result.studies.count == listed.count)
        for study in result.studies {
            let uid = try #require(study.studyInstanceUID)
            let expected = try #require(listed[uid])
            #expect(study.instances == expected.instances, "\(uid)")
            #expect(study.bytes == Double(expected.bytes), "\(uid)")
            #expect(!expected.modalities.isDisjoint(with: study.modality.dicomCodes), "\(uid)")
        }
        #expect(result.conservation.reported == listed.count)
        #expect(Set(result.studies.map(\.modality)) == Set(Modality.allCases))
    }
}
