import ScenarioFiles
import SimulationKernel
import Teleradiology
import Testing

/// Interruptions worked by hand: studies at some seconds, reads of 10 minutes, no lines unless a test says so.
@Suite("Pre-emptive resume, worked by hand")
struct PreemptionFacts {
    /// Studies of classes at seconds; the first is the clinic's own CT.
    private func clinic(_ studies: [(Int, String)], readers: Int, rules: String = "preempt: stat")
        -> ClinicScenario
    {
        var clinic = ClinicScenario()
        let length = (studies.map(\.0).max() ?? 0) + 5
        clinic.length = "\(length) s"
        clinic.priorities = "[ { name: stat }, { name: urgent }, { name: routine } ]"
        clinic.arrivals = "{ interarrival: \(studies[0].0) s }"
        clinic.demand = "priority: \(studies[0].1)"
        clinic.streams = studies.dropFirst().map { seconds, priority in
            TriageFacts.stream("xray", at: seconds, "priority: \(priority)")
        }.joined(separator: "\n")
        clinic.technologies = "cloud:\n" + indented(ClinicScenario.plainCStore, by: 2)
        clinic.readers = "- { group: Team, count: \(readers), time_zone: UTC }"
        clinic.rest = "worklist: { order: { priority: { \(rules) } } }"
        return clinic
    }

