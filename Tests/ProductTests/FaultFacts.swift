import Foundation
import ScenarioFiles
import SimulationKernel
import Teleradiology
import Testing

/// Outages break transfers, nothing is lost, and what a person works out by hand comes out.
@Suite("Outages, and what is tried again")
struct FaultFacts {
    /// A CT of 100 instances and 100 MB an hour over 100 Mbit/s with 40 ms round trip to a hub of one's own.
    private func clinic(
        uplink: String = "", technology: String = "", line: String = "", ingest: String = "",
        delivery: String = "on-premise", length: String = "1 d", interarrival: String = "1 h",
        retry: String = "{ first: 10 s, factor: 2, most: 1 min, jitter: 0 % }"
    ) -> ClinicScenario {
        var clinic = ClinicScenario()
        clinic.length = length
        clinic.arrivals = "{ interarrival: \(interarrival) }"
        clinic.site = "uplink: { bandwidth: 100 Mbit/s, round_trip: 40 ms\(uplink) }"
        clinic.delivery = delivery
        clinic.technologies = """
            on-premise:
              protocol: { c_store: { associations: 1 } }
              line: { bandwidth: 500 Mbit/s\(line) }
              ingest: { workers: 1, per_study: 2 s, per_instance: 10 ms\(ingest) }
              retry: { every: 1 min, jitter: 0 % }
            \(indented(technology, by: 2))
            cloud:
              protocol: { stow: { instances_per_request: 50 } }
              ingest: { workers: 1, per_study: 2 s, per_instance: 10 ms }
              retry: \(retry)
            \(indented(technology, by: 2))
            """
        return clinic
    }

    private func model(
        uplink: String = "", technology: String = "", line: String = "", ingest: String = "",
        delivery: String = "on-premise", length: String = "1 d", interarrival: String = "1 h",
        retry: String = "{ first: 10 s, factor: 2, most: 1 min, jitter: 0 % }"
    ) throws -> TeleradiologyModel {
        try clinic(
            uplink: uplink, technology: technology, line: line, ingest: ingest, delivery: delivery,
            length: length, interarrival: interarrival, retry: retry
        ).model()
    }

    private let setUp = ClinicScenario.setUp
    private let perInstance = ClinicScenario.perInstance
    private let ingest = 3.0

    @Test("a cut in mid-transfer loses the instance on its way; the rest follows once an attempt succeeds")
    func cutByHand() throws {
        // The first study is complete at 01:00:00; the line is cut 5 s later for 110 s. Tried again every minute: at
        // 01:01:05 in vain, at 01:02:05 with success.
        let model = try model(
            uplink: ", outages: { at: 2026-03-02T01:00:05, for: 110 s }")
        let study = try #require(model.run(replication: 0, recordingStudies: true).studies.first)
        let acknowledged = ((5 - setUp) / perInstance).rounded(.down)
        #expect(acknowledged == 36)
        let expected = 125 + setUp + (100 - acknowledged) * perInstance + ingest
        let available = try #require(study.available)
        #expect(abs((available - study.created).seconds - expected) < 1e-4)
        #expect(study.parts[.outage] == .seconds(120))
        #expect(abs(study.parts[.setUp].seconds - 2 * setUp) < 1e-5)
        // What was lost was sent twice.
        let sent = (5 - setUp) + (100 - acknowledged) * perInstance
        #expect(abs((study.parts[.serialisation] + study.parts[.stalls]).seconds - sent) < 1e-4)
        #expect(study.parts[.sharing] < .seconds(1e-4))
        #expect(study.parts[.ingest] == .seconds(3))
    }

    @Test("the bytes sent again are those of the instance that was on its way")
    func bytesSentAgain() throws {
        let model = try model(
            uplink: ", outages: { at: 2026-03-02T01:00:05, for: 110 s }", length: "2 h")
        let result = try model.run(replication: 0)
        let instances = (5 - setUp) / perInstance
        let lost = (instances - instances.rounded(.down)) * 1.04e6
        #expect(abs(result.bytesSentAgain - lost) < 10)
        #expect(abs(result.bytesReceived - 104e6) < 1)
    }

    @Test("pauses grow by the factor up to the longest")
    func backOff() throws {
        // Out of service from before the first study until 01:04:00. Attempts at 0, 10, 30, 70, 130, 190, 250 s.
        let model = try model(
            uplink: ", outages: { at: 2026-03-02T00:59, for: 5 min }", delivery: "cloud")
        let study = try #require(model.run(replication: 0, recordingStudies: true).studies.first)
        #expect(study.parts[.outage] == .seconds(250))
    }

