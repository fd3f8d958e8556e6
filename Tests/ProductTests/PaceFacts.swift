import Foundation
import ScenarioFiles
import SimulationKernel
import Teleradiology
import Testing

/// Speed by technique, fatigue and interruptions, through scenario files.
@Suite("How long a reading takes: speed, fatigue, interruptions")
struct PaceFacts {
    private func clinic(_ group: String, length: String = "24 h", reading: String = "10 min")
        -> ClinicScenario
    {
        var clinic = ClinicScenario()
        clinic.length = length
        clinic.ending = "stop"
        clinic.reading = reading
        clinic.technologies = "cloud:\n" + indented(ClinicScenario.plainCStore, by: 2)
        clinic.readers = "- { group: Team, count: 1, time_zone: UTC, \(group) }"
        return clinic
    }

    /// Minutes from opened to reported of each reported study.
    private func minutes(_ clinic: ClinicScenario) throws -> [Double] {
        try clinic.run().studies.compactMap { study in
            guard let opened = study.opened, let reported = study.reported else { return nil }
            return (reported - opened).seconds / 60
        }
    }

    // MARK: Speed

    @Test("a speed by modality divides the reading times of that modality alone")
    func speeds() throws {
        var clinic = clinic("speed: { ct: 1.25, xray: 0.5 }", length: "90 min")
        clinic.streams =
            "- { modality: mr, arrivals: { interarrival: 61 min }, reading: 10 min }\n"
            + "- { modality: xray, arrivals: { interarrival: 59 min }, reading: 1 min }"
        let studies = try clinic.run().studies
        var found: [Modality: Double] = [:]
        for study in studies {
            found[study.modality] = (try #require(study.reported) - (try #require(study.opened))).seconds
        }
        #expect(found == [.xray: 120, .ct: 480, .mr: 600])
    }

    // MARK: Fatigue

    @Test("fatigue over the shift is linear between its points, and level beyond them")
    func shift() throws {
        // A study at each full hour of a shift from 02:00 to 12:00, opened as it comes.
        let found = try minutes(
            clinic(
                "shifts: [ { days: daily, hours: '02:00-12:00' } ], fatigue: { shift: { 2 h: 1.1, 6 h: 1.5 } }",
                length: "11 h 30 min"))
        // The study of 01:00 waits until 02:00 and that of 02:00 behind it; hours since 02:00: 0, 0.18, 1, 2, …
        let hours = [0, 11.0 / 60, 1, 2, 3, 4, 5, 6, 7, 8, 9]
        let expected = hours.map { 10 * (1.1 + 0.1 * min(4, max(0, $0 - 2))) }
        #expect(found.count == expected.count)
        for (one, other) in zip(found, expected) { #expect(abs(one - other) < 1e-6, "\(one) \(other)") }
    }

    @Test("breaks do not end a shift for fatigue; shifts of two days are two")
    func breaks() throws {
        let found = try minutes(
            clinic(
                "shifts: [ { days: daily, hours: '02:00-12:00' } ], breaks: '04:30-05:30', "
                    + "fatigue: { shift: { 0 h: 1, 10 h: 2 } }", length: "27 h 30 min"))
        // At 05:30 the study of 05:00 is opened, 3.5 hours after the beginning.
        #expect(found.contains { abs($0 - 13.5) < 1e-6 })
        // On the second day at 02:00 the first of those that waited is opened.
        #expect(found.filter { abs($0 - 10) < 1e-6 }.count == 2)
    }

    @Test("fatigue over the day follows the wall clock, goes round midnight, and multiplies the shift's")
    func day() throws {
        let found = try minutes(
            clinic("fatigue: { day: { '04:00': 1.4, '10:00': 1, '22:00': 1 } }", length: "23 h 30 min"))
        func factor(_ hour: Double) -> Double {
            // From 22:00 (1) to 28:00 (1.4), then down to 10:00 (1).
            if hour < 4 { return 1.4 - 0.4 * (4 - hour) / 6 }
            if hour < 10 { return 1.4 - 0.4 * (hour - 4) / 6 }
            return hour <= 22 ? 1 : 1 + 0.4 * (hour - 22) / 6
        }
        #expect(found.count == 23)
        for (index, one) in found.enumerated() {
            #expect(abs(one - 10 * factor(Double(index + 1))) < 1e-6, "\(index): \(one)")
        }
        let both = try minutes(
            clinic(
                "shifts: [ { days: daily, hours: '01:00-23:00' } ], fatigue: { shift: { 0 h: 1, 10 h: 2 }, "
                    + "day: { '00:00': 1.5 } }", length: "4 h 30 min"))
        for (index, one) in both.enumerated() { #expect(abs(one - 15 * (1 + 0.1 * Double(index))) < 1e-6) }
    }

    @Test("the preset `overnight` ends where it was measured: 35.9 s for 24.8 s")
    func overnight() throws {
        let preset = try #require(FatiguePreset.all.first { $0.name == "overnight" })
        #expect(abs((preset.fatigue.shift.last?.factor ?? 0) - 1.4476) < 1e-4)
        let found = try minutes(
            clinic(
                "shifts: [ { days: daily, hours: '01:00-14:30' } ], fatigue: overnight", length: "13 h 30 min"
            ))
        #expect(abs(found[12] - 14.476) < 1e-3)
    }

    // MARK: Interruptions

    @Test("a reading with Poisson interruptions takes S (1 + λ (D + p)) on average")
    func closedForm() async throws {
        // λ = 6 an hour, D = 90 s, p = 30 s: 10 min · (1 + 6 · 120 / 3600) = 12 min.
        var queue = QueueingScenario(
            arrivals: "{ interarrival: { exponential: { mean: 30 min } } }",
            reading: "{ exponential: { mean: 10 min } }", readers: 2)
        queue.length = "400 d"
        let text = queue.text.replacing(
            "    count: 2",
            with:
                "    count: 2\n    interruptions: { per_hour: 6, lasts: { lognormal: { mean: 90 s, sd: 120 s } }, "
                + "resume: 30 s }")
        let model = try TeleradiologyModel(ScenarioFile(text: text, path: "queue.yaml").scenario())
        let means = try await model.replicate { result in
            let cell = result.merged { _, _ in true }
            let time = result.readerTimes[0]
            return [
                (cell.intervals[Int(Interval.read.rawValue)].meanSeconds ?? 0) / 60,
                time.interrupted / (time.reading + time.interrupted),
            ]
        }
        means[0].expect(12, within: 0.03, "mean reading time")
        means[1].expect(2.0 / 12, within: 0.03, "share of interruptions")
    }

    @Test("each interruption costs its duration and the way back, and is dealt with before the study goes on")
    func byClock() throws {
        let clinic = clinic(
            "interruptions: { per_hour: 4, lasts: 3 min, resume: 1 min }", length: "60 d", reading: "20 min")
        let found = try minutes(clinic)
        // Twenty minutes and a whole number of four.
        var counts: [Int: Int] = [:]
        for one in found {
            let interruptions = (one - 20) / 4
            #expect(abs(interruptions - interruptions.rounded()) < 1e-6, "\(one)")
            counts[Int(interruptions.rounded()), default: 0] += 1
        }
        // Poisson with mean 4/3 in twenty minutes: none with e^(−4/3) = 0.2636; five standard deviations of 1439 studies.
        let none = Double(counts[0] ?? 0) / Double(found.count)
        #expect(abs(none - exp(-4.0 / 3)) < 5 * (0.2636 * 0.7364 / Double(found.count)).squareRoot())
    }

    @Test(
        "calls and urgent studies interrupt the same readings, and neither loses work",
        arguments: ["finish", "hand-over"])
    func callsAndPreemption(shiftEnd: String) throws {
        var clinic = clinic("", length: "60 d", reading: "20 min")
        clinic.priorities = "[ { name: stat }, { name: routine } ]"
        clinic.demand = "priority: routine"
        clinic.streams =
            "- { modality: xray, arrivals: { interarrival: 13 min }, priority: stat, reading: 2 min, size: \(clinic.size) }"
        let plan = "interruptions: { per_hour: 4, lasts: 3 min, resume: 1 min }"
        clinic.readers = ["00:00-08:30", "08:30-16:40", "16:40-00:00"].enumerated().map { number, hours in
            "- { group: G\(number), count: 1, time_zone: UTC, \(plan), shifts: [ { days: daily, hours: '\(hours)' } ] }"
        }.joined(separator: "\n")
        clinic.rest = "worklist: { order: { priority: { preempt: stat } }, shift_end: \(shiftEnd) }"
        let result = try clinic.run()
        var (calls, hours) = (0.0, 0.0)
        for study in result.studies {
            guard let opened = study.opened, let reported = study.reported else { continue }
            let reading = study.modality == .ct ? 20.0 : 2
            let extra = (reported - opened - study.interrupted).seconds / 60 - reading
            #expect(abs(extra / 4 - (extra / 4).rounded()) < 1e-6, "\(extra)")
            calls += (extra / 4).rounded()
            hours += reading / 60
        }
        #expect(result.studies.contains { $0.interruptions > 0 })
        // Poisson with 4 in an hour of reading; five standard deviations.
        #expect(abs(calls - 4 * hours) < 5 * (4 * hours).squareRoot(), "\(calls) calls in \(hours) h")
    }

    @Test("interruptions change neither the studies nor, for a further reader, those of the others")
    func commonRandomNumbers() throws {
        let plain = try clinic("speed: 1", length: "10 d").run()
        let interrupted = try clinic("interruptions: night-calls", length: "10 d").run()
        #expect(plain.demandFingerprint == interrupted.demandFingerprint)
        #expect(plain.fingerprint != interrupted.fingerprint)
        // One study an hour goes to the reader who has been idle the longest: with two, each has every other study.
        var two = clinic("interruptions: { per_hour: 2, lasts: 3 min }", length: "10 d")
        two.readers = two.readers.replacing("count: 1", with: "count: 2")
        var three = two
        three.readers +=
            "\n- { group: Others, count: 3, reads: { modalities: mr }, interruptions: day-calls }"
        #expect(try minutes(two) == minutes(three))
    }

    @Test("the night's calls are those that were counted: 72 of 90 s in twelve hours at work")
    func nightCalls() throws {
        let preset = try #require(InterruptionPreset.all.first { $0.name == "night-calls" }).interruptions
        let mean = preset.seconds.mean
        #expect(abs(mean - 90) < 0.1)
        // In the hours that calls leave, as many come as in a night.
        #expect(abs(preset.perHour * (12 - 72 * mean / 3600) - 72) < 0.1)
    }

    // MARK: Time accounts

    @Test("on shift + overtime = reading + interrupted + idle; overtime is what goes on behind the shift")
    func accounts() throws {
        let result = try clinic(
            "shifts: [ { days: daily, hours: '08:00-09:05' } ]", length: "48 h", reading: "10 min"
        ).run()
        let time = try #require(result.readerTimes.first)
        // 08:00 to 09:00 six studies (of eight that wait), one from 09:00 to 09:10; each day.
        #expect(abs(time.onShift * 48 - 2 * 65.0 / 60) < 1e-9)
        #expect(abs(time.reading * 48 - 2 * 70.0 / 60) < 1e-9)
        #expect(abs(time.overtime * 48 - 2 * 5.0 / 60) < 1e-9)
        #expect(abs(time.idle) < 1e-9 && time.interrupted == 0)
        let busy = try clinic(
            "shifts: [ { days: daily, hours: '08:00-16:00' } ], interruptions: night-calls", length: "48 h"
        ).run()
        let other = try #require(busy.readerTimes.first)
        #expect(other.interrupted > 0 && other.idle > 0)
        #expect(abs(other.onShift + other.overtime - other.reading - other.interrupted - other.idle) < 1e-9)
    }

    @Test(
        "who leaves while reading works over until the report, or until coming back",
        arguments: [("", 65.0, 5.0), (", { at: 2026-03-02T01:07, readers: Team, count: 1 }", 118, 2)])
    func leaving(_ back: String, _ onShift: Double, _ overtime: Double) throws {
        // Of two hours: a reading from 60 to 70 min, and the reader leaves at 65 min.
        var clinic = clinic("speed: 1", length: "2 h")
        clinic.rest = "events: [ { at: 2026-03-02T01:05, readers: Team, count: 0 }\(back) ]"
        let time = try #require(clinic.run().readerTimes.first)
        #expect(abs(time.onShift * 120 - onShift) < 1e-9)
        #expect(abs(time.overtime * 120 - overtime) < 1e-9)
        #expect(abs(time.reading * 120 - 10) < 1e-9)
        #expect(abs(time.idle * 120 - (onShift + overtime - 10)) < 1e-9)
    }

    @Test(
        "mistakes about pace are found, with what was expected",
        arguments: [
            ("speed: { ctt: 2 }", "'ctt' is no modality; did you mean 'ct'?"), ("speed: 0", "a speed factor"),
            ("fatigue: overnigth", "did you mean 'overnight'?"),
            ("fatigue: { shift: { 2 h: 1 } }", "fatigue over the shift needs 'shifts'"),
            ("fatigue: { day: { '25:00': 1 } }", "'25:00' is no time such as '04:00'"),
            ("fatigue: { day: { '05:00': 1, '04:00': 2 } }", "does not lie behind the time before it"),
            ("fatigue: { day: { '05:00': 0 } }", "a factor such as 1.1"),
            ("fatigue: { shift: { 2: 1 } }", "'2' is no time such as '0 h'"),
            ("interruptions: { per_hour: 6 }", "missing key 'lasts'"),
            ("interruptions: { per_our: 6, lasts: 3 s }", "did you mean 'per_hour'?"),
            ("interruptions: calls", "Expected one of: night-calls, day-calls"),
            (
                "shifts: [ { days: daily, hours: '00:00-24:00' } ], fatigue: { shift: { 2 h: 1 } }",
                "these leave no gap"
            ),
        ])
    func mistakes(_ group: String, _ message: String) {
        let errors = clinic(group).errors()
        #expect(errors.contains(message), "\(errors)")
    }
}
