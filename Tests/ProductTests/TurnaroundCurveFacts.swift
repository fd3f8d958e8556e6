import Experiments
import ScenarioFiles
import SimulationKernel
import Teleradiology
import Testing

@Suite("The distribution of turnaround, replication by replication")
struct TurnaroundCurveFacts {
    private func demo(_ settings: String...) async throws -> ExperimentResult {
        let path = Repository.root.appending(path: "Scenarios/demo.yaml").path()
        let scenario = try ScenarioFile(contentsOfFile: path)
            .setting(["length=6 d", "warm_up=1 d", "replications=3"] + settings).scenario()
        return try await Experiment(scenario, threads: 2).run()
    }

    @Test("times are 16 a decade from 10 s on")
    func times() {
        let times = TurnaroundCurve.times.map(\.seconds)
        #expect(times.count == 81)
        #expect(times.first == 10)
        #expect(times[16] == 100)
        #expect(times.last == 1_000_000)
    }

    /// The shares by counting the studies of a log, one by one.
    @Test("shares are those of the studies counted one by one, to the width of a bucket")
    func counted() async throws {
        let result = try await demo()
        let model = try TeleradiologyModel(result.scenario)
        let curve = try #require(result.turnaroundCurve(.modality(.ct)))
        var sums = [Double](repeating: 0, count: TurnaroundCurve.times.count)
        var slack = sums
        for replication in 0..<3 {
            let warmUp = SimulationTime.zero + result.scenario.warmUp
            let spans = try model.run(replication: replication, recordingStudies: true).studies
                .compactMap { study -> Double? in
                    guard study.modality == .ct, let imaged = study.imagingComplete, imaged >= warmUp,
                        let reported = study.reported
                    else { return nil }
                    return (reported - imaged).seconds
                }
            for (index, time) in TurnaroundCurve.times.enumerated() {
                let count = Double(spans.count)
                sums[index] += Double(spans.count { $0 <= time.seconds }) / count / 3
                slack[index] +=
                    Double(spans.count { abs($0 / time.seconds - 1) < 1.0 / 128 }) / count / 3 + 1e-12
            }
        }
        for (index, share) in curve.shares.enumerated() {
            #expect(abs(share.value - sums[index]) <= slack[index], "\(TurnaroundCurve.times[index])")
        }
    }

    @Test("a group without a report has no curve")
    func nothing() async throws {
        let result = try await demo("length=1 min", "warm_up=0 s")
        #expect(result.turnaroundCurve(.all) == nil)
    }
}
