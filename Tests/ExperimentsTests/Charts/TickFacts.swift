import Reports
import Testing

@Suite("Ticks: round numbers, and on axes of time what clocks have")
struct TickFacts {
    private func labels(
        _ quantity: ChartQuantity, _ values: [Double], log: Bool = false, most: Int = 6
    ) -> [String] {
        let axis = ChartAxis("", column: "x", quantity: quantity, spacing: log ? .logarithmic : .linear)
        return ChartTicks(axis, values: values, most: most).ticks.map(\.label)
    }

    @Test(
        "a linear axis has steps of 1, 2 or 5 times a power of ten, and ends on one",
        arguments: [
            ([0.0, 37], ["0", "10", "20", "30", "40"]), ([0, 0.37], ["0.0", "0.1", "0.2", "0.3", "0.4"]),
            ([0, 8_300], ["0", "2,000", "4,000", "6,000", "8,000", "10,000"]),
            ([-3, 4.2], ["−4", "−2", "0", "2", "4", "6"]),
        ] as [([Double], [String])])
    func linear(values: [Double], expected: [String]) {
        #expect(labels(.number(unit: ""), values) == expected)
    }

    @Test(
        "minutes and hours have steps of a clock, in one unit",
        arguments: [
            (ChartQuantity.TimeUnit.minutes, 47.0, ["0", "10 min", "20 min", "30 min", "40 min", "50 min"]),
            (ChartQuantity.TimeUnit.minutes, 150.0, ["0", "0.5 h", "1 h", "1.5 h", "2 h", "2.5 h"]),
            (ChartQuantity.TimeUnit.seconds, 18_000.0, ["0", "1 h", "2 h", "3 h", "4 h", "5 h"]),
            (ChartQuantity.TimeUnit.hours, 100.0, ["0", "1 d", "2 d", "3 d", "4 d", "5 d"]),
        ] as [(ChartQuantity.TimeUnit, Double, [String])])
    func clock(unit: ChartQuantity.TimeUnit, largest: Double, expected: [String]) {
        #expect(labels(.time(unit), [0, largest]) == expected)
    }

    @Test(
        "a logarithmic axis of time has the spans that people name",
        arguments: [
            ([60.0, 86_400], ["1 min", "5 min", "15 min", "1 h", "4 h", "1 d"]),
            ([1, 86_400], ["1 s", "1 min", "1 h", "1 d"]),
            ([600, 7_200], ["10 min", "15 min", "30 min", "1 h", "2 h"]),
        ] as [([Double], [String])])
    func spans(seconds: [Double], expected: [String]) {
        #expect(labels(.time(.seconds), seconds, log: true) == expected)
        // The same in another unit of the column.
        #expect(labels(.time(.minutes), seconds.map { $0 / 60 }, log: true) == expected)
    }

    @Test("a logarithmic axis of numbers has powers of ten, and between them what there is room for")
    func powers() {
        #expect(
            labels(.number(unit: ""), [10, 1000], log: true, most: 7) == [
                "10", "20", "50", "100", "200", "500", "1,000",
            ])
        #expect(
            labels(.number(unit: ""), [0.01, 1000], log: true) == ["0.01", "0.1", "1", "10", "100", "1,000"])
    }

    @Test("shares never go beyond 100 %")
    func shares() {
        #expect(labels(.share, [0.2, 0.97]) == ["0 %", "20 %", "40 %", "60 %", "80 %", "100 %"])
    }

    @Test("every value lies within the axis, whatever the values are", arguments: 0..<200)
    func covers(seed: Int) {
        var generator = Seeded(seed: UInt64(seed))
        let size = Double.random(in: -2...6, using: &generator)
        let values = (0..<5).map { _ in Double.random(in: 0.01...1, using: &generator) * exp10(size) }
        for log in [false, true] {
            for quantity in [ChartQuantity.number(unit: ""), .time(.minutes)] {
                let axis = ChartAxis(
                    "", column: "x", quantity: quantity, spacing: log ? .logarithmic : .linear)
                let ticks = ChartTicks(axis, values: values, most: 6)
                #expect(values.allSatisfy { ticks.domain.contains($0) }, "seed \(seed)")
                #expect(ticks.ticks.count <= 7, "seed \(seed)")
                #expect(Set(ticks.ticks.map(\.label)).count == ticks.ticks.count, "seed \(seed)")
            }
        }
    }

    private func exp10(_ power: Double) -> Double {
        (0..<Int(abs(power))).reduce(1) { value, _ in power < 0 ? value / 10 : value * 10 }
    }

    private struct Seeded: RandomNumberGenerator {
        var seed: UInt64
        mutating func next() -> UInt64 {
            seed &+= 0x9E37_79B9_7F4A_7C15
            var mixed = (seed ^ (seed >> 30)) &* 0xBF58_476D_1CE4_E5B9
            mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
            return mixed ^ (mixed >> 31)
        }
    }
}
