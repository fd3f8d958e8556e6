import Experiments
import Foundation
import Reports
import ScenarioFiles
import SimulationKernel
import Teleradiology
import Testing

/// Pages and what they answer. A run is made once; what is asked of it is put at a known distance from what it found.
@Suite("Reports as pages")
struct PageFacts {
    /// The run with an expectation whose threshold lies so many half-widths below the mean turnaround.
    private func page(
        _ result: ExperimentResult, below halfWidths: Double, _ relation: MeasureExpectation.Relation
    )
        throws -> String
    {
        let measure = Measure(.interval(.turnaround, .mean))
        let estimate = try #require(result.estimate(measure))
        var scenario = result.scenario
        scenario.priorities = scenario.priorities.map { PriorityClass(name: $0.name, target: nil) }
        scenario.expectations = [
            MeasureExpectation(
                text: "asked", measure: measure, relation: relation,
                threshold: estimate.value - halfWidths * (estimate.halfWidth ?? 60))
        ]
        let asked = ExperimentResult(scenario: scenario, replications: result.replications)
        return RunPage(asked, command: "telerad run small.yaml").text
    }

    /// The text of a page without its markup.
    private func words(_ page: String) -> String {
        page.replacing(#/<style>[\s\S]*?<\/style>/#, with: "").replacing(#/<[^>]*>/#, with: "")
    }

    @Test(
        "what is far on the right side of its limit holds, far on the wrong side fails, near it is undecided")
    func verdicts() async throws {
        let result = try await SmallScenario.result()
        let holds = try page(result, below: 4, .atLeast)
        #expect(holds.contains("The requirement holds."))
        #expect(holds.contains("✓</span> holds"))
        let fails = try page(result, below: 4, .atMost)
        #expect(fails.contains("The requirement fails."))
        #expect(fails.contains("✗</span> fails"))
        let open = try page(result, below: 0.5, .atLeast)
        #expect(open.contains("The requirement is undecided."))
        #expect(open.contains("?</span> undecided"))
        // Six replications: n (h/d)² = 6 · 4 = 24, 18 more.
        #expect(open.contains("About 18 more replications would decide."))
    }

    /// The half-width is t(0.975; 5) = 2.570582 standard errors, so a limit 2.015048/2.570582 of it away lies at
    /// t(0.95; 5), and one 3.364930/2.570582 of it away at t(0.99; 5): Student's table.
    @Test("the confidence is Student's, one-sided")
    func confidence() async throws {
        let result = try await SmallScenario.result()
        let open = try page(result, below: 2.015_048 / 2.570_582, .atLeast)
        #expect(open.contains("the confidence that it holds is 95 %"))
        let holds = try page(result, below: 3.364_930 / 2.570_582 + 0.0001, .atLeast)
        #expect(holds.contains("Confidence: 99.0 %."))
        let sure = try page(result, below: 40, .atLeast)
        #expect(sure.contains("Confidence: more than 99.9 %."))
    }

    @Test("one replication is told as one, and nothing is certain")
    func single() async throws {
        let result = try await SmallScenario.result("replications=1")
        let page = try page(result, below: 4, .atLeast)
        #expect(page.contains("One replication, so nothing is certain: in it, the requirement held."))
        #expect(page.contains("One replication gives no confidence."))
        #expect(!words(page).contains("±"))
        #expect(!page.contains("badge good"))
    }

    @Test("a target without a share is judged at 95 in 100, and the page says so")
    func usualShare() async throws {
        let page = RunPage(try await SmallScenario.result(), command: "").text
        #expect(page.contains("stat: 95 in 100 reports within 30 min"))
        #expect(page.contains("<dt>Reports a day</dt>"))
        #expect(
            page.contains("The scenario states the time and no share; 95 in 100 is what is usually promised.")
        )
    }

    @Test("a run without any report claims nothing")
    func nothing() async throws {
        let page = RunPage(try await SmallScenario.result("length=1 min", "warm_up=0 s"), command: "").text
        #expect(page.contains("not seen"))
        #expect(!page.contains("<dt>Reports a day</dt>"))
        #expect(!page.contains("badge good"))
        #expect(!words(page).lowercased().contains("nan"))
        #expect(try XMLCheck.elements(Data(page.utf8)).first == "html")
    }

