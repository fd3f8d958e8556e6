import SimulationKernel
import Testing

private func tally(_ microseconds: [Int64]) -> DistributionTally {
    var tally = DistributionTally()
    for value in microseconds { tally.record(Duration(microseconds: value)) }
    return tally
}

/// Spans of a kind that models record, in microseconds.
private enum SpanLaw: CaseIterable, Sendable {
    case singleMicroseconds, milliseconds, seconds, minutes, days, allMagnitudes, twoPeaks, mostlyZero

    func sample(_ count: Int) -> [Int64] {
        var stream = RandomStream(seed: 40, replication: 0, name: "\(self)")
        return (0..<count).map { _ in
            let value: Double =
                switch self {
                case .singleMicroseconds: stream.uniform() * 200
                case .milliseconds: stream.exponential() * 1e3
                case .seconds: stream.exponential() * 1e6
                case .minutes: expo(17 + 0.8 * stream.normal())
                case .days: 8.64e10 * (1 + 20 * stream.uniform())
                case .allMagnitudes: expo(stream.uniform() * naturalLog(4e15))
                case .twoPeaks: (stream.uniform() < 0.3 ? 1e3 : 1e9) * (1 + 0.01 * stream.uniform())
                case .mostlyZero: stream.uniform() < 0.9 ? 0 : stream.exponential() * 1e7
                }
            return Int64(value)
        }
    }
}

@Suite("A tally of spans knows count, moments, extremes and quantiles")
struct DistributionTallyFacts {
    // Mean 5, squares about it 9 + 1 + 1 + 1 + 0 + 0 + 4 + 16 = 32, of eight values.
    @Test("Count, sum, mean, deviation and extremes are those worked by hand")
    func moments() throws {
        let tally = tally([2, 4, 4, 4, 5, 5, 7, 9].map { $0 * 1_000_000 })
        #expect(tally.count == 8)
        #expect(tally.totalSeconds == 40)
        #expect(tally.meanSeconds == 5)
        #expect(tally.standardDeviationSeconds == (32.0 / 7).squareRoot())
        #expect(tally.minimum == .seconds(2))
        #expect(tally.maximum == .seconds(9))
    }

