import ScenarioFiles
import SimulationKernel
import Teleradiology
import Testing

@Suite("A measure is read from its text, and written back as the same text")
struct MeasureTests {
    /// The sample with costs in a currency.
    private func scenario(_ currencies: [String] = []) throws -> Scenario {
        var scenario = try SampleScenario.scenario()
        for (index, currency) in currencies.enumerated() {
            scenario.technologies[.cloud]?.costs.running.append(
                RunningCost(name: "\(index)", perMonth: Money(1, currency)))
        }
        return scenario
    }

    @Test(
        "every kind of measure has a text",
        arguments: [
            ("rtat.mean", Measure(.interval(.turnaround, .mean))),
            ("transfer(modality: ct).p95", Measure(.interval(.transfer, .p95), .modality(.ct))),
            ("wait(priority: routine).max", Measure(.interval(.wait, .max), .priority(1))),
            (
                "read(modality: mr, priority: stat).p50",
                Measure(.interval(.read, .p50), .modalityAndPriority(.mr, 0))
            ),
            ("within_target(priority: stat)", Measure(.withinTarget, .priority(0))),
            ("throughput", Measure(.throughput)),
            ("reported(modality: xray)", Measure(.reported, .modality(.xray))),
            ("lost", Measure(.lost)), ("in_system", Measure(.inSystem)),
            ("cost(currency: EUR)", Measure(.costPerMonth(currency: "EUR"))),
            ("cost_per_study(currency: USD)", Measure(.costPerStudy(currency: "USD"))),
            ("cost_per_on_time(currency: USD)", Measure(.costPerOnTime(currency: "USD"))),
            (
                "cost_per_on_time(modality: ct, priority: stat, currency: EUR)",
                Measure(.costPerOnTime(currency: "EUR"), .modalityAndPriority(.ct, 0))
            ),
        ])
    func texts(text: String, measure: Measure) throws {
        let scenario = try scenario(["EUR", "USD"])
        #expect(try Measure(text: text, in: scenario) == measure)
        #expect(measure.text(scenario.priorities) == text)
    }

    @Test("the words 'modality' and 'priority' may be left out")
    func unlabelled() throws {
        #expect(
            try Measure(text: "rtat(ct, stat).p95", in: scenario())
                == Measure(.interval(.turnaround, .p95), .modalityAndPriority(.ct, 0)))
        #expect(
            try Measure(text: "cost(EUR)", in: scenario(["EUR", "USD"]))
                == Measure(.costPerMonth(currency: "EUR")))
        #expect(
            try Measure(text: "cost_per_on_time(stat, EUR)", in: scenario(["EUR", "USD"]))
                == Measure(.costPerOnTime(currency: "EUR"), .priority(0)))
    }

    @Test("blanks, order and DICOM's codes do not matter; the only currency may be left out")
    func freedom() throws {
        #expect(
            try Measure(text: "  turnaround ( priority:stat ,modality: CT ) .p95 ", in: scenario())
                == Measure(.interval(.turnaround, .p95), .modalityAndPriority(.ct, 0)))
        #expect(try Measure(text: "cost", in: scenario(["EUR"])) == Measure(.costPerMonth(currency: "EUR")))
    }

    @Test(
        "mistakes are told at their place with the nearest right word",
        arguments: [
            ("", 0, "expected a measure such as"),
            ("rtta.mean", 0, "'rtta' is no measure; did you mean 'rtat'?"),
            ("rtat", 4, "expected a statistic behind 'rtat'"), ("rtat.p955", 5, "did you mean 'p95'?"),
            ("rtat(modality: tc).p95", 15, "'tc' is no technique; did you mean 'ct'?"),
            ("rtat(priority: sta).p95", 15, "there is no priority class 'sta'; did you mean 'stat'?"),
            ("rtat(modalty: ct).p95", 5, "can't be filtered by 'modalty'; did you mean 'modality'?"),
            ("rtat(sta).p95", 5, "'sta' is no technique and no priority class; did you mean 'stat'?"),
            ("rtat(modality: ct.p95", 15, "is no technique"),
            ("throughput.mean", 10, "'throughput' has no statistics"),
            ("lost(modality: ct)", 5, "takes no filter"),
            ("rtat.mean of ct", 10, "expected nothing behind the measure, found 'of ct'"),
            ("cost", 0, "has costs in EUR and USD; say which"),
            ("cost(currency: GBP)", 0, "no cost in 'GBP'"),
        ])
    func mistakes(text: String, offset: Int, message: String) throws {
        let scenario = try scenario(["EUR", "USD"])
        let problem = #expect(throws: TextProblem.self) { try Measure(text: text, in: scenario) }
        #expect(problem?.offset == offset)
        #expect(problem?.message.contains(message) == true, "\(problem?.message ?? "")")
    }

    @Test("a cost without prices is an error, not zero")
    func noCosts() throws {
        let scenario = try scenario()
        #expect(throws: TextProblem.self) { try Measure(text: "cost", in: scenario) }
    }
}
