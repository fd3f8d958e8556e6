import Foundation
import ScenarioFiles
import SimulationKernel
import Teleradiology
import Testing

/// Booked lists, surges, growth and attributes: what a person works out by hand comes out.
@Suite("Demand by the clock, by the year, and by surges")
struct DemandFacts {
    private func clinic(_ arrivals: String, length: String = "7 d", demand: String = "") -> ClinicScenario {
        var clinic = ClinicScenario()
        // Sizes that vary: a draw from the wrong stream is to be seen.
        clinic.size =
            "{ instances: { lognormal: { median: 90, sigma: 1 } }, bytes: { lognormal: { median: 40 MB, sigma: 1 } } }"
        clinic.arrivals = arrivals
        clinic.length = length
        clinic.demand = demand
        clinic.ending = "stop"
        clinic.technologies = indented("cloud:\n" + indented(ClinicScenario.plainCStore, by: 2), by: 0)
        return clinic
    }

    private func created(_ result: RunResult, from: Double = 0, to: Double = .infinity) -> Double {
        Double(result.studies.count { (from..<to).contains(($0.created - .zero).seconds / 86_400) })
    }

    // MARK: Booked lists

    @Test("appointments come at their times on their days")
    func appointments() throws {
        // The run begins on Monday. Times of two lists, given twice where two patients come.
        let book =
            "{ schedule: [ { days: Mon-Tue, at: [ 08:00, 08:20, 08:20 ] }, { days: Sat, at: 10:15 } ] }"
        let times: [Double] = try clinic(book).run().studies.map { ($0.created - .zero).seconds / 60 }
        // In minutes: 480 is 08:00 of Monday, 1,920 that of Tuesday, 7,815 is 10:15 of Saturday.
        let expected: [Double] = [480, 500, 500, 1920, 1940, 1940, 7815]
        #expect(times == expected)
    }

    @Test("every 20 minutes from 08:00 to 17:00 are 27 appointments a day")
    func everySoOften() throws {
        let result = try clinic("{ schedule: { days: Mon-Fri, hours: 08:00-17:00, every: 20 min } }").run()
        #expect(result.conservation.created == 5 * 27)
        // 16:40 is the last one; at 17:00 it is closed.
        let last = try #require(result.studies.last).created
        let hours: Double = (last - .zero).seconds / 3600
        #expect(abs(hours - 112.666_666_667) < 1e-6)  // 4 d 16 h 40 min
    }

    @Test("appointments keep the clock on the wall when summer time begins")
    func daylightSaving() throws {
        // Sunday 29 March 2026, 02:00 becomes 03:00 in Berlin: 08:00 is 07:00 UTC before and 06:00 UTC after it.
        var clinic = clinic("{ schedule: { at: 08:00 } }", length: "2 d")
        clinic.site = "time_zone: Europe/Berlin"
        let file = try ScenarioFile(
            text: clinic.text.replacing("2026-03-02T00:00", with: "2026-03-28T00:00"), path: "clinic.yaml")
        let studies = try TeleradiologyModel(file.scenario()).run(replication: 0, recordingStudies: true)
            .studies
        let hours: [Double] = studies.map { ($0.created - .zero).seconds / 3600 }
        #expect(hours == [7, 30])
    }

    @Test("a share of patients does not come, and others are late, never early")
    func noShowsAndLateness() throws {
        // 100,000 appointments: a share of 20 % has a standard error of √(0.2 · 0.8 / 100,000) = 0.00126, the mean of an
        // exponential 5 min one of 300 s/√80,000 = 1.06 s. Five of each.
        let book =
            "{ schedule: { hours: 00:00-24:00, every: 10 min, no_show: 20 %, lateness: { exponential: { mean: 5 min } } } }"
        let result = try clinic(book, length: "694 d").run()
        let appointments = 694.0 * 144
        #expect(abs(created(result) / appointments - 0.8) < 0.0064)
        let late = result.studies.map { ($0.created - .zero).seconds }.reduce(0.0) { sum, time in
            // Whoever is more than 10 min late looks like the next one: so is the mean of the remainder known.
            sum + time.truncatingRemainder(dividingBy: 600)
        }
        // E[X mod 10 min] of an exponential: m − t/(e^(t/m) − 1), with m = 300 s and t = 600 s.
        let expected: Double = 300 - 600 / (Foundation.exp(2.0) - 1)
        let deviation: Double = late / created(result) - expected
        // A uniform spread over 10 min, more than there is, has a deviation of 173 s: over √80,000, five times.
        #expect(abs(deviation) < 3.1)
        let early = "{ schedule: { at: 08:00, lateness: { normal: { mean: 0 s, sd: 5 min } } } }"
        let times = try clinic(early, length: "200 d").run().studies.map {
            ($0.created - .zero).seconds.truncatingRemainder(dividingBy: 86_400) - 28_800
        }
        #expect(times.allSatisfy { $0 >= 0 })
        // Half are early: of 200, 100 ± 5 · 7.1.
        #expect((65...135).contains(times.count { $0 == 0 }))
    }

