import Experiments
import Foundation
import ScenarioFiles
import SimulationKernel
import Teleradiology
import Testing

/// Measures of the studies of some hours of the day.
@Suite("Measures by the hour of the day")
struct HourMeasureFacts {
    /// A clinic in New York whose clocks go forward on the second Sunday of March, with one reader.
    private func file(_ rest: String = "") throws -> ScenarioFile {
        var clinic = ClinicScenario()
        clinic.start = "2026-03-06T00:00"
        clinic.length = "5 d"
        clinic.ending = "finish"
        clinic.priorities = "[ { name: stat, target: 20 min }, { name: routine, target: 2 h } ]"
        clinic.arrivals = "{ per_day: 100, profile: emergency }"
        clinic.reading = "{ exponential: { mean: 9 min } }"
        clinic.demand = "priority: { stat: 40 %, routine: 60 % }"
        clinic.technologies = "cloud:\n" + indented(ClinicScenario.plainCStore, by: 2)
        clinic.readers = "- { group: Team, count: 1, time_zone: America/New_York }"
        clinic.rest = rest
        let text = clinic.text.replacing(
            "time_zone: UTC\nlength", with: "time_zone: America/New_York\nlength")
        return try ScenarioFile(text: text, path: "clinic.yaml")
    }

    @Test(
        "a measure of some hours is of the studies whose imaging was complete then, by the scenario's clock",
        arguments: ["20-08", "18-22", "02", "00-12", "23", "12-24"])
    func hours(text: String) throws {
        let scenario = try file().scenario()
        let measures = try [
            "rtat(hour: \(text)).mean", "within_target(priority: stat, hour: \(text))",
            "reported(modality: ct, hour: \(text))",
        ].map { try Measure(text: $0, in: scenario) }
        let result = try TeleradiologyModel(scenario.tallying(measures)).run(
            replication: 0, recordingStudies: true)

        // The same from every study, with the calendar of the system.
        var calendar = Calendar(identifier: .gregorian)
        calendar.timeZone = try #require(TimeZone(identifier: "America/New_York"))
        let start = try #require(
            calendar.date(from: DateComponents(year: 2026, month: 3, day: 6)))
        let ends = text.split(separator: "-").compactMap { Int($0) }
        let wanted =
            ends.count == 1
            ? Set([ends[0]])
            : Set(
                stride(from: ends[0], to: ends[0] < ends[1] ? ends[1] : ends[1] + 24, by: 1).map { $0 % 24 })
        let chosen = try result.studies.filter { study in
            let complete = try #require(study.imagingComplete)
            return wanted.contains(
                calendar.component(.hour, from: start.addingTimeInterval((complete - .zero).seconds)))
        }
        #expect(chosen.count > 2 && chosen.count < result.studies.count)
        func turnaround(_ study: StudyRecord) throws -> Double {
            (try #require(study.reported) - (try #require(study.imagingComplete))).seconds
        }
        let mean = try chosen.map(turnaround).reduce(0, +) / Double(chosen.count)
        let cell = result.cell(of: measures[0].group)
        let measured = try #require(cell.intervals[Int(Interval.turnaround.rawValue)].meanSeconds)
        #expect(abs(measured - mean) < 1e-6 * mean)
        let stat = chosen.filter { $0.priority == 0 }
        let share = result.cell(of: measures[1].group)
        #expect(share.withTarget == stat.count)
        #expect(try share.withinTarget == stat.filter { try turnaround($0) <= 1200 }.count)
        #expect(result.cell(of: measures[2].group).reported == chosen.count)
        // Nothing else in the run is another.
        let plain = try TeleradiologyModel(scenario).run(replication: 0)
        #expect(plain.fingerprint == result.fingerprint)
    }

