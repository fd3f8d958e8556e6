import Experiments
import Foundation
import Reports
import ScenarioFiles
import Teleradiology
import Testing

/// Normal numbers of a fixed seed, for tests of coverage.
struct NormalNumbers {
    private var state: UInt64

    init(seed: UInt64) { state = seed }

    mutating func next() -> Double {
        func uniform() -> Double {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return (Double(state >> 11) + 0.5) * 0x1p-53
        }
        return (-2 * log(uniform())).squareRoot() * cos(2 * .pi * uniform())
    }
}

@Suite("Replications go on until a measure is known as well as was asked for")
struct PrecisionFacts {
    private func target(_ tolerance: PrecisionTarget.Tolerance) -> PrecisionTarget {
        PrecisionTarget(
            text: "rtat.mean", measure: Measure(.interval(.turnaround, .mean)), tolerance: tolerance)
    }

    /// After how many of the values the rule stops; nil when it does not.
    private func stop(_ values: [Double], _ tolerance: PrecisionTarget.Tolerance, minimum: Int = 10) -> Int? {
        var rule = StoppingRule([target(tolerance)], minimum: minimum)
        for value in values {
            if rule.isSatisfied { break }
            rule.add([value])
        }
        return rule.isSatisfied ? rule.count : nil
    }

    @Test("equal values stop after ten replications and five more; more are made where more were asked for")
    func fewest() {
        let equal = [Double](repeating: 7, count: 50)
        #expect(stop(equal, .absolute(0.1)) == 15)
        #expect(stop(equal, .absolute(0.1), minimum: 3) == 15)
        #expect(stop(equal, .absolute(0.1), minimum: 20) == 25)
    }

    @Test("an interval that widens again within the next five starts the count anew")
    func lookAhead() throws {
        // Twelve equal values meet the target at once; the thirteenth, far off, breaks it.
        var values = [Double](repeating: 7, count: 12) + [27]
        #expect(stop(values, .absolute(2)) == nil)
        values += [Double](repeating: 7, count: 100)
        // One value d = 20 off among n: variance d²/n, half-width t · d / n ≤ 2, at n = 20 for t = 2.093; and 5 more.
        #expect(stop(values, .absolute(2)) == 26)
    }

    @Test("beyond a hundred replications one in twenty more must stay within")
    func long() throws {
        // Alternating 0 and 2: variance n/(n − 1), half-width t/√(n − 1) ≤ 0.1 first at n = 387 (odd n a little less:
        // 385), where t = 1.966.
        let values = (0..<1000).map { Double($0 % 2 * 2) }
        let stopped = try #require(stop(values, .absolute(0.1)))
        let since = (385...388).contains { stopped == $0 + $0 / 20 }
        #expect(since, "\(stopped)")
    }

    @Test("all targets count, and a measure that some replications lack")
    func several() {
        var rule = StoppingRule([target(.absolute(1)), target(.absolute(1))], minimum: 10)
        for index in 0..<60 { rule.add([5, index < 30 ? Double(index % 2 * 40) : nil]) }
        #expect(!rule.isSatisfied)
        var lacking = StoppingRule([target(.absolute(1))], minimum: 10)
        for index in 0..<40 { lacking.add([index % 3 == 0 ? 5 : nil]) }
        #expect(lacking.isSatisfied)
    }

    @Test("the interval at which it stops covers the mean nearly 95 times in 100")
    func coverage() {
        // Normal values of mean 10 and deviation 5, known to 10 %. Stopping narrows what it looks at: naive stopping
        // from two replications on covers far less here. A right program's count of 2,000 with the rule's own true
        // coverage of 0.945 has standard deviation 10; ± 50 fail less than once in a million.
        var numbers = NormalNumbers(seed: 20_260_302)
        var covered = 0
        var naive = 0
        for _ in 0..<2000 {
            let values = (0..<600).map { _ in 10 + 5 * numbers.next() }
            let count = stop(values, .relative(0.1)) ?? 600
            if let estimate = Estimate(Array(values.prefix(count))), let half = estimate.halfWidth,
                abs(estimate.value - 10) <= half
            {
                covered += 1
            }
            for count in 2...600 {
                guard let estimate = Estimate(Array(values.prefix(count))), let half = estimate.halfWidth,
                    half <= abs(estimate.value) * 0.1 / 1.1
                else { continue }
                if abs(estimate.value - 10) <= half { naive += 1 }
                break
            }
        }
        #expect((1840...1940).contains(covered), "\(covered)")
        #expect(naive < covered - 40, "\(naive) \(covered)")
    }

    @Test(
        "an experiment stops where its figures say, for any number of threads, with the replications of any other"
    )
    func experiment() async throws {
        let scenario = try SmallScenario.file().setting(["length=1 d", "replications=10"]).scenario()
        let target = try PrecisionTarget(text: "rtat.mean 25 %", in: scenario)
        let one = try await Experiment(scenario, threads: 1).run(until: [target])
        let three = try await Experiment(scenario, threads: 3).run(until: [target])
        #expect(RunJSON.value(one).text == RunJSON.value(three).text)
        #expect(one.precision.map(\.isReached) == [true])
        #expect(one.replications.count == one.scenario.replications && one.replications.count >= 15)
        var rule = StoppingRule([target], minimum: 10)
        for each in one.replications { rule.add([each[target.measure]]) }
        #expect(rule.isSatisfied)
        let fixed = try await Experiment(one.scenario, threads: 2).run()
        #expect(fixed.replications.map(\.fingerprint) == one.replications.map(\.fingerprint))
    }

