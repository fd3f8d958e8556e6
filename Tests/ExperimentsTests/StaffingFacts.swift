import Experiments
import Foundation
import Reports
import ScenarioFiles
import SimulationKernel
import Teleradiology
import Testing

@Suite("Staffing: the cheapest roster that keeps its conditions")
struct StaffingFacts {
    /// The probability that a customer of M/M/c waits (Erlang C), by the recursion of Erlang B.
    ///
    /// Gross and others, *Fundamentals of Queueing Theory*, section 2.4.
    private func erlangC(servers: Int, load: Double) -> Double {
        var blocking = 1.0
        for count in 1...servers { blocking = load * blocking / (Double(count) + load * blocking) }
        return blocking / (1 - load / Double(servers) * (1 - blocking))
    }

    @Test(
        "the square-root rule is within one server of Erlang C",
        arguments: [1.0, 5, 20, 100, 500], [0.02, 0.05, 0.2, 0.5])
    func squareRootRule(load: Double, wait: Double) {
        let exact = (Int(load) + 1...Int(load) + 200).first { erlangC(servers: $0, load: load) <= wait } ?? 0
        #expect(abs(SquareRootRule.readers(load: load, waitProbability: wait) - exact) <= 1)
        #expect(SquareRootRule.readers(load: 0, waitProbability: wait) == 1)
    }

    @Test("a test decides as its triangle says, worked by hand")
    func triangle() {
        // n = 10, β = 0.05: η = (0.1^(−2/9) − 1)/2 = 0.334050, so h²/2 = 9η = 3.006453. Five figures of −1 and five of −3
        // have the mean −2 and the variance 10/9. With ε = 0.2 the triangle at 10 is 3.006453 · (10/9)/0.2 − 1 = 15.7,
        // and the sum −20 lies outside of it; with ε = 0.15 it is 21.5, and one more figure of −2 decides.
        func test(_ tolerance: Double, _ sign: Double) -> FeasibilityTest {
            var test = FeasibilityTest(tolerance: tolerance, errorProbability: 0.05, firstStage: 10)
            for index in 0..<10 { test.add(sign * (index % 2 == 0 ? -1 : -3)) }
            return test
        }
        #expect(test(0.2, 1).decision == .feasible)
        #expect(test(0.2, -1).decision == .infeasible)
        var open = test(0.15, 1)
        #expect(open.decision == nil)
        open.add(-2)
        #expect(open.decision == .feasible)
        #expect(open.count == 11)
        // 9 · 0.334050 · (10/9)/0.15 − 0.15 · 11/2 = 21.444 < 22.
        var close = test(0.15, 1)
        close.add(-1.4)
        #expect(close.decision == nil)
        // What never varies is decided by the first stage.
        var constant = FeasibilityTest(tolerance: 0.01, errorProbability: 0.001, firstStage: 10)
        for _ in 0..<9 { constant.add(0.5) }
        #expect(constant.decision == nil)
        constant.add(0.5)
        #expect(constant.decision == .infeasible)
    }

    @Test(
        "wrong answers at the edge of the tolerance are as rare as stated",
        arguments: [(0.3, 0.05), (0.15, 0.05), (0.2, 0.2)])
    func errors(tolerance: Double, probability: Double) {
        let trials = 2000
        var wrong = 0
        for trial in 0..<trials {
            var stream = RandomStream(seed: 7, replication: trial, name: "feasibility")
            var test = FeasibilityTest(
                tolerance: tolerance, errorProbability: probability, firstStage: 10)
            while test.decision == nil {
                // A normal figure (Box and Muller) whose mean is one tolerance on the right side.
                let radius = (-2 * log(stream.uniform())).squareRoot()
                test.add(radius * cos(2 * Double.pi * stream.uniform()) - tolerance)
            }
            if test.decision == .infeasible { wrong += 1 }
        }
        // Five standard deviations of a binomial count: a right program fails less than once in a million.
        let expected = Double(trials) * probability
        #expect(Double(wrong) <= expected + 5 * (expected * (1 - probability)).squareRoot())
        // And the bound is no idle one: a test that never errs would take too many replications.
        #expect(wrong > 0)
    }

    private static let shifts = """
        readers:
          - { group: Day, count: 2, time_zone: UTC, shifts: [ { days: daily, hours: 07:00-19:00 } ], cost: { per_hour: 100 EUR } }
          - { group: Night, count: 2, time_zone: UTC, shifts: [ { days: daily, hours: 19:00-07:00 } ], cost: { per_hour: 150 EUR } }
        """