    @Test("who does not come changes nothing about when the others do")
    func noShowsAlone() throws {
        func times(_ share: String) throws -> Set<SimulationTime> {
            let book =
                "{ schedule: { hours: 08:00-18:00, every: 5 min, no_show: \(share), lateness: { exponential: { mean: 1 min } } } }"
            return Set(try clinic(book).run().studies.map(\.created))
        }
        let all = try times("0 %")
        let some = try times("30 %")
        #expect(all.count == 7 * 120)
        #expect(some.isStrictSubset(of: all))
    }

    // MARK: Surges and growth

    @Test("a surge multiplies the rate meanwhile, for Poisson and renewal arrivals alike")
    func surge() throws {
        // Renewal of a constant 30 min: 48 a day, 144 while three times as many come, and 48 again; not one more or less.
        let surge = "surge: { at: 2026-03-03T00:00, for: 1 d, factor: 300 % }"
        let constant = try clinic("{ interarrival: 30 min }", length: "3 d", demand: surge).run()
        #expect(created(constant, from: 0, to: 1) == 47)  // the first comes at 00:30
        #expect(created(constant, from: 1, to: 2) == 144)
        #expect(created(constant, from: 2, to: 3) == 48)
        // Poisson of 1,000 a day: 3,000 ± 5 √3,000 on the day, 1,000 ± 5 √1,000 else.
        let poisson = try clinic("{ per_day: 1000 }", length: "3 d", demand: surge).run()
        #expect(abs(created(poisson, from: 0, to: 1) - 1000) < 158)
        #expect(abs(created(poisson, from: 1, to: 2) - 3000) < 274)
        #expect(abs(created(poisson, from: 2, to: 3) - 1000) < 158)
    }

    @Test("surges that overlap multiply, and one of zero stops what comes")
    func surges() throws {
        let demand = """
            surge:
              - { at: 2026-03-02T00:00, for: 2 d, factor: 2 }
              - { at: 2026-03-03T00:00, for: 2 d, factor: 150 % }
              - { at: 2026-03-05T00:10, for: 1 d, factor: 0 }
            """
        let result = try clinic("{ interarrival: 1 h }", length: "5 d", demand: demand).run()
        // 2, 3, 1.5, 0 (from ten minutes after midnight on) and 1 times 24; the study that completes a day's count comes on the midnight after it, and the
        // last one not before the end. Five minutes more part the midnights from the days.
        let later = 1.0 / 288
        let days = (0..<5).map { created(result, from: Double($0) + later, to: Double($0 + 1) + later) }
        #expect(days == [48, 72, 36, 0, 23])
    }

    @Test("growth makes what its closed form says, year by year")
    func growth() throws {
        // 10 a day with 20 % a year: year k holds 3652.5 · 1.2^k · 0.2/ln 1.2 studies; each within 5 of its √.
        let result = try clinic("{ per_day: 10 }", length: "1461 d", demand: "growth: 20 %").run()
        for year in 0..<4 {
            let first: Double = 3652.5 * 0.2 / Foundation.log(1.2)
            let expected: Double = first * Foundation.pow(1.2, Double(year))
            let count = created(result, from: 365.25 * Double(year), to: 365.25 * Double(year + 1))
            let tolerance: Double = 5 * expected.squareRoot()
            #expect(abs(count - expected) < tolerance, "year \(year): \(count), \(expected)")
        }
        // A renewal process of constants has no luck in it: the counts are the closed form's to one study.
        let constant = try clinic("{ interarrival: 2.4 h }", length: "1461 d", demand: "growth: -10 %/y")
            .run()
        for year in 1...4 {
            let whole: Double = 3652.5 / -Foundation.log(0.9)
            let expected: Double = whole * (1 - Foundation.pow(0.9, Double(year)))
            let count = created(constant, to: 365.25 * Double(year))
            #expect(abs(count - expected) <= 1, "year \(year)")
        }
    }

