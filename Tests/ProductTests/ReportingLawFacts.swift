import ScenarioFiles
import SimulationKernel
import Teleradiology
import Testing

/// Many studies with everything that comes after a report: shares, laws and accounts.
@Suite("Reports beyond the first, by the thousand")
struct ReportingLawFacts {
    static let everything = """
        reports:
          preliminary:
            by: Team
            final_by: Seniors
            applies_to: { modality: ct }
            reading: 40 %
            discrepancies: { minor: 10 %, major: 5 % }
          double_reading:
            applies_to: { modality: mammography }
            disagreement: 30 %
            arbitration: { reading: 3 min }
          peer_review: { share: 25 %, reading: 50 %, discrepancies: { minor: 20 %, major: 20 % }, addendum: 4 min }
          critical_calls: { attempt: { exponential: { mean: 2 min } }, answered: 60 %, retry_after: 10 min }
        """

    /// Two techniques, two groups, both of which read all.
    static func clinic(
        _ reports: String = everything, order: String = "priority", retrieval: String = "download",
        length: String = "10 d"
    ) -> ClinicScenario {
        var clinic = ClinicScenario()
        clinic.length = length
        clinic.priorities = "[ { name: stat, target: 30 min }, { name: routine, target: 1 d } ]"
        clinic.arrivals = "{ per_day: 150, profile: emergency }"
        clinic.size = "{ instances: 100, bytes: 20 MB }"
        clinic.reading = "{ exponential: { mean: 8 min } }"
        clinic.demand = "priority: { stat: 20 %, routine: 80 % }\ncritical: 10 %"
        clinic.streams = """
            - modality: mammography
              arrivals: { per_day: 40, profile: outpatient }
              priority: { stat: 10 %, routine: 90 % }
              size: { instances: 4, bytes: 40 MB }
              reading: 2 min
            """
        clinic.technologies = """
            cloud:
              protocol: { c_store: { associations: 1 } }
              ingest: { workers: 9, per_study: 0 s, per_instance: 0 s }
              retrieval: \(retrieval)
            """
        clinic.readers = """
            - group: Team
              count: 3
              downlink: { bandwidth: 100 Mbit/s, round_trip: 20 ms }
            - group: Seniors
              count: 2
              shifts: [ { days: daily, hours: 06:00-22:00 } ]
              downlink: { bandwidth: 100 Mbit/s, round_trip: 20 ms }
            """
        clinic.rest = "worklist: { order: \(order) }\n\(reports)"
        return clinic
    }

