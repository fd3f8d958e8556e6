import Experiments
import Reports
import ScenarioFiles
import Teleradiology
import Testing

@Suite("Figures: what charts of a result show")
struct FigureFacts {
    private func numbers(_ chart: any Chart, _ column: String, where key: String? = nil, _ value: String = "")
        throws
        -> [Double]
    {
        let names = chart.table.columns.map(\.name)
        let index = try #require(names.firstIndex(of: column), "\(names)")
        let place = key.flatMap { key in names.firstIndex(of: key) }
        return chart.table.rows.filter { row in place.map { row[$0] == .text(value) } ?? true }.compactMap {
            if case .number(let number) = $0[index] { number } else { nil }
        }
    }

    private func chart(_ name: String, in charts: [any Chart]) throws -> any Chart {
        try #require(charts.first { $0.name == name }, "\(charts.map(\.name))")
    }

    @Test("where the time goes adds up to the mean turnaround of each technique")
    func time() async throws {
        let result = try await SmallScenario.result()
        let chart = try chart("time", in: RunPage(result, command: "").charts)
        let unit = try #require(
            chart.table.columns.last?.name == "mean_min"
                ? 60.0 : chart.table.columns.last?.name == "mean_h" ? 3600 : nil)
        for modality in result.modalities {
            let sum = try numbers(
                chart, chart.table.columns.last?.name ?? "", where: "modality", modality.title
            )
            .reduce(0, +)
            let mean = try #require(result.interval(.turnaround, .mean, .modality(modality))?.value)
            #expect(abs(sum * unit - mean) < 1e-6 * mean)
        }
    }

    @Test("the phases of transfers add up to the mean transfer")
    func transfer() async throws {
        let result = try await SmallScenario.result()
        let chart = try chart("transfer", in: RunPage(result, command: "").charts)
        let column = try #require(chart.table.columns.last?.name)
        let unit = column == "mean_ms" ? 0.001 : column == "mean_s" ? 1 : 60
        let sum = try numbers(chart, column, where: "modality", "CT").reduce(0, +)
        let mean = try #require(result.interval(.transfer, .mean, .modality(.ct))?.value)
        #expect(abs(sum * unit - mean) < 1e-6 * mean)
    }

    @Test("a run without prices has no chart of costs, and none that is empty")
    func nothingEmpty() async throws {
        let charts = RunPage(try await SmallScenario.result(), command: "").charts
        #expect(
            charts.map(\.name) == [
                "turnaround", "turnaround-xray", "turnaround-ct", "time", "transfer", "backlog", "queue-week",
                "reader-use-week", "use", "network",
            ])
        #expect(charts.allSatisfy { !$0.table.rows.isEmpty })
        #expect(charts.allSatisfy { !$0.summary.isEmpty && !$0.title.isEmpty })
        for chart in charts { _ = try SVGElement.root(of: chart.svg()) }
    }

    @Test("differences and their intervals are those of the comparison, corrected for the number of variants")
    func differences() async throws {
        let comparison = try await SmallScenario.comparison()
        let charts = ComparePage(comparison, command: "").charts
        #expect(Set(charts.map(\.name)).count == charts.count)
        let chart = try chart("difference-rtat-mean", in: charts)
        let variant = try #require(comparison.variants.last)
        let wanted = try #require(
            comparison.difference(variant, .interval(.turnaround, .mean), .modality(.ct))?.estimate)
        let names = chart.table.columns.map(\.name)
        let unit = names.contains("rtat_mean_difference_min") ? 60.0 : 3600
        let column = unit == 60 ? "rtat_mean_difference_min" : "rtat_mean_difference_h"
        let row = try #require(
            chart.table.rows.first { $0[0] == .text(variant.name) && $0[1] == .text("CT") })
        let place = try #require(names.firstIndex(of: column))
        #expect(row[place] == .number(wanted.value / unit))
        guard case .number(let lower) = row[place + 1] else {
            Issue.record("no interval")
            return
        }
        #expect(abs(lower * unit - (wanted.value - (wanted.halfWidth ?? 0))) < 1e-9 * abs(wanted.value))
        // A second reader brings reports sooner: better, as less is.
        #expect(row.last == .text("better"))
        #expect(chart.svg().contains("97.5 % intervals"))
    }

    @Test("the same result gives the same bytes, whatever threads made it")
    func deterministic() async throws {
        let one = RunPage(try await SmallScenario.result(threads: 1), command: "").charts
        let two = RunPage(try await SmallScenario.result(threads: 2), command: "").charts
        #expect(one.map { $0.svgFile() } == two.map { $0.svgFile() })
        #expect(one.map(\.table.csv) == two.map(\.table.csv))
    }

    @Test("the backlog's points are the means over replications, at hours from the start")
    func backlog() async throws {
        let result = try await SmallScenario.result()
        let chart = try chart("backlog", in: RunPage(result, command: "").charts)
        let wanted = result.backlog(\.worklist).map(\.value)
        let drawn = try numbers(chart, "in_system_studies", where: "stage", "waiting for a reader")
        #expect(drawn.count == wanted.count && drawn.count == 72)
        #expect(zip(drawn, wanted).allSatisfy { abs($0 - $1) < 1e-9 })
        #expect(
            try numbers(chart, "start_h", where: "stage", "waiting for a reader") == (0..<72).map(Double.init)
        )
    }
}
