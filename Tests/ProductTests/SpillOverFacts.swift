import ScenarioFiles
import SimulationKernel
import Teleradiology
import Testing

/// Spill-over, overflow, hand-over, and providers who come, go and merge: worked by hand.
@Suite("Who may read a study as it waits, and what the end of a shift leaves")
struct SpillOverFacts {
    typealias Reading = AssignmentClinic.Reading

    private static let hour = "reading: 60 min, application: neurology"
    private static let specialists = [
        "{ group: Neuro, count: 1, reads: { applications: [ neurology ] } }", "{ group: General, count: 1 }",
    ]

    @Test("generalists take what specialists have left waiting for a while, and other studies at once")
    func spillOver() throws {
        var clinic = AssignmentClinic(
            arrivals: [(100, Self.hour), (110, Self.hour), (120, Self.hour), (121, "application: other")],
            readers: Self.specialists)
        clinic.worklist =
            "{ order: fifo, spill_over: { to: General, after: 15 min, applies_to: { application: neurology } } }"
        // General is busy with the other from 121 to 131 when the second has waited for 15 minutes at 125.
        #expect(
            try clinic.run() == [
                Reading(0, 100, for: 60), Reading(1, 131, for: 60), Reading(0, 160, for: 60),
                Reading(1, 121),
            ])
        // Without the rule, General takes the second at once.
        clinic.worklist = "{ order: fifo }"
        #expect(try clinic.run().map(\.group).prefix(2).sorted() == [0, 1])
        #expect(try clinic.run()[1].opened == 110)
    }

    @Test("the wait counts from when the study could be read, and a free reader takes it at that instant")
    func instant() throws {
        let clinic = AssignmentClinic(
            arrivals: [(100, Self.hour), (110, Self.hour)], readers: Self.specialists,
            worklist: "{ order: priority, spill_over: [ { to: General, after: 15 min } ] }")
        #expect(try clinic.run() == [Reading(0, 100, for: 60), Reading(1, 125, for: 60)])
    }

    @Test(
        "who spills keeps the place in the order of coming",
        arguments: ["fifo", "priority", "deadline", "age"])
    func place(order: String) throws {
        // General reads an hour from 100; the two neurology studies of 101 and 103 may be taken from 111 and 113 on, and
        // stand around the other of 102.
        let clinic = AssignmentClinic(
            arrivals: [
                (100, "application: other, reading: 60 min"), (101, "application: neurology"),
                (102, "application: other"), (103, "application: neurology"),
            ],
            readers: [
                "{ group: Neuro, count: 1, reads: { applications: [ neurology ] }, time_zone: UTC, "
                    + "shifts: [ { days: daily, hours: 20:00-21:00 } ] }", "{ group: General, count: 1 }",
            ],
            worklist:
                "{ order: \(order), spill_over: { to: General, after: 10 min, applies_to: { application: neurology } } }"
        )
        #expect(try clinic.run().map(\.opened) == [100, 160, 170, 180])
    }

    @Test("a rule for a class holds for it alone")
    func byClass() throws {
        let clinic = AssignmentClinic(
            arrivals: [(100, Self.hour), (110, Self.hour + ", priority: stat"), (111, Self.hour)],
            readers: Self.specialists,
            worklist:
                "{ order: priority, spill_over: [ { to: General, after: 5 min, applies_to: { priority: stat } }, "
                + "{ to: General, after: 4 h, applies_to: { priority: routine } } ] }")
        #expect(
            try clinic.run() == [
                Reading(0, 100, for: 60), Reading(1, 115, for: 60), Reading(0, 160, for: 60),
            ])
    }

    @Test("where nobody comes before, nobody is waited for")
    func nobodyBefore() throws {
        let clinic = AssignmentClinic(
            arrivals: [(100, "application: oncology")], readers: Self.specialists,
            worklist: "{ order: fifo, spill_over: { to: General, after: 15 min } }")
        #expect(try clinic.run() == [Reading(1, 100)])
    }

    private static let providers = """
        providers:
          - { provider: Department, groups: House }
          - { provider: Night Reads, kind: outside, groups: Service }
        """
    private static let pools = ["{ group: House, count: 1 }", "{ group: Service, count: 1 }"]

    @Test("an outside service takes what the department has left for a while; two rules, two waits")
    func overflow() throws {
        var clinic = AssignmentClinic(
            arrivals: [(100, "reading: 60 min"), (101, "priority: routine"), (102, "priority: stat")],
            readers: Self.pools,
            worklist:
                "{ order: priority, overflow: [ { to: Night Reads, after: 20 min, applies_to: { priority: stat } }, "
                + "{ to: Night Reads, after: 40 min, applies_to: { priority: routine } } ] }")
        clinic.rest = Self.providers
        #expect(
            try clinic.run() == [Reading(0, 100, for: 60), Reading(1, 141), Reading(1, 122)])
    }

    @Test("in push, too: what lies on a list of the department goes to the service, when that has somebody")
    func pushedOverflow() throws {
        var clinic = AssignmentClinic(
            arrivals: [(100, "reading: 60 min"), (101, ""), (102, "")], readers: Self.pools,
            worklist: "{ order: fifo, assign: least-work, overflow: { to: Night Reads, after: 20 min } }")
        clinic.rest = Self.providers
        #expect(
            try clinic.run() == [Reading(0, 100, for: 60), Reading(1, 121), Reading(1, 131)])
        clinic.readers[1] =
            "{ group: Service, count: 1, time_zone: UTC, shifts: [ { days: daily, hours: 20:00-21:00 } ] }"
        #expect(try clinic.run().map(\.group) == [0, 0, 0])
    }

    @Test("a merger makes one pool of two: from then on the service takes studies at once")
    func merger() throws {
        var clinic = AssignmentClinic(
            arrivals: [(100, "reading: 60 min"), (101, ""), (130, "")], readers: Self.pools,
            worklist: "{ order: fifo, overflow: { to: Night Reads, after: 10 h } }")
        clinic.rest =
            Self.providers + "\nevents: [ { at: 2026-03-02T02:00, merge: [ Department, Night Reads ] } ]"
        #expect(
            try clinic.run() == [Reading(0, 100, for: 60), Reading(1, 120), Reading(1, 130)])
    }

    @Test("a provider can be used from the day on which it joins, until it leaves")
    func joinAndLeave() throws {
        var clinic = AssignmentClinic(
            arrivals: [(100, "reading: 60 min"), (101, ""), (121, ""), (141, "")], readers: Self.pools)
        clinic.rest =
            Self.providers
            + "\nevents: [ { at: 2026-03-02T01:50, joins: Night Reads }, { at: 2026-03-02T02:20, leaves: Night Reads } ]"
        #expect(
            try clinic.run() == [
                Reading(0, 100, for: 60), Reading(1, 110), Reading(1, 121), Reading(0, 160),
            ])
    }

    // MARK: The end of a shift

    private func shifts(_ worklist: String, second: String = "02:00-12:00") -> AssignmentClinic {
        AssignmentClinic(
            arrivals: [(110, "reading: 30 min"), (111, "")],
            readers: [
                "{ group: Early, count: 1, time_zone: UTC, shifts: [ { days: daily, hours: 00:00-02:00 } ] }",
                "{ group: Late, count: 1, time_zone: UTC, shifts: [ { days: daily, hours: '\(second)' } ] }",
            ], worklist: worklist)
    }

    @Test("the open study is read to its end by who has it, or handed over with its work kept")
    func handOver() throws {
        #expect(try shifts("{ order: fifo }").run() == [Reading(0, 110, for: 30), Reading(1, 120)])
        // Ten of thirty minutes were read. It stands before the study that came later.
        #expect(
            try shifts("{ order: fifo, shift_end: hand-over }").run() == [
                Reading(group: 1, opened: 110, reported: 140), Reading(1, 140),
            ])
        #expect(
            try shifts("{ order: priority, shift_end: hand-over }", second: "03:00-12:00").run() == [
                Reading(group: 1, opened: 110, reported: 200), Reading(1, 200),
            ])
        #expect(
            try shifts("{ order: fifo, shift_end: hand-over, assign: least-work }").run() == [
                Reading(group: 1, opened: 110, reported: 140), Reading(1, 140),
            ])
    }

    @Test("who hands over works no overtime")
    func overtime() throws {
        let times = { (end: String) in
            var clinic = shifts("{ order: fifo, shift_end: \(end) }")
            clinic.length = "3 h"
            return try clinic.clinic.run().readerTimes.map(\.overtime)
        }
        #expect(try times("finish")[0] > 0)
        #expect(try times("hand-over") == [0, 0])
    }

    @Test("a study whose images are still on their way is not opened any more, and goes to another")
    func beforeOpening() throws {
        let line = "downlink: { bandwidth: 100 Mbit/s, round_trip: 40 ms }"
        let clinic = AssignmentClinic(
            arrivals: [(120, "")],
            readers: [
                "{ group: Early, count: 1, time_zone: UTC, \(line), shifts: [ { days: daily, hours: 00:00-02:00 } ] }",
                "{ group: Late, count: 1, time_zone: UTC, \(line), shifts: [ { days: daily, hours: 02:05-12:00 } ] }",
            ], worklist: "{ order: fifo, shift_end: hand-over }")
        var early = clinic
        early.readers[0] = early.readers[0].replacing("02:00", with: "02:01")
        early.arrivals = [(120, "priors: { share: 100 %, studies: 9 }")]
        // Ten times 100 MB take two minutes and some seconds: one is over at the end of the shift.
        let found = try early.run()
        #expect(found[0].group == 1)
        #expect(
            abs(found[0].opened - 125 - (ClinicScenario.setUp + 1000 * ClinicScenario.perInstance) / 60)
                < 1e-4)
    }

    // MARK: Errors

    private func errors(_ worklist: String, rest: String = "", readers: [String] = pools) -> String {
        var clinic = AssignmentClinic(arrivals: [(100, "")], readers: readers, worklist: worklist)
        clinic.rest = rest
        return clinic.clinic.errors()
    }

    @Test("mistakes are found, with their place and what was expected")
    func mistakes() {
        #expect(errors("{ order: fifo, assign: least-wrok }").contains("did you mean 'least-work'?"))
        #expect(errors("{ order: fifo, assign: { limit: 5 } }").contains("write 'push: least-work'"))
        #expect(
            errors("{ order: fifo, assign: { push: least-rvu, cherry_picking: { top: 3 } } }").contains(
                "readers who are given studies do not choose"))
        #expect(
            errors("{ order: fifo, assign: { push: { stat: least-work } } }").contains(
                "missing key 'routine'"))
        #expect(
            errors("{ order: fifo, spill_over: { to: Hause, after: 5 min } }").contains(
                "did you mean 'House'?"))
        #expect(
            errors("{ order: fifo, spill_over: { to: House } }").contains("missing key 'after'"))
        #expect(
            errors("{ order: fifo, overflow: { to: Night Reads, after: 5 min } }").contains(
                "there are no providers"))
        let wrongProvider = errors(
            "{ order: fifo, overflow: { to: Night Raeds, after: 5 min } }", rest: Self.providers)
        #expect(wrongProvider.contains("did you mean 'Night Reads'?"))
        #expect(wrongProvider.contains("clinic.yaml:"))
        #expect(
            errors(
                "{ order: fifo, spill_over: { to: Neuro, after: 5 min, applies_to: { application: oncology } } }",
                readers: Self.specialists
            ).contains("Neuro read none of these studies"))
        #expect(errors("{ order: fifo, shift_end: handover }").contains("did you mean 'hand-over'?"))
        #expect(
            errors("{ order: fifo }", rest: "events: [ { at: 2026-03-02T02:00, leaves: Night Reads } ]")
                .contains(
                    "there are no providers"))
        #expect(errors("{ order: fifo }", rest: "rvu: { tc: 3 }").contains("'tc' is no modality"))
        #expect(
            errors(
                "{ order: priority, assign: least-work }",
                readers: Self.pools + [
                    "{ group: Senior, count: 1, on_call: { for: stat, after: 5 min, response: 5 min } }"
                ]
            ).contains("Senior are on call"))
    }
}
