import Teleradiology
import Testing

/// Waits of queues whose classes interrupt each other, from scenario files, against their closed forms.
///
/// Mean read 10 minutes; STAT, urgent and routine are 10, 30 and 60 %. What is compared is the time that a study is not
/// read: the wait for its opening and the interruptions of its reading.
@Suite("Pre-emptive queues from scenario files have the waits of their closed forms")
struct PreemptionFormulas {
    private static let shares = [0.1, 0.3, 0.6]

    /// Minutes by class in which a study is not read.
    private func delays(_ scenario: QueueingScenario) async throws -> [ReplicatedMean] {
        try await scenario.model().replicate { result in
            (0..<3).map { priority in
                let cell = result.merged { _, each in each == priority }
                let wait = cell.intervals[Int(Interval.wait.rawValue)].meanSeconds ?? 0
                return (wait + (cell.meanInterruptedSeconds ?? 0)) / 60
            }
        }
    }

    /// The mean wait of M/M/c in minutes by Erlang's C formula (Gross and others, section 2.3).
    private func erlangWait(servers: Int, load: Double) -> Double {
        let offered = load * Double(servers)
        var term = 1.0
        var sum = 1.0
        for count in 1..<max(2, servers) where count < servers {
            term *= offered / Double(count)
            sum += term
        }
        let full = term * offered / Double(servers) / (1 - load)
        return full / (sum + full) * 10 / (Double(servers) * (1 - load))
    }

    /// M/M/c, pre-emptive resume with equal services: the classes 1 to k together are an M/M/c queue of their own, which
    /// lower classes don't touch. (For one server the page's table: 0.8696, 5.9847 and 63.5294 minutes.)
    @Test("pre-emptive resume with exponential reads: the delay of each class", arguments: [1, 2, 3])
    func exponential(readers: Int) async throws {
        var scenario = QueueingScenario.poisson(load: 0.8, readers: readers)
        scenario.order = "{ priority: { preempt: all } }"
        scenario.length = readers == 1 ? "2000 d" : "1000 d"
        let figures = try await delays(scenario)
        var (share, total) = (0.0, 0.0)
        for (priority, own) in Self.shares.enumerated() {
            let upTo = (share + own) * erlangWait(servers: readers, load: 0.8 * (share + own))
            if readers == 1 {
                #expect(abs((upTo - total) / own - [0.8696, 5.9847, 63.5294][priority]) < 1e-4)
            }
            // STAT of several readers hardly waits at all: there a second is near enough.
            let exact = (upTo - total) / own
            figures[priority].expect(exact, within: max(0.09, 1.0 / 60 / exact), "class \(priority)")
            (share, total) = (share + own, upTo)
        }
    }

    /// M/G/1, pre-emptive resume (R. W. Conway, W. L. Maxwell, L. W. Miller, *Theory of Scheduling*, 1967, section 8-7):
    /// T_k = E[S]/(1 − σ_{k−1}) + R_k/((1 − σ_{k−1})(1 − σ_k)) with R_k = Σ_{i ≤ k} λ_i E[S²]/2.
    @Test(
        "pre-emptive resume with general reads: the delay of each class",
        arguments: [("10 min", 100.0), ("{ lognormal: { mean: 10 min, sd: 14.142135624 min } }", 300)])
    func general(reading: String, secondMoment: Double) async throws {
        var scenario = QueueingScenario.poisson(load: 0.8, readers: 1, reading: reading)
        scenario.order = "{ priority: { preempt: [ stat, urgent ] } }"
        scenario.length = "2000 d"
        let figures = try await delays(scenario)
        var before = 0.0
        for (priority, own) in Self.shares.enumerated() {
            let upTo = before + 0.8 * own
            let residual = upTo / 10 * secondMoment / 2
            let delay = 10 / (1 - before) - 10 + residual / ((1 - before) * (1 - upTo))
            figures[priority].expect(delay, within: 0.15, "class \(priority)")
            before = upTo
        }
    }

    @Test("busy time is the same whether or not readings are interrupted")
    func workIsKept() throws {
        var scenario = QueueingScenario.poisson(load: 0.8, readers: 2)
        scenario.length = "300 d"
        func busy(_ order: String) throws -> Double {
            scenario.order = order
            let result = try scenario.model().run(replication: 0)
            return try #require(result.resources.first { $0.kind == .readers }?.utilisation)
        }
        let plain = try busy("priority")
        // Only what is open at the ends of the observed time can differ: minutes of 270 days.
        #expect(abs(try busy("{ priority: { preempt: all } }") - plain) < 2e-4)
        #expect(try busy("{ priority: { preempt: stat } }") != plain)
    }
}
