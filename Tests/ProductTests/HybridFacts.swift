import SimulationKernel
import Teleradiology
import Testing

/// A hub on premises in front of a cloud, worked by hand: who gets a study, who serves it, what it costs.
@Suite("Hybrid: the hub first, a copy in the cloud, each standing in for the other")
struct HybridFacts {
    private func clinic(
        hub: String = "", cache: String = "30 d", copy: String = "{ round_trip: 14 ms }",
        readers: String = "- { group: Team, count: 2, time_zone: UTC }"
    ) -> ClinicScenario {
        var clinic = ClinicScenario()
        clinic.site = "uplink: { bandwidth: 100 Mbit/s, round_trip: { on-premise: 40 ms, cloud: 60 ms } }"
        clinic.delivery = "hybrid"
        clinic.technologies = """
            cloud:
              protocol: { stow: { instances_per_request: 50 } }
              ingest: { workers: 2, per_study: 1 s, per_instance: 10 ms }
              price: { ingress: 0.01 USD/GB, storage: 0.02 USD/GB/month, retention: 365.25 d }
            on-premise:
              protocol: { c_store: { associations: 1 } }
              line: { bandwidth: 500 Mbit/s }
              ingest: { workers: 1, per_study: 2 s, per_instance: 10 ms }
              retry: { every: 1 min, jitter: 0 % }
              price: { storage: 0.50 USD/GB/month, egress: 0.03 USD/GB }
              cost: { staff: 3043.75 USD/month }
            \(indented(hub, by: 2))
            hybrid:
              cache: { retention: \(cache) }
              copy: \(copy)
            """
        clinic.readers = readers
        return clinic
    }

    private let stow = TransferModel(
        .stow(STOW()), over: NetworkPath(roundTrip: .seconds(0.06), bottleneck: .megabits(100)))

    @Test("sites send to the hub, and readers are served by it")
    func usual() throws {
        let result = try clinic().run()
        let study = result.studies[0]
        #expect(try abs(study.seconds(to: \.available) - (ClinicScenario.transfer + 3)) < 1e-4)
        #expect(result.hubs.map(\.technology) == [.onPremise, .cloud])
        #expect(result.hubs.map(\.received) == [1, 0])
        #expect(result.hubs.map(\.served) == [1, 0])
        // The bytes from the site; those of the copy are accounted for apart.
        #expect(abs(result.bytesReceived - 104e6) < 1)
        let copies = try #require(result.resources.first { $0.name == "copies to the cloud" })
        #expect(copies.maximumQueue == 1)
    }

    @Test("a hub that is out of service at the first attempt is left for the cloud at the second")
    func failover() throws {
        let result = try clinic(hub: "outages: { at: 2026-03-02T00:59, for: 2 h }").run()
        let study = result.studies[0]
        let sending = stow.timing(bytes: 100e6, instances: 100, modality: .ct).total.seconds
        #expect(try abs(study.seconds(to: \.available) - (60 + sending + 2)) < 1e-4)
        #expect(study.parts[.outage] == .minutes(1))
        #expect(result.hubs.map(\.received) == [0, 1])
        #expect(result.hubs.map(\.served) == [0, 1])
    }

    @Test("what a hub had acknowledged before it broke is sent again to the cloud")
    func brokenInTheMiddle() throws {
        // The hub's line is cut 5 s into the transfer: 36 instances have been acknowledged.
        let clinic = clinic(
            hub: "line: { bandwidth: 500 Mbit/s, outages: { at: 2026-03-02T01:00:05, for: 1 h } }")
        var text = clinic
        text.technologies = clinic.technologies.replacing("  line: { bandwidth: 500 Mbit/s }\n", with: "")
        let result = try text.run()
        let sent = (5 - ClinicScenario.setUp) / ClinicScenario.perInstance * 1.04e6
        #expect(abs(result.bytesSentAgain - sent) < 10)
        let sending = stow.timing(bytes: 100e6, instances: 100, modality: .ct).total.seconds
        #expect(try abs(result.studies[0].seconds(to: \.available) - (65 + sending + 2)) < 1e-4)
        #expect(result.hubs.map(\.received) == [0, 1])
    }

    @Test("both out of service: the study waits for whichever comes back")
    func bothOut() throws {
        var both = clinic(hub: "outages: { at: 2026-03-02T00:59, for: 2 h }")
        both.technologies = both.technologies.replacing(
            "cloud:\n", with: "cloud:\n  outages: { at: 2026-03-02T00:59, for: 5 min }\n")
        let study = try both.run().studies[0]
        // Attempts at 0, 1, 2 and 3 minutes in vain; at 4 minutes the cloud is back.
        #expect(study.parts[.outage] == .minutes(4))
    }

    // The reader comes at 03:00, when the copy has long been stored.
    private let late = """
        - group: Team
          count: 1
          time_zone: UTC
          shifts: [ { days: daily, hours: 03:00-04:00 } ]
          downlink: { bandwidth: 100 Mbit/s, round_trip: { on-premise: 40 ms, cloud: 60 ms } }
        """

