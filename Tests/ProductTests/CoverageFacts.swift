import Experiments
import ScenarioFiles
import Teleradiology
import Testing

@Suite("Confidence intervals hold the exact value as often as they say")
struct CoverageFacts {
    /// Mean wait of M/M/1 at ρ = 0.8: ρ/(1 − ρ) = 4 services of 10 minutes (Gross and others, section 2.2).
    ///
    /// Each experiment is 20 replications of 40 days behind 2 of warm-up. A right program's count of 150 with a true
    /// coverage of 0.94 has standard deviation 2.9; less than 126 comes once in a million. A thousand experiments are
    /// made on the kernel alone, in ExperimentsTests.
    @Test(
        "M/M/1 from a scenario file, ρ = 0.8: of 150 intervals of the mean wait 126 at least hold 40 minutes")
    func meanWait() async throws {
        var queue = QueueingScenario.poisson(load: 0.8, readers: 1)
        queue.length = "42 d"
        queue.warmUp = "2 d"
        let text = queue.text.replacing(
            "[ { name: stat }, { name: urgent }, { name: routine } ]", with: "[ { name: routine } ]"
        ).replacing(
            "{ stat: 10 %, urgent: 30 %, routine: 60 % }",
            with: "routine\n        size: { instances: 1, bytes: 1 MB }")
        let model = try TeleradiologyModel(ScenarioFile(text: text, path: "queue.yaml").scenario())
        let covered = try await withThrowingTaskGroup(of: Int.self) { group in
            for half in 0..<2 {
                group.addTask {
                    var covered = 0
                    for experiment in stride(from: half, to: 150, by: 2) {
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
        #expect(covered >= 126, "\(covered)")
    }
}
