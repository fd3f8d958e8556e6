import ScenarioFiles
import SimulationKernel
import Teleradiology
import Testing

/// Whole studies after silence, series, single images while the exam runs: what a person works out by hand comes out.
///
/// One CT of 100 images in an exam that begins at 01:00, over a line on which an image takes `perInstance`.
@Suite("Forwarding: by study, by series, by image")
struct ForwardingFacts {
    private let setUp = ClinicScenario.setUp
    private let image = ClinicScenario.perInstance

    private func clinic(
        _ forwarding: String, exam: String? = "10 min", scanner: String = "", uplink: String = "",
        size: String = "",
        length: String = "2 h"
    ) -> ClinicScenario {
        var clinic = ClinicScenario()
        clinic.length = length
        clinic.size = "{ instances: 100, bytes: 100 MB\(size) }"
        var site = "uplink: { bandwidth: 100 Mbit/s, round_trip: 40 ms\(uplink) }"
        if !forwarding.isEmpty { site += "\nforwarding: \(forwarding)" }
        if let exam { site += "\nscanners: { ct: { count: 1, exam: \(exam)\(scanner) } }" }
        clinic.site = site
        clinic.technologies =
            "cloud:\n" + indented(ClinicScenario.plainCStore, by: 2)
            + "\n  retry: { every: 1 min, jitter: 0 % }"
        return clinic
    }

    private func study(_ clinic: ClinicScenario) throws -> StudyRecord {
        let study = try #require(clinic.run().studies.first)
        let complete = try #require(study.imagingComplete)
        let available = try #require(study.available)
        #expect(study.parts.total == available - complete)
        return study
    }

    /// Expects a transfer of so many seconds, of which so many are spent waiting for silence.
    private func expect(
        _ clinic: ClinicScenario, transfer: Double, assembly: Double = 0,
        _ place: SourceLocation = #_sourceLocation
    ) throws {
        let study = try study(clinic)
        let seconds: Double = study.parts.total.seconds
        #expect(abs(seconds - transfer) < 1e-4, "\(seconds), not \(transfer)", sourceLocation: place)
        #expect(abs(study.parts[.assembly].seconds - assembly) < 1e-5, sourceLocation: place)
    }

    // MARK: Levels

    @Test("a whole study is sent a minute after its last image, or after another silence")
    func study() throws {
        try expect(clinic(""), transfer: setUp + 100 * image)
        try expect(clinic("study"), transfer: 60 + setUp + 100 * image, assembly: 60)
        try expect(
            clinic("{ level: study, silence: 2 min }"), transfer: 120 + setUp + 100 * image, assembly: 120)
        try expect(clinic("{ level: study, silence: 0 s }"), transfer: setUp + 100 * image)
    }

    @Test("a study that comes for long is sent as far as it is there, and the rest later")
    func force() throws {
        // Sent at 4 and at 8 min; the last 20 images are complete by silence at 11 min, before the third force at 12.
        try expect(clinic("{ level: study, force: 4 min }"), transfer: 60 + 20 * image, assembly: 60)
        // At 3, 6 and 9 min; the last 10 images are forced at 12 min, before 5 min of silence.
        try expect(
            clinic("{ level: study, silence: 5 min, force: 3 min }"), transfer: 120 + 10 * image,
            assembly: 120)
    }

    @Test("of series all but the last are there when that is complete")
    func series() throws {
        try expect(clinic("series", size: ", series: 4"), transfer: 60 + 25 * image, assembly: 60)
        try expect(clinic("series", size: ", series: 1"), transfer: 60 + setUp + 100 * image, assembly: 60)
        // In an exam of 40 s the first three are sent before the last one is complete, which ends at 40 + 60 s.
        try expect(
            clinic("series", exam: "40 s", size: ", series: 4"), transfer: 60 + 25 * image,
            assembly: 60 - setUp - 75 * image)
    }

    @Test("single images keep up with the exam: only the last is still to be sent")
    func instance() throws {
        try expect(clinic("instance"), transfer: image)
    }

    @Test("images that come faster than the line takes them are sent without a pause")
    func instanceOnSlowLine() throws {
        // 10 an s; the first is there after 0.1 s, then the line never rests.
        try expect(clinic("instance", exam: "10 s"), transfer: 0.1 + setUp + 100 * image - 10)
        // What flowed before imaging was complete is no part of it: the line carries bytes for 83.2 of 124.7 ms.
        let parts = try study(clinic("instance", exam: "10 s")).parts
        let serialisation: Double = parts.total.seconds * (1.04 * 8e6 / 100e6) / image
        #expect(abs(parts[.serialisation].seconds - serialisation) < 1e-3)
        // In the second half of 20 s alone.
        try expect(
            clinic("{ level: instance, images_from: 50 % }", exam: "20 s"),
            transfer: 10.1 + setUp + 100 * image - 20)
    }

