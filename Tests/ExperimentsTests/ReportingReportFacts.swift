import Experiments
import Foundation
import Reports
import ScenarioFiles
import Teleradiology
import Testing

@Suite("Reports tell what came after the first reports")
struct ReportingReportFacts {
    private static let reports = """

        reports:
          preliminary: { by: Reader, final_by: Seniors, discrepancies: { minor: 20 %, major: 10 % } }
          peer_review: { share: 30 %, discrepancies: { major: 50 % } }
          critical_calls: { attempt: 2 min, answered: 50 %, retry_after: 5 min, target: 10 min }
        """

    /// The small scenario with a second group, critical findings and all of reports but double reading.
    private func result() async throws -> ExperimentResult {
        let text = (SmallScenario.text + Self.reports)
            .replacing("readers:\n", with: "readers:\n  - { group: Seniors, count: 3, licences: all }\n")
            .replacing("- modality: ct\n", with: "- modality: ct\n        critical: 20 %\n")
        return try await Experiment(
            ScenarioFile(text: text, path: "reports.yaml").scenario(), threads: 1
        ).run()
    }

    @Test("the report for programs keeps to the committed schema, with figures of all parts")
    func json() async throws {
        let result = try await result()
        let report = try JSONSchema.object(Data(RunJSON.value(result).text.utf8))
        let problems = try JSONSchema.reports().problems(report, as: "run")
        #expect(problems == [])
        let reporting = try #require(report["reporting"] as? [String: Any])
        let counts = try #require(reporting["counts"] as? [String: Any])
        func value(_ key: String) throws -> Double {
            try #require((counts[key] as? [String: Any])?["value"] as? Double)
        }
        for key in ["preliminary", "final", "minor_corrections", "critical_results", "attempts"] {
            #expect(try value(key) > 0, "\(key)")
        }
        #expect(try value("communicated") >= value("within_target"))
        let all = try #require(report["all"] as? [String: Any])
        for key in ["prelim_to_final_s", "order_to_final_s", "report_to_critical_s"] {
            let mean = ((all[key] as? [String: Any])?["mean"] as? [String: Any])?["value"] as? Double
            #expect(mean ?? 0 > 0, "\(key)")
        }
    }

    @Test("the report for people has a section of reports, and others have none")
    func text() async throws {
        let text = RunText(try await result()).text
        for part in [
            "How reports came about", "preliminary reports", "corrected, major", "critical results told",
            "What readers did after the first reading", "peer review", "Preliminary report → final report",
            "Critical results told within 10 min", "Attempts for a call",
        ] {
            #expect(text.contains(part), "\(part)")
        }
        let plain = try await SmallScenario.result()
        #expect(!RunText(plain).text.contains("How reports came about"))
        #expect(!RunText(plain).text.contains("final report"))
        #expect(!RunJSON.value(plain).text.contains("reporting"))
        #expect(!RunJSON.value(plain).text.contains("order_to_final"))
    }

    @Test("measures and comparisons take the new intervals")
    func measures() async throws {
        let result = try await result()
        let measure = try Measure(text: "prelim_to_final(modality: ct).p95", in: result.scenario)
        #expect(measure == Measure(.interval(.preliminaryToFinal, .p95), .modality(.ct)))
        #expect(measure.text(result.scenario.priorities) == "prelim_to_final(modality: ct).p95")
        #expect(try #require(result.estimate(measure)).value > 0)
    }
}
