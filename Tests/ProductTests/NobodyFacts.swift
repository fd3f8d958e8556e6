import Foundation
import ScenarioFiles
import SimulationKernel
import Teleradiology
import Testing

/// Groups without readers and interruptions that never come: zero is a value like any other.
@Suite("Nobody and nothing")
struct NobodyFacts {
    /// Two readers by day, and a group at night of so many.
    private func clinic(night: String, rest: String = "") -> ClinicScenario {
        var clinic = ClinicScenario()
        clinic.length = "3 d"
        clinic.ending = "stop"
        clinic.arrivals = "{ per_day: 120, profile: flat }"
        clinic.reading = "{ exponential: { mean: 8 min } }"
        clinic.technologies = "cloud:\n" + indented(ClinicScenario.plainCStore, by: 2)
        clinic.readers = """
            - { group: Day, count: 2, time_zone: UTC, shifts: [ { days: daily, hours: '08:00-20:00' } ] }
            \(night)
            """
        clinic.rest = rest
        return clinic
    }

    @Test(
        "a group of zero readers is as if it were left out",
        arguments: [
            "", ", reads: { modalities: ct }", ", interruptions: night-calls",
            ", shifts: [ { days: daily, hours: '20:00-08:00' } ], fatigue: overnight",
            ", downlink: { bandwidth: 10 Mbit/s, round_trip: 30 ms }",
        ])
    func none(more: String) throws {
        let with = try clinic(night: "- { group: Night, count: 0, time_zone: UTC\(more) }").run()
        let without = try clinic(night: "").run()
        #expect(with.studies == without.studies)
        // Shifts that nobody has begin and end all the same.
        if !more.contains("shifts") { #expect(with.fingerprint == without.fingerprint) }
        #expect(with.conservation == without.conservation)
        // It is told of, with nothing.
        let times = try #require(with.readerTimes.last)
        #expect(times.group == "Night" && times.onShift == 0 && times.reading == 0 && times.idle == 0)
        #expect(with.resources.last { $0.kind == .readers }?.utilisation == nil)
    }

    @Test("nobody on call is never called")
    func noneOnCall() throws {
        var with = clinic(
            night:
                "- { group: Night, count: 0, time_zone: UTC, on_call: { for: routine, after: 5 min, response: 1 min } }",
            rest: "worklist: { order: priority }")
        let without = clinic(night: "", rest: "worklist: { order: priority }")
        #expect(try with.run().studies == without.run().studies)
        with.priorities = "[ { name: stat }, { name: routine } ]"
        #expect(with.errors() == "")
    }

    @Test("whose first choice is nobody is not waited for")
    func spillOver() throws {
        func rest(_ after: String) -> String { "worklist: { spill_over: { to: Night, after: \(after) } }" }
        let night = "- { group: Night, count: 1, time_zone: UTC }"
        func waits(day: Int) throws -> [Duration?] {
            var clinic = clinic(night: night, rest: rest("2 h"))
            clinic.readers = clinic.readers.replacing(
                "group: Day, count: 2", with: "group: Day, count: \(day)")
            return try clinic.run().studies.map { study in
                study.available.flatMap { available in study.opened.map { $0 - available } }
            }
        }
        #expect(try waits(day: 0).first == .zero)
        #expect(try waits(day: 2).contains { ($0 ?? .zero) >= .hours(2) })
    }

    @Test("studies that nobody is left for are an error before the run, which names the empty groups")
    func unreadable() {
        let alone = clinic(night: "- { group: Night, count: 0, time_zone: UTC }")
        var clinic = alone
        clinic.readers = clinic.readers.replacing("group: Day, count: 2", with: "group: Day, count: 0")
        #expect(
            clinic.errors().contains(
                "nobody may read ct other studies of stream ct at site Clinic (nobody in Day; nobody in Night)"
            ))
    }

    @Test("a group that is empty at first may be joined later")
    func later() throws {
        var clinic = clinic(
            night: "- { group: Night, count: 0, time_zone: UTC }",
            rest: "events: [ { at: 2026-03-04T00:00, readers: Night, count: 2 } ]")
        clinic.readers = clinic.readers.replacing("group: Day, count: 2", with: "group: Day, count: 0")
        let result = try clinic.run()
        let begin = SimulationTime.zero + .days(2)
        #expect(result.studies.contains { $0.opened != nil })
        #expect(result.studies.allSatisfy { ($0.opened ?? begin) >= begin })
    }

    @Test("zero interruptions an hour are none")
    func interruptions() throws {
        func night(_ interruptions: String) -> String {
            "- { group: Night, count: 1, time_zone: UTC\(interruptions) }"
        }
        let never = try clinic(night: night(", interruptions: { per_hour: 0, lasts: 90 s, resume: 30 s }"))
            .run()
        let left = try clinic(night: night("")).run()
        #expect(never.studies == left.studies && never.fingerprint == left.fingerprint)
        let some = try clinic(night: night(", interruptions: { per_hour: 6, lasts: 90 s }")).run()
        #expect(some.studies != left.studies)
        #expect(
            clinic(night: night(", interruptions: { per_hour: 0.00001, lasts: 90 s }")).errors().contains(
                "fewer than 0.0001 interruptions an hour; write 0 for none"))
    }

    @Test("a sweep goes from nobody on, and its page and JSON have numbers where there are any")
    func sweep() throws {
        let scratch = try Scratch()
        let file = try scratch.file(
            "clinic.yaml", clinic(night: "- { group: Night, count: 1, time_zone: UTC }").text)
        let sweep = try Telerad.run(
            "sweep", file, "--over", "readers.Night.count=0..2", "--replications", "2", "--csv", "--measure",
            "rtat.mean")
        #expect(sweep.status == 0, "\(sweep.standardError)")
        let means = sweep.standardOutput.split(separator: "\r\n").dropFirst().compactMap {
            Double($0.split(separator: ",")[2])
        }
        #expect(means.count == 3 && means[0] > means[1] && means[1] > means[2], "\(sweep.standardOutput)")
        let page = scratch.path("empty.html")
        let empty = ["run", file, "--set", "readers.Night.count=0", "--replications", "2"]
        #expect(try Telerad.run(empty + ["--output", page]).status == 0)
        for text in [
            try String(contentsOfFile: page, encoding: .utf8),
            try Telerad.run(empty + ["--json"]).standardOutput,
            try Telerad.run(empty).standardOutput,
        ] {
            #expect(!text.contains(/\b[Nn]a[Nn]\b/))
        }
    }
}
