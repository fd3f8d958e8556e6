import ScenarioFiles
import SimulationKernel
import Teleradiology
import Testing

/// Readers on call, worked by hand through scenario files.
@Suite("Readers on call come when they are wanted, and leave when they are not")
struct OnCallFacts {
    /// A reader of routine work, if any, and a senior on call; studies of two classes at given intervals.
    private func clinic(
        onCall: String = "{ for: stat, after: 20 min, response: 15 min }", resident: String = "",
        senior: String = "", stat: String = "50 min", routine: String = "20 min", length: String = "70 min",
        reading: String = "1 h"
    ) -> ClinicScenario {
        var clinic = ClinicScenario()
        clinic.length = length
        clinic.ending = "stop"
        clinic.priorities = "[ { name: stat }, { name: routine } ]"
        clinic.arrivals = "{ interarrival: \(routine) }"
        clinic.reading = reading
        clinic.demand = "name: routine\npriority: routine"
        clinic.streams =
            "- { name: stat, modality: ct, arrivals: { interarrival: \(stat) }, reading: 10 min, priority: stat }"
        clinic.technologies = "cloud:\n" + indented(ClinicScenario.plainCStore, by: 2)
        clinic.readers = """
            - { group: Resident, count: 1, time_zone: UTC\(resident) }
            - { group: Senior, count: 1, time_zone: UTC, on_call: \(onCall)\(senior) }
            """
        return clinic
    }

    private func minutes(_ time: SimulationTime?) -> Double? { time.map { ($0 - .zero).seconds / 60 } }

    private func onShift(_ result: RunResult) throws -> Double {
        let time = try #require(result.readerTimes.first { $0.group == "Senior" })
        return time.onShift * result.observed.seconds / 60
    }

    @Test("a study that has waited too long calls them; they read it, nothing lower, and go")
    func waits() throws {
        // The resident reads from 20 to 80 min. The stat study of 50 min has waited long enough at 70 min; the senior is
        // there at 85 min, but the resident has taken it at 80 min: nothing waits.
        let early = try clinic(length: "100 min").run()
        let stat = early.studies.filter { $0.priority == 0 }
        #expect(minutes(stat[0].opened) == 80 && stat[0].readerGroup == 0)
        #expect(abs(try onShift(early)) < 1e-9)
        // With five minutes on the way the senior is there at 75 min, reads ten minutes, and goes.
        let soon = try clinic(onCall: "{ for: stat, after: 20 min, response: 5 min }", length: "100 min")
            .run()
        let seen = soon.studies.filter { $0.priority == 0 }
        #expect(minutes(seen[0].opened) == 75 && seen[0].readerGroup == 1)
        #expect(abs(try onShift(soon) - 10) < 1e-9)
        // Three routine studies waited meanwhile, and still do.
        #expect(soon.studies.filter { $0.priority == 1 }.allSatisfy { $0.readerGroup != 1 })
    }

    @Test("when nobody is on shift they are called at once")
    func alone() throws {
        let result = try clinic(
            resident: ", shifts: [ { days: daily, hours: '08:00-16:00' } ]", stat: "50 min", length: "100 min"
        ).run()
        let stat = result.studies.filter { $0.priority == 0 }
        // Called at 50 min, there at 65, gone at 75.
        #expect(minutes(stat[0].opened) == 65 && minutes(stat[0].reported) == 75)
        #expect(abs(try onShift(result) - 10) < 1e-9)
    }

    @Test("they stay while something of their classes waits")
    func stay() throws {
        // Stat at 4, 8, … min and nobody else: called at 4, there at 19 with four waiting; ten minutes each, faster than which
        // they come.
        let result = try clinic(
            resident: ", shifts: [ { days: daily, hours: '08:00-16:00' } ]", stat: "4 min", length: "5 h"
        ).run()
        let opened = result.studies.filter { $0.readerGroup == 1 }.compactMap { minutes($0.opened) }
        #expect(opened == (0..<29).map { 19 + 10 * Double($0) })
        #expect(abs(try onShift(result) - (300 - 19)) < 1e-9)
    }

