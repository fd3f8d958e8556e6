import ScenarioFiles
import SimulationKernel
import Teleradiology
import Testing

/// Events: sites that open and close, volumes that step, readers who join and leave.
@Suite("What is another way from a date on")
struct PlannedChangeFacts {
    private func clinic(
        _ events: String, arrivals: String = "{ interarrival: 1 h }", length: String = "4 d",
        readers: String = "- { group: Team, count: 2, time_zone: UTC }", reading: String = "10 min",
        ending: String = "stop"
    ) -> String {
        var clinic = ClinicScenario()
        clinic.arrivals = arrivals
        clinic.length = length
        clinic.readers = readers
        clinic.reading = reading
        clinic.ending = ending
        clinic.technologies = "cloud:\n" + indented(ClinicScenario.plainCStore, by: 2)
        return clinic.text + "\nevents:\n" + indented(events, by: 2) + "\n"
    }

    private func run(_ text: String) throws -> RunResult {
        try TeleradiologyModel(ScenarioFile(text: text, path: "clinic.yaml").scenario())
            .run(replication: 0, recordingStudies: true)
    }

    private func perDay(_ result: RunResult, days: Int) -> [Int] {
        (0..<days).map { day in
            // A study on the stroke of midnight belongs to the day that ends.
            result.studies.count {
                let time = ($0.created - .zero).seconds / 86_400
                return time > Double(day) && time <= Double(day + 1)
            }
        }
    }

    private func errors(_ events: String, ending: String = "stop") -> String {
        do {
            _ = try run(clinic(events, ending: ending))
            return ""
        } catch let error as ScenarioError {
            return error.diagnostics.map(\.description).joined(separator: "\n")
        } catch {
            return "\(error)"
        }
    }

    @Test("a volume step holds until the next one, of the whole site or of a stream")
    func volume() throws {
        let result = try run(
            clinic(
                """
                - { at: 2026-03-03T00:00, site: Clinic, volume: 200 % }
                - { at: 2026-03-04T00:00, site: Clinic, stream: ct, volume: 0.5 }
                - { at: 2026-03-05T00:00, site: Clinic, volume: 300 % }
                """, length: "97 h"))
        // 24 a day times 1, 2, 2 · 0.5, 3 · 0.5.
        #expect(perDay(result, days: 4) == [24, 48, 24, 36])
    }

    @Test("a closed site makes nothing, and a site whose first event is that it opens made nothing before")
    func openAndClose() throws {
        let result = try run(
            clinic(
                """
                - { at: 2026-03-03T00:00, opens: Clinic }
                - { at: 2026-03-04T00:30, closes: Clinic }
                - { at: 2026-03-05T00:30, opens: Clinic }
                """, length: "97 h"))
        // Half of the hour to the next study is over when it closes, the other half when it opens.
        #expect(perDay(result, days: 4) == [0, 24, 0, 24])
    }

    @Test("appointments in the time that a site is closed are dropped")
    func appointments() throws {
        let result = try run(
            clinic(
                """
                - { at: 2026-03-03T12:00, closes: Clinic }
                - { at: 2026-03-04T12:00, opens: Clinic }
                """, arrivals: "{ schedule: { at: [ 08:00, 11:59, 12:00, 16:00 ] } }", length: "3 d"))
        #expect(perDay(result, days: 3) == [4, 2, 2])
    }

    @Test("readers who join take what waits at once")
    func joining() throws {
        // Reads take 10 h; at 12:00 ten studies wait or are read, made at 01:00 to 12:00 but those done at 11:00 and 12:00.
        let result = try run(
            clinic(
                "- { at: 2026-03-02T12:30, readers: Team, count: 20 }", length: "13 h",
                readers: "- { group: Team, count: 1, time_zone: UTC }", reading: "10 h", ending: "finish"))
        let opened = result.studies.compactMap { $0.opened }
        #expect(opened.count == 12)
        // The first is opened as it comes (01:00), the second when that is read (11:00), the others at 12:30.
        let hours = opened.map { ($0 - .zero).seconds / 3600 }.sorted()
        #expect(abs(hours[0] - 1) < 1e-9)
        #expect(abs(hours[1] - 11) < 1e-9)
        #expect(hours[2...].allSatisfy { abs($0 - 12.5) < 1e-9 })
    }