    @Test("without a scanner all images come at once")
    func withoutScanner() throws {
        try expect(clinic("instance", exam: nil), transfer: setUp + 100 * image)
        try expect(clinic("study", exam: nil), transfer: 60 + setUp + 100 * image, assembly: 60)
        try expect(clinic("series", exam: nil), transfer: 60 + setUp + 100 * image, assembly: 60)
    }

    @Test("requests of their own connections are opened for each turn")
    func connections() throws {
        // STOW-RS with a connection for each request: the last image alone takes what a study of one image takes.
        var single = clinic("instance")
        single.technologies = """
            cloud:
              protocol: { stow: { instances_per_request: 50, connections: per-request } }
              ingest: { workers: 9, per_study: 0 s, per_instance: 0 s }
            """
        let last = try study(single)
        #expect(last.parts[.setUp] > .zero)
        single.technologies = single.technologies.replacing("per-request", with: "persistent")
        #expect(try study(single).parts[.setUp] == .zero)
    }

    // MARK: Outages and breakdowns

    @Test("an outage in the middle of the exam costs nothing when the line is back in time")
    func outageInExam() throws {
        let clinic = clinic("instance", uplink: ", outages: { at: 2026-03-02T01:05:03, for: 2 min }")
        try expect(clinic, transfer: image)
        #expect(try clinic.run().bytesSentAgain == 0)
    }

    @Test("what waits for the line after the exam counts as outage from imaging complete on")
    func outageAtTheEnd() throws {
        // Out from 01:09:57 to 01:11:57; the last image is refused at 01:10 and at 01:11.
        let clinic = clinic("instance", uplink: ", outages: { at: 2026-03-02T01:09:57, for: 2 min }")
        let study = try study(clinic)
        #expect(study.parts[.outage] == .seconds(120))
        let seconds: Double = study.parts.total.seconds
        #expect(abs(seconds - (120 + setUp + image)) < 1e-4)
    }

    @Test("a cut breaks the turn alone: what earlier turns brought stays")
    func cutInTurn() throws {
        // Two series of 50: the first goes out at 5 + 1 min; cut 2 s later, after 12 whole images.
        let clinic = clinic(
            "series", uplink: ", outages: { at: 2026-03-02T01:06:02, for: 30 s }", size: ", series: 2")
        try expect(clinic, transfer: 60 + 50 * image, assembly: 60)
        let whole = ((2 - setUp) / image).rounded(.down)
        let lost: Double = ((2 - setUp) / image - whole) * 1.04e6
        #expect(abs(try clinic.run().bytesSentAgain - lost) < 10)
        // In the second turn: the first 50 are not sent again.
        let later = self.clinic(
            "series", uplink: ", outages: { at: 2026-03-02T01:11:02, for: 30 s }", size: ", series: 2")
        let images = (2 / image).rounded(.down)
        let left: Double = 60 + 2 + 60 + setUp + (50 - images) * image
        try expect(later, transfer: left, assembly: 60)
    }

    @Test("a broken request is sent again, not what requests before it brought")
    func cutInRequest() throws {
        // Four series of 25 images, a request of up to 50 for each: the second, of 26 MB on the wire, is cut after a second.
        var clinic = clinic(
            "series", uplink: ", outages: { at: 2026-03-02T01:06:01, for: 30 s }", size: ", series: 4")
        clinic.technologies = """
            cloud:
              protocol: { stow: { instances_per_request: 50 } }
              ingest: { workers: 9, per_study: 0 s, per_instance: 0 s }
              retry: { every: 1 min, jitter: 0 % }
            """
        // A second of the line is 12.5 MB; the first series would be 26 MB more.
        let again = try clinic.run().bytesSentAgain
        #expect((5e6...12.5e6).contains(again), "\(again)")
    }

    @Test("a breakdown delays the images that had not come")
    func breakdown() throws {
        // Ten minutes of standstill after four: the first of two series ends at 15 min, the exam at 20.
        let window = ", breakdowns: { at: 2026-03-02T01:04, for: 10 min }"
        for (level, expected) in [("series", 60 + 50 * image), ("instance", image)] {
            let study = try study(clinic(level, scanner: window, size: ", series: 2"))
            #expect(try study.seconds(to: \.imagingComplete) == 1200)
            let seconds: Double = study.parts.total.seconds
            #expect(abs(seconds - expected) < 1e-4, "\(level)")
        }
    }

    @Test("a study that is sent while its exam runs is at the scanner")
    func stage() throws {
        var clinic = clinic("instance", length: "62 min")
        clinic.ending = "stop"
        let conservation = try clinic.run().conservation
        #expect(conservation.inSystem.first { $0.stage == "scanner" }?.count == 1)
    }

    @Test("forwarding draws nothing that other designs draw")
    func commonRandomNumbers() throws {
        var prints: Set<UInt64> = []
        for forwarding in ["", "study", "series", "instance"] {
            var clinic = clinic(forwarding, exam: "{ lognormal: { mean: 14 min, sd: 6 min } }", length: "2 d")
            clinic.arrivals = "{ per_day: 60 }"
            clinic.size = "{ instances: { lognormal: { median: 90, sigma: 1 } } }"
            prints.insert(try clinic.run().demandFingerprint)
        }
        #expect(prints.count == 1)
    }

