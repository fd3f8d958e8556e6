import Experiments
import Reports
import SimulationKernel
import Teleradiology
import Testing

/// The backlog's curve, worked by hand: each point is the time average over its step.
@Suite("Backlog: studies on their way, hour by hour")
struct BacklogFacts {
    private let clinic = ClinicScenario.monday(length: "5 h")

    private func expect(_ found: [Double], _ expected: [Double]) {
        #expect(found.count == expected.count)
        for (one, other) in zip(found, expected) { #expect(abs(one - other) < 1e-7, "\(found)") }
    }

    @Test("a study in transfer, on the worklist and with a reader counts for as long as it is there")
    func curve() throws {
        let backlog = try clinic.run().backlog
        #expect(backlog.step == .hours(1))
        let sent = ClinicScenario.transfer / 3600
        expect(backlog.points.map(\.transfer), [0, sent, 0, 0, 0])
        expect(backlog.points.map(\.worklist), [0, 1 - sent, 0.5, 0, 0])
        expect(backlog.points.map(\.readers), [0, 0, 0.5, 0.25, 0])
    }

    @Test("a long run has 2,000 points at most, of whole hours")
    func longRun() throws {
        var long = clinic
        long.length = "1000 d"
        let backlog = try long.run().backlog
        #expect(backlog.step == .hours(12))
        #expect(backlog.points.count == 2000)
        // One study every Monday, read on the same day: of 2,000 steps of 12 h the first of every 14th.
        let read = backlog.points.filter { $0.readers > 0 }
        #expect(read.count == 143)
        #expect(read.allSatisfy { abs($0.readers - 0.75 / 12) < 1e-7 })
    }

    @Test("the report tells the highest step of each and when it began")
    func text() async throws {
        let scenario = try clinic.model().scenario
        let result = try await Experiment(scenario, threads: 1).run()
        let report = RunText(result, style: TextStyle(hasSparklines: true)).text
        let lines = report.split(separator: "\n").filter { $0.hasPrefix("  on the worklist") }
        #expect(lines.count == 1)
        #expect(lines[0].hasSuffix("from Mon 03-02 01:00"), "\(lines)")
        #expect(lines[0].contains(" █▅  "), "\(lines)")
        let plain = RunText(result).text.split(separator: "\n").filter { $0.hasPrefix("  on the worklist") }
        #expect(plain.first?.hasPrefix("  on the worklist at most ") == true, "\(plain)")
    }
}
