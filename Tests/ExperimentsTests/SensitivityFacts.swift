import Experiments
import Foundation
import Reports
import ScenarioFiles
import Teleradiology
import Testing

@Suite("Sensitivity: which parameters matter")
struct SensitivityFacts {
    /// `scipy.stats.spearmanr` 1.x; the first is also the worked example of Wikipedia's "Spearman's rank correlation
    /// coefficient": −29/165.
    @Test(
        "Spearman's correlation and its probability are those of SciPy, ties included",
        arguments: [
            (
                [106.0, 100, 86, 101, 99, 103, 97, 113, 112, 110], [7.0, 27, 2, 50, 28, 29, 20, 12, 6, 17],
                -29.0 / 165, 0.627_188_345_2
            ), ([1, 2, 2, 3, 5, 4], [2, 1, 3, 3, 4, 6], 0.808_823_529_4, 0.051_329_063_2),
        ])
    func spearman(first: [Double], second: [Double], value: Double, probability: Double) throws {
        let found = try #require(RankCorrelation(Array(zip(first, second))))
        #expect(abs(found.value - value) < 1e-9)
        #expect(abs((found.probability ?? 0) - probability) < 1e-6)
        #expect(found.pairs == first.count)
    }

    @Test("the interval is Bonett and Wright's, and covers the true correlation of normal pairs")
    func interval() throws {
        // r = 0.5 with ranks 1, 2, 3, 4, 5 and 2, 1, 3, 5, 4 … chosen so that Σd² = 4: r = 1 − 6·4/(5·24) = 0.8.
        let pairs = zip([1.0, 2, 3, 4, 5], [2.0, 1, 3, 5, 4]).map { ($0, $1) }
        let found = try #require(RankCorrelation(pairs))
        #expect(abs(found.value - 0.8) < 1e-12)
        let half = 1.959_963_984_540_054 * ((1 + 0.32) / 2).squareRoot()
        #expect(abs((found.lower ?? 0) - tanh(atanh(0.8) - half)) < 1e-12)
        #expect(abs((found.upper ?? 0) - tanh(atanh(0.8) + half)) < 1e-12)
        // A perfect order has no other end; few pairs, or no movement, have no interval or nothing at all.
        let perfect = try #require(RankCorrelation((1...6).map { (Double($0), Double($0 * $0)) }))
        #expect(perfect.value == 1 && perfect.lower == 1 && perfect.upper == 1)
        #expect(perfect.probability == 0)
        #expect(RankCorrelation([(1, 2), (2, 3), (3, 1)])?.lower == nil)
        #expect(RankCorrelation([(1, 2), (2, 2), (3, 2)]) == nil)
        #expect(RankCorrelation([(1, 2)]) == nil)
    }

    private func sensitivity(
        _ texts: [String], _ measure: String, samples: Int = 0
    ) async throws -> Sensitivity {
        let base = try SmallScenario.file().scenario()
        let wanted = try Measure(text: measure, in: base)
        let design = try SensitivityDesign(
            texts.map { try SweptParameter($0, option: "--over") }, samples: samples, seed: 3)
        var runs: [Sensitivity.Run] = []
        for assignments in design.assignments {
            let scenario = try SmallScenario.file().setting(assignments).scenario()
            runs.append(Sensitivity.Run(try await Experiment(scenario).run(), wanted))
        }
        return Sensitivity(design, wanted, base, runs)
    }

    @Test("effects are the paired differences that a comparison gives, the largest swing first")
    func tornado() async throws {
        let found = try await sensitivity(
            ["sites.North.uplink.bandwidth=40 Mbit/s..60 Mbit/s", "readers.Reader.count=1..2"], "rtat.mean")
        #expect(found.effects.map(\.factor.path).first == "readers.Reader.count")
        #expect(found.effects[0].low?.value == 0)
        let comparison = try await SmallScenario.comparison()
        let difference = try #require(
            comparison.difference(comparison.variants[1], .interval(.turnaround, .mean), .all))
        let high = try #require(found.effects[0].high)
        #expect(high.value == difference.estimate.value)
        #expect(found.effects[0].swing == high)
        #expect(found.effects.map(\.sawSameStudies) == [true, true])
        #expect(found.effects[0].correlation == nil)
        // A wider line: later at its lower end, sooner at its upper end.
        #expect((found.effects[1].low?.value ?? 0) > 0)
        #expect((found.effects[1].high?.value ?? 0) < 0)
    }

    @Test("over a sample, more readers and wider lines go with shorter times")
    func sample() async throws {
        let found = try await sensitivity(
            ["sites.North.uplink.bandwidth=20 Mbit/s..200 Mbit/s log", "readers.Reader.speed=0.9..1.5"],
            "transfer.mean", samples: 12)
        let line = try #require(found.effects[0].correlation)
        #expect(found.effects[0].factor.path == "sites.North.uplink.bandwidth")
        // Readers have no part in the transfer, so it falls strictly with the bandwidth.
        #expect(line.value == -1)
        #expect(line.pairs == 12)
        let speed = try #require(found.effects[1].correlation)
        // But for which studies are reported before the end.
        #expect(abs(found.effects[1].swing?.value ?? 1) < 0.1)
        #expect(abs(speed.value) < 0.95)
    }

    @Test("text, CSV and JSON have a row for each parameter; JSON keeps to the committed schema")
    func reports() async throws {
        let found = try await sensitivity(
            ["readers.Reader.count=1..2", "delivery=cloud, on-premise"], "rtat(priority: stat).p95",
            samples: 5)
        let report = try JSONSchema.object(Data(SensitivityJSON.value(found).text.utf8))
        #expect(try JSONSchema.reports().problems(report, as: "sensitivity") == [])
        #expect((report["parameters"] as? [Any])?.count == 2)
        #expect(SensitivityText(found).table.csv.split(separator: "\r\n").count == 3)
        let text = SensitivityText(found).text
        for part in ["rtat(priority: stat).p95", "swing (min)", "rank correlation", "on-premise"] {
            #expect(text.contains(part), "\(part)")
        }
        #expect(!text.contains("nan"))
    }
}
