import SimulationKernel
import Teleradiology
import Testing

/// Waits of textbook queues, from scenario files, against their closed forms.
///
/// Mean read 10 minutes throughout. M/M/c: D. Gross, J. F. Shortle, J. M. Thompson, C. M. Harris,
/// *Fundamentals of Queueing Theory*, 4th ed., section 2.3. Priorities: section 3.4 (A. Cobham 1954).
/// M/G/1: section 5.1 (Pollaczek–Khinchine).
@Suite("Queues from scenario files have the waits of their closed forms")
struct QueueingFormulas {
    @Test(
        "M/M/c: mean wait and p95 of the wait, in minutes",
        arguments: [
            (1, 0.8, 40.000, 138.63), (2, 0.8, 17.778, 66.37), (4, 0.8, 7.4554, 30.99),
            (1, 0.9, 90.0, 289.04),
            (4, 0.9, 19.694, 68.93),
        ])
    func multiServer(readers: Int, load: Double, mean: Double, p95: Double) async throws {
        var scenario = QueueingScenario.poisson(load: load, readers: readers)
        scenario.length = readers == 1 ? "6000 d" : "3000 d"
        let figures = try await scenario.model().replicate { result in
            [(result.wait().meanSeconds ?? 0) / 60, (result.wait().quantileSeconds(0.95) ?? 0) / 60]
        }
        figures[0].expect(mean, within: load > 0.85 ? 0.06 : 0.03, "mean wait")
        figures[1].expect(p95, within: load > 0.85 ? 0.08 : 0.04, "p95 of the wait")
    }

    @Test(
        "non-pre-emptive priorities: mean wait of STAT, urgent and routine, in minutes",
        arguments: [(1, [8.6957, 12.7877, 58.8235]), (4, [1.6207, 2.3834, 10.9638])])
    func priorities(readers: Int, means: [Double]) async throws {
        var scenario = QueueingScenario.poisson(load: 0.8, readers: readers)
        scenario.order = "priority"
        scenario.length = readers == 1 ? "6000 d" : "2000 d"
        let figures = try await scenario.model().replicate { result in
            (0..<3).map { (result.wait(ofPriority: $0).meanSeconds ?? 0) / 60 } + [
                (result.wait().meanSeconds ?? 0) / 60
            ]
        }
        for (figure, mean) in zip(figures, means) { figure.expect(mean, within: 0.04, "mean wait") }
        // The order of service changes who waits, not how long on average.
        figures[3].expect(readers == 1 ? 40 : 7.4554, within: 0.04, "mean wait over all classes")
    }

    @Test(
        "M/G/1: Pollaczek–Khinchine for squared coefficients of variation 0, 1/4, 1/2, 1 and 2, in minutes",
        arguments: [
            ("10 min", 20.0), ("{ gamma: { mean: 10 min, sd: 5 min } }", 25),
            ("{ gamma: { shape: 2, scale: 5 min } }", 30), ("{ exponential: { mean: 10 min } }", 40),
            ("{ lognormal: { mean: 10 min, sd: 14.142135624 min } }", 60),
        ])
    func generalService(reading: String, mean: Double) async throws {
        var scenario = QueueingScenario.poisson(load: 0.8, readers: 1, reading: reading)
        scenario.length = "6000 d"
        let figures = try await scenario.model().replicate { [($0.wait().meanSeconds ?? 0) / 60] }
        figures[0].expect(mean, within: 0.06, "mean wait")
    }

    @Test("D/D/1 with room to spare: nobody waits, readers are busy 8 minutes in 10")
    func deterministic() throws {
        var scenario = QueueingScenario(arrivals: "{ interarrival: 10 min }", reading: "8 min", readers: 1)
        scenario.length = "10 d"
        scenario.warmUp = "0 s"
        let result = try scenario.model().run(replication: 0, recordingStudies: true)
        // At 10, 20, … minutes; the one due at the very end is not made.
        #expect(result.conservation.created == 1439)
        #expect(result.wait().maximum == .zero)
        let whole = SimulationKernel.Duration.minutes(8)
        #expect(result.studies.dropLast().allSatisfy { $0.reported == $0.created + whole })
        let readers = try #require(result.resources.first { $0.kind == .readers })
        // Busy from minute 10 on: 1438 whole reads, and the last one for its 8 minutes.
        #expect(abs((readers.utilisation ?? 0) - 1439.0 * 8 / 14_400) < 1e-12)
    }

    @Test("D/D/1 overloaded: the n-th study waits 2 (n − 1) minutes, and none is lost")
    func overloaded() throws {
        var scenario = QueueingScenario(arrivals: "{ interarrival: 10 min }", reading: "12 min", readers: 1)
        scenario.length = "10 d"
        scenario.warmUp = "0 s"
        let result = try scenario.model().run(replication: 0, recordingStudies: true)
        for study in result.studies {
            guard let opened = study.opened else { continue }
            let expected = SimulationKernel.Duration.minutes(2 * Double(study.number))
            #expect(opened - study.created == expected)
        }
        #expect(result.conservation.created == 1439)
        // Reads begin at minute 10 and take 12: (14,400 − 10) / 12 are finished.
        #expect(result.conservation.reported == 1199)
        #expect(result.conservation.inSystemCounts == [0, 0, 0, 0, 239, 0, 1])
    }
}
