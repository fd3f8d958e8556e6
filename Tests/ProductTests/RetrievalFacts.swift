import SimulationKernel
import Teleradiology
import Testing

/// How images come to the reader, worked by hand.
@Suite("Retrieval: download, streaming, priors")
struct RetrievalFacts {
    /// One CT of 100 instances and 100 MB an hour, at the hub at once, to a reader over 100 Mbit/s and 40 ms by C-STORE.
    private func studies(
        retrieval: String, line: String = "", priors: String = "", reading: String = "10 min",
        outages: String = ""
    ) throws -> [StudyRecord] {
        var clinic = ClinicScenario()
        clinic.reading = reading
        clinic.demand = priors
        clinic.technologies =
            "cloud:\n"
            + indented(
                [ClinicScenario.plainCStore, "retrieval: \(retrieval)", line, outages].joined(
                    separator: "\n"), by: 2)
        clinic.readers =
            "- { group: Team, count: 1, downlink: { bandwidth: 100 Mbit/s, round_trip: 40 ms } }"
        return try clinic.run().studies
    }

    private let setUp = ClinicScenario.setUp
    private let perInstance = ClinicScenario.perInstance

    private func opened(_ study: StudyRecord) throws -> Double { try study.seconds(to: \.opened) }

    private func read(_ study: StudyRecord) throws -> Double {
        let opened = try #require(study.opened)
        return (try #require(study.reported) - opened).seconds
    }

    // With a line of the hub the transfer runs in the network of links, without in the reader's own: both must agree.
    @Test(
        "a download opens with the last image, streaming with the first",
        arguments: ["", "line: { bandwidth: 1 Gbit/s }"])
    func modes(line: String) throws {
        let download = try studies(retrieval: "download", line: line)[0]
        #expect(abs(try opened(download) - (setUp + 100 * perInstance)) < 1e-4)
        #expect(abs(try read(download) - 600) < 1e-6)
        let streaming = try studies(retrieval: "streaming", line: line)[0]
        #expect(abs(try opened(streaming) - (setUp + perInstance)) < 1e-4)
        #expect(abs(try read(streaming) - 600) < 1e-6)
    }

    @Test(
        "a read that is over before the last image has come waits for it",
        arguments: ["", "line: { bandwidth: 1 Gbit/s }"])
    func lastImage(line: String) throws {
        let study = try studies(retrieval: "streaming", line: line, reading: "3 s")[0]
        #expect(abs(try read(study) - 99 * perInstance) < 1e-4)
    }

    @Test("an outage in mid-stream holds the report up, not the reading")
    func outage() throws {
        // Cut 5 s after the assignment for 2 min, fixed pauses of 1 min: attempts at 65 s in vain, at 125 s not.
        let study = try studies(
            retrieval: "streaming", reading: "3 s",
            outages:
                "retry: { every: 1 min, jitter: 0 % }\noutages: { at: 2026-03-02T01:00:05, for: 110 s }"
        )[0]
        #expect(abs(try opened(study) - (setUp + perInstance)) < 1e-4)
        let acknowledged = ((5 - setUp) / perInstance).rounded(.down)
        let last = 125 + setUp + (100 - acknowledged) * perInstance
        #expect(abs(try opened(study) + read(study) - last) < 1e-4)
    }

    @Test("priors come with the study, but for those in the cache")
    func priors() throws {
        let two = try studies(retrieval: "download", priors: "priors: { share: 100 %, studies: 2 }")[0]
        let slowStart = setUp
        #expect(abs(try opened(two) - (slowStart + 300 * perInstance)) < 1e-4)
        let cached = try studies(
            retrieval: "download", priors: "priors: { share: 100 %, studies: 2, cached: 100 % }")[0]
        #expect(abs(try opened(cached) - (slowStart + 100 * perInstance)) < 1e-4)
    }
}
