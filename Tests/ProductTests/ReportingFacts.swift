import SimulationKernel
import Teleradiology
import Testing

/// Reports worked by hand: a CT at 01:00 (3600 s), read in 10 minutes; what comes after is what each test says.
@Suite("Reports beyond the first, worked by hand")
struct ReportingFacts {
    /// A team of so many readers and a plan of reports.
    static func clinic(_ reports: String, readers: Int = 2, demand: String = "") -> ClinicScenario {
        var clinic = ClinicScenario()
        clinic.length = "7000 s"
        clinic.demand = demand
        clinic.technologies = "cloud:\n" + indented(ClinicScenario.plainCStore, by: 2)
        clinic.readers = "- { group: Team, count: \(readers) }"
        clinic.rest = "reports: { \(reports) }"
        return clinic
    }

    /// Seconds from the start of the run.
    private func seconds(_ time: SimulationTime?) throws -> Double { (try #require(time) - .zero).seconds }

    private func xray(_ seconds: Int, reading: String = "10 min") -> String {
        TriageFacts.stream("xray", at: seconds, reading: reading)
    }

    // MARK: Preliminary and final

    @Test(
        "a night report is preliminary, and ends the turnaround; the day's first reading makes it final, images fetched anew"
    )
    func preliminary() throws {
        var clinic = Self.clinic("preliminary: { by: Night, final_by: [ Day ], reading: 50 % }")
        clinic.readers = """
            - { group: Night, count: 1, shifts: [ { days: daily, hours: 00:00-06:00 } ] }
            - group: Day
              count: 1
              shifts: [ { days: daily, hours: 06:00-18:00 } ]
              downlink: { bandwidth: 100 Mbit/s, round_trip: 40 ms }
            """
        clinic.length = "2 h"
        let result = try clinic.run()
        let study = try #require(result.studies.first)
        #expect(study.reporting.isPreliminary)
        #expect(try seconds(study.reported) == 4200)
        let final = 6 * 3600 + ClinicScenario.transfer + 300
        #expect(abs(try seconds(study.reporting.final) - final) < 1e-3)
        #expect(study.reporting.firstReader == 0 && study.reporting.finalReader == 1)
        let all = result.merged { _, _ in true }
        func mean(_ interval: Interval) -> Double {
            all.intervals[Int(interval.rawValue)].meanSeconds ?? -1
        }
        #expect(mean(.turnaround) == 600)
        #expect(abs(mean(.preliminaryToFinal) - (final - 4200)) < 1e-3)
        #expect(abs(mean(.orderToFinal) - (final - 3600)) < 1e-3)
        let tally = try #require(result.reporting)
        #expect(tally[.preliminary] == 1 && tally[.final] == 1)
        #expect(tally[.finalReport].created == 1 && tally[.finalReport].finished == 1)
        // Readers by day have nothing but final readings: they are paid and work like any other.
        #expect(result.readerTimes.map(\.group) == ["Night", "Day"])
    }

    @Test("groups that are not named, and studies that are not, have final reports at once")
    func finalAtOnce() throws {
        for reports in [
            "preliminary: { by: Other, final_by: Team }",
            "preliminary: { by: Team, final_by: Team, applies_to: { modality: mr } }",
        ] {
            var clinic = Self.clinic(reports)
            clinic.readers += "\n- { group: Other, count: 1, reads: { modalities: [ mr ] } }"
            let result = try clinic.run()
            let study = try #require(result.studies.first)
            #expect(!study.reporting.isPreliminary)
            #expect(study.reporting.final == study.reported)
            #expect(result.reporting?[.final] == 1 && result.reporting?[.preliminary] == 0)
        }
    }

    @Test("nobody gives the final report of a preliminary one of their own, however long they are idle")
    func neverTheSame() throws {
        var clinic = Self.clinic("preliminary: { by: Team, final_by: Team, applies_to: { modality: ct } }")
        let alone = try #require(clinic.run().studies.first)
        #expect(try seconds(alone.reporting.final) == 4800)
        // The other reader is busy until 7205 s; the first is idle from 4200 s on.
        clinic.streams = xray(3605, reading: "1 h")
        let study = try #require(clinic.run().studies.first { $0.modality == .ct })
        #expect(try seconds(study.reported) == 4200)
        #expect(try seconds(study.reporting.final) == 7205 + 600)
        #expect(study.reporting.firstReader == 0 && study.reporting.finalReader == 1)
        // Who may not have the first of the queue has what stands behind it.
        clinic.streams += "\n" + xray(4205)
        let behind = try #require(clinic.run().studies.last { $0.modality == .xray })
        #expect(try seconds(behind.opened) == 4205)
    }

    @Test("a final reading waits in the class that the file names, in order of joining it")
    func finalClass() throws {
        func finals(_ priority: String) throws -> [Double] {
            var clinic = Self.clinic(
                "preliminary: { by: Team, final_by: Team, class: \(priority), applies_to: { modality: ct } }",
                demand: "priority: stat")
            clinic.priorities = "[ { name: stat }, { name: routine } ]"
            // Both readers are busy from 4200 s on; one of them has the choice at 4810 s.
            clinic.streams =
                [3610, 3620, 3630].map { TriageFacts.stream("xray", at: $0, "priority: routine") }
                .joined(separator: "\n")
            return try clinic.run().studies.filter { $0.modality == .ct }.map {
                try seconds($0.reporting.final)
            }
        }
        #expect(try finals("stat") == [4210 + 600])
        #expect(try finals("routine") == [4810 + 600])
    }

    @Test("a major discrepancy is corrected and told, a minor one corrected")
    func discrepancies() throws {
        let calls = "critical_calls: { attempt: 1 min, answered: 100 %, retry_after: 5 min }"
        for (rates, found) in [("major", Discrepancy.major), ("minor", .minor)] {
            let clinic = Self.clinic(
                "preliminary: { by: Team, final_by: Team, discrepancies: { \(rates): 100 % } }, \(calls)",
                demand: "critical: 1 %")
            let result = try clinic.run()
            let study = try #require(result.studies.first)
            #expect(study.reporting.correction == found)
            #expect(result.reporting?[found == .major ? .majorCorrections : .minorCorrections] == 1)
            if found == .major {
                #expect(try seconds(study.reporting.correctionTold) == 4800 + 60)
            } else {
                #expect(study.reporting.correctionTold == nil)
            }
        }
    }

    // MARK: Double reading

    @Test("two readers read before there is a report; where they disagree a third decides")
    func doubleReading() throws {
        func study(_ keys: String, readers: Int = 3) throws -> (RunResult, StudyRecord) {
            let result = try Self.clinic("double_reading: { \(keys) }", readers: readers).run()
            return (result, try #require(result.studies.first))
        }
        let (result, agreed) = try study("disagreement: 0 %, reading: 50 %", readers: 2)
        #expect(try seconds(agreed.reported) == 3600 + 600 + 300)
        #expect(agreed.reporting.final == agreed.reported)
        #expect(agreed.reporting.firstReader != agreed.reporting.secondReader)
        #expect(result.conservation.reported == 1)
        #expect(result.reporting?[.secondReading].finished == 1)
        let cell = result.merged { _, _ in true }
        #expect(cell.intervals[Int(Interval.read.rawValue)].meanSeconds == 900)
        #expect(cell.intervals[Int(Interval.turnaround.rawValue)].meanSeconds == 900)

        let (third, decided) = try study("disagreement: 100 %, arbitration: { reading: 2 min }")
        #expect(try seconds(decided.reported) == 3600 + 600 + 600 + 120)
        let who = [
            decided.reporting.firstReader, decided.reporting.secondReader, decided.reporting.arbiter,
        ]
        #expect(Set(who).count == 3 && !who.contains(nil))
        #expect(decided.reporting.finalReader == decided.reporting.arbiter)
        #expect(third.reporting?[.disagreements] == 1)
        // The studies of other techniques are read once.
        let (_, once) = try study("disagreement: 100 %, applies_to: { modality: mammography }")
        #expect(try seconds(once.reported) == 4200 && once.reporting.secondReader == nil)
    }

    @Test("interruptions of the second reading are the study's, and a part of its read")
    func interruptedTwice() throws {
        var clinic = Self.clinic("double_reading: { applies_to: { modality: ct }, disagreement: 0 % }")
        clinic.length = "5000 s"
        clinic.priorities = "[ { name: stat }, { name: routine } ]"
        clinic.demand = "priority: routine"
        clinic.streams = [
            TriageFacts.stream("xray", at: 4210, "priority: stat", reading: "20 min"),
            TriageFacts.stream("xray", at: 4300, "priority: stat"),
        ].joined(separator: "\n")
        clinic.rest += "\nworklist: { order: { priority: { preempt: stat } } }"
        let study = try #require(clinic.run().studies.first { $0.modality == .ct })
        // The second reading began at 4200 s, and lay from 4300 to 4900 s; its first reader was busy until 5410 s.
        #expect(try seconds(study.reported) == 5400)
        #expect(study.interruptions == 1 && study.interrupted == .seconds(600))
    }

    @Test("a study that waits for its second reading is in the system, and a run that stops says so")
    func aside() throws {
        var clinic = Self.clinic("double_reading: { disagreement: 0 % }")
        clinic.length = "4300 s"
        clinic.ending = "stop"
        let result = try clinic.run()
        #expect(result.conservation.reported == 0)
        #expect(result.conservation.inSystem.first { $0.stage == "reading" }?.count == 1)
        #expect(result.reporting?[.secondReading].outstanding == 1)
    }

    // MARK: Peer review

    @Test("reviews wait behind every report, are never an author's own, and lead to addenda")
    func review() throws {
        var clinic = Self.clinic("peer_review: { share: 100 % }")
        clinic.length = "3700 s"
        clinic.streams = [3610, 3620].map { xray($0) }.joined(separator: "\n")
        for order in ["fifo", "priority", "deadline", "age", "shortest"] {
            var ordered = clinic
            ordered.rest += "\nworklist: { order: \(order) }"
            let studies = try ordered.run().studies
            #expect(try studies.map { try seconds($0.reported) } == [4200, 4210, 4800], "\(order)")
            // One reader at 4210, the other at 4800, the first again at 4810 s.
            let reviewed = try studies.map { try seconds($0.reporting.reviewed) }
            #expect(reviewed == [4810, 5400, 5410], "\(order)")
            for study in studies { #expect(study.reporting.reviewer != study.reporting.finalReader) }
        }
        let addenda = Self.clinic(
            "peer_review: { share: 100 %, reading: 5 min, discrepancies: { major: 100 % }, addendum: 3 min }")
        let study = try #require(addenda.run().studies.first)
        #expect(try seconds(study.reporting.reviewed) == 4500)
        #expect(study.reporting.finding == .major)
        #expect(try seconds(study.reporting.addendum) == 4680)
        #expect(study.reporting.addendumReader == study.reporting.finalReader)
    }

    @Test("what interrupts readings interrupts a review, which goes on with what is left, not by its author")
    func interruptedReview() throws {
        var clinic = Self.clinic("peer_review: { share: 100 %, applies_to: { modality: ct } }")
        clinic.length = "5000 s"
        clinic.priorities = "[ { name: stat }, { name: routine } ]"
        clinic.demand = "priority: routine"
        clinic.streams = [
            TriageFacts.stream("xray", at: 4210, "priority: stat", reading: "20 min"),
            TriageFacts.stream("xray", at: 4300, "priority: stat"),
        ].joined(separator: "\n")
        clinic.rest += "\nworklist: { order: { priority: { preempt: stat } } }"
        let studies = try clinic.run().studies
        // Reader 1 reviews from 4200 s. Reader 0, the author, has STAT from 4210 to 5410 s; STAT at 4300 s interrupts.
        #expect(try studies.filter { $0.modality == .xray }.map { try seconds($0.opened) } == [4210, 4300])
        let study = try #require(studies.first { $0.modality == .ct })
        #expect(try seconds(study.reporting.reviewed) == 4900 + 500)
        #expect(study.reporting.reviewer == 1)
    }

    // MARK: Critical results

    @Test("the reader calls at once after the report, and reads the next study after the call")
    func call() throws {
        var clinic = Self.clinic(
            "critical_calls: { attempt: 2 min, answered: 100 %, retry_after: 10 min, target: 2 min }",
            readers: 1, demand: "critical: 100 %")
        clinic.streams = xray(3610)
        let result = try clinic.run()
        #expect(try seconds(result.studies[0].reported) == 4200)
        #expect(try seconds(result.studies[0].reporting.communicated) == 4320)
        #expect(try seconds(result.studies[1].opened) == 4320)
        #expect(result.studies[1].reporting.communicated == nil)
        let tally = try #require(result.reporting)
        #expect(tally[.criticalResults] == 1 && tally[.communicated] == 1 && tally[.withinTarget] == 1)
        let told = result.cell(of: .all).intervals[Int(Interval.reportToCommunicated.rawValue)]
        #expect(told.meanSeconds == 120)
    }

    @Test(
        "a call that nobody answers is made again before anything else, and handed over in the end",
        arguments: ["download", "{ prefetch: 2 }"])
    func unanswered(retrieval: String) throws {
        var clinic = Self.clinic(
            "critical_calls: { attempt: 2 min, answered: 0 %, retry_after: 10 min, attempts_max: 3 }",
            readers: 1, demand: "critical: 100 %")
        clinic.streams = [3610, 3620, 3630].map { xray($0) }.joined(separator: "\n")
        clinic.technologies += "\n  retrieval: \(retrieval)"
        for order in ["fifo", "priority", "deadline", "age", "shortest"] {
            var ordered = clinic
            ordered.length = "3700 s"
            ordered.rest += "\nworklist: { order: \(order) }"
            let result = try ordered.run()
            // An attempt of 2 minutes, then an X-ray for the 10 minutes until the next is due: from 4200, 4920, 5640 s.
            let opened = try result.studies.dropFirst().map { try seconds($0.opened) }
            #expect(opened == [4320, 5040, 5760], "\(order)")
            let tally = try #require(result.reporting)
            #expect(tally[.attempts] == 3 && tally[.handedOver] == 1 && tally[.communicated] == 0)
            #expect(result.studies[0].reporting.attempts == 3)
            // From the report to the end of the third attempt.
            #expect(tally[.call].wait.meanSeconds == 1560.0, "\(order)")
        }
    }

    @Test("coordinators call while the reader reads on, one call at a time for each")
    func coordinators() throws {
        var clinic = Self.clinic(
            "critical_calls: { attempt: 20 min, answered: 100 %, retry_after: 10 min, by: { coordinators: 1 } }",
            readers: 1, demand: "critical: 100 %")
        clinic.streams = TriageFacts.stream("xray", at: 3610, "critical: 100 %")
        let result = try clinic.run()
        #expect(try seconds(result.studies[1].opened) == 4200)
        #expect(try seconds(result.studies[0].reporting.communicated) == 5400)
        #expect(try seconds(result.studies[1].reporting.communicated) == 6600)
        let use = try #require(result.resources.first { $0.kind == .coordinators })
        #expect(use.maximumQueue == 1)
    }

    @Test("a reader whose shift ends makes the first call, and the next shift tries again")
    func shiftEnd() throws {
        var clinic = Self.clinic(
            "critical_calls: { attempt: 2 min, answered: 0 %, retry_after: 10 min, attempts_max: 2 }",
            demand: "critical: 100 %")
        clinic.readers = """
            - { group: Night, count: 1, shifts: [ { days: daily, hours: 00:00-01:05 } ] }
            - { group: Day, count: 1, shifts: [ { days: daily, hours: 02:00-18:00 } ] }
            """
        let result = try clinic.run()
        #expect(try seconds(result.studies[0].reported) == 4200)
        // Due at 4920 s; somebody comes at 7200 s.
        #expect(result.reporting?[.call].wait.meanSeconds == 3120.0)
    }
}