    @Test("Without values there is no mean, with one no deviation")
    func few() {
        let none = DistributionTally()
        #expect(none.count == 0)
        #expect(none.totalSeconds == 0)
        #expect(none.meanSeconds == nil)
        #expect(none.standardDeviationSeconds == nil)
        #expect(none.quantileSeconds(0.5) == nil)
        let one = tally([3_000_000])
        #expect(one.meanSeconds == 3)
        #expect(one.standardDeviationSeconds == nil)
        #expect(one.minimum == one.maximum)
        for probability in [0, 0.5, 1] { #expect(one.quantileSeconds(probability) == 3) }
    }

    @Test("Negative spans count as zero, spans beyond 142 years as 142 years")
    func clamps() {
        let latest = SimulationTime.latest.microseconds
        #expect(tally([-5, .min]) == tally([0, 0]))
        #expect(tally([latest + 1, .max]) == tally([latest, latest]))
        #expect(tally([.max]).maximum.microseconds == latest)
        #expect(tally([.max]).quantileSeconds(1) == Double(latest) / 1e6)
    }

    @Test("The deviation keeps its digits however far the values lie from zero")
    func cancellation() throws {
        let latest = SimulationTime.latest.microseconds
        for offset in [1, 1_000_003, 987_654_321_987, latest - 4] {
            let tally = tally([0, 1, 2, 3, 4].map { offset + $0 })
            let deviation = try #require(tally.standardDeviationSeconds)
            #expect(nearlyEqual(deviation, 2.5.squareRoot() / 1e6))
            #expect(tally.meanSeconds.map { nearlyEqual($0, Double(offset + 2) / 1e6) } == true)
        }
    }

    // 2^31 values, half a microsecond either side of their mean: their squares add up to more than 2^128.
    @Test("Two thousand million values of 142 years still have the right deviation")
    func overflow() throws {
        let latest = SimulationTime.latest.microseconds
        var tally = tally([latest - 1, latest])
        for _ in 0..<30 { tally.merge(tally) }
        #expect(tally.count == 1 << 31)
        #expect(tally.meanSeconds.map { nearlyEqual($0, Double(latest) / 1e6) } == true)
        let deviation = try #require(tally.standardDeviationSeconds)
        #expect(nearlyEqual(deviation, 0.5e-6, within: 1e-9))
    }

    @Test("Mean and deviation of many values are those of two passes over them", arguments: SpanLaw.allCases)
    private func manyValues(law: SpanLaw) throws {
        let values = law.sample(100_000)
        let tally = tally(values)
        let mean = values.reduce(0.0) { $0 + Double($1) } / 1e5
        let squares = values.reduce(0.0) { $0 + (Double($1) - mean) * (Double($1) - mean) }
        #expect(nearlyEqual(try #require(tally.meanSeconds), mean / 1e6, within: 1e-11))
        let deviation = try #require(tally.standardDeviationSeconds)
        #expect(nearlyEqual(deviation, (squares / 99_999).squareRoot() / 1e6, within: 1e-11))
        #expect(tally.minimum.microseconds == values.min())
        #expect(tally.maximum.microseconds == values.max())
    }

    @Test("Quantiles are within 0.8 % of those of the sorted values", arguments: SpanLaw.allCases)
    private func quantiles(law: SpanLaw) throws {
        for count in [1, 2, 3, 10, 101, 100_000] {
            let values = law.sample(count).sorted()
            let tally = tally(values)
            for percent in 0...100 {
                let rank = max(1, (percent * count + 99) / 100)
                let exact = Double(values[rank - 1]) / 1e6
                // A little less, so that rounding does not lift a whole rank to the next one.
                let quantile = try #require(tally.quantileSeconds(Double(percent) / 100 - 1e-12))
                #expect(abs(quantile - exact) <= 0.008 * exact, "\(percent) % of \(count)")
            }
        }
    }

    @Test("Quantiles grow with the share, from the minimum to the maximum", arguments: SpanLaw.allCases)
    private func monotony(law: SpanLaw) throws {
        let tally = tally(law.sample(10_000))
        let quantiles = try (0...1000).map { try #require(tally.quantileSeconds(Double($0) / 1000)) }
        #expect(quantiles == quantiles.sorted())
        #expect(quantiles.first == tally.minimum.seconds)
        #expect(quantiles.last == tally.maximum.seconds)
        #expect(tally.quantileSeconds(-1) == tally.minimum.seconds)
        #expect(tally.quantileSeconds(2) == tally.maximum.seconds)
    }

    @Test("Up to 255 microseconds quantiles are exact")
    func exactQuantiles() {
        let tally = tally((0...255).reversed())
        for value in 0...255 {
            #expect(tally.quantileSeconds(Double(value + 1) / 256) == Double(value) / 1e6)
        }
    }

    // The quantile of a smooth density has a standard error of √(p(1−p)/n) over the density.
    @Test("The median of a million exponential spans is ln 2 of their mean, far closer than a bucket is wide")
    func smooth() throws {
        var stream = RandomStream(seed: 41, replication: 0, name: "smooth")
        let sampler = Sampler(.exponential(mean: 600))
        var tally = DistributionTally()
        for _ in 0..<1_000_000 { tally.record(sampler.drawDuration(from: &stream)) }
        for probability in [0.1, 0.5, 0.9, 0.99] {
            let quantile = try #require(tally.quantileSeconds(probability)) / 600
            let error = (probability / (1 - probability) / 1e6).squareRoot()
            #expect(abs(quantile + naturalLog(1 - probability)) < rareNormal * error)
        }
    }

    @Test("Merged tallies equal the tally of all values, whatever the order and grouping")
    func merge() {
        let parts = SpanLaw.allCases.map { $0.sample(5000) }
        let whole = tally(parts.flatMap { $0 })
        var forward = DistributionTally()
        for part in parts { forward.merge(tally(part)) }
        var backward = DistributionTally()
        for part in parts.reversed() { backward.merge(tally(part)) }
        var left = tally(parts[0] + parts[3])
        var right = tally(parts[1] + parts[2])
        right.merge(tally(parts[4...].flatMap { $0 }))
        left.merge(right)
        #expect(forward == whole)
        #expect(backward == whole)
        #expect(left == whole)
    }

    @Test("An empty tally adds nothing to another")
    func mergeEmpty() {
        let some = tally([5, 6])
        var merged = some
        merged.merge(DistributionTally())
        #expect(merged == some)
        merged = DistributionTally()
        merged.merge(some)
        #expect(merged == some)
        merged = DistributionTally()
        merged.merge(DistributionTally())
        #expect(merged == DistributionTally())
    }
}

@Suite("A tally of a level knows its time average and maximum")
struct LevelTallyFacts {
    private func at(_ seconds: Double) -> SimulationTime { .zero + .seconds(seconds) }

    /// 0 up to 2 s, 3 up to 5 s, 1 up to 9 s, 4 up to 10 s, then 2.
    private var steps: LevelTally {
        var level = LevelTally()
        level.add(3, at: at(2))
        level.add(-2, at: at(5))
        level.add(3, at: at(9))
        level.add(-2, at: at(10))
        return level
    }

    @Test("Average, integral and maximum of a step function are those worked by hand")
    func worked() {
        let level = steps
        #expect(level.level == 2)
        #expect(level.maximum == 4)
        #expect(level.integral(until: at(10)) == 17_000_000)
        #expect(level.mean(until: at(10)) == 1.7)
        #expect(level.integral(until: at(20)) == 37_000_000)
        #expect(level.mean(until: at(20)) == 1.85)
    }

    @Test("To look at a tally changes nothing")
    func looking() {
        let level = steps
        _ = level.mean(until: at(1000))
        #expect(level == steps)
        #expect(level.mean(until: at(20)) == 1.85)
    }

    @Test("A restart forgets the past and keeps the level")
    func restart() {
        var level = steps
        level.restart(at: at(12))
        #expect(level.level == 2)
        #expect(level.maximum == 2)
        #expect(level.integral(until: at(12)) == 0)
        #expect(level.mean(until: at(12)) == 0)
        #expect(level.mean(until: at(13)) == 2)
        level.add(-2, at: at(14))
        level.add(1, at: at(18))
        // 2 for 2 s, 0 for 4 s, 1 for 2 s.
        #expect(level.integral(until: at(20)) == 6_000_000)
        #expect(level.mean(until: at(20)) == 0.75)
        #expect(level.maximum == 2)
    }

    @Test("A level held for no time counts for the maximum, not for the average")
    func spike() {
        var level = LevelTally()
        level.add(10, at: at(1))
        level.add(-10, at: at(1))
        #expect(level.maximum == 10)
        #expect(level.mean(until: at(2)) == 0)
    }

    @Test("A tally without changes is zero")
    func untouched() {
        let level = LevelTally()
        #expect(level.level == 0)
        #expect(level.maximum == 0)
        #expect(level.mean(until: .zero) == 0)
        #expect(level.mean(until: .latest) == 0)
    }

    @Test("Integrals beyond 64 bits are exact")
    func largeIntegral() {
        var level = LevelTally()
        level.add(1_000_000_007, at: .zero)
        let expected = Int128(1_000_000_007) * Int128(SimulationTime.latest.microseconds)
        #expect(level.integral(until: .latest) == expected)
        #expect(level.mean(until: .latest) == 1_000_000_007)
    }

    @Test("Random steps add up to the sum of level times span, before and after a restart")
    func randomSteps() {
        var stream = RandomStream(seed: 42, replication: 0, name: "steps")
        var level = LevelTally()
        var now: Int64 = 0
        var start: Int64 = 0
        var present = 0
        var sum = 0
        var highest = 0
        for step in 0..<100_000 {
            let span = Int64(stream.uniform() * 1e6)
            sum += present * Int(span)
            now += span
            if step % 9973 == 0 {
                level.restart(at: SimulationTime(microseconds: now))
                (sum, start, highest) = (0, now, present)
            }
            let difference = Int(stream.uniform() * 7) - 3
            level.add(difference, at: SimulationTime(microseconds: now))
            present += difference
            highest = max(highest, present)
        }
        let end = SimulationTime(microseconds: now + 5)
        sum += present * 5
        #expect(level.level == present)
        #expect(level.maximum == highest)
        #expect(level.integral(until: end) == Int128(sum))
        #expect(level.mean(until: end) == Double(sum) / Double(now + 5 - start))
    }
}
