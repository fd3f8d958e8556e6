import Foundation
import ScenarioFiles
import SimulationKernel
import Teleradiology
import Testing

/// What was observed of radiologists who choose what they read next, as a shape: one more routine study that is worth a lot
/// a minute adds 17.7 minutes to the turnaround of expedited ones, one that is worth little 2 minutes (2.2 million studies of 62
/// hospitals and 115 radiologists; Journal of Operations Management, as reported by The Imaging Wire).
@Suite("Cherry-picking behaves as was observed")
struct CherryPickingFacts {
    /// Minutes from imaging complete to the report of expedited studies, by replication.
    private func expedited(_ variant: String?, choosingFrom top: Int? = nil) async throws -> [RunResult] {
        let path = Repository.root.appending(path: "Scenarios/cherry-picking/scenario.yaml").path()
        var file = try ScenarioFile(contentsOfFile: path)
        if let variant { file = try file.variant(variant) }
        var scenario = try file.scenario()
        if let top { scenario.assignment.cherryPicking = top }
        let model = try TeleradiologyModel(scenario)
        return try await withThrowingTaskGroup(of: (Int, RunResult).self) { group in
            for replication in 0..<ReplicatedMean.replications {
                group.addTask { (replication, try model.run(replication: replication)) }
            }
            var results: [(Int, RunResult)] = []
            for try await result in group { results.append(result) }
            return results.sorted { $0.0 < $1.0 }.map(\.1)
        }
    }

    private func minutes(_ results: [RunResult]) -> [Double] {
        results.map { result in
            let cell = result.merged { _, priority in priority == 0 }
            return (cell.intervals[Int(Interval.turnaround.rawValue)].meanSeconds ?? 0) / 60
        }
    }

    @Test("more easy work that is paid well delays expedited studies more than the same work paid badly")
    func wellPaid() async throws {
        let base = try await minutes(expedited(nil))
        let well = try await minutes(expedited("more that pay well"))
        let badly = try await minutes(expedited("more that pay badly"))
        let costs = ReplicatedMean(zip(well, base).map { $0 - $1 })
        #expect(costs.mean - costs.halfWidth > 0)
        let more = ReplicatedMean(zip(well, badly).map { $0 - $1 })
        #expect(more.mean - more.halfWidth > 0, "\(more.mean) ± \(more.halfWidth)")
    }

    @Test("where readers take the first study, what it pays does not matter")
    func inOrder() async throws {
        let well = try await expedited("more that pay well", choosingFrom: 1).map(\.fingerprint)
        let badly = try await expedited("more that pay badly", choosingFrom: 1).map(\.fingerprint)
        #expect(well == badly)
    }

    @Test("choice costs expedited studies something even without more work")
    func choice() async throws {
        let free = try await minutes(expedited(nil))
        let inOrder = try await minutes(expedited("in order"))
        let costs = ReplicatedMean(zip(free, inOrder).map { $0 - $1 })
        #expect(costs.mean - costs.halfWidth > 0, "\(costs.mean) ± \(costs.halfWidth)")
    }
}