    @Test("readers who leave finish the study that is open, and take no other")
    func leaving() throws {
        // Two readers, reads of 90 min: 01:00 and 02:00 are opened at once; from 02:15 on there is one reader.
        let result = try run(
            clinic(
                "- { at: 2026-03-02T02:15, readers: Team, count: 1 }", length: "6 h", reading: "90 min",
                ending: "finish"))
        let opened = try result.studies.map { (try #require($0.opened) - .zero).seconds / 3600 }
        // The leaving one reads until 02:30 or 03:30; the other takes the study of 03:00 when free. Readers are taken in
        // the order of idleness, so 01:00 went to the first, who stays and is free at 02:30.
        let expected = [1, 2, 3, 4.5, 6]
        #expect(opened.count == expected.count)
        for (hour, right) in zip(opened, expected) { #expect(abs(hour - right) < 1e-9) }
        let use = try #require(result.resources.first { $0.kind == .readers })
        // On shift until 06:00: 2 readers for 2.25 h, 1 for 3.75 h.
        let capacity = (2 * 2.25 + 3.75) / 6
        #expect(abs(use.capacity - capacity) < 1e-9)
    }

    @Test("an event at the start sets how many there are from the beginning")
    func atTheStart() throws {
        let result = try run(clinic("- { at: 2026-03-02T00:00, readers: Team, count: 7 }", length: "1 d"))
        #expect(result.resources.first { $0.kind == .readers }?.capacity == 7)
    }

    @Test("events change the count on shift only while the group is on shift")
    func shifts() throws {
        let result = try run(
            clinic(
                """
                - { at: 2026-03-02T06:00, readers: Team, count: 4 }
                - { at: 2026-03-02T12:00, readers: Team, count: 1 }
                """, length: "1 d",
                readers:
                    "- { group: Team, count: 2, time_zone: UTC, shifts: [ { days: daily, hours: 08:00-16:00 } ] }"
            ))
        // 4 readers from 08:00 to 12:00, 1 from 12:00 to 16:00.
        let use = try #require(result.resources.first { $0.kind == .readers })
        let capacity = (4.0 * 4 + 4) / 24
        #expect(abs(use.capacity - capacity) < 1e-9)
    }

    @Test("volume steps change no draw of the studies before them, nor of other sites")
    func commonRandomNumbers() throws {
        let poisson = "{ per_day: 300, profile: emergency }"
        let plain = try run(clinic("- { at: 2026-03-02T00:00, readers: Team, count: 2 }", arrivals: poisson))
        let stepped = try run(
            clinic("- { at: 2026-03-04T00:00, site: Clinic, volume: 50 % }", arrivals: poisson))
        let before = plain.studies.filter { $0.created < .zero + .days(2) }.map(\.created)
        #expect(before.count > 400)
        #expect(Array(stepped.studies.map(\.created).prefix(before.count)) == before)
    }

    @Test("coming and going readers with prefetch lose nothing, in 300 random scenarios")
    func randomScenarios() throws {
        for seed in 0..<300 {
            var stream = RandomStream(seed: UInt64(seed), replication: 0, name: "staff scenarios")
            func pick<Item>(_ items: [Item]) -> Item { items[Int(stream.uniform() * Double(items.count))] }
            let events = (0..<6).map { _ in
                "- { at: 2026-03-02T\(pick(["03", "08", "09", "15", "23"])):\(pick(["00", "30"])), "
                    + pick([
                        "readers: Team, count: \(pick([0, 1, 3, 6]))",
                        "readers: Day, count: \(pick([1, 2, 5]))",
                        "site: Clinic, volume: \(pick(["30 %", "3"]))", "closes: Clinic", "opens: Clinic",
                    ]) + " }"
            }
            var clinic = ClinicScenario()
            clinic.arrivals = "{ per_day: 300, profile: flat }"
            clinic.length = "1 d"
            clinic.ending = pick(["stop", "finish"])
            clinic.reading = "{ lognormal: { median: 12 min, sigma: 0.8 } }"
            clinic.technologies =
                "cloud:\n" + indented(ClinicScenario.plainCStore, by: 2)
                + "\n  retrieval: \(pick(["download", "prefetch", "{ prefetch: 3 }", "streaming"]))"
            let downlink = "downlink: { bandwidth: 50 Mbit/s, round_trip: 30 ms }"
            clinic.readers = """
                - { group: Team, count: 3, \(downlink) }
                - { group: Day, count: 2, shifts: [ { days: daily, hours: 08:00-16:00 } ], \(downlink) }
                """
            let text =
                clinic.text + "\nseed: \(seed)\nevents:\n" + events.map { "  " + $0 }.joined(separator: "\n")
            let result = try run(text)
            let reported = result.studies.count { $0.reported != nil }
            #expect(result.conservation.reported == reported, "seed \(seed)")
            if clinic.ending == "finish" {
                #expect(reported == result.conservation.created, "seed \(seed)")
            }
        }
    }

    @Test(
        "mistakes are found at their place, with what was expected",
        arguments: [
            (
                "- { at: 2026-03-03, site: Clnic, volume: 2 }",
                "clinic.yaml:27:29: error: events[1].site: 'Clnic' is no site; did you mean 'Clinic'?"
            ),
            (
                "- { at: 2026-03-03, readers: Tem, count: 2 }",
                "'Tem' is no reader group; did you mean 'Team'?"
            ),
            ("- { at: 2026-03-03, site: Clinic, stream: mr, volume: 2 }", "'mr' is no stream of Clinic"),
            ("- { at: 2026-03-03, site: Clinic }", "missing key 'volume'"),
            ("- { at: 2026-03-03, readers: Team }", "missing key 'count'"),
            ("- { at: 2026-03-03, opens: Clinic, count: 2 }", "expected an event such as"),
            ("- { opens: Clinic }", "missing key 'at'"),
            ("- { at: soon, opens: Clinic }", "a local date and time such as"),
            ("- { at: 2026-03-03, site: Clinic, volum: 2 }", "did you mean 'volume'?"),
            (
                "- { at: 2026-03-03, leaves: Nighthawk }",
                "events[1].leaves: there are no providers; describe them in 'providers'"
            ),
        ])
    func errors(_ events: String, _ message: String) {
        let errors = errors(events)
        #expect(errors.contains(message), "\(errors)")
    }

    @Test("a run that would wait for ever for readers who have left is refused")
    func nobodyLeft() {
        let event = "- { at: 2026-03-03, readers: Team, count: 0 }"
        #expect(errors(event, ending: "finish").contains("nobody is left in Team"))
        #expect(errors(event) == "")
    }
}
