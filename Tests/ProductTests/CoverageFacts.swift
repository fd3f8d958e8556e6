import Experiments
import ScenarioFiles
import Teleradiology
import Testing

@Suite("Confidence intervals hold the exact value as often as they say")
struct CoverageFacts {
    /// Mean wait of M/M/1 at ρ = 0.8: ρ/(1 − ρ) = 4 services of 10 minutes (Gross and others, section 2.2).
    ///
    /// Each experiment is 20 replications of 40 days behind 4 of warm-up. Means of so few correlated waits are skewed,
    /// which costs Student's interval about one point of coverage.
    @Test(
        "1,000 experiments with M/M/1 at ρ = 0.8: the 95 % interval of the mean wait covers 40 minutes 930 to 970 times"
    )
    func meanWait() async throws {
        var queue = QueueingScenario.poisson(load: 0.8, readers: 1)
        queue.length = "44 d"
        queue.warmUp = "4 d"
        let text = queue.text.replacing(
            "[ { name: stat }, { name: urgent }, { name: routine } ]", with: "[ { name: routine } ]"
        ).replacing("{ stat: 10 %, urgent: 30 %, routine: 60 % }", with: "routine")
        let model = try TeleradiologyModel(ScenarioFile(text: text, path: "queue.yaml").scenario())
        let covered = try await withThrowingTaskGroup(of: Int.self) { group in
            for half in 0..<2 {
                group.addTask {
                    var covered = 0
                    for experiment in stride(from: half, to: 1000, by: 2) {
                        var means: [Double?] = []
                        for replication in experiment * 20..<(experiment + 1) * 20 {
                            means.append(try model.run(replication: replication).wait().meanSeconds)
                        }
                        if let estimate = Estimate(means), let width = estimate.halfWidth,
                            abs(estimate.value - 2400) <= width
                        {
                            covered += 1
                        }
                    }
                    return covered
                }
            }
            return try await group.reduce(0, +)
        }
        #expect((930...970).contains(covered), "\(covered)")
    }
}