    @Test("after its attempts a transfer is a dead letter until it is sent again by hand")
    func deadLetter() throws {
        // Out of service for the first 4 minutes. In vain at 0, 10 and 30 s: the third failure makes it a dead letter.
        let model = try model(
            uplink: ", outages: { at: 2026-03-02T00:59, for: 5 min }", delivery: "cloud",
            retry: "{ first: 10 s, factor: 2, jitter: 0 %, attempts: 3, dead_letter: 2 h }")
        let study = try #require(model.run(replication: 0, recordingStudies: true).studies.first)
        #expect(study.parts[.outage] == .seconds(30) + .hours(2))
    }

    @Test("an ingest with a target keeps spare workers: load over target, started when the load comes")
    func elasticTarget() throws {
        // One study of 3 s every 3 s is one worker's work; at a target of 50 % there are two, which never wait.
        func meanWorkers(_ target: String) throws -> Double {
            var clinic = ClinicScenario()
            clinic.length = "1 d"
            clinic.ending = "stop"
            clinic.arrivals = "{ interarrival: 3 s }"
            clinic.reading = "1 s"
            clinic.technologies = """
                cloud:
                  protocol: { stow: { instances_per_request: 50 } }
                  ingest: { workers: { min: 1, max: 9 }, scale_up: 20 s, per_study: 2 s, per_instance: 9 ms\(target) }
                """
            clinic.readers = "- { group: Team, count: 5 }"
            let model = try clinic.model()
            return try #require(model.run(replication: 0).resources.first { $0.kind == .ingest }).capacity
        }
        #expect(try meanWorkers("") == 1)
        // 2.9 s of every 3 s one is at work, which asks for two.
        #expect(try abs(meanWorkers(", target: 50 %") - 2) < 0.05)
        #expect(try abs(meanWorkers(", target: 25 %") - 4) < 0.2)
    }

    @Test("an outage of the hub's line, or of the whole hub, stops every site; of the ingest, none")
    func scopes() throws {
        let window = "{ at: 2026-03-02T01:00:05, for: 10 min }"
        for model in [
            try model(line: ", outages: \(window)"), try model(technology: "outages: \(window)"),
            try model(technology: "maintenance: [ \(window) ]"),
        ] {
            let study = try #require(model.run(replication: 0, recordingStudies: true).studies.first)
            #expect(study.parts[.outage] == .seconds(600))
        }
        let held = try model(ingest: ", outages: \(window)")
        let study = try #require(held.run(replication: 0, recordingStudies: true).studies.first)
        #expect(study.parts[.outage] == .zero)
        // The transfer ends at set-up + 100 instances; the ingest goes on at 01:10:05.
        let arrived = setUp + 100 * perInstance
        #expect(abs(study.parts[.ingestQueue].seconds - (605 - arrived)) < 1e-4)
    }

    @Test("maintenance every Monday night, in local time, is the share of the week that it says")
    func weekly() throws {
        let model = try model(
            technology: "maintenance: [ { weekly: Mon 02:00-04:00 } ]", length: "28 d",
            interarrival: "1 d")
        let result = try model.run(replication: 0)
        let hub = try #require(result.resources.first { $0.kind == .hub })
        #expect(abs((hub.availability ?? 0) - (1 - 2.0 / 168)) < 1e-9)
    }

    @Test("failures at random leave MTBF / (MTBF + MTTR) of the time")
    func random() throws {
        // 20,000 d hold about 8,000 cycles of 2 d + 12 h: the standard error of the share down is
        // 0.2 · 0.8 · √(2/8000) = 0.0025; five of them.
        let model = try model(
            uplink: ", outages: { mtbf: 2 d, mttr: 12 h }", length: "20000 d", interarrival: "50 d"
        )
        let link = try #require(try model.run(replication: 0).resources.first { $0.kind == .link })
        #expect(abs((link.availability ?? 0) - 0.8) < 0.0125)
    }

    @Test("an outage that breaks a download lets the reader wait and finish later")
    func retrieval() throws {
        var clinic = ClinicScenario()
        clinic.technologies =
            "cloud:\n"
            + indented(
                """
                \(ClinicScenario.plainCStore)
                outages: { at: 2026-03-02T01:00:05, for: 90 s }
                retry: { every: 1 min, jitter: 0 % }
                """, by: 2)
        clinic.readers =
            "- { group: Team, count: 1, downlink: { bandwidth: 100 Mbit/s, round_trip: 40 ms } }"
        let model = try clinic.model()
        let study = try #require(model.run(replication: 0, recordingStudies: true).studies.first)
        let acknowledged = ((5 - setUp) / perInstance).rounded(.down)
        let expected = 125 + setUp + (100 - acknowledged) * perInstance
        let opened = try #require(study.opened)
        #expect(abs((opened - study.created).seconds - expected) < 1e-4)
    }

