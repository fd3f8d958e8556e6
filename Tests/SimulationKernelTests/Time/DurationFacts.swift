import SimulationKernel
import Testing

private func micro(_ count: Int64) -> Duration { Duration(microseconds: count) }

@Suite("A span of time is a whole number of microseconds")
struct DurationFacts {
    @Test("Seconds, minutes, hours and days are what they are in microseconds")
    func units() {
        #expect(Duration.seconds(1.5) == micro(1_500_000))
        #expect(Duration.minutes(1.5) == micro(90_000_000))
        #expect(Duration.hours(1.5) == micro(5_400_000_000))
        #expect(Duration.days(1.5) == micro(129_600_000_000))
        #expect(Duration.zero == micro(0))
        #expect(micro(2_500_000).seconds == 2.5)
        #expect(micro(-1).seconds == -1e-6)
    }

    @Test("Spans add, subtract and grow by factors")
    func arithmetic() {
        #expect(micro(7) + micro(5) == micro(12))
        #expect(micro(7) - micro(12) == micro(-5))
        #expect(micro(7) * 3 == micro(21))
        #expect(micro(7) * -3 == micro(-21))
        #expect(micro(7) * 0 == .zero)
        var sum = micro(1)
        sum += micro(-4)
        #expect(sum == micro(-3))
        #expect(Duration.hours(1) * (1.0 / 3) == Duration.minutes(20))
    }

    @Test("Spans compare by length, the past before zero")
    func order() {
        let spans = [micro(3), .seconds(-.infinity), .zero, micro(-2), .seconds(.infinity), .days(1)]
        #expect(
            spans.sorted()
                == [.seconds(-.infinity), micro(-2), .zero, micro(3), .days(1), .seconds(.infinity)])
        #expect(micro(1) > .zero)
        #expect(!(micro(1) < micro(1)))
    }

    @Test(
        "Seconds are rounded to the nearest microsecond",
        arguments: [
            (0.4e-6, 0), (0.6e-6, 1), (-0.4e-6, 0), (-0.6e-6, -1), (1.234_567_4, 1_234_567),
            (1.234_567_6, 1_234_568), (-1.234_567_6, -1_234_568), (0.1, 100_000), (1e-300, 0), (-0.0, 0),
            // Either side of 2^51 µs, where the fast way ends: 2251799813.685248 s.
            (2_251_799_813.685_247, 2_251_799_813_685_247), (2_251_799_813.685_248, 2_251_799_813_685_248),
            (2_251_799_813.685_249, 2_251_799_813_685_249), (-2_251_799_813.685_249, -2_251_799_813_685_249),
        ] as [(Double, Int64)])
    func rounding(seconds: Double, expected: Int64) {
        #expect(Duration(seconds: seconds).microseconds == expected)
    }

    // The documentation says "nearest"; halves, which are as near to either, go to the even neighbour as IEEE 754 has
    // it, both below and beyond 2^51 µs.
    @Test(
        "Half a microsecond goes to the even neighbour",
        arguments: [
            (1, 0), (3, 2), (5, 2), (7, 4), (9, 4), (-1, 0), (-3, -2), (-5, -2),
            (1 << 51 | 1, 1 << 50), (1 << 51 | 3, 1 << 50 | 2), (1 << 52 | 1, 1 << 51),
            (1 << 52 | 3, 1 << 51 | 2),
            (-(1 << 52 | 3), -(1 << 51 | 2)),
        ] as [(Int64, Int64)])
    func halves(twice: Int64, expected: Int64) { #expect(micro(twice) * 0.5 == micro(expected)) }

    @Test("Rounding a thousand seconds in random steps errs by half a microsecond at most")
    func randomRounding() {
        var stream = RandomStream(seed: 30, replication: 0, name: "rounding")
        for exponent in -7...9 {
            for _ in 0..<1000 {
                let seconds = (stream.uniform() - 0.5) * powerOf(10, Double(exponent))
                let span = Duration(seconds: seconds)
                let exact = seconds * 1e6
                #expect(span.microseconds == Int64(exact.rounded(.toNearestOrEven)))
            }
        }
    }

    @Test("Spans are cut to 142 years, and NaN counts as no time")
    func limits() {
        let latest = SimulationTime.latest.microseconds
        #expect(latest == 4_503_599_627_370_495)
        for huge in [Double.infinity, 1e300, 1e10, 4.503_599_627_371e9] {
            #expect(Duration(seconds: huge) == micro(latest))
            #expect(Duration(seconds: -huge) == micro(-latest))
            #expect(Duration.seconds(1) * huge == micro(latest))
            #expect(Duration.days(huge) == micro(latest))
        }
        #expect(Duration(seconds: .nan) == .zero)
        #expect(Duration.hours(-.nan) == .zero)
        #expect(Duration.zero * .infinity == .zero)
        #expect(Duration.seconds(1) * .nan == .zero)
        #expect(Duration.seconds(4_503_599_627.0) == micro(4_503_599_627_000_000))
    }

    @Test(
        "A span is written in the unit a person would choose",
        arguments: [
            (0, "0 s"), (1, "1 µs"), (999, "999 µs"), (-5, "-5 µs"), (1000, "1 ms"), (850_000, "850 ms"),
            (12_345, "12.35 ms"), (999_999, "1000 ms"), (1_000_000, "1 s"), (12_500_000, "12.5 s"),
            (-12_500_000, "-12.5 s"), (90_000_000, "90 s"), (119_000_000, "119 s"), (120_000_000, "2 min"),
            (192_000_000, "3.2 min"), (3_599_000_000, "59.98 min"), (3_600_000_000, "1 h"),
            (3_660_000_000, "61 min"), (5_400_000_000, "90 min"), (7_200_000_000, "2 h"),
            (27_000_000_000, "7.5 h"), (-27_000_000_000, "-7.5 h"), (86_400_000_000, "24 h"),
            (172_800_000_000, "2 d"), (1_036_800_000_000, "12 d"), (1_065_600_000_000, "12.33 d"),
        ] as [(Int64, String)])
    func description(microseconds: Int64, expected: String) { #expect("\(micro(microseconds))" == expected) }
}

@Suite("An instant is a whole number of microseconds since the start")
struct SimulationTimeFacts {
    @Test("Instants and spans add and subtract")
    func arithmetic() {
        let noon = SimulationTime.zero + .hours(12)
        #expect(noon.microseconds == 43_200_000_000)
        #expect(noon - .hours(13) == SimulationTime(microseconds: -3_600_000_000))
        #expect(noon - SimulationTime.zero == .hours(12))
        #expect(SimulationTime.zero - noon == .hours(-12))
        #expect(.zero < noon && noon < .latest)
    }

    @Test("The latest instant is 142 years after the start")
    func latest() {
        let years = (SimulationTime.latest - .zero).seconds / (365.25 * 86_400)
        #expect(years > 142 && years < 143)
        #expect("\(SimulationTime.zero + .minutes(3.2))" == "t+3.2 min")
    }
}
