import ScenarioFiles
import Teleradiology
import Testing

@Suite("Weekly profiles in a file")
struct WeeklyProfileTests {
    private func text(_ weights: [Int]) -> String {
        SampleScenario.text.replacing("profile: emergency", with: "profile: \(weights)")
    }

    @Test("24 weights are the hours of every day")
    func hours() throws {
        let weights = (0..<24).map { $0 < 6 ? 3 : 1 }
        let stream = try SampleScenario.file(text(weights)).scenario().sites[0].demand[0]
        guard case .poisson(let perDay, let profile) = stream.arrivals else {
            Issue.record("no rate")
            return
        }
        #expect(perDay == 64)
        // 6 × 3 + 18 × 1 = 36 in 24 hours: twice the mean before six, two thirds of it later.
        #expect((0..<168).allSatisfy { abs(profile.weights[$0] - ($0 % 24 < 6 ? 2 : 2.0 / 3)) < 1e-12 })
    }

    @Test("other numbers of weights are an error", arguments: [7, 23, 25, 167])
    func others(count: Int) {
        let errors = SampleScenario.errors(in: text([Int](repeating: 1, count: count)))
        #expect(
            errors.contains {
                "\($0)".contains(
                    "a profile has 24 hourly weights, 00:00 first, or 168, Monday 00:00 first, not all zero; "
                        + "found \(count)")
            })
    }
}