    @Test("nothing is lost or sent twice without an outage, and phases add up, in 500 random scenarios")
    func randomScenarios() throws {
        // Every run checks conservation of studies and of bytes, and the sum of phases, and throws where one is broken.
        for seed in 0..<500 {
            var stream = RandomStream(seed: UInt64(seed), replication: 0, name: "forwarding scenarios")
            func pick<Item>(_ items: [Item]) -> Item { items[Int(stream.uniform() * Double(items.count))] }
            let hasOutages = pick([true, false])
            func outages() -> String {
                guard hasOutages else { return "" }
                return ", outages: { mtbf: \(pick(["10 min", "3 h"])), mttr: \(pick(["20 s", "5 min"])) }"
            }
            let gateway = pick([
                "", "    gateway: { concurrency: 1, capacity: 2 }\n",
                "    gateway: { concurrency: 2, windows: { routine: 04:00-02:00 } }\n",
            ])
            let forwarding = pick([
                "study", "series", "instance", "{ level: study, silence: 10 s, force: 3 min }",
                "{ level: instance, images_from: 40 % }", "{ level: series, silence: 0 s }",
            ])
            let breakdowns = pick(["", ", breakdowns: { mtbf: 30 min, mttr: 5 min }"])
            let text = """
                title: Random forwarding \(seed)
                start: 2026-03-02T00:00
                length: 8 h
                ending: \(pick(["stop", "finish"]))
                seed: \(seed)
                priorities: [ { name: stat }, { name: routine } ]
                sites:
                  - name: A
                    kind: hospital
                    uplink: { bandwidth: \(pick(["5 Mbit/s", "100 Mbit/s"])), round_trip: 20 ms\(outages()) }
                    forwarding: \(forwarding)
                \(gateway)    scanners: { ct: { count: 2, exam: { exponential: { mean: \(pick(["1 min", "9 min"])) } }\(breakdowns) } }
                    demand:
                      - modality: ct
                        arrivals: { per_day: 150 }
                        size: { instances: { uniform: { low: 1, high: 90 } }, bytes: 30 MB, series: { uniform: { low: 1, high: 7 } } }
                        priority: { stat: 50 %, routine: 50 % }
                      - { modality: xray, arrivals: { per_day: 60 } }
                delivery: \(pick(["cloud", "on-premise", "hybrid"]))
                technologies:
                  cloud:
                    protocol: { stow: { instances_per_request: \(pick([1, 20])), connections: \(pick(["persistent", "per-request"])) } }
                    ingest: { workers: 2, per_study: 1 s, per_instance: 3 ms\(outages()) }
                  on-premise:
                    protocol: { c_store: { associations: \(pick([1, 4])) } }
                    line: { bandwidth: \(pick(["10 Mbit/s", "500 Mbit/s"]))\(outages()) }
                    ingest: { workers: 2, per_study: 1 s, per_instance: 3 ms }
                  hybrid:
                    cache: { retention: 1 h }
                    copy: { round_trip: 20 ms, limit: 5 Mbit/s }
                readers:
                  - { group: Team, count: 4, downlink: { bandwidth: 50 Mbit/s, round_trip: 30 ms } }
                """
            let scenario = try ScenarioFile(text: text, path: "forwarding-\(seed).yaml").scenario()
            let result = try TeleradiologyModel(scenario).run(replication: 0, recordingStudies: true)
            if scenario.ending == .finish {
                #expect(result.conservation.reported == result.conservation.created, "seed \(seed)")
            }
            if !hasOutages { #expect(result.bytesSentAgain == 0, "seed \(seed)") }
            for study in result.studies {
                guard let available = study.available, let complete = study.imagingComplete else { continue }
                #expect(study.parts.total == available - complete, "seed \(seed)")
            }
        }
    }

    @Test(
        "mistakes are found at their place, with what was expected",
        arguments: [
            ("serie", "'serie' is no level of forwarding; did you mean 'series'?"),
            ("{ silence: 60 s }", "missing key 'level'"),
            ("{ level: study, silence: 60 }", "'60' has no unit; write a duration such as '15 min'"),
            ("{ level: series, force: 9 min }", "'force' goes with level 'study'"),
            ("{ level: instance, silence: 9 s }", "'silence' does not go with 'instance'"),
            ("{ level: instance, images_from: 100 % }", "images need a part of the exam"),
            ("{ level: study, silent: 60 s }", "did you mean 'silence'?"),
        ])
    func errors(forwarding: String, message: String) {
        let errors = clinic(forwarding).errors()
        #expect(errors.hasPrefix("clinic.yaml:11:"), "\(errors)")
        #expect(errors.contains(message), "\(errors)")
    }
}
