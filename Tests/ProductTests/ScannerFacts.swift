import Foundation
import ScenarioFiles
import SimulationKernel
import Teleradiology
import Testing

/// Opening hours, breakdowns and exams by body region: what a person works out by hand comes out.
@Suite("Scanners: hours, breakdowns, exams")
struct ScannerFacts {
    private func clinic(_ scanner: String, arrivals: String, length: String = "1 d", site: String = "")
        -> ClinicScenario
    {
        var clinic = ClinicScenario()
        clinic.length = length
        clinic.arrivals = arrivals
        clinic.site = site + (site.isEmpty ? "" : "\n") + "scanners: { ct: \(scanner) }"
        clinic.technologies = "cloud:\n" + indented(ClinicScenario.plainCStore, by: 2)
        return clinic
    }

    /// Minutes from the start to the end of each exam.
    private func ends(_ clinic: ClinicScenario) throws -> [Double] {
        try clinic.run().studies.map { try (#require($0.imagingComplete) - .zero).seconds / 60 }
    }

    @Test("outside opening hours the queue waits; an exam that has begun is finished")
    func hours() throws {
        let clinic = clinic(
            "{ count: 1, exam: 40 min, hours: 08:00-10:30 }",
            arrivals: "{ schedule: { at: [ 06:00, 10:00, 10:20 ] } }")
        // 08:00 to 08:40; 10:00 to 10:40; at 08:00 of the next day to 08:40.
        let expected: [Double] = [520, 640, 1440 + 520]
        #expect(try ends(clinic) == expected)
    }

    @Test("days and hours are those of the site, and whoever waits begins when they come")
    func localHours() throws {
        let clinic = clinic(
            "{ count: 2, exam: 30 min, hours: [ { days: Tue, hours: 08:00-12:00 } ] }",
            arrivals: "{ schedule: { at: [ 01:00, 01:00, 01:00 ] } }", site: "time_zone: America/New_York")
        // Tuesday 08:00 in New York is 13:00 UTC, 37 h after the start; two at once, then the third.
        let expected: [Double] = [37 * 60 + 30, 37 * 60 + 30, 37 * 60 + 60]
        #expect(try ends(clinic) == expected)
    }

    @Test("utilisation is of the hours that scanners are open")
    func utilisation() throws {
        let clinic = clinic(
            "{ count: 1, exam: 30 min, hours: 08:00-16:00 }",
            arrivals: "{ schedule: { hours: 08:00-16:00, every: 60 min } }",
            length: "5 d")
        let use = try #require(clinic.run().resources.first { $0.kind == .scanners })
        #expect(abs((use.utilisation ?? 0) - 0.5) < 1e-9)
        #expect(abs(use.capacity - 1.0 / 3) < 1e-9)
        #expect(use.availability == nil)
    }

    @Test("a breakdown interrupts the exam, which goes on where it was, ahead of who waits")
    func breakdown() throws {
        let clinic = clinic(
            "{ count: 1, exam: 20 min, breakdowns: { at: 2026-03-02T01:10, for: 30 min } }",
            arrivals: "{ schedule: { at: [ 01:00, 01:05, 05:00 ] } }")
        // Ten minutes, a pause until 01:40, ten more; then the second.
        let expected: [Double] = [110, 130, 320]
        #expect(try ends(clinic) == expected)
    }

    @Test("an exam that is interrupted after hours goes on when it is open again")
    func breakdownAfterHours() throws {
        let clinic = clinic(
            "{ count: 1, exam: 20 min, hours: 00:00-01:05, breakdowns: { at: 2026-03-02T01:10, for: 30 min } }",
            arrivals: "{ schedule: { at: 01:00 } }")
        let expected: [Double] = [1440 + 10]
        #expect(try ends(clinic) == expected)
    }

    @Test("failures at random take from no exam what it needs, on two scanners that stand in for each other")
    func nothingLost() throws {
        // Two exams of 5 h: whatever breaks down, the scanners have worked 10 h in the end.
        for seed in 1...50 {
            var clinic = clinic(
                "{ count: 2, exam: 5 h, breakdowns: { mtbf: 30 min, mttr: 10 min } }",
                arrivals: "{ schedule: { days: Mon, at: [ 00:00, 00:00 ] } }", length: "6 d")
            clinic.demand = "name: ct"
            let file = try ScenarioFile(text: clinic.text + "\nseed: \(seed)\n", path: "clinic.yaml")
            let result = try TeleradiologyModel(file.scenario()).run(replication: 0)
            let use = try #require(result.resources.first { $0.kind == .scanners })
            let worked: Double = (use.utilisation ?? 0) * use.capacity * 144
            #expect(abs(worked - 10) < 1e-6, "seed \(seed)")
            // Nobody waits long while one of two works: a study is never without both for more than they are down.
            #expect(result.conservation.reported == 2)
            // 144 h of two scanners: 0.75 up, within 5 standard errors of 0.02.
            #expect(abs((use.availability ?? 0) - 0.75) < 0.1, "seed \(seed)")
        }
    }

    @Test("M/M/1 with breakdowns has the mean number of its closed form")
    func closedForm() throws {
        // H. White and L. S. Christie, "Queuing with preemptive priorities or with breakdown", Operations Research 6
        // (1958): L = λ ((ξ + η)² + ξ μ) / ((ξ + η) (μ η − λ (ξ + η))) for failures ξ at any time and repairs η.
        // Here λ = 1, μ = 3, ξ = 0.1, η = 0.5 an hour: L = 0.66 / 0.54. 720,000 h: the standard error is about 0.0065.
        var clinic = clinic(
            "{ count: 1, exam: { exponential: { mean: 20 min } }, breakdowns: { mtbf: 10 h, mttr: 2 h } }",
            arrivals: "{ interarrival: { exponential: { mean: 1 h } } }", length: "30000 d")
        clinic.reading = "1 s"
        clinic.ending = "stop"
        let result = try clinic.model().run(replication: 0)
        let use = try #require(result.resources.first { $0.kind == .scanners })
        let number: Double = use.meanQueue + (use.utilisation ?? 0) * use.capacity
        #expect(abs(number - 0.66 / 0.54) < 0.033, "\(number)")
        #expect(abs((use.availability ?? 0) - 10.0 / 12) < 0.01)
    }

    @Test("a body region's own exam holds for its studies alone")
    func examByRegion() throws {
        var clinic = clinic(
            "{ count: 9, exam: 14 min, exam_by_region: { head: 8 min } }", arrivals: "{ interarrival: 1 h }")
        clinic.demand = "body_region: { head: 50 %, chest: 50 % }"
        let studies = try clinic.run().studies
        for study in studies {
            let minutes: Double = try study.seconds(to: \.imagingComplete) / 60
            #expect(minutes == (study.bodyRegion == .head ? 8 : 14))
        }
        #expect(Set(studies.map(\.bodyRegion)) == [.head, .chest])
    }

    @Test(
        "mistakes are found at their place, with what was expected",
        arguments: [
            ("{ count: 1, exam: 9 min, hours: 8-17 }", "'8-17' are no hours such as '18:00-08:00'"),
            ("{ count: 1, exam: 9 min, hours: [ ] }", "scanners that never open examine nobody"),
            ("{ count: 1, exam: 9 min, hours: { days: Mon } }", "missing key 'hours'"),
            ("{ count: 1, exam: 9 min, breakdowns: { mtbf: 9 d } }", "missing key 'mttr'"),
            ("{ count: 1, exam: 9 min, exam_by_region: { hed: 8 min } }", "did you mean 'head'?"),
            ("{ count: 1, exam: 9 min, breakdown: { mtbf: 9 d, mttr: 1 h } }", "did you mean 'breakdowns'?"),
        ])
    func errors(scanner: String, message: String) {
        let errors = clinic(scanner, arrivals: "{ per_day: 4 }").errors()
        #expect(errors.hasPrefix("clinic.yaml:10:"), "\(errors)")
        #expect(errors.contains(message), "\(errors)")
    }
}
