import Experiments
import ScenarioFiles
import SimulationKernel
import Teleradiology
import Testing

/// What the hours of the week hold, worked by hand.
@Suite("A run folded onto one week")
struct WeekFacts {
    private let clinic = ClinicScenario.monday(length: "14 d")

    private func expect(_ found: [Double], _ expected: [Int: Double]) {
        #expect(found.count == 168)
        for (hour, value) in found.enumerated() {
            #expect(abs(value - (expected[hour] ?? 0)) < 1e-9, "hour \(hour): \(value)")
        }
    }

    @Test("each hour has what was in it, summed over the weeks")
    func hours() throws {
        let week = try clinic.run().week
        let sent = ClinicScenario.transfer / 3600
        #expect(week.observed == [Double](repeating: 2, count: 168))
        // Events fall on whole microseconds.
        #expect(abs(week.transfer[1] - 2 * sent) < 1e-8)
        #expect(abs(week.worklist[1] - 2 * (1 - sent)) < 1e-8)
        #expect(week.worklist[2] == 1)
        let readers = try #require(week.readers.first)
        #expect(readers.group == "Team")
        expect(readers.busy, [2: 1, 3: 0.5])
        var onShift: [Int: Double] = [:]
        for day in 0..<7 {
            onShift[24 * day + 2] = 1
            for hour in 3..<12 { onShift[24 * day + hour] = 2 }
        }
        expect(readers.onShift, onShift)
    }

    @Test("a run that begins within an hour and within a week is told by the clock")
    func lateStart() throws {
        var late = clinic
        late.start = "2026-03-08T23:30"
        late.length = "1 d"
        let week = try late.run().week
        #expect(week.observed[167] == 0.5)
        #expect(week.observed[0..<23].allSatisfy { $0 == 1 })
        #expect(week.observed[23] == 0.5)
        #expect(week.observed[24..<167].allSatisfy { $0 == 0 })
        expect(try #require(week.readers.first).busy, [2: 0.5, 3: 0.25])
    }

    @Test("a run of less than an hour is observed to its end")
    func short() throws {
        let week = try ClinicScenario.monday(length: "30 min").run().week
        #expect(week.observed[0] == 0.5)
        #expect(week.observed[1...].allSatisfy { $0 == 0 })
    }

    @Test("the warm-up is left out, to the microsecond")
    func warmUp() throws {
        var warm = clinic
        warm.rest = "warm_up: 2 h 45 min"
        let week = try warm.run().week
        #expect(week.observed[2] == 1.25)
        // The first Monday's reading from 02:45 on, and the second's.
        expect(try #require(week.readers.first).busy, [2: 0.75, 3: 0.5])
    }

    @Test("an hour that clocks skip is not observed, and one that comes twice is observed twice")
    func daylightSaving() throws {
        var spring = clinic
        spring.start = "2026-03-29T00:00"
        spring.length = "1 d"
        let text = spring.text.replacing("time_zone: UTC\nlength", with: "time_zone: Europe/Berlin\nlength")
        let model = try TeleradiologyModel(
            ScenarioFile(text: text, path: "spring.yaml").scenario())
        let week = try model.run(replication: 0).week
        // Sunday 02:00 to 03:00 does not exist; the run of 24 hours ends on Monday at 01:00.
        #expect(week.observed[146] == 0)
        #expect(week.observed[145] == 1)
        #expect(week.observed[147] == 1)
        #expect(week.observed[0] == 1)
    }

    @Test(
        "the hours add up to the busy time and the time on shift of each group, overtime included",
        arguments: ["demo.yaml", "regional.yaml", "spill-over/scenario.yaml", "night-preliminaries.yaml"])
    func sums(file: String) throws {
        let path = Repository.root.appending(path: "Scenarios/\(file)").path()
        let scenario = try ScenarioFile(contentsOfFile: path).setting(["length=9 d", "warm_up=30 h"])
            .scenario()
        let result = try TeleradiologyModel(scenario).run(replication: 0)
        let hours = result.observed.seconds / 3600
        #expect(abs(result.week.observed.reduce(0, +) - hours) < 1e-9)
        #expect(result.week.readers.count == result.readerTimes.count)
        for (readers, time) in zip(result.week.readers, result.readerTimes) {
            #expect(readers.group == time.group)
            let busy = readers.busy.reduce(0, +)
            #expect(abs(busy - (time.reading + time.interrupted) * hours) < 1e-6, "\(time.group)")
            #expect(abs(readers.onShift.reduce(0, +) - time.onShift * hours) < 1e-6, "\(time.group)")
        }
        #expect(result.week.readers.contains { $0.busy.contains { $0 > 0 } })
    }

    @Test("the worklist's hours are those of the backlog's curve where the warm-up is left out of it")
    func backlog() throws {
        let path = Repository.root.appending(path: "Scenarios/demo.yaml").path()
        let scenario = try ScenarioFile(contentsOfFile: path)
            .setting(["length=10 d", "warm_up=2 d", "time_zone=UTC"]).scenario()
        let result = try TeleradiologyModel(scenario).run(replication: 0)
        #expect(result.backlog.step == .hours(1))
        var hours = [Double](repeating: 0, count: 168)
        // The start is a Monday at 00:00.
        for (step, point) in result.backlog.points.enumerated().dropFirst(48) {
            hours[step % 168] += point.worklist
        }
        for hour in 0..<168 { #expect(abs(hours[hour] - result.week.worklist[hour]) < 1e-9, "\(hour)") }
    }

    @Test("more groups than can be told apart are told together")
    func manyGroups() throws {
        var many = clinic
        many.readers = (0...HourlyWeek.mostGroups).map {
            "- { group: Team \($0), count: 1, time_zone: UTC, shifts: [ { days: daily, hours: 02:30-12:00 } ] }"
        }.joined(separator: "\n")
        let week = try many.run().week
        let readers = try #require(week.readers.first)
        #expect(week.readers.count == 1)
        #expect(readers.group == nil)
        expect(readers.busy, [2: 1, 3: 0.5])
        #expect(readers.onShift[3] == 402)
    }

    @Test("over replications they are means of hours observed, and utilisation is busy over on shift")
    func estimates() async throws {
        let scenario = try clinic.model().scenario
        let week = try await Experiment(scenario, threads: 1).run().week
        let readers = try #require(week.readers.first)
        #expect(readers.busy[2]?.value == 0.5)
        #expect(readers.onShift[2]?.value == 0.5)
        #expect(readers.utilisation[2]?.value == 1)
        #expect(readers.utilisation[3]?.value == 0.25)
        #expect(readers.utilisation[13] == nil)
        #expect(week.worklist[2]?.value == 0.5)
    }
}
