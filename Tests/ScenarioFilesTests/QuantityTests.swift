import ScenarioFiles
import SimulationKernel
import Teleradiology
import Testing

@Suite("Quantities carry their units")
struct QuantityTests {
    @Test(
        "durations",
        arguments: [
            ("1 w", 604_800.0), ("28 d", 2_419_200), ("1.5 h", 5400), ("1 h 30 min", 5400), ("1h30min", 5400),
            ("90 min", 5400), ("5400s", 5400), ("5.4e3 s", 5400), ("5400000 ms", 5400), ("'5400 s'", 5400),
            ("1 d 2 h 3 min 4 s", 93_784), ("+2 min", 120), ("2500000 us", 2.5), ("2500000 µs", 2.5),
        ])
    func durations(_ text: String, _ seconds: Double) throws {
        let scenario = try SampleScenario.scenario(
            SampleScenario.text(replacing: "length: 28 d\nwarm_up: 2 d", with: "length: \(text)"))
        #expect(scenario.length == .seconds(seconds))
    }

    @Test("a year is as long as the calendar's on average, 365.25 days")
    func year() throws {
        #expect(
            try SampleScenario.scenario(replacing: "length: 28 d", with: "length: 1 y").length
                == .days(365.25))
    }

    @Test(
        "bandwidths are decimal, as line speeds are",
        arguments: [
            ("64 kbit/s", 64e3), ("100 Mbit/s", 100e6), ("0.5 Gbit/s", 5e8), ("2500 bit/s", 2500),
            ("1Gbit/s", 1e9),
        ])
    func bandwidths(_ text: String, _ bits: Double) throws {
        let scenario = try SampleScenario.scenario(
            replacing: "bandwidth: 100 Mbit/s", with: "bandwidth: \(text)")
        #expect(scenario.sites[0].uplink?.bandwidth.bitsPerSecond == bits)
    }

    @Test(
        "sizes are decimal with MB and binary with MiB (IEC 80000-13)",
        arguments: [
            ("512 B", 512.0), ("3 KB", 3000), ("3 kB", 3000), ("181 MB", 181e6), ("1.5 GB", 1.5e9),
            ("3 KiB", 3072),
            ("2 MiB", 2_097_152), ("1 GiB", 1_073_741_824),
        ])
    func bytes(_ text: String, _ bytes: Double) throws {
        let scenario = try SampleScenario.scenario(replacing: "bytes: 181 MB", with: "bytes: \(text)")
        #expect(scenario.sites[0].demand[0].bytes == .constant(bytes))
    }

    @Test(
        "shares are percentages or fractions",
        arguments: [
            ("0.001 %", 0.00001), ("0.00001", 0.00001), ("1e-5", 0.00001), ("2%", 0.02), ("0", 0), ("0 %", 0),
        ])
    func shares(_ text: String, _ share: Double) throws {
        let scenario = try SampleScenario.scenario(replacing: "loss: 0.001 %", with: "loss: \(text)")
        #expect(scenario.sites[0].uplink?.lossProbability == share)
    }

    @Test(
        "a wrong unit is answered with the right one",
        arguments: [
            ("length: 28 d", "length: 28 days", "'d'"), ("length: 28 d", "length: 40 hours", "'h'"),
            ("length: 28 d", "length: 5000 minutes", "'min'"), ("length: 28 d", "length: 9000 m", "'min'"),
            ("bandwidth: 100 Mbit/s", "bandwidth: 100 Mbps", "'Mbit/s'"),
            ("bandwidth: 100 Mbit/s", "bandwidth: 100 MB/s", "'Mbit/s'"),
            ("bandwidth: 100 Mbit/s", "bandwidth: 1 GB/s", "'Gbit/s'"),
            ("bandwidth: 100 Mbit/s", "bandwidth: 100 mbit/s", "'Mbit/s'"),
            ("bytes: 181 MB", "bytes: 181 mb", "'MB'"), ("bytes: 181 MB", "bytes: 181 Mib", "'MiB'"),
        ])
    func wrongUnit(_ old: String, _ new: String, _ right: String) throws {
        let errors = SampleScenario.errors(in: try SampleScenario.text(replacing: old, with: new))
        #expect(errors.count == 1)
        #expect(errors.first?.message.contains("did you mean \(right)?") == true)
    }

    @Test("the shares of classes and applications sum to exactly 1 and stand in the order of the classes")
    func shareMaps() throws {
        let text = try SampleScenario.text(
            replacing: "application: { neurology: 45 %, other: 55 % }",
            with: "application: { other: 33.335 %, cardiology: 33.333 %, oncology: 33.337 % }")
        let stream = try SampleScenario.scenario(text).sites[0].demand[0]
        #expect(stream.priorityShares == [0.3, 0.7])
        #expect(abs(stream.applicationShares.reduce(0, +) - 1) < 1e-15)
        #expect(stream.applicationShares.map { ($0 * 1000).rounded() } == [333, 0, 0, 333, 0, 333])
    }

    @Test(
        "distributions of all families, in seconds",
        arguments: [
            ("10 min", Distribution.constant(600)), ("{ constant: { value: 10 min } }", .constant(600)),
            ("{ exponential: { mean: 10 min } }", .exponential(mean: 600)),
            ("{ normal: { mean: 10 min, sd: 30 s } }", .normal(mean: 600, standardDeviation: 30)),
            ("{ uniform: { low: 1 min, high: 2 min } }", .uniform(low: 60, high: 120)),
            (
                "{ triangular: { low: 1 min, mode: 2 min, high: 5 min } }",
                .triangular(low: 60, mode: 120, high: 300)
            ),
            ("{ gamma: { shape: 4, scale: 2 min } }", .gamma(shape: 4, scale: 120)),
            // Mean = shape × scale, variance = shape × scale².
            ("{ gamma: { mean: 8 min, sd: 4 min } }", .gamma(shape: 4, scale: 120)),
            ("{ weibull: { shape: 1.5, scale: 10 min } }", .weibull(shape: 1.5, scale: 600)),
            ("{ loglogistic: { median: 10 min, shape: 3 } }", .loglogistic(shape: 3, scale: 600)),
            (
                "{ discrete: { values: [ 1 min, 5 min ], weights: [ 3, 1 ] } }",
                .discrete(values: [60, 300], weights: [3, 1])
            ),
            ("{ lognormal: { median: 10 min, sigma: 0.5 } }", .lognormal(median: 600, sigma: 0.5)),
        ])
    func distributions(_ text: String, _ expected: Distribution) throws {
        let scenario = try SampleScenario.scenario(
            replacing: "{ lognormal: { median: 10 min, sigma: 0.5 } }", with: text)
        #expect(scenario.sites[0].demand[0].readingSeconds == expected)
    }

    @Test("a log-normal given by mean and SD has that mean, and σ² = ln(1 + (sd/mean)²)")
    func lognormalMoments() throws {
        let pool = try #require(SampleScenario.scenario().sites[0].scanners[.ct])
        guard case .lognormal(_, let sigma) = pool.examSeconds else {
            Issue.record("not log-normal: \(pool.examSeconds)")
            return
        }
        #expect(abs(pool.examSeconds.mean - 14 * 60) < 1e-9)
        // ln(1 + 36/196) = 0.168 623 (bc).
        #expect(abs(sigma * sigma - 0.168_622_712) < 1e-8)
    }
}