    @Test("a comparison names the winner by each measure, with the paired difference corrected for all pairs")
    func winner() async throws {
        let comparison = try await SmallScenario.comparison()
        let page = ComparePage(comparison, command: "").text
        #expect(page.contains("Reports come soonest with two readers: "))
        // Three designs have three pairs: each interval holds with 1 − 0.05/3.
        let pairs = zip(comparison.variants[1].result.replications, comparison.base.result.replications).map {
            ($0[Measure(.interval(.turnaround, .mean))], $1[Measure(.interval(.turnaround, .mean))])
        }
        let difference = try #require(
            Estimate(
                pairs.map { one, other in one.flatMap { one in other.map { $0 - one } } },
                confidence: 1 - 0.05 / 3))
        let half = try #require(difference.halfWidth)
        let text = String(format: "%.1f ± %.1f min sooner than cloud", difference.value / 60, half / 60)
        #expect(page.contains(text), "\(text)")
    }

    @Test("amounts of money have commas between thousands, fractions none")
    func thousands() async throws {
        let priced = [
            "readers.Reader.cost={ per_hour: 150 EUR }", "replications=3", "readers.Reader.count=2",
        ]
        let base = try await Experiment(
            SmallScenario.file().setting(priced.dropLast()).scenario(), threads: 1
        ).run()
        let dear = try await Experiment(SmallScenario.file().setting(priced).scenario(), threads: 1).run()
        let page = ComparePage(
            Comparison(base: .init(name: "one", result: base), variants: [.init(name: "two", result: dear)]),
            command: ""
        ).text
        // One reader more, all the hours of a month of 365.25/12 days, at 150 EUR.
        #expect(
            page.contains("The cheapest is one: 109,575 EUR a month less than two."),
            "\(words(page).prefix(1500))")
    }

    @Test("designs that can't be told apart have no winner")
    func undecided() async throws {
        let one = try await SmallScenario.result()
        let other = try await SmallScenario.result("seed=12")
        let page = ComparePage(
            Comparison(
                base: .init(name: "this", result: one), variants: [.init(name: "that", result: other)]),
            command: ""
        ).text
        #expect(page.contains("Undecided: the mean turnarounds of"))
        #expect(page.contains("not told apart from"))
        let same = ComparePage(
            Comparison(base: .init(name: "this", result: one), variants: [.init(name: "that", result: one)]),
            command: ""
        ).text
        #expect(same.contains("The designs bring reports equally soon"))
        let once = ComparePage(try await comparisonOfOne(), command: "").text
        #expect(once.contains("One replication decides nothing"))
        #expect(!once.contains("badge good"))
    }

    private func comparisonOfOne() async throws -> Comparison {
        Comparison(
            base: .init(name: "cloud", result: try await SmallScenario.result("replications=1")),
            variants: [
                .init(
                    name: "two readers",
                    result: try await SmallScenario.result("replications=1", "readers.Reader.count=2"))
            ])
    }

    @Test("pages are well-formed, ask for nothing and run nothing")
    func form() async throws {
        let comparison = try await SmallScenario.comparison()
        for page in [
            RunPage(comparison.base.result, command: "telerad").text,
            ComparePage(comparison, command: "telerad").text,
        ] {
            let names = try XMLCheck.elements(Data(page.utf8))
            #expect(names.first == "html")
            #expect(names.count { $0 == "h1" } == 1)
            #expect(names.count { $0 == "svg" } == names.count { $0 == "figure" })
            #expect(names.count { $0 == "figure" } > 5)
            #expect(!names.contains("script"))
            #expect(!names.contains("link"))
            #expect(!names.contains("img"))
            #expect(page.contains("default-src 'none'"))
            #expect(!page.contains(#/(src|href)="[^#]/#))
            // What lies in the page itself may be asked for.
            #expect(!page.contains(#/url\([^#]/#))
        }
    }

    @Test("nothing that a scenario says becomes markup")
    func escaping() async throws {
        let result = try await SmallScenario.result("replications=2")
        var scenario = result.scenario
        let evil = "</title><script>alert('x')</script>\u{0}\u{1B}[31m & \"q\" <b>"
        scenario.title = evil
        scenario.description = evil
        scenario.priorities[0].name = evil
        let hostile = ExperimentResult(scenario: scenario, replications: result.replications)
        for page in [
            RunPage(hostile, command: evil).text,
            ComparePage(
                Comparison(
                    base: .init(name: evil, result: hostile), variants: [.init(name: "b", result: hostile)]),
                command: evil
            ).text,
        ] {
            let names = try XMLCheck.elements(Data(page.utf8))
            #expect(!names.contains("script"))
            #expect(!names.contains("b"))
            #expect(!page.unicodeScalars.contains { $0.value < 0x20 && $0 != "\n" && $0 != "\t" })
            #expect(page.contains("&lt;script&gt;alert"))
        }
    }

    @Test("the foot tells version, seed, fingerprint and the command")
    func foot() async throws {
        let result = try await SmallScenario.result()
        let page = words(RunPage(result, command: "telerad run 'small file.yaml'").text)
        #expect(page.contains("telerad \(teleradVersion)"))
        #expect(page.contains("telerad run 'small file.yaml'"))
        let fingerprint = RunText(result).text.split(separator: "fingerprint ")[1].prefix(16)
        for fact in ["11", "Replications", String(fingerprint)] { #expect(page.contains(fact), "\(fact)") }
        let sum = result.conservation
        #expect(page.contains("\(sum.created)"))
    }

    @Test("the same results give the same bytes, whatever the number of threads")
    func determinism() async throws {
        let one = try await SmallScenario.comparison(threads: 1)
        let two = try await SmallScenario.comparison(threads: 2)
        #expect(ComparePage(one, command: "").text == ComparePage(two, command: "").text)
        #expect(
            RunPage(one.base.result, command: "").text == RunPage(two.base.result, command: "").text)
    }
}