    @Test("where it is not reached, the report says how near and what it would take")
    func notReached() async throws {
        let scenario = try SmallScenario.file().setting(["length=1 d"]).scenario()
        let target = try PrecisionTarget(text: "rtat.mean 0.1 %", in: scenario)
        let result = try await Experiment(scenario, threads: 2).run(until: [target], most: 12)
        let outcome = try #require(result.precision.first)
        #expect(!outcome.isReached && result.replications.count == 12)
        let estimate = try #require(outcome.estimate)
        let half = try #require(estimate.halfWidth)
        let needed = 12 * pow(half / (estimate.value * 0.001 / 1.001), 2)
        #expect(outcome.replicationsNeeded == Int(needed.rounded(.up)))
        #expect(RunText(result).text.contains("not reached  rtat.mean 0.1 %"))
        let json = try JSONSchema.object(Data(RunJSON.value(result).text.utf8))
        #expect(try JSONSchema.reports().problems(json, as: "run") == [])
    }
}

@Suite("An expectation passes, fails or is undecided by its interval")
struct ExpectationFacts {
    private func outcome(
        _ value: Double, _ half: Double?, _ relation: MeasureExpectation.Relation, _ threshold: Double
    ) -> ExpectationOutcome {
        let expectation = MeasureExpectation(
            text: "wait.mean \(relation.rawValue) \(threshold)", measure: Measure(.interval(.wait, .mean)),
            relation: relation, threshold: threshold)
        return ExpectationOutcome(expectation, Estimate(value: value, halfWidth: half, replications: 20))
    }

    @Test(
        "10 ± 1 against thresholds",
        arguments: [
            (MeasureExpectation.Relation.less, 12.0, ExpectationOutcome.Verdict.pass),
            (.less, 10.5, .undecided),
            (.less, 11, .undecided), (.less, 8, .fail), (.atMost, 11.1, .pass), (.atMost, 8.9, .fail),
            (.greater, 8.9, .pass), (.greater, 9.5, .undecided), (.greater, 12, .fail), (.atLeast, 8, .pass),
            (.equal, 10, .undecided), (.equal, 12, .fail), (.notEqual, 12, .pass),
            (.notEqual, 9.5, .undecided),
        ])
    func verdicts(
        relation: MeasureExpectation.Relation, threshold: Double, verdict: ExpectationOutcome.Verdict
    ) {
        #expect(outcome(10, 1, relation, threshold).verdict == verdict)
    }

    @Test("without an interval, or with one of no width, the value decides")
    func exact() {
        #expect(outcome(0, 0, .equal, 0).verdict == .pass)
        #expect(outcome(10, nil, .less, 10.5).verdict == .pass)
        #expect(outcome(10, nil, .less, 10).verdict == .fail)
        #expect(outcome(10, 0, .atMost, 10).verdict == .pass)
    }

    @Test("further replications follow from the square of half-width over distance")
    func further() {
        // 20 · (1/0.5)² = 80: sixty more.
        #expect(outcome(10, 1, .less, 10.5).furtherReplications == 60)
        #expect(outcome(10, 1, .less, 10).furtherReplications == nil)
        #expect(outcome(10, 1, .less, 20).furtherReplications == nil)
    }

    @Test("a measure that no study has fails")
    func nothing() {
        let expectation = MeasureExpectation(
            text: "", measure: Measure(.interval(.wait, .mean)), relation: .less, threshold: 1)
        #expect(ExpectationOutcome(expectation, nil).verdict == .fail)
    }

    @Test("JUnit's XML counts, escapes and tells; JSON keeps to the schema")
    func reports() async throws {
        let lines = ["lost == 0", "rtat(ct).mean < 1 s", "reported > 1"]
        let text = SmallScenario.text + "\nexpect:\n" + lines.map { "  - \($0)\n" }.joined()
        let scenario = try ScenarioFile(text: text, path: "small.yaml").scenario()
        let result = try await Experiment(scenario, threads: 2).run()
        #expect(result.expectations.map(\.verdict) == [.pass, .fail, .pass])
        let xml = JUnitReport(result, file: "a&b.yaml").text
        #expect(xml.contains("tests=\"3\" failures=\"1\" errors=\"0\" skipped=\"0\""))
        #expect(xml.contains("name=\"rtat(ct).mean &lt; 1 s\" file=\"a&amp;b.yaml\" line=\""))
        #expect(xml.contains("<testsuite name=\"Small: &quot;quoted&quot;, back\\slash, Größe\""))
        #expect(xml.components(separatedBy: "<failure ").count == 2)
        let document = try XMLCheck.elements(Data(xml.utf8))
        #expect(document == ["testsuites", "testsuite", "testcase", "testcase", "failure", "testcase"])
        let json = try JSONSchema.object(Data(RunJSON.value(result).text.utf8))
        #expect(try JSONSchema.reports().problems(json, as: "run") == [])
        #expect(RunText(result).text.contains("FAIL       rtat(ct).mean < 1 s: "))
    }
}
