import Foundation
import Reports
import ScenarioFiles
import Teleradiology
import Testing

/// That nothing of a scenario is left out of what is told of it.
@Suite("What is told of a scenario")
struct ModelReportCoverage {
    /// The report, but for variants, which are designs of their own here, and the list of random streams.
    private func told(_ file: ScenarioFile) throws -> (scenario: Scenario, report: String) {
        let scenario = try file.scenario()
        let markdown = try ModelReport(file, path: "keys.yaml", scenario: scenario, variants: []).markdown
        let parts = markdown.components(separatedBy: "\n### ")
        return (scenario, parts.filter { !$0.hasPrefix(STRESSItem.sampling.number) }.joined())
    }

    @Test(
        "whatever can be left out or changed in the pages of keys changes the model report, if it changes the scenario",
        arguments: KeyPages.names)
    func everyKey(_ page: String) throws {
        let tree = try KeyPages.tree(page)
        let designs = try KeyPages.designs(tree).map { try? told($0) }
        // The share of the diseased among studies that the program does not look at.
        let unused = ["triage.[].prevalence.ct.other"]
        var changed = 0
        for change in KeyPages.changes(of: tree)
        where !unused.contains(change.pattern) && !change.couldDiffer {
            // What can't be left out, or has to be another number than the next, is an error.
            guard let others = try? KeyPages.designs(change.tree) else { continue }
            var isOther = false
            var isTold = false
            // Not every design uses everything: one that tells of it is enough, be it by an error.
            for (design, other) in zip(designs, others) where !isTold {
                guard let design else { continue }
                guard let another = try? told(other) else {
                    isTold = true
                    continue
                }
                isOther = isOther || another.scenario != design.scenario
                isTold = another.report != design.report
            }
            changed += isOther ? 1 : 0
            if isOther { #expect(isTold, "\(change.pattern), \(change.what)") }
        }
        #expect(changed > 20)
    }
}