    @Test("they are called in their hours alone, also for what waited when these begin")
    func hours() throws {
        let result = try clinic(
            resident: ", shifts: [ { days: daily, hours: '08:00-16:00' } ]",
            senior: ", shifts: [ { days: daily, hours: '02:00-06:00' } ]", stat: "50 min", length: "140 min"
        ).run()
        let stat = result.studies.filter { $0.priority == 0 }
        // Studies of 50 and 100 min wait for the call at 120 min.
        #expect(stat.map { minutes($0.opened) } == [135, nil])
        let later = try clinic(
            resident: ", shifts: [ { days: daily, hours: '02:10-16:00' } ]",
            senior: ", shifts: [ { days: daily, hours: '00:00-01:00' } ]", stat: "50 min", length: "140 min"
        ).run()
        // Called at 50 min; the hours end at 60, and they come at 65 all the same. The study of 100 min waits for 02:10.
        #expect(later.studies.filter { $0.priority == 0 }.map { minutes($0.opened) } == [65, 130])
    }

    @Test("when the last reader leaves, what waits calls them")
    func lastLeaves() throws {
        // The resident reads from 20 to 80 min and is off at 01:00: the study of 50 min calls the senior then.
        let result = try clinic(
            onCall: "{ for: stat, after: 2 h, response: 15 min }",
            resident: ", shifts: [ { days: daily, hours: '00:00-01:00' } ]", length: "90 min"
        ).run()
        #expect(minutes(result.studies.first { $0.priority == 0 }?.opened) == 75)
    }

    @Test("they leave alone what has waited too long in a class that they are not for")
    func longestWait() throws {
        var clinic = clinic(resident: ", shifts: [ { days: daily, hours: '08:00-16:00' } ]", length: "70 min")
        clinic.rest = "worklist: { order: priority, max_wait: 10 min }"
        let studies = try clinic.run().studies
        // Routine since 20 min, stat since 50 min; called at 50 min, there at 65.
        #expect(studies.first { $0.priority == 0 }.map { minutes($0.opened) } == 65)
        #expect(studies.filter { $0.priority == 1 }.allSatisfy { $0.opened == nil })
    }

    @Test("when the only reader leaves for good, they are called at once")
    func lastOneLeaves() throws {
        var clinic = clinic(onCall: "{ for: stat, after: 2 h, response: 15 min }", length: "90 min")
        clinic.rest = "events: [ { at: 2026-03-02T00:55, readers: Resident, count: 0 } ]"
        // The resident reads until 80 min what was begun at 20 min, and takes no other.
        #expect(minutes(try clinic.run().studies.first { $0.priority == 0 }?.opened) == 70)
    }

    @Test("they need an order by priority", arguments: ["fifo", "deadline", "age", "shortest"])
    func order(_ order: String) {
        var clinic = clinic()
        clinic.rest = "worklist: { order: \(order) }"
        #expect(clinic.errors().contains("need a worklist with 'order: priority'"))
    }

    @Test(
        "mistakes about readers on call are found, with what was expected",
        arguments: [
            ("{ for: stet, after: 1 min, response: 1 min }", "did you mean 'stat'?"),
            ("{ for: stat, after: 1 min }", "missing key 'response'"),
            ("{ for: stat, after: 20, response: 1 min }", "has no unit"),
            ("{ four: stat, after: 1 min, response: 1 min }", "did you mean 'for'?"),
        ])
    func mistakes(_ onCall: String, _ message: String) {
        let errors = clinic(onCall: onCall).errors()
        #expect(errors.hasPrefix("clinic.yaml:") && errors.contains(message), "\(errors)")
    }

    @Test("what would never be read is found: lower classes that only readers on call may read")
    func unreadable() {
        let errors = clinic(resident: ", reads: { modalities: mr }").errors()
        #expect(errors.contains("of class routine: all who may are on call, for higher classes"), "\(errors)")
    }
}