    @Test("a measure of hours is written as it is read, and mistakes are named")
    func text() throws {
        let scenario = try file().scenario()
        for text in ["rtat(modality: ct, priority: stat, hour: 20-08).p95", "within_target(hour: 18-19)"] {
            #expect(try Measure(text: text, in: scenario).text(scenario.priorities) == text)
        }
        #expect(
            try Measure(text: "throughput(hour: 8:00-20:00)", in: scenario).text(scenario.priorities)
                == "throughput(hour: 08-20)")
        for (text, message) in [
            ("rtat(hour: 20-25).p95", "'20-25' is no hours of the day such as '20-08' or '18'"),
            ("rtat(hour: 8-8).p95", "'8-8' is no hours"), ("rtat(hour: ).p95", "'' is no hours"),
            ("rtat(hour: 9223372036854775807).p95", "is no hours"),
            ("rtat(hour: 24).p95", "'24' is no hours"),
            ("rtat(hour: 8:30-9:30).p95", "'8:30-9:30' is no hours"),
            ("rtat(hour: 0-24).p95", "'0-24' is no hours"),
            ("lost(hour: 8-9)", "'lost' is about all studies"),
            ("rtat(hours: 8-9).p95", "did you mean 'hour'?"),
        ] {
            let problem = #expect(throws: TextProblem.self) { try Measure(text: text, in: scenario) }
            #expect(problem?.message.contains(message) == true, "\(problem?.message ?? "")")
        }
    }

    @Test("files expect it, precisions wait for it, commands show it, and kept results have it")
    func everywhere() throws {
        let scratch = try Scratch()
        var clinic = ClinicScenario()
        clinic.length = "4 d"
        clinic.arrivals = "{ per_day: 100, profile: flat }"
        clinic.technologies = "cloud:\n" + indented(ClinicScenario.plainCStore, by: 2)
        clinic.readers = "- { group: Team, count: 1, time_zone: UTC }"
        clinic.rest = "expect: [ 'rtat(hour: 20-08).mean < 1 s', 'reported(hour: 8-20) > 0' ]"
        let file = try scratch.file("clinic.yaml", clinic.text)
        let run = try Telerad.run("run", file, "--replications", "3")
        #expect(run.status == 99)
        #expect(run.standardOutput.contains("rtat(hour: 20-08).mean < 1 s"), "\(run.standardOutput)")
        let parts =
            ["8-20", "20-8"].flatMap { ["--measure", "throughput(hour: \($0))"] } + [
                "--measure", "throughput",
            ]
        let sweep =
            ["sweep", file, "--over", "readers.Team.count=1..2", "--replications", "3", "--csv"] + parts
        let first = try Telerad.run(sweep + ["--results", scratch.path("kept")])
        let cells = first.standardOutput.split(separator: "\r\n")[1].split(
            separator: ",", omittingEmptySubsequences: false)
        let numbers = [2, 4, 6].compactMap { Double(cells[$0]) }
        #expect(numbers.count == 3 && abs(numbers[0] + numbers[1] - numbers[2]) < 1e-9 && numbers[0] > 0)
        #expect(
            try Telerad.run(sweep + ["--results", scratch.path("kept")]).standardOutput
                == first.standardOutput)
        #expect(try Telerad.run(sweep).standardOutput == first.standardOutput)
        let page = scratch.path("sweep.html")
        #expect(
            try Telerad.run(
                [
                    "sweep", file, "--over", "readers.Team.count=1..2", "--replications", "2", "--measure",
                    "rtat(hour: 20-08).p95", "--output", page,
                ]
            ).status == 0)
        #expect(
            try String(contentsOfFile: page, encoding: .utf8).contains(
                "95th percentile of turnaround, imaging complete between 20:00 and 8:00"))
        let precise = try Telerad.run(
            "run", file, "--precision", "rtat(hour: 20-08).mean 20 %", "--max-replications", "40")
        #expect(precise.standardOutput.contains("rtat(hour: 20-08).mean"))
        let crossover = try Telerad.run(
            "crossover", file, "--over", "readers.Team.speed=0.8..2.0 in 3", "--set",
            "variants={ two: { readers.Team.count: 2 } }", "--measure", "wait(hour: 9).mean",
            "--replications", "2")
        #expect(crossover.status == 0, "\(crossover.standardError)")
    }
}
