import SimulationKernel
import Teleradiology
import Testing

/// Studies given ahead, worked by hand: a download of 100 instances over 100 Mbit/s and 40 ms takes 12.9 s.
@Suite("Prefetch: images come while the reader reads something else")
struct PrefetchFacts {
    /// A study every minute from 00:01 on for some minutes, at the hub at once.
    private func clinic(_ retrieval: String, length: String, reading: String = "10 min") -> ClinicScenario {
        var clinic = ClinicScenario()
        clinic.length = length
        clinic.arrivals = "{ interarrival: 1 min }"
        clinic.reading = reading
        clinic.technologies =
            "cloud:\n" + indented(ClinicScenario.plainCStore + "\nretrieval: \(retrieval)", by: 2)
        clinic.readers = "- { group: Team, count: 1, downlink: { bandwidth: 100 Mbit/s, round_trip: 40 ms } }"
        return clinic
    }

    private func opened(_ clinic: ClinicScenario) throws -> [Double] {
        try clinic.run().studies.map { (try #require($0.opened) - .zero).seconds }
    }

    private func expect(
        _ found: [Double], _ expected: [Double], sourceLocation: SourceLocation = #_sourceLocation
    ) {
        #expect(found.count == expected.count, sourceLocation: sourceLocation)
        for (one, other) in zip(found, expected) {
            #expect(abs(one - other) < 1e-3, sourceLocation: sourceLocation)
        }
    }

    private let download = ClinicScenario.transfer

    @Test("who downloads on opening waits for every study, who prefetches for the first alone")
    func nobodyWaits() throws {
        expect(
            try opened(clinic("download", length: "150 s")), [60 + download, 60 + download + 600 + download])
        let studies = try clinic("prefetch", length: "150 s").run().studies
        #expect(studies[1].assigned == .zero + .seconds(120))
        expect(try opened(clinic("prefetch", length: "150 s")), [60 + download, 60 + download + 600])
    }

    @Test("a free reader whose images are still on their way waits for them")
    func waits() throws {
        // The second comes at 120 s, while the first is read until 60 + 12.9 + 50 s: it is there at 132.9 s.
        expect(
            try opened(clinic("prefetch", length: "150 s", reading: "50 s")), [60 + download, 120 + download])
    }

    @Test("two studies ahead share the reader's line")
    func sharedLine() throws {
        // Three at once: one is assigned, two are fetched ahead beside it. Each could send 8.4 MB/s and has a third of
        // 12.5 MB/s, so that all three are there when 312 MB have come.
        var three = clinic("{ prefetch: 2 }", length: "61 s", reading: "1 h")
        three.demand = "name: one"
        three.streams = ["two", "three"].map { name in
            "- { name: \(name), modality: ct, arrivals: { interarrival: 1 min }, size: \(three.size), reading: 1 h }"
        }.joined(separator: "\n")
        let there = 60 + ClinicScenario.setUp + 3 * 104e6 / 12.5e6
        expect(try opened(three), [there, there + 3600, there + 7200])
    }

    @Test("what is not opened by the end of the shift goes back to its old place")
    func endOfShift() throws {
        var clinic = clinic("{ prefetch: 2 }", length: "230 s", reading: "1 h")
        let downlink = "downlink: { bandwidth: 100 Mbit/s, round_trip: 40 ms }"
        clinic.readers = """
            - { group: Early, count: 1, time_zone: UTC, shifts: [ { days: daily, hours: 00:00-00:05 } ], \(downlink) }
            - { group: Late, count: 2, time_zone: UTC, shifts: [ { days: daily, hours: 00:10-12:00 } ], \(downlink) }
            """
        let studies = try clinic.run().studies
        #expect(studies.map(\.readerGroup) == [0, 1, 1])
        // At 00:10 each of the two others takes one, in the order in which they became available.
        #expect(studies[1].assigned == .zero + .minutes(10))
        #expect(studies[2].assigned == .zero + .minutes(10))
        let opened = try #require(studies[1].opened)
        #expect(abs((opened - .zero).seconds - 600 - download) < 1e-3)
    }

    @Test("what is given back goes to a free reader in its old order")
    func givenBackInOrder() throws {
        // The second and the third study are given ahead to the early reader, so that the late one finds nothing at 00:04,
        // and takes the older of the two at 00:05.
        var clinic = clinic("{ prefetch: 2 }", length: "230 s", reading: "1 h")
        clinic.readers = """
            - { group: Early, count: 1, time_zone: UTC, shifts: [ { days: daily, hours: 00:00-00:05 } ] }
            - { group: Late, count: 1, time_zone: UTC, shifts: [ { days: daily, hours: 00:04-12:00 } ] }
            """
        let studies = try clinic.run().studies
        #expect(studies.map(\.readerGroup) == [0, 1, 1])
        expect(try opened(clinic), [60, 300, 3900])
    }

    @Test("something of a higher class that waits comes before what was given ahead")
    func higherClass() throws {
        var clinic = clinic("prefetch", length: "150 s")
        clinic.priorities = "[ { name: stat }, { name: routine } ]"
        clinic.demand = "priority: routine"
        clinic.streams =
            "- { modality: xray, arrivals: { interarrival: 140 s }, size: \(clinic.size), reading: 10 min, priority: stat }"
        let studies = try clinic.run().studies
        // Routine at 60 and 120 s; stat at 140 s finds the place ahead taken, and is read next all the same.
        let ends = 60 + download + 600
        #expect(studies.map(\.priority) == [1, 1, 0])
        expect(
            try studies.map { (try #require($0.opened) - .zero).seconds },
            [60 + download, ends + download + 600, ends + download])
    }

    @Test("an outage in a prefetch delays that study, not what is read")
    func outage() throws {
        // Cut from 125 s to 180 s, tried again after 30, 60, … s without jitter: at 155 s in vain, at 215 s not.
        var clinic = clinic("prefetch", length: "150 s", reading: "20 s")
        clinic.technologies += """

              outages: { at: 2026-03-02T00:02:05, for: 55 s }
              retry: { first: 30 s, factor: 2, jitter: 0 % }
            """
        clinic.reading = "100 s"
        let acknowledged = ((5 - ClinicScenario.setUp) / ClinicScenario.perInstance).rounded(.down)
        let all = 215 + ClinicScenario.setUp + (100 - acknowledged) * ClinicScenario.perInstance
        expect(try opened(clinic), [60 + download, all])
    }

    @Test("mistakes about prefetch are found, with what was expected")
    func mistakes() {
        #expect(clinic("{ prefetch: 0 }", length: "1 h").errors().contains("a number of studies ahead"))
        #expect(clinic("prefech", length: "1 h").errors().contains("did you mean 'prefetch'?"))
        #expect(clinic("{ streaming: 2 }", length: "1 h").errors().contains("unknown key 'streaming'"))
    }
}
