import Foundation
import ScenarioFiles
import SimulationKernel
import Teleradiology
import Testing

/// Procedures: exams step by step, with rooms and people who are taken together.
@Suite("Procedures: rooms and people")
struct ProcedureFacts {
    /// A clinic whose patients come at given times, each for a procedure of their own.
    private func clinic(
        pools: String, procedures: [String], at times: [String], priorities: [String] = [],
        length: String = "1 d"
    ) -> ClinicScenario {
        var clinic = ClinicScenario()
        clinic.length = length
        clinic.priorities = "[ { name: stat }, { name: routine } ]"
        clinic.technologies = "cloud:\n" + indented(ClinicScenario.plainCStore, by: 2)
        clinic.site =
            "pools: \(pools)\nprocedures:\n"
            + procedures.enumerated().map { "  \("abcdef".prefix($0 + 1).suffix(1)): \($1)" }.joined(
                separator: "\n")
        clinic.arrivals = "{ schedule: { at: [ \(times[0]) ] } }"
        clinic.demand = "procedure: a\npriority: \(priorities.first ?? "routine")"
        clinic.streams = times.enumerated().dropFirst().map { index, time in
            let letter = "abcdef".prefix(index + 1).suffix(1)
            let priority = index < priorities.count ? priorities[index] : "routine"
            return
                "- { name: \(letter), modality: ct, arrivals: { schedule: { at: [ \(time) ] } }, priority: \(priority), procedure: \(letter), reading: 1 min }"
        }.joined(separator: "\n")
        return clinic
    }

    /// Minutes from the start to the beginning and the end of each exam, in the order in which patients come.
    private func exams(_ clinic: ClinicScenario) throws -> [[Double]] {
        let log = MilestoneLog()
        _ = try TeleradiologyModel(ScenarioFile(text: clinic.text, path: "clinic.yaml").scenario())
            .run(replication: 0, log: log)
        var exams: [Int: [Double]] = [:]
        for event in log.events where [.examStarted, .imagingComplete].contains(event.milestone) {
            exams[event.study, default: []].append((event.time - .zero).seconds / 60)
        }
        return exams.sorted { $0.key < $1.key }.map(\.value)
    }

    @Test("a room is held while its team is awaited")
    func held() throws {
        let clinic = clinic(
            pools: "{ A: 1, B: 1, Nurse: 1 }",
            procedures: [
                "[ { take: [ A, Nurse ], time: 60 min } ]", "[ { take: [ B, Nurse ], time: 30 min } ]",
                "[ { take: B, time: 10 min } ]",
            ], at: ["08:00", "08:10", "08:20"])
        // The second holds B from 08:10, has a nurse from 09:00 to 09:30; the third, who needs B alone, follows.
        #expect(try exams(clinic) == [[480, 540], [540, 570], [570, 580]])
    }

    @Test("who needs several waits for all of them, and those behind wait too; who is more urgent does not")
    func several() throws {
        let clinic = clinic(
            pools: "{ Nurses: 3 }",
            procedures: [
                "[ { take: Nurses, time: 60 min } ]", "[ { take: { Nurses: 3 }, time: 30 min } ]",
                "[ { take: Nurses, time: 10 min } ]", "[ { take: { Nurses: 2 }, time: 20 min } ]",
            ], at: ["08:00", "08:05", "08:10", "08:15"],
            priorities: ["routine", "routine", "routine", "stat"])
        #expect(try exams(clinic) == [[480, 540], [540, 570], [570, 580], [495, 515]])
    }

    @Test("what becomes free at one instant goes to the most urgent first, whatever they wait for")
    func urgentFirst() throws {
        // At 09:00 the first gives back both. The emergency, who asked last, has the doctor before the other room's
        // patient, who would hold the doctor and wait for nurses whom the emergency holds.
        let clinic = clinic(
            pools: "{ A: 1, Doctor: 1, Nurses: 3 }",
            procedures: [
                "[ { take: [ A, Doctor, { Nurses: 3 } ], time: 60 min } ]",
                "[ { take: [ A, Doctor, { Nurses: 3 } ], time: 30 min } ]",
                "[ { take: [ { Nurses: 3 }, Doctor ], time: 20 min } ]",
            ], at: ["08:00", "08:05", "08:10"], priorities: ["routine", "routine", "stat"])
        #expect(try exams(clinic) == [[480, 540], [560, 590], [540, 560]])
    }

    @Test("numbers change with the hours: more begin at once, and fewer finish what they have begun")
    func hours() throws {
        let clinic = clinic(
            pools:
                "{ Rooms: { count: 0, hours: [ { hours: 09:00-10:00, count: 2 }, { hours: 10:00-11:00, count: 1 } ] } }",
            procedures: [
                "[ { take: Rooms, time: 80 min } ]", "[ { take: Rooms, time: 70 min } ]",
                "[ { take: Rooms, time: 15 min } ]", "[ { take: Rooms, time: 30 min } ]",
            ], at: ["08:00", "08:30", "09:15", "10:05"], length: "3 d")
        let exams = try exams(clinic)
        // Until 10:20 and 10:10; one room is left, free at 10:20; after the 15 min there is time for the fourth.
        #expect(Array(exams.prefix(4)) == [[540, 620], [540, 610], [620, 635], [635, 665]])
    }