    @Test(
        "whatever the order of work and the way of images: nothing is lost, and no study is read twice by the same reader",
        arguments: ["fifo", "priority", "deadline", "age", "shortest", "{ priority: { preempt: stat } }"],
        ["download", "streaming", "{ prefetch: 2 }"])
    func conservation(order: String, retrieval: String) throws {
        let result = try Self.clinic(order: order, retrieval: retrieval).run()
        let tally = try #require(result.reporting)
        #expect(result.conservation.created == result.conservation.reported)
        for task in ReportingTask.allCases {
            #expect(tally[task].outstanding == 0)
            #expect(tally[task].created == tally[task].finished)
            if task != .report { #expect(tally[task].created > 10, "\(task)") }
        }
        #expect(tally[.final] == result.conservation.created)
        for study in result.studies {
            let reports = study.reporting
            let final = try #require(reports.final)
            let reported = try #require(study.reported)
            #expect(final >= reported)
            #expect(reports.isPreliminary == (final > reported))
            if reports.isPreliminary {
                #expect(reports.firstReader ?? 9 < 3 && reports.finalReader ?? 0 >= 3)
            }
            let readers = [reports.firstReader, reports.secondReader, reports.arbiter].compactMap(\.self)
            #expect(Set(readers).count == readers.count)
            #expect((reports.secondReader != nil) == (study.modality == .mammography))
            #expect(reports.reviewer == nil || reports.reviewer != reports.finalReader)
            #expect((reports.addendum != nil) == (reports.finding == .major))
            if study.isCritical == true { #expect(try #require(reports.communicated) > reported) }
        }
        let intervals = result.cell(of: .all).intervals
        func mean(_ interval: Interval) -> Double { intervals[Int(interval.rawValue)].meanSeconds ?? 0 }
        #expect(abs(mean(.transfer) + mean(.wait) + mean(.read) - mean(.turnaround)) < 1e-6)
    }

    @Test(
        "two hubs, outages and readings that are interrupted lose nothing either, and copies find their way")
    func hybrid() throws {
        var clinic = Self.clinic(order: "{ priority: { preempt: stat } }", retrieval: "streaming")
        clinic.site = "uplink: { bandwidth: 50 Mbit/s, round_trip: { cloud: 30 ms, on-premise: 5 ms } }"
        clinic.delivery = "hybrid"
        clinic.readers = clinic.readers.replacing(
            "round_trip: 20 ms", with: "round_trip: { cloud: 20 ms, on-premise: 8 ms }")
        func hub(_ outages: String) -> String {
            """
              protocol: { c_store: { associations: 1 } }
              line: { bandwidth: 100 Mbit/s }
              ingest: { workers: 2, per_study: 1 s, per_instance: 1 ms }
              retrieval: streaming
              outages: { \(outages) }
            """
        }
        clinic.technologies =
            "cloud:\n\(hub("mtbf: 9 h, mttr: 20 min"))\non-premise:\n\(hub("mtbf: 6 h, mttr: 40 min"))\n"
            + "hybrid: { cache: { retention: 6 h }, copy: { round_trip: 20 ms } }"
        let result = try clinic.run()
        let tally = try #require(result.reporting)
        #expect(result.conservation.created == result.conservation.reported)
        #expect(tally[.final] == result.conservation.created)
        for task in ReportingTask.allCases { #expect(tally[task].outstanding == 0) }
        // What is read again the next morning comes from the cloud, because the hub has dropped it.
        #expect(result.hubs.allSatisfy { $0.served > 100 })
    }

    /// Within five standard deviations of a binomial share.
    private func expect(_ part: Int, of whole: Int, _ share: Double, _ what: String) {
        let deviation = (share * (1 - share) / Double(whole)).squareRoot()
        #expect(abs(Double(part) / Double(whole) - share) < 5 * deviation, "\(what): \(part) of \(whole)")
    }

    @Test("discrepancies, disagreements, reviews and findings come in the shares that the file says")
    func shares() throws {
        let result = try Self.clinic(length: "60 d").run()
        let tally = try #require(result.reporting)
        let finals = tally[.finalReport].finished
        expect(tally[.minorCorrections], of: finals, 0.1, "minor")
        expect(tally[.majorCorrections], of: finals, 0.05, "major")
        expect(tally[.disagreements], of: tally[.secondReading].finished, 0.3, "disagreements")
        expect(tally[.peerReview].finished, of: tally[.final], 0.25, "reviews")
        expect(tally[.minorFindings], of: tally[.peerReview].finished, 0.2, "minor findings")
        expect(tally[.majorFindings], of: tally[.peerReview].finished, 0.2, "major findings")
        #expect(tally[.majorFindings] == tally[.addendum].finished)
    }

    /// With attempts of mean a, an answer with probability p and a pause r, N attempts are geometric with mean 1/p and
    /// variance (1 − p)/p², and the result is told N·a + (N − 1)·r after the report.
    @Test("calls by coordinators who are always free take 1/p attempts, and (1/p − 1)(a + r) + a")
    func geometric() throws {
        let calls = """
            reports:
              critical_calls: { attempt: 2 min, answered: 40 %, retry_after: 10 min, by: { coordinators: 500 } }
            """
        var clinic = Self.clinic(calls, length: "60 d")
        clinic.demand = "critical: 100 %"
        let result = try clinic.run()
        let tally = try #require(result.reporting)
        let count = Double(tally[.communicated])
        #expect(count > 5000)
        let error = 5 * (0.6 / 0.16 / count).squareRoot()
        #expect(abs(Double(tally[.attempts]) / count - 2.5) < error)
        let told = result.cell(of: .all).intervals[Int(Interval.reportToCommunicated.rawValue)]
        let mean = try #require(told.meanSeconds)
        #expect(abs(mean - (1.5 * 720 + 120)) < 720 * error)
        // Whatever chance has done, the interval is that of the attempts made.
        #expect(abs(mean - (Double(tally[.attempts]) / count * 720 - 600)) < 1e-6)
    }

    @Test(
        "designs with other reports meet the same studies, and a rarer discrepancy is one of the more frequent"
    )
    func samePatients() throws {
        let plain = try Self.clinic("").run()
        let with = try Self.clinic().run()
        let rarer = try Self.clinic(
            Self.everything.replacing("minor: 10 %, major: 5 %", with: "minor: 3 %, major: 5 %").replacing(
                "answered: 60 %", with: "answered: 90 %")
        ).run()
        #expect(plain.demandFingerprint == with.demandFingerprint)
        #expect(plain.reporting == nil)
        for (one, other) in zip(with.studies, rarer.studies) {
            if one.reporting.isPreliminary, other.reporting.isPreliminary {
                if other.reporting.correction != nil {
                    #expect(one.reporting.correction == other.reporting.correction)
                }
            }
            if one.isCritical == true {
                #expect(one.reporting.attempts >= other.reporting.attempts)
            }
        }
    }

    @Test("every reading is paid for, reviews and calls are not, and promises are about first reports")
    func costs() throws {
        var clinic = Self.clinic()
        clinic.rest += """

            providers:
              - provider: Reads
                groups: [ Team, Seniors ]
                per_read: 1 EUR
                promises: { stat: 1 h, routine: 1 d }
            events: [ { at: 2026-03-10T00:00, closes: Clinic } ]
            """
        // All is done well before the time is over for which is paid.
        let result = try clinic.run()
        let tally = try #require(result.reporting)
        let use = try #require(result.providers.first)
        let readings =
            result.conservation.created + tally[.finalReport].finished + tally[.secondReading].finished
            + tally[.arbitration].finished
        #expect(use.reads == readings)
        #expect(use.promised == result.conservation.created)
    }

    @Test("a final reading with a time of its own takes that time")
    func busy() throws {
        let result = try Self.clinic(
            "reports: { preliminary: { by: Team, final_by: Seniors, reading: 5 min } }", length: "30 d"
        ).run()
        let tally = try #require(result.reporting)
        #expect(tally[.finalReport].meanWorkSeconds == 300)
    }
}
