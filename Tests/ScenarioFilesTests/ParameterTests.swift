import ScenarioFiles
import Teleradiology
import Testing

@Suite("A swept parameter is a path with a list or a range of values")
struct ParameterTests {
    private func texts(_ values: String) throws -> [String]? {
        try SweptParameter("length=\(values)", option: "--over").texts
    }

    @Test(
        "ranges keep their unit, both ends are values",
        arguments: [
            ("5 ms..80 ms in 4", ["5 ms", "30 ms", "55 ms", "80 ms"]),
            ("5..80 ms in 2", ["5 ms", "80 ms"]), ("0 %..1 % in 3", ["0 %", "0.5 %", "1 %"]),
            ("10 Mbit/s..1 Gbit/s in 3 log", ["10 Mbit/s", "100 Mbit/s", "1000 Mbit/s"]),
            ("30 s..2 min in 4", ["30 s", "60 s", "90 s", "120 s"]),
            ("2..6", ["2", "3", "4", "5", "6"]), ("2..6 by 2", ["2", "4", "6"]),
            ("1..9 in 3", ["1", "5", "9"]),
            ("1 d..9 d by 3 d", ["1 d", "4 d", "7 d"]), ("0.1..0.3 by 0.1", ["0.1", "0.2", "0.3"]),
            ("1.0..2.0 in 4", ["1", "1.33333", "1.66667", "2"]),
            ("1..1000 log in 4", ["1", "10", "100", "1000"]),
        ])
    func ranges(values: String, expected: [String]) throws {
        #expect(try texts(values) == expected)
    }

    @Test("lists are parted by commas, but not within brackets, braces and quotes")
    func lists() throws {
        #expect(try texts("20 Mbit/s,50 Mbit/s , 100 Mbit/s") == ["20 Mbit/s", "50 Mbit/s", "100 Mbit/s"])
        #expect(try texts("{ a: 1, b: 2 }, [ 3, 4 ], 'x, y'") == ["{ a: 1, b: 2 }", "[ 3, 4 ]", "'x, y'"])
        // Two dots alone make no range.
        #expect(try texts("../SampleStudies") == ["../SampleStudies"])
    }

    @Test("a range of fractions or units that does not say how many values has none of its own")
    func open() throws {
        #expect(try texts("5 ms..80 ms") == nil)
        #expect(try texts("1..9 log") == nil)
    }

    @Test("a share of the way is a value: even parts for lists and whole numbers, along the scale for others")
    func shares() throws {
        let list = try SweptParameter("delivery=cloud, on-premise", option: "--over")
        #expect(
            [0, 0.49, 0.51, 0.999, 1].map { list.text(at: $0) }.map { $0 == "cloud" } == [
                true, true, false, false, false,
            ])
        let count = try SweptParameter("count=1..4", option: "--over")
        #expect([0, 0.24, 0.26, 0.74, 0.76, 1].map { count.text(at: $0) } == ["1", "1", "2", "3", "4", "4"])
        let line = try SweptParameter("b=10 Mbit/s..1000 Mbit/s log", option: "--over")
        #expect(line.text(at: 0.5) == "100 Mbit/s")
        guard case .range(let range) = line.values else { return }
        #expect(abs(range.share(of: 100) - 0.5) < 1e-12)
    }

    @Test(
        "mistakes are named with the option and what was expected",
        arguments: [
            ("length", "expected 'path=values'"), ("length=", "expected values behind '='"),
            ("length=1 d,,2 d", "expected values behind '='"),
            ("length=1 d..2 d in 3, 5 d", "a list or one range, not both"),
            ("count=1-4", "'1-4': a range is written '1..4'"),
            ("length=9 d..1 d in 3", "does not go from a smaller to a larger value"),
            ("length=1 d..3 Mbit/s in 3", "goes from 'd' to 'Mbit/s'"),
            ("count=1..3 in 9", "holds 3 whole numbers, not 9; write '1.0..3.0 in 9'"),
            ("x=0.0..1.0 in 3 log", "a logarithmic range begins above 0"),
            ("x=1..2 in some", "behind 'in' stands how many values, 2 to 10000"),
            ("x=1.0..2.0 by -1", "behind 'by' stands a distance above 0"),
            ("x=1..1000000", "more than 10000 values"), ("x=5 ms..", "is no range such as"),
        ])
    func mistakes(text: String, message: String) {
        let error = #expect(throws: ScenarioError.self) { try SweptParameter(text, option: "--over") }
        #expect(error?.description.hasPrefix("--over \(text): error: ") == true)
        #expect(error?.description.contains(message) == true, "\(error?.description ?? "")")
    }

    @Test("a star in a path sets every item of a list")
    func star() throws {
        let text = SampleScenario.text.replacing(
            "delivery: cloud\n",
            with:
                "  - { name: Other, kind: other, demand: [ { modality: mr, arrivals: { per_day: 3 } } ] }\ndelivery: cloud\n"
        )
        let scenario = try SampleScenario.file(text).setting(["sites.*.kind=imaging-centre"]).scenario()
        #expect(scenario.sites.map(\.kind) == [.imagingCentre, .imagingCentre])
        let streams = try SampleScenario.file(text).setting(["sites.1.demand.*.reading=5 min"]).scenario()
        #expect(streams.sites[0].demand.map(\.readingSeconds) == [.constant(300), .constant(300)])
    }
}