    @Test("of several rooms that will do, the one with the shorter queue is taken")
    func shorterQueue() throws {
        let either = "[ { take: { one_of: [ A, C, B ] }, time: 60 min } ]"
        let clinic = clinic(
            pools: "{ A: 1, B: 1, C: 0 }",
            procedures: [either, either, either, "[ { take: A, time: 10 min } ]", either],
            at: ["08:00", "08:10", "08:20", "08:30", "08:40"])
        // A, B, A again (both are taken, A stands first), A for who must, and B, where nobody waits.
        #expect(
            try exams(clinic) == [[480, 540], [490, 550], [540, 600], [600, 610], [550, 610]])
    }

    @Test("steps follow each other; the last one is the exam, and the patient waits anew for each")
    func chain() throws {
        let clinic = clinic(
            pools: "{ Nurse: 1, Room: 1 }",
            procedures: [
                "[ { take: Nurse, time: 20 min }, { time: 5 min }, { take: [ Room, Nurse ], time: 30 min } ]",
                "[ { take: Nurse, time: 10 min }, { take: Room, time: 15 min } ]",
            ], at: ["08:00", "08:10"])
        // Nurse to 08:20, rest to 08:25; the nurse prepares the second from 08:20 to 08:30, who then waits for the room.
        #expect(try exams(clinic) == [[510, 540], [540, 555]])
    }

    @Test("two stations in a row are as two queues of their own: 1 / (μ₁ − λ) + 1 / (μ₂ − λ) (Jackson 1957)")
    func jackson() throws {
        var clinic = ClinicScenario()
        clinic.length = "2000 d"
        clinic.arrivals = "{ per_day: 72, profile: flat }"
        clinic.technologies = "cloud:\n" + indented(ClinicScenario.plainCStore, by: 2)
        clinic.size = "{ instances: 1, bytes: 1 kB }"
        clinic.reading = "1 s"
        clinic.site = """
            pools: { First: 1, Second: 1 }
            procedures:
              both:
                - { take: First, time: { exponential: { mean: 10 min } } }
                - { take: Second, time: { exponential: { mean: 12 min } } }
            """
        clinic.demand = "procedure: both"
        let model = try TeleradiologyModel(ScenarioFile(text: clinic.text, path: "row.yaml").scenario())
        let means = try (0..<12).map { replication in
            let result = try model.run(replication: replication, recordingStudies: true)
            let times = result.studies.compactMap { study in
                study.imagingComplete.map { ($0 - study.created).seconds / 60 }
            }
            return times.reduce(0, +) / Double(times.count)
        }
        let mean = means.reduce(0, +) / 12
        let spread = means.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / 11
        // λ = 1/20, μ₁ = 1/10, μ₂ = 1/12 a minute. Student's t for 11 degrees of freedom at 1 − 0.5e-6 is 9.2.
        let exact = 1 / (1.0 / 10 - 1.0 / 20) + 1 / (1.0 / 12 - 1.0 / 20)
        #expect(abs(mean - exact) < 9.2 * (spread / 12).squareRoot(), "\(mean), exact \(exact)")
        #expect((spread / 12).squareRoot() < exact / 100)
    }

    @Test("the use of pools is reported, of the hours that they are there")
    func use() throws {
        let clinic = clinic(
            pools: "{ Nurses: { count: 1, hours: { hours: 06:00-18:00, count: 3 } } }",
            procedures: ["[ { take: { Nurses: 2 }, time: 6 h } ]"], at: ["08:00"])
        let use = try #require(clinic.run().resources.first { $0.kind == .pool })
        #expect(use.name == "Nurses Clinic" && abs(use.capacity - 2) < 1e-9)
        #expect(abs((use.utilisation ?? 0) - 2 * 6 / (2 * 24.0)) < 1e-9)
    }

    @Test(
        "what makes no sense is named with its place",
        arguments: [
            ("{ take: Roms, time: 1 min }", "'Roms' is none of the site's pools; did you mean 'Rooms'?"),
            ("{ take: { Rooms: 3 }, time: 1 min }", "it takes 3 of 'Rooms', and there are never more than 2"),
            (
                "{ take: [ Rooms, Rooms ], time: 1 min }",
                "it is taken twice in this step; ask for the sum at once"
            ),
            ("{ take: Nobody, time: 1 min }", "it takes one of 'Nobody', and there is never any"),
            ("{ take: Rooms }", "missing key 'time'"),
            ("{ take: { one_of: [] }, time: 1 min }", "there must be one to choose"),
            ("{ take: { one_of: [ Nobody ] }, time: 1 min }", "there is never any of these"),
        ])
    func errors(step: String, message: String) throws {
        let clinic = clinic(pools: "{ Rooms: 2, Nobody: 0 }", procedures: ["[ \(step) ]"], at: ["08:00"])
        let error = try #require(throws: ScenarioError.self) {
            try ScenarioFile(text: clinic.text, path: "clinic.yaml").scenario()
        }
        #expect(
            error.description.contains(message) && error.description.hasPrefix("clinic.yaml:12:"), "\(error)")
    }

    @Test("a stream's procedure must be one of its site")
    func unknownProcedure() throws {
        var clinic = clinic(pools: "{ Rooms: 2 }", procedures: ["[ { time: 1 min } ]"], at: ["08:00"])
        clinic.demand = "procedure: aa"
        let error = try #require(throws: ScenarioError.self) {
            try ScenarioFile(text: clinic.text, path: "clinic.yaml").scenario()
        }
        #expect(
            error.description.contains("'aa' is none of the site's procedures; did you mean 'a'?"), "\(error)"
        )
    }

    @Test("pools that are taken in both orders are warned of")
    func circle() throws {
        let clinic = clinic(
            pools: "{ A: 1, B: 1 }",
            procedures: ["[ { take: [ A, B ], time: 1 min } ]", "[ { take: [ B, A ], time: 1 min } ]"],
            at: ["08:00", "09:00"])
        let model = try TeleradiologyModel(ScenarioFile(text: clinic.text, path: "clinic.yaml").scenario())
        #expect(model.warnings.count == 1)
        #expect(model.warnings.first?.contains("procedure b: it takes 'B' before 'A'") == true)
    }
}
