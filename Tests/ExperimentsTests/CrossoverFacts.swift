import Experiments
import Foundation
import Reports
import ScenarioFiles
import Teleradiology
import Testing

/// Searches on made-up differences, whose crossings are known.
@Suite("A crossover is found where the paired difference changes its sign")
struct CrossoverFacts {
    private func range(_ text: String) throws -> ParameterRange {
        let parameter = try SweptParameter("x=\(text)", option: "--over")
        guard case .range(let range) = parameter.values else { throw CocoaError(.featureUnsupported) }
        return range
    }

    /// Two designs whose difference is `difference(x)` plus the same deviations at every x.
    private func search(
        _ text: String, deviations: [Double] = [-1, -0.5, 0, 0.5, 1], _ difference: (Double) -> Double
    ) async throws -> Crossover {
        await CrossoverSearch(over: try range(text)).run { value in
            PairedPoint(
                value: value, first: deviations.map { _ in 10 },
                second: deviations.map { 10 + difference(value) + $0 })
        }
    }

    @Test(
        "a line's crossing, and Fieller's interval, which for a known slope is the half-width over the slope")
    func line() async throws {
        let found = try await search("0.0..100.0") { 0.5 * ($0 - 37) }
        #expect(found.outcome == .crossings)
        let crossing = try #require(found.crossings.first)
        #expect(found.crossings.count == 1)
        #expect(abs(crossing.value - 37) < 0.06)
        // Deviations −1 … 1: variance 2.5/4; t with four degrees of freedom at 0.975 is 2.776445 (tables).
        let half = 2.776445 * (0.625 / 5).squareRoot() / 0.5
        #expect(abs(crossing.lower - (37 - half)) < 0.06 && crossing.lower <= 37 - half)
        #expect(abs(crossing.upper - (37 + half)) < 0.06 && crossing.upper >= 37 + half)
        // A positive difference is above the crossing: below, the second design has the smaller measure.
        #expect(crossing.smallerBelow == .second)
    }

    @Test("a curve on a logarithmic scale")
    func logarithmic() async throws {
        let found = try await search("1 ms..10000 ms log") { 20 * (2 - log10($0)) }
        let crossing = try #require(found.crossings.first)
        #expect(abs(crossing.value - 100) < 0.5)
        #expect(crossing.lower < 100 && crossing.upper > 100 && crossing.upper < 150)
        #expect(crossing.smallerBelow == .first)
    }

    @Test("whole numbers: the interval ends where the test decides")
    func whole() async throws {
        let found = try await search("1..40") { 2 * ($0 - 17.4) }
        let crossing = try #require(found.crossings.first)
        #expect(abs(crossing.value - 17.4) < 1e-9)
        // Half-width 0.98: at 17 (−0.8) and 18 (+1.2) … the test decides at 16 and at 18.
        #expect(crossing.lower == 16 && crossing.upper == 18)
        // Nine points first, and some more around the crossing: not each of forty.
        #expect(found.grid.count == 9 && found.evaluations < 20)
    }

    @Test("two crossings are both found, in order")
    func two() async throws {
        let found = try await search("0.0..10.0") { ($0 - 2.2) * (7.7 - $0) * 3 }
        #expect(found.crossings.count == 2)
        #expect(zip(found.crossings, [2.2, 7.7]).allSatisfy { abs($0.value - $1) < 0.02 })
        #expect(found.crossings.map(\.smallerBelow) == [.second, .first])
    }

    @Test("no crossing, equal designs and undecided ones are told apart")
    func none() async throws {
        #expect(try await search("0.0..10.0") { 5 + $0 }.outcome == .none(smaller: .first))
        #expect(try await search("0.0..10.0") { -5 - $0 }.outcome == .none(smaller: .second))
        #expect(try await search("0.0..10.0", deviations: [0, 0, 0]) { _ in 0 }.outcome == .equal)
        #expect(try await search("0.0..10.0") { 0.01 * $0 - 0.05 }.outcome == .undecided)
        #expect(try await search("0.0..10.0", deviations: [0]) { $0 - 5 }.outcome == .undecided)
        // It only touches zero: undecided there, and no crossing is claimed.
        let touching = try await search("0.0..10.0") { ($0 - 5) * ($0 - 5) }
        #expect(touching.outcome == .none(smaller: .first))
        #expect(touching.undecided.map(\.value) == [3.75, 5, 6.25])
    }

    @Test("a jagged difference is searched to its end")
    func jagged() async throws {
        let found = try await search("0.0..1.0") { ($0 < 0.618 ? -3 : 3) + 0.5 * sin(400 * $0) }
        let crossing = try #require(found.crossings.first)
        #expect(abs(crossing.value - 0.618) < 0.001)
        #expect(found.evaluations < 40)
    }

    @Test("the interval of a noisy line's crossing covers it 95 times in 100")
    func coverage() async throws {
        // Normal noise, the same at every x as common random numbers make it. A right program's count of 1,000 has
        // mean 950 and standard deviation 6.9; ± 5 standard deviations fail less than once in a million.
        var numbers = NormalNumbers(seed: 20_260_302)
        var covered = 0
        for _ in 0..<1000 {
            let found = try await search("0.0..100.0", deviations: (0..<10).map { _ in 3 * numbers.next() }) {
                $0 - 60
            }
            let crossing = try #require(found.crossings.first)
            if crossing.lower <= 60, 60 <= crossing.upper { covered += 1 }
        }
        #expect((915...985).contains(covered), "\(covered)")
    }

    @Test(
        "the report names the better design on both sides; more is better for shares; JSON keeps to the schema"
    )
    func reports() async throws {
        let scenario = try SmallScenario.file().scenario()
        func subject(_ measure: String) throws -> CrossoverSubject {
            CrossoverSubject(
                first: "cloud", second: "hub", path: "x.y", range: try range("0 ms..100 ms"),
                measure: try Measure(text: measure, in: scenario), scenario: scenario)
        }
        let found = try await search("0 ms..100 ms") { $0 - 37 }
        let text = CrossoverText(found, try subject("rtat.mean")).text
        #expect(text.contains("below, hub is better; above, cloud is."), "\(text)")
        #expect(text.contains("Equal at 37."), "\(text)")
        #expect(CrossoverText(found, try subject("within_target")).text.contains("below, cloud is better"))
        for difference in [{ $0 - 37 }, { _ in 5 }, { _ in 0 }] as [(Double) -> Double] {
            let found = try await search("0 ms..100 ms", difference)
            let json = try JSONSchema.object(Data(CrossoverJSON.value(found, subject("rtat.mean")).text.utf8))
            #expect(try JSONSchema.reports().problems(json, as: "crossover") == [])
        }
        let none = CrossoverText(try await search("0 ms..100 ms") { _ in 5 }, try subject("rtat.mean")).text
        #expect(none.contains("No crossing between 0 ms and 100 ms: cloud is better all the way"))
    }
}