    @Test("a surge leaves the studies before it as they are")
    func commonRandomNumbers() throws {
        let plain = try clinic("{ per_day: 200, profile: emergency }").run()
        let surge = "surge: { at: 2026-03-05T00:00, for: 1 d, factor: 2 }"
        let surged = try clinic("{ per_day: 200, profile: emergency }", demand: surge).run()
        let before = plain.studies.filter { $0.created < .zero + .days(3) }
        #expect(before.count > 400)
        #expect(Array(surged.studies.prefix(before.count)).map(\.created) == before.map(\.created))
        #expect(Array(surged.studies.prefix(before.count)).map(\.bytes) == before.map(\.bytes))
    }

    // MARK: Attributes

    @Test("body regions and critical findings come by their shares, and change no other draw")
    func attributes() throws {
        let plain = try clinic("{ per_day: 5000 }").run()
        let demand = "body_region: { head: 40 %, chest: 60 % }\ncritical: large-vessel-occlusion"
        let result = try clinic("{ per_day: 5000 }", demand: demand).run()
        #expect(result.studies.map(\.created) == plain.studies.map(\.created))
        #expect(result.studies.map(\.bytes) == plain.studies.map(\.bytes))
        #expect(plain.studies.allSatisfy { $0.bodyRegion == nil && $0.isCritical == nil })
        #expect(plain.demandFingerprint != result.demandFingerprint)
        let count = created(result)
        let heads = Double(result.studies.count { $0.bodyRegion == .head }) / count
        let critical = Double(result.studies.count { $0.isCritical == true }) / count
        // 35,000 studies: standard errors of 0.0026 and 0.0013.
        #expect(abs(heads - 0.4) < 0.013)
        #expect(abs(critical - 0.064) < 0.0066)
        #expect(result.studies.allSatisfy { $0.bodyRegion == .head || $0.bodyRegion == .chest })
    }

    @Test("a body region's own reading time holds for its studies alone")
    func readingByRegion() throws {
        var clinic = clinic(
            "{ interarrival: 1 h }",
            demand: "body_region: { head: 50 %, spine: 50 % }\nreading_by_region: { spine: 25 min }")
        clinic.ending = "finish"
        let studies = try clinic.run().studies
        for study in studies {
            let span = try study.seconds(to: \.reported) - study.seconds(to: \.opened)
            #expect(abs(span - (study.bodyRegion == .spine ? 1500 : 600)) < 1e-5)
        }
        #expect(Set(studies.map(\.bodyRegion)) == [.head, .spine])
    }

    @Test("what presets say about body regions carries its source")
    func presets() {
        for preset in CriticalFindingPreset.all { #expect(preset.source.description.hasPrefix("[S] ")) }
        #expect(ReadingPreset.of(modality: .ct, bodyRegion: .head)?.medianMinutes == 6)
        #expect(
            ReadingPreset.of(modality: .ct, bodyRegion: .wholeBody)?.source.description.hasPrefix("[D]")
                == true)
        #expect(ReadingPreset.of(modality: .xray, bodyRegion: .chest) == nil)
    }

    // MARK: Errors

    @Test(
        "mistakes are found at their place, with what was expected",
        arguments: [
            (
                "{ schedule: { at: [ 08:00, 25:00 ] } }", "",
                "13:46: error: '25:00' is no time such as '08:20'"
            ),
            ("{ schedule: { every: 20 min } }", "", "missing key 'hours'"),
            ("{ schedule: { hours: 08:00-17:00, every: 90 s } }", "", "whole minutes apart"),
            ("{ schedule: { at: 08:00, no_shows: 5 % } }", "", "did you mean 'no_show'?"),
            ("{ schedule: { at: 08:00 }, per_day: 4 }", "", "'per_day' does not go with 'schedule'"),
            ("{ schedule: { at: 08:00 } }", "growth: 5 %", "'growth' goes with 'per_day' or 'interarrival'"),
            ("{ per_day: 4 }", "surge: { at: 2026-03-04, for: 1 d }", "missing key 'factor'"),
            ("{ per_day: 4 }", "surge: { at: 2026-03-04, for: 1 d, factor: x }", "a factor such as '150 %'"),
            ("{ per_day: 4 }", "growth: -100 %", "between −100 % and 1000 %"),
            ("{ per_day: 4 }", "body_region: { haed: 100 % }", "did you mean 'head'?"),
            ("{ per_day: 4 }", "body_region: { head: 90 % }", "the shares sum to 90 %"),
            ("{ per_day: 4 }", "reading_by_region: { head: 9 min }", "goes with 'body_region'"),
            ("{ per_day: 4 }", "critical: pulmonary-embolsm", "did you mean 'pulmonary-embolism'?"),
        ])
    func errors(arrivals: String, demand: String, message: String) {
        let errors = clinic(arrivals, demand: demand).errors()
        #expect(errors.contains("clinic.yaml:"))
        #expect(errors.contains(message), "\(errors)")
    }
}
