import SimulationKernel
import Teleradiology
import Testing

/// Which of three waiting studies comes next, worked by hand.
@Suite("Orders of work: deadline, age, length")
struct WorklistOrderFacts {
    /// One reader, who reads until 00:11:00 what came at 00:01:00. Meanwhile come a routine, an urgent and a STAT study,
    /// in this order and 5 s apart from 00:01:40 on.
    private func clinic(_ worklist: String, readings: [String] = ["10 min", "10 min", "10 min"])
        -> ClinicScenario
    {
        var clinic = ClinicScenario()
        clinic.priorities =
            "[ { name: stat, target: 30 min }, { name: urgent, target: 10 min }, { name: routine, target: 2 h } ]"
        clinic.length = "119 s"
        clinic.arrivals = "{ interarrival: 60 s }"
        clinic.streams = zip(["routine", "urgent", "stat"], readings).enumerated().map { index, stream in
            "- { name: \(stream.0), modality: ct, arrivals: { interarrival: \(100 + 5 * index) s }, reading: \(stream.1), priority: \(stream.0) }"
        }.joined(separator: "\n")
        clinic.technologies = "cloud:\n" + indented(ClinicScenario.plainCStore, by: 2)
        clinic.readers = "- { group: Team, count: 1, time_zone: UTC }"
        clinic.rest = "worklist: \(worklist)"
        return clinic
    }

    /// The streams in the order in which their studies are opened, without the first.
    private func order(_ clinic: ClinicScenario) throws -> [String] {
        let studies = try clinic.run().studies.dropFirst()
        let opened = try studies.map {
            (try #require($0.opened), ["", "routine", "urgent", "stat"][$0.stream])
        }
        return opened.sorted { $0.0 < $1.0 }.map(\.1)
    }

    @Test(
        "what comes next in each order",
        arguments: [
            ("{ order: fifo }", ["routine", "urgent", "stat"]),
            ("{ order: priority }", ["stat", "urgent", "routine"]),
            // Deadlines: 00:01:45 + 10 min, 00:01:50 + 30 min, 00:01:40 + 2 h.
            ("{ order: deadline }", ["urgent", "stat", "routine"]),
            // At 00:11:00 their ages are 93 %, 31 % and 8 % of their targets.
            ("{ order: age }", ["urgent", "stat", "routine"]),
            // Ages of 560 s twice, 555 s and 550 s; then 1,155 s and 1,150 s.
            ("{ order: { age: { stat: 1, urgent: 1, routine: 2 } } }", ["routine", "urgent", "stat"]),
            ("{ order: { age: { stat: 3, urgent: 2, routine: 1 } } }", ["stat", "urgent", "routine"]),
        ])
    func next(_ worklist: String, _ expected: [String]) throws {
        #expect(try order(clinic(worklist)) == expected)
    }

    @Test("within a class the reading that is to be expected to be the shortest comes first")
    func shortest() throws {
        var same = clinic("{ order: shortest }", readings: ["10 min", "5 min", "2 min"])
        #expect(try order(same) == ["stat", "urgent", "routine"])
        same.streams = same.streams.replacing("priority: urgent", with: "priority: routine")
            .replacing("priority: stat", with: "priority: routine")
        #expect(try order(same) == ["stat", "urgent", "routine"])
        same.streams = same.streams.replacing("reading: 10 min", with: "reading: 1 min")
        #expect(try order(same) == ["routine", "stat", "urgent"])
    }

    @Test("a class without a target has no deadline and comes last")
    func noTarget() throws {
        var clinic = clinic("{ order: deadline }")
        clinic.priorities =
            "[ { name: stat }, { name: urgent, target: 10 min }, { name: routine, target: 2 h } ]"
        #expect(try order(clinic) == ["urgent", "routine", "stat"])
    }

    @Test("a deadline counts from the end of imaging, however long the transfer took")
    func slowTransfer() throws {
        // Both classes have an hour. The first, of 400 MB, is imaged at 00:01:40 and arrives behind the second, of 1 MB,
        // which is imaged at 00:01:45; the deadline of the first comes first.
        var clinic = clinic("{ order: deadline }")
        clinic.priorities =
            "[ { name: stat, target: 1 h }, { name: urgent, target: 1 h }, { name: routine, target: 1 h } ]"
        clinic.site = "uplink: { bandwidth: 100 Mbit/s, round_trip: 40 ms }"
        clinic.streams = [("large", 100, "400 MB"), ("small", 105, "1 MB")].map { name, gap, bytes in
            "- { name: \(name), modality: ct, arrivals: { interarrival: \(gap) s }, size: { instances: 1, bytes: \(bytes) }, reading: 10 min, priority: routine }"
        }.joined(separator: "\n")
        let studies = try clinic.run().studies.dropFirst()
        let (large, small) = (studies[1], studies[2])
        #expect(try #require(small.available) < #require(large.available))
        #expect(try #require(large.opened) < #require(small.opened))
    }

    @Test("prefetch gives studies ahead in the order of the worklist")
    func prefetch() throws {
        var clinic = clinic("{ order: deadline }")
        clinic.technologies += "\n  retrieval: { prefetch: 1 }"
        // The routine study is given ahead as it comes; of the others the urgent one is next.
        #expect(try order(clinic) == ["routine", "urgent", "stat"])
    }

    @Test(
        "mistakes about orders are found at their place",
        arguments: [
            ("{ order: deadlin }", "did you mean 'deadline'?"),
            ("{ order: { age: { stat: 1, routine: 2 } } }", "missing key 'urgent'"),
            ("{ order: { age: { stat: 1, urgent: 1, routin: 2 } } }", "did you mean 'routine'?"),
            ("{ order: deadline, max_wait: 6 h }", "it goes with the order 'priority'"),
        ])
    func mistakes(_ worklist: String, _ message: String) {
        let errors = clinic(worklist).errors()
        #expect(errors.hasPrefix("clinic.yaml:"), "\(errors)")
        #expect(errors.contains(message), "\(errors)")
    }
}
