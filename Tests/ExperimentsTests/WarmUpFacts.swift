import Experiments
import Foundation
import Reports
import ScenarioFiles
import SimulationKernel
import Teleradiology
import Testing

@Suite("The end of a warm-up is found by MSER-5 and seen in Welch's curve")
struct WarmUpFacts {
    @Test("a step is cut off where it ends, in whole batches of five")
    func step() throws {
        var numbers = NormalNumbers(seed: 5)
        let series = (0..<400).map { ($0 < 43 ? 10.0 : 0) + 0.1 * numbers.next() }
        let found = try #require(MarginalStandardError(series))
        #expect(found.truncation == 45)
        #expect(found.isReliable)
    }

    @Test("by hand: batches 9, 3, 1, 2, 1, 2, … lose the first two")
    func byHand() throws {
        // Σ (Z − Z̄)²/(k − d)² for k = 12: d = 0: 68.9/144 = 0.479; d = 1: 4.55/121 = 0.0376; d = 2: 2.5/100 = 0.025;
        // d = 3: 2.22/81 = 0.0274; d = 4: 2/64 = 0.031. The batches are five equal values.
        let batches: [Double] = [9, 3, 1, 2, 1, 2, 1, 2, 1, 2, 1, 2]
        let found = try #require(MarginalStandardError(batches.flatMap { [Double](repeating: $0, count: 5) }))
        #expect(found.truncation == 10)
        #expect(found.isReliable)
    }

    @Test("the whole search agrees with the definition, computed term by term")
    func definition() throws {
        var numbers = NormalNumbers(seed: 7)
        for trial in 0..<20 {
            let series = (0..<300).map { index in
                5 * exp(-Double(index) / Double(10 + 5 * trial)) + numbers.next()
            }
            let batches = (0..<60).map { series[$0 * 5..<$0 * 5 + 5].reduce(0, +) / 5 }
            let errors = (0..<55).map { cut -> Double in
                let kept = batches[cut...]
                let mean = kept.reduce(0, +) / Double(kept.count)
                return kept.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(kept.count * kept.count)
            }
            let best = try #require(errors.indices.min { errors[$0] < errors[$1] })
            let found = try #require(MarginalStandardError(series))
            #expect(found.truncation == best * 5)
            #expect(found.isReliable == (best <= 30))
        }
    }

    @Test("what rises to the end is not relied upon, equal values lose nothing, and fifty are needed")
    func limits() throws {
        #expect(MarginalStandardError((0..<200).map { Double($0) })?.isReliable == false)
        #expect(MarginalStandardError([Double](repeating: 3, count: 100))?.truncation == 0)
        #expect(MarginalStandardError([Double](repeating: 3, count: 49)) == nil)
    }

    @Test("Welch's curve: near the beginning as far on either side as there is")
    func welch() {
        // Law, section 9.5.1, w = 2: Y1, mean of three, then means of five; the last two have none.
        let series: [Double] = [1, 4, 10, 2, 3, 8, 5, 7]
        #expect(WelchCurve.of(series, window: 2) == [1, 5, 4, 5.4, 5.6, 5])
        #expect(WelchCurve.of(series, window: 100).count == 6)
        #expect(WelchCurve.of([], window: 2) == [])
    }

    @Test("a queue begun empty settles; the study sees every replication, and text, CSV and JSON agree")
    func study() async throws {
        let scenario = try SmallScenario.file().setting(["length=10 d"]).scenario()
        let measure = try Measure(text: "wait(priority: routine).mean", in: scenario)
        let one = try await WarmUpStudy.run(scenario, measure, threads: 1)
        let two = try await WarmUpStudy.run(scenario, measure, threads: 2)
        #expect(WarmUpJSON.value(one).text == WarmUpJSON.value(two).text)
        let model = try TeleradiologyModel(one.scenario)
        var first = 0.0
        var counts: [Int] = []
        for replication in 0..<6 {
            let studies = try model.run(replication: replication, recordingStudies: true).studies
            counts.append(studies.count { $0.priority == 1 })
            let earliest = try #require(
                studies.filter { $0.priority == 1 }.min {
                    ($0.imagingComplete ?? .latest) < ($1.imagingComplete ?? .latest)
                })
            let opened = try #require(earliest.opened)
            let available = try #require(earliest.available)
            first += (opened - available).seconds / 6
        }
        #expect(abs(one.series[0] - first) < 1e-9)
        // As many as the replication with the fewest has.
        #expect(one.series.count == counts.min())
        let json = try JSONSchema.object(Data(WarmUpJSON.value(one).text.utf8))
        #expect(try JSONSchema.reports().problems(json, as: "warm-up") == [])
        let text = WarmUpText(one, given: scenario.warmUp)
        #expect(text.table.csv.split(separator: "\r\n").count == one.series.count + 1)
        #expect(text.text.contains("6 replications · \(one.series.count) studies each"))
        let recommended = try #require(one.recommended)
        for (given, word) in [
            (recommended, "holds"), (.zero, one.truncationSeconds == 0 ? "holds" : "fails"),
        ] {
            let page = WarmUpPage(one, given: given, command: "telerad warm-up small.yaml")
            #expect(page.text.contains("</span> \(word)"))
            #expect(try XMLCheck.elements(Data(page.text.utf8)).contains("svg"))
            let chart = try #require(page.charts.first as? CurveChart)
            #expect(chart.series[0].points.count == min(240, one.curve.count))
            #expect(chart.marks.contains { $0.label.hasPrefix("the file's warm_up") } == (given > .zero))
        }
        await #expect(throws: WarmUpStudy.Problem.self) {
            try await WarmUpStudy.run(scenario, Measure(.withinTarget), threads: 1)
        }
    }
}
