import Experiments
import Foundation
import Reports
import Teleradiology
import Testing

/// Turnaround, backlog and week in the report for programs, and the week's picture, of a clinic worked by hand.
@Suite("Curves in reports")
struct CurveReportFacts {
    private func report(_ clinic: ClinicScenario) async throws -> [String: Any] {
        let result = try await Experiment(clinic.model().scenario, threads: 1).run()
        let data = Data(RunJSON.value(result).text.utf8)
        return try #require(try JSONSerialization.jsonObject(with: data) as? [String: Any])
    }

    private func values(_ object: Any?, _ key: String, _ list: String = "value") throws -> [Double?] {
        let curve = try #require((object as? [String: Any])?[key] as? [String: Any], "\(key)")
        return try #require(curve[list] as? [Any]).map { ($0 as? NSNumber)?.doubleValue }
    }

    /// The study is there from 01:00 on and reported at 03:15: 8,100 s, between the times 7,499 s and 8,660 s.
    @Test("turnaround is told within times 16 a decade, for all, each modality and each priority")
    func turnaround() async throws {
        let report = try await report(.monday(length: "14 d"))
        let times = try #require(report["rtat_times_s"] as? [Double])
        #expect(times.count == 81 && times.first == 10 && times.last == 1_000_000)
        let modality = try #require((report["modalities"] as? [[String: Any]])?.first)
        let priority = try #require((modality["priorities"] as? [[String: Any]])?.first)
        for group in [report["all"] as Any, modality, priority] {
            let shares = try values(group, "rtat_within_share")
            #expect(shares == times.map { $0 < 8100 ? 0 : 1 })
            // Every replication has the same.
            #expect(try values(group, "rtat_within_share", "half_width").allSatisfy { $0 == 0 })
        }
    }

    /// Of two Mondays the first is seen with one study and so is the second: means over both.
    @Test("the week has the hours worked by hand, in studies and in readers")
    func week() async throws {
        let week = try #require(try await report(.monday(length: "14 d"))["week"])
        let sent = ClinicScenario.transfer / 3600
        let transfer = try values(week, "transfer_studies")
        let worklist = try values(week, "worklist_studies")
        #expect(transfer.count == 168 && worklist.count == 168)
        #expect(abs((transfer[1] ?? 0) - sent) < 1e-8)
        #expect(abs((worklist[1] ?? 0) - (1 - sent)) < 1e-8)
        #expect(worklist[2] == 0.5)
        let readers = try #require(((week as? [String: Any])?["readers"] as? [[String: Any]])?.first)
        #expect(readers["group"] as? String == "Team")
        #expect(try values(readers, "busy_readers")[2] == 0.5)
        #expect(try values(readers, "on_shift_readers")[2] == 0.5)
        #expect(try values(readers, "on_shift_readers")[3] == 1)
        #expect(try values(readers, "utilisation_share")[2] == 1)
        #expect(try values(readers, "utilisation_share")[3] == 0.25)
        #expect(try values(readers, "utilisation_share")[13] == nil)
    }

    @Test("hours that were not observed, and groups without a report, are null")
    func nothing() async throws {
        let report = try await report(.monday(length: "30 min"))
        #expect((report["all"] as? [String: Any])?["rtat_within_share"] is NSNull)
        #expect(try values(report["week"], "worklist_studies")[1] == nil)
        #expect(try values(report["week"], "worklist_studies")[0] == 0)
    }

    @Test("of many groups the busiest have a row each, the others one; the table has them all")
    func manyGroups() async throws {
        var clinic = ClinicScenario.monday(length: "7 d")
        // The study of 01:00 goes to the first group that has a reader on shift.
        clinic.readers = (0..<50).map {
            "- { group: Team \($0), count: 1, time_zone: UTC, shifts: [ { days: daily, hours: \($0 == 33 ? "00:00" : "04:00")-12:00 } ] }"
        }.joined(separator: "\n")
        let result = try await Experiment(clinic.model().scenario, threads: 1).run()
        let charts = RunPage(result, command: "").charts
        let chart = try #require(charts.first { $0.name == "reader-use-week" } as? HeatMapChart)
        #expect(chart.title.hasSuffix("the 15 busiest groups of 50"))
        #expect(chart.rows.count == 16)
        #expect(chart.rows.map(\.label).contains("Team 33"))
        let others = try #require(chart.rows.last)
        #expect(others.label == "35 more groups")
        // Nobody else has a study, and before 04:00 nobody else is on shift.
        #expect(others.values[3] == nil && others.values[5] == 0)
        let names = chart.table.rows.compactMap { row in
            if case .text(let name) = row[0] { name } else { nil }
        }
        #expect(names.count == 51 * 168)
        #expect(Set(names) == Set((0..<50).map { "Team \($0)" } + ["35 more groups"]))
        #expect(!chart.svg().contains("Team 49") || chart.rows.map(\.label).contains("Team 49"))
    }
}
