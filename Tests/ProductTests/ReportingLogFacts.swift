import Foundation
import SimulationKernel
import Teleradiology
import Testing

/// Takes the milestones of a run.
private final class Milestones: MilestoneSink, @unchecked Sendable {
    // A run hands milestones over from one thread.
    var events: [MilestoneEvent] = []
    func wants(replication: Int) -> Bool { true }
    func take(_ events: [MilestoneEvent], replication: Int) { self.events += events }
}

@Suite("The log has the milestones of every report")
struct ReportingLogFacts {
    private func log(_ clinic: ClinicScenario) throws -> [(Double, String, String?)] {
        let milestones = Milestones()
        _ = try clinic.model().run(replication: 0, log: milestones)
        return milestones.events.map {
            (($0.time - .zero).seconds, $0.milestone.label, $0.milestone.radLexCode)
        }
    }

    private func expect(_ clinic: ClinicScenario, _ expected: [(Double, String, String?)]) throws {
        let found = try log(clinic).filter { $0.0 > 3600 }
        #expect(
            found.map { "\($0.0) \($0.1) \($0.2 ?? "")" } == expected.map { "\($0.0) \($0.1) \($0.2 ?? "")" })
    }

    @Test("preliminary, corrected, told, reviewed, with an addendum")
    func all() throws {
        let clinic = ReportingFacts.clinic(
            """
            preliminary: { by: Team, final_by: Team, discrepancies: { major: 100 % } },
              peer_review: { share: 100 %, discrepancies: { major: 100 % }, addendum: 5 min },
              critical_calls: { attempt: 1 min, answered: 0 %, attempts_max: 1, retry_after: 1 min }
            """)
        try expect(
            clinic,
            [
                (4200, "PrelimPublish", "RID45911"), (4200, "Resource Assigned", nil),
                (4200, "Transferred", "RID45945"), (4200, "Exam Opened", "RID45893"),
                (4800, "FinalPublish", "RID45865"), (4800, "ReportCorrected", "RID45850"),
                (4800, "Resource Assigned", nil), (4800, "Transferred", "RID45945"),
                (4800, "PeerReviewStarted", "RID45902"), (4860, "AttemptedCritNotify", "RID45831"),
                (4860, "CritNotificationHandedOver", nil), (5400, "PeerReviewCompleted", "RID45901"),
                (5400, "Resource Assigned", nil), (5400, "Transferred", "RID45945"),
                (5400, "Exam Opened", "RID45893"), (5700, "DelayedAddl", "RID45855"),
                (5760, "AttemptedCritNotify", "RID45831"), (5760, "CritNotificationHandedOver", nil),
            ])
    }

    @Test("double reading, and a critical result that is told")
    func twice() throws {
        let clinic = ReportingFacts.clinic(
            """
            double_reading: { disagreement: 0 % },
              critical_calls: { attempt: 1 min, answered: 100 %, retry_after: 1 min }
            """, demand: "critical: 100 %")
        try expect(
            clinic,
            [
                (4200, "ReadingCompleted", nil), (4200, "Resource Assigned", nil),
                (4200, "Transferred", "RID45945"), (4200, "Exam Opened", "RID45893"),
                (4800, "FinalPublish", "RID45865"), (4860, "CritNotification", "RID45854"),
            ])
    }

    @Test("a log that telerad writes keeps to the committed schema's words")
    func schema() throws {
        let schema = try Repository.text("Sources/Reports/Schemas/telerad.schema.json")
        for milestone in Milestone.allCases {
            #expect(schema.contains("\"\(milestone.label)\""), "\(milestone.label)")
        }
        let page = try Repository.text("Sources/Reports/EventLogs.md")
        for milestone in Milestone.allCases {
            #expect(page.contains(milestone.label), "\(milestone.label)")
            if let code = milestone.radLexCode { #expect(page.contains(code), "\(code)") }
        }
    }
}