    @Test("a reader whose hub is out of service is served by the cloud's copy, in the cloud's time")
    func servedByTheCopy() throws {
        let result = try clinic(
            hub: "outages: { at: 2026-03-02T02:00, for: 3 h }", readers: late
        ).run()
        let study = result.studies[0]
        #expect(result.hubs.map(\.received) == [1, 0])
        #expect(result.hubs.map(\.served) == [0, 1])
        let opened = try #require(study.opened)
        let assigned = try #require(study.assigned)
        #expect(assigned == .zero + .hours(3))
        let sending = stow.timing(bytes: 100e6, instances: 100, modality: .ct).total.seconds
        #expect(abs((opened - assigned).seconds - sending) < 1e-4)
    }

    @Test("a study that has waited for longer than the hub keeps it comes from the cloud")
    func retention() throws {
        #expect(try clinic(cache: "2 h", readers: late).run().hubs.map(\.served) == [1, 0])
        #expect(try clinic(cache: "1 h", readers: late).run().hubs.map(\.served) == [0, 1])
        // Without a copy the hub keeps it: 104 MB at 50 kbit/s take more than four hours.
        let slow = clinic(cache: "1 h", copy: "{ round_trip: 14 ms, limit: 50 kbit/s }", readers: late)
        #expect(try slow.run().hubs.map(\.served) == [1, 0])
    }

    @Test("copies yield: their limit is the hub's line for no one else")
    func limit() throws {
        // At 10 Mbit/s the copy of 104 MB takes 83.2 s and is on the line alone for the run's length of two hours.
        var limited = clinic(copy: "{ round_trip: 14 ms, limit: 10 Mbit/s }")
        limited.ending = "stop"
        let link = try #require(limited.run().resources.first { $0.name == "copies to the cloud" })
        #expect(abs((link.utilisation ?? 0) - 104e6 * 8 / 10e6 / 7200) < 1e-6)
    }

    @Test("both hubs cost: storage for as long as each keeps, egress and ingress for copies")
    func costs() throws {
        var clinic = clinic(cache: "60.875 d")
        clinic.ending = "stop"
        let costs = Dictionary(
            uniqueKeysWithValues: try clinic.run().costs.map { ($0.element, $0.money.amount) })
        // The hub keeps it for two months, and sends it to the reader and to the cloud.
        #expect(abs(try #require(costs["on-premise storage"]) - 0.1 * 0.50 * 2) < 1e-9)
        #expect(abs(try #require(costs["on-premise egress"]) - 0.1 * 0.03 * 2) < 1e-9)
        #expect(abs(try #require(costs["cloud storage"]) - 0.1 * 0.02 * 12) < 1e-9)
        #expect(abs(try #require(costs["cloud ingress"]) - 0.1 * 0.01) < 1e-9)
        // Two hours of a month of 30.4375 days, 730.5 hours.
        #expect(abs(try #require(costs["on-premise staff"]) - 3043.75 * 2 / 730.5) < 1e-6)
    }

    @Test("a file without variants compares every way of delivery that it describes")
    func compared() throws {
        let scratch = try Scratch()
        let file = try scratch.file("hybrid.yaml", clinic().text)
        let output = try Telerad.run("compare", file, "--replications", "2", "--quiet")
        #expect(output.status == 0, "\(output.standardError)")
        for other in ["cloud", "on-premise"] {
            #expect(output.standardOutput.contains("\n\(other) instead of hybrid\n"), "\(other)")
        }
    }

    @Test("two hubs make a hybrid only where the file says how they work together")
    func described() throws {
        var two = clinic()
        #expect(try two.model().scenario.describedDeliveries == [.cloud, .onPremise, .hybrid])
        two.delivery = "cloud"
        two.technologies = String(two.technologies.split(separator: "hybrid:")[0])
        #expect(try two.model().scenario.describedDeliveries == [.cloud, .onPremise])
    }

    @Test("mistakes in a hybrid are found at their place, with what was expected")
    func mistakes() {
        #expect(clinic(cache: "30").errors().contains("'30' has no unit; write a duration such as"))
        #expect(clinic(copy: "{ }").errors().contains("missing key 'round_trip'"))
        var alone = clinic()
        alone.technologies = alone.technologies.replacing("cloud:\n", with: "clout:\n")
        #expect(alone.errors().contains("did you mean 'cloud'?"))
        #expect(alone.errors().contains("a hybrid needs 'cloud' to be described beside it"))
        var near = clinic()
        near.site = "uplink: { bandwidth: 100 Mbit/s, round_trip: { on-premise: 40 ms } }"
        #expect(
            near.errors().contains("clinic.yaml:10:50: error: sites.Clinic.uplink: no round trip for 'cloud'")
        )
        var undescribed = ClinicScenario()
        undescribed.delivery = "hybrid"
        undescribed.technologies = "cloud:\n" + indented(ClinicScenario.plainCStore, by: 2)
        #expect(undescribed.errors().contains("delivery is 'hybrid', which 'technologies' does not describe"))
    }
}
