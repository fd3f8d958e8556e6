import Experiments
import Foundation
import Reports
import ScenarioFiles
import Teleradiology
import Testing

@Suite("Reports tell what triage found and what the wait is made of")
struct TriageReportFacts {
    private static let triage = """

        triage: { applies_to: { modality: ct }, servers: 2, time: 1 min, sensitivity: 90 %, specificity: 90 %, prevalence: 20 %, effect: pre-empt }
        """

    private func result(_ settings: String...) async throws -> ExperimentResult {
        let file = try ScenarioFile(text: SmallScenario.text + Self.triage, path: "triage.yaml").setting(
            settings)
        return try await Experiment(file.scenario(), threads: 1).run()
    }

    @Test("the report for programs keeps to the committed schema, and its parts add up")
    func json() async throws {
        let result = try await result()
        let report = try JSONSchema.object(Data(RunJSON.value(result).text.utf8))
        let problems = try JSONSchema.reports().problems(report, as: "run")
        #expect(problems == [])
        let findings = try #require(report["findings"] as? [[String: Any]])
        #expect(findings.count == 8)
        let parts = WaitPart.allCases.compactMap { result.waitPart($0, .all)?.value }
        let wait = try #require(result.interval(.wait, .mean, .all)?.value)
        #expect(abs(parts.reduce(0, +) - wait) < 1e-6)
        // Each study that software looked at is in one finding, and in no other.
        let all = try #require(result.reported(.modality(.ct))?.value)
        let found = [TriagedStudies.diseased, .notDiseased].compactMap {
            result.reported(.triaged($0))?.value
        }
        #expect(abs(found.reduce(0, +) - all) < 1e-9)
    }

    @Test("the report for people has a table of findings and one of the parts of the wait")
    func text() async throws {
        let text = RunText(try await result()).text
        for part in [
            "Triage by software: what it found", "true positive", "not diseased", "What the wait is made of",
            "interruptions", "triage (", "retrieval (",
        ] {
            #expect(text.contains(part), "\(part)")
        }
        let without = RunText(try await SmallScenario.result()).text
        #expect(!without.contains("Triage by software"))
    }

    @Test("a comparison tells the time saved and lost by finding, and programs get it too")
    func comparison() async throws {
        let comparison = Comparison(
            base: .init(name: "as it is", result: try await result("triage.effect=flag")),
            variants: [.init(name: "interrupting", result: try await result())])
        #expect(comparison.sawSameStudies(comparison.variants[0]))
        let saved = try #require(
            comparison.difference(comparison.variants[0], .interval(.wait, .mean), .triaged(.truePositive)))
        #expect(saved.estimate.value < 0)
        #expect(
            CompareText(comparison).text.contains(
                "Time saved (−) and lost (+) by finding, interrupting minus as it is"))
        let report = try JSONSchema.object(Data(CompareJSON.value(comparison).text.utf8))
        let problems = try JSONSchema.reports().problems(report, as: "compare")
        #expect(problems == [])
        let plain = try await SmallScenario.comparison()
        #expect(!CompareText(plain).text.contains("by finding"))
    }

    @Test("measures take a finding, and say so when there is none")
    func measures() throws {
        let scenario = try ScenarioFile(text: SmallScenario.text + Self.triage, path: "triage.yaml")
            .scenario()
        let measure = try Measure(text: "wait(finding: true-positive).mean", in: scenario)
        #expect(measure == Measure(.interval(.wait, .mean), .triaged(.truePositive)))
        #expect(measure.text(scenario.priorities) == "wait(finding: true-positive).mean")
        func problem(_ text: String, _ scenario: Scenario) -> String {
            do {
                _ = try Measure(text: text, in: scenario)
                return ""
            } catch {
                return error.message
            }
        }
        #expect(
            problem("wait(finding: true-positiv).mean", scenario).contains("did you mean 'true-positive'?"))
        #expect(problem("wait(finding: diseased, modality: ct).mean", scenario).contains("does not go with"))
        let plain = try ScenarioFile(text: SmallScenario.text, path: "plain.yaml").scenario()
        #expect(problem("wait(finding: diseased).mean", plain).contains("no triage"))
    }
}