    private func seconds(_ studies: [StudyRecord], _ milestone: KeyPath<StudyRecord, SimulationTime?>) throws
        -> [Double]
    {
        try studies.map { (try #require($0[keyPath: milestone]) - .zero).seconds }
    }

    @Test("interrupted is the reader of the lowest class, of those the one who began latest")
    func choice() throws {
        let studies = try clinic(
            [
                (100, "urgent"), (110, "routine"), (120, "routine"), (130, "stat"), (140, "stat"),
                (150, "stat"), (160, "stat"),
            ],
            readers: 3
        ).run().studies
        #expect(studies.map(\.interruptions) == [1, 1, 1, 0, 0, 0, 0])
        // The last finds nothing lower, and waits for the first to be read.
        #expect(try seconds(studies, \.opened) == [100, 110, 120, 130, 140, 150, 730])
        // Urgent goes on at 740 s with 50 s done, the routine ones at 750 and 1330 s with 30 and 10 s done: of the two
        // the one that was interrupted last stands first.
        #expect(try seconds(studies, \.reported) == [1290, 1320, 1880, 730, 740, 750, 1330])
    }

    @Test("a class that does not interrupt waits, though it comes before")
    func onlyGivenClasses() throws {
        let studies = try clinic([(100, "routine"), (110, "urgent"), (120, "stat")], readers: 1).run().studies
        #expect(try seconds(studies, \.opened) == [100, 720, 120])
        #expect(try seconds(studies, \.reported) == [1900, 1320, 720])
    }

    @Test("with 'all', every class interrupts lower ones")
    func all() throws {
        let studies = try clinic(
            [(100, "routine"), (110, "urgent"), (120, "stat")], readers: 1, rules: "preempt: all"
        )
        .run().studies
        #expect(try seconds(studies, \.opened) == [100, 110, 120])
        #expect(try seconds(studies, \.reported) == [1900, 1310, 720])
        #expect(studies.map(\.interrupted) == [.seconds(1200), .seconds(600), .zero])
    }

    @Test("the interrupted goes to the head of its class, or to the tail where the file says so")
    func headAndTail() throws {
        let order = [(100, "routine"), (105, "routine"), (110, "stat")]
        let head = try clinic(order, readers: 1).run().studies
        #expect(try seconds(head, \.reported) == [1300, 1900, 710])
        let tail = try clinic(order, readers: 1, rules: "preempt: stat, interrupted: tail").run().studies
        #expect(try seconds(tail, \.reported) == [1900, 1310, 710])
    }

    @Test("who has left the group is not interrupted any more")
    func whoHasLeft() throws {
        var clinic = clinic([(110, "routine"), (200, "stat")], readers: 1)
        clinic.rest += """

            events: [ { at: 2026-03-02T00:02:30, readers: Team, count: 0 }, { at: 2026-03-02T00:30, readers: Team, count: 1 } ]
            """
        let studies = try clinic.run().studies
        #expect(try seconds(studies, \.opened) == [110, 1800])
        #expect(try seconds(studies, \.reported) == [710, 2400])
    }

    @Test("another reader goes on with it at that reader's speed")
    func otherReader() throws {
        var clinic = clinic([(110, "routine"), (120, "routine"), (200, "stat")], readers: 1)
        clinic.readers = "- { group: Slow, count: 1 }\n- { group: Fast, count: 1, speed: 2 }"
        let studies = try clinic.run().studies
        // Slow begins the first at 110 s, Fast the second at 120 s, which is interrupted with 160 s of work done; Fast
        // reads STAT until 500 s and goes on with the 440 s that are left.
        #expect(studies.map(\.readerGroup) == [0, 1, 1])
        #expect(try seconds(studies, \.reported) == [710, 720, 500])
    }

    @Test("whose images had come goes on without them coming again")
    func keepsImages() throws {
        var clinic = clinic([(160, "routine"), (300, "stat")], readers: 1)
        clinic.readers = "- { group: Team, count: 1, downlink: { bandwidth: 100 Mbit/s, round_trip: 40 ms } }"
        let studies = try clinic.run().studies
        let download = ClinicScenario.transfer
        let ends = try seconds(studies, \.reported)
        #expect(abs(ends[1] - (300 + download + 600)) < 1e-3)
        #expect(abs(ends[0] - (300 + download + 600 + 600 - (300 - 160 - download))) < 1e-3)
    }

    @Test(
        "an open study whose images are still coming gets them anew, on a line of its own or a shared one",
        arguments: ["", "outages: { at: 2026-03-09T00:00, for: 1 s }"])
    func streaming(outages: String) throws {
        var clinic = clinic([(100, "routine"), (105, "stat")], readers: 1)
        clinic.technologies =
            "cloud:\n"
            + indented(ClinicScenario.plainCStore + "\nretrieval: streaming\n" + outages, by: 2)
        clinic.readers = "- { group: Team, count: 1, downlink: { bandwidth: 100 Mbit/s, round_trip: 40 ms } }"
        let studies = try clinic.run().studies
        let first = ClinicScenario.setUp + ClinicScenario.perInstance
        let ends = try seconds(studies, \.reported)
        let worked = 5 - first
        #expect(abs(ends[1] - (105 + first + 600)) < 1e-2)
        #expect(abs(ends[0] - (105 + first + 600 + first + 600 - worked)) < 1e-2)
    }

    @Test("STAT that comes while images are on their way is read as soon as they are there")
    func duringRetrieval() throws {
        var clinic = clinic([(100, "routine"), (105, "stat")], readers: 1)
        clinic.readers = "- { group: Team, count: 1, downlink: { bandwidth: 100 Mbit/s, round_trip: 40 ms } }"
        let studies = try clinic.run().studies
        let download = ClinicScenario.transfer
        let opened = try seconds(studies, \.opened)
        #expect(abs(opened[0] - (100 + download)) < 1e-3)
        #expect(abs(opened[1] - (100 + 2 * download)) < 1e-3)
        #expect(abs(try seconds(studies, \.reported)[0] - (100 + 2 * download + 1200)) < 1e-3)
    }

    @Test("with prefetch, the interrupted goes on before what was given ahead")
    func prefetch() throws {
        var clinic = clinic([(110, "routine"), (130, "routine"), (200, "stat")], readers: 1)
        clinic.technologies =
            "cloud:\n" + indented(ClinicScenario.plainCStore + "\nretrieval: prefetch", by: 2)
        clinic.readers = "- { group: Team, count: 1, downlink: { bandwidth: 100 Mbit/s, round_trip: 40 ms } }"
        let studies = try clinic.run().studies
        let download = ClinicScenario.transfer
        let ends = try seconds(studies, \.reported)
        #expect(abs(ends[2] - (200 + download + 600)) < 1e-3)
        #expect(abs(ends[0] - (ends[2] + 600 - (90 - download))) < 1e-3)
        #expect(abs(ends[1] - (ends[0] + 600)) < 1e-3)
    }

    @Test("a study that waited for as long as one may is read next, whatever its class")
    func maximumWait() throws {
        // STAT every 590 s; the reader is free at 590 s and every 10 minutes from there, 12 times.
        var clinic = clinic([(4000, "routine")], readers: 1)
        clinic.length = "2 h"
        clinic.streams = TriageFacts.stream("xray", at: 590, "priority: stat")
        func opened(_ rules: String) throws -> Double? {
            clinic.rest = "worklist: { order: priority\(rules) }"
            let study = try clinic.run().studies.first { $0.modality == .ct }
            return study?.opened.map { ($0 - .zero).seconds }
        }
        #expect(try opened("") == 590 + 12 * 600)
        #expect(try opened(", max_wait: 30 min") == 5990)
        #expect(try opened(", max_wait: 1300 s") == 5390)
    }

    @Test("mistakes about interruptions are found, with what was expected")
    func mistakes() {
        func errors(_ worklist: String) -> String {
            var clinic = clinic([(100, "routine")], readers: 1)
            clinic.rest = "worklist: \(worklist)"
            return clinic.errors()
        }
        #expect(errors("{ order: { priority: { preempt: sta } } }").contains("did you mean 'stat'?"))
        #expect(errors("{ order: { priority: { pre-empt: stat } } }").contains("did you mean 'preempt'?"))
        #expect(
            errors("{ order: { priority: { preempt: stat, interrupted: hed } } }").contains(
                "did you mean 'head'?"))
        #expect(errors("{ order: { fifo: { preempt: stat } } }").contains("unknown key 'fifo'"))
        #expect(errors("{ order: fifo, max_wait: 6 h }").contains("the longest wait comes first anyway"))
        #expect(errors("{ order: priority, max_wait: 6 }").contains("'6' has no unit"))
    }

    /// Every invariant of a run is checked at its end: conservation, Little's law, busy time, bytes, parts of the wait.
    @Test(
        "interruptions, triage, shifts and outages together keep every invariant",
        arguments: ["download", "streaming", "{ prefetch: 3 }"])
    func everything(retrieval: String) throws {
        let text = try #require(
            fencedBlocks("yaml", in: try Repository.text("Sources/ScenarioFiles/TriageKeys.md")).first
        ).replacing("retrieval: streaming", with: "retrieval: \(retrieval)")
        let file = try ScenarioFile(text: text, path: "keys.yaml")
        for scenario in [file] + (try file.variantNames.map { try file.variant($0) }) {
            let model = try TeleradiologyModel(scenario.scenario())
            for replication in 0..<3 {
                let result = try model.run(replication: replication, recordingStudies: true)
                #expect(result.conservation.reported > 300)
                for study in result.studies {
                    guard let reported = study.reported, let opened = study.opened, let taken = study.taken,
                        let available = study.available
                    else { continue }
                    let readable = study.triaged ?? available
                    #expect(available <= readable && readable <= taken && taken <= opened)
                    #expect(opened + study.interrupted <= reported)
                }
            }
        }
    }
}

extension ClinicScenario {
    /// The first replication of any scenario, with every study's timeline.
    static func result(of text: String) throws -> RunResult {
        try TeleradiologyModel(ScenarioFile(text: text, path: "scenario.yaml").scenario())
            .run(replication: 0, recordingStudies: true)
    }
}
