import ScenarioFiles
import SimulationKernel
import Teleradiology
import Testing

/// Who is given a study, worked by hand: reads of ten minutes unless a test says so.
@Suite("Studies find the reader that the policy says")
struct AssignmentFacts {
    typealias Reading = AssignmentClinic.Reading

    private static let three = ["{ group: A, count: 1 }", "{ group: B, count: 1 }", "{ group: C, count: 1 }"]
    /// A reads at a tenth of the others' speed.
    private static let slowFirst = ["{ group: A, count: 1, speed: 0.1 }"] + three.dropFirst()
    private static let everyTwoMinutes = (50..<54).map { AssignmentClinic.Arrival(2 * $0, "") }

    @Test("round robin goes on in turn, even to a reader who is at work while others are free")
    func roundRobin() throws {
        let clinic = AssignmentClinic(
            arrivals: [(100, ""), (115, ""), (130, ""), (145, "")], readers: Self.slowFirst,
            worklist: "{ order: fifo, assign: round-robin }")
        #expect(
            try clinic.run() == [
                Reading(0, 100, for: 100), Reading(1, 115), Reading(2, 130), Reading(0, 200, for: 100),
            ])
    }

    @Test("least work is whose studies take the least to read")
    func leastWork() throws {
        // A has an hour to read, B and C ten minutes each, then twenty and so on.
        let clinic = AssignmentClinic(
            arrivals: [(100, "reading: 60 min")] + (101..<107).map { ($0, "") }, readers: Self.three,
            worklist: "{ order: fifo, assign: least-work }")
        #expect(
            try clinic.run() == [
                Reading(0, 100, for: 60), Reading(1, 101), Reading(2, 102), Reading(1, 111), Reading(2, 112),
                Reading(1, 121), Reading(2, 122),
            ])
    }

    @Test("least work forgets what was reported")
    func leastWorkLater() throws {
        let clinic = AssignmentClinic(
            arrivals: [(100, "reading: 30 min"), (101, ""), (102, ""), (140, "")], readers: Self.three,
            worklist: "{ order: fifo, assign: least-work }")
        // All are free at 140 min: the one who was given none for the longest.
        #expect(try clinic.run().map(\.group) == [0, 1, 2, 0])
    }

    @Test("least value counts what was given since the shift began, reported or not")
    func leastValue() throws {
        var clinic = AssignmentClinic(
            arrivals: [(100, "modality: mr"), (120, ""), (140, ""), (160, ""), (180, "")],
            readers: Array(Self.three.prefix(2)), worklist: "{ order: fifo, assign: least-rvu }")
        clinic.rest = "rvu: { mr: 2.5, ct: 1 }"
        // A has 2.5; B gets 1, 2, 3; then A has less.
        #expect(try clinic.run().map(\.group) == [0, 1, 1, 1, 0])
        clinic.rest = ""
        #expect(try clinic.run().map(\.group) == [0, 1, 0, 1, 0])
    }

    @Test("what was given in an earlier shift counts no more")
    func valueOfShift() throws {
        var clinic = AssignmentClinic(
            arrivals: [(100, "modality: mr"), (110, ""), (181, "")],
            readers: [
                "{ group: A, count: 1, time_zone: UTC, shifts: [ { days: daily, hours: 00:00-02:00 }, "
                    + "{ days: daily, hours: 03:00-12:00 } ] }", "{ group: B, count: 1 }",
            ], worklist: "{ order: fifo, assign: least-rvu }")
        clinic.rest = "rvu: { mr: 2.5, ct: 1 }"
        // A had 2.5, and has nothing since 180 min; B has had 1 all the time.
        #expect(try clinic.run().map(\.group) == [0, 1, 0])
    }

    @Test("each class can have a policy of its own")
    func byClass() throws {
        var clinic = AssignmentClinic(
            arrivals: [
                (100, "reading: 60 min, priority: routine"), (101, "priority: routine"),
                (102, "priority: routine"), (103, "priority: stat"),
            ], readers: Array(Self.three.prefix(2)))
        clinic.worklist = "{ order: priority, assign: { push: { stat: least-work, routine: round-robin } } }"
        // Routine in turn, so that A has 70 minutes to read and B ten; STAT goes to B.
        #expect(
            try clinic.run() == [
                Reading(0, 100, for: 60), Reading(1, 101), Reading(0, 160), Reading(1, 111),
            ])
    }

    @Test("a full list takes no more: what finds all full waits on the worklist for the first that is not")
    func limit() throws {
        let clinic = AssignmentClinic(
            arrivals: (100..<105).map { ($0, "") } + [(111, "")],
            readers: ["{ group: A, count: 1, speed: 0.1 }", "{ group: B, count: 1 }"],
            worklist: "{ order: fifo, assign: { push: round-robin, limit: 1 } }")
        // A reads one to 200 and has one; B reads to 111, has one, and is the first with room for the others.
        #expect(
            try clinic.run() == [
                Reading(0, 100, for: 100), Reading(1, 101), Reading(0, 200, for: 100), Reading(1, 111),
                Reading(1, 121), Reading(1, 131),
            ])
    }

    @Test("what is on a list at the end of the shift goes to others, in the order in which it came")
    func endOfShift() throws {
        let clinic = AssignmentClinic(
            arrivals: (100..<104).map { ($0, "") },
            readers: [
                "{ group: Early, count: 1, time_zone: UTC, shifts: [ { days: daily, hours: 00:00-01:45 } ] }",
                "{ group: Late, count: 2, time_zone: UTC, shifts: [ { days: daily, hours: 02:00-12:00 } ] }",
            ], worklist: "{ order: fifo, assign: round-robin }")
        #expect(
            try clinic.run() == [Reading(0, 100), Reading(1, 120), Reading(1, 120), Reading(1, 130)])
    }

    @Test("pushed studies of a higher class interrupt the reader they are given to, who goes on afterwards")
    func preemption() throws {
        let clinic = AssignmentClinic(
            arrivals: [
                (100, "priority: routine"), (101, "priority: routine"), (102, "priority: routine"),
                (104, "priority: stat"),
            ], readers: Array(Self.three.prefix(2)),
            worklist: "{ order: { priority: { preempt: stat } }, assign: round-robin }")
        // STAT comes to B, whose turn it is; the third waits for A.
        #expect(
            try clinic.run() == [
                Reading(0, 100), Reading(group: 1, opened: 101, reported: 121), Reading(0, 110),
                Reading(1, 104),
            ])
    }

    @Test("a list is read in the order of the worklist")
    func order() throws {
        let arrivals: [AssignmentClinic.Arrival] = [
            (100, "priority: routine"), (101, "priority: routine"), (102, "priority: stat"),
        ]
        let one = ["{ group: A, count: 1 }"]
        let opened = { (worklist: String) in
            try AssignmentClinic(arrivals: arrivals, readers: one, worklist: worklist).run().map(\.opened)
        }
        #expect(try opened("{ order: priority, assign: least-work }") == [100, 120, 110])
        #expect(try opened("{ order: fifo, assign: least-work }") == [100, 110, 120])
        #expect(try opened("{ order: shortest, assign: least-work }") == [100, 120, 110])
    }

    @Test("images of what a reader was given come ahead, with prefetch")
    func prefetch() throws {
        let line = "downlink: { bandwidth: 100 Mbit/s, round_trip: 40 ms }"
        var clinic = AssignmentClinic(
            arrivals: [(100, ""), (101, ""), (102, ""), (103, "")],
            readers: ["{ group: A, count: 1, \(line) }", "{ group: B, count: 1, \(line) }"],
            worklist: "{ order: fifo, assign: round-robin }")
        clinic.technology = "retrieval: prefetch"
        let opened = try clinic.run().map(\.opened)
        let download = ClinicScenario.transfer / 60
        let expected = [100 + download, 101 + download, 110 + download, 111 + download]
        for (one, other) in zip(opened, expected) { #expect(abs(one - other) < 1e-4) }
    }

    @Test("who works by day is given studies before who works at night, in push and pull")
    func followTheSun() throws {
        // At 01:40 UTC it is 20:40 in New York and 12:40 in Sydney.
        let readers = [
            "{ group: New York, count: 1, time_zone: America/New_York }",
            "{ group: Sydney, count: 1, time_zone: Australia/Sydney }",
        ]
        for way in ["follow_the_sun: 08:00-18:00", "push: least-work, follow_the_sun: 08:00-18:00"] {
            let clinic = AssignmentClinic(
                arrivals: [(100, ""), (101, ""), (112, ""), (125, "")], readers: readers,
                worklist: "{ order: fifo, assign: { \(way) } }")
            let isPush = way.hasPrefix("push")
            // In pull the second finds Sydney at work, and New York free.
            #expect(try clinic.run().map(\.group) == (isPush ? [1, 1, 1, 1] : [1, 0, 1, 1]), "\(way)")
        }
    }

    @Test("studies of one patient go to one reader, where that is asked for")
    func patients() throws {
        for (way, groups, opened) in [
            ("pull", [0, 1, 0], [100.0, 100, 110]), ("{ same_patient: true }", [0, 0, 0], [100, 110, 120]),
            ("{ push: round-robin, same_patient: true }", [0, 0, 0], [100, 110, 120]),
        ] {
            let clinic = AssignmentClinic(
                arrivals: [(100, "studies_per_patient: 3")], readers: Array(Self.three.prefix(2)),
                worklist: "{ order: fifo, assign: \(way) }")
            let found = try clinic.run()
            #expect(found.map(\.group) == groups, "\(way)")
            #expect(found.map(\.opened) == opened, "\(way)")
        }
    }

    @Test("what a reader leaves of one patient goes to one reader, too")
    func patientLeft() throws {
        let clinic = AssignmentClinic(
            arrivals: [(100, "studies_per_patient: 3")],
            readers: [
                "{ group: Early, count: 1, time_zone: UTC, shifts: [ { days: daily, hours: 00:00-01:45 } ] }",
                "{ group: Late, count: 2, time_zone: UTC, shifts: [ { days: daily, hours: 01:00-12:00 } ] }",
            ], worklist: "{ order: fifo, assign: { same_patient: true } }")
        #expect(try clinic.run() == [Reading(0, 100), Reading(1, 105), Reading(1, 115)])
    }

    @Test("who takes a study takes those of the patient that wait behind others, too")
    func patientOnWorklist() throws {
        // The patient's two wait while A reads; another study waits with them.
        let clinic = AssignmentClinic(
            arrivals: [(100, ""), (101, "studies_per_patient: 2"), (102, "")],
            readers: ["{ group: A, count: 1 }"],
            worklist: "{ order: fifo, assign: { same_patient: true } }")
        #expect(try clinic.run().map(\.opened) == [100, 110, 120, 130])
        // B comes at 105 min, between them: takes the patient's first, and with it the second.
        let two = AssignmentClinic(
            arrivals: [(100, "reading: 30 min"), (101, "studies_per_patient: 2"), (102, "")],
            readers: [
                "{ group: A, count: 1 }",
                "{ group: B, count: 1, time_zone: UTC, shifts: [ { days: daily, hours: 01:45-12:00 } ] }",
            ], worklist: "{ order: fifo, assign: { same_patient: true } }")
        #expect(
            try two.run() == [Reading(0, 100, for: 30), Reading(1, 105), Reading(1, 115), Reading(1, 125)])
    }

    @Test("a reader who picks takes, of the first studies, the one that is worth the most a minute")
    func cherryPicking() throws {
        var clinic = AssignmentClinic(
            arrivals: [
                (100, ""), (101, "modality: mr, reading: 20 min"), (102, "modality: xray, reading: 2 min"),
                (103, ""),
            ], readers: ["{ group: A, count: 1 }"])
        clinic.rest = "rvu: { mr: 2, ct: 1, xray: 0.3 }"
        // At 110 min: MR and CT are worth 0.1 a minute, the film 0.15. Of two the film, and then the first of equals.
        let opened = { (picking: String) in
            var clinic = clinic
            clinic.worklist = "{ order: fifo, assign: \(picking) }"
            return try clinic.run().map(\.opened)
        }
        #expect(try opened("pull") == [100, 110, 130, 132])
        #expect(try opened("{ cherry_picking: { top: 1 } }") == [100, 110, 130, 132])
        #expect(try opened("{ cherry_picking: { top: 2 } }") == [100, 112, 110, 132])
        // A worthless film is the last, as soon as all can be seen.
        clinic.rest = "rvu: { mr: 2, ct: 1.1, xray: 0 }"
        #expect(try opened("{ cherry_picking: { top: 2 } }") == [100, 110, 140, 130])
        #expect(try opened("{ cherry_picking: { top: 3 } }") == [100, 120, 140, 110])
    }

    @Test("an RVU is paid for where that is agreed")
    func perRVU() throws {
        var clinic = AssignmentClinic(
            arrivals: [(100, "modality: mr"), (101, ""), (102, "")],
            readers: ["{ group: A, count: 1, cost: { per_rvu: 20 EUR } }"])
        clinic.rest = "rvu: { mr: 2.5 }"
        clinic.length = "3 h"
        let costs = try clinic.clinic.run().costs
        #expect(costs.map(\.element) == ["readers A, RVU"])
        #expect(costs[0].money == Money(90, "EUR"))
    }

    /// Each of two readers sees every second study of a Poisson stream: an E₂/M/1 queue, whose mean wait is
    /// σ/(μ(1 − σ)) with σ the root below 1 of σ = (λ/(λ + μ(1 − σ)))² (Gross and others, section 5.3).
    @Test("round robin to two readers is two E₂/M/1 queues")
    func erlangArrivals() async throws {
        var scenario = QueueingScenario.poisson(load: 0.8, readers: 2)
        scenario.order = "fifo, assign: round-robin"
        scenario.length = "1000 d"
        let (rate, service) = (0.16, 0.1)
        var root = 0.5
        for _ in 0..<200 {
            let transform = rate / (rate + service * (1 - root))
            root = transform * transform
        }
        let figures = try await scenario.model().replicate { [($0.wait().meanSeconds ?? 0) / 60] }
        figures[0].expect(root / (service * (1 - root)), within: 0.07, "mean wait")
    }
}