    private func scenario() throws -> Scenario {
        let lines = SmallScenario.text.split(separator: "\n", omittingEmptySubsequences: false)
            .filter { !$0.contains("readers:") && !$0.contains("group: Reader") }
        let text = (lines + [Substring(Self.shifts)]).joined(separator: "\n")
            .replacing("profile: flat", with: "profile: emergency").replacing(
                "length: 3 d", with: "length: 8 d")
        return try ScenarioFile(text: text, path: "shifts.yaml").scenario()
    }

    @Test(
        "the answer is that of trying every roster with many replications",
        arguments: [("within_target(priority: stat) >= 87 %", 0.01), ("wait.p95 <= 8 min", 60.0)])
    func exhaustive(text: String, tolerance: Double) async throws {
        let scenario = try scenario()
        let expectation = try MeasureExpectation(text: text, in: scenario)
        let condition = try #require(StaffQuestion.Condition(expectation, tolerance: tolerance))
        let question = StaffQuestion(
            scenario, groups: [.init(index: 0, readers: 1...4), .init(index: 1, readers: 1...3)],
            conditions: [condition])
        #expect(question.rosterCount == 12)
        let result = try await StaffSearch(question, threads: 2).run()

        // 84 hours a week each, at 100 and 150 EUR.
        var cheapest: (roster: [Int], cost: Double)?
        var answers: [[Int]: Bool] = [:]
        for day in 1...4 {
            for night in 1...3 {
                var each = scenario
                each.readers[0].count = day
                each.readers[1].count = night
                each.replications = 30
                let found = try #require(
                    try await Experiment(each, threads: 2).run().estimate(expectation.measure))
                // Were one within the tolerance, either answer would be right, and this test would say nothing.
                let distance = abs(found.value - expectation.threshold) - (found.halfWidth ?? 0)
                #expect(distance > tolerance, "\(day) + \(night): \(found)")
                let isKept = expectation.relation.holds(found.value, expectation.threshold)
                answers[[day, night]] = isKept
                let cost = Double(day) * 8400 + Double(night) * 12_600
                if isKept, cost < cheapest?.cost ?? .infinity { cheapest = ([day, night], cost) }
            }
        }
        let best = try #require(result.best)
        #expect(best.roster == cheapest?.roster)
        #expect(abs(best.cost - (cheapest?.cost ?? 0)) < 1e-6)
        #expect(result.currency == "EUR")
        // Every roster is accounted for, and each that was simulated has the right answer.
        #expect(result.candidates.count + result.costlier + result.fewerReaders == 12)
        for candidate in result.candidates {
            #expect((candidate.verdict != .infeasible) == answers[candidate.roster], "\(candidate.roster)")
            #expect(candidate.verdict != .undecided)
        }
    }

    @Test("one thread and two give the same search; text, CSV and JSON tell it by the schema")
    func reports() async throws {
        let scenario = try scenario()
        let conditions = try ["within_target(priority: stat) >= 92 %", "rtat.p95 < 90 min"].map {
            StaffQuestion.Condition(
                try MeasureExpectation(text: $0, in: scenario), tolerance: $0.contains("%") ? 0.01 : 60)
        }.compactMap(\.self)
        let question = StaffQuestion(
            scenario, groups: [.init(index: 0, readers: 1...4), .init(index: 1, readers: 1...3)],
            conditions: conditions)
        let one = try await StaffSearch(question, threads: 1).run()
        let two = try await StaffSearch(question, threads: 2).run()
        #expect(StaffJSON.value(one).text == StaffJSON.value(two).text)
        let report = try JSONSchema.object(Data(StaffJSON.value(one).text.utf8))
        #expect(try JSONSchema.reports().problems(report, as: "staff") == [])
        #expect(StaffText(one).table.csv.split(separator: "\r\n").count == one.candidates.count + 1)
        let text = StaffText(one).text
        for part in ["Day", "Night", "square-root rule", "chosen", "EUR a week", "why it lost"] {
            #expect(text.contains(part), "\(part)")
        }
    }

    @Test("when no roster keeps a condition, the answer is that none does, after one roster")
    func none() async throws {
        let scenario = try scenario()
        let expectation = try MeasureExpectation(text: "rtat.mean < 1 min", in: scenario)
        let condition = try #require(StaffQuestion.Condition(expectation, tolerance: 1))
        let question = StaffQuestion(
            scenario, groups: [.init(index: 0, readers: 1...3)], conditions: [condition])
        let result = try await StaffSearch(question).run()
        #expect(result.best == nil)
        #expect(result.candidates.map(\.roster) == [[3]])
        #expect(result.fewerReaders == 2)
        #expect(StaffText(result).text.contains("No roster within the bounds keeps them."))
        let report = try JSONSchema.object(Data(StaffJSON.value(result).text.utf8))
        #expect(try JSONSchema.reports().problems(report, as: "staff") == [])
    }
}
