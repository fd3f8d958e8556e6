import SimulationKernel
import Teleradiology
import Testing

/// Costs that a person can work out from the file.
@Suite("Costs are what the prices of the file come to")
struct CostFacts {
    /// Ten days of a CT of 1 GB an hour (240 in all, the last at the very end), read at once in 10 minutes.
    private func clinic(_ delivery: String, readers: String = "", warmUp: String = "0 d") -> ClinicScenario {
        var clinic = ClinicScenario()
        clinic.start = "2026-03-02T00:30"
        clinic.length = "10 d"
        clinic.ending = "stop"
        clinic.size = "{ instances: 100, bytes: 1 GB }"
        clinic.technologies = """
            cloud:
              protocol: { stow: { instances_per_request: 50 } }
              ingest: { workers: 2, per_study: 0 s, per_instance: 0 s }
            \(indented(delivery, by: 2))
            """
        clinic.readers = """
            - group: Team
              count: 2
              time_zone: UTC
              shifts: [ { days: daily, hours: 00:00-12:00 } ]
            \(indented(readers, by: 2))
            - { group: Night, count: 1 }
            """
        clinic.rest = "warm_up: \(warmUp)"
        return clinic
    }

    private func result(_ delivery: String, readers: String = "", warmUp: String = "0 d") throws -> RunResult
    {
        try clinic(delivery, readers: readers, warmUp: warmUp).model().run(replication: 0)
    }

    private func amounts(_ result: RunResult) -> [String: Double] {
        Dictionary(
            uniqueKeysWithValues: result.costs.map { ("\($0.element) \($0.money.currency)", $0.money.amount) }
        )
    }

    @Test("by use: gigabytes in and out, storage in two tiers, workers, studies")
    func byUse() throws {
        let costs = amounts(
            try result(
                "price: { ingress: 0.01 USD/GB, egress: 0.09 USD/GB, storage: 0.02 USD/GB/month, "
                    + "archive: { after: 30.4375 d, storage: 4 USD/TB/month }, retention: 365.25 d, "
                    + "worker: 0.20 USD/h, per_study: 0.10 USD }"))
        // Studies come after 1 h, 2 h … 239 h; the one at 240 h is at the end and not created.
        let studies = 239.0
        #expect(abs(try #require(costs["ingress USD"]) - 0.01 * studies) < 1e-9)
        #expect(abs(try #require(costs["egress USD"]) - 0.09 * studies) < 1e-9)
        // One month at 0.02 and eleven at 0.004.
        #expect(abs(try #require(costs["storage USD"]) - (0.02 + 11 * 0.004) * studies) < 1e-9)
        #expect(abs(try #require(costs["ingest workers USD"]) - 2 * 240 * 0.20) < 1e-9)
        #expect(abs(try #require(costs["per study USD"]) - 0.10 * studies) < 1e-9)
    }

    @Test("by time: capital over its depreciation, and whatever else runs")
    func byTime() throws {
        let costs = amounts(
            try result(
                "cost: { capital: 250000 EUR, depreciation: 5 y, staff: 60000 EUR/y, line: 400 EUR/month }"
            ))
        let years = 10 / 365.25
        #expect(abs(try #require(costs["capital EUR"]) - 50_000 * years) < 1e-6)
        #expect(abs(try #require(costs["staff EUR"]) - 60_000 * years) < 1e-6)
        #expect(abs(try #require(costs["line EUR"]) - 4800 * years) < 1e-6)
    }

    @Test("readers: hours on shift, and reports by technique")
    func readers() throws {
        let result = try result(
            "", readers: "cost: { per_hour: 180 EUR, per_read: { ct: 35 USD, mr: 45 USD } }")
        let costs = amounts(result)
        // The run begins at 00:30 and ends so: ten times 12 hours, two readers.
        #expect(abs(try #require(costs["readers Team, hours EUR"]) - 2 * 120 * 180) < 1e-6)
        let reads = try #require(costs["readers Team, reads USD"]) / 35
        #expect(reads == reads.rounded() && reads > 0 && reads < 239)
    }

    @Test("the warm-up costs nothing")
    func warmUp() throws {
        let costs = amounts(try result("price: { egress: 0.09 USD/GB, worker: 1 USD/h }", warmUp: "5 d"))
        #expect(abs(try #require(costs["ingest workers USD"]) - 2 * 120) < 1e-9)
        // Opened at or after 120 h: the hourly studies from 120 h to 239 h.
        #expect(abs(try #require(costs["egress USD"]) / 0.09 - 120) < 1.5)
    }

    @Test(
        "mistakes in prices are found, with what was expected",
        arguments: [
            ("price: { egress: 0.09 }", "has no currency"),
            ("price: { egress: 0.09 usd/GB }", "no currency code"),
            ("price: { egress: 0.09 USD }", "behind the currency stands '/GB', '/TB'"),
            (
                "price: { archive: { after: 3 d, storage: 1 USD/GB/month } }",
                "an archive needs a price of 'storage'"
            ),
            ("cost: { staff: 60000 USD }", "behind the currency stands"),
            ("cost: { depreciation: 0 y }", "must be above zero"),
            ("price: { egres: 1 USD/GB }", "did you mean 'egress'?"),
            ("price: { egress: -1 USD/GB }", "must not be negative"),
        ])
    func mistakes(_ line: String, _ message: String) {
        let errors = clinic(line).errors()
        #expect(errors.hasPrefix("clinic.yaml:23:"), "\(errors)")
        #expect(errors.contains(message), "\(errors)")
    }
}
