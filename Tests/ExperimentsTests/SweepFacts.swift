import Experiments
import Foundation
import Reports
import ScenarioFiles
import Teleradiology
import Testing

@Suite("A sweep runs a scenario at every point of a design")
struct SweepFacts {
    private func parameters(_ texts: [String]) throws -> [SweptParameter] {
        try texts.map { try SweptParameter($0, option: "--over") }
    }

    /// The small scenario at every point of a factorial.
    private func sweep(_ texts: [String], threads: Int = 1) async throws -> Sweep {
        let design = try SweepDesign(parameters(texts), .fullFactorial, seed: 1)
        let points = try design.points.map { values in
            let scenario = try SmallScenario.file().setting(design.assignments(values)).scenario()
            return Sweep.Point(
                design: nil, values: values, scenario: scenario,
                measures: try ["rtat(priority: stat).p95", "within_target", "reported"].map {
                    try Measure(text: $0, in: scenario)
                })
        }
        return try await Sweep.run(design, points, threads: threads)
    }

    @Test("a full factorial has every value with every other, the last parameter fastest")
    func factorial() throws {
        let design = try SweepDesign(parameters(["a=x, y", "b=1..3"]), .fullFactorial, seed: 1)
        #expect(
            design.points == [["x", "1"], ["x", "2"], ["x", "3"], ["y", "1"], ["y", "2"], ["y", "3"]])
        #expect(design.assignments(design.points[4]) == ["a=y", "b=2"])
    }

    @Test("a range without a count and a design without end are refused")
    func refused() throws {
        #expect(throws: SweepDesign.Problem.rangeWithoutCount(path: "b")) {
            try SweepDesign(parameters(["a=x", "b=1 ms..3 ms"]), .fullFactorial, seed: 1)
        }
        let large = try parameters(Array(repeating: "a=1..200", count: 5))
        #expect(throws: SweepDesign.Problem.tooManyPoints(40_000, most: 10_000)) {
            try SweepDesign(large, .fullFactorial, seed: 1)
        }
    }

    @Test("a Latin hypercube uses each of its parts once in each coordinate", arguments: [1, 2, 7, 100])
    func latinHypercube(count: Int) {
        let points = LatinHypercube.points(count, coordinates: ["a", "b", "c"], seed: 5)
        #expect(points.count == count)
        for coordinate in 0..<3 {
            // McKay, Beckman, Conover: one value in each of n strata of equal probability.
            #expect(points.map { Int($0[coordinate] * Double(count)) }.sorted() == Array(0..<count))
        }
    }

    @Test("a sample is the same for the same seed, and one parameter more leaves the others")
    func streams() {
        let two = LatinHypercube.points(20, coordinates: ["a", "b"], seed: 5)
        let three = LatinHypercube.points(20, coordinates: ["c", "a", "b"], seed: 5)
        #expect(three.map { Array($0.dropFirst()) } == two)
        #expect(LatinHypercube.points(20, coordinates: ["a", "b"], seed: 6) != two)
        // Coordinates are paired at random: neither is in order.
        #expect([0, 1].allSatisfy { column in two.map { $0[column] } != two.map { $0[column] }.sorted() })
    }

    @Test("a row is what a run with its values gives, whatever the number of threads")
    func rows() async throws {
        let sweep = try await sweep(["readers.Reader.count=1..2", "delivery=cloud, on-premise"], threads: 2)
        #expect(sweep.rows.count == 4)
        #expect(sweep.sawSameStudies)
        let alone = try await SmallScenario.result("readers.Reader.count=2", "delivery=on-premise")
        #expect(sweep.rows[3].point.values == ["2", "on-premise"])
        #expect(sweep.rows[3].estimates[0] == alone.interval(.turnaround, .p95, .priority(0)))
        #expect(sweep.rows[3].estimates[1] == alone.withinTarget(.all))
        #expect(sweep.rows[3].estimates[2] == alone.reported(.all))
        let again = try await self.sweep(["readers.Reader.count=1..2", "delivery=cloud, on-premise"])
        #expect(SweepJSON.value(again).text == SweepJSON.value(sweep).text)
    }

    @Test("costs per month and per report are those of the run: one reader at 180 EUR an hour")
    func costs() async throws {
        let result = try await SmallScenario.result("readers.Reader.cost={ per_hour: 180 EUR }")
        let scenario = result.scenario
        let perMonth = try #require(result.estimate(Measure(text: "cost", in: scenario)))
        // 24 hours on 30.4375 days.
        #expect(abs(perMonth.value - 131_490) < 1e-6)
        let total = try #require(result.costs.last)
        let perStudy = try #require(result.estimate(Measure(text: "cost_per_study(EUR)", in: scenario)))
        #expect(total.element == nil && total.perStudy == perStudy)
        #expect(result.estimate(Measure(.lost))?.value == 0)
        #expect(
            result.estimate(Measure(.inSystem))?.value
                == Double(result.conservation.inSystemCounts.reduce(0, +)) / 6)
    }

    @Test(
        "the cost of a report in time is the whole cost over the reports within a target; classes without one don't count"
    )
    func costOnTime() async throws {
        let result = try await SmallScenario.result("readers.Reader.cost={ per_hour: 180 EUR }")
        let scenario = result.scenario
        let ofStat = try Measure(text: "cost_per_on_time(priority: stat)", in: scenario)
        let ofAll = try Measure(text: "cost_per_on_time", in: scenario)
        let share = try Measure(text: "within_target(priority: stat)", in: scenario)
        let stat = try Measure(text: "reported(priority: stat)", in: scenario)
        for replication in result.replications {
            // Three days without six hours.
            let onTime = try #require(replication[share]) * #require(replication[stat])
            let expected = 66 * 180 / onTime
            let cost = try #require(replication[ofStat])
            #expect(onTime > 10 && abs(cost - expected) < 1e-6)
            #expect(replication[ofAll] == replication[ofStat])
        }
    }

    @Test("a parameter of demand is seen to change the studies")
    func demand() async throws {
        let sweep = try await sweep(["sites.North.demand.ct.arrivals.per_day=50, 60"])
        #expect(!sweep.sawSameStudies)
        #expect(SweepText(sweep).text.contains("not the same studies"))
    }

    @Test("text, CSV and JSON have a row for each point; JSON keeps to the committed schema")
    func reports() async throws {
        let sweep = try await sweep(["readers.Reader.count=1..3"])
        let report = try JSONSchema.object(Data(SweepJSON.value(sweep).text.utf8))
        #expect(try JSONSchema.reports().problems(report, as: "sweep") == [])
        #expect((report["points"] as? [Any])?.count == 3)
        let lines = SweepText(sweep).table.csv.split(separator: "\r\n")
        #expect(lines.count == 4)
        #expect(
            lines[0]
                == "readers.Reader.count,replications,rtat(priority: stat).p95_s,rtat(priority: stat).p95_s_half_width,"
                + "within_target_share,within_target_share_half_width,reported,reported_half_width")
        let first = try #require(sweep.rows[0].estimates[0])
        let half = try #require(first.halfWidth)
        #expect(lines[1].hasPrefix("1,6,\(first.value),\(half),"))
        let text = SweepText(sweep).text
        #expect(text.contains("rtat(priority: stat).p95 (min)"))
        #expect(text.contains("All points met the same studies"))
    }
}