    @Test("under random outages nothing is lost or delivered twice, in 1,000 random scenarios")
    func randomScenarios() throws {
        // Every run checks conservation of studies and of bytes itself, and throws where one is broken.
        for seed in 0..<1000 {
            var stream = RandomStream(seed: UInt64(seed), replication: 0, name: "fault scenarios")
            func pick<Item>(_ items: [Item]) -> Item { items[Int(stream.uniform() * Double(items.count))] }
            let spans = ["20 s", "5 min", "2 h"]
            let retrievals = ["download", "streaming", "prefetch", "{ prefetch: 3 }"]
            func outages() -> String {
                pick([
                    "{ mtbf: \(pick(["10 min", "3 h", "1 d"])), mttr: \(pick(spans)) }",
                    "[ { at: 2026-03-02T0\(pick([0, 1, 5])):10, for: \(pick(spans)) }, { weekly: daily 04:00-04:30 } ]",
                ])
            }
            let text = """
                title: Random faults \(seed)
                start: 2026-03-02T00:00
                length: \(pick(["6 h", "1 d"]))
                ending: \(pick(["stop", "finish"]))
                seed: \(seed)
                priorities: [ { name: stat }, { name: routine } ]
                sites:
                  - name: A
                    kind: hospital
                    uplink: { bandwidth: \(pick(["5 Mbit/s", "100 Mbit/s"])), round_trip: 20 ms, outages: \(outages()) }
                    demand:
                      - modality: ct
                        arrivals: { per_day: \(pick([20, 200])), profile: flat }
                        priority: { stat: 20 %, routine: 80 % }
                  - name: B
                    kind: imaging-centre
                    uplink: { bandwidth: 20 Mbit/s, round_trip: 60 ms, loss: 0.01 %, background: \(pick(["0 %", "50 %"])) }
                    gateway: { concurrency: 2, shaping: { hours: 08:00-12:00, limit: 5 Mbit/s } }
                    demand: [ { modality: xray, arrivals: { per_day: 100, profile: flat }, priority: { stat: 50 %, routine: 50 % } } ]
                delivery: \(pick(["cloud", "on-premise", "hybrid"]))
                technologies:
                  cloud:
                    protocol: { stow: { instances_per_request: \(pick([1, 20])) } }
                    ingest: { workers: { min: 1, max: 5 }, scale_up: 30 s, per_study: 1 s, per_instance: 3 ms, outages: \(outages()) }
                    outages: \(outages())
                    retrieval: \(pick(retrievals))
                  on-premise:
                    protocol: { c_store: { associations: \(pick([1, 4])) } }
                    line: { bandwidth: \(pick(["10 Mbit/s", "500 Mbit/s"])), outages: \(outages()) }
                    ingest: { workers: 2, per_study: 1 s, per_instance: 3 ms }
                    outages: \(outages())
                    retry: \(pick(["{ every: 5 min }", "{ first: 5 s, factor: 3, most: 1 h, jitter: 50 % }"]))
                    retrieval: \(pick(retrievals))
                  hybrid:
                    cache: { retention: \(pick(["10 min", "30 d"])) }
                    copy: { round_trip: 20 ms, limit: \(pick(["5 Mbit/s", "1 Gbit/s"])) }
                readers:
                  - { group: Team, count: 3, downlink: { bandwidth: 50 Mbit/s, round_trip: 30 ms } }
                  - { group: Day, count: 2, shifts: [ { days: daily, hours: 08:00-10:00 } ], downlink: { bandwidth: 20 Mbit/s, round_trip: 30 ms } }
                """
            let scenario = try ScenarioFile(text: text, path: "faults-\(seed).yaml").scenario()
            let result = try TeleradiologyModel(scenario).run(replication: 0, recordingStudies: true)
            let reported = result.studies.count { $0.reported != nil }
            #expect(result.conservation.reported == reported, "seed \(seed)")
            if scenario.ending == .finish { #expect(reported == result.conservation.created, "seed \(seed)") }
            for study in result.studies {
                guard let available = study.available, let complete = study.imagingComplete else { continue }
                #expect(study.parts.total == available - complete, "seed \(seed)")
            }
        }
    }

    @Test("mistakes about outages are found at their place, with what was expected")
    func errors() throws {
        func messages(_ outages: String) -> String { clinic(uplink: ", outages: \(outages)").errors() }
        #expect(messages("{ mtbf: 90 }").contains("clinic.yaml:10:74: error: "))
        #expect(messages("{ mtbf: 90 }").contains("write a duration such as '15 min'"))
        #expect(messages("{ mtbf: 90 d }").contains("missing key 'mttr'"))
        #expect(messages("{ weekly: Sunday }").contains("no weekly window such as 'Sun 02:00-04:00'"))
        #expect(messages("{ at: tomorrow, for: 2 h }").contains("a local date and time such as"))
        #expect(messages("{ at: 2026-03-02T01:00, mtbf: 3 d }").contains("expected outages such as"))
        #expect(messages("{ mtfb: 3 d, mttr: 1 h }").contains("did you mean 'mtbf'?"))
        #expect(messages("{ mtbf: 0 s, mttr: 1 h }").contains("must be above zero"))
    }
}
