import ScenarioFiles
import SimulationKernel
import Teleradiology
import Testing

@Suite("Expectations and precisions of a scenario are read with the units of their measures")
struct ExpectationTests {
    private func expectations(_ lines: String...) throws -> [MeasureExpectation] {
        let text = SampleScenario.text + "\nexpect:\n" + lines.map { "  - \($0)\n" }.joined()
        return try SampleScenario.file(text).scenario().expectations
    }

    @Test("they stand in a file as people write them, without quotes")
    func unquoted() throws {
        let found = try expectations(
            "rtat(modality: ct, priority: stat).p95 < 30 min", "lost == 0",
            "within_target(stat) >= 95 % # by contract",
            "'wait.max <= 1 h 30 min'", "\"transfer(modality: ct).mean != 0 s\"", "throughput > 63.5")
        #expect(found.map(\.relation) == [.less, .equal, .atLeast, .atMost, .notEqual, .greater])
        #expect(found.map(\.threshold) == [1800, 0, 0.95, 5400, 0, 63.5])
        #expect(found[0].measure == Measure(.interval(.turnaround, .p95), .modalityAndPriority(.ct, 0)))
        #expect(
            found.map(\.text).prefix(3) == [
                "rtat(modality: ct, priority: stat).p95 < 30 min", "lost == 0", "within_target(stat) >= 95 %",
            ])
        let first = SampleScenario.text.split(separator: "\n", omittingEmptySubsequences: false).count + 2
        #expect(found.map(\.line) == Array(first..<first + 6))
    }

    @Test(
        "lists without indentation, lines that end with a carriage return and lists in brackets are read too")
    func forms() throws {
        let flat =
            SampleScenario.text
            + "\nexpect:\n- rtat(modality: ct).p95 < 30 min\n\n# note\n- lost == 0\nseed: 4\n"
        #expect(try SampleScenario.file(flat).scenario().expectations.count == 2)
        let windows = flat.replacing("\n", with: "\r\n")
        #expect(try SampleScenario.file(windows).scenario().expectations.count == 2)
        let flow = SampleScenario.text + "\nexpect: [ lost == 0, rtat.p95 < 30 min ]\n"
        #expect(try SampleScenario.file(flow).scenario().expectations.count == 2)
        let single = SampleScenario.text + "\nexpect: lost == 0\n"
        #expect(try SampleScenario.file(single).scenario().expectations.count == 1)
    }

    @Test(
        "a mistake is told at its own column",
        arguments: [
            (
                "rtat(modality: ct).p95 < «30",
                "expect[1]: '30' has no unit; write a duration such as '15 min'"
            ),
            ("lost «= 0", "behind the measure, found '= 0'; did you mean '=='?"),
            ("'rtat.«meen < 5 min'", "'meen' is no statistic; did you mean 'mean'?"),
            ("within_target > «95", "'95' is not a share between 0 % and 100 %"),
            ("lost == «none", "'none' is not a"),
            ("«lsot == 0", "'lsot' is no measure; did you mean 'lost'?"),
            ("«cost < 5 EUR", "the scenario has no prices and no costs"),
            ("rtat(modality: ct).p95«", "expected one of <, <=, >, >=, ==, != behind the measure"),
        ])
    func mistakes(line: String, message: String) throws {
        let marked = SampleScenario.text + "\nexpect:\n  - \(line)\n"
        let lines = marked.split(separator: "\n", omittingEmptySubsequences: false)
        let index = try #require(lines.firstIndex { $0.contains("«") })
        let column = try #require(lines[index].unicodeScalars.map { $0 }.firstIndex(of: "«"))
        let errors = SampleScenario.errors(in: marked.replacing("«", with: ""))
        #expect(errors.count == 1)
        #expect(errors.first?.message.contains(message) == true, "\(errors)")
        #expect(errors.first?.place.line == index + 1)
        #expect(errors.first?.place.column == column + 1)
    }

    @Test("a cost is compared in its currency")
    func money() throws {
        let text = SampleScenario.text.replacing("speed: 1.2", with: "cost: { per_hour: 180 EUR }")
        let good = try SampleScenario.file(text + "\nexpect: cost_per_study <= 12.5 EUR\n").scenario()
        #expect(good.expectations.map(\.threshold) == [12.5])
        let wrong = SampleScenario.errors(in: text + "\nexpect: cost_per_study <= 12.5 USD\n")
        #expect(wrong.first?.message.contains("is not an amount such as '1200 EUR'") == true)
    }

    @Test(
        "a precision is a share of the value, or an amount in the measure's unit",
        arguments: [
            ("rtat.p95 5 %", PrecisionTarget.Tolerance.relative(0.05)), ("rtat.p95 ± 30 s", .absolute(30)),
            ("within_target(stat) 0.5 points", .absolute(0.005)), ("within_target 2 %", .relative(0.02)),
            ("throughput 3", .absolute(3)),
        ])
    func precisions(text: String, tolerance: PrecisionTarget.Tolerance) throws {
        #expect(try PrecisionTarget(text: text, in: SampleScenario.scenario()).tolerance == tolerance)
        let file = SampleScenario.text + "\nprecision:\n  - \(text)\n"
        #expect(try SampleScenario.file(file).scenario().precision.map(\.tolerance) == [tolerance])
    }

    @Test(
        "a precision that is none is told with what was expected",
        arguments: [
            ("rtat.p95 5", "'5' has no unit"), ("rtat.p95 0 %", "lies between 0 % and 100 %"),
            ("rtat.p95", "expected how well"), ("within_target 0.5", "no precision of a share"),
            ("rtat.p95 0 s", "it is above 0"), ("rtta.p95 5 %", "did you mean 'rtat'?"),
        ])
    func wrongPrecisions(text: String, message: String) throws {
        let errors = SampleScenario.errors(in: SampleScenario.text + "\nprecision: [ '\(text)' ]\n")
        #expect(errors.count == 1)
        #expect(errors.first?.message.contains(message) == true, "\(errors)")
    }

    @Test("a half-width for a relative error e is e / (1 + e) of the value")
    func relative() throws {
        // Law, section 9.4.1: γ' = γ / (1 + γ); for 5 % of 210 that is 10.
        let target = PrecisionTarget(text: "", measure: Measure(.withinTarget), tolerance: .relative(0.05))
        #expect(abs(target.largestHalfWidth(at: -210) - 10) < 1e-12)
    }
}
