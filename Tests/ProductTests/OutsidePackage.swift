import Foundation
import Testing

/// What a stranger's test suite does: a package of its own, outside the tree, that depends on the library
/// products by path, replays the sample studies and asserts on the result.
@Suite("A package outside the tree")
struct OutsidePackage {
    @Test(
        "loads a scenario, replays SampleStudies and asserts on turnaround, with the library products alone; the documentation's tutorial and its page on archives run"
    )
    func replaysAndAsserts() throws {
        let root = Repository.root
        let folder = FileManager.default.temporaryDirectory.appending(
            path: "telerad-outside-\(UUID().uuidString)")
        defer { try? FileManager.default.removeItem(at: folder) }
        let sources = folder.appending(path: "Sources/outside")
        try FileManager.default.createDirectory(at: sources, withIntermediateDirectories: true)
        try """
        // swift-tools-version: 6.1
        import PackageDescription
        let package = Package(
            name: "outside",
            platforms: [.macOS(.v15)],
            dependencies: [.package(name: "telerad", path: "\(root.path())")],
            targets: [
                .executableTarget(
                    name: "outside",
                    dependencies: [
                        .product(name: "Experiments", package: "telerad"),
                        .product(name: "ScenarioFiles", package: "telerad"),
                        .product(name: "Teleradiology", package: "telerad"),
                    ]),
                .executableTarget(
                    name: "tutorial", dependencies: [.product(name: "DICOMHeader", package: "telerad")]),
                .executableTarget(
                    name: "archives", dependencies: [.product(name: "DICOMArchives", package: "telerad")]),
            ])
        """.write(to: folder.appending(path: "Package.swift"), atomically: true, encoding: .utf8)
        try """
        import ScenarioFiles
        import Teleradiology

        let text = \"\"\"
        title: Replay of the sample studies
        start: 2026-03-02T00:00
        time_zone: Europe/Berlin
        length: 7 d
        priorities: [ { name: stat, target: 30 min }, { name: routine, target: 24 h } ]
        sites:
          - name: Clinic
            kind: hospital
            uplink: { bandwidth: 100 Mbit/s, round_trip: 20 ms }
            demand:
              - replay: \(root.path())/SampleStudies
        delivery: cloud
        technologies:
          cloud:
            protocol: { stow: { instances_per_request: 50 } }
            ingest: { workers: 2, per_study: 1.5 s, per_instance: 3 ms }
        readers:
          - { group: Team, count: 2, time_zone: Europe/Berlin }
        \"\"\"
        let scenario = try ScenarioFile(text: text, path: "replay.yaml").scenario()
        let result = try TeleradiologyModel(scenario).run(replication: 0, recordingStudies: true)
        let all = result.merged { _, _ in true }
        precondition(all.reported == result.studies.count && all.reported > 0, "a study was not reported")
        let turnaround = all.intervals[Int(Interval.turnaround.rawValue)]
        precondition(turnaround.maximum < .hours(24), "a report was late")
        precondition(result.studies.allSatisfy { $0.studyInstanceUID != nil }, "a study has no UID")
        print("reported \\(all.reported), mean \\(turnaround.meanSeconds ?? 0) s")
        """.write(to: sources.appending(path: "main.swift"), atomically: true, encoding: .utf8)

        let tutorial = folder.appending(path: "Sources/tutorial")
        try FileManager.default.createDirectory(at: tutorial, withIntermediateDirectories: true)
        let article = try Repository.text("Sources/DICOMHeader/DICOMHeader.docc/Tutorial.md")
        try fencedBlocks("swift", in: article).joined(separator: "\n")
            .write(to: tutorial.appending(path: "main.swift"), atomically: true, encoding: .utf8)

        let archives = folder.appending(path: "Sources/archives")
        try FileManager.default.createDirectory(at: archives, withIntermediateDirectories: true)
        let page = try Repository.text("Sources/DICOMArchives/DICOMArchives.docc/DICOMArchives.md")
        try fencedBlocks("swift", in: page).joined(separator: "\n")
            .write(to: archives.appending(path: "main.swift"), atomically: true, encoding: .utf8)

        let output = try Tool.run(
            "swift", ["run", "--package-path", folder.path(), "-c", "debug", "outside"],
            timeout: .seconds(900))
        #expect(output.status == 0, "\(output.standardError)")
        #expect(output.standardOutput.contains("reported "))

        let taught = try Tool.run(
            "sh",
            [
                "-c",
                "swift build --package-path '\(folder.path())' -c debug --product tutorial >&2 && cd '\(root.path())' && '\(folder.path())/.build/debug/tutorial'",
            ], timeout: .seconds(900))
        #expect(taught.status == 0, "\(taught.standardError)")
        // What the comments of the tutorial say is printed.
        for line in [
            "CT HEAD Explicit VR Little Endian", "not a DICOM file: no DICM prefix", "0 nothing was read",
            "0 broken, 1 not DICOM", "(0010,0010) may identify a person and was not asked for explicitly",
        ] {
            #expect(taught.standardOutput.contains(line + "\n"), "\(line): \(taught.standardOutput)")
        }

        let unpacked = try Tool.run(
            "sh",
            [
                "-c",
                "swift build --package-path '\(folder.path())' -c debug --product archives >&2 && cd '\(folder.path())' && (cd '\(root.path())' && zip -qr - SampleStudies) > night.zip && .build/debug/archives",
            ], timeout: .seconds(900), package: "zip")
        #expect(unpacked.status == 0, "\(unpacked.standardError)")
        #expect(unpacked.standardOutput.contains("[\"CT\"] "), "\(unpacked.standardOutput)")
    }
}
